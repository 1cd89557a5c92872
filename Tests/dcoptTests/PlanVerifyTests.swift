// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
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
      guard let certificate = solved.result.certificate else {
        #expect(!solved.result.proof.verified || sections.contains(.integers), place)
        continue
      }
      #expect(solved.doubt(certificate.json) == nil, "\(place)\n\(certificate.json)")
    }
  }

  @Test func `every objective has its part in a certificate, and none may be another one's`() throws
  {
    var (several, swapped) = (0, 0)
    for seed in UInt64(0)..<60 {
      let sections: Sections = seed % 2 == 0 ? [.soft, .priorities] : [.workloads, .worst, .next]
      let random = RandomPlan(seed: seed, sections: sections)
      let solved = try SolvedSpec(random.json)
      guard let certificate = solved.result.certificate, certificate.parts.count > 1 else {
        continue
      }
      several += 1
      let place: Comment = "seed \(seed)\n\(random.json)\n\(certificate.json)"
      #expect(solved.doubt(certificate.json) == nil, place)
      var document = try #require(
        try JSONSerialization.jsonObject(with: Data(certificate.json.utf8)) as? [String: Any])
      let parts = try #require(document["parts"] as? [[String: Any]])
      func doubt(_ parts: [[String: Any]]) throws -> String? {
        document["parts"] = parts
        return solved.doubt(
          String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self))
      }
      #expect(try doubt(parts) == nil, place)
      #expect(try doubt(Array(parts.dropLast())) != nil, place)
      #expect(try doubt(parts + [parts[0]]) != nil, place)
      if try doubt([parts[1], parts[0]] + parts[2...]) != nil { swapped += 1 }
    }
    #expect(several > 20 && swapped > 10, "\(several) of several objectives, \(swapped) refused")
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
