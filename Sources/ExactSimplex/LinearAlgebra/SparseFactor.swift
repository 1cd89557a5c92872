// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import SparseElimination

/// An LU factor of the kernel of a matrix, for systems with it and its transpose.
struct SparseFactor<Number: FieldElement> {
  /// Work that is done before the clock is looked at.
  private static var quiet: Int { 20_000 }

  private let size: Int
  private let factor = KernelElimination<Number>()

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
    factor.run(size: size, entries: entries, rules, isOver: stop.isOver)
    if factor.pivots.count < size || factor.work > limit { return nil }
  }

  /// The entries of both factors.
  var entryCount: Int { size + factor.lower.count + factor.upper.count }

  /// x with M x = b; b by rows, x by columns. nil where it would cost more than `limit`.
  func solve(_ right: [Number], limit: Int, until stop: StopSignal = .never) -> [Number]? {
    var rest = right
    var work = 0
    for step in 0..<size {
      let pivot = factor.pivots[step]
      let value = rest[Int(pivot.row)]
      if value.isZero { continue }
      let list = factor.lowerRange(step)
      work += list.count * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      for k in list {
        let row = Int(factor.lower[k].row)
        rest[row] = rest[row] - factor.lower[k].value * value
      }
    }
    var solution = [Number](repeating: .zero, count: size)
    for step in (0..<size).reversed() {
      let pivot = factor.pivots[step]
      var value = rest[Int(pivot.row)]
      let list = factor.upperRange(step)
      for k in list {
        let known = solution[Int(factor.upper[k].column)]
        if !known.isZero { value = value - factor.upper[k].value * known }
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
      let pivot = factor.pivots[step]
      if rest[Int(pivot.column)].isZero { continue }
      let value = rest[Int(pivot.column)] / pivot.value
      solution[Int(pivot.row)] = value
      let list = factor.upperRange(step)
      work += (list.count + 1) * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
      for k in list {
        let column = Int(factor.upper[k].column)
        rest[column] = rest[column] - factor.upper[k].value * value
      }
    }
    for step in (0..<size).reversed() {
      let pivot = factor.pivots[step]
      var value = solution[Int(pivot.row)]
      let list = factor.lowerRange(step)
      if list.isEmpty { continue }
      for k in list {
        let known = solution[Int(factor.lower[k].row)]
        if !known.isZero { value = value - factor.lower[k].value * known }
      }
      solution[Int(pivot.row)] = value
      work += list.count * value.weight
      if work > limit || work > Self.quiet && stop.isOver() { return nil }
    }
    return solution
  }
}
