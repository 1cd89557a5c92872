// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What a basis says, solved exactly.
///
/// Only the basic columns and the rows held at a bound need a factorisation: with J the basic
/// columns and I the held rows, A[I,J] x_J = r_I − A[I,N] x_N and A[I,J]ᵀ y_I = c_J. The activity
/// of the other rows follows, and their price is 0. (Applegate, Cook, Dash and Espinoza, "Exact
/// solutions to linear programming problems", 2007, finish a floating-point basis in this way.)
public struct BasisSolution {
  /// In a box, as it is long beside the rest.
  private indirect enum Factor {
    case eliminated(BasisFactor<Rational>)
    case lifted(LiftedFactor)

    func solve(_ right: [Rational]) -> [Rational]? {
      switch self {
      case .eliminated(let factor): factor.solve(right)
      case .lifted(let factor): factor.solve(right).flatMap(Self.written)
      }
    }

    private static func written(_ solution: LiftedFactor.Solution) -> [Rational]? {
      solution.writingCost < ProofLimits().writing ? solution.values : nil
    }

    func solveTransposed(_ right: [Rational]) -> [Rational]? {
      switch self {
      case .eliminated(let factor): factor.solveTransposed(right)
      case .lifted(let factor):
        factor.solveTransposed(right).flatMap(Self.written)
      }
    }
  }

  private var program: LinearProgram
  public let basis: Basis
  private let factor: Factor
  private let layout: BasisLayout
  /// Candidates for a certificate or a ray that may be tried: each costs a pass over the program.
  private let attempts: Int
  /// The vertex: a value a column. nil where it would cost more than the limit.
  public private(set) var point: [Rational]?

  /// nil where the basis is singular or would cost more than `limit` multiplications, or where
  /// `stop` says so.
  public init?(
    of program: LinearProgram, at hint: Basis, limit: Int = 20_000_000,
    until stop: StopSignal = .never
  ) {
    let basis = hint.settled(for: program)
    self.program = program
    self.basis = basis
    guard let layout = BasisLayout(program, basis),
      let factor = BasisFactor<Rational>(layout.matrix, limit: limit, until: stop)
    else { return nil }
    (self.layout, self.factor) = (layout, .eliminated(factor))
    attempts = max(2, limit / (1 + program.entries.entryCount + program.columns.count))
    var right = layout.rightHandSide(program, basis)
    point = factor.solve(&right).map { Self.point(program, basis, layout, $0) }
  }

  /// A basis whose basic columns are known to have these values; more is solved by lifting.
  init(
    _ program: LinearProgram, _ basis: Basis, _ layout: BasisLayout, _ factor: LiftedFactor,
    _ values: [Rational]
  ) {
    (self.program, self.basis, self.layout, self.factor) = (
      program, basis, layout, .lifted(factor)
    )
    attempts = 4
    point = Self.point(program, basis, layout, values)
  }

  /// The same basis and its factorisation for a program with the same matrix and the same ends;
  /// their values and the costs may differ.
  public func moved(to program: LinearProgram) -> BasisSolution {
    var solution = self
    solution.program = program
    solution.point = factor.solve(layout.rightHandSide(program, basis).map(\.value)).map {
      Self.point(program, basis, layout, $0)
    }
    return solution
  }

  private static func point(
    _ program: LinearProgram, _ basis: Basis, _ layout: BasisLayout, _ values: [Rational]
  ) -> [Rational] {
    var point = zip(basis.columns, program.columns).map { Basis.value($0, in: $1.bounds) }
    for (j, value) in zip(layout.basicColumns, values) { point[j] = value }
    return point
  }

  /// What this basis proves.
  public var verdict: Verdict? {
    if let optimum { return .optimal(optimum) }
    if let certificate { return .infeasible(certificate) }
    if let ray { return .unbounded(ray) }
    return nil
  }

  /// The dual values of the rows for the program's own costs; calculated anew each time.
  public var prices: [Rational]? {
    prices(costs: layout.basicColumns.map { program.columns[$0].cost })
  }

  private func prices(costs: [Rational]) -> [Rational]? {
    var prices = [Rational](repeating: .zero, count: program.rows.count)
    guard let held = factor.solveTransposed(costs) else { return nil }
    for (i, price) in zip(layout.heldRows, held) { prices[i] = price }
    return prices
  }

  /// The optimum of this basis, if it is one.
  public var optimum: Optimum? {
    guard let point, let places = program.rowPlaces(at: point), let prices,
      program.isComplementary(point, places, prices: prices)
    else { return nil }
    return Optimum(point: point, prices: prices, basis: basis)
  }

  /// A variable outside its bounds: how far, on which side, and which it is.
  private struct Outlier {
    let distance: Double
    let side: Int
    let isRow: Bool
    let index: Int
  }

  /// A Farkas certificate out of a variable that this basis leaves outside its bounds, if its row
  /// of the tableau is one. It is where a dual simplex on zero costs stops. The farthest are tried
  /// first, as many as the limit allows.
  public var certificate: FarkasCertificate? {
    guard let point else { return nil }
    var outliers: [Outlier] = []
    func consider(_ value: Rational, _ bounds: LinearProgram.Bounds, isRow: Bool, _ index: Int) {
      if bounds.contains(value) { return }
      outliers.append(
        Outlier(
          distance: bounds.violation(of: value).double,
          side: bounds.upper.map { value > $0 } == true ? 1 : -1, isRow: isRow, index: index))
    }
    for (i, activity) in program.activities(at: point).enumerated() where basis.rows[i] == .basic {
      consider(activity, program.rows[i], isRow: true, i)
    }
    for (place, j) in layout.basicColumns.enumerated() {
      consider(point[j], program.columns[j].bounds, isRow: false, place)
    }
    outliers.sort {
      ($0.distance, $0.isRow ? 1 : 0, -$0.index) > ($1.distance, $1.isRow ? 1 : 0, -$1.index)
    }
    for outlier in outliers.prefix(attempts) {
      guard let weights = weights(of: outlier) else { return nil }
      if let certificate = certificate(weights) { return certificate }
    }
    return nil
  }

  private func certificate(_ weights: [Rational]) -> FarkasCertificate? {
    for weights in [weights, weights.map { -$0 }] {
      let candidate = FarkasCertificate(weights: weights)
      if program.proves(candidate) { return candidate }
    }
    return nil
  }

  /// A Farkas certificate out of one basic variable, counted columns first and then rows, if its
  /// row of the tableau is one.
  public func certificate(outside variable: Int) -> FarkasCertificate? {
    let row = variable - program.columns.count
    let index = row >= 0 ? row : layout.basicColumns.firstIndex(of: variable)
    guard let index,
      let weights = weights(of: Outlier(distance: 0, side: 1, isRow: row >= 0, index: index))
    else { return nil }
    return certificate(weights)
  }

  /// The row of the tableau of a basic variable, as weights of the rows.
  private func weights(of outlier: Outlier) -> [Rational]? {
    var costs = [Rational](repeating: .zero, count: layout.basicColumns.count)
    guard outlier.isRow else {
      costs[outlier.index] = .one
      return prices(costs: costs)
    }
    // side·(row i) as a combination of the held rows: row i − Σ yᵢ (held row) has no basic
    // columns left.
    for (place, j) in layout.basicColumns.enumerated() {
      for entry in program.entries[j] where entry.row == outlier.index {
        costs[place] = entry.value
      }
    }
    guard var weights = prices(costs: costs) else { return nil }
    if outlier.side < 0 { weights = weights.map { -$0 } }
    weights[outlier.index] = Rational(-outlier.side)
    return weights
  }

  /// A ray along which this basis improves for ever, if there is one among as many nonbasic
  /// variables as the limit allows.
  public var ray: Ray? {
    guard let point, program.isFeasible(point), let prices else { return nil }
    let improving = program.sense == .minimize ? -1 : 1
    var left = attempts
    for j in program.columns.indices where basis.columns[j] != .basic && left > 0 {
      let cost = program.reducedCost(of: j, prices: prices)
      let step = cost.signum * improving
      // A bound on that side stops the column itself.
      let end = step > 0 ? program.columns[j].bounds.upper : program.columns[j].bounds.lower
      if step == 0 || end != nil { continue }
      left -= 1
      if let ray = ray(from: point, column: j, step) { return ray }
    }
    for (i, price) in prices.enumerated() where !price.isZero && left > 0 {
      let step = price.signum * improving
      let end = step > 0 ? program.rows[i].upper : program.rows[i].lower
      if end != nil { continue }
      left -= 1
      if let ray = ray(from: point, row: i, step) { return ray }
    }
    return nil
  }

  private func ray(from point: [Rational], column j: Int, _ step: Int) -> Ray? {
    var right = [Rational](repeating: .zero, count: layout.heldRows.count)
    for entry in program.entries[j] where layout.placeOfRow[entry.row] >= 0 {
      right[Int(layout.placeOfRow[entry.row])] = step > 0 ? -entry.value : entry.value
    }
    var direction = [Rational](repeating: .zero, count: program.columns.count)
    direction[j] = Rational(step)
    return ray(from: point, direction, right)
  }

  private func ray(from point: [Rational], row i: Int, _ step: Int) -> Ray? {
    var right = [Rational](repeating: .zero, count: layout.heldRows.count)
    right[Int(layout.placeOfRow[i])] = Rational(step)
    return ray(from: point, Array(repeating: .zero, count: program.columns.count), right)
  }

  private func ray(
    from point: [Rational], _ direction: [Rational], _ right: [Rational]
  ) -> Ray? {
    guard let values = factor.solve(right) else { return nil }
    var direction = direction
    for (k, value) in zip(layout.basicColumns, values) { direction[k] = value }
    let candidate = Ray(point: point, direction: direction)
    return program.proves(candidate) ? candidate : nil
  }
}
