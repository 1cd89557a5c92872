// SPDX-License-Identifier: GPL-3.0-or-later

/// The square matrix that a basis has to solve: only the basic columns and the rows that are held
/// at a bound. The activity of the other rows follows from them, and their price is 0.
struct BasisLayout {
  let basicColumns: [Int]
  let heldRows: [Int]
  /// For every row its place among the held ones, or -1.
  let placeOfRow: [Int32]
  /// Held rows by basic columns, in these orders.
  let matrix: SquareMatrix

  /// nil where the matrix is not square.
  init?(_ program: LinearProgram, _ basis: Basis) {
    basicColumns = basis.columns.indices.filter { basis.columns[$0] == .basic }
    heldRows = basis.rows.indices.filter { basis.rows[$0] != .basic }
    guard basicColumns.count == heldRows.count else { return nil }
    var placeOfRow = [Int32](repeating: -1, count: basis.rows.count)
    for (place, i) in heldRows.enumerated() { placeOfRow[i] = Int32(place) }
    self.placeOfRow = placeOfRow
    matrix = SquareMatrix(program.entries, columns: basicColumns, placeOfRow: placeOfRow)
  }
}
