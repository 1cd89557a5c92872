// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// A repair is the cheapest by the weights that it was told.
struct RepairWeightTests {
  /// What changes cost by their definition: each by its number's size, times its weight.
  private func cost(_ changes: [Repair.Change], _ weights: [String: Rational]) -> Rational {
    changes.reduce(.zero) { sum, change in
      let size = change.from.isZero ? Rational.one : change.from.magnitude
      return sum + (change.to - change.from).magnitude / size * (weights[change.at] ?? .one)
    }
  }

  @Test func `on random specs no repair is cheaper, and what may never change does not`() throws {
    var (compared, kept) = (0, 0)
    // What is printed is on the loose side of the exact change.
    let rounding = Rational(1, 1_000_000_000)
    for seed in UInt64(0)..<300 {
      let spec = try Planner.read(Array(RandomSpec(seed: seed).json.utf8)).spec
      let plain = try Planner().solve(spec)
      guard plain.status == .infeasible, let first = plain.repair.first else { continue }
      let weights = [first.at: Rational(50)]
      let dear = try Planner().solve(
        spec, repairWeights: Repair.Weights([(first.at, .times(Rational(50)))]))
      if dear.repair.allSatisfy({ !$0.at.hasPrefix("/resources/") })
        == plain.repair.allSatisfy({ !$0.at.hasPrefix("/resources/") })
      {
        #expect(
          cost(dear.repair, weights) <= cost(plain.repair, weights) + rounding, "seed \(seed)")
        #expect(cost(plain.repair, [:]) <= cost(dear.repair, [:]) + rounding, "seed \(seed)")
        compared += 1
      }
      let never = try Planner().solve(
        spec, repairWeights: Repair.Weights([(first.at, .never)]))
      #expect(never.repair.allSatisfy { $0.at != first.at }, "seed \(seed)")
      #expect(never.conflict == plain.conflict, "seed \(seed)")
      kept += 1
    }
    #expect(compared > 40 && kept > 40)
  }

  @Test func `the longest pointer decides`() {
    let weights = Repair.Weights([
      ("/budgets", .times(Rational(3))), ("", .times(Rational(2))), ("/budgets/cost", .never),
    ])
    #expect(weights.weight(of: "/budgets/cost") == .never)
    #expect(weights.weight(of: "/budgets/cost/max") == .never)
    #expect(weights.weight(of: "/budgets/costs") == .times(Rational(3)))
    #expect(weights.weight(of: "/demands/cost") == .times(Rational(2)))
  }

  @Test(arguments: ["0", "-1", "", "x", "Never", "1e-400", "1e400", "nan", "1,5", "0x1"])
  func `a weight is a number above 0 or never`(text: String) {
    #expect(Repair.Weights.Weight(text) == nil)
  }

  @Test func `a weight is the number that a result prints of it`() {
    let long = Repair.Weights.Weight("0.30000000000000000000001")
    #expect(long == Repair.Weights.Weight("0.3") && long == .times(Rational(3, 10)))
  }
}
