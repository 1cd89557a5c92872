// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKSolver
import LinearProgram
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// Conflicts, repairs and prices of random specs, each checked by changing the text of the spec
/// and solving that.
struct ExplanationTests {
  @Test func `every conflict is irreducible and every repair works`() throws {
    var conflicts = 0
    for seed in UInt64(0)..<1000 {
      let withIntegers = seed % 4 == 3
      let spec = SpecText(text: RandomSpec(seed: seed, withIntegers: withIntegers).json)
      let result = try spec.solve()
      guard result.status == .infeasible else { continue }
      conflicts += 1
      let place: Comment = "seed \(seed), with integers: \(withIntegers)\n\(spec.text)"
      #expect(!result.conflict.isEmpty, place)
      for part in result.conflict {
        // Only this part is dropped, and of all others only those in the conflict are kept.
        var rest = spec
        for other in try allEnds(spec)
        where other == part.at || !result.conflict.contains(where: { $0.at == other }) {
          rest = rest.replacing(other, with: try loosest(other, in: rest))
        }
        #expect(try rest.solve().status != .infeasible, "\(part.at) is not needed, \(place)")
      }
      #expect(!result.repair.isEmpty, place)
      let repaired = spec.applying(result.repair)
      #expect(try repaired.solve().status != .infeasible, "\(result.repair), \(place)")
    }
    #expect(conflicts > 60)
  }

  /// Where the author wrote a bound.
  private func allEnds(_ text: SpecText) throws -> [String] {
    let spec = try Planner.read(Array(text.text.utf8)).spec
    let formulation = Formulation(spec)
    var seen: [String] = []
    for end in formulation.writtenEnds(withColumns: true) {
      let at = formulation.place(of: end)!.at
      if !seen.contains(at) { seen.append(at) }
    }
    return seen
  }

  /// What a bound is when it is dropped: 0 for a resource's `min` that is not below it.
  private func loosest(_ at: String, in text: SpecText) throws -> String {
    let formulation = Formulation(try Planner.read(Array(text.text.utf8)).spec)
    let end = formulation.writtenEnds(withColumns: true)
      .first { formulation.place(of: $0)!.at == at }!
    let place = formulation.place(of: end)!
    if at.hasPrefix("/constraints/"), at.hasSuffix("/equals") { return "\"min\": -1e300" }
    if at.hasPrefix("/resources/"), place.isFloor {
      return place.bound.signum >= 0 ? "0" : "-1e300"
    }
    return place.isFloor ? "-1e300" : "1e300"
  }

  @Test func `every two-sided price is what solving again gives`() throws {
    var (ofRows, ofColumns) = (0, 0)
    for seed in UInt64(0)..<1000 {
      let spec = SpecText(text: RandomSpec(seed: seed).json)
      let result = try spec.solve(also: .sensitivity)
      guard let sensitivity = result.sensitivity else { continue }
      let formulation = Formulation(try Planner.read(Array(spec.text.utf8)).spec)
      let program = formulation.program
      func check(_ prices: Sensitivity.Prices, _ end: End, _ bounds: LinearProgram.Bounds) throws
        -> Int
      {
        if bounds.isFixed { return 0 }
        let at = formulation.place(of: end)!.at
        return try self.check(prices, at, bounds, result.objective.value!, of: spec, seed)
      }
      for (i, prices) in sensitivity.prices.enumerated() {
        let prices = try #require(prices)
        let row = program.rows[i]
        ofRows += try check(prices, .row(i, isLower: prices.bound == row.lower), row)
      }
      for (j, ends) in sensitivity.ends.enumerated() {
        for (prices, isLower) in [(ends.min, true), (ends.max, false)] {
          let end = End.column(j, isLower: isLower)
          #expect((prices == nil) == (formulation.place(of: end) == nil), "seed \(seed)")
          guard let prices else { continue }
          ofColumns += try check(prices[0], end, program.columns[j].bounds)
        }
      }
    }
    #expect(ofRows > 500 && ofColumns > 500, "\(ofRows) of rows, \(ofColumns) of columns")
  }

  /// Moves the bound at a place each way, as far as its price holds but by no more than 1, and
  /// solves again. Returns how many ways could be tried.
  private func check(
    _ prices: Sensitivity.Prices, _ at: String, _ bounds: LinearProgram.Bounds,
    _ best: Rational, of spec: SpecText, _ seed: UInt64
  ) throws -> Int {
    var checked = 0
    for (rate, end, sign) in [
      (prices.more, prices.to, Rational.one), (prices.less, prices.from, -Rational.one),
    ] {
      var step = Rational(1)
      if let end, end != prices.bound {
        while step > (end - prices.bound).magnitude { step = step / Rational(10) }
      } else if end != nil {
        step = Rational(digits: "1", exponent: -12)
      }
      // The other end would cross: the spec would not be valid.
      if let lower = bounds.lower, let upper = bounds.upper, upper - lower < step { continue }
      let moved = prices.bound + sign * step
      let again = try spec.replacing(at, with: moved.decimalText).solve()
      let place: Comment = "seed \(seed), \(at) to \(moved)\n\(spec.text)"
      checked += 1
      guard let rate else {
        #expect(again.status == .infeasible, place)
        continue
      }
      let value = try #require(again.objective.value, place)
      #expect(value - best == rate * sign * step, place)
    }
    return checked
  }

  @Test func `an unused resource is used beyond its threshold and not before`() throws {
    var (checked, named) = (0, 0)
    for seed in UInt64(0)..<1000 {
      let text = RandomSpec(seed: seed).json
      let result = try SpecText(text: text).solve(also: .sensitivity)
      guard let thresholds = result.sensitivity?.thresholds else { continue }
      let program = Formulation(try Planner.read(Array(text.utf8)).spec).program
      for (j, threshold) in thresholds.enumerated() {
        guard let threshold = threshold[0] else { continue }
        let place: Comment = "seed \(seed), \(result.resources[j].name)\n\(text)"
        // In units of the coefficient, where the figure is of an attribute.
        let scale = threshold.now.isZero ? .one : program.columns[j].cost / threshold.now
        let outwards = Rational(program.sense == .minimize ? 1 : -1, 1000)
        for (step, isUsed) in [(outwards, false), (-outwards, true)] {
          var moved = program
          moved.columns[j].cost = threshold.beyond * scale + step
          let solution = try Solver().solve(moved)
          if isUsed {
            let isThere = solution.point.map { $0[j].signum > 0 } ?? false
            #expect(isThere || solution.status == .unbounded, place)
          } else {
            #expect(solution.bound == result.objective.value, place)
          }
        }
        checked += 1
        if !threshold.attributes.isEmpty { named += 1 }
      }
    }
    #expect(checked > 60 && named > 5, "\(checked) checked, \(named) of attributes")
  }

  @Test func `a weight can move to the ends of its range, and no further`() throws {
    var checked = 0
    for seed in UInt64(0)..<1000 {
      let text = RandomSpec(seed: seed).json
      let spec = try Planner.read(Array(text.utf8)).spec
      let result = try Planner().solve(spec, also: .sensitivity)
      guard let sensitivity = result.sensitivity else { continue }
      let point = result.resources.map { $0.amount[0] }
      for (k, entry) in sensitivity.staysOptimal.enumerated() {
        for (end, sign) in [(entry.range.from, -Rational.one), (entry.range.to, Rational.one)] {
          guard let end else { continue }
          checked += 1
          for (weight, stays) in [(end, true), (end + sign * Rational(1, 1000), false)] {
            var moved = spec
            moved.objectives[0].terms[k].weight = weight
            let again = try Planner().solve(moved)
            let value = Formulation(moved).program.objective(at: point)
            let isOptimal = again.status == .optimal && again.objective.value == value
            #expect(isOptimal == stays, "seed \(seed): \(entry.name) at \(weight)\n\(text)")
          }
        }
      }
    }
    #expect(checked > 50)
  }

  @Test func `alternatives reach every optimal vertex that the oracle knows`() throws {
    var several = 0
    for seed in UInt64(0)..<1000 {
      let random = RandomSpec(seed: seed)
      guard case .optimal(_, let vertices) = Oracle.solve(random.problem) else { continue }
      let result = try SpecText(text: random.json).solve(also: .alternatives)
      let alternatives = try #require(result.alternatives)
      if vertices.count > 1 { several += 1 }
      for (j, range) in alternatives.ranges.enumerated() {
        let amounts = vertices.map { $0[j] }
        if let from = range[0].from { #expect(Fraction(from) == amounts.min()!, "seed \(seed)") }
        if let to = range[0].to { #expect(Fraction(to) == amounts.max()!, "seed \(seed)") }
      }
      if vertices.count > 1 { #expect(alternatives.isUnique == false, "seed \(seed)") }
    }
    #expect(several > 20)
  }
}
