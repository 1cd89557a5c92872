// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import SparseElimination

/// A square sparse matrix by columns, whose rows are numbered from 0.
struct SquareMatrix: Sendable {
  /// The first entry of each column, and the number of all entries at the end.
  var start: [Int] = [0]
  var row: [Int32] = []
  var value = PackedRationals()

  var size: Int { start.count - 1 }
}

extension SquareMatrix {
  /// The columns `columns` of a matrix, as far as they stand in rows that have a place.
  init(_ matrix: ColumnMatrix, columns: [Int], placeOfRow: [Int32]) {
    let entries = columns.reduce(0) { $0 + matrix.start[$1 + 1] - matrix.start[$1] }
    start.reserveCapacity(columns.count + 1)
    row.reserveCapacity(entries)
    value.reserveCapacity(entries)
    for j in columns {
      for k in matrix.start[j]..<matrix.start[j + 1] where placeOfRow[Int(matrix.row[k])] >= 0 {
        row.append(placeOfRow[Int(matrix.row[k])])
        value.append(k, of: matrix.value)
      }
      start.append(row.count)
    }
  }
}

extension SquareMatrix: PeeledMatrix {
  func entries(ofColumn number: Int) -> Range<Int> { start[number]..<start[number + 1] }
  func row(ofEntry k: Int) -> Int { Int(row[k]) }
  /// No entry is 0, and any other is a pivot.
  func size(ofEntry k: Int) -> Double { 1 }
  func isPivot(size: Double, largest: Double) -> Bool { true }

  /// Its triangular part and its kernel.
  func peeled() -> TriangularPeel {
    let peel = TriangularPeel(size: size)
    peel.run(self, columns: size)
    return peel
  }
}
