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
    var rows = ActivityRanges(rows: rowCount)
    for j in 0..<columnCount {
      for k in entries(of: j) where value[k] != 0 {
        rows.add(value[k], from: columnLower[j], to: columnUpper[j], in: Int(rowIndex[k]))
      }
    }
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
        let left = side > 0 ? rows.room(below: rowUpper[i], i) : rows.room(above: rowLower[i], i)
        room = min(room, left / abs(side))
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
