// SPDX-License-Identifier: GPL-3.0-or-later

/// Eliminates the part of a basis that is left when its triangular parts are peeled off.
///
/// Pivots are chosen as Markowitz did ("The elimination form of the inverse and its application to
/// linear programming", 1957) among the shortest lines, which are kept in lists by their length,
/// and no pivot is much smaller than the largest of its row (Suhl and Suhl, "Computing sparse LU
/// factorizations for large-scale linear programming bases", 1990).
final class KernelElimination {
  /// One entry of the kernel, in its own numbers of rows and columns.
  struct Entry {
    var row: Int32
    var column: Int32
    var value: Double
  }

  struct Pivot {
    var row: Int32
    var column: Int32
    var value: Double
    /// Where its parts of L and of U begin.
    var lower: Int
    var upper: Int
  }

  private(set) var pivots: [Pivot] = []
  /// Of each pivot, the rows below it with the multiples that were taken off.
  private(set) var lower: [(row: Int32, value: Double)] = []
  /// Of each pivot, the rest of its row.
  private(set) var upper: [(column: Int32, value: Double)] = []

  private static let leastRatio = 0.1
  private static let leastPivot = 1e-9

  private var rows: [[(column: Int32, value: Double)]] = []
  private var columns: [[Int32]] = []
  private var largest: [Double] = []
  private var place: [Int32] = []
  private var rowLists = LengthChains(count: 0)
  private var columnLists = LengthChains(count: 0)

  /// Eliminates a matrix of so many rows and columns as far as it can; what has no pivot is
  /// singular. Stops where it would make more than `limit` entries.
  func run(size: Int, entries: [Entry], limit: Int) {
    pivots.removeAll(keepingCapacity: true)
    lower.removeAll(keepingCapacity: true)
    upper.removeAll(keepingCapacity: true)
    rows = Array(repeating: [], count: size)
    columns = Array(repeating: [], count: size)
    largest = Array(repeating: -1, count: size)
    place = Array(repeating: -1, count: size)
    for entry in entries {
      rows[Int(entry.row)].append((entry.column, entry.value))
      columns[Int(entry.column)].append(entry.row)
    }
    rowLists = LengthChains(count: size)
    columnLists = LengthChains(count: size)
    for k in (0..<size).reversed() {
      rowLists.insert(k, length: rows[k].count)
      columnLists.insert(k, length: columns[k].count)
    }
    while pivots.count < size, lower.count + upper.count < limit, let (row, column) = choice() {
      eliminate(row, column)
    }
  }

  private func largest(_ row: Int) -> Double {
    if largest[row] < 0 {
      largest[row] = rows[row].reduce(0) { max($0, abs($1.value)) }
    }
    return largest[row]
  }

  private func isPivot(_ value: Double, in row: Int) -> Bool {
    abs(value) >= Self.leastRatio * largest(row) && abs(value) > Self.leastPivot
  }

  /// Of up to four short lines, the pivot that may fill in the fewest entries.
  private func choice() -> (Int, Int)? {
    var best: (row: Int, column: Int)?
    var (bestCost, seen) = (Int.max, 0)
    let longest = max(rowLists.longest, columnLists.longest)
    if longest < 1 { return nil }
    for length in 1...longest {
      if bestCost <= (length - 1) * (length - 1) { break }
      var column = columnLists.first(length)
      while column >= 0 {
        for row in columns[column] {
          let cost = (rows[Int(row)].count - 1) * (length - 1)
          if cost < bestCost {
            let value = rows[Int(row)].first { Int($0.column) == column }!.value
            if isPivot(value, in: Int(row)) { (best, bestCost) = ((Int(row), column), cost) }
          }
        }
        seen += 1
        if best != nil, seen >= 4 || bestCost <= (length - 1) * (length - 1) { return best }
        column = columnLists.next(column)
      }
      var row = rowLists.first(length)
      while row >= 0 {
        for entry in rows[row] where isPivot(entry.value, in: row) {
          let cost = (columns[Int(entry.column)].count - 1) * (length - 1)
          if cost < bestCost { (best, bestCost) = ((row, Int(entry.column)), cost) }
        }
        seen += 1
        if best != nil, seen >= 4 || bestCost <= length * (length - 1) { return best }
        row = rowLists.next(row)
      }
    }
    return best
  }

  private func eliminate(_ row: Int, _ column: Int) {
    rowLists.remove(row)
    columnLists.remove(column)
    var others = rows[row]
    rows[row] = []
    let at = others.firstIndex { Int($0.column) == column }!
    let pivot = others.remove(at: at).value
    pivots.append(
      Pivot(
        row: Int32(row), column: Int32(column), value: pivot, lower: lower.count,
        upper: upper.count))
    for entry in others {
      drop(row, from: Int(entry.column))
      upper.append(entry)
    }
    for target in columns[column] where Int(target) != row {
      let factor = takeOff(others, from: Int(target), column, pivot)
      lower.append((target, factor))
    }
    columns[column] = []
    for entry in others {
      columnLists.move(Int(entry.column), to: columns[Int(entry.column)].count)
    }
  }

  /// Takes the multiple of the pivot's row off a row that leaves nothing in the pivot's column.
  private func takeOff(
    _ others: [(column: Int32, value: Double)], from target: Int, _ column: Int, _ pivot: Double
  ) -> Double {
    var row = rows[target]
    rows[target] = []
    let at = row.firstIndex { Int($0.column) == column }!
    let factor = row[at].value / pivot
    row.swapAt(at, row.count - 1)
    row.removeLast()
    for (k, entry) in row.enumerated() { place[Int(entry.column)] = Int32(k) }
    var hasZero = false
    for entry in others {
      let product = factor * entry.value
      let known = Int(place[Int(entry.column)])
      if known >= 0 {
        row[known].value -= product
        if abs(row[known].value) < 1e-13 {
          row[known].value = 0
          hasZero = true
        }
      } else {
        row.append((entry.column, -product))
        columns[Int(entry.column)].append(Int32(target))
      }
    }
    for entry in row { place[Int(entry.column)] = -1 }
    if hasZero {
      for entry in row where entry.value == 0 {
        drop(target, from: Int(entry.column))
        columnLists.move(Int(entry.column), to: columns[Int(entry.column)].count)
      }
      row.removeAll { $0.value == 0 }
    }
    largest[target] = -1
    rowLists.move(target, to: row.count)
    rows[target] = row
    return factor
  }

  private func drop(_ row: Int, from column: Int) {
    let at = columns[column].firstIndex(of: Int32(row))!
    columns[column].swapAt(at, columns[column].count - 1)
    columns[column].removeLast()
  }
}

/// Lines in doubly linked chains, one a length.
struct LengthChains {
  private var heads: [Int32]
  private var successor: [Int32]
  private var predecessor: [Int32]
  private var length: [Int32]
  /// No line has ever been longer.
  private(set) var longest = 0

  init(count: Int) {
    heads = Array(repeating: -1, count: count + 1)
    successor = Array(repeating: -1, count: count)
    predecessor = successor
    length = successor
  }

  func first(_ length: Int) -> Int { length < heads.count ? Int(heads[length]) : -1 }
  func next(_ line: Int) -> Int { Int(successor[line]) }

  mutating func insert(_ line: Int, length count: Int) {
    let head = heads[count]
    (successor[line], predecessor[line], length[line]) = (head, -1, Int32(count))
    if head >= 0 { predecessor[Int(head)] = Int32(line) }
    heads[count] = Int32(line)
    longest = max(longest, count)
  }

  mutating func remove(_ line: Int) {
    let (before, after) = (predecessor[line], successor[line])
    if before >= 0 { successor[Int(before)] = after } else { heads[Int(length[line])] = after }
    if after >= 0 { predecessor[Int(after)] = before }
  }

  mutating func move(_ line: Int, to count: Int) {
    if Int(length[line]) == count { return }
    remove(line)
    insert(line, length: count)
  }
}
