// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Where a simplex method is: its basis with a factor, the values of the basic variables and the
/// reduced costs of the others.
///
/// A basic variable is found by its **slot**, the row that its pivot is in.
final class SimplexState {
  /// What a pivot changes of one slot, side by side in memory.
  struct Slot {
    var value: Double
    var lower: Double
    var upper: Double
    /// The squared length of the slot's row of the inverse, for dual steepest edges.
    var weight: Double
  }

  enum Status {
    static let basic: UInt8 = 0
    static let atLower: UInt8 = 1
    static let atUpper: UInt8 = 2
    /// Without bounds, at 0.
    static let atZero: UInt8 = 3
    static let fixed: UInt8 = 4
  }

  static let tolerance = 1e-9

  let program: SimplexProgram
  let (rows, columns, variables): (Int, Int, Int)
  let factor: UpdatedFactor
  let basic: UnsafeMutablePointer<Int32>
  let status: UnsafeMutablePointer<UInt8>
  let slot: UnsafeMutablePointer<Slot>
  /// The costs that are worked with.
  let cost: UnsafeMutablePointer<Double>
  let reduced: UnsafeMutablePointer<Double>
  private let weightOf: UnsafeMutablePointer<Double>
  /// Vectors by row or slot, and one by column.
  let row: SparseVector
  let column: SparseVector
  let spike: SparseVector
  let further: SparseVector
  let pivotRow: SparseVector

  init(_ program: SimplexProgram) {
    self.program = program
    rows = program.rows
    columns = program.columns
    variables = program.variables
    factor = UpdatedFactor(size: rows)
    basic = .allocate(capacity: max(1, rows))
    slot = .allocate(capacity: max(1, rows))
    status = .allocate(capacity: max(1, variables))
    cost = .allocate(capacity: max(1, variables))
    reduced = .allocate(capacity: max(1, variables))
    weightOf = .allocate(capacity: max(1, variables))
    row = SparseVector(size: rows)
    column = SparseVector(size: rows)
    spike = SparseVector(size: rows)
    further = SparseVector(size: rows)
    pivotRow = SparseVector(size: columns)
    slot.initialize(
      repeating: Slot(value: 0, lower: 0, upper: 0, weight: 1), count: rows)
    for j in 0..<variables {
      cost[j] = program.cost[j]
      reduced[j] = program.cost[j]
      weightOf[j] = 1
      status[j] = j < columns ? resting(j) : Status.basic
    }
    for i in 0..<rows { basic[i] = Int32(columns + i) }
  }

  deinit {
    basic.deallocate()
    slot.deallocate()
    status.deallocate()
    for array in [cost, reduced, weightOf] { array.deallocate() }
  }

  private func resting(_ j: Int) -> UInt8 {
    Self.resting(program.lower[j], program.upper[j], cost: program.cost[j])
  }

  /// A bound to rest at, the cheaper one where there are two.
  static func resting(_ low: Double, _ high: Double, cost: Double) -> UInt8 {
    if low == high { return Status.fixed }
    if low.isFinite && high.isFinite { return cost < 0 ? Status.atUpper : Status.atLower }
    return low.isFinite ? Status.atLower : high.isFinite ? Status.atUpper : Status.atZero
  }

  /// The value of a variable that is not basic.
  @inline(__always)
  func restingValue(_ j: Int) -> Double {
    Self.restingValue(status[j], program.lower[j], program.upper[j])
  }

  @inline(__always)
  static func restingValue(_ status: UInt8, _ low: Double, _ high: Double) -> Double {
    switch status {
    case Status.atLower, Status.fixed: low
    case Status.atUpper: high
    default: 0
    }
  }

  /// Takes a basis over, as far as it is one.
  func take(_ basis: Basis) {
    var count = 0
    func adopt(_ j: Int, _ wanted: Basis.Status) {
      status[j] = resting(j)
      if wanted == .basic && count < rows {
        status[j] = Status.basic
        basic[count] = Int32(j)
        count += 1
      } else if wanted == .atUpper && program.upper[j].isFinite && status[j] != Status.fixed {
        status[j] = Status.atUpper
      } else if wanted == .atLower && program.lower[j].isFinite && status[j] != Status.fixed {
        status[j] = Status.atLower
      }
    }
    for j in 0..<columns { adopt(j, basis.columns[j]) }
    for i in 0..<rows {
      let wanted: Basis.Status =
        switch basis.rows[i] {
        case .atLower: .atUpper
        case .atUpper: .atLower
        case let other: other
        }
      adopt(columns + i, wanted)
    }
    var i = 0
    while count < rows {
      if status[columns + i] != Status.basic {
        status[columns + i] = Status.basic
        basic[count] = Int32(columns + i)
        count += 1
      }
      i += 1
    }
  }

  /// Takes over statuses by variable, of which as many are basic as there are rows, and the weights
  /// of those; a weight of 0 is measured with the next factor. What was at a bound that is not there
  /// goes to one that is.
  func take(status given: (Int) -> UInt8, weight: (Int) -> Double) {
    var count = 0
    for j in 0..<variables {
      status[j] = given(j)
      if status[j] != Status.basic {
        if !restingValue(j).isFinite { status[j] = resting(j) }
        continue
      }
      precondition(count < rows, "more basic variables than rows")
      basic[count] = Int32(j)
      slot[count].weight = weight(j)
      count += 1
    }
    precondition(count == rows, "fewer basic variables than rows")
  }

  /// The basis as others know it.
  var basis: Basis { Basis(statuses: status, columns: columns, rows: rows) }

  /// Takes a variable with two bounds to its other one.
  @inline(__always)
  func flip(_ j: Int) { status[j] = status[j] == Status.atLower ? Status.atUpper : Status.atLower }

  /// A variable enters the basis in a slot whose variable goes to one of its bounds. Values and
  /// the factor are the caller's.
  func exchange(_ place: Int, with entering: Int, goesUp: Bool) {
    let left = Int(basic[place])
    basic[place] = Int32(entering)
    status[left] =
      program.lower[left] == program.upper[left]
      ? Status.fixed : goesUp ? Status.atUpper : Status.atLower
    status[entering] = Status.basic
    slot[place].lower = program.lower[entering]
    slot[place].upper = program.upper[entering]
  }

  // MARK: - From the basis anew

  /// Factorizes the basis; columns that depend on others leave it for slacks.
  ///
  /// - Returns: whether none had to.
  @discardableResult
  func factorize() -> Bool {
    for i in 0..<rows { weightOf[Int(basic[i])] = slot[i].weight }
    let outcome = factor.factorize(program, basic)
    for j in outcome.refused { status[Int(j)] = resting(Int(j)) }
    for i in outcome.emptyRows {
      status[columns + Int(i)] = Status.basic
      weightOf[columns + Int(i)] = 1
    }
    for i in 0..<rows {
      let j = Int(basic[i])
      slot[i].weight = weightOf[j]
      slot[i].lower = program.lower[j]
      slot[i].upper = program.upper[j]
    }
    return outcome.refused.isEmpty
  }

  /// The squared length of a slot's row of the inverse, by solving for it.
  func measureWeight(_ place: Int) {
    row.clear()
    row.add(1, at: Int32(place))
    factor.solveTransposed(row)
    slot[place].weight = row.squaredLength
    row.clear()
  }

  /// The values of the basic variables from those of the others.
  func computeValues() {
    row.clear()
    let x = row.value
    for j in 0..<columns where status[j] != Status.basic {
      let value = restingValue(j)
      if value == 0 { continue }
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        x[Int(program.rowOf[k])] -= program.columnValue[k] * value
      }
    }
    for i in 0..<rows where status[columns + i] != Status.basic {
      x[i] -= restingValue(columns + i)
    }
    row.listNonzeros(above: 1e-14)
    factor.solve(row)
    for i in 0..<rows { slot[i].value = x[i] }
    row.clear()
  }

  /// The reduced costs from the costs that are worked with.
  func computeReducedCosts() {
    row.clear()
    let y = row.value
    for i in 0..<rows { y[i] = cost[Int(basic[i])] }
    row.listNonzeros(above: 0)
    factor.solveTransposed(row)
    let (start, rowOf, value) = (
      program.columnStart.base, program.rowOf.base, program.columnValue.base
    )
    for j in 0..<columns {
      if status[j] == Status.basic {
        reduced[j] = 0
        continue
      }
      var rest = cost[j]
      for k in Int(start[j])..<Int(start[j + 1]) { rest -= value[k] * y[Int(rowOf[k])] }
      reduced[j] = rest
    }
    for i in 0..<rows {
      reduced[columns + i] = status[columns + i] == Status.basic ? 0 : cost[columns + i] - y[i]
    }
    row.clear()
  }

  /// What the basic solution costs.
  var objective: Double {
    var sum = 0.0
    for j in 0..<variables where status[j] != Status.basic && cost[j] != 0 {
      sum += cost[j] * restingValue(j)
    }
    for i in 0..<rows { sum += cost[Int(basic[i])] * slot[i].value }
    return sum
  }

  /// `vector` becomes the column of a variable.
  func load(_ j: Int, into vector: SparseVector) {
    vector.clear()
    addColumn(j, times: 1, to: vector)
  }

  func addColumn(_ j: Int, times factor: Double, to vector: SparseVector) {
    if j >= columns {
      vector.add(factor, at: Int32(j - columns))
    } else {
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        vector.add(factor * program.columnValue[k], at: program.rowOf[k])
      }
    }
  }

  /// `pivotRow` becomes the entries of `row`ᵀ A, slacks left out.
  func multiplyRow() {
    pivotRow.clear()
    let (start, columnOf, value) = (
      program.rowStart.base, program.columnOf.base, program.rowValue.base
    )
    let (entry, index) = (pivotRow.value, pivotRow.index)
    var count = 0
    for t in 0..<row.count {
      let i = Int(row.index[t])
      let weight = row.value[i]
      if abs(weight) < 1e-14 { continue }
      var k = Int(start[i])
      let end = Int(start[i + 1])
      while k < end {
        let j = columnOf[k]
        let old = entry[Int(j)]
        if old == 0 {
          index[count] = j
          count &+= 1
        }
        let new = old + weight * value[k]
        entry[Int(j)] = abs(new) < 1e-14 ? SparseVector.almostZero : new
        k &+= 1
      }
    }
    pivotRow.count = count
  }

  /// The reduced costs after a pivot: `entering` takes the slot `place`, in whose row, `pivotRow` and
  /// for the slacks `row`, it has this entry.
  func updateReducedCosts(entering: Int, at place: Int, _ entry: Double) {
    let step = reduced[entering] / entry
    if step != 0 { takePivotRow(times: step) }
    reduced[entering] = 0
    reduced[Int(basic[place])] = -step
  }

  private func takePivotRow(times step: Double) {
    let (status, reduced, columns) = (status, reduced, columns)
    let (columnIndex, columnEntry) = (pivotRow.index, pivotRow.value)
    for k in 0..<pivotRow.count {
      let j = Int(columnIndex[k])
      if status[j] != Status.basic { reduced[j] -= step * columnEntry[j] }
    }
    let (rowIndex, rowEntry) = (row.index, row.value)
    for k in 0..<row.count {
      let i = Int(rowIndex[k])
      let j = columns &+ i
      if status[j] != Status.basic { reduced[j] -= step * rowEntry[i] }
    }
  }

  /// How far a basic variable is outside its bounds; less than 0 below.
  @inline(__always)
  func outside(_ i: Int) -> Double {
    let state = slot[i]
    if state.value < state.lower - Self.tolerance * max(1, abs(state.lower)) {
      return state.value - state.lower
    }
    if state.value > state.upper + Self.tolerance * max(1, abs(state.upper)) {
      return state.value - state.upper
    }
    return 0
  }

  /// How much the sign of a reduced cost is wrong, for a variable that is not basic.
  @inline(__always)
  func wrongness(_ j: Int) -> Double {
    switch status[j] {
    case Status.atLower: max(0, -reduced[j])
    case Status.atUpper: max(0, reduced[j])
    case Status.atZero: abs(reduced[j])
    default: 0
    }
  }

  /// Whether all reduced costs have the right sign for the program's own costs.
  var isDualFeasible: Bool {
    for j in 0..<variables { cost[j] = program.cost[j] }
    computeReducedCosts()
    return (0..<variables).allSatisfy { wrongness($0) <= Self.tolerance }
  }
}

extension Basis {
  /// From statuses of a simplex method, columns first and then the slacks.
  init(statuses: UnsafePointer<UInt8>, columns: Int, rows: Int) {
    func known(_ j: Int) -> Status {
      switch statuses[j] {
      case SimplexState.Status.basic: .basic
      case SimplexState.Status.atUpper: .atUpper
      case SimplexState.Status.atZero: .atZero
      default: .atLower
      }
    }
    self.init(
      columns: (0..<columns).map(known),
      rows: (0..<rows).map { i in
        // A slack is the negative of its row.
        switch known(columns + i) {
        case .atLower: .atUpper
        case .atUpper: .atLower
        case let other: other
        }
      })
  }
}
