// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The dual values of rows over the whole horizon, such as a yearly budget, as a sample of its
/// pieces tells them: every eighth or so, with its share of what the long rows allow.
struct LongRowPrices {
  private let program: NumericProgram
  private let sequence: RowSequence
  private let basis: HorizonBasis
  private var piece: HorizonPiece
  /// The share of each long row that is in the sample, by its coefficients.
  private let share: [Double]

  /// The most of the pieces that are passed over for one that is taken, and the fewest that are.
  private static let (step, fewest) = (8, 6)

  init(_ program: NumericProgram, _ sequence: RowSequence, _ pieces: [Range<Int>]) {
    (self.program, self.sequence) = (program, sequence)
    basis = HorizonBasis(program)
    let step = max(1, min(Self.step, pieces.count / Self.fewest))
    let taken = stride(from: step / 2, to: pieces.count, by: step).map { pieces[$0] }
    piece = HorizonPiece(program, sequence, taken, longRows: sequence.longRows)
    let (all, mine) = (program.rowLengths, piece.program.rowLengths)
    share = zip(sequence.longRows, mine.suffix(sequence.longRows.count)).map { place, length in
      length / max(1e-300, all[Int(sequence.rowAt[place])])
    }
  }

  /// Prices by row of the whole program, 0 for all but the long ones.
  mutating func first(until stop: StopSignal) -> [Double] {
    for (place, row) in rows.enumerated() {
      bound(place, program.rowLower[row] * share[place], program.rowUpper[row] * share[place])
    }
    return prices(until: stop)
  }

  /// The same after what these prices came to in the whole: what is missing there, or too much, is to
  /// change by its share here.
  mutating func next(at value: Storage<Double>, until stop: StopSignal) -> [Double] {
    let activity = program.activity(at: value)
    for (place, row) in rows.enumerated() {
      let here = -basis.value[program.columnCount + row]
      bound(
        place, here + share[place] * (program.rowLower[row] - activity[row]),
        here + share[place] * (program.rowUpper[row] - activity[row]))
    }
    return prices(until: stop)
  }

  private var rows: [Int] { sequence.longRows.map { Int(sequence.rowAt[$0]) } }

  private mutating func bound(_ place: Int, _ lower: Double, _ upper: Double) {
    piece.bound(rowFromEnd: sequence.longRows.count - 1 - place, lower, upper)
  }

  private func prices(until stop: StopSignal) -> [Double] {
    var price = [Double](repeating: 0, count: program.rowCount)
    guard let end = piece.solve(basis, until: stop), end.claim == .optimal else { return price }
    for (row, value) in zip(rows, end.price.suffix(rows.count)) { price[row] = value }
    return price
  }
}

extension NumericProgram {
  /// The activity of each row where the columns have these values.
  func activity(at value: Storage<Double>) -> [Double] {
    var activity = [Double](repeating: 0, count: rowCount)
    for j in 0..<columnCount where value[j] != 0 {
      for k in entries(of: j) { activity[Int(rowIndex[k])] += value[j] * self.value[k] }
    }
    return activity
  }

  /// The sum of the sizes of each row's coefficients.
  fileprivate var rowLengths: [Double] {
    var length = [Double](repeating: 0, count: rowCount)
    for k in 0..<entryCount { length[Int(rowIndex[k])] += abs(value[k]) }
    return length
  }

  /// This program with rows in its costs, at prices that a minimum has.
  func priced(_ price: [Double]) -> NumericProgram {
    let sign = maximize ? -1.0 : 1.0
    var priced = self
    for j in 0..<columnCount {
      for k in entries(of: j) where price[Int(rowIndex[k])] != 0 {
        priced.cost[j] -= sign * price[Int(rowIndex[k])] * value[k]
      }
    }
    return priced
  }
}
