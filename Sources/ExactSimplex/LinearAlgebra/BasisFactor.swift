// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import SparseElimination

/// A factorisation of a sparse square matrix: its triangular part, which costs nothing, and an LU
/// factorisation of the kernel that is left.
///
/// Bases of resource plans are nearly triangular: a workload that is placed on one resource is
/// alone in its row. The matrix is exact; `Number` says in what it is solved.
struct BasisFactor<Number: EliminatedNumber> {
  private enum Part: UInt8 { case rowSingleton, kernel, columnSingleton }

  private let matrix: SquareMatrix
  private let peel: TriangularPeel
  private let kernelRows: [Int32]
  private let kernel: SparseFactor<Number>
  private let partOfRow: [Part]
  private let limit: Int
  private let stop: StopSignal

  /// nil where the matrix is singular, or where the elimination of its kernel would cost more than
  /// `limit` multiplications of small numbers.
  init?(_ matrix: SquareMatrix, limit: Int, until stop: StopSignal = .never) {
    let peel = matrix.peeled()
    guard let kernel = SparseFactor<Number>(kernelOf: matrix, peel, limit: limit, until: stop)
    else { return nil }
    self.stop = stop
    kernelRows = peel.kernelRows
    (self.matrix, self.peel, self.kernel, self.limit) = (matrix, peel, kernel, limit)
    var partOfRow = [Part](repeating: .kernel, count: matrix.size)
    for pivot in peel.rowSingletons { partOfRow[Int(pivot.row)] = .rowSingleton }
    for pivot in peel.columnSingletons { partOfRow[Int(pivot.row)] = .columnSingleton }
    self.partOfRow = partOfRow
  }

  /// The multiplications of a solve in short numbers.
  var solveCost: Int { matrix.row.count + kernel.entryCount }

  /// The size of the part that needs elimination.
  var kernelSize: Int { kernelRows.count }

  /// x with M x = b; b by rows, x by columns. nil where it would take more than the limit.
  func solve(_ right: [Number]) -> [Number]? {
    var rest = right.map { Number.Sum($0) }
    return solve(&rest)
  }

  /// The same for a right-hand side that is still a sum, which is used up.
  func solve(_ rest: inout [Number.Sum]) -> [Number]? {
    var solution = [Number](repeating: .zero, count: matrix.size)
    var work = 0
    for pivot in peel.rowSingletons {
      let value = quotient(rest[Int(pivot.row)].value, pivot)
      solution[Int(pivot.column)] = value
      if value.isZero { continue }
      for k in matrix.start[Int(pivot.column)]..<matrix.start[Int(pivot.column) + 1]
      where k != pivot.entry {
        rest[Int(matrix.row[k])].subtract(Number(matrix.value[k]), value)
        work += value.weight + rest[Int(matrix.row[k])].weight
      }
      if work > limit { return nil }
    }
    if !kernelRows.isEmpty {
      let right = kernelRows.map { rest[Int($0)].value }
      guard let values = kernel.solve(right, limit: limit, until: stop) else { return nil }
      for (column, value) in zip(peel.kernelColumns, values) {
        solution[Int(column)] = value
        if value.isZero { continue }
        for k in matrix.start[Int(column)]..<matrix.start[Int(column) + 1]
        where partOfRow[Int(matrix.row[k])] == .columnSingleton {
          rest[Int(matrix.row[k])].subtract(Number(matrix.value[k]), value)
          work += value.weight + rest[Int(matrix.row[k])].weight
        }
        if work > limit { return nil }
      }
    }
    for pivot in peel.columnSingletons.reversed() {
      let value = quotient(rest[Int(pivot.row)].value, pivot)
      solution[Int(pivot.column)] = value
      if value.isZero { continue }
      for k in matrix.start[Int(pivot.column)]..<matrix.start[Int(pivot.column) + 1]
      where k != pivot.entry {
        rest[Int(matrix.row[k])].subtract(Number(matrix.value[k]), value)
        work += value.weight + rest[Int(matrix.row[k])].weight
      }
      if work > limit { return nil }
    }
    return solution
  }

  /// y with Mᵀ y = c; c by columns, y by rows. nil where it would take more than the limit.
  func solveTransposed(_ right: [Number]) -> [Number]? {
    var solution = [Number](repeating: .zero, count: matrix.size)
    var work = 0
    for pivot in peel.columnSingletons {
      let value = rest(right, Int(pivot.column), pivot.entry, solution, false, &work)
      solution[Int(pivot.row)] = quotient(value, pivot)
      if work > limit { return nil }
    }
    if !kernelRows.isEmpty {
      let costs = peel.kernelColumns.map { rest(right, Int($0), -1, solution, true, &work) }
      guard work <= limit, let values = kernel.solveTransposed(costs, limit: limit, until: stop)
      else { return nil }
      for (row, value) in zip(kernelRows, values) { solution[Int(row)] = value }
    }
    for pivot in peel.rowSingletons.reversed() {
      let value = rest(right, Int(pivot.column), pivot.entry, solution, false, &work)
      solution[Int(pivot.row)] = quotient(value, pivot)
      if work > limit { return nil }
    }
    return solution
  }

  /// c of a column less what the prices that are known make of it: all of the column but the
  /// pivot, or of a kernel's column what stands in rows of column singletons.
  private func rest(
    _ right: [Number], _ column: Int, _ pivot: Int, _ solution: [Number], _ isKernel: Bool,
    _ work: inout Int
  ) -> Number {
    var sum = Number.Sum(right[column])
    for k in matrix.start[column]..<matrix.start[column + 1] where k != pivot {
      let row = Int(matrix.row[k])
      if isKernel && partOfRow[row] != .columnSingleton || solution[row].isZero { continue }
      sum.subtract(Number(matrix.value[k]), solution[row])
      work += solution[row].weight + sum.weight
    }
    return sum.value
  }

  private func quotient(_ value: Number, _ pivot: TriangularPeel.Pivot) -> Number {
    let divisor = matrix.value[pivot.entry]
    return value.isZero || divisor.isOne ? value : value / Number(divisor)
  }
}
