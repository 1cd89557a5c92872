// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension NumericProgram {
  /// The places of a column's entries.
  @inline(__always)
  func entries(of column: Int) -> Range<Int> {
    Int(columnStart[column])..<Int(columnStart[column + 1])
  }

  /// Whether a cost draws a column to where it has no bound. If not, all rows basic is dual
  /// feasible.
  var hasCostWithoutEnd: Bool {
    let sign = maximize ? -1.0 : 1.0
    return (0..<columnCount).contains { j in
      sign * cost[j] > 0 && columnLower[j] == -.infinity
        || sign * cost[j] < 0 && columnUpper[j] == .infinity
    }
  }
}
