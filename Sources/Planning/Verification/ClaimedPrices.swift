// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The prices of rows and columns of which a result prints none, as far as the printed ones give
/// them: in floating point, as a hint which of several bases a result describes.
struct ClaimedPrices {
  private let formulation: Formulation
  private let program: LinearProgram
  private let sections: Sections
  private let values: [Rational]

  init(
    _ formulation: Formulation, _ program: LinearProgram, _ sections: Sections,
    _ values: [Rational]
  ) {
    (self.formulation, self.program) = (formulation, program)
    (self.sections, self.values) = (sections, values)
  }

  private var layout: Layout { formulation.layout }

  /// nil where the printed figures do not say.
  func price(ofRow i: Int) -> Double? {
    guard i < layout.rowCount else { return nil }
    if let printed = sections.row(ofRow: i, formulation) { return printed.price }
    let (kind, period) = layout.kind(ofRow: i)
    let t = period ?? 0
    switch kind {
    case .held(let r):
      // Its entry is −1 in the column of the amount, whose reduced cost is printed.
      return rest(ofColumn: layout.amount(r, t), without: i).map { sections.reducedCost(r, t) - $0 }
    case .kept(let kept):
      // Its entry is −1 in the column up, 1 in the column down: what moves has no reduced cost.
      for isUp in [true, false] {
        let moved = layout.column(.moved(kept, isUp: isUp), t)!
        let cost = program.columns[moved].cost.double
        if values[moved].signum > 0 { return isUp ? -cost : cost }
      }
      // Its entry is 1 in the column of what is kept.
      let j = layout.column(kept.column, t)!
      guard let rest = rest(ofColumn: j, without: i) else { return nil }
      if case .amount(let r) = kept { return rest - sections.reducedCost(r, t) }
      // Between its bounds a column has no reduced cost.
      return Claim.status(values[j].double, program.columns[j].bounds) == nil ? rest : nil
    default: return nil
    }
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
