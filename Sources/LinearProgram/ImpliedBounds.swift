// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension LinearProgram {
  /// Bounds of the columns that hold in every plan, as far as single rows tell them: what is left
  /// of a row's end when all other columns are where they help least, divided by the coefficient
  /// (bound tightening; Savelsbergh, "Preprocessing and probing techniques for mixed integer
  /// programming problems", 1994). Exact; whole numbers are rounded inwards. At most `rounds` passes
  /// over the nonzeros, fewer where nothing changes.
  ///
  /// Where a column's ends cross there is no plan; they are left as they are found.
  public func impliedBounds(rounds: Int = 8) -> [Bounds] {
    var bounds = columns.map(\.bounds)
    var rowEntries = [[RowEntry]](repeating: [], count: rows.count)
    for (j, column) in entries.enumerated() {
      for entry in column { rowEntries[entry.row].append(.init(column: j, value: entry.value)) }
    }
    for _ in 0..<rounds {
      var hasChanged = false
      for (i, row) in rows.enumerated() {
        if let upper = row.upper, tighten(&bounds, rowEntries[i], atMost: upper) {
          hasChanged = true
        }
        if let lower = row.lower, tighten(&bounds, rowEntries[i].negated, atMost: -lower) {
          hasChanged = true
        }
      }
      if !hasChanged { break }
    }
    return bounds
  }

  /// Tightens the columns of a row that says `entries`·x ≤ `upper`; whether one has changed.
  private func tighten(
    _ bounds: inout [Bounds], _ entries: [RowEntry], atMost upper: Rational
  ) -> Bool {
    var (least, endless) = (Rational.zero, 0)
    func part(_ entry: RowEntry) -> Rational? {
      let bounds = bounds[entry.column]
      return (entry.value.signum > 0 ? bounds.lower : bounds.upper).map { $0 * entry.value }
    }
    for entry in entries {
      if let part = part(entry) { least += part } else { endless += 1 }
    }
    guard endless <= 1 else { return false }
    var hasChanged = false
    for entry in entries {
      let own = part(entry)
      guard endless == 0 || own == nil else { continue }
      let end = (upper - least + (own ?? .zero)) / entry.value
      if set(&bounds[entry.column], end, isUpper: entry.value.signum > 0, of: entry.column) {
        hasChanged = true
        // What the row is at least may have grown with it: that is seen in the next pass.
      }
    }
    return hasChanged
  }

  private func set(_ bounds: inout Bounds, _ end: Rational, isUpper: Bool, of column: Int) -> Bool {
    let isWhole = columns[column].isInteger
    if isUpper {
      let end = isWhole ? end.floor : end
      if let upper = bounds.upper, upper <= end { return false }
      bounds.upper = end
    } else {
      let end = isWhole ? -(-end).floor : end
      if let lower = bounds.lower, lower >= end { return false }
      bounds.lower = end
    }
    return true
  }
}

extension [LinearProgram.RowEntry] {
  fileprivate var negated: Self { map { .init(column: $0.column, value: -$0.value) } }
}
