// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A linear program as a simplex method wants it: minimize c·x where A x + s = 0, with a slack s
/// for each row and bounds for all variables. Variable `columns + i` is the slack of row i, the
/// negative of the row's activity.
///
/// The matrix is there by columns and by rows. Complexity: linear in its entries.
final class SimplexProgram {
  let columns: Int
  let rows: Int
  var variables: Int { columns + rows }
  let columnStart: Storage<Int32>
  let rowOf: Storage<Int32>
  let columnValue: Storage<Double>
  let rowStart: Storage<Int32>
  let columnOf: Storage<Int32>
  let rowValue: Storage<Double>
  let cost: Storage<Double>
  let lower: Storage<Double>
  let upper: Storage<Double>

  init(_ program: NumericProgram) {
    let (n, m) = (program.columnCount, program.rowCount)
    (columns, rows) = (n, m)
    columnStart = Storage(program.columnStart, or: 0)
    rowOf = Storage(program.rowIndex, or: 0)
    columnValue = Storage(program.value, or: 0)
    rowStart = Storage(repeating: 0, count: m + 1)
    columnOf = Storage(repeating: 0, count: program.entryCount)
    rowValue = Storage(repeating: 0, count: program.entryCount)
    cost = Storage(repeating: 0, count: n + m)
    lower = Storage(repeating: 0, count: n + m)
    upper = Storage(repeating: 0, count: n + m)
    let sign = program.maximize ? -1.0 : 1.0
    for j in 0..<n {
      cost[j] = sign * program.cost[j]
      lower[j] = program.columnLower[j]
      upper[j] = program.columnUpper[j]
    }
    for i in 0..<m {
      lower[n + i] = -program.rowUpper[i]
      upper[n + i] = -program.rowLower[i]
    }
    for k in 0..<program.entryCount { rowStart[Int(rowOf[k]) + 1] += 1 }
    for i in 0..<m { rowStart[i + 1] += rowStart[i] }
    let next = Storage<Int32>(repeating: 0, count: m)
    for i in 0..<m { next[i] = rowStart[i] }
    for j in 0..<n {
      for k in Int(columnStart[j])..<Int(columnStart[j + 1]) {
        let i = Int(rowOf[k])
        let place = Int(next[i])
        columnOf[place] = Int32(j)
        rowValue[place] = columnValue[k]
        next[i] += 1
      }
    }
  }
}
