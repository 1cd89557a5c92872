// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension NumericProgram {
  /// This program with a bound for every column that its cost draws to where it has none, beyond
  /// what the rows leave room for: all rows basic is dual feasible then. No plan rests at such a
  /// bound, so a basis that is optimal here is optimal without them.
  ///
  /// - Returns: nil where the rows bound one of these columns only together. Complexity: linear in
  ///   the entries.
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
      for k in entries(of: j) {
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
