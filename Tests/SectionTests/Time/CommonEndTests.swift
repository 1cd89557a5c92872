// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// What one number that ends an amount in all periods is worth, beside plans with other numbers.
struct CommonEndTests {
  /// A battery and a line of one `max` each, and a constant contract that may be too dear.
  private struct Case {
    var line = 12
    var battery = 6
    let contract: Int
    let prices: [Int]
    let loads: [Int]

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      let periods = 48
      prices = (0..<periods).map { _ in random.int(1...9) }
      loads = (0..<periods).map { _ in random.int(2...11) }
      contract = random.int(2...7)
    }

    /// `line` and `battery` in thousandths.
    func text(line: Rational, battery: Rational, contract most: Rational) -> String {
      """
      {"periods": \(loads.count), "resources": {
         "line": {"cost": \(prices), "kwh": 1, "max": \(line.decimalText)},
         "battery": {"max": \(battery.decimalText), "store": {"of": "kwh", "in": 0.5, "out": 0.5, "keep": 0.9}},
         "contract": {"cost": \(contract), "kwh": 1, "constant": true, "max": \(most.decimalText)}},
       "demands": {"kwh": \(loads)}, "minimize": "cost"}
      """
    }
  }

  @Test func `one number in all periods is worth what moving it shows`() throws {
    var (told, atMost, atLeast) = (0, 0, 0)
    for seed in UInt64(1)...6 {
      let one = Case(seed: seed)
      let ends = [Rational(one.line), Rational(one.battery), Rational(3)]
      func solve(_ ends: [Rational]) throws -> PlanResult {
        let text = one.text(line: ends[0], battery: ends[1], contract: ends[2])
        return try Planner().solve(Planner.read(Array(text.utf8)).spec, also: .explanation)
      }
      let result = try solve(ends)
      let place: Comment = "seed \(seed)"
      #expect(result.isBrief, place)
      let sensitivity = try #require(result.sensitivity, place)
      for (r, resource) in result.resources.enumerated() {
        let end = sensitivity.common.first { $0.resource == r }
        let count = resource.amount.values.count { $0 == ends[r] }
        guard let end else {
          #expect(count == 0, "\(resource.name), \(place)")
          continue
        }
        told += 1
        if end.isLower {
          // One more of what is there for all periods, forced in: the same as a least amount.
          #expect(resource.amount.values.allSatisfy { $0.isZero }, place)
          atLeast += 1
          continue
        }
        atMost += 1
        #expect(end.periods == nil || end.periods == count, place)
        for (rate, until) in [(end.prices.more, end.prices.to), (end.prices.less, end.prices.from)]
        {
          let rate = try #require(rate, place)
          let isUp = until == end.prices.to
          let far = until.map { ($0 - ends[r]).magnitude } ?? .one
          if far.isZero { continue }
          let step = min(far, Rational(1, 64)) * (isUp ? .one : -.one)
          // A step of finite decimals within the range.
          let small = min(step.magnitude, Rational(1, 1024)) == Rational(1, 1024)
          guard small else { continue }
          let move = Rational(1, 1024) * (isUp ? .one : -.one)
          var moved = ends
          moved[r] = ends[r] + move
          let change = try solve(moved).objective.value! - result.objective.value!
          #expect(change == rate * move, "\(resource.name) \(isUp), \(place)")
        }
      }
    }
    #expect(told > 10 && atMost > 8, "\(told) \(atMost) \(atLeast)")
  }
}
