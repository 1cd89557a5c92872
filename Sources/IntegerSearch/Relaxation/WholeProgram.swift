// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A program with whole numbers as a minimum in doubles, by rows and by columns, beside the exact
/// one. Each double is the nearest to its fraction.
final class WholeProgram {
  let exact: LinearProgram
  /// −1 where the exact program is a maximum.
  let sign: Double
  let numeric: NumericProgram
  let columns: Int
  let rows: Int
  let cost: [Double]
  /// Those that must be whole, and those that may be taken to be.
  let isInteger: [Bool]
  let wholeColumns: [Int]
  /// Those that must be: once they are whole, so are the others.
  let branchColumns: [Int]
  /// Columns that may be taken to be whole, each with the row that says so.
  let implied: [(column: Int, row: Int)]
  /// Whether all columns are whole.
  let isPure: Bool
  let rowStart: [Int]
  let rowColumn: [Int32]
  let rowValue: [Double]
  /// The objective of every whole point is a multiple of this; nil where there is none.
  let exactStep: Rational?
  let step: Double

  /// Numbers that are this small or large leave no room for the errors of products.
  private static let range = 0x1p-300...0x1p300

  /// nil where a number is beyond what is safe in doubles.
  init?(_ program: LinearProgram, isPlain: Bool = false) {
    guard let numeric = try? NumericProgram(program) else { return nil }
    exact = program
    self.numeric = numeric
    sign = program.sense == .minimize ? 1 : -1
    let sign = sign
    (columns, rows) = (numeric.columnCount, numeric.rowCount)
    cost = numeric.cost.map { $0 * sign }
    branchColumns = program.columns.indices.filter { program.columns[$0].isInteger }
    var widened = program
    implied = isPlain ? [] : widened.takeImpliedWholeNumbers()
    isInteger = widened.columns.map(\.isInteger)
    wholeColumns = widened.columns.indices.filter { widened.columns[$0].isInteger }
    isPure = wholeColumns.count == program.columns.count
    exactStep = widened.objectiveStep
    step = exactStep?.double ?? 0
    var start = [Int](repeating: 0, count: rows + 1)
    for i in numeric.rowIndex { start[Int(i) + 1] += 1 }
    for i in 0..<rows { start[i + 1] += start[i] }
    var next = start
    var column = [Int32](repeating: 0, count: numeric.entryCount)
    var value = [Double](repeating: 0, count: numeric.entryCount)
    for j in 0..<columns {
      for k in Int(numeric.columnStart[j])..<Int(numeric.columnStart[j + 1]) {
        let i = Int(numeric.rowIndex[k])
        (column[next[i]], value[next[i]]) = (Int32(j), numeric.value[k])
        next[i] += 1
      }
    }
    (rowStart, rowColumn, rowValue) = (start, column, value)
    if !isSafe(program) { return nil }
  }

  /// Whether a nonzero fraction has become 0 or nearly so, or is too large.
  private func isSafe(_ program: LinearProgram) -> Bool {
    func isSafe(_ double: Double, _ exact: Rational?) -> Bool {
      guard let exact, !exact.isZero else { return true }
      return Self.range.contains(double.magnitude)
    }
    for (j, column) in program.columns.enumerated() {
      if !isSafe(cost[j], column.cost) || !isSafe(numeric.columnLower[j], column.bounds.lower)
        || !isSafe(numeric.columnUpper[j], column.bounds.upper)
      {
        return false
      }
      // Beyond, neighbouring whole numbers are one double.
      if column.isInteger {
        for end in [column.bounds.lower, column.bounds.upper] {
          if let end, end.magnitude > Rational(1 << 50) { return false }
        }
      }
    }
    for (i, row) in program.rows.enumerated() {
      if !isSafe(numeric.rowLower[i], row.lower) || !isSafe(numeric.rowUpper[i], row.upper) {
        return false
      }
    }
    return rowValue.allSatisfy { Self.range.contains($0.magnitude) }
      && !(exactStep != nil && step < 1e-200)
  }
}

extension LinearProgram {
  /// Makes columns whole that may be taken to be (`isWhole(_:by:_:)`), with the row that says so of each.
  fileprivate mutating func takeImpliedWholeNumbers() -> [(column: Int, row: Int)] {
    var left = columns.indices.filter { !columns[$0].isInteger }
    if left.isEmpty || left.count == columns.count { return [] }
    let matrix = RowMatrix(self)
    var found: [(column: Int, row: Int)] = []
    // One may make another whole.
    for _ in 0..<10 {
      let before = found.count
      left.removeAll { j in
        for k in entries.start[j]..<entries.start[j + 1] {
          let i = Int(entries.row[k])
          if isWhole(j, by: i, matrix) {
            columns[j].isInteger = true
            found.append((j, i))
            return true
          }
        }
        return false
      }
      if found.count == before { break }
    }
    return found
  }
}
