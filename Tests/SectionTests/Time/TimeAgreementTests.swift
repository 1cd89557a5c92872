// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram
import Oracle
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// Random specs over time beside an oracle that shares no code with dcopt and writes the same
/// problem in another way.
struct TimeAgreementTests {
  @Test(
    arguments: [
      ([.store], 60), ([.store, .constant], 40), ([.wait], 80), ([.order], 60),
      ([.order, .constant], 40), ([.before], 40), ([.store, .wait], 40), ([.store, .order], 40),
      ([.store, .before], 40), ([.wait, .order, .before], 40),
      ([.store, .wait, .order, .before, .constant], 40), ([.store, .whole, .constant], 15),
      ([.wait, .whole], 20),
    ] as [(Set<RandomTime.Part>, Int)])
  func `random specs get the oracle's verdict, proved`(
    parts: Set<RandomTime.Part>, count: Int
  ) throws {
    var optimal = 0
    for seed in UInt64(0)..<UInt64(count) {
      let random = RandomTime(seed: seed, parts: parts)
      let place: Comment = "seed \(seed), \(parts)\n\(random.json)"
      let spec = try Planner.read(Array(random.json.utf8)).spec
      let result = try Planner().solve(spec)
      #expect(result.proof.verified, place)
      switch solveBySimplex(random.problem) {
      case .infeasible: #expect(result.status == .infeasible, place)
      case .unbounded: #expect(result.status == .unbounded, place)
      case .optimal(let value, _):
        optimal += 1
        #expect(result.status == .optimal, place)
        #expect(result.objective.value?.description == value.description, place)
        let printed = try JSONDocument(parsing: Array(result.json.utf8))
        let verification = Verification(of: printed, for: spec)
        #expect(verification.isProved, "\(verification) \(place)")
        // What is printed is a plan, but for the last digits.
        let check = try Planner().check(ProposedPlan(Array(result.json.utf8), for: spec), of: spec)
        #expect(check.violations.allSatisfy { $0.by < Rational(1, 1_000_000_000) }, place)
      }
    }
    #expect(optimal * 3 > count)
  }
}
