// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKGuard
import LinearProgram
import NumericalMethods
import Testing

@testable import GLPKSolver

/// What is handed to GLPK.
struct GuardedProblemTests {
  @Test func `durations are counted in thousandths of a second`() {
    #expect(GuardedProblem.milliseconds(.seconds(3)) == 3000)
    #expect(GuardedProblem.milliseconds(.milliseconds(1250)) == 1250)
    #expect(GuardedProblem.milliseconds(.seconds(-1)) == 0)
    #expect(GuardedProblem.milliseconds(.seconds(10_000_000)) == .max)
  }

  @Test func `what counts as no gain any more is what was asked for`() throws {
    // Costs of 1 and 1e-7: the second column is worth it only where so little counts.
    let program = LinearProgram(
      sense: .minimize,
      columns: [
        .init(bounds: .init(lower: .one, upper: Rational(2)), cost: .one),
        .init(bounds: .init(lower: .zero, upper: .one), cost: Rational(-1, 10_000_000)),
      ], rows: [.init(lower: nil, upper: Rational(9))],
      entries: [[.init(row: 0, value: .one)], [.init(row: 0, value: .one)]])
    let problem = try GuardedProblem(program)
    var options = GuardedProblem.Options()
    (options.method, options.scales) = (GUARD_PRIMAL, false)
    for (tolerance, amount) in [(1e-9, 1.0), (1e-4, 0.0)] {
      options.dualTolerance = tolerance
      #expect(problem.solve(options).point == [1, amount], "\(tolerance)")
    }
  }

  @Test func `scaling puts the least and the greatest of a row equally far from 1`() throws {
    // Every row from 2^-150 to 2^150, every column of one size.
    func entry(_ row: Int, _ power: Int) -> LinearProgram.Entry {
      .init(
        row: row, value: Rational(exactly: Double(sign: .plus, exponent: power, significand: 1)))
    }
    let program = LinearProgram(
      sense: .minimize,
      columns: (0..<3).map { _ in .init(bounds: .init(lower: .zero, upper: .one), cost: .one) },
      rows: (0..<2).map { _ in .init(lower: .one, upper: nil) },
      entries: [
        [entry(0, -150), entry(1, -140)], [entry(0, 0), entry(1, 10)],
        [entry(0, 150), entry(1, 160)],
      ])
    let stated = try NumericProgram(program)
    let scaling = try #require(PowerScaling(stated))
    let scaled = try scaling.scaled(stated)
    #expect(scaled.value.allSatisfy { (0.25...4).contains($0) }, "\(scaled.value)")
    // A column's bounds and values are multiplied back and forth.
    for j in 0..<3 {
      let (lower, upper) = scaling.ends(ofColumn: j, 2, 8)
      #expect(scaling.value(ofColumn: j, lower) == 2 && scaling.value(ofColumn: j, upper) == 8)
      #expect(upper == 4 * lower && scaled.columnUpper[j] * 8 == upper)
    }
    for i in 0..<2 {
      let (lower, upper) = scaling.ends(ofRow: i, 1, 16)
      #expect(upper == 16 * lower && lower == scaled.rowLower[i])
    }
  }
}
