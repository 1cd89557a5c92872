// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// An optimal vertex and what is active there.
struct OptimalVertex {
  let program: LinearProgram
  let point: [Rational]
  let activity: [Rational]

  init(_ program: LinearProgram, _ point: [Rational]) {
    (self.program, self.point, activity) = (program, point, program.activities(at: point))
  }

  private typealias Bounds = LinearProgram.Bounds

  /// The bounds of a step away from `value` that stays within `bounds` at first.
  private func cone(_ value: Rational, _ bounds: LinearProgram.Bounds) -> LinearProgram.Bounds {
    Bounds(
      lower: value == bounds.lower ? .zero : nil, upper: value == bounds.upper ? .zero : nil)
  }

  /// Whether a column stands at its lower bound and may leave it.
  func isHeldUp(_ j: Int) -> Bool {
    let bounds = program.columns[j].bounds
    return point[j] == bounds.lower && !bounds.isFixed
  }

  /// The end of a row that its price is of: the one that binds, or the preferred one.
  func end(ofRow i: Int, preferringUpper: Bool) -> BoundRates.End {
    let row = program.rows[i]
    let isUpper: Bool
    if row.lower == nil || row.upper == nil {
      isUpper = row.lower == nil
    } else if activity[i] == row.lower || activity[i] == row.upper {
      isUpper = activity[i] == row.upper
    } else {
      isUpper = preferringUpper
    }
    return BoundRates.End(.row(i), isUpper ? .upper : .lower)
  }

  /// How far the costs may move along `figures` each way with this point still optimal: as far as
  /// there are prices that prove it.
  func range(
    _ figures: [Rational], _ solve: (LinearProgram) throws -> Solution
  ) throws -> Sensitivity.Range {
    var range = Sensitivity.Range()
    let low = program.sense == .minimize
    // Columns: a price a row, and the change of the weight. Rows: the reduced cost of each column.
    var columns = program.rows.indices.map { i in
      let cone = cone(activity[i], program.rows[i])
      let (rises, falls) = (cone.lower != nil, cone.upper != nil)
      return LinearProgram.Column(
        bounds: Bounds(
          lower: (low ? falls : rises) ? nil : .zero, upper: (low ? rises : falls) ? nil : .zero),
        cost: .zero)
    }
    columns.append(.init(bounds: Bounds(lower: nil, upper: nil), cost: .one))
    var entries = [[LinearProgram.Entry]](repeating: [], count: columns.count)
    var rows: [LinearProgram.Bounds] = []
    for (j, column) in program.columns.enumerated() {
      let cone = cone(point[j], column.bounds)
      let (atLower, atUpper) = (cone.lower != nil, cone.upper != nil)
      if atLower, atUpper { continue }
      let row = rows.count
      let free = !atLower && !atUpper
      rows.append(
        Bounds(
          lower: free || (low ? atUpper : atLower) ? column.cost : nil,
          upper: free || (low ? atLower : atUpper) ? column.cost : nil))
      for entry in program.entries[j] {
        entries[entry.row].append(.init(row: row, value: entry.value))
      }
      if !figures[j].isZero {
        entries[columns.count - 1].append(.init(row: row, value: -figures[j]))
      }
    }
    for sense in [LinearProgram.Sense.minimize, .maximize] {
      let solution = try solve(
        LinearProgram(sense: sense, columns: columns, rows: rows, entries: entries))
      let end = solution.status == .optimal ? solution.bound : nil
      if sense == .minimize { range.from = end } else { range.to = end }
    }
    return range
  }
}
