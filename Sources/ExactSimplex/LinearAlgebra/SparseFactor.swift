// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import SparseElimination

/// An LU factor of the kernel of a matrix, for systems with it and its transpose.
struct SparseFactor<Number: EliminatedNumber> {
  /// Work that is done before the clock is looked at.
  private static var quiet: Int { 20_000 }

  private let size: Int
  private let pivots: [KernelElimination<Number>.Pivot]
  /// Of each pivot, the rows below it with the multiples that were taken off, and the rest of its row.
  private let lower: [KernelElimination<Number>.Element]
  private let upper: [KernelElimination<Number>.Element]

  /// nil where the matrix is singular, or where elimination would cost more than `limit`
  /// multiplications of short numbers.
  init?(
    kernelOf matrix: SquareMatrix, _ peel: TriangularPeel, limit: Int,
    until stop: StopSignal = .never
  ) {
    let rows = peel.kernelRows
    var place = [Int32](repeating: -1, count: rows.isEmpty ? 0 : matrix.size)
    for (i, row) in rows.enumerated() { place[Int(row)] = Int32(i) }
    var entries: [KernelElimination<Number>.Entry] = []
    for (j, column) in peel.kernelColumns.enumerated() {
      for k in matrix.entries(ofColumn: Int(column)) where place[matrix.row(ofEntry: k)] >= 0 {
        entries.append(
          .init(
            row: place[matrix.row(ofEntry: k)], column: Int32(j), value: Number(matrix.value[k])))
      }
    }
    size = rows.count
    var rules = KernelElimination<Number>.Rules()
    rules.avoidsLongRows = true
    rules.mostWork = limit
    var factor = KernelElimination<Number>()
    factor.run(size: size, entries: entries, rules, isOver: stop.isOver)
    if factor.pivots.count < size || factor.work > limit { return nil }
    (pivots, lower, upper) = (factor.pivots, factor.lower, factor.upper)
  }

  /// The entries of both factors.
  var entryCount: Int { size + lower.count + upper.count }

  /// x with M x = b; b by rows, x by columns. nil where it would cost more than `limit`.
  func solve(_ right: [Number], limit: Int, until stop: StopSignal = .never) -> [Number]? {
    var rest = right
    var work = 0
    for step in 0..<size {
      let pivot = pivots[step]
      let value = rest[Int(pivot.row)]
      if value.isZero { continue }
      let list = pivot.lower
      work += list.count * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      for k in list {
        let row = Int(lower[k].index)
        rest[row] = rest[row] - lower[k].value * value
      }
    }
    var solution = [Number](repeating: .zero, count: size)
    for step in (0..<size).reversed() {
      let pivot = pivots[step]
      var value = rest[Int(pivot.row)]
      let list = pivot.upper
      for k in list {
        let known = solution[Int(upper[k].index)]
        if !known.isZero { value = value - upper[k].value * known }
      }
      work += (list.count + 1) * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      solution[Int(pivot.column)] = value.isZero ? .zero : value / pivot.value
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
      let pivot = pivots[step]
      if rest[Int(pivot.column)].isZero { continue }
      let value = rest[Int(pivot.column)] / pivot.value
      solution[Int(pivot.row)] = value
      let list = pivot.upper
      work += (list.count + 1) * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      for k in list {
        let column = Int(upper[k].index)
        rest[column] = rest[column] - upper[k].value * value
      }
    }
    for step in (0..<size).reversed() {
      let pivot = pivots[step]
      var value = solution[Int(pivot.row)]
      let list = pivot.lower
      if list.isEmpty { continue }
      for k in list {
        let known = solution[Int(lower[k].index)]
        if !known.isZero { value = value - lower[k].value * known }
      }
      solution[Int(pivot.row)] = value
      work += list.count * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
    }
    return solution
  }
}
