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

/// A horizon that is solved in pieces, which are joined two by two.
private final class JoinedPieces {
  /// A piece is cut where at most one in so many of its rows crosses.
  private static let crossingShare = 10
  /// And where at least one in so many is not satisfied from the start: else pivots are few.
  private static let openShare = 100

  private let program: NumericProgram
  private let sequence: RowSequence
  private let leastRows: Int
  private let basis: HorizonBasis
  /// How many rows before each place are not satisfied where all columns rest at their bounds.
  private let openRows: [Int32]
  private var pivots = 0

  init(_ program: NumericProgram, _ sequence: RowSequence, leastRows: Int) {
    (self.program, self.sequence, self.leastRows) = (program, sequence, leastRows)
    basis = HorizonBasis(program)
    let activity = program.activity(at: basis.value)
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

  func start(until stop: StopSignal) -> StartingBasis? {
    var claim: StartingBasis.Claim?
    if sequence.longRows.isEmpty {
      claim = solve(whole, of: program, until: stop)
    } else {
      claim = solveWithLongRows(until: stop)
    }
    return claim.map { StartingBasis(basis: basis.basis, claim: $0, iterations: pivots) }
  }

  /// Solves the rows at these places that have no columns elsewhere, but for the long ones, from what
  /// the halves came to; nil where that fails.
  private func solve(
    _ places: Range<Int>, of program: NumericProgram, until stop: StopSignal
  ) -> StartingBasis.Claim? {
    if let halves = halves(of: places) {
      for half in halves {
        guard let claim = solve(half, of: program, until: stop) else { return nil }
        if case .infeasible = claim { return claim }
      }
      for p in places where sequence.isWithin(places, p) {
        if halves.contains(where: { $0.contains(p) && sequence.isWithin($0, p) }) { continue }
        basis.weight[program.columnCount + Int(sequence.rowAt[p])] = 0
      }
    }
    return end(HorizonPiece(program, sequence, [places]), until: stop)?.claim
  }

  private func end(_ piece: HorizonPiece, until stop: StopSignal) -> HorizonPiece.End? {
    let end = piece.solve(basis, until: stop)
    pivots += end?.pivots ?? 0
    return end
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

  /// The pieces that are not cut.
  private func leaves(of places: Range<Int>) -> [Range<Int>] {
    halves(of: places)?.flatMap(leaves) ?? [places]
  }

  // MARK: - Long rows

  /// Long rows go into the costs at prices that some of the pieces tell, so that the rest falls into
  /// pieces; then the rows come in, each held at its bound, and few pivots make the prices right.
  private func solveWithLongRows(until stop: StopSignal) -> StartingBasis.Claim? {
    let long = sequence.longRows
    var sample = LongRowPrices(program, sequence, leaves(of: whole))
    var price = sample.first(until: stop)
    var priced = program
    for round in 1...3 {
      guard let next = program.priced(price).endingCosts() else { return nil }
      priced = next
      basis.reset(to: priced)
      guard let claim = solve(whole, of: priced, until: stop) else { return nil }
      if case .infeasible = claim { return claim }
      if round == 3 { break }
      let better = sample.next(at: basis.value, until: stop)
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
    guard
      let held = end(HorizonPiece(priced, sequence, [whole], longRows: long), until: stop)
    else { return nil }
    // A price of the wrong sign is one of a row that was better left alone; and where no plan holds a
    // row at its bound, one may be within it.
    var isDone = held.claim == .optimal
    for (place, change) in zip(long, held.price.suffix(long.count)) {
      let row = Int(sequence.rowAt[place])
      let slack = program.columnCount + row
      if price[row] == 0 { continue }
      if (price[row] + change) * price[row] < 0 { isDone = false }
      if basis.status[slack] != SimplexState.Status.basic {
        basis.status[slack] =
          program.rowLower[row] == program.rowUpper[row]
          ? SimplexState.Status.fixed
          : price[row] > 0 ? SimplexState.Status.atUpper : SimplexState.Status.atLower
      }
    }
    if isDone { return .optimal }
    return end(HorizonPiece(program, sequence, [whole], longRows: long), until: stop)?.claim
  }
}
