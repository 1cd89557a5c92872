// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For plans over many periods: the horizon is halved, and each half halved again, and the dual
/// simplex method solves the pieces without the rows that cross their ends; then it joins two and
/// two of them, which takes pivots near the cut only.
///
/// A row that is left out is a basic slack without a price. So the best bases of two pieces and the
/// slacks of the rows between them are a dual feasible basis of both, from which the dual simplex
/// goes on, with the weights of the pieces: their rows of the inverse stay what they are. A piece
/// without a plan proves that the whole has none. Most pivots are made in pieces whose vectors are
/// short; all at once a pivot's are as long as the horizon.
public struct HorizonHalves: CrashMethod {
  public let name = "halves of the horizon"
  /// With fewer rows, all at once is as quick.
  private let fewRows: Int
  /// Pieces of twice as many rows are cut.
  private let leastRows: Int

  public init(fewRows: Int = 5000, leastRows: Int = 1000) {
    (self.fewRows, self.leastRows) = (fewRows, max(1, leastRows))
  }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    let m = program.rowCount
    if m < max(2, fewRows) || program.columnCount == 0 { return nil }
    guard let ended = program.endingCosts() else { return nil }
    let pieces = JoinedPieces(ended, RowSequence(program, hints), leastRows: leastRows)
    guard pieces.halves(of: 0..<m) != nil else { return nil }
    return CrashAttempt(why: "\(m) rows one after the other, few across the middle") {
      pieces.start(until: $0)
    }
  }
}

/// What is known of the basis so far, by variable of the whole program.
private final class JoinedPieces {
  /// A piece is cut where at most one in so many of its rows crosses.
  private static let crossingShare = 10
  /// And where at least one in so many is not satisfied from the start: else pivots are few.
  private static let openShare = 100

  private let program: NumericProgram
  private let sequence: RowSequence
  private let leastRows: Int
  private let status: Storage<UInt8>
  /// The weights of basic variables; 0 where one has to be measured.
  private let weight: Storage<Double>
  /// How many rows before each place are not satisfied where all columns rest at their bounds.
  private let openRows: Storage<Int32>

  init(_ program: NumericProgram, _ sequence: RowSequence, leastRows: Int) {
    (self.program, self.sequence, self.leastRows) = (program, sequence, leastRows)
    let (m, n) = (program.rowCount, program.columnCount)
    status = Storage(repeating: SimplexState.Status.basic, count: n + m)
    weight = Storage(repeating: 1, count: n + m)
    openRows = Storage(repeating: 0, count: m + 1)
    let sign = program.maximize ? -1.0 : 1.0
    let activity = Storage(repeating: 0.0, count: m)
    for j in 0..<n {
      let (low, high) = (program.columnLower[j], program.columnUpper[j])
      status[j] = SimplexState.resting(low, high, cost: sign * program.cost[j])
      let value = SimplexState.restingValue(status[j], low, high)
      if value == 0 { continue }
      for k in program.entries(of: j) {
        activity[Int(program.rowIndex[k])] += value * program.value[k]
      }
    }
    for p in 0..<m {
      let i = Int(sequence.rowAt[p])
      let isOpen = activity[i] < program.rowLower[i] || activity[i] > program.rowUpper[i]
      openRows[p + 1] = openRows[p] + (isOpen ? 1 : 0)
    }
  }

  func start(until stop: StopSignal) -> StartingBasis? {
    let (m, n) = (program.rowCount, program.columnCount)
    guard let end = solve(0..<m, until: stop) else { return nil }
    return StartingBasis(
      basis: Basis(statuses: status.base, columns: n, rows: m), claim: end.claim,
      iterations: end.pivots)
  }

  private typealias End = (claim: StartingBasis.Claim, pivots: Int)

  /// Solves the rows at these places that have no columns elsewhere, from what the halves came to;
  /// nil where that fails.
  private func solve(_ places: Range<Int>, until stop: StopSignal) -> End? {
    var pivots = 0
    if let halves = halves(of: places) {
      for half in halves {
        guard let end = solve(half, until: stop) else { return nil }
        pivots += end.pivots
        if case .infeasible = end.claim { return (end.claim, pivots) }
      }
      for p in places where sequence.isWithin(places, p) {
        if halves.contains(where: { $0.contains(p) && sequence.isWithin($0, p) }) { continue }
        weight[program.columnCount + Int(sequence.rowAt[p])] = 0
      }
    }
    guard let end = Piece(program, sequence, places).solve(status, weight, until: stop) else {
      return nil
    }
    return (end.claim, pivots + end.iterations)
  }

  /// nil where the piece is short, does not fall into two, or is solved with few pivots.
  func halves(of places: Range<Int>) -> [Range<Int>]? {
    if places.count < 2 * leastRows { return nil }
    let open = Int(openRows[places.upperBound] - openRows[places.lowerBound])
    if open * Self.openShare < places.count { return nil }
    let cut = sequence.cut(places)
    if cut.rows * Self.crossingShare > places.count { return nil }
    return [places.lowerBound..<cut.place, cut.place..<places.upperBound]
  }
}

/// The rows at some places that have no columns elsewhere, and the columns that are at home there.
private struct Piece {
  private var program: NumericProgram
  /// For each variable of the piece that of the whole.
  private var variable: [Int]

  init(_ whole: NumericProgram, _ sequence: RowSequence, _ places: Range<Int>) {
    let columns = sequence.columns(at: places)
    program = NumericProgram(maximize: whole.maximize)
    program.reserve(
      columns: columns.count, rows: places.count,
      entries: columns.reduce(0) { $0 + whole.entries(of: Int($1)).count })
    variable = columns.map { Int($0) }
    variable.reserveCapacity(columns.count + places.count)
    var number = [Int32](repeating: -1, count: places.count)
    for p in places where sequence.isWithin(places, p) {
      let row = Int(sequence.rowAt[p])
      number[p - places.lowerBound] = Int32(program.rowCount)
      program.rowLower.append(whole.rowLower[row])
      program.rowUpper.append(whole.rowUpper[row])
      variable.append(whole.columnCount + row)
    }
    for column in columns {
      let j = Int(column)
      program.cost.append(whole.cost[j])
      program.columnLower.append(whole.columnLower[j])
      program.columnUpper.append(whole.columnUpper[j])
      for k in whole.entries(of: j) {
        let p = Int(sequence.placeOf[Int(whole.rowIndex[k])])
        if !places.contains(p) || number[p - places.lowerBound] < 0 { continue }
        program.rowIndex.append(number[p - places.lowerBound])
        program.value.append(whole.value[k])
      }
      program.columnStart.append(Int32(program.value.count))
    }
  }

  /// Goes on from the statuses and weights of the whole's variables, and writes what it comes to
  /// over them.
  func solve(
    _ status: Storage<UInt8>, _ weight: Storage<Double>, until stop: StopSignal
  ) -> StartingBasis? {
    let state = SimplexState(SimplexProgram(program))
    state.take(status: { status[variable[$0]] }, weight: { weight[variable[$0]] })
    let dual = DualSimplex(state)
    guard var end = dual.solve(pivotLimit: 1000 + 5 * state.variables, until: stop) else {
      return nil
    }
    for (place, j) in variable.enumerated() { status[j] = state.status[place] }
    for i in 0..<state.rows { weight[variable[Int(state.basic[i])]] = state.slot[i].weight }
    if case .infeasible(let place) = end.claim { end.claim = .infeasible(outside: variable[place]) }
    return end
  }
}
