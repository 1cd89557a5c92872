// SPDX-License-Identifier: GPL-3.0-or-later
import CrashBasis
import GLPKGuard
import LinearProgram

/// For programs in time: the horizon is cut into chunks of rows, which GLPK solves one after the
/// other with what was decided before held fixed; then again in larger chunks, from the statuses
/// of the smaller ones, and so on. A column belongs to the chunk of its first row, so the union of
/// the chunks' bases is block triangular and no singular one; and it is feasible, as every chunk
/// was feasible given the past.
///
/// GLPK works in dense loops over rows and columns, and the chunks keep these short.
struct PeriodChunks: CrashMethod {
  let name = "chunks of periods"

  /// How much longer the chunks of the next level are.
  static let growth = 4
  /// With fewer rows, all at once is as good.
  var fewRows = 1500
  /// The least chunk, in rows.
  var leastChunk = 100

  func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    guard program.rowCount >= fewRows, let order = RowsInTime(program, hints) else {
      return nil
    }
    return CrashAttempt(
      why: "\(program.rowCount) rows in time, no column over more than \(order.span)"
    ) { start(program, order, $0) }
  }

  private func start(
    _ program: NumericProgram, _ order: RowsInTime, _ stop: StopSignal
  ) -> StartingBasis? {
    var state = ChunkState(program, order)
    var size = max(leastChunk, order.span)
    var isFirst = true
    var pivots = 0
    while size * 2 < program.rowCount {
      state.begin()
      var first = 0
      while first < program.rowCount {
        if stop.isOver() { return nil }
        let end = order.cut(after: first, size: size)
        guard let count = state.solve(first..<end, isFirst: isFirst) else { return nil }
        pivots += count
        first = end
      }
      isFirst = false
      size *= Self.growth
    }
    return isFirst
      ? nil : StartingBasis(basis: state.basis, claim: .primalFeasible, iterations: pivots)
  }
}

/// The rows of a program in an order in which no column spans many of them.
struct RowsInTime {
  /// The place of each row, and the row at each place.
  let place: [Int32]
  let rowAt: [Int32]
  /// How many places a column spans at the most.
  let span: Int
  /// How many columns have rows on both sides of each place.
  private let crossing: [Int32]

  /// nil where some column spans more than an eighth of the rows.
  init?(_ program: NumericProgram, _ hints: StructureHints) {
    let m = program.rowCount
    if let period = hints.periodOfRow, period.count == m, !period.contains(-1) {
      rowAt = (0..<Int32(m)).sorted { (period[Int($0)], $0) < (period[Int($1)], $1) }
    } else {
      rowAt = Array(0..<Int32(m))
    }
    var place = [Int32](repeating: 0, count: m)
    for (k, i) in rowAt.enumerated() { place[Int(i)] = Int32(k) }
    var span = 0
    var crossing = [Int32](repeating: 0, count: m + 1)
    for j in 0..<program.columnCount {
      var (first, last) = (Int32.max, Int32.min)
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        first = min(first, place[Int(program.rowIndex[k])])
        last = max(last, place[Int(program.rowIndex[k])])
      }
      if last >= first {
        span = max(span, Int(last - first) + 1)
        crossing[Int(first) + 1] += 1
        crossing[Int(last) + 1] -= 1
      }
      if span > m / 8 { return nil }
    }
    for p in 1...m { crossing[p] += crossing[p - 1] }
    self.place = place
    self.span = span
    self.crossing = crossing
  }

  /// Where a chunk of about `size` rows from `first` on is best cut off: where the fewest columns
  /// go on into the next, as between two periods. The last chunk is not to be a short one.
  func cut(after first: Int, size: Int) -> Int {
    let end = place.count
    if end - first < size * 2 { return end }
    var best = first + size
    for p in (first + size)...min(end, first + size + size / 2 + span)
    where crossing[p] < crossing[best] {
      best = p
    }
    return best
  }
}

/// What is decided so far: a status a variable, and the values of the columns.
private struct ChunkState {
  let program: NumericProgram
  let order: RowsInTime
  var basis: Basis
  private var value: [Double]
  /// By the place of their first row: `columns[columnStart[p]..<columnStart[p + 1]]`.
  private var columns: [Int32] = []
  private var columnStart: [Int] = []
  /// What the columns of the chunks before use of each row.
  private var used: [Double] = []

  init(_ program: NumericProgram, _ order: RowsInTime) {
    self.program = program
    self.order = order
    let (m, n) = (program.rowCount, program.columnCount)
    basis = Basis(
      columns: .init(repeating: .atLower, count: n), rows: .init(repeating: .basic, count: m))
    value = [Double](repeating: 0, count: n)
    var first = [Int32](repeating: 0, count: n)
    columnStart = [Int](repeating: 0, count: m + 1)
    for j in 0..<n {
      var least = Int32(m)
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        least = min(least, order.place[Int(program.rowIndex[k])])
      }
      // A column without entries rests where it is cheapest, in any chunk.
      first[j] = least == Int32(m) ? 0 : least
      columnStart[Int(first[j]) + 1] += 1
    }
    for p in 0..<m { columnStart[p + 1] += columnStart[p] }
    var next = columnStart
    columns = [Int32](repeating: 0, count: n)
    for j in 0..<n {
      columns[next[Int(first[j])]] = Int32(j)
      next[Int(first[j])] += 1
    }
  }

  /// Before a run from the first chunk to the last.
  mutating func begin() { used = [Double](repeating: 0, count: program.rowCount) }

  /// Solves the rows at these places for the columns that begin there; nil where that fails.
  ///
  /// - Returns: how many pivots it took.
  mutating func solve(_ places: Range<Int>, isFirst: Bool) -> Int? {
    var part = NumericProgram(maximize: program.maximize)
    let mine = columns[columnStart[places.lowerBound]..<columnStart[places.upperBound]]
    if mine.isEmpty { return 0 }
    for p in places {
      let i = Int(order.rowAt[p])
      part.rowLower.append(program.rowLower[i] - used[i])
      part.rowUpper.append(program.rowUpper[i] - used[i])
    }
    var start = Basis(columns: [], rows: places.map { basis.rows[Int(order.rowAt[$0])] })
    for column in mine {
      let j = Int(column)
      part.cost.append(program.cost[j])
      part.columnLower.append(program.columnLower[j])
      part.columnUpper.append(program.columnUpper[j])
      start.columns.append(basis.columns[j])
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        let p = Int(order.place[Int(program.rowIndex[k])])
        if p >= places.upperBound { continue }
        part.rowIndex.append(Int32(p - places.lowerBound))
        part.value.append(program.value[k])
      }
      part.columnStart.append(Int32(part.rowIndex.count))
    }
    var options = GuardedProblem.Options()
    // The first time, costs are mostly of one sign and the dual method starts feasible; later the
    // statuses are feasible for the rows, as they were when they were found.
    options.method = isFirst ? GUARD_DUAL : GUARD_PRIMAL
    options.iterationLimit = 20 * (part.rowCount + part.columnCount)
    let answer = GuardedProblem(part).solve(options, from: isFirst ? nil : start)
    guard answer.outcome == GUARD_OPTIMAL else { return nil }
    for (k, column) in mine.enumerated() {
      let j = Int(column)
      basis.columns[j] = answer.basis.columns[k]
      value[j] = answer.point[k]
      if value[j] == 0 { continue }
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        used[Int(program.rowIndex[k])] += program.value[k] * value[j]
      }
    }
    for (k, p) in places.enumerated() { basis.rows[Int(order.rowAt[p])] = answer.basis.rows[k] }
    return answer.iterations
  }
}
