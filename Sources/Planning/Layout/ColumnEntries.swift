// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The nonzeros of a column as they are found: a row may be met twice, in any order.
struct ColumnEntries {
  private(set) var entries: [LinearProgram.Entry] = []
  private var isAscending = true

  @inline(__always)
  mutating func add(_ row: Int, _ value: Rational) {
    if value.isZero { return }
    if let last = entries.last, last.row >= row { isAscending = false }
    entries.append(LinearProgram.Entry(row: row, value: value))
  }

  /// Puts rows into ascending order, each once.
  mutating func settle() {
    if isAscending { return }
    sort()
    if !(1..<entries.count).contains(where: { entries[$0 - 1].row == entries[$0].row }) { return }
    var kept = 0
    for entry in entries {
      if kept > 0, entries[kept - 1].row == entry.row {
        let sum = entries[kept - 1].value + entry.value
        entries[kept - 1] = LinearProgram.Entry(row: entry.row, value: sum)
      } else {
        entries[kept] = entry
        kept += 1
      }
    }
    entries.removeSubrange(kept...)
    entries.removeAll { $0.value.isZero }
  }

  /// Few at a time are put where they belong one by one.
  private mutating func sort() {
    if entries.count > 16 { return entries.sort { $0.row < $1.row } }
    for last in 1..<entries.count {
      var place = last
      while place > 0, entries[place - 1].row > entries[place].row {
        entries.swapAt(place - 1, place)
        place -= 1
      }
    }
  }

  mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    isAscending = true
  }
}
