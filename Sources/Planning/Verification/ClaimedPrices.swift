// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The prices of rows and columns of which a result prints none, as far as the printed ones give
/// them: in floating point, as a hint which of several bases a result describes.
struct ClaimedPrices {
  private let layout: Layout
  private let program: LinearProgram
  private let printed: PrintedPlan
  private let values: [Rational]

  init(
    _ layout: Layout, _ program: LinearProgram, _ printed: PrintedPlan, _ values: [Rational]
  ) {
    (self.layout, self.program, self.printed, self.values) = (layout, program, printed, values)
  }

  /// What is printed of a row; nil for rows of which nothing is.
  func printedRow(_ i: Int) -> (total: Double, slack: Double, price: Double)? {
    let (kind, period) = layout.kind(ofRow: i)
    return printed.row(kind, period ?? 0, layout)
  }

  /// The reduced cost that is printed of an amount.
  func printedCost(ofAmount kind: Layout.ColumnKind, _ period: Int) -> Double {
    let name = layout.words(of: kind).name
    return printed.number(at: ["resources", name, "reduced_cost"], period)?.double ?? 0
  }

  /// nil where the printed figures do not say.
  func price(ofRow i: Int) -> Double? {
    guard i < layout.rowCount else { return nil }
    if let printed = printedRow(i) { return printed.price }
    let (kind, period) = layout.kind(ofRow: i)
    for column in layout.room(of: kind).columnsThatPrice(row: kind.item) {
      guard let j = layout.column(column, period ?? 0),
        let cost = knownCost(ofColumn: j, column, period ?? 0),
        let rest = rest(ofColumn: j, without: i),
        let entry = program.entries[j].first(where: { $0.row == i })
      else { continue }
      return (rest - cost) / entry.value.double
    }
    return nil
  }

  /// The reduced cost that is printed of a column, or that it has for being between its bounds.
  private func knownCost(ofColumn j: Int, _ kind: Layout.ColumnKind, _ period: Int) -> Double? {
    if case .amount = kind { return printedCost(ofAmount: kind, period) }
    return Claim.status(values[j].double, program.columns[j].bounds) == nil ? 0 : nil
  }

  func reducedCost(ofColumn j: Int) -> Double? { rest(ofColumn: j, without: nil) }

  /// A column's cost less what the prices make of its entries, but for one row.
  private func rest(ofColumn j: Int, without row: Int?) -> Double? {
    var rest = program.columns[j].cost.double
    for entry in program.entries[j] where entry.row != row {
      guard let price = price(ofRow: entry.row) else { return nil }
      rest -= price * entry.value.double
    }
    return rest
  }
}
