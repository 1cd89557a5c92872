// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The dual simplex method for a search: the same rows are solved again and again while bounds of
/// columns change, each time from the basis where the last solve ended or from one that was kept.
///
/// What it says is a hint. Row prices and rays are for somebody who checks them.
package final class IncrementalSimplex {
  package enum Outcome {
    case optimal
    /// `ray` tells why.
    case infeasible
    /// No point is as good as the limit on the objective; `prices` tell why.
    case pastLimit
    case gaveUp
  }

  /// A basis with the weights of its steepest edges, by variable: columns first, then rows.
  package struct Kept: Sendable {
    fileprivate let status: [UInt8]
    fileprivate let weight: [Float]

    /// The same basis after rows were appended, which are basic.
    package func appending(rows: Int) -> Kept {
      Kept(
        status: status + Array(repeating: SimplexState.Status.basic, count: rows),
        weight: weight + Array(repeating: 1, count: rows))
    }

    /// The same basis without some rows, which are basic.
    package func keeping(rows: [Int], columns: Int) -> Kept {
      Kept(
        status: Array(status[..<columns]) + rows.map { status[columns + $0] },
        weight: Array(weight[..<columns]) + rows.map { weight[columns + $0] })
    }

    package func isBasic(row: Int, columns: Int) -> Bool {
      status[columns + row] == SimplexState.Status.basic
    }
  }

  private let program: SimplexProgram
  private let state: SimplexState
  private let dual: DualSimplex
  private var isFactorKept = false
  /// The slot that no change of the others brings into its bounds, below them or above.
  private var outside = 0.0

  package var columns: Int { state.columns }
  package var rows: Int { state.rows }
  /// Pivots over all solves.
  package private(set) var pivots = 0

  /// All rows basic.
  package init(_ program: NumericProgram) {
    self.program = SimplexProgram(program)
    state = SimplexState(self.program)
    dual = DualSimplex(state)
  }

  package func take(_ basis: Basis) {
    state.take(basis)
    for i in 0..<rows { state.slot[i].weight = 0 }
    isFactorKept = false
  }

  package func take(_ kept: Kept) {
    kept.status.withUnsafeBufferPointer { status in
      kept.weight.withUnsafeBufferPointer { weight in
        state.take(status: { status[$0] }, weight: { Double(weight[$0]) })
      }
    }
    isFactorKept = false
  }

  package var kept: Kept {
    let variables = state.variables
    var weight = [Float](repeating: 1, count: variables)
    for i in 0..<rows {
      let known = Float(state.slot[i].weight)
      weight[Int(state.basic[i])] = known.isFinite ? known : 0
    }
    return Kept(
      status: Array(UnsafeBufferPointer(start: state.status, count: variables)), weight: weight)
  }

  package var basis: Basis { state.basis }

  /// Other bounds of a column, or of a row with its number after the columns.
  @inline(__always)
  package func setBounds(_ column: Int, _ lower: Double, _ upper: Double) {
    program.lower[column] = lower
    program.upper[column] = upper
  }

  package func setRowBounds(_ row: Int, _ lower: Double, _ upper: Double) {
    program.lower[columns + row] = -upper
    program.upper[columns + row] = -lower
  }

  package func solve(
    pivotLimit: Int, objectiveLimit: Double = .infinity, until stop: StopSignal
  ) -> Outcome {
    settle()
    dual.objectiveLimit = objectiveLimit
    let before = dual.pivots
    defer { pivots += dual.pivots - before }
    let outcome = dual.rerun(keepsFactor: isFactorKept, pivotLimit: pivotLimit, until: stop)
    isFactorKept = true
    switch outcome {
    case .pastLimit: return .pastLimit
    case .gaveUp:
      isFactorKept = false
      return .gaveUp
    case .infeasible(let variable):
      for i in 0..<rows where Int(state.basic[i]) == variable { outside = state.outside(i) }
      return .infeasible
    case .optimal: return dual.hasShifted ? clean(pivotLimit, stop) : .optimal
    }
  }

  /// Where costs had to be changed, the primal simplex takes that back.
  private func clean(_ pivotLimit: Int, _ stop: StopSignal) -> Outcome {
    if state.isDualFeasible { return .optimal }
    let primal = PrimalSimplex(state)
    let outcome = primal.run(pivotLimit: pivotLimit, until: stop)
    pivots += primal.pivots
    isFactorKept = false
    return outcome == .optimal ? .optimal : .gaveUp
  }

  /// Statuses and slots after bounds have changed.
  private func settle() {
    let (status, reduced, lower, upper) = (
      state.status, state.reduced, program.lower.base, program.upper.base
    )
    for j in 0..<state.variables {
      let (now, low, high) = (status[j], lower[j], upper[j])
      if now == SimplexState.Status.basic { continue }
      if low == high {
        status[j] = SimplexState.Status.fixed
      } else if now == SimplexState.Status.fixed || now == SimplexState.Status.atZero
        || !SimplexState.restingValue(now, low, high).isFinite
      {
        status[j] = SimplexState.resting(low, high, cost: isFactorKept ? reduced[j] : 0)
      }
    }
    for i in 0..<rows {
      let j = Int(state.basic[i])
      state.slot[i].lower = lower[j]
      state.slot[i].upper = upper[j]
    }
  }

  // MARK: - What the last solve found

  package var objective: Double {
    var sum = 0.0
    for j in 0..<state.variables where state.status[j] != SimplexState.Status.basic {
      if program.cost[j] != 0 { sum += program.cost[j] * state.restingValue(j) }
    }
    for i in 0..<rows { sum += program.cost[Int(state.basic[i])] * state.slot[i].value }
    return sum
  }

  /// The values of the columns.
  package func copyPoint(to point: inout [Double]) {
    for j in 0..<columns {
      point[j] = state.status[j] == SimplexState.Status.basic ? 0 : state.restingValue(j)
    }
    for i in 0..<rows where Int(state.basic[i]) < columns {
      point[Int(state.basic[i])] = state.slot[i].value
    }
  }

  /// A dual value a row, and what they leave of the costs.
  package func copyPrices(to prices: inout [Double]) {
    for i in 0..<rows { prices[i] = state.cost[columns + i] - state.reduced[columns + i] }
  }

  package func reducedCost(_ column: Int) -> Double { state.reduced[column] }

  /// After `infeasible`: weights of the rows, positive where the lower bound counts, that no point
  /// within the bounds of the columns can meet.
  package func copyRay(to weights: inout [Double]) {
    for i in 0..<rows { weights[i] = 0 }
    let sign = outside > 0 ? 1.0 : -1.0
    for k in 0..<state.row.count {
      let i = Int(state.row.index[k])
      weights[i] = sign * state.row.value[i]
    }
  }

  /// The basic columns, with the slots that their rows of the tableau are asked for by.
  package var basicColumns: [(column: Int, slot: Int)] {
    (0..<rows).compactMap {
      let j = Int(state.basic[$0])
      return j < columns ? (j, $0) : nil
    }
  }

  /// The weights of the rows whose sum is the slot's row of the tableau.
  package func copyTableauWeights(slot: Int, to weights: inout [Double]) {
    for i in 0..<rows { weights[i] = 0 }
    state.row.clear()
    state.row.add(1, at: Int32(slot))
    state.factor.solveTransposed(state.row)
    for k in 0..<state.row.count {
      let i = Int(state.row.index[k])
      weights[i] = state.row.value[i]
    }
    state.row.clear()
  }

  package func isBasic(_ variable: Int) -> Bool {
    state.status[variable] == SimplexState.Status.basic
  }
}
