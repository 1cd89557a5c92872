// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import LinearProgram
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// The sections of time and stores, each said in its own words and as an idiom of sections that
/// were there before: both have the same optimum, and it is proved.
struct TimeCaseTests {
  static let cases: [JSONValue] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/time.json")
    return Array(try! JSONDocument(parsing: Array(Data(contentsOf: file))).root.elements)
  }()

  @Test(arguments: 0..<cases.count)
  func `a spec and its idiom have the same optimum, which a verifier proves`(number: Int) throws {
    let entry = Self.cases[number]
    let name = entry["name"]!.string!
    let wanted = entry["expect"]!["objective"]!.number!.double
    for form in ["spec", "idiom"] {
      let spec = try Planner.read(Array(entry[form]!.sourceText.utf8)).spec
      let result = try Planner().solve(spec, also: .certificate)
      #expect(result.status == .optimal, "\(name), \(form)")
      #expect(result.proof.verified, "\(name), \(form)")
      let value = try #require(result.objective.value?.double)
      #expect(abs(value - wanted) <= 1e-9 * wanted, "\(name), \(form)")
      let printed = try JSONDocument(parsing: Array(result.json.utf8))
      let verification = Verification(of: printed, for: spec)
      #expect(verification.isProved, "\(name), \(form): \(verification)")
      let refusal = Certificate.refusal(
        of: try JSONDocument(parsing: Array(result.certificate!.json.utf8)).root, for: spec)
      #expect(refusal == nil, "\(name), \(form)")
    }
  }
}
