// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// What `solve` prints, given to `check`, and a repair as it is printed, put into its spec.
/// `DCOPT_SEEDS=200-700` takes other seeds and more of them than the few of every run.
struct OwnPlanTests {
  typealias Sections = RandomPlan.Sections

  private static let sections: [Sections] = [
    [.periods], [.periods, .soft, .clash], [.periods, .integers], [.workloads], [.clash],
    [.workloads, .links, .clash], [.workloads, .worst], [.workloads, .worst, .next],
    [.soft, .priorities], [.workloads, .worst, .priorities], [.workloads, .integers],
    [.periods, .workloads, .links, .soft], [.periods, .integers, .clash], [.worst, .next],
  ]

  private static let seeds: Range<UInt64> = {
    let said = ProcessInfo.processInfo.environment["DCOPT_SEEDS"] ?? "1000-1012"
    let ends = said.split(separator: "-").compactMap { UInt64($0) }
    return ends[0]..<ends[1]
  }()

  @Test(arguments: sections)
  func `every plan of its own passes, and every repair gives one`(sections: Sections) throws {
    var (plans, repairs) = (0, 0)
    for seed in Self.seeds {
      let random = RandomPlan(seed: seed, sections: sections)
      let place: Comment = "seed \(seed), sections \(sections.rawValue)\n\(random.json)"
      let bytes = Array(random.json.utf8)
      let spec = try Planner.read(bytes).spec
      let result = try Planner().solve(spec)
      let printed = Array(result.json.utf8)
      switch result.status {
      case .optimal:
        plans += 1
        let check = try Planner().check(try ProposedPlan(printed, for: spec), of: spec)
        #expect(check.isFeasible && check.gap?.isZero == true, "\(place)\n\(check.json)")
      case .infeasible:
        let root = try JSONDocument(parsing: printed).root
        func member(_ key: String, _ value: JSONValue) -> JSONValue? {
          value.members.first { $0.keyEquals(key) }?.value
        }
        let changes = (member("repair", root).map { Array($0.elements) } ?? []).map { change in
          (
            at: member("at", change)!.string!,
            with: Rational(decimal: member("to", change)!.sourceText)!
          )
        }
        if changes.isEmpty { continue }
        repairs += 1
        let repaired = try Planning.SpecText(bytes).replacing(changes)
        let after = try Planner().solve(Planner.read(repaired).spec)
        #expect(after.status != .infeasible, "\(place)\n\(changes)")
      default: break
      }
    }
    #expect(plans + repairs > 0)
  }
}
