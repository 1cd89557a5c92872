// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import SystemThreads

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
  /// A column in more than one of so many rows belongs to no piece.
  private static let sharingShare = 16
  /// How many threads may run at once, nil for as many as can. The basis is the same.
  private let processors: Int?

  public init(fewRows: Int = 5000, leastRows: Int = 1000, processors: Int? = 1) {
    (self.fewRows, self.leastRows) = (fewRows, max(1, leastRows))
    self.processors = processors
  }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    let m = program.rowCount
    if m < max(2, fewRows) || program.columnCount == 0 { return nil }
    // A column that all pieces share ties them together, but for one that cannot move.
    let program = program.settlingFixedColumns(share: Self.sharingShare)
    if !program.sharedColumns(share: Self.sharingShare).isEmpty { return nil }
    guard let ended = program.endingCosts() else { return nil }
    let pieces = JoinedPieces(ended, RowSequence(program, hints), leastRows: leastRows)
    guard pieces.halves(of: 0..<m) != nil else { return nil }
    return CrashAttempt(why: "\(m) rows one after the other, few across the middle") {
      pieces.start(until: $0, on: processors ?? SystemThread.processors)?
        .withoutBoundsMade(for: program, until: $0)
    }
  }
}

/// A horizon that is solved in pieces, which are joined two by two.
///
/// Two threads at a time may be in it: what they write of the basis is apart.
private final class JoinedPieces: @unchecked Sendable {
  /// A piece is cut where at most one in so many of its rows crosses.
  private static let crossingShare = 10
  /// And where at least one in so many is not satisfied from the start: else pivots are few.
  private static let openShare = 100
  /// Two pieces fit where joining them takes at most one pivot in so many rows, or few. Else something
  /// ties the whole horizon together, and each further join is dearer than the one before it.
  private static let (joiningShare, fewPivots) = (32, 512)

  private let program: NumericProgram
  private let sequence: RowSequence
  private let leastRows: Int
  private let basis: HorizonBasis
  /// How many rows before each place are not satisfied where all columns rest at their bounds.
  private let openRows: [Int32]

  init(_ program: NumericProgram, _ sequence: RowSequence, leastRows: Int) {
    (self.program, self.sequence, self.leastRows) = (program, sequence, leastRows)
    let basis = HorizonBasis(program)
    self.basis = basis
    let activity = program.activity { basis.value[$0] }
    var openRows: [Int32] = [0]
    openRows.reserveCapacity(program.rowCount + 1)
    for row in sequence.rowAt {
      let i = Int(row)
      let isOpen = activity[i] < program.rowLower[i] || activity[i] > program.rowUpper[i]
      openRows.append(openRows.last! + (isOpen ? 1 : 0))
    }
    self.openRows = openRows
  }

  private var whole: Range<Int> { 0..<program.rowCount }

  /// On as many threads as there are processors.
  func start(until stop: StopSignal, on processors: Int) -> StartingBasis? {
    basis.reset(to: program)
    let end =
      sequence.longRows.isEmpty
      ? solve(whole, of: program, stop, processors) : solveWithLongRows(stop, processors)
    return end.map {
      StartingBasis(basis: basis.basis, claim: $0.claim, iterations: $0.pivots)
    }
  }

  private struct End {
    var claim: StartingBasis.Claim
    var pivots: Int

    var isInfeasible: Bool { if case .infeasible = claim { true } else { false } }
  }

  /// Solves the rows at these places that have no columns elsewhere, but for the long ones, from what
  /// the halves came to; nil where that fails.
  private func solve(
    _ places: Range<Int>, of program: NumericProgram, _ stop: StopSignal, _ processors: Int
  ) -> End? {
    var pivots = 0
    var isJoined = false
    if let halves = halves(of: places) {
      isJoined = true
      guard let end = solve(halves, of: program, stop, processors) else { return nil }
      if end.isInfeasible { return end }
      pivots = end.pivots
      for p in places where sequence.isWithin(places, p) {
        let isOld = sequence.isWithin(halves.0, p) || sequence.isWithin(halves.1, p)
        if !isOld { basis.weight[program.columnCount + Int(sequence.rowAt[p])] = 0 }
      }
    }
    let piece = HorizonPiece(program, sequence, [places])
    let limit = isJoined ? Self.fewPivots + places.count / Self.joiningShare : nil
    guard let end = piece.solve(basis, limit: limit, until: stop) else { return nil }
    return End(claim: end.claim, pivots: pivots + end.pivots)
  }

  private typealias Halves = (Range<Int>, Range<Int>)

  /// The first half that has no plan tells the end, and none after it leaves a trace, whether it was
  /// begun or not.
  private func solve(
    _ halves: Halves, of program: NumericProgram, _ stop: StopSignal, _ processors: Int
  ) -> End? {
    if processors < 2 {
      guard let first = solve(halves.0, of: program, stop, 1) else { return nil }
      if first.isInfeasible { return first }
      guard let second = solve(halves.1, of: program, stop, 1) else { return nil }
      return End(claim: second.claim, pivots: first.pivots + second.pivots)
    }
    let few = processors / 2
    let ends = each(below: 2, threads: 2) { half in
      half == 0
        ? self.solve(halves.0, of: program, stop, processors - few)
        : self.solve(halves.1, of: program, stop, few)
    }
    guard let first = ends[0] else { return nil }
    if first.isInfeasible {
      basis.reset(to: program, sequence, halves.1)
      return first
    }
    guard let second = ends[1] else { return nil }
    return End(claim: second.claim, pivots: first.pivots + second.pivots)
  }

  /// nil where the piece is short, does not fall into two, or is solved with few pivots.
  func halves(of places: Range<Int>) -> (Range<Int>, Range<Int>)? {
    if places.count < 2 * leastRows { return nil }
    let open = Int(openRows[places.upperBound] - openRows[places.lowerBound])
    if open * Self.openShare < places.count { return nil }
    let cut = sequence.cut(places)
    if cut.rows * Self.crossingShare > places.count { return nil }
    return (places.lowerBound..<cut.place, cut.place..<places.upperBound)
  }

  /// The pieces that are not cut.
  private func leaves(of places: Range<Int>) -> [Range<Int>] {
    halves(of: places).map { leaves(of: $0) + leaves(of: $1) } ?? [places]
  }

  // MARK: - Long rows

  /// Long rows go into the costs at prices that some of the pieces tell, so that the rest falls into
  /// pieces; then the rows come in, each held at its bound, and few pivots make the prices right.
  private func solveWithLongRows(_ stop: StopSignal, _ processors: Int) -> End? {
    let long = sequence.longRows
    var pivots = 0
    let sample = LongRowPrices(program, sequence, leaves(of: whole))
    var price = sample.first(until: stop)
    var priced = program
    for round in 1...3 {
      if let ended = program.priced(price).endingCosts() {
        priced = ended
      } else {
        (price, priced) = (Array(repeating: 0, count: price.count), program)
      }
      basis.reset(to: priced)
      guard let end = solve(whole, of: priced, stop, processors) else { return nil }
      if end.isInfeasible { return end }
      pivots += end.pivots
      if round == 3 { break }
      guard let better = sample.next(at: basis.value, until: stop) else { break }
      if zip(price, better).allSatisfy({ abs($0 - $1) <= 0.01 * max(abs($0), abs($1)) }) { break }
      price = better
    }
    for place in long {
      let row = Int(sequence.rowAt[place])
      basis.weight[program.columnCount + row] = 0
      if price[row] == 0 { continue }
      let bound = price[row] > 0 ? program.rowLower[row] : program.rowUpper[row]
      (priced.rowLower[row], priced.rowUpper[row]) = (bound, bound)
    }
    let joined = HorizonPiece(priced, sequence, [whole], longRows: long)
    guard let held = joined.solve(basis, until: stop) else { return nil }
    pivots += held.pivots + sample.pivots
    // A price of the wrong sign is one of a row that was better left alone; a row whose slack stayed
    // in the basis has no price there; and where no plan holds a row at its bound, one may be within.
    var isDone = held.claim == .optimal
    for (place, change) in zip(long, held.price.suffix(long.count)) {
      let row = Int(sequence.rowAt[place])
      let slack = program.columnCount + row
      if price[row] == 0 { continue }
      if (price[row] + change) * price[row] < 0 { isDone = false }
      if basis.status[slack] == SimplexState.Status.basic {
        isDone = false
      } else if program.rowLower[row] < program.rowUpper[row] {
        basis.status[slack] =
          price[row] > 0 ? SimplexState.Status.atUpper : SimplexState.Status.atLower
      }
    }
    if isDone { return End(claim: .optimal, pivots: pivots) }
    let all = HorizonPiece(program, sequence, [whole], longRows: long)
    return all.solve(basis, until: stop).map {
      End(claim: $0.claim, pivots: pivots + $0.pivots)
    }
  }
}
