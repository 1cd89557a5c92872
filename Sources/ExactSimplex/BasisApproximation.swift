// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What a basis says, solved in doubles with one step of iterative refinement (Higham, "Accuracy
/// and stability of numerical algorithms", 2002, chapter 12), for bases whose exact solution would
/// be too long to write down. It proves nothing.
package struct BasisApproximation {
  package let basis: Basis
  /// A value a column and a dual value a row.
  package let point: [Double]
  package let prices: [Double]

  /// nil where the basis is singular, its elimination would take more than `limit`
  /// multiplications, or numbers leave the range of a double.
  package init?(
    of program: LinearProgram, at hint: Basis, limit: Int, until stop: StopSignal = .never
  ) {
    let basis = hint.settled(for: program)
    guard let layout = BasisLayout(program, basis),
      let factor = BasisFactor<Double>(layout.matrix, limit: limit, until: stop)
    else { return nil }
    let values = program.entries.doubles
    guard let point = Self.point(program, basis, layout, factor, values),
      let prices = Self.prices(program, layout, factor, values),
      point.allSatisfy(\.isFinite), prices.allSatisfy(\.isFinite)
    else { return nil }
    (self.basis, self.point, self.prices) = (basis, point, prices)
  }

  /// How often a solution is corrected by what it leaves.
  private static let refinements = 3

  private static func point(
    _ program: LinearProgram, _ basis: Basis, _ layout: BasisLayout,
    _ factor: BasisFactor<Double>, _ values: [Double]
  ) -> [Double]? {
    var point = zip(basis.columns, program.columns).map { Basis.value($0, in: $1.bounds).double }
    let held = layout.heldRows.map { Basis.value(basis.rows[$0], in: program.rows[$0]).double }
    for _ in 0..<refinements {
      // b − A x of the held rows.
      var rest = held.map { DoubleDouble($0) }
      program.forEachEntry { j, k, row in
        let place = layout.placeOfRow[row]
        if place >= 0 { rest[Int(place)].subtract(values[k], point[j]) }
      }
      guard let step = factor.solve(rest.map(\.value)) else { return nil }
      for (j, value) in zip(layout.basicColumns, step) { point[j] += value }
    }
    return point
  }

  private static func prices(
    _ program: LinearProgram, _ layout: BasisLayout, _ factor: BasisFactor<Double>,
    _ values: [Double]
  ) -> [Double]? {
    var prices = [Double](repeating: 0, count: program.rows.count)
    for _ in 0..<refinements {
      // c − Aᵀ y of the basic columns.
      let rest = layout.basicColumns.map { j in
        var sum = DoubleDouble(program.columns[j].cost.double)
        for k in program.entries.start[j]..<program.entries.start[j + 1] {
          sum.subtract(values[k], prices[Int(program.entries.row[k])])
        }
        return sum.value
      }
      guard let step = factor.solveTransposed(rest) else { return nil }
      for (i, price) in zip(layout.heldRows, step) { prices[i] += price }
    }
    return prices
  }
}

/// An optimum as far as doubles know it, with what is proved of it.
public struct BoundedOptimum: Sendable {
  /// A value a column, within the bounds of the column.
  public let point: [Rational]
  /// A dual value a row, nearly.
  public let prices: [Rational]
  public let basis: Basis
  /// c·x of the point, exactly.
  public let objective: Rational
  /// No feasible point is better.
  public let bound: Rational
  /// The largest amount by which the point misses a bound of a row, exactly.
  public let largestViolation: Rational

  /// What the objective may still be off, relative to the larger of it and 1.
  public var relativeGap: Double {
    (objective - bound).magnitude.double / max(1, objective.magnitude.double)
  }

  /// Whether point and bound are as near as a floating-point solver's tolerances (10⁻⁶) ask.
  public var isNearlyOptimal: Bool { relativeGap <= 1e-6 && largestViolation.double <= 1e-6 }
}

extension LinearProgram {
  /// The optimum at a basis that is too long to be solved exactly: a point with its exact
  /// violation and a bound that holds for certain (`SafeBound`). It says nothing of how near the
  /// two are. nil where the basis is singular in doubles or nothing bounds the objective.
  public func boundedOptimum(
    at hint: Basis, limit: Int = 2_000_000_000, until stop: StopSignal = .never
  ) -> BoundedOptimum? {
    guard let solved = BasisApproximation(of: self, at: hint, limit: limit, until: stop),
      solved.point.allSatisfy(\.isFinite), solved.prices.allSatisfy(\.isFinite)
    else { return nil }
    var point: [Rational] = []
    point.reserveCapacity(columns.count)
    for (j, column) in columns.enumerated() {
      let bounds = column.bounds
      if solved.basis.columns[j] != .basic {
        point.append(Basis.value(solved.basis.columns[j], in: bounds))
      } else {
        point.append(bounds.nearest(to: Rational(exactly: solved.point[j])))
      }
    }
    let objective = objective(at: point)
    var safe = SafeBound(self, objective: objective.double)
    guard let bound = safe.value(prices: solved.prices), bound.isFinite else { return nil }
    return BoundedOptimum(
      point: point, prices: solved.prices.map { Rational(exactly: $0) }, basis: solved.basis,
      objective: objective, bound: Rational(exactly: bound),
      largestViolation: largestViolation(at: point))
  }
}
