// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Bounds of whole columns that follow from one row while all others are at their best (Savelsbergh,
/// "Preprocessing and probing techniques for mixed integer programming problems", 1994, part 1), and
/// from what a better plan may cost. Each is certain, and leaves the multipliers that prove it.
final class Propagation {
  /// What is told of each narrower bound: that there is no better plan beyond it.
  typealias Tell = (BoundChange, SearchTree.Multipliers) -> Void

  private let program: WholeProgram
  private let columnStart: [Int32]
  private let columnRow: [Int32]
  /// The columns with a cost, which are the entries of the last row.
  private let costColumns: [Int32]
  private let costValues: [Double]
  private var queue: [Int32] = []
  private var isQueued: [Bool]
  /// Entries that one propagation may look at, for each of the program.
  private let effort = 8

  init(_ program: WholeProgram) {
    self.program = program
    columnStart = program.numeric.columnStart
    columnRow = program.numeric.rowIndex
    let priced = (0..<program.columns).filter { program.cost[$0] != 0 }
    costColumns = priced.map { Int32($0) }
    costValues = priced.map { program.cost[$0] }
    isQueued = Array(repeating: false, count: program.rows + 1)
  }

  /// Propagates from columns that were narrowed; nil is from all rows.
  ///
  /// - Returns: multipliers of a contradiction, if there is one.
  func run(
    _ domain: inout Domain, from changed: [Int32]?, cutoff: Double, _ tell: Tell
  ) -> SearchTree.Multipliers? {
    defer {
      for i in queue { isQueued[Int(i)] = false }
      queue.removeAll(keepingCapacity: true)
    }
    if let changed {
      for j in changed { enqueueRows(of: Int(j), cutoff) }
    } else {
      for i in 0..<program.rows { enqueue(i) }
      if cutoff.isFinite { enqueue(program.rows) }
    }
    var next = 0
    var looked = 0
    let limit = effort * (program.rowColumn.count + program.columns) + 1000
    while next < queue.count, looked < limit {
      let i = Int(queue[next])
      next += 1
      isQueued[i] = false
      if i == program.rows {
        looked += costColumns.count
        if let reason = narrow(
          &domain, i, 0..<costColumns.count, costColumns, costValues, cutoff, -1, tell)
        {
          return reason
        }
        continue
      }
      let range = program.rowStart[i]..<program.rowStart[i + 1]
      looked += range.count
      let (lower, upper) = (program.numeric.rowLower[i], program.numeric.rowUpper[i])
      if upper.isFinite,
        let reason = narrow(&domain, i, range, program.rowColumn, program.rowValue, upper, -1, tell)
      {
        return reason
      }
      if lower.isFinite,
        let reason = narrow(&domain, i, range, program.rowColumn, program.rowValue, -lower, 1, tell)
      {
        return reason
      }
    }
    return nil
  }

  private func enqueue(_ i: Int) {
    if isQueued[i] { return }
    isQueued[i] = true
    queue.append(Int32(i))
  }

  private func enqueueRows(of j: Int, _ cutoff: Double) {
    for k in Int(columnStart[j])..<Int(columnStart[j + 1]) { enqueue(Int(columnRow[k])) }
    if cutoff.isFinite, program.cost[j] != 0 { enqueue(program.rows) }
  }

  /// The row −side·a·x ≤ end. O(its entries).
  private func narrow(
    _ domain: inout Domain, _ i: Int, _ range: Range<Int>, _ column: [Int32], _ value: [Double],
    _ end: Double, _ side: Double, _ tell: Tell
  ) -> SearchTree.Multipliers? {
    var least = 0.0
    var size = end.magnitude
    var open = 0
    var openColumn = -1
    for k in range {
      let a = -side * value[k]
      let j = Int(column[k])
      let bound = a > 0 ? domain.lower[j] : domain.upper[j]
      if bound.isInfinite {
        open += 1
        openColumn = j
        if open > 1 { return nil }
        continue
      }
      let product = a * bound
      least += product
      size += product.magnitude
    }
    let error = size * Double(range.count + 30) * 0x1p-52
    let room = end - least + error
    guard room.isFinite else { return nil }
    var reason = SearchTree.Multipliers(objective: 1)
    if i < program.rows { reason = .init(rows: [Int32(i)], values: [side]) }
    if open == 0, room < 0 { return reason }
    for k in range {
      let j = Int(column[k])
      if open == 1 && j != openColumn || !program.isInteger[j] { continue }
      let a = -side * value[k]
      let (low, high) = (domain.lower[j], domain.upper[j])
      // Whole steps from the end that the row's least has.
      if a > 0 {
        let from = open == 1 ? 0 : low
        if high.isFinite && a * (high - from) <= room { continue }
        guard let new = Self.last(from, room / a, a, room) else { continue }
        if new >= high { continue }
        if new < low - 0.5 { return reason }
        tell(BoundChange(column: Int32(j), isUpper: true, value: new), reason)
        domain.upper[j] = new
      } else {
        let from = open == 1 ? 0 : high
        if low.isFinite && -a * (from - low) <= room { continue }
        guard let steps = Self.last(-from, room / -a, -a, room) else { continue }
        let new = -steps
        if new <= low { continue }
        if new > high + 0.5 { return reason }
        tell(BoundChange(column: Int32(j), isUpper: false, value: new), reason)
        domain.lower[j] = new
      }
      enqueueRows(of: j, .infinity)
    }
    return nil
  }

  /// The greatest whole number u with a (u − from) ≤ room, such that one more is certainly too much.
  private static func last(_ from: Double, _ steps: Double, _ a: Double, _ room: Double) -> Double?
  {
    var u = (from + steps).rounded(.down)
    guard u.magnitude < 0x1p50 else { return nil }
    while a * (u + 1 - from) <= room + room.magnitude * 0x1p-48 { u += 1 }
    return u
  }
}
