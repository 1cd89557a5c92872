// SPDX-License-Identifier: GPL-3.0-or-later

/// What a basis says, solved exactly.
///
/// Only the basic columns and the rows held at a bound need a factorisation: with J the basic
/// columns and I the held rows, A[I,J] x_J = r_I − A[I,N] x_N and A[I,J]ᵀ y_I = c_J. The activity
/// of the other rows follows, and their price is 0. (Applegate, Cook, Dash and Espinoza, "Exact
/// solutions to linear programming problems", 2007, finish a floating-point basis in this way.)
public struct BasisSolution {
  private var program: LinearProgram
  public let basis: Basis
  private let factor: ExactFactor
  /// The basic columns, and for every column its place among them or -1.
  private let basicColumns: [Int]
  private let placeOfColumn: [Int]
  private let heldRows: [Int]
  private let placeOfRow: [Int]

  /// nil where the basis is singular or would cost more than `limit` multiplications.
  public init?(of program: LinearProgram, at hint: Basis, limit: Int = 20_000_000) {
    let basis = hint.settled(for: program)
    self.program = program
    self.basis = basis
    let basicColumns = basis.columns.indices.filter { basis.columns[$0] == .basic }
    let heldRows = basis.rows.indices.filter { basis.rows[$0] != .basic }
    guard basicColumns.count == heldRows.count else { return nil }
    var placeOfColumn = [Int](repeating: -1, count: basis.columns.count)
    for (place, j) in basicColumns.enumerated() { placeOfColumn[j] = place }
    var placeOfRow = [Int](repeating: -1, count: basis.rows.count)
    for (place, i) in heldRows.enumerated() { placeOfRow[i] = place }
    var kernel = [[(column: Int, value: Rational)]](repeating: [], count: heldRows.count)
    for (place, j) in basicColumns.enumerated() {
      for entry in program.entries[j] where placeOfRow[entry.row] >= 0 {
        kernel[placeOfRow[entry.row]].append((place, entry.value))
      }
    }
    guard let factor = ExactFactor(rows: kernel, limit: limit) else { return nil }
    self.factor = factor
    (self.basicColumns, self.placeOfColumn) = (basicColumns, placeOfColumn)
    (self.heldRows, self.placeOfRow) = (heldRows, placeOfRow)
  }

  /// The same basis and its factorisation for a program with the same matrix and the same ends;
  /// their values and the costs may differ.
  public func moved(to program: LinearProgram) -> BasisSolution {
    var solution = self
    solution.program = program
    return solution
  }

  /// The vertex: a value a column.
  public var point: [Rational]? {
    var point = zip(basis.columns, program.columns).map { Basis.value($0, in: $1.bounds) }
    let activity = program.activities(at: point)
    let right = heldRows.map { Basis.value(basis.rows[$0], in: program.rows[$0]) - activity[$0] }
    guard let values = factor.solve(right) else { return nil }
    for (j, value) in zip(basicColumns, values) { point[j] = value }
    return point
  }

  /// The dual values of the rows for the program's own costs.
  public var prices: [Rational]? { prices(costs: basicColumns.map { program.columns[$0].cost }) }

  private func prices(costs: [Rational]) -> [Rational]? {
    var prices = [Rational](repeating: .zero, count: program.rows.count)
    guard let held = factor.solveTransposed(costs) else { return nil }
    for (i, price) in zip(heldRows, held) { prices[i] = price }
    return prices
  }

  /// The optimum of this basis, if it is one.
  public var optimum: Optimum? {
    guard let point, let prices else { return nil }
    let optimum = Optimum(point: point, prices: prices, basis: basis)
    return program.proves(optimum) ? optimum : nil
  }

  /// A Farkas certificate out of a variable that this basis leaves outside its bounds, if its row
  /// of the tableau is one. It is where a dual simplex on zero costs stops.
  public var certificate: FarkasCertificate? {
    guard let point else { return nil }
    let activity = program.activities(at: point)
    for (i, bounds) in program.rows.enumerated() where basis.rows[i] == .basic {
      let side = Self.side(of: activity[i], bounds)
      if side == 0 { continue }
      // side·(row i) as a combination of the held rows: row i − Σ yᵢ (held row) has no basic
      // columns left.
      var costs = [Rational](repeating: .zero, count: basicColumns.count)
      for (place, j) in basicColumns.enumerated() {
        for entry in program.entries[j] where entry.row == i { costs[place] = entry.value }
      }
      guard var weights = prices(costs: costs) else { return nil }
      if side < 0 { weights = weights.map { -$0 } }
      weights[i] = Rational(-side)
      if let found = proven(weights) { return found }
    }
    for (place, j) in basicColumns.enumerated() {
      let side = Self.side(of: point[j], program.columns[j].bounds)
      if side == 0 { continue }
      var costs = [Rational](repeating: .zero, count: basicColumns.count)
      costs[place] = .one
      guard let weights = prices(costs: costs) else { return nil }
      if let found = proven(weights) { return found }
    }
    return nil
  }

  private func proven(_ weights: [Rational]) -> FarkasCertificate? {
    for weights in [weights, weights.map { -$0 }] {
      let candidate = FarkasCertificate(weights: weights)
      if program.proves(candidate) { return candidate }
    }
    return nil
  }

  /// 1 above the bounds, -1 below them, 0 within.
  private static func side(of value: Rational, _ bounds: LinearProgram.Bounds) -> Int {
    if let upper = bounds.upper, value > upper { return 1 }
    if let lower = bounds.lower, value < lower { return -1 }
    return 0
  }

  /// A ray along which this basis improves for ever, if there is one.
  public var ray: Ray? {
    guard let point, program.largestViolation(at: point).isZero, let prices else { return nil }
    let improving = program.sense == .minimize ? -1 : 1
    for (j, cost) in program.reducedCosts(prices: prices).enumerated() {
      guard basis.columns[j] != .basic, !cost.isZero else { continue }
      var direction = [Rational](repeating: .zero, count: program.columns.count)
      direction[j] = Rational(cost.signum * improving)
      let activity = program.activities(at: direction)
      guard let values = factor.solve(heldRows.map { -activity[$0] }) else { return nil }
      for (k, value) in zip(basicColumns, values) { direction[k] = value }
      let candidate = Ray(point: point, direction: direction)
      if program.proves(candidate) { return candidate }
    }
    for (i, price) in prices.enumerated() where !price.isZero {
      var right = [Rational](repeating: .zero, count: heldRows.count)
      right[placeOfRow[i]] = Rational(price.signum * improving)
      var direction = [Rational](repeating: .zero, count: program.columns.count)
      guard let values = factor.solve(right) else { return nil }
      for (k, value) in zip(basicColumns, values) { direction[k] = value }
      let candidate = Ray(point: point, direction: direction)
      if program.proves(candidate) { return candidate }
    }
    return nil
  }
}
