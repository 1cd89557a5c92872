// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A sparse matrix by columns in three flat arrays (compressed columns; Davis, "Direct methods for
/// sparse linear systems", 2006, chapter 2.1).
///
/// `matrix[j]` is column `j` as a collection of entries, rows ascending and each at most once.
public struct ColumnMatrix: Sendable {
  /// The first entry of each column, and the number of all entries at the end.
  package private(set) var start: [Int] = [0]
  package private(set) var row: [Int32] = []
  package private(set) var value = PackedRationals()

  public init() {}

  /// The number of nonzeros of all columns.
  public var entryCount: Int { row.count }

  /// The nearest doubles of the entries, column by column.
  package var doubles: [Double] { value.doubles }

  /// Makes room for so many columns and entries in all.
  public mutating func reserveCapacity(columns: Int, entries: Int) {
    start.reserveCapacity(columns + 1)
    row.reserveCapacity(entries)
    value.reserveCapacity(entries)
  }

  /// Appends a column. Rows must ascend. O(its entries), amortized.
  public mutating func append(_ entries: [LinearProgram.Entry]) {
    for entry in entries {
      row.append(Int32(entry.row))
      value.append(entry.value)
    }
    assert(zip(row[start[count]...], row[start[count]...].dropFirst()).allSatisfy { $0 < $1 })
    start.append(row.count)
  }

  /// Appends entries to columns that are there: `added[j]` go to the end of column `j`, and their
  /// rows are below those that the column has. O(all entries), so best done once for many.
  mutating func merge(_ added: [(column: Int, entry: LinearProgram.Entry)]) {
    var place = [Int](repeating: 0, count: count + 1)
    for (column, _) in added { place[column + 1] += 1 }
    for j in 0..<count { place[j + 1] += place[j] }
    var order = [Int](repeating: 0, count: added.count)
    for (k, (column, _)) in added.enumerated() {
      order[place[column]] = k
      place[column] += 1
    }
    var merged = ColumnMatrix()
    merged.reserveCapacity(columns: count, entries: entryCount + added.count)
    var next = 0
    for j in 0..<count {
      for k in start[j]..<start[j + 1] {
        merged.row.append(row[k])
        merged.value.append(k, of: value)
      }
      while next < place[j] {
        let entry = added[order[next]].entry
        merged.row.append(Int32(entry.row))
        merged.value.append(entry.value)
        next += 1
      }
      merged.start.append(merged.row.count)
    }
    self = merged
  }
}

extension ColumnMatrix: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { start.count - 1 }

  public subscript(_ column: Int) -> Column {
    Column(matrix: self, startIndex: start[column], endIndex: start[column + 1])
  }

  /// The nonzeros of one column.
  public struct Column: RandomAccessCollection, Sendable {
    let matrix: ColumnMatrix
    public let startIndex: Int
    public let endIndex: Int

    public subscript(_ place: Int) -> LinearProgram.Entry {
      LinearProgram.Entry(row: Int(matrix.row[place]), value: matrix.value[place])
    }
  }
}
