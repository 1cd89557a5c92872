// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import SparseElimination

/// A basis of the system A x − r = 0 in exact numbers, which changes by one variable at a time.
///
/// Variables are numbered columns first, then rows: a row's own variable is its activity r. The
/// basis is factorised once, and each exchange since is a column of the identity that is another
/// one (the product form of the inverse; Dantzig and Orchard-Hays, 1954). The numbers grow no longer
/// by that: each solution is the one of the basis as it is. After some exchanges it is factorised
/// anew. What is solved for is sparse, and so is what it costs.
package final class PivotedBasis {
  /// A number of a slot or of a row.
  package typealias Entry = (index: Int, value: Rational)

  /// An exchange: which slot, and the entering column in terms of the basis before.
  private struct Exchange {
    let slot: Int
    let pivot: Rational
    let others: [Entry]
  }

  private struct Factor {
    let layout: BasisLayout
    let peel: TriangularPeel
    let kernel: SparseFactor<Rational>
    let kernelRows: [Int32]
    /// Whether a row is that of a column singleton, and a column that of a row singleton.
    let isColumnSingleton: [Bool]
    let isRowSingleton: [Bool]

    init?(_ program: LinearProgram, _ basis: Basis, _ limit: Int, _ stop: StopSignal) {
      guard let layout = BasisLayout(program, basis) else { return nil }
      let peel = layout.matrix.peeled()
      guard
        let kernel = SparseFactor<Rational>(
          kernelOf: layout.matrix, peel, limit: limit, until: stop)
      else { return nil }
      (self.layout, self.peel, self.kernel) = (layout, peel, kernel)
      kernelRows = peel.kernelRows
      var isColumnSingleton = [Bool](repeating: false, count: layout.matrix.size)
      var isRowSingleton = isColumnSingleton
      for pivot in peel.columnSingletons { isColumnSingleton[Int(pivot.row)] = true }
      for pivot in peel.rowSingletons { isRowSingleton[Int(pivot.column)] = true }
      (self.isColumnSingleton, self.isRowSingleton) = (isColumnSingleton, isRowSingleton)
    }
  }

  private let program: LinearProgram
  private let byRows: RowMatrix
  private let limit: Int
  private let stop: StopSignal
  /// The variable of each slot; as many slots as rows, those of columns first when it is factorised.
  package private(set) var variables: [Int] = []
  private var factor: Factor
  /// The slots when the basis was factorised, or -1.
  private var slotOfColumn: [Int32] = []
  private var slotOfRow: [Int32] = []
  private var basicRows: [Int] = []
  private var exchanges: [Exchange] = []
  private static let mostExchanges = 64
  /// All 0 between two solves: by held row and by slot.
  private var rest: [Rational] = []
  private var slots: [Rational]
  /// About how many multiplications of machine numbers all solves took.
  package private(set) var work = 0

  /// nil where `basis` is singular or would cost more than `limit` multiplications.
  package init?(
    of program: LinearProgram, at basis: Basis, limit: Int, until stop: StopSignal = .never
  ) {
    guard let factor = Factor(program, basis, limit, stop) else { return nil }
    (self.program, self.limit, self.stop, self.factor) = (program, limit, stop, factor)
    byRows = RowMatrix(program)
    slots = Array(repeating: .zero, count: program.rows.count)
    numberSlots(basis)
  }

  private func numberSlots(_ basis: Basis) {
    let columns = factor.layout.basicColumns
    slotOfColumn = Array(repeating: -1, count: program.columns.count)
    slotOfRow = Array(repeating: -1, count: program.rows.count)
    for (slot, j) in columns.enumerated() { slotOfColumn[j] = Int32(slot) }
    basicRows = basis.rows.indices.filter { basis.rows[$0] == .basic }
    for (place, i) in basicRows.enumerated() { slotOfRow[i] = Int32(columns.count + place) }
    variables = columns + basicRows.map { program.columns.count + $0 }
    rest = Array(repeating: .zero, count: columns.count)
    exchanges = []
  }

  /// The entries of the matrix by rows.
  @inline(__always)
  package func forEachEntry(ofRow i: Int, _ body: (_ column: Int, _ value: Rational) -> Void) {
    for k in byRows.start[i]..<byRows.start[i + 1] {
      body(Int(byRows.column[k]), program.entries.value[Int(byRows.place[k])])
    }
  }

  // MARK: - B z = a

  /// B z = a; a by rows, z by slots. nil where it would take more than the limit.
  package func solve(_ right: [Entry]) -> [Entry]? {
    for (i, value) in right {
      let place = Int(factor.layout.placeOfRow[i])
      if place >= 0 { rest[place] = value } else { slots[Int(slotOfRow[i])] = -value }
    }
    for pivot in factor.peel.rowSingletons { substitute(pivot) }
    guard substituteKernel() else { return nil }
    for pivot in factor.peel.columnSingletons.reversed() { substitute(pivot) }
    for exchange in exchanges where !slots[exchange.slot].isZero {
      let value = slots[exchange.slot] / exchange.pivot
      slots[exchange.slot] = value
      work += value.weight * exchange.others.count
      for other in exchange.others { slots[other.index].subtract(other.value, times: value) }
    }
    var solution: [Entry] = []
    for slot in slots.indices where !slots[slot].isZero {
      solution.append((slot, slots[slot]))
      slots[slot] = .zero
    }
    return solution
  }

  @inline(__always)
  private func substitute(_ pivot: TriangularPeel.Pivot) {
    let right = rest[Int(pivot.row)]
    if right.isZero { return }
    rest[Int(pivot.row)] = .zero
    let matrix = factor.layout.matrix
    let value = right / matrix.value[pivot.entry]
    work += value.weight
    let column = Int(pivot.column)
    for k in matrix.start[column]..<matrix.start[column + 1] where k != pivot.entry {
      rest[Int(matrix.row[k])].subtract(matrix.value[k], times: value)
    }
    settle(column, value)
  }

  private func substituteKernel() -> Bool {
    let rows = factor.kernelRows
    guard rows.contains(where: { !rest[Int($0)].isZero }) else { return true }
    let right = rows.map { rest[Int($0)] }
    for row in rows { rest[Int(row)] = .zero }
    guard let values = factor.kernel.solve(right, limit: limit, until: stop) else { return false }
    work += factor.kernel.entryCount
    let matrix = factor.layout.matrix
    for (column, value) in zip(factor.peel.kernelColumns, values) where !value.isZero {
      for k in matrix.start[Int(column)]..<matrix.start[Int(column) + 1]
      where factor.isColumnSingleton[Int(matrix.row[k])] {
        rest[Int(matrix.row[k])].subtract(matrix.value[k], times: value)
      }
      settle(Int(column), value)
    }
    return true
  }

  /// The value of a basic column, and what it adds to the activities of basic rows.
  @inline(__always)
  private func settle(_ slot: Int, _ value: Rational) {
    slots[slot] = value
    work += value.weight
    let entries = program.entries
    let j = factor.layout.basicColumns[slot]
    for k in entries.start[j]..<entries.start[j + 1] {
      let place = Int(slotOfRow[Int(entries.row[k])])
      if place >= 0 { slots[place].subtract(-entries.value[k], times: value) }
    }
  }

  /// B z = the column of a variable.
  package func solve(column variable: Int) -> [Entry]? {
    let row = variable - program.columns.count
    if row >= 0 { return solve([(row, Rational(-1))]) }
    return solve(program.entries[variable].map { ($0.row, $0.value) })
  }

  // MARK: - Bᵀ y = c

  /// Bᵀ y = c; c by slots, y by rows. nil where it would take more than the limit.
  package func solveTransposed(_ costs: [Entry]) -> [Entry]? {
    for (slot, value) in costs { slots[slot] = value }
    for exchange in exchanges.reversed() {
      var sum = ExactSum(slots[exchange.slot])
      for other in exchange.others where !slots[other.index].isZero {
        sum.subtract(other.value, slots[other.index])
        work += other.value.weight
      }
      slots[exchange.slot] = sum.isZero ? .zero : sum.value / exchange.pivot
    }
    var prices: [Entry] = []
    let columns = factor.layout.basicColumns.count
    for slot in columns..<slots.count where !slots[slot].isZero {
      let price = -slots[slot]
      slots[slot] = .zero
      push(price, ofRow: basicRows[slot - columns], &prices)
    }
    for pivot in factor.peel.columnSingletons { substituteTransposed(pivot, &prices) }
    guard substituteKernelTransposed(&prices) else { return nil }
    for pivot in factor.peel.rowSingletons.reversed() { substituteTransposed(pivot, &prices) }
    return prices
  }

  /// A price of a row, and what it takes off the columns.
  @inline(__always)
  private func push(_ price: Rational, ofRow i: Int, _ prices: inout [Entry]) {
    prices.append((i, price))
    work += price.weight
    forEachEntry(ofRow: i) { j, value in
      let slot = Int(slotOfColumn[j])
      if slot >= 0 { slots[slot].subtract(value, times: price) }
    }
  }

  @inline(__always)
  private func substituteTransposed(_ pivot: TriangularPeel.Pivot, _ prices: inout [Entry]) {
    let cost = slots[Int(pivot.column)]
    if cost.isZero { return }
    let price = cost / factor.layout.matrix.value[pivot.entry]
    push(price, ofRow: factor.layout.heldRows[Int(pivot.row)], &prices)
    slots[Int(pivot.column)] = .zero
  }

  private func substituteKernelTransposed(_ prices: inout [Entry]) -> Bool {
    let columns = factor.peel.kernelColumns
    guard columns.contains(where: { !slots[Int($0)].isZero }) else { return true }
    let costs = columns.map { slots[Int($0)] }
    for column in columns { slots[Int(column)] = .zero }
    guard let values = factor.kernel.solveTransposed(costs, limit: limit, until: stop)
    else { return false }
    work += factor.kernel.entryCount
    for (row, price) in zip(factor.kernelRows, values) where !price.isZero {
      let i = factor.layout.heldRows[Int(row)]
      prices.append((i, price))
      // The kernel's own columns are settled by it.
      forEachEntry(ofRow: i) { j, value in
        let slot = Int(slotOfColumn[j])
        if slot >= 0, factor.isRowSingleton[slot] { slots[slot].subtract(value, times: price) }
      }
    }
    return true
  }

  // MARK: - Exchanges

  /// `entering` takes a slot; `column` is its column in terms of the basis, which has an entry there.
  /// `basis` is the one after it. false where it could not be factorised anew.
  package func exchange(
    _ slot: Int, with entering: Int, _ column: [Entry], basis: () -> Basis
  ) -> Bool {
    variables[slot] = entering
    let pivot = column.first { $0.index == slot }!.value
    exchanges.append(
      Exchange(slot: slot, pivot: pivot, others: column.filter { $0.index != slot }))
    if exchanges.count < Self.mostExchanges { return true }
    let basis = basis()
    guard let factor = Factor(program, basis, limit, stop) else { return false }
    self.factor = factor
    numberSlots(basis)
    return true
  }
}
