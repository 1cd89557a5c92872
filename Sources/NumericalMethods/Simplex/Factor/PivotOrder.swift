// SPDX-License-Identifier: GPL-3.0-or-later
import SparseElimination

/// The order of a basis's pivots: slacks, then columns with one entry in the rows that are left,
/// then rows with one entry in the columns that are left, and what elimination adds.
final class PivotOrder {
  private let size: Int
  /// The pivots in their order, and whose they are.
  let pivotRow: Storage<Int32>
  let pivotVariable: Storage<Int32>
  private let counter = Storage<Int>(repeating: 0, count: 1)
  var count: Int { counter[0] }
  /// How many of them are slacks.
  private(set) var firstColumn = 0
  /// The pivots of rows with one entry: row, column and value.
  private(set) var lowerPivots: [(row: Int32, column: Int32, value: Double)] = []
  /// The columns that are left.
  private(set) var rest: [Int32] = []

  private let peel: TriangularPeel
  private let columns: Storage<Int32>

  init(size: Int) {
    self.size = size
    pivotRow = Storage(repeating: 0, count: size)
    pivotVariable = Storage(repeating: 0, count: size)
    columns = Storage(repeating: 0, count: size)
    peel = TriangularPeel(size: size)
  }

  /// 1 for the rows of the first two kinds, 2 for the third, 0 for those left.
  var stage: UnsafeMutablePointer<UInt8> { peel.stage }
  /// The rows that are left.
  var restRows: [Int32] { peel.kernelRows }

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
    peel.run(BasicColumns(program, columns.base), columns: structurals)
    for pivot in peel.columnSingletons { add(pivot.row, columns[Int(pivot.column)]) }
    for pivot in peel.rowSingletons {
      let column = columns[Int(pivot.column)]
      add(pivot.row, column)
      lowerPivots.append((pivot.row, column, program.columnValue[pivot.entry]))
    }
    for number in peel.kernelColumns { rest.append(columns[Int(number)]) }
  }

  private func takeSlacks(
    _ program: SimplexProgram, _ basic: UnsafeMutablePointer<Int32>
  ) -> Int {
    let n = Int32(program.columns)
    peel.putRowsBack()
    var structurals = 0
    for slot in 0..<size {
      let variable = basic[slot]
      if variable < n {
        columns[structurals] = variable
        structurals += 1
      } else {
        stage[Int(variable - n)] = TriangularPeel.isOff
        add(variable - n, variable)
      }
    }
    firstColumn = count
    return structurals
  }
}

/// Some columns of a program, in its rows.
private struct BasicColumns: PeeledMatrix {
  let columnStart: UnsafeMutablePointer<Int32>
  let rowOf: UnsafeMutablePointer<Int32>
  let value: UnsafeMutablePointer<Double>
  let columns: UnsafeMutablePointer<Int32>

  init(_ program: SimplexProgram, _ columns: UnsafeMutablePointer<Int32>) {
    columnStart = program.columnStart.base
    rowOf = program.rowOf.base
    value = program.columnValue.base
    self.columns = columns
  }

  @inline(__always)
  func entries(ofColumn number: Int) -> Range<Int> {
    let column = Int(columns[number])
    return Int(columnStart[column])..<Int(columnStart[column + 1])
  }

  @inline(__always)
  func row(ofEntry k: Int) -> Int { Int(rowOf[k]) }

  @inline(__always)
  func size(ofEntry k: Int) -> Double { value[k].magnitude }

  /// A pivot much smaller than its column would spread errors.
  @inline(__always)
  func isPivot(size: Double, largest: Double) -> Bool { size > 1e-9 && size >= 1e-3 * largest }
}
