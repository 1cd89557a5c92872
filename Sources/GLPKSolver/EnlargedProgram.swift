// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// A program seen from near the vertex x and the prices y of a basis, what is left of its bounds and
/// costs under a magnifying glass:
///
///     min 2^d ((c − Aᵀy)·x' + y·s')   where
///     A x' − s' = 0,  2^p (l − x) ≤ x' ≤ 2^p (u − x),  2^p (L − A x) ≤ s' ≤ 2^p (U − A x)
///
/// It has the bases of the program, and the same of them are optimal; but a bound that is missed by
/// 1e-9, which a solver in doubles takes for kept, is missed here by about 1. Ends and costs are
/// calculated exactly and rounded once (Gleixner, Steffy and Wolter, "Iterative refinement for linear
/// programming", 2016, theorem 3).
struct EnlargedProgram {
  /// The columns x' and then a column s' a row; all rows are 0.
  let problem: NumericProgram
  let start: Basis

  /// `zoom`: as a power of two, how far what is missed may be enlarged beyond what makes it 1; 0 and
  /// up. nil where the basis is singular in doubles, its elimination takes more than `limit`
  /// multiplications, or a number leaves the range of a double. Linear in the entries, but for that.
  init?(
    of program: LinearProgram, at basis: Basis, zoom: Int, limit: Int = 2_000_000_000,
    until stop: StopSignal = .never
  ) {
    guard
      let vertex = BasisApproximation(
        of: program, at: basis, limit: limit, until: stop)
    else { return nil }
    let statuses = vertex.basis.columns + vertex.basis.rows
    let ends = Self.ends(of: program, near: vertex.point.map { Rational(exactly: $0) })
    let costs = Self.costs(of: program, near: vertex.prices.map { Rational(exactly: $0) })
    let missedEnd = ends.reduce(0.0) { max($0, $1.violation(of: .zero).double) }
    var missedCost = 0.0
    for (v, cost) in costs.enumerated() where !ends[v].isFixed {
      let slope = program.sense == .minimize ? cost.double : -cost.double
      let missed =
        switch statuses[v] {
        case .basic, .atZero: slope.magnitude
        case .atLower: -slope
        case .atUpper: slope
        }
      missedCost = max(missedCost, missed)
    }
    let (wide, steep) = (
      Self.enlargement(of: missedEnd, zoom), Self.enlargement(of: missedCost, zoom)
    )
    guard let problem = Self.problem(program, ends, wide, costs, steep) else { return nil }
    self.problem = problem
    start = Basis(
      columns: statuses,
      rows: Array(repeating: .atLower, count: program.rows.count))
  }

  /// A basis of the enlarged program as one of the program itself; nil where a row that is 0 is basic.
  func basis(_ found: Basis, of program: LinearProgram) -> Basis? {
    if found.rows.contains(.basic) { return nil }
    let columns = program.columns.count
    return Basis(
      columns: Array(found.columns[..<columns]), rows: Array(found.columns[columns...]))
  }

  /// The bounds of the columns and then of the rows, as seen from a point.
  private static func ends(
    of program: LinearProgram, near point: [Rational]
  ) -> [LinearProgram.Bounds] {
    let activities = program.activities(at: point)
    return zip(program.columns, point).map { $0.bounds.shifted(by: -$1) }
      + zip(program.rows, activities).map { $0.shifted(by: -$1) }
  }

  /// The reduced costs of the columns, and the prices of the rows.
  private static func costs(of program: LinearProgram, near prices: [Rational]) -> [Rational] {
    program.reducedCosts(prices: prices) + prices
  }

  /// The power of two that makes what is missed about 1, and 2^zoom more.
  private static func enlargement(of missed: Double, _ zoom: Int) -> Int {
    zoom + min(60, max(0, missed > 0 ? -Int(missed.exponent) : 0))
  }

  /// Costs are cut here: GLPK's tolerance is relative to the largest, and one of this size keeps its
  /// column where it is.
  private static let mostSlope = 0x1p20

  private static func problem(
    _ program: LinearProgram, _ ends: [LinearProgram.Bounds], _ wide: Int, _ costs: [Rational],
    _ steep: Int
  ) -> NumericProgram? {
    let (rows, columns) = (program.rows.count, program.columns.count)
    var problem = NumericProgram(maximize: program.sense == .maximize)
    problem.reserve(columns: columns + rows, rows: rows, entries: program.entries.entryCount + rows)
    let widening = Double(sign: .plus, exponent: wide, significand: 1)
    let steepening = Double(sign: .plus, exponent: steep, significand: 1)
    for (bounds, cost) in zip(ends, costs) {
      problem.columnLower.append(bounds.lower.map { $0.double * widening } ?? -.infinity)
      problem.columnUpper.append(bounds.upper.map { $0.double * widening } ?? .infinity)
      let slope = cost.double * steepening
      problem.cost.append(min(max(slope, -mostSlope), mostSlope))
    }
    problem.columnStart = program.entries.start.map { Int32($0) }
    problem.rowIndex = program.entries.row
    problem.value = program.entries.doubles
    for i in 0..<rows {
      problem.rowIndex.append(Int32(i))
      problem.value.append(-1)
      problem.columnStart.append(Int32(problem.value.count))
    }
    problem.rowLower = Array(repeating: 0, count: rows)
    problem.rowUpper = problem.rowLower
    let isFinite =
      zip(ends, problem.columnLower).allSatisfy { $0.lower == nil || $1.isFinite }
      && zip(ends, problem.columnUpper).allSatisfy { $0.upper == nil || $1.isFinite }
      && problem.cost.allSatisfy(\.isFinite) && problem.value.allSatisfy(\.isFinite)
    return isFinite ? problem : nil
  }
}
