// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import Testing

@testable import Planning

/// Stores, orders, work that waits and placement within scenarios: the optimum over the scenarios is
/// what the scenarios come to as plans of their own that hold what was committed, and no other
/// commitment does better.
struct ScenarioSectionTests {
  /// Numbers of a random plan over four periods, with two scenarios of them.
  private struct Numbers {
    let weights = [1, 3]
    let demand: [[Int]]
    let price: [[Int]]
    let need: [Int]
    let (efficiency, life, wait): (Int, Int, Int)

    init(_ random: inout SplitMix64) {
      func list(_ range: ClosedRange<Int>) -> [Int] { (0..<4).map { _ in random.int(range) } }
      demand = [list(4...30), list(4...30)]
      price = [list(1...9), list(1...9)]
      need = [random.int(4...12), random.int(4...12)]
      (efficiency, life, wait) = (random.int(5...10), random.int(1...3), random.int(0...2))
    }

    /// A spec of the first scenario's numbers, or of one of them with `base` held where it is given.
    func spec(_ s: Int = 0, base: String, further: String = "") -> String {
      let waits = wait == 0 ? "" : ", \"wait\": \(wait)"
      return """
        {"periods": 4, "minimize": "cost",
         "resources": {
          "base": {"cost": 3, "kwh": 1, \(base)},
          "grid": {"cost": \(price[s]), "kwh": 1, "max": 40},
          "tank": {"max": 10, "cost": 1, "store": {"of": "kwh", "in": 3, "out": 4,
           "efficiency": \(Double(efficiency) / 10), "start": 0.5}},
          "server": {"cost": 1, "buy": {"cost": 7, "lead": 1, "life": \(life)}, "start": 3},
          "cloud": {"cost": 4, "max": 40}},
         "workloads": {"job": {"needs": {"t": \(need[s])},
          "on": {"server": {"t": 2, "kwh": -1}, "cloud": {"t": 1}}}},
         "demands": {"kwh": {"min": \(demand[s])\(waits)}}\(further)}
        """
    }

    var withScenarios: String {
      let scenarios = (0..<2).map { s in
        """
        "s\(s)": {"probability": \(Double(weights[s]) / 4), "set": {
         "/demands/kwh/min": \(demand[s]), "/resources/grid/cost": \(price[s]),
         "/workloads/job/needs/t": \(need[s])}}
        """
      }
      return spec(
        base: "\"committed\": true",
        further: ", \"scenarios\": {\(scenarios.joined(separator: ", "))}")
    }

    /// What a commitment comes to, scenario by scenario; nil where one has no plan with it.
    func mean(with base: [Rational]) throws -> Rational? {
      // Fractions that no decimal ends are not written: they are near enough for no mistake to hide.
      let held = base.map { "\($0.double)" }.joined(separator: ", ")
      var sum = Rational.zero
      for s in 0..<2 {
        let result = try SpecText(text: spec(s, base: "\"min\": [\(held)], \"max\": [\(held)]"))
          .solve()
        #expect(result.proof.verified)
        guard result.status == .optimal, let value = result.objective.value else { return nil }
        sum += value * Rational(weights[s], 4)
      }
      return sum
    }
  }

  @Test func `sections in scenarios come to what they come to in plans of their own`() throws {
    var random = SplitMix64(seed: 17)
    var (compared, worse) = (0, 0)
    for round in 0..<24 {
      let numbers = Numbers(&random)
      let place: Comment = "seed 17, round \(round)\n\(numbers.withScenarios)"
      let result = try SpecText(text: numbers.withScenarios).solve()
      #expect(result.proof.verified, place)
      guard result.status == .optimal, let value = result.objective.value else { continue }
      let base = result.resources[0].amount.values
      let amounts = (0..<4).map { base[base.count == 1 ? 0 : $0] }
      let alone = try numbers.mean(with: amounts)
      if let alone {
        compared += 1
        #expect(
          abs(alone.double - value.double) <= 1e-9 * max(1, abs(value.double)), place)
      }
      for _ in 0..<3 {
        let other = amounts.map { max(.zero, $0 + Rational(random.int(-4...4))) }
        guard let mean = try numbers.mean(with: other) else { continue }
        worse += mean > value ? 1 : 0
        #expect(mean.double >= value.double - 1e-9 * max(1, abs(value.double)), place)
      }
    }
    #expect(compared >= 10 && worse >= 10, "\(compared), \(worse)")
  }

  /// Worked out by hand: 10 of w and 20 of x, since either may go; 4 of b and 12 of g for the same
  /// reason. A battery of the site that is lost gives nothing.
  @Test func `what a lost store gives counts for nothing`() throws {
    let spec = """
      {"periods": 2, "minimize": "cost", "survive": {"any": 1, "of": "sites"},
       "resources": {
        "w": {"site": "fra", "cost": 1, "max": 10}, "x": {"site": "ams", "cost": 2, "max": 10},
        "b": {"site": "fra", "cost": 1, "max": 10, "store": {"of": "kwh", "start": 1}},
        "g": {"site": "ams", "cost": 3, "kwh": 1}},
       "workloads": {"j": {"needs": {"t": 5}, "on": {"w": {"t": 1}, "x": {"t": 1}}}},
       "demands": {"kwh": [0, 4]}}
      """
    let result = try SpecText(text: spec).solve()
    #expect(result.status == .optimal && result.proof.verified)
    #expect(result.objective.value == Rational(46))
  }
}
