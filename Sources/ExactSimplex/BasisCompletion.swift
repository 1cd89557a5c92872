// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Makes a basis out of what is known of its variables, for programs of any size.
///
/// The columns that must be basic are eliminated first, from the rows that must be held as far as
/// there are any that suit, then from those that may be; what is left of the rows that must be held
/// is eliminated with columns that may be basic. That finds a basis where there is one, for the
/// rows that suit a set of columns are a matroid (Oxley, "Matroid theory", 2011, chapter 1.8), but
/// for what doubles take for zero: so the basis is a hint, as every other is.
struct BasisCompletion {
  private struct Entry {
    var column: Int32
    var value: Double
  }

  private var rows: [[Entry]]
  /// The rows that each column is in; some are done or have lost it.
  private var columns: [[Int32]]
  private var isRowOpen: [Bool]
  private var columnPivot: [Bool]
  private var rowPivot: [Bool]
  /// For the row that is being changed: the place of each column's entry, plus 1.
  private var place: [Int32]
  private var work: Int

  /// nil where the wishes contradict each other, or it would take more than `limit`
  /// multiplications.
  static func basis(
    of program: LinearProgram, columns: [BasisWish], rows: [BasisWish], limit: Int
  ) -> Basis? {
    var completion = BasisCompletion(program, columns, rows, limit)
    let mustBasic = columns.indices.filter { columns[$0] == .basic }
    let mustHold = rows.indices.filter { rows[$0].isHeld }
    let mayHold = rows.indices.filter { rows[$0].isEither }
    // Rows that may be held are closed until those that must be are used up.
    for i in mayHold { completion.isRowOpen[i] = false }
    let left = completion.eliminate(mustBasic)
    for i in mayHold { completion.isRowOpen[i] = true }
    guard let left, let rest = completion.eliminate(left), rest.isEmpty,
      completion.hold(mustHold)
    else { return nil }
    var basis = Basis(columns: [], rows: [])
    for (j, wish) in columns.enumerated() {
      guard let status = wish.status(isBasic: completion.columnPivot[j]) else { return nil }
      basis.columns.append(status)
    }
    for (i, wish) in rows.enumerated() {
      guard let status = wish.status(isBasic: !completion.rowPivot[i]) else { return nil }
      basis.rows.append(status)
    }
    return basis
  }

  private init(
    _ program: LinearProgram, _ columnWishes: [BasisWish], _ rowWishes: [BasisWish], _ limit: Int
  ) {
    rows = Array(repeating: [], count: rowWishes.count)
    columns = Array(repeating: [], count: columnWishes.count)
    isRowOpen = rowWishes.map { $0 != .basic }
    columnPivot = Array(repeating: false, count: columnWishes.count)
    rowPivot = Array(repeating: false, count: rowWishes.count)
    place = Array(repeating: 0, count: columnWishes.count)
    work = limit
    for j in columnWishes.indices where !columnWishes[j].isHeld {
      for k in program.entries.start[j]..<program.entries.start[j + 1] {
        let row = program.entries.row[k]
        if !isRowOpen[Int(row)] { continue }
        rows[Int(row)].append(
          Entry(column: Int32(j), value: program.entries.value[k].double))
        columns[j].append(row)
      }
    }
  }

  private func value(_ row: Int32, _ column: Int) -> Double {
    rows[Int(row)].first { Int($0.column) == column }?.value ?? 0
  }

  /// Pivots in as many of the columns as open rows allow, the shortest first; what is left of
  /// them, or nil where the limit ends it.
  private mutating func eliminate(_ wanted: [Int]) -> [Int]? {
    // Lists by a length that may be out of date: a column that grew is put back further on.
    var waiting: [[Int]] = []
    func length(_ j: Int) -> Int { min(columns[j].count, 1_000) }
    for j in wanted.reversed() {
      while waiting.count <= length(j) { waiting.append([]) }
      waiting[length(j)].append(j)
    }
    var left: [Int] = []
    var shortest = 0
    while shortest < waiting.count {
      guard let j = waiting[shortest].popLast() else {
        shortest += 1
        continue
      }
      columns[j] = columns[j].filter { !rowPivot[Int($0)] && value($0, j) != 0 }
      if length(j) != shortest {
        while waiting.count <= length(j) { waiting.append([]) }
        waiting[length(j)].append(j)
        shortest = min(shortest, length(j))
        continue
      }
      let open = columns[j].filter { isRowOpen[Int($0)] }
      let largest = open.reduce(0.0) { max($0, value($1, j).magnitude) }
      let choice = open.filter { value($0, j).magnitude >= 0.05 * largest }
        .min { (rows[Int($0)].count, $0) < (rows[Int($1)].count, $1) }
      guard let choice, largest > 1e-9 else {
        left.append(j)
        continue
      }
      guard pivot(Int(choice), j) else { return nil }
    }
    return left
  }

  /// Pivots each of the rows that is not yet held in a column that may be basic; false where there
  /// is none, or the limit ends it.
  private mutating func hold(_ wanted: [Int]) -> Bool {
    for i in wanted where !rowPivot[i] {
      let largest = rows[i].reduce(0.0) {
        columnPivot[Int($1.column)] ? $0 : max($0, $1.value.magnitude)
      }
      let choice = rows[i]
        .filter { !columnPivot[Int($0.column)] && $0.value.magnitude >= 0.05 * largest }
        .map { Int($0.column) }
        .min { (columns[$0].count, $0) < (columns[$1].count, $1) }
      guard let choice, largest > 1e-9, pivot(i, choice) else { return false }
    }
    return true
  }

  /// Takes the row off all others that are not done; false where the limit ends it.
  private mutating func pivot(_ row: Int, _ column: Int) -> Bool {
    (rowPivot[row], columnPivot[column], isRowOpen[row]) = (true, true, false)
    let pivot = value(Int32(row), column)
    let others = rows[row].filter { Int($0.column) != column && !columnPivot[Int($0.column)] }
    // A pivot that is alone in its row changes no number; what stands below it is passed over.
    if others.isEmpty { return work >= 0 }
    for target in columns[column] where !rowPivot[Int(target)] {
      var entries = rows[Int(target)]
      rows[Int(target)] = []
      guard let at = entries.firstIndex(where: { Int($0.column) == column }) else {
        rows[Int(target)] = entries
        continue
      }
      let factor = entries[at].value / pivot
      entries.swapAt(at, entries.count - 1)
      entries.removeLast()
      work -= entries.count + others.count
      for (k, entry) in entries.enumerated() { place[Int(entry.column)] = Int32(k + 1) }
      for entry in others {
        let product = factor * entry.value
        let known = Int(place[Int(entry.column)])
        if known > 0 {
          let before = entries[known - 1].value
          let after = before - product
          // What is left of two equal numbers is their rounding.
          entries[known - 1].value = after.magnitude < 1e-11 * before.magnitude ? 0 : after
        } else {
          entries.append(Entry(column: entry.column, value: -product))
          columns[Int(entry.column)].append(target)
        }
      }
      for entry in entries { place[Int(entry.column)] = 0 }
      entries.removeAll { $0.value == 0 }
      rows[Int(target)] = entries
      if work < 0 { return false }
    }
    return true
  }
}

extension BasisWish {
  var isHeld: Bool { if case .held = self { true } else { false } }
  var isEither: Bool { if case .either = self { true } else { false } }

  /// The status of a variable that became basic or did not; nil where that is against the wish.
  fileprivate func status(isBasic: Bool) -> Basis.Status? {
    switch self {
    case .basic: isBasic ? .basic : nil
    case .held(let status): isBasic ? nil : status
    case .either(let status): isBasic ? .basic : status
    }
  }
}
