// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

struct RandomAmountTests {
  @Test func `random specs of used amounts and tiers have the best plan of all that can be tried`()
    throws
  {
    var (plans, none) = (0, 0)
    for seed in UInt64(0)..<120 {
      let random = RandomAmounts(seed: seed)
      let spec = try Planner.read(Array(random.json.utf8)).spec
      let result = try Planner().solve(spec)
      #expect(result.proof.verified, "seed \(seed): \(random.json)")
      guard let optimum = random.optimum else {
        none += 1
        #expect(result.status == .infeasible, "seed \(seed): \(random.json)")
        continue
      }
      plans += 1
      #expect(result.status == .optimal, "seed \(seed): \(random.json)")
      #expect(result.objective.value == Rational(optimum), "seed \(seed): \(random.json)")
      let plan = try ProposedPlan(Array(result.json.utf8), for: spec)
      #expect(try Planner().check(plan, of: spec).isFeasible, "seed \(seed): \(random.json)")
      let verification = Verification(
        of: try JSONDocument(parsing: Array(result.json.utf8)), for: spec)
      #expect(verification.isProved, "seed \(seed): \(verification) \(random.json)")
    }
    #expect(plans > 60 && none > 5, "\(plans) plans, \(none) without")
  }
}
