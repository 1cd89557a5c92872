// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The primal simplex method with bounds, for the few pivots that are left from a basis that
/// violates none: after columns came in, or after changed costs were taken back (Maros,
/// "Computational techniques of the simplex method", 2003, chapter 9; the ratio test in two passes
/// is Harris's, "Pivot selection methods of the Devex LP code", 1973).
final class PrimalSimplex {
  enum Outcome { case optimal, unbounded, gaveUp }

  let state: SimplexState
  private(set) var pivots = 0
  /// Of these, those with a step of 0.
  private var idle = 0
  /// One over the length of each variable's column.
  private let scale: Storage<Double>
  /// What a reduced cost must be beyond 0 to count: large costs are not told exactly.
  private let tolerance: Double

  private static let mostUpdates = 100
  private static let leastPivot = 1e-7

  /// - Parameter tolerance: in place of the usual one.
  init(_ state: SimplexState, tolerance: Double? = nil) {
    self.state = state
    let program = state.program
    scale = Storage(repeating: 1, count: state.variables)
    let largest = (0..<state.variables).reduce(1.0) { max($0, abs(program.cost[$1])) }
    self.tolerance = tolerance ?? SimplexState.tolerance * largest
    for j in 0..<state.columns {
      var square = 1.0
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        square += program.columnValue[k] * program.columnValue[k]
      }
      scale[j] = 1 / square.squareRoot()
    }
  }

  /// Gives up after `pivotLimit` pivots, where half of all pivots so far have not moved anything, or
  /// where the entries looked at are out of all proportion to the program, by `patience`.
  func run(pivotLimit: Int, patience: Int = 1, until stop: StopSignal) -> Outcome {
    let size = state.variables + state.program.columnOf.count
    let workLimit = patience * (20_000_000 + 1000 * size)
    for j in 0..<state.variables { state.cost[j] = state.program.cost[j] }
    guard refactor() else { return .gaveUp }
    while pivots < pivotLimit && pivots * state.variables < workLimit && !stop.isOver() {
      if idle > 500 + pivots / 2 { return .gaveUp }
      if state.factor.updates >= Self.mostUpdates, !refactor() { return .gaveUp }
      guard let entering = entering() else {
        if state.factor.updates == 0 { return .optimal }
        guard refactor() else { return .gaveUp }
        continue
      }
      if let outcome = iterate(entering) { return outcome }
    }
    return .gaveUp
  }

  /// From the basis anew: whether it is one, and violates no bound.
  private func refactor() -> Bool {
    guard state.factorize() else { return false }
    state.computeReducedCosts()
    state.computeValues()
    return (0..<state.rows).allSatisfy {
      abs(state.outside($0)) <= 1e-6 * max(1, abs(state.slot[$0].value))
    }
  }

  private func entering() -> Int? {
    var best: (size: Double, variable: Int)?
    for j in 0..<state.variables where state.status[j] != SimplexState.Status.basic {
      let wrong = state.wrongness(j)
      if wrong > tolerance, wrong * scale[j] > best?.size ?? 0 {
        best = (wrong * scale[j], j)
      }
    }
    return best?.variable
  }

  /// One pivot, or a variable to its other bound.
  private func iterate(_ q: Int) -> Outcome? {
    let s = state
    s.load(q, into: s.column)
    s.factor.solve(s.column, spike: s.spike)
    let direction = s.reduced[q] < 0 ? 1.0 : -1.0
    let range = s.program.upper[q] - s.program.lower[q]
    let leaving = leaving(direction)
    let step = leaving.map { max(0, room($0, direction)) } ?? .infinity
    pivots += 1
    if step == 0 { idle += 1 }
    if range <= step {
      if range == .infinity { return .unbounded }
      move(direction * range)
      s.flip(q)
      return nil
    }
    guard let leaving else { return .unbounded }
    let entry = s.column.value[leaving]
    let start = s.restingValue(q)
    s.row.clear()
    s.row.add(1, at: Int32(leaving))
    s.factor.solveTransposed(s.row, pivot: leaving)
    s.multiplyRow()
    s.updateReducedCosts(entering: q, at: leaving, entry)
    move(direction * step)
    s.exchange(leaving, with: q, goesUp: direction * entry < 0)
    s.slot[leaving].value = start + direction * step
    // Not known any more; the dual simplex measures it.
    s.slot[leaving].weight = 0
    if !s.factor.update(leaving, spike: s.spike, entry: entry), !refactor() { return .gaveUp }
    return nil
  }

  /// How far the entering variable can go until a slot is at its bound.
  private func room(_ i: Int, _ direction: Double, _ tolerance: Double = 0) -> Double {
    let slot = state.slot[i]
    let rate = direction * state.column.value[i]
    return rate > 0
      ? (slot.value - slot.lower + tolerance) / rate : (slot.upper - slot.value + tolerance) / -rate
  }

  /// Of the slots that are at a bound soonest, within a tolerance, that of the largest entry.
  private func leaving(_ direction: Double) -> Int? {
    let column = state.column
    var limit = Double.infinity
    for k in 0..<column.count {
      let i = Int(column.index[k])
      if abs(column.value[i]) < Self.leastPivot { continue }
      limit = min(limit, room(i, direction, SimplexState.tolerance))
    }
    if limit == .infinity { return nil }
    var best: Int?
    for k in 0..<column.count {
      let i = Int(column.index[k])
      let size = abs(column.value[i])
      if size < Self.leastPivot || room(i, direction) > limit { continue }
      if best.map({ size > abs(column.value[$0]) }) ?? true { best = i }
    }
    return best
  }

  /// Moves the basic variables as the entering one moves by `step`.
  private func move(_ step: Double) {
    let column = state.column
    for k in 0..<column.count {
      let i = Int(column.index[k])
      state.slot[i].value -= step * column.value[i]
    }
  }
}
