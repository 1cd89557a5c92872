// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The dual values of rows over the whole horizon, such as a yearly budget, as a sample of its
/// pieces tells them: at most every second and at least every eighth, with its share of what the long
/// rows allow.
final class LongRowPrices {
  private let program: NumericProgram
  private let sequence: RowSequence
  private let basis: HorizonBasis
  private let piece: HorizonPiece
  private let rows: [Int]
  /// The share of each long row that is in the sample, by its coefficients.
  private let share: [Double]
  private(set) var pivots = 0

  /// One of so many pieces is taken where they are many, and so many at least.
  private static let (step, fewest) = (8, 6)

  init(_ program: NumericProgram, _ sequence: RowSequence, _ pieces: [Range<Int>]) {
    (self.program, self.sequence) = (program, sequence)
    basis = HorizonBasis(program)
    let step = max(2, min(Self.step, pieces.count / Self.fewest))
    var taken = stride(from: step / 2, to: pieces.count, by: step).map { pieces[$0] }
    // Columns of long rows only, such as what is missed of a yearly demand, are at home there.
    for place in sequence.longRows where !taken.contains(where: { $0.contains(place) }) {
      taken.append(place..<(place + 1))
    }
    piece = HorizonPiece(program, sequence, taken, longRows: sequence.longRows)
    rows = sequence.longRows.map { Int(sequence.rowAt[$0]) }
    var length = [Double](repeating: 0, count: program.rowCount)
    for (i, value) in zip(program.rowIndex, program.value) { length[Int(i)] += abs(value) }
    let (sample, first) = (piece.program, piece.program.rows - rows.count)
    share = rows.enumerated().map { place, row in
      let entries = Int(sample.rowStart[first + place])..<Int(sample.rowStart[first + place + 1])
      let here = entries.reduce(0) { $0 + abs(sample.rowValue[$1]) }
      return here == 0 ? 0 : here / length[row]
    }
  }

  /// Prices by row of the whole program, 0 for all but the long ones.
  func first(until stop: StopSignal) -> [Double] {
    // A sample may be no fair one, and have no plan within its share.
    for extra in [0, 0.1, 0.5] {
      for (place, row) in rows.enumerated() {
        let (lower, upper) = (program.rowLower[row], program.rowUpper[row])
        bound(
          place, share[place] * (lower.isFinite ? lower - extra * abs(lower) : lower),
          share[place] * (upper.isFinite ? upper + extra * abs(upper) : upper))
      }
      if let prices = prices(until: stop) { return prices }
    }
    return Array(repeating: 0, count: program.rowCount)
  }

  /// The same after what these prices came to in the whole: what is missing there, or too much, is to
  /// change by its share here. nil where the sample has no such plan.
  func next(at value: Storage<Double>, until stop: StopSignal) -> [Double]? {
    let activity = program.activity { value[$0] }
    for (place, row) in rows.enumerated() {
      let here = -basis.value[program.columnCount + row]
      bound(
        place, here + share[place] * (program.rowLower[row] - activity[row]),
        here + share[place] * (program.rowUpper[row] - activity[row]))
    }
    return prices(until: stop)
  }

  /// The long rows are the last ones of the piece. One that is not in the sample has no bounds.
  private func bound(_ place: Int, _ lower: Double, _ upper: Double) {
    let row = piece.program.rows - rows.count + place
    let isThere = share[place] > 0
    piece.bound(row: row, isThere ? lower : -.infinity, isThere ? upper : .infinity)
  }

  private func prices(until stop: StopSignal) -> [Double]? {
    guard let end = piece.solve(basis, until: stop) else { return nil }
    pivots += end.pivots
    if end.claim != .optimal { return nil }
    var price = [Double](repeating: 0, count: program.rowCount)
    for (row, value) in zip(rows, end.price.suffix(rows.count)) {
      // What leans on a bound that is not there is nothing but rounding.
      let bound = value > 0 ? program.rowLower[row] : program.rowUpper[row]
      if bound.isFinite && abs(value) > SimplexState.tolerance { price[row] = value }
    }
    return price
  }
}
