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

  /// The activity of each row where the columns have these values.
  package func activity(_ valueOf: (_ column: Int) -> Double) -> [Double] {
    var activity = [Double](repeating: 0, count: rowCount)
    for j in 0..<columnCount {
      let value = valueOf(j)
      if value == 0 { continue }
      for k in entries(of: j) { activity[Int(rowIndex[k])] += value * self.value[k] }
    }
    return activity
  }

  /// This program with rows in its costs, at prices that a minimum has.
  func priced(_ price: [Double]) -> NumericProgram {
    let sign = maximize ? -1.0 : 1.0
    var priced = self
    for j in 0..<columnCount {
      var (sum, size) = (cost[j], abs(cost[j]))
      for k in entries(of: j) where price[Int(rowIndex[k])] != 0 {
        let term = sign * price[Int(rowIndex[k])] * value[k]
        sum -= term
        size += abs(term)
      }
      // What cancels to rounding would draw the column somewhere.
      priced.cost[j] = abs(sum) <= 1e-12 * size ? 0 : sum
    }
    return priced
  }
}
