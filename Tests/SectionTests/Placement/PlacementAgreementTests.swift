// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram
import Oracle
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// Random placements beside the same as idioms, and beside an oracle that shares no code with
/// dcopt: the same verdict and the same exact optimum, proved, verified and checked.
struct PlacementAgreementTests {
  private func read(_ text: String) throws -> Spec { try Planner.read(Array(text.utf8)).spec }

  @Test func `a spec, its idiom and the oracle agree`() throws {
    var counts: [String: Int] = [:]
    for seed in UInt64(0)..<120 {
      let random = RandomPlacement(seed: seed)
      let place: Comment = "seed \(seed)\n\(random.natural)"
      let spec: Spec
      do {
        spec = try read(random.natural)
      } catch let error as Diagnostics {
        // A spread that leaves a part nowhere, and one place without an end, which a spread of those
        // who share with it can need more of.
        let isKnown = error.list.allSatisfy {
          $0.at.contains("/spread/") || $0.at.hasSuffix("/one_place") || $0.severity == .warning
        }
        #expect(isKnown, "\(error.list.map(\.says)) \(place)")
        counts["refused", default: 0] += 1
        continue
      }
      let result = try Planner().solve(spec)
      counts[result.status.rawValue, default: 0] += 1
      #expect(result.proof.verified, place)
      let idiom = try Planner().solve(read(random.idiom))
      #expect(idiom.status == result.status, place)
      #expect(idiom.objective.value == result.objective.value, place)
      if result.status == .optimal { try agree(result, spec, place) }
      if random.problem.columns.count(where: \.integer) > 4 { continue }
      counts["by the oracle", default: 0] += 1
      switch solveBySimplex(random.problem) {
      case .optimal(let value, _):
        let exact = result.objective.value.map { Oracle.Fraction(decimal: $0.text) }
        #expect(result.status == .optimal, place)
        #expect(exact.map { close($0, value) } ?? false, place)
      case .infeasible: #expect(result.status == .infeasible, place)
      case .unbounded: #expect(result.status == .unbounded, place)
      }
    }
    #expect(counts["optimal", default: 0] > 60, "\(counts)")
    #expect(counts["infeasible", default: 0] > 5, "\(counts)")
    #expect(counts["by the oracle", default: 0] > 30, "\(counts)")
    #expect(counts["refused", default: 0] < 20, "\(counts)")
  }

  /// As near as a printed number is.
  private func close(_ one: Oracle.Fraction, _ other: Oracle.Fraction) -> Bool {
    let difference = one - other
    let size = max(Oracle.Fraction.one, other < .zero ? -other : other)
    return (difference < .zero ? -difference : difference) * Oracle.Fraction(1_000_000_000) <= size
  }

  /// The printed result is proved again, and its plan is feasible and the best.
  private func agree(_ result: PlanResult, _ spec: Spec, _ place: Comment) throws {
    let bytes = Array(result.json.utf8)
    let document = try JSONDocument(parsing: bytes)
    let verification = Verification(of: document, for: spec)
    #expect(verification.isProved, "\(verification) \(place)")
    let check = try Planner().check(ProposedPlan(bytes, for: spec), of: spec)
    // Printed numbers are rounded: what is beyond a bound is a rounding.
    #expect(
      check.violations.allSatisfy { $0.by.double < 1e-9 },
      "\(check.violations.map { ($0.at, $0.by.text) }) \(place)")
    #expect(check.gap.map { $0.magnitude.double < 1e-9 } ?? false, place)
  }

  @Test func `water filling and priorities hold with placements`() throws {
    func solve(_ goal: String) throws -> PlanResult {
      try Planner().solve(
        read(
          """
          {"resources": {"v": {"max": 2, "cost": 1, "gives": {"m": 3}}, "k": {"max": 1, "cost": 2}},
           "workloads": {
             "a": {"share": 2, "uses": {"m": 2}, "on": {"v": {"steps": 2}}},
             "b": {"share": 1, "whole": true, "one_place": true,
                   "on": {"v": {"steps": 6}, "k": {"steps": 9}}}},
           \(goal)}
          """))
    }
    // a can have two units, which use 4 of the 6 that v gives; b one, best on k.
    let filled = try solve(#""maximize": {"worst": "steps", "then": "next"}"#)
    #expect(filled.proof.verified)
    #expect(filled.workloads.map(\.level) == [Rational(4), Rational(9)])
    // On v b would take a unit that a needs.
    let cheapest = try solve(
      #""priorities": [{"maximize": {"worst": "steps"}}, {"minimize": "cost"}]"#)
    #expect(cheapest.proof.verified)
    #expect(cheapest.priorities.map(\.best) == [Rational(4), Rational(10, 3)])
  }

  @Test func `what is missed of a need costs its penalty`() throws {
    let result = try Planner().solve(
      read(
        """
        {"resources": {"v": {"max": 1, "gives": {"m": 3}}},
         "workloads": {"a": {"whole": true, "uses": {"m": 2},
           "needs": {"units": {"min": 3, "penalty": 7}}, "on": {"v": {}}}},
         "minimize": "units"}
        """))
    #expect(result.status == .optimal && result.proof.verified)
    // One unit fits, at the price of the resource's one; two are missed.
    #expect(result.objective.value!.double == 14 + 2.0 / 3)
  }
}
