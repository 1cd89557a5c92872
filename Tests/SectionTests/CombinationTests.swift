// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import JSONText
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// Random specs in which many sections meet, with the answers of a solver and a formulation of others:
/// `Tests/Campaigns/combinations.py` made both, and makes as many more as one likes.
struct CombinationTests {
  static let cases: [JSONValue] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/combinations.json")
    return Array(try! JSONDocument(parsing: Array(Data(contentsOf: file))).root.elements)
  }()

  @Test(arguments: 0..<cases.count)
  func `sections that meet give the plan that was found without dcopt`(number: Int) throws {
    let entry = Self.cases[number]
    let place: Comment = "seed \(entry["seed"]!.sourceText)\n\(entry["spec"]!.sourceText)"
    var spec = try Planner.read(Array(entry["spec"]!.sourceText.utf8)).spec
    if let running = entry["running"] {
      let plan = try ProposedPlan.running(Array(running.sourceText.utf8), for: spec).plan
      spec = spec.replanned(from: plan, keepCost: Rational(entry["keep_cost"]!.number!))
    }
    let result = try Planner().solve(spec)
    #expect(result.status.rawValue == entry["status"]!.string!, place)
    #expect(result.proof.verified, place)
    let printed = try JSONDocument(parsing: Array(result.json.utf8))
    let verification = Verification(of: printed, for: spec)
    #expect(verification.isProved, "\(verification.because ?? "") \(place)")
    guard let wanted = entry["value"]?.number?.double else { return }
    let value = try #require(result.objective.value?.double, place)
    #expect(abs(value - wanted) <= 2e-5 * max(1, abs(wanted)), "\(value), not \(wanted): \(place)")
    #expect(result.proof.largestViolation?.isZero == true, place)
    let plan = try ProposedPlan(Array(result.json.utf8), for: spec)
    let check = try Planner().check(plan, of: spec)
    #expect(check.violations.allSatisfy { $0.by < Rational(1, 1_000_000_000) }, place)
  }
}
