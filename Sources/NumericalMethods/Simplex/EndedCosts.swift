// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension NumericProgram {
  /// This program with a bound for every column that its cost draws to where it has none, beyond
  /// what the rows leave room for: all rows basic is dual feasible then. No plan rests at such a
  /// bound, so a basis that is optimal here is optimal without them. What proves that there is no
  /// plan may lean on them; `StartingBasis.withoutBoundsMade` looks further.
  ///
  /// - Returns: nil where such a column has no bound at all, or no row bounds it on its own.
  ///   Complexity: linear in the entries.
  func endingCosts() -> NumericProgram? {
    if !hasCostWithoutEnd { return self }
    let rows = RowRanges(self)
    let sign = maximize ? -1.0 : 1.0
    var ended = self
    for j in 0..<columnCount where cost[j] != 0 {
      let isDrawnUp = sign * cost[j] < 0
      let (from, end) =
        isDrawnUp ? (columnLower[j], columnUpper[j]) : (columnUpper[j], columnLower[j])
      if end.isFinite { continue }
      guard from.isFinite else { return nil }
      var room = Double.infinity
      for k in entries(of: j) where value[k] != 0 {
        let i = Int(rowIndex[k])
        let side = isDrawnUp ? value[k] : -value[k]
        room = min(room, (side > 0 ? rows.roomAbove(i) : rows.roomBelow(i)) / abs(side))
      }
      if room == .infinity { return nil }
      let distance = 2 * max(0, room) + 1
      if isDrawnUp {
        ended.columnUpper[j] = from + distance
      } else {
        ended.columnLower[j] = from - distance
      }
    }
    return ended
  }
}

/// How far each row's activity can be from its bounds, by the bounds of the columns alone.
private struct RowRanges {
  private let program: NumericProgram
  /// The least and the most activity, without the columns that have no such end, which are counted.
  private var least: [Double]
  private var most: [Double]
  private var endlessDown: [Int32]
  private var endlessUp: [Int32]

  init(_ program: NumericProgram) {
    self.program = program
    let m = program.rowCount
    least = Array(repeating: 0, count: m)
    most = least
    endlessDown = Array(repeating: 0, count: m)
    endlessUp = endlessDown
    for j in 0..<program.columnCount {
      for k in program.entries(of: j) where program.value[k] != 0 {
        let i = Int(program.rowIndex[k])
        let (a, b) = (
          program.value[k] * program.columnLower[j], program.value[k] * program.columnUpper[j]
        )
        if min(a, b).isFinite { least[i] += min(a, b) } else { endlessDown[i] += 1 }
        if max(a, b).isFinite { most[i] += max(a, b) } else { endlessUp[i] += 1 }
      }
    }
  }

  /// How far the activity can rise from its least until its upper bound.
  func roomAbove(_ i: Int) -> Double {
    endlessDown[i] > 0 ? .infinity : program.rowUpper[i] - least[i]
  }

  /// How far it can fall from its most until its lower bound.
  func roomBelow(_ i: Int) -> Double {
    endlessUp[i] > 0 ? .infinity : most[i] - program.rowLower[i]
  }
}

extension StartingBasis {
  /// This basis of `endingCosts` of a program, as one of the program itself.
  ///
  /// Where it says that there is no plan, that may lean on bounds which the program does not have.
  /// Without costs, every basis is dual feasible: so the dual simplex goes on from it to a row of the
  /// tableau that leans on the program's own.
  func withoutBoundsMade(for program: NumericProgram, until stop: StopSignal) -> StartingBasis? {
    guard case .infeasible = claim, basis.restsNowhere(in: program) else { return self }
    var costless = program
    for j in 0..<costless.columnCount { costless.cost[j] = 0 }
    let state = SimplexState(SimplexProgram(costless))
    state.take(basis)
    let limit = 1000 + 5 * (program.rowCount + program.columnCount)
    guard var end = DualSimplex(state).solve(pivotLimit: limit, until: stop) else { return nil }
    end.iterations += iterations
    // A plan after all: then it was rounding.
    if case .infeasible = end.claim { return end }
    return nil
  }
}

extension Basis {
  /// Whether a column rests at a bound that it does not have.
  fileprivate func restsNowhere(in program: NumericProgram) -> Bool {
    columns.indices.contains { j in
      columns[j] == .atUpper && program.columnUpper[j] == .infinity
        || columns[j] == .atLower && program.columnLower[j] == -.infinity
    }
  }
}
