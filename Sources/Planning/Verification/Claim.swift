// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

/// What a printed result says of a spec, as far as a verifier needs it to find the same vertex.
struct Claim {
  let status: String?
  private let root: JSONValue
  private let formulation: Formulation
  /// A value a column of the formulation, as it is printed; nil where one is not there.
  private let values: [Rational]?

  init(_ root: JSONValue, for formulation: Formulation) {
    (self.root, self.formulation) = (root, formulation)
    status = root["status"]?.string
    if let composition = formulation.composition {
      values = composition.values(printed: root)
      return
    }
    let printed = PrintedPlan(root)
    let values = (0..<formulation.layout.columnCount).map { j in
      let (kind, period) = formulation.layout.kind(ofColumn: j)
      return printed.value(kind, period ?? 0, formulation.layout)
    }
    guard values.allSatisfy({ $0 != nil }) else {
      self.values = nil
      return
    }
    var point = formulation.settled(values.map { $0! }, printed: root)
    formulation.rooms.running.settle(&point, formulation.layout)
    self.values = point
  }

  /// The basis of the nth program that was solved, as the result has it; nil where it has none.
  func basis(ofSolve n: Int, _ program: LinearProgram) -> Basis? {
    guard let bases = root["proof"]?["bases"], bases.kind == .array, n < bases.count else {
      return nil
    }
    return Array(bases.elements)[n].string.flatMap { Basis($0, of: program) }
  }

  /// The bound of the nth program that was solved, where its search ended with it and no best plan.
  func gapBound(ofSolve n: Int?) -> Rational? {
    guard status == "within_gap", n == root["priorities"]?.count ?? 0 else { return nil }
    return root["proof"]?["bound"]?.number.map(Rational.init)
  }

  /// The printed gap, where it is that of a bound that prints like the one in `result`.
  func gap(to result: PlanResult) -> Rational? {
    guard status == "within_gap", let value = result.objective.value,
      let bound = result.proof.bound,
      let gap = root["proof"]?["gap"]?.number.map(Rational.init)
    else { return nil }
    let digits = Rational(exactly: value.double.ulp) + Rational(exactly: bound.double.ulp)
    return (gap - (value - bound).magnitude).magnitude <= digits ? gap : nil
  }

  /// The amounts that must be whole numbers; nil where the result has none, and for columns that are
  /// none of the formulation's.
  func amount(ofColumn j: Int) -> Rational? {
    guard let values, values.indices.contains(j) else { return nil }
    return values[j]
  }

  /// The basis of `program` that the result's figures describe. Its first columns and rows are the
  /// formulation's; some columns may have been fixed.
  ///
  /// What is at a bound is held there or basic, as the arithmetic asks; what has a price is held.
  func basis(of program: LinearProgram) -> Basis? {
    // A result with scenarios has its bases.
    guard let values, formulation.composition == nil else { return nil }
    let layout = formulation.layout
    let printed = PrintedPlan(root)
    let prices = ClaimedPrices(layout, program, printed, values)
    func isZero(_ price: Double, beside cost: Double) -> Bool {
      price.magnitude <= 1e-9 * max(1, cost.magnitude)
    }
    var point = values.map(\.double)
    for j in layout.columnCount..<max(layout.columnCount, program.columns.count) {
      point.append(Self.worst(of: program, column: j, at: point))
    }
    let columns = program.columns.indices.map { j -> BasisWish in
      guard j < layout.columnCount else { return .basic }
      let (kind, period) = layout.kind(ofColumn: j)
      let bounds = program.columns[j].bounds
      guard let status = Self.status(values[j].double, bounds) else { return .basic }
      switch kind {
      case .amount:
        let hasPrice =
          !program.columns[j].isInteger && prices.printedCost(ofAmount: kind, period ?? 0) != 0
        return hasPrice ? .held(status) : .either(status)
      default:
        guard let price = prices.reducedCost(ofColumn: j) else { return .either(status) }
        return isZero(price, beside: program.columns[j].cost.double)
          ? .either(status) : .held(status)
      }
    }
    let activity = Self.activities(of: program, at: point)
    let rows = program.rows.indices.map { i -> BasisWish in
      let bounds = program.rows[i]
      if i < layout.rowCount, let row = prices.printedRow(i) {
        guard row.slack == 0 else { return .basic }
        let isUpper =
          bounds.lower == nil || (bounds.upper != nil && row.total == bounds.upper?.double)
        return row.price == 0
          ? .either(isUpper ? .atUpper : .atLower) : .held(isUpper ? .atUpper : .atLower)
      }
      guard let status = Self.status(activity[i], bounds) else { return .basic }
      guard let price = prices.price(ofRow: i), !isZero(price, beside: 1) else {
        return .either(status)
      }
      return .held(status)
    }
    return Basis(of: program, columns: columns, rows: rows)
  }

  /// The value of a column that stands for the worst of several rows: as good as all of them let
  /// it be.
  private static func worst(
    of program: LinearProgram, column j: Int, at point: [Double]
  ) -> Double {
    let activity = activities(of: program, at: point)
    let levels = program.entries[j].map { -activity[$0.row] / $0.value.double }
    return (program.sense == .maximize ? levels.min() : levels.max()) ?? 0
  }

  /// The bound at which a printed value stands; nil between the bounds.
  static func status(_ value: Double, _ bounds: LinearProgram.Bounds) -> Basis.Status? {
    func isAt(_ bound: Rational?) -> Bool {
      guard let bound = bound?.double else { return false }
      return (value - bound).magnitude <= 1e-9 * Swift.max(1, bound.magnitude)
    }
    if isAt(bounds.lower) { return .atLower }
    return isAt(bounds.upper) ? .atUpper : nil
  }

  private static func activities(of program: LinearProgram, at point: [Double]) -> [Double] {
    var activity = [Double](repeating: 0, count: program.rows.count)
    for (j, value) in point.enumerated() where value != 0 {
      for entry in program.entries[j] { activity[entry.row] += entry.value.double * value }
    }
    return activity
  }
}
