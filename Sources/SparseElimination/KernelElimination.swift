// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// LU elimination of a sparse square matrix, in fractions, in enclosures or in doubles: the part of
/// a basis that is left when its triangular parts are peeled off.
///
/// Pivots are chosen as Markowitz did ("The elimination form of the inverse and its application to
/// linear programming", 1957) among the shortest lines, which are kept in lists by their length,
/// and no pivot is much smaller than the largest of its row (Suhl and Suhl, "Computing sparse LU
/// factorizations for large-scale linear programming bases", 1990).
package struct KernelElimination<Number: FieldElement> {
  /// One entry of the matrix.
  package struct Entry {
    package let row: Int32
    package let column: Int32
    package let value: Number

    package init(row: Int32, column: Int32, value: Number) {
      (self.row, self.column, self.value) = (row, column, value)
    }
  }

  package struct Pivot {
    package let row: Int32
    package let column: Int32
    package let value: Number
    /// Where its parts of L and of U are.
    package let lower: Range<Int>
    package let upper: Range<Int>
  }

  /// A number of a row of the matrix, of L or of U, and whose it is.
  package struct Element {
    package let index: Int32
    package fileprivate(set) var value: Number
  }

  /// What can be a pivot, and where the elimination gives up.
  package struct Rules {
    /// The size that a pivot is above, and the size below which a difference is 0: -1 and 0 for
    /// exact numbers, of which only 0 is no pivot.
    package var leastPivot = -1.0
    package var negligible = 0.0
    /// Whether long rows beside short ones are looked into only where nothing else holds a pivot:
    /// they fill in much, and take long to be looked through each time.
    package var avoidsLongRows = false
    /// The multiplications of short numbers, and the entries of both factors, that are too many.
    package var mostWork = Int.max
    package var mostEntries = Int.max

    package init() {}
  }

  package private(set) var pivots: [Pivot] = []
  /// Of each pivot, the rows below it with the multiples that were taken off.
  package private(set) var lower: [Element] = []
  /// Of each pivot, the rest of its row.
  package private(set) var upper: [Element] = []
  /// The cost of the elimination, in multiplications of short numbers.
  package private(set) var work = 0

  private var rules = Rules()
  private var rows: [[Element]] = []
  private var columns: [[Int32]] = []
  /// The largest size of each row; -1 where it is not known.
  private var largest: [Double] = []
  /// For the row that is being changed: the place of each column's entry.
  private var place: [Int32] = []
  private var rowLists = LengthLists(count: 0)
  private var columnLists = LengthLists(count: 0)

  package init() {}

  /// Eliminates a matrix of so many rows and columns as far as it can; what has no pivot then is
  /// singular, unless a limit or the signal ended it.
  package mutating func run(
    size: Int, entries: [Entry], _ rules: Rules, isOver: () -> Bool = { false }
  ) where Number: EliminatedNumber {
    Number.eliminate(&self, size: size, entries: entries, rules, isOver: isOver)
  }

  fileprivate mutating func eliminate(
    size: Int, entries: [Entry], _ rules: Rules, isOver: () -> Bool
  ) {
    self.rules = rules
    pivots.removeAll(keepingCapacity: true)
    lower.removeAll(keepingCapacity: true)
    upper.removeAll(keepingCapacity: true)
    work = 0
    rows = Array(repeating: [], count: size)
    columns = Array(repeating: [], count: size)
    largest = Array(repeating: -1, count: size)
    place = Array(repeating: -1, count: size)
    for entry in entries {
      rows[Int(entry.row)].append(Element(index: entry.column, value: entry.value))
      columns[Int(entry.column)].append(entry.row)
    }
    rowLists = LengthLists(count: size)
    columnLists = LengthLists(count: size)
    for k in (0..<size).reversed() {
      rowLists.insert(k, length: rows[k].count)
      columnLists.insert(k, length: columns[k].count)
    }
    while pivots.count < size, work <= rules.mostWork,
      lower.count + upper.count < rules.mostEntries, !isOver(), let (row, column) = choice()
    {
      eliminate(row, column)
    }
  }

  private mutating func largest(_ row: Int) -> Double {
    if largest[row] < 0 { largest[row] = rows[row].reduce(0) { max($0, $1.value.pivotSize) } }
    return largest[row]
  }

  private mutating func isPivot(_ value: Number, in row: Int) -> Bool {
    value.isPivot(in: largest(row)) && value.pivotSize > rules.leastPivot
  }

  private mutating func choice() -> (Int, Int)? {
    if rules.avoidsLongRows, let pivot = choice(looksIntoLong: false) { return pivot }
    return choice(looksIntoLong: true)
  }

  /// Of up to four short lines, the pivot that may fill in the fewest entries.
  private mutating func choice(looksIntoLong: Bool) -> (Int, Int)? {
    var best: (row: Int, column: Int)?
    var (bestCost, seen) = (Int.max, 0)
    let longest = max(rowLists.longest, columnLists.longest)
    if longest < 1 { return nil }
    for length in 1...longest {
      if bestCost <= (length - 1) * (length - 1) { break }
      var column = columnLists.first(length)
      while column >= 0 {
        let most = looksIntoLong ? Int.max : 4 * shortestRow(of: column) + 8
        for row in columns[column] where rows[Int(row)].count <= most {
          let cost = (rows[Int(row)].count - 1) * (length - 1)
          if cost < bestCost {
            let value = rows[Int(row)].first { Int($0.index) == column }!.value
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
          let cost = (columns[Int(entry.index)].count - 1) * (length - 1)
          if cost < bestCost { (best, bestCost) = ((row, Int(entry.index)), cost) }
        }
        seen += 1
        if best != nil, seen >= 4 || bestCost <= length * (length - 1) { return best }
        row = rowLists.next(row)
      }
    }
    return best
  }

  private func shortestRow(of column: Int) -> Int {
    columns[column].reduce(Int.max / 8) { min($0, rows[Int($1)].count) }
  }

  private mutating func eliminate(_ row: Int, _ column: Int) {
    rowLists.remove(row)
    columnLists.remove(column)
    var others = rows[row]
    rows[row] = []
    let at = others.firstIndex { Int($0.index) == column }!
    let pivot = others.remove(at: at).value
    let (lowerStart, upperStart) = (lower.count, upper.count)
    for entry in others {
      drop(row, from: Int(entry.index))
      upper.append(entry)
    }
    for target in columns[column] where Int(target) != row {
      let factor = takeOff(others, from: Int(target), column, pivot)
      lower.append(Element(index: target, value: factor))
      if work > rules.mostWork { return }
    }
    columns[column] = []
    for entry in others {
      columnLists.move(Int(entry.index), to: columns[Int(entry.index)].count)
    }
    pivots.append(
      Pivot(
        row: Int32(row), column: Int32(column), value: pivot, lower: lowerStart..<lower.count,
        upper: upperStart..<upper.count))
  }

  /// Takes the multiple of the pivot's row off a row that leaves nothing in the pivot's column.
  private mutating func takeOff(
    _ others: [Element], from target: Int, _ column: Int, _ pivot: Number
  ) -> Number {
    var row = rows[target]
    rows[target] = []
    let at = row.firstIndex { Int($0.index) == column }!
    let factor = row[at].value / pivot
    row.swapAt(at, row.count - 1)
    row.removeLast()
    for (k, entry) in row.enumerated() { place[Int(entry.index)] = Int32(k) }
    var hasZero = false
    for entry in others {
      let product = factor * entry.value
      let known = Int(place[Int(entry.index)])
      if known >= 0 {
        var value = row[known].value - product
        if value.isZero || value.pivotSize < rules.negligible {
          value = .zero
          hasZero = true
        }
        row[known].value = value
        work += value.weight
      } else if !product.isZero {
        row.append(Element(index: entry.index, value: -product))
        columns[Int(entry.index)].append(Int32(target))
        work += product.weight
      }
    }
    for entry in row { place[Int(entry.index)] = -1 }
    if hasZero {
      for entry in row where entry.value.isZero {
        drop(target, from: Int(entry.index))
        columnLists.move(Int(entry.index), to: columns[Int(entry.index)].count)
      }
      row.removeAll { $0.value.isZero }
    }
    largest[target] = -1
    rowLists.move(target, to: row.count)
    rows[target] = row
    return factor
  }

  private mutating func drop(_ row: Int, from column: Int) {
    let at = columns[column].firstIndex(of: Int32(row))!
    columns[column].swapAt(at, columns[column].count - 1)
    columns[column].removeLast()
  }
}

/// The numbers in which matrices are eliminated. Each has the elimination compiled for it here, in this
/// module: elsewhere it would be the generic one, which is twenty times as slow.
package protocol EliminatedNumber: FieldElement {
  static func eliminate(
    _ kernel: inout KernelElimination<Self>, size: Int, entries: [KernelElimination<Self>.Entry],
    _ rules: KernelElimination<Self>.Rules, isOver: () -> Bool)
}

extension EliminatedNumber {
  package static func eliminate(
    _ kernel: inout KernelElimination<Self>, size: Int, entries: [KernelElimination<Self>.Entry],
    _ rules: KernelElimination<Self>.Rules, isOver: () -> Bool
  ) {
    kernel.eliminate(size: size, entries: entries, rules, isOver: isOver)
  }
}

extension Double: EliminatedNumber {}
extension Rational: EliminatedNumber {}
extension Enclosure: EliminatedNumber {}
