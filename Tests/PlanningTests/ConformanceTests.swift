// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import PlanSolving
import Testing

@testable import Planning

/// Specs with the answers that they must get: one entry a case, so that a new case is a few lines
/// of data.
struct ConformanceTests {
  static let cases: [JSONValue] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/conformance.json")
    return Array(try! JSONDocument(parsing: Array(Data(contentsOf: file))).root.elements)
  }()

  @Test func `every conformance case gets its answer, and it is proved`() throws {
    #expect(Self.cases.count >= 16)
    for entry in Self.cases {
      let name = entry["name"]!.string!
      let (spec, _) = try Planner.read(Array(entry["spec"]!.sourceText.utf8))
      let result = try Planner().solve(spec)
      let expected = entry["expect"]!
      #expect(result.status.rawValue == expected["status"]!.string!, "\(name)")
      #expect(result.proof.verified, "\(name)")
      if let objective = expected["objective"]?.number?.double {
        let value = try #require(result.objective.value?.double, "\(name)")
        #expect(abs(value - objective) <= 1e-9 * max(1, abs(objective)), "\(name)")
      }
      for member in expected["allocation"].map({ Array($0.members) }) ?? [] {
        let amount = try #require(
          result.resources.first { $0.name == member.key }?.amount[0].double)
        let wanted = member.value.number!.double
        #expect(abs(amount - wanted) <= 1e-9 * max(1, abs(wanted)), "\(name): \(member.key)")
      }
    }
  }
}

extension JSONValue {
  fileprivate subscript(key: String) -> JSONValue? {
    members.first { $0.key == key }?.value
  }
}
