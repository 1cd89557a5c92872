// SPDX-License-Identifier: GPL-3.0-or-later

/// The pivots of a basis that need no elimination: slacks, then columns with one entry in the rows
/// that are left, then rows with one entry in the columns that are left.
///
/// Of several, the one found last is taken first, so that pivots that are near each other in the
/// program mostly stay so in the order, and in memory.
final class TriangularPeeling {
  private let size: Int
  /// The pivots in their order, and whose they are.
  let pivotRow: Storage<Int32>
  let pivotVariable: Storage<Int32>
  private let counter = Storage<Int>(repeating: 0, count: 1)
  var count: Int { counter[0] }
  /// How many of them are slacks.
  private(set) var firstColumn = 0
  /// 1 for the rows of the first two kinds, 2 for the third, 0 for those left.
  let stage: Storage<UInt8>
  /// The pivots of rows with one entry: row, column and value.
  private(set) var lowerPivots: [(row: Int32, column: Int32, value: Double)] = []
  /// The columns that are left.
  private(set) var rest: [Int32] = []

  private let rowCount: Storage<Int32>
  private let columns: Storage<Int32>
  /// How many entries of each column are in rows that are left; −1 where it has its pivot.
  private let left: Storage<Int32>
  private let start: Storage<Int32>
  private let fill: Storage<Int32>
  private var inRow = Storage<Int32>(repeating: 0, count: 0)
  private var queue: [Int32] = []

  init(size: Int) {
    self.size = size
    pivotRow = Storage(repeating: 0, count: size)
    pivotVariable = Storage(repeating: 0, count: size)
    stage = Storage(repeating: 0, count: size)
    rowCount = Storage(repeating: 0, count: size)
    columns = Storage(repeating: 0, count: size)
    left = Storage(repeating: 0, count: size)
    start = Storage(repeating: 0, count: size + 1)
    fill = Storage(repeating: 0, count: size)
  }

  func add(_ row: Int32, _ variable: Int32) {
    let place = counter[0]
    pivotRow[place] = row
    pivotVariable[place] = variable
    counter[0] = place + 1
  }

  func run(_ program: SimplexProgram, _ basic: UnsafeMutablePointer<Int32>) {
    counter[0] = 0
    lowerPivots.removeAll(keepingCapacity: true)
    rest.removeAll(keepingCapacity: true)
    let structurals = takeSlacks(program, basic)
    collect(program, structurals)
    takeColumns(program)
    takeRows(program)
    for number in 0..<structurals where left[number] >= 0 { rest.append(columns[number]) }
  }

  private func takeSlacks(
    _ program: SimplexProgram, _ basic: UnsafeMutablePointer<Int32>
  ) -> Int {
    let n = Int32(program.columns)
    stage.fill(0)
    var structurals = 0
    for slot in 0..<size {
      let variable = basic[slot]
      if variable < n {
        columns[structurals] = variable
        structurals += 1
      } else {
        stage[Int(variable - n)] = 1
        add(variable - n, variable)
      }
    }
    firstColumn = count
    return structurals
  }

  /// By rows, the columns of the basis in the rows that are left.
  private func collect(_ program: SimplexProgram, _ structurals: Int) {
    let (columnStart, rowOf) = (program.columnStart.base, program.rowOf.base)
    let (stage, rowCount, fill) = (stage.base, rowCount.base, fill.base)
    self.rowCount.fill(0)
    for number in 0..<structurals {
      let column = Int(columns[number])
      var entries: Int32 = 0
      for k in Int(columnStart[column])..<Int(columnStart[column + 1]) {
        let i = Int(rowOf[k])
        if stage[i] == 0 {
          rowCount[i] &+= 1
          entries &+= 1
        }
      }
      left[number] = entries
    }
    var next: Int32 = 0
    for i in 0..<size {
      start[i] = next
      fill[i] = next
      next += rowCount[i]
    }
    start[size] = next
    if inRow.count < Int(next) { inRow = Storage(repeating: 0, count: 2 * Int(next)) }
    let inRow = inRow.base
    queue.removeAll(keepingCapacity: true)
    for number in 0..<structurals {
      let column = Int(columns[number])
      for k in Int(columnStart[column])..<Int(columnStart[column + 1]) {
        let i = Int(rowOf[k])
        if stage[i] == 0 {
          inRow[Int(fill[i])] = Int32(truncatingIfNeeded: number)
          fill[i] &+= 1
        }
      }
      if left[number] == 1 { queue.append(Int32(number)) }
    }
  }

  private func takeColumns(_ program: SimplexProgram) {
    let (columnStart, rowOf, value) = (
      program.columnStart.base, program.rowOf.base, program.columnValue.base
    )
    let (stage, left, inRow) = (stage.base, left.base, inRow.base)
    while let last = queue.popLast() {
      let number = Int(last)
      if left[number] != 1 { continue }
      let column = Int(columns[number])
      var row = -1
      for k in Int(columnStart[column])..<Int(columnStart[column + 1])
      where stage[Int(rowOf[k])] == 0 {
        if abs(value[k]) > 1e-9 { row = Int(rowOf[k]) }
      }
      if row < 0 { continue }
      stage[row] = 1
      left[number] = -1
      add(Int32(row), Int32(column))
      for k in Int(start[row])..<Int(start[row + 1]) {
        let other = Int(inRow[k])
        if left[other] > 0 {
          left[other] &-= 1
          if left[other] == 1 { queue.append(Int32(other)) }
        }
      }
    }
  }

  private func takeRows(_ program: SimplexProgram) {
    let (columnStart, rowOf, value) = (
      program.columnStart.base, program.rowOf.base, program.columnValue.base
    )
    let (stage, left, inRow, rowCount) = (stage.base, left.base, inRow.base, rowCount.base)
    queue.removeAll(keepingCapacity: true)
    for i in 0..<size where stage[i] == 0 {
      var length: Int32 = 0
      for k in Int(start[i])..<Int(start[i + 1]) where left[Int(inRow[k])] >= 0 { length += 1 }
      rowCount[i] = length
      if length == 1 { queue.append(Int32(i)) }
    }
    while let last = queue.popLast() {
      let row = Int(last)
      if rowCount[row] != 1 || stage[row] != 0 { continue }
      var number = -1
      for k in Int(start[row])..<Int(start[row + 1]) where left[Int(inRow[k])] >= 0 {
        number = Int(inRow[k])
      }
      let column = Int(columns[number])
      var (pivot, largest) = (0.0, 0.0)
      for k in Int(columnStart[column])..<Int(columnStart[column + 1])
      where stage[Int(rowOf[k])] == 0 {
        if Int(rowOf[k]) == row { pivot = value[k] }
        largest = max(largest, abs(value[k]))
      }
      // It would spread errors.
      if abs(pivot) < 1e-9 || abs(pivot) < 1e-3 * largest { continue }
      stage[row] = 2
      left[number] = -1
      add(Int32(row), Int32(column))
      lowerPivots.append((Int32(row), Int32(column), pivot))
      for k in Int(columnStart[column])..<Int(columnStart[column + 1])
      where stage[Int(rowOf[k])] == 0 {
        let i = Int(rowOf[k])
        rowCount[i] &-= 1
        if rowCount[i] == 1 { queue.append(Int32(i)) }
      }
    }
  }
}
