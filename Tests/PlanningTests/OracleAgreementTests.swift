// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// Random specs, solved by dcopt and by an oracle that shares no code with it: it enumerates all
/// vertices in exact fractions.
struct OracleAgreementTests {
  @Test func `1000 random specs get the oracle's verdict and its exact objective`() throws {
    for seed in UInt64(0)..<1000 { try agree(seed: seed, withIntegers: false) }
  }

  @Test func `1000 random specs with whole numbers get the oracle's verdict`() throws {
    for seed in UInt64(0)..<1000 { try agree(seed: seed, withIntegers: true) }
  }

  @Test func `whole numbers of which a constraint leaves only 0 are 0`() throws {
    let text = """
      {"resources": {"a": {"max": 6, "integer": true}, "b": {"max": 4, "integer": true}},
       "constraints": {"c": {"terms": {"a": 6, "b": 3}, "max": 2}}, "maximize": "units"}
      """
    // GLPK's presolver leaves no column, and GLPK then gives up on that.
    do {
      let value = try SpecText(text: text).solve().objective.value
      #expect(value == .zero)
    }
  }

  private func agree(seed: UInt64, withIntegers: Bool) throws {
    let random = RandomSpec(seed: seed, withIntegers: withIntegers)
    let place: Comment = "seed \(seed), with integers: \(withIntegers)\n\(random.json)"
    let (spec, _) = try Planner.read(Array(random.json.utf8))
    #expect(spec.resources.map(\.name) == random.columnNames, place)
    let result = try Planner().solve(spec)
    #expect(result.proof.verified, place)
    switch Oracle.solve(random.problem) {
    case .infeasible:
      #expect(result.status == .infeasible, place)
      #expect(!result.conflict.isEmpty, place)
    case .unbounded: #expect(result.status == .unbounded, place)
    case .optimal(let value, let vertices):
      #expect(result.status == .optimal, place)
      #expect(result.objective.value?.description == value.description, place)
      let amounts = result.resources.map(\.amount[0].description)
      let isAmong = vertices.contains { $0.map(\.description) == amounts }
      // With whole numbers the oracle lists one plan a whole assignment; others may be as good.
      if !withIntegers { #expect(isAmong, place) }
      #expect(random.problem.isFeasible(result.resources.map { Fraction($0.amount[0]) }), place)
    }
  }
}

extension Fraction {
  init(_ rational: Rational) {
    let parts = rational.description.split(separator: "/").map { Fraction(decimal: String($0)) }
    self = parts.count == 1 ? parts[0] : parts[0] / parts[1]
  }
}
