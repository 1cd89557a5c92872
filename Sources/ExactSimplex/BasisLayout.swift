// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

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

  /// What the held rows leave for the basic columns: r − A x of the columns that are held.
  func rightHandSide(_ program: LinearProgram, _ basis: Basis) -> [ExactSum] {
    var right = heldRows.map { ExactSum(Basis.value(basis.rows[$0], in: program.rows[$0])) }
    let entries = program.entries
    for (j, column) in program.columns.enumerated() where basis.columns[j] != .basic {
      let value = Basis.value(basis.columns[j], in: column.bounds)
      if value.isZero { continue }
      for k in entries.start[j]..<entries.start[j + 1] {
        let place = placeOfRow[Int(entries.row[k])]
        if place >= 0 { right[Int(place)].subtract(entries.value[k], value) }
      }
    }
    return right
  }
}
