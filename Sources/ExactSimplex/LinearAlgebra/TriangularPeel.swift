// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A square sparse matrix by columns, whose rows are numbered from 0.
struct SquareMatrix: Sendable {
  /// The first entry of each column, and the number of all entries at the end.
  var start: [Int] = [0]
  var row: [Int32] = []
  var value = PackedRationals()

  var size: Int { start.count - 1 }
}

/// The triangular part of a square matrix: pivots that are alone in their row or column, taken off
/// one after another until each row and column that is left has two entries or more (Suhl and
/// Suhl, "Computing sparse LU factorizations for large-scale linear programming bases", 1990,
/// part 3). What is left is the kernel.
///
/// No pivot of the triangular part changes a number, so only the kernel needs elimination. Time and
/// memory are linear in the nonzeros.
struct TriangularPeel: Sendable {
  struct Pivot: Sendable {
    let row: Int32
    let column: Int32
    /// Where the pivot stands among the entries of the matrix.
    let entry: Int
  }

  /// Pivots alone in their row. The earlier ones' columns hold no rows of the later ones.
  private(set) var rowSingletons: [Pivot] = []
  /// Pivots alone in their column. The later ones' columns hold no rows of the earlier ones' but
  /// those pivots' own rows are in them.
  private(set) var columnSingletons: [Pivot] = []
  /// What is left, ascending.
  private(set) var kernelRows: [Int32] = []
  private(set) var kernelColumns: [Int32] = []

  /// nil where the matrix is singular whatever its values are.
  init?(_ matrix: SquareMatrix) {
    let size = matrix.size
    // Columns of each row, in the order of the columns.
    var rowStart = [Int](repeating: 0, count: size + 1)
    for row in matrix.row { rowStart[Int(row) + 1] += 1 }
    for i in 0..<size { rowStart[i + 1] += rowStart[i] }
    var next = rowStart
    var columnOf = [Int32](repeating: 0, count: matrix.row.count)
    for j in 0..<size {
      for k in matrix.start[j]..<matrix.start[j + 1] {
        let row = Int(matrix.row[k])
        columnOf[next[row]] = Int32(j)
        next[row] += 1
      }
    }
    var rowCount = (0..<size).map { rowStart[$0 + 1] - rowStart[$0] }
    var columnCount = (0..<size).map { matrix.start[$0 + 1] - matrix.start[$0] }
    // A count of -1: taken off.
    var openRows = (0..<size).reversed().filter { rowCount[$0] == 1 }
    var openColumns = (0..<size).reversed().filter { columnCount[$0] == 1 }
    if rowCount.contains(0) || columnCount.contains(0) { return nil }
    while true {
      if let j = openColumns.popLast() {
        if columnCount[j] != 1 { continue }
        let entry = (matrix.start[j]..<matrix.start[j + 1]).first {
          rowCount[Int(matrix.row[$0])] >= 0
        }!
        let row = Int(matrix.row[entry])
        columnSingletons.append(Pivot(row: Int32(row), column: Int32(j), entry: entry))
        columnCount[j] = -1
        rowCount[row] = -1
        for k in rowStart[row]..<rowStart[row + 1] {
          let other = Int(columnOf[k])
          if columnCount[other] < 0 { continue }
          columnCount[other] -= 1
          if columnCount[other] == 1 { openColumns.append(other) }
          if columnCount[other] == 0 { return nil }
        }
      } else if let i = openRows.popLast() {
        if rowCount[i] != 1 { continue }
        let j = (rowStart[i]..<rowStart[i + 1]).lazy.map { Int(columnOf[$0]) }
          .first { columnCount[$0] >= 0 }!
        let entry = (matrix.start[j]..<matrix.start[j + 1]).first { Int(matrix.row[$0]) == i }!
        rowSingletons.append(Pivot(row: Int32(i), column: Int32(j), entry: entry))
        columnCount[j] = -1
        rowCount[i] = -1
        for k in matrix.start[j]..<matrix.start[j + 1] {
          let other = Int(matrix.row[k])
          if rowCount[other] < 0 { continue }
          rowCount[other] -= 1
          if rowCount[other] == 1 { openRows.append(other) }
          if rowCount[other] == 0 { return nil }
        }
      } else {
        break
      }
    }
    kernelRows = (0..<Int32(size)).filter { rowCount[Int($0)] >= 0 }
    kernelColumns = (0..<Int32(size)).filter { columnCount[Int($0)] >= 0 }
  }
}
