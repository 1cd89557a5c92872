// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import ExactNumbers
import JSONText
import LinearProgram
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// Used amounts, tiers and tags, each said in its own words and as an idiom of sections that were
/// there before: both have the same optimum, proved, and a verifier and a check agree.
struct AmountCaseTests {
  static let cases: [JSONValue] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/amounts.json")
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
      let plan = try ProposedPlan(Array(result.json.utf8), for: spec)
      #expect(try Planner().check(plan, of: spec).isFeasible, "\(name), \(form)")
    }
  }

  private func read(_ text: String) throws -> Spec { try Planner.read(Array(text.utf8)).spec }

  @Test func `tiers are linear where they fill themselves, and whole numbers elsewhere`() throws {
    func spec(_ tiers: String, _ goal: String) throws -> Spec {
      try read(
        """
        {"resources": {"a": {"cost": {"tiers": \(tiers)}, "tb": 1, "max": 90}},
         "demands": {"tb": 20}, \(goal)}
        """)
    }
    let rising = "[[10, 3], 5]", falling = "[[10, 5], 3]"
    for (tiers, goal, isWhole) in [
      (rising, #""minimize": "cost""#, false), (falling, #""minimize": "cost""#, true),
      (rising, #""maximize": "cost""#, true), (falling, #""maximize": "cost""#, false),
      (rising, #""budgets": {"cost": {"max": 900, "min": 1}}, "minimize": "tb""#, true),
      (falling, #""budgets": {"cost": 900}, "maximize": "cost""#, true),
    ] {
      let spec = try spec(tiers, goal)
      #expect(Formulation(spec).program.hasIntegers == isWhole, "\(tiers), \(goal)")
      #expect(spec.remarks.first?.contains(isWhole ? "whole numbers" : "linear") == true)
    }
  }

  @Test func `what a plan is charged is the tiers' function, also where it counts for nothing`()
    throws
  {
    // Nothing looks at the energy: no basis would fill its tiers in their order by itself.
    let spec = try read(
      """
      {"resources": {"a": {"cost": 2, "tb": 1, "max": 90, "energy": {"tiers": [[10, 1], [15, 4], 2]}}},
       "demands": {"tb": 20}, "minimize": "cost"}
      """)
    let result = try Planner().solve(spec)
    // 10 at 1, 5 at 4, 5 at 2.
    #expect(result.totals.first { $0.name == "energy" }?.total == .constant(Rational(40)))
  }

  @Test func `an end that the rest of the spec implies is enough, and none is said`() throws {
    let text = """
      {"resources": {"a": {"cost": 2, "tb": 1, "fixed": {"cost": 7}}},
       "demands": {"tb": 5}, @ "minimize": "cost"}
      """
    let spec = try read(text.replacing("@", with: #""budgets": {"cost": 100},"#))
    #expect(try Planner().solve(spec).objective.value == Rational(17))
    #expect(throws: Diagnostics.self) { try read(text.replacing("@", with: "")) }
  }

  @Test func `a conflict says conditions in words, and in both languages`() throws {
    let spec = try read(
      """
      {"resources": {"a": {"cost": 2, "tb": 1, "max": 9, "integer": true, "requires": "b"},
                     "b": {"cost": 5, "tb": 0, "max": 9, "at_least": 4, "excludes": "a"}},
       "demands": {"tb": 5}, "minimize": "cost"}
      """)
    let result = try Planner().solve(spec)
    #expect(result.status == .infeasible)
    let says = result.conflict.map(\.says)
    #expect(says.contains("a requires b") && says.contains("b excludes a"), "\(says)")
    let chinese = Explanation(result, in: Words(language: .zh)).text
    #expect(chinese.contains("使用 a 就必须使用 b"), "\(chinese)")
  }

  @Test func `a start-up is charged where an amount was not used before`() throws {
    let spec = try read(
      """
      {"periods": 6,
       "resources": {"g": {"max": 5, "at_least": 2, "mw": 1, "fixed": {"cost": 1},
                           "start_up": {"cost": 10}, "start": 3},
                     "grid": {"mw": 1, "cost": 7}},
       "demands": {"mw": [3, 0, 0, 3, 0, 4]}, "minimize": "cost"}
      """)
    let result = try Planner().solve(spec)
    #expect(result.objective.value == Rational(6))
    #expect(result.proof.verified)
    #expect(result.json.contains(#""starts": [false, false, false, false, false, false]"#))
  }

  @Test func `a frontier refuses goals that count tiers the other way`() throws {
    let spec = try read(
      """
      {"resources": {"a": {"cost": {"tiers": [[10, 3], 5]}, "tb": 1, "max": 90}},
       "demands": {"tb": 20}, "minimize": "cost"}
      """)
    let tolerance = Rational(1, 100)
    #expect(throws: Never.self) {
      try Planner().tradeOff(spec, between: ["cost", "max:tb"], tolerance: tolerance)
    }
    #expect(throws: TradeOff.Refusal.self) {
      try Planner().tradeOff(spec, between: ["max:cost", "tb"], tolerance: tolerance)
    }
  }
}
