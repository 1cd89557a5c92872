// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import Oracle
import Planning
import Testing

@testable import dcopt

/// `verify` on results with periods, workloads, links and several objectives.
struct PlanVerifyTests {
  typealias Sections = RandomPlan.Sections

  private static let sections: [Sections] = [
    [.periods], [.periods, .soft, .clash], [.periods, .integers], [.workloads],
    [.workloads, .links, .clash], [.workloads, .worst], [.workloads, .worst, .next],
    [.soft, .priorities], [.workloads, .worst, .priorities], [.periods, .workloads, .links, .soft],
    [.workloads, .integers], [.worst, .next], [.periods, .workloads, .worst, .next], .all,
  ]

  @Test(arguments: sections)
  func `every result is proved, and is the same when solved again`(sections: Sections) throws {
    for seed in UInt64(0)..<25 {
      let random = RandomPlan(seed: seed, sections: sections)
      let place: Comment = "seed \(seed), sections \(sections.rawValue)\n\(random.json)"
      let solved = try SolvedSpec(random.json)
      #expect(try SolvedSpec(random.json).json == solved.json, place)
      #expect(solved.doubt(solved.json) == nil, "\(place)\n\(solved.json)")
      guard let certificate = solved.result.certificate else { continue }
      #expect(solved.doubt(certificate.json) == nil, "\(place)\n\(certificate.json)")
    }
  }

  @Test(arguments: sections)
  func `results with one digit, one name or the status changed are refused`(
    sections: Sections
  ) throws {
    var changer = ResultChanger()
    for seed in UInt64(100)..<112 {
      let random = RandomPlan(seed: seed, sections: sections)
      let solved = try SolvedSpec(random.json)
      for _ in 0..<4 {
        guard let changed = try changer.change(solved.json) else { continue }
        #expect(
          solved.doubt(changed) != nil,
          "seed \(seed), sections \(sections.rawValue)\n\(random.json)\n\(solved.json)\n\(changed)")
      }
    }
  }
}
