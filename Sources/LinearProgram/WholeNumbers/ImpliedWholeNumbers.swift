// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension LinearProgram {
  /// Whether of the whole points that are better than a given one, if there are any, one has a whole
  /// number of column `j`, which need not be one by itself: because row `i` says so, in which all else is
  /// a whole multiple of the column's coefficient.
  ///
  /// - The row is an equation; or
  /// - less of the column costs no more and is as good in every other row, so that it can be at the
  ///   least that the row leaves, or at its own lower end; or the same with more (Achterberg, Bixby, Gu,
  ///   Rothberg and Weninger, "Presolve reductions in mixed integer programming", 2020, part 3.10).
  ///
  /// O(the entries of the row and the column).
  package func isWhole(_ j: Int, by i: Int, _ matrix: RowMatrix) -> Bool {
    guard columns.indices.contains(j), rows.indices.contains(i), !columns[j].isInteger,
      let k = (entries.start[j]..<entries.start[j + 1]).first(where: { Int(entries.row[$0]) == i })
    else { return false }
    let own = entries.value[k]
    for k in matrix.start[i]..<matrix.start[i + 1] where Int(matrix.column[k]) != j {
      guard columns[Int(matrix.column[k])].isInteger,
        (entries.value[Int(matrix.place[k])] / own).isInteger
      else { return false }
    }
    if let end = rows[i].lower, rows[i].isFixed { return (end / own).isInteger }
    return isAtEnd(j, i, own, isLeast: true) || isAtEnd(j, i, own, isLeast: false)
  }

  private func isAtEnd(_ j: Int, _ i: Int, _ own: Rational, isLeast: Bool) -> Bool {
    let cost = columns[j].cost.signum * (sense == .minimize ? 1 : -1)
    if isLeast ? cost < 0 : cost > 0 { return false }
    for k in entries.start[j]..<entries.start[j + 1] where Int(entries.row[k]) != i {
      let row = rows[Int(entries.row[k])]
      let leansOnLower = (entries.value[k].signum > 0) == isLeast
      if (leansOnLower ? row.lower : row.upper) != nil { return false }
    }
    let end = (own.signum > 0) == isLeast ? rows[i].lower : rows[i].upper
    let bound = isLeast ? columns[j].bounds.lower : columns[j].bounds.upper
    if end == nil && bound == nil { return false }
    return (end.map { ($0 / own).isInteger } ?? true) && (bound?.isInteger ?? true)
  }
}

extension Rational {
  /// The greatest multiple of `step` that is less; without a step the number itself.
  package func below(_ step: Rational?) -> Rational {
    guard let step else { return self }
    return step * (-(-(self / step)).floor - .one)
  }
}
