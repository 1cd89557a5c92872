// SPDX-License-Identifier: GPL-3.0-or-later
import SparseElimination

/// An LU factor of a basis that follows it from pivot to pivot, and solves systems with sparse
/// vectors in time about proportional to their arithmetic.
///
/// Updates are those of Forrest and Tomlin ("Updated triangular factors of the basis to maintain
/// sparsity in the product form simplex method", 1972): the new column takes the place of the old
/// one in U, its row is eliminated by one row transformation, and it becomes the last pivot. A
/// pivot is named by the row of the program that it is in; U is kept by columns and by rows, so
/// that no order is needed where vectors are sparse.
final class UpdatedFactor {
  let size: Int
  private let lowerColumns: FactorLists
  private let lowerRows: FactorLists
  private let upperColumns: FactorLists
  private let upperRows: FactorLists
  private let diagonal: UnsafeMutablePointer<Double>

  /// Pivots in the order in which they were chosen; each update adds its own once more.
  private let order: UnsafeMutablePointer<Int32>
  private var ordered = 0
  private let places: PlaceSet
  private var hasLower = false

  private let etas: EtaFile
  static let mostUpdates = 2000
  private(set) var updates = 0
  /// The entries of all row transformations, each counted as one more.
  var etaEntries: Int { etas.entryCount + etas.count }

  private var kernel = KernelElimination<Double>()
  private let peel: PivotOrder
  private let rowNumber: Storage<Int32>

  init(size: Int) {
    self.size = size
    lowerColumns = FactorLists(size: size)
    lowerRows = FactorLists(size: size)
    upperColumns = FactorLists(size: size)
    upperRows = FactorLists(size: size)
    let room = max(1, size)
    diagonal = .allocate(capacity: room)
    diagonal.initialize(repeating: 1, count: size)
    order = .allocate(capacity: room + Self.mostUpdates)
    order.initialize(repeating: 0, count: size + Self.mostUpdates)
    places = PlaceSet(size: size + Self.mostUpdates)
    peel = PivotOrder(size: size)
    etas = EtaFile(size: size, most: Self.mostUpdates)
    rowNumber = Storage(repeating: 0, count: size)
  }

  deinit {
    diagonal.deallocate()
    order.deallocate()
  }

  // MARK: - Solving

  /// x with B x = b, where x is by pivots. The vector after all but U is copied to `spike`, for
  /// the update that brings this column in.
  func solve(_ vector: SparseVector, spike: SparseVector? = nil) {
    if hasLower { lowerColumns.solve(vector, nil, order, places, isBackward: false) }
    etas.apply(to: vector)
    spike?.copy(vector)
    upperColumns.solve(vector, diagonal, order, places, isBackward: true)
  }

  /// y with Bᵀ y = c, where c is by pivots. With `pivot`, c is its unit vector, and the row
  /// transformation of an update of this pivot is made ready.
  func solveTransposed(_ vector: SparseVector, pivot: Int? = nil) {
    upperRows.solve(vector, diagonal, order, places, isBackward: false)
    if let pivot { etas.prepare(vector, pivot) }
    etas.applyTransposed(to: vector)
    if hasLower { lowerRows.solve(vector, nil, order, places, isBackward: true) }
  }

  // MARK: - Updating

  /// Brings a column in at `pivot`, for which the row of the inverse was the last to be solved
  /// for. `spike` is what `solve` told, `entry` the column's entry in the pivot's row of B⁻¹A.
  ///
  /// - Returns: false, and nothing is changed, where the new factor would be too inexact.
  func update(_ pivot: Int, spike: SparseVector, entry: Double) -> Bool {
    let corner = etas.corner(spike, pivot)
    let expected = entry * diagonal[pivot]
    if !(abs(corner - expected) <= 1e-6 * abs(expected)) || abs(corner) < 1e-11 { return false }
    let p = Int32(pivot)
    var first = Int(upperRows.start[pivot])
    for k in first..<(first + Int(upperRows.length[pivot])) {
      upperColumns.remove(p, from: Int(upperRows.entry[k].place))
    }
    upperRows.length[pivot] = 0
    first = Int(upperColumns.start[pivot])
    for k in first..<(first + Int(upperColumns.length[pivot])) {
      upperRows.remove(p, from: Int(upperColumns.entry[k].place))
    }
    upperColumns.length[pivot] = 0
    for k in 0..<spike.count {
      let i = spike.index[k]
      let value = spike.value[Int(i)]
      if i == p || abs(value) < 1e-14 { continue }
      upperColumns.append(pivot, i, value)
      upperRows.append(Int(i), p, value)
    }
    diagonal[pivot] = corner
    upperColumns.step[pivot] = Int32(ordered)
    upperRows.step[pivot] = Int32(ordered)
    order[ordered] = p
    ordered += 1
    etas.take(pivot)
    updates += 1
    return true
  }

  // MARK: - Factorizing

  /// What a factorisation came to.
  struct Outcome {
    /// Basic columns that depend on others, and the rows that are left without a pivot for them.
    var refused: [Int32] = []
    var emptyRows: [Int32] = []
  }

  /// Factorizes the basis of these variables and writes the one of each pivot over `basic`.
  func factorize(_ program: SimplexProgram, _ basic: UnsafeMutablePointer<Int32>) -> Outcome {
    etas.removeAll()
    updates = 0
    peel.run(program, basic)
    let outcome = eliminate(program)
    for step in 0..<size {
      let row = Int(peel.pivotRow[step])
      order[step] = Int32(row)
      let (at, isLeaf) = (Int32(step), diagonal[row] == 1)
      lowerColumns.step[row] = lowerColumns.length[row] > 0 ? at : -1
      lowerRows.step[row] = hasLower && lowerRows.length[row] > 0 ? at : -1
      upperColumns.step[row] = upperColumns.length[row] > 0 || !isLeaf ? at : -1
      // An update may give any row more entries.
      upperRows.step[row] = at
      basic[row] = peel.pivotVariable[step]
    }
    ordered = size
    return outcome
  }

  /// The kernel, and both factors.
  private func eliminate(_ program: SimplexProgram) -> Outcome {
    let (n, A) = (program.columns, program)
    var outcome = Outcome()
    lowerColumns.removeAll()
    let stage = peel.stage
    for (pivot, column, value) in peel.lowerPivots {
      for k in Int(A.columnStart[Int(column)])..<Int(A.columnStart[Int(column) + 1]) {
        let i = A.rowOf[k]
        if i != pivot && stage[Int(i)] != 1 {
          lowerColumns.append(Int(pivot), i, A.columnValue[k] / value)
        }
      }
    }
    let firstKernel = peel.count
    let kernelRows = peel.rest.isEmpty ? [] : eliminateKernel(program)
    if kernel.pivots.count < peel.rest.count {
      var isTaken = [Bool](repeating: false, count: peel.rest.count)
      for pivot in kernel.pivots { isTaken[Int(pivot.column)] = true }
      for k in peel.rest.indices where !isTaken[k] { outcome.refused.append(peel.rest[k]) }
    }
    // A slack for each row that is left. Its column in the kernel is nothing but its row's unit
    // vector as long as no later pivot is below it, and there is none.
    for i in 0..<size where stage[i] == 0 {
      stage[i] = 3
      peel.add(Int32(i), Int32(n + i))
      diagonal[i] = 1
      outcome.emptyRows.append(Int32(i))
    }
    hasLower = false
    for i in 0..<size where lowerColumns.length[i] > 0 {
      hasLower = true
      break
    }
    if hasLower { lowerRows.transpose(of: lowerColumns) }
    buildUpper(program, firstKernel, kernelRows)
    return outcome
  }

  /// The part that is left when the triangular ones are peeled off: its pivots, and their columns of
  /// L. The rows of the kernel, in its own numbers.
  private func eliminateKernel(_ program: SimplexProgram) -> [Int32] {
    let stage = peel.stage
    let kernelRows = peel.restRows
    for (number, row) in kernelRows.enumerated() { rowNumber[Int(row)] = Int32(number) }
    var entries: [KernelElimination<Double>.Entry] = []
    for (number, column) in peel.rest.enumerated() {
      let first = Int(program.columnStart[Int(column)])
      for k in first..<Int(program.columnStart[Int(column) + 1]) {
        let i = Int(program.rowOf[k])
        if stage[i] != 0 { continue }
        entries.append(
          .init(row: rowNumber[i], column: Int32(number), value: program.columnValue[k]))
      }
    }
    var rules = KernelElimination<Double>.Rules()
    rules.leastPivot = 1e-9
    rules.negligible = 1e-13
    rules.mostEntries = 20 * (entries.count + size) + 1_000_000
    kernel.run(size: peel.rest.count, entries: entries, rules)
    let lower = kernel.lower
    for pivot in kernel.pivots {
      let row = kernelRows[Int(pivot.row)]
      stage[Int(row)] = 3
      peel.add(row, peel.rest[Int(pivot.column)])
      diagonal[Int(row)] = pivot.value
      for entry in lower[pivot.lower] {
        lowerColumns.append(Int(row), kernelRows[Int(entry.index)], entry.value)
      }
    }
    return kernelRows
  }

  /// U by columns and by rows: what a column has in the rows that were pivots before it was.
  private func buildUpper(
    _ program: SimplexProgram, _ firstKernel: Int, _ kernelRows: [Int32]
  ) {
    let n = program.columns
    let (start, rowOf, value) = (
      program.columnStart.base, program.rowOf.base, program.columnValue.base
    )
    let (stage, pivotRow, pivotVariable) = (
      peel.stage, peel.pivotRow.base, peel.pivotVariable.base
    )
    let (columnLength, rowLength) = (upperColumns.length, upperRows.length)
    upperColumns.length.update(repeating: 0, count: size)
    upperRows.length.update(repeating: 0, count: size)
    var pivotOfKernelColumn: [Int32] = []
    if !kernelRows.isEmpty {
      pivotOfKernelColumn = [Int32](repeating: -1, count: peel.rest.count)
      for pivot in kernel.pivots {
        pivotOfKernelColumn[Int(pivot.column)] = kernelRows[Int(pivot.row)]
      }
    }
    for isFilling in [false, true] {
      for step in peel.firstColumn..<size {
        let (row, variable) = (Int(pivotRow[step]), Int(pivotVariable[step]))
        if variable >= n { continue }
        var k = Int(start[variable])
        let end = Int(start[variable + 1])
        while k < end {
          let i = Int(rowOf[k])
          if i == row {
            if step < firstKernel { diagonal[row] = value[k] }
          } else if stage[i] == 1 {
            if isFilling {
              upperColumns.put(row, Int32(truncatingIfNeeded: i), value[k])
              upperRows.put(i, Int32(truncatingIfNeeded: row), value[k])
            } else {
              columnLength[row] &+= 1
              rowLength[i] &+= 1
            }
          }
          k &+= 1
        }
      }
      if !kernelRows.isEmpty {
        addKernelToUpper(kernelRows, pivotOfKernelColumn, isFilling: isFilling)
      }
      if !isFilling {
        upperColumns.layOut(spare: 2, pivotRow)
        upperRows.layOut(spare: 4, pivotRow)
      }
    }
    for step in 0..<peel.firstColumn { diagonal[Int(pivotRow[step])] = 1 }
  }

  /// What the kernel's rows have in U; at first only how much it is.
  private func addKernelToUpper(
    _ kernelRows: [Int32], _ pivotOfKernelColumn: [Int32], isFilling: Bool
  ) {
    let upper = kernel.upper
    for pivot in kernel.pivots {
      let row = Int(kernelRows[Int(pivot.row)])
      for entry in upper[pivot.upper] {
        let other = Int(pivotOfKernelColumn[Int(entry.index)])
        if other < 0 { continue }
        if isFilling {
          upperColumns.put(other, Int32(row), entry.value)
          upperRows.put(row, Int32(other), entry.value)
        } else {
          upperColumns.length[other] += 1
          upperRows.length[row] += 1
        }
      }
    }
  }
}
