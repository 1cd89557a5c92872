// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// An LU factorisation of a sparse square matrix by elimination. Pivots are chosen as Markowitz
/// did ("The elimination form of the inverse and its application to linear programming", 1957),
/// among the shortest columns and rows, which are kept in lists by their length (Suhl and Suhl,
/// "Computing sparse LU factorizations for large-scale linear programming bases", 1990).
struct SparseFactor<Number: FieldElement> {
  struct Entry {
    var column: Int32
    var value: Number
  }

  /// One pivot, as elimination finds it.
  private struct Step {
    let row: Int32
    let column: Int32
    let pivot: Number
    /// The rest of the pivot's row, when it was chosen.
    let others: [Entry]
    /// How much of the pivot's row was taken from which rows.
    let eliminated: [(row: Int32, factor: Number)]
  }

  /// Lists of numbers with places, one list a pivot, one after another.
  private struct Lists {
    private(set) var start: [Int] = [0]
    private(set) var place: [Int32] = []
    private(set) var value: [Number] = []

    mutating func append(_ next: Int32, _ number: Number) {
      place.append(next)
      value.append(number)
    }

    mutating func endList() { start.append(place.count) }
  }

  /// Work that is done before the clock is looked at.
  private static var quiet: Int { 20_000 }

  private let size: Int
  private var rows: [Int32] = []
  private var columns: [Int32] = []
  private var pivots: [Number] = []
  /// For each pivot the rest of its row by columns, and the rows it was taken from.
  private var others = Lists()
  private var eliminated = Lists()
  /// The cost of the elimination, in multiplications of short numbers.
  private(set) var work = 0

  /// nil where the matrix is singular, or where elimination would cost more than `limit`.
  init?(rows matrix: [[Entry]], limit: Int, until stop: StopSignal = .never) {
    size = matrix.count
    var elimination = Elimination(rows: matrix)
    while pivots.count < size {
      guard !stop.isOver(), let step = elimination.next(&work, limit) else { return nil }
      rows.append(step.row)
      columns.append(step.column)
      pivots.append(step.pivot)
      for entry in step.others { others.append(entry.column, entry.value) }
      for (row, factor) in step.eliminated { eliminated.append(row, factor) }
      others.endList()
      eliminated.endList()
    }
  }

  /// The entries of both factors.
  var entryCount: Int { size + others.place.count + eliminated.place.count }

  /// x with M x = b; b by rows, x by columns. nil where it would cost more than `limit`.
  func solve(_ right: [Number], limit: Int, until stop: StopSignal = .never) -> [Number]? {
    var rest = right
    var work = 0
    for step in 0..<size {
      let value = rest[Int(rows[step])]
      if value.isZero { continue }
      let list = eliminated.start[step]..<eliminated.start[step + 1]
      work += list.count * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      for k in list {
        let row = Int(eliminated.place[k])
        rest[row] = rest[row] - eliminated.value[k] * value
      }
    }
    var solution = [Number](repeating: .zero, count: size)
    for step in (0..<size).reversed() {
      var value = rest[Int(rows[step])]
      let list = others.start[step]..<others.start[step + 1]
      for k in list {
        let known = solution[Int(others.place[k])]
        if !known.isZero { value = value - others.value[k] * known }
      }
      work += (list.count + 1) * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      solution[Int(columns[step])] = value.isZero ? .zero : value / pivots[step]
    }
    return solution
  }

  /// y with Mᵀ y = c; c by columns, y by rows. nil where it would cost more than `limit`.
  func solveTransposed(
    _ right: [Number], limit: Int, until stop: StopSignal = .never
  ) -> [Number]? {
    var rest = right
    var work = 0
    var solution = [Number](repeating: .zero, count: size)
    for step in 0..<size {
      if rest[Int(columns[step])].isZero { continue }
      let value = rest[Int(columns[step])] / pivots[step]
      solution[Int(rows[step])] = value
      let list = others.start[step]..<others.start[step + 1]
      work += (list.count + 1) * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      for k in list {
        let column = Int(others.place[k])
        rest[column] = rest[column] - others.value[k] * value
      }
    }
    for step in (0..<size).reversed() {
      var value = solution[Int(rows[step])]
      let list = eliminated.start[step]..<eliminated.start[step + 1]
      if list.isEmpty { continue }
      for k in list {
        let known = solution[Int(eliminated.place[k])]
        if !known.isZero { value = value - eliminated.value[k] * known }
      }
      solution[Int(rows[step])] = value
      work += list.count * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
    }
    return solution
  }

  /// The matrix while it is eliminated.
  private struct Elimination {
    private var rows: [[Entry]]
    /// The rows that each column is in.
    private var columns: [[Int32]]
    private var rowsByLength: LengthLists
    private var columnsByLength: LengthLists
    /// For the row that is being changed: the place of each column's entry, plus 1.
    private var place: [Int32]

    init(rows: [[Entry]]) {
      self.rows = rows
      columns = Array(repeating: [], count: rows.count)
      for (i, row) in rows.enumerated() {
        for entry in row { columns[Int(entry.column)].append(Int32(i)) }
      }
      rowsByLength = LengthLists(rows.map { $0.count })
      columnsByLength = LengthLists(columns.map { $0.count })
      place = Array(repeating: 0, count: rows.count)
    }

    /// Of up to four shortest rows and columns, the pivot that may fill in the fewest entries.
    private func choice() -> (row: Int, column: Int)? {
      choice(looksIntoLong: false) ?? choice(looksIntoLong: true)
    }

    private func choice(looksIntoLong: Bool) -> (row: Int, column: Int)? {
      var best: (row: Int, column: Int)?
      var (bestCost, candidates) = (Int.max, 0)
      for length in 1...max(1, rows.count) {
        if bestCost <= (length - 1) * (length - 1) { break }
        var column = columnsByLength.first(length)
        while column >= 0 {
          // A long row beside a short one fills in much, and takes long to be looked through each
          // time that it turns out to hold no pivot here.
          let shortest = columns[column].reduce(Int.max) { min($0, rows[Int($1)].count) }
          for row in columns[column]
          where looksIntoLong || rows[Int(row)].count <= 4 * shortest + 8 {
            let cost = (rows[Int(row)].count - 1) * (length - 1)
            if cost < bestCost, isPivot(Int(row), column) {
              (best, bestCost) = ((Int(row), column), cost)
            }
          }
          candidates += 1
          if best != nil, candidates >= 4 || bestCost <= (length - 1) * (length - 1) {
            return best
          }
          column = columnsByLength.next(column)
        }
        var row = rowsByLength.first(length)
        while row >= 0 {
          let largest = rows[row].reduce(0.0) { max($0, $1.value.pivotSize) }
          for entry in rows[row] where entry.value.isPivot(in: largest) {
            let cost = (columns[Int(entry.column)].count - 1) * (length - 1)
            if cost < bestCost { (best, bestCost) = ((row, Int(entry.column)), cost) }
          }
          candidates += 1
          if best != nil, candidates >= 4 || bestCost <= length * (length - 1) { return best }
          row = rowsByLength.next(row)
        }
      }
      return best
    }

    private func isPivot(_ row: Int, _ column: Int) -> Bool {
      var (largest, found) = (0.0, Number.zero)
      for entry in rows[row] {
        largest = max(largest, entry.value.pivotSize)
        if Int(entry.column) == column { found = entry.value }
      }
      return found.isPivot(in: largest)
    }

    mutating func next(_ work: inout Int, _ limit: Int) -> Step? {
      guard let (row, column) = choice() else { return nil }
      rowsByLength.remove(row)
      columnsByLength.remove(column)
      var others = rows[row]
      rows[row] = []
      let at = others.firstIndex { Int($0.column) == column }!
      let pivot = others.remove(at: at).value
      others.sort { $0.column < $1.column }
      for entry in others { remove(Int32(row), from: Int(entry.column)) }
      var eliminated: [(row: Int32, factor: Number)] = []
      for target in columns[column] where Int(target) != row {
        guard let factor = eliminate(Int(target), column, pivot, others, &work) else { return nil }
        if work > limit { return nil }
        eliminated.append((target, factor))
      }
      columns[column] = []
      for entry in others {
        let length = columns[Int(entry.column)].count
        if length == 0 { return nil }
        columnsByLength.move(Int(entry.column), to: length)
      }
      return Step(
        row: Int32(row), column: Int32(column), pivot: pivot, others: others,
        eliminated: eliminated)
    }

    /// Takes the pivot's row off a row, times the factor that it gives back.
    private mutating func eliminate(
      _ target: Int, _ column: Int, _ pivot: Number, _ others: [Entry], _ work: inout Int
    ) -> Number? {
      var row = rows[target]
      rows[target] = []
      let at = row.firstIndex { Int($0.column) == column }!
      let factor = row[at].value / pivot
      row.swapAt(at, row.count - 1)
      row.removeLast()
      for (k, entry) in row.enumerated() { place[Int(entry.column)] = Int32(k + 1) }
      var hasZero = false
      for entry in others {
        let product = factor * entry.value
        let known = Int(place[Int(entry.column)])
        if known > 0 {
          row[known - 1].value = row[known - 1].value - product
          work += row[known - 1].value.weight
          if row[known - 1].value.isZero { hasZero = true }
        } else if !product.isZero {
          row.append(Entry(column: entry.column, value: -product))
          columns[Int(entry.column)].append(Int32(target))
          work += product.weight
        }
      }
      for entry in row { place[Int(entry.column)] = 0 }
      if hasZero {
        for entry in row where entry.value.isZero {
          remove(Int32(target), from: Int(entry.column))
          columnsByLength.move(Int(entry.column), to: columns[Int(entry.column)].count)
        }
        row.removeAll { $0.value.isZero }
      }
      if row.isEmpty { return nil }
      rowsByLength.move(target, to: row.count)
      rows[target] = row
      return factor
    }

    private mutating func remove(_ row: Int32, from column: Int) {
      let at = columns[column].firstIndex(of: row)!
      columns[column].swapAt(at, columns[column].count - 1)
      columns[column].removeLast()
    }
  }
}

/// Lines (rows or columns) in doubly linked lists, one a length.
private struct LengthLists {
  private var heads: [Int32]
  private var successor: [Int32]
  private var predecessor: [Int32]
  private var length: [Int32]

  init(_ lengths: [Int]) {
    heads = Array(repeating: -1, count: lengths.count + 1)
    successor = Array(repeating: -1, count: lengths.count)
    predecessor = successor
    length = lengths.map { Int32($0) }
    for line in lengths.indices.reversed() { insert(line) }
  }

  func first(_ length: Int) -> Int { Int(heads[length]) }
  func next(_ line: Int) -> Int { Int(successor[line]) }

  private mutating func insert(_ line: Int) {
    let head = heads[Int(length[line])]
    (successor[line], predecessor[line]) = (head, -1)
    if head >= 0 { predecessor[Int(head)] = Int32(line) }
    heads[Int(length[line])] = Int32(line)
  }

  mutating func remove(_ line: Int) {
    let (before, after) = (predecessor[line], successor[line])
    if before >= 0 { successor[Int(before)] = after } else { heads[Int(length[line])] = after }
    if after >= 0 { predecessor[Int(after)] = before }
  }

  mutating func move(_ line: Int, to newLength: Int) {
    if Int(length[line]) == newLength { return }
    remove(line)
    length[line] = Int32(newLength)
    insert(line)
  }
}
