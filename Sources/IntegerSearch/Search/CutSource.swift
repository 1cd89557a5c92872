// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A way to cuts: it reads a relaxation that was solved, and tells sums of rows that rounding may make
/// a cut of.
protocol CutSource {
  /// For the table of what each one is worth.
  var name: String { get }

  /// Weights of rows, by their numbers among all rows. Either sign is tried.
  func sums(_ search: Search) -> [SearchTree.Multipliers]
}

extension Search {
  /// How far a row's activity is from its nearest end, at the relaxation's point.
  func slack(_ i: Int) -> Double {
    let activity = self.activity(i)
    return max(0, min(activity - rows.lower[i], rows.upper[i] - activity))
  }

  func activity(_ i: Int) -> Double {
    var activity = 0.0
    for k in rows.start[i]..<rows.start[i + 1] {
      activity += rows.value[k] * relaxation.point[Int(rows.column[k])]
    }
    return activity
  }

  func isAtLower(_ i: Int) -> Bool {
    let activity = self.activity(i)
    return activity - rows.lower[i] <= rows.upper[i] - activity
  }

  func nearestEnd(_ i: Int) -> Double? {
    let end = isAtLower(i) ? rows.lower[i] : rows.upper[i]
    return end.isFinite ? end : nil
  }
}

extension SearchTree.Cut {
  /// The same where rows were added since it was made, whose last row is the split's.
  func movingSplitRow(from old: Int32, to new: Int32) -> SearchTree.Cut {
    var cut = self
    cut.below.rows = below.rows.map { $0 == old ? new : $0 }
    cut.above.rows = above.rows.map { $0 == old ? new : $0 }
    return cut
  }
}
