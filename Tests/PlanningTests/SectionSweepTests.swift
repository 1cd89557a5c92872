// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import PlanSolving
import Testing

@testable import Planning

/// Sweeps of specs whose sections know their own numbers: stores, tiers, links, workloads over time,
/// scenarios. Each point beside the cold solve of the changed spec.
struct SectionSweepTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Self.root.appending(path: name)))
  }

  /// Sweeps over a number, or over a list by factors, and says whether it had a curve.
  private func check(
    _ name: String, _ at: String, by steps: [Rational], _ points: inout Int
  ) throws -> Bool {
    let bytes = try bytes(name)
    let text = try Planning.SpecText(bytes)
    let written = try text.number(at: at)
    let size = written.isZero ? Rational.one : written
    let values = steps.map { written + $0 * size }
    let variation = try #require(Variation("\(at)=\(values.map(\.decimal).joined(separator: ","))"))
    let sweep = try Sweep(text, try Planner.read(bytes).spec, [variation], planner: Planner())
    for index in 0..<sweep.count {
      let place: Comment = "\(name), \(at) at \(values[index])"
      let point = try sweep.point(index)
      let changed = try text.replacing([(at, values[index])])
      guard let again = try? Planner.read(changed).spec else {
        guard case .invalid = point.answer else {
          Issue.record("an invalid spec has an answer, \(place)")
          continue
        }
        continue
      }
      guard case .result(let result) = point.answer else {
        Issue.record("a valid spec has no answer, \(place)")
        continue
      }
      let cold = try Planner().solve(again, also: .alternatives)
      points += 1
      #expect(result.status == cold.status, place)
      #expect(result.objective.value == cold.objective.value, place)
      #expect(result.proof.verified && cold.proof.verified, place)
      if cold.alternatives?.isUnique == true {
        #expect(result.resources.map(\.amount) == cold.resources.map(\.amount), place)
      }
    }
    return sweep.hasCurve
  }

  /// What is in proportion to a bound or to the costs, and what is not.
  private static let sweeps: [(name: String, at: String, hasCurve: Bool)] = [
    ("docs/specs/battery.json", "/resources/battery/max", true),
    ("docs/specs/battery.json", "/resources/battery/store/in", false),
    ("docs/specs/battery.json", "/resources/battery/store/efficiency", false),
    ("docs/specs/battery.json", "/demands/kwh*", true),
    ("docs/specs/battery.json", "/resources/grid/cost/3", true),
    ("docs/specs/deadlines.json", "/resources/gpu/max", true),
    ("docs/specs/deadlines.json", "/demands/trained/min*", true),
    ("docs/specs/deadlines.json", "/workloads/service/needs/served*", true),
    ("docs/specs/reserved.json", "/demands/nodes*", true),
    ("docs/specs/soft.json", "/resources/gpu/max", true),
    ("docs/specs/peak-charge.json", "/resources/peak/cost", true),
    ("docs/specs/peak-charge.json", "/resources/generator/max", true),
    ("docs/specs/teams.json", "/budgets/cost", true),
    ("docs/specs/newsvendor.json", "/resources/reserved/cost", true),
    ("docs/specs/newsvendor.json", "/scenarios/high/set/~1demands~1gpu", true),
    ("examples/order-book.json", "/budgets/capex", true),
    ("docs/specs/gpu-nodes.json", "/budgets/kw", false),
  ]

  @Test(arguments: sweeps)
  func `a sweep over a section's spec says what cold solves say`(
    name: String, at: String, hasCurve: Bool
  ) throws {
    var points = 0
    let steps = [-3, -1, 0, 1, 4].map { Rational($0, 20) }
    #expect(try check(name, at, by: steps, &points) == hasCurve)
    #expect(points > 2)
  }
}
