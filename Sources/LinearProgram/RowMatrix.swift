// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The entries of a program by rows, and its costs.
package struct RowMatrix {
  package let start: [Int]
  package let column: [Int32]
  package let value: [Double]
  /// The place of an entry among those by columns.
  package let place: [Int32]
  package let costs: [(column: Int, cost: Double)]

  package init(_ program: LinearProgram) {
    let entries = program.entries
    var start = [Int](repeating: 0, count: program.rows.count + 1)
    for row in entries.row { start[Int(row) + 1] += 1 }
    for i in program.rows.indices { start[i + 1] += start[i] }
    var next = start
    var column = [Int32](repeating: 0, count: entries.row.count)
    var place = column
    var value = [Double](repeating: 0, count: column.count)
    for j in program.columns.indices {
      for k in entries.start[j]..<entries.start[j + 1] {
        let i = Int(entries.row[k])
        column[next[i]] = Int32(j)
        place[next[i]] = Int32(k)
        value[next[i]] = entries.value.approximation(k)
        next[i] += 1
      }
    }
    (self.start, self.column, self.value, self.place) = (start, column, value, place)
    costs = program.columns.enumerated().filter { !$1.cost.isZero }
      .map { ($0, $1.cost.approximation) }
  }
}
