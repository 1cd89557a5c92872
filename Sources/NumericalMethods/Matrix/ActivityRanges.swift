// SPDX-License-Identifier: GPL-3.0-or-later

/// How far the activity of each row can go, by the bounds of the columns alone: the sums of what
/// columns contribute at least and at most. Those without such an end are counted in place of summed.
struct ActivityRanges {
  private(set) var least: [Double]
  private(set) var most: [Double]
  private(set) var endlessDown: [Int32]
  private(set) var endlessUp: [Int32]

  init(rows: Int) {
    least = Array(repeating: 0, count: rows)
    most = least
    endlessDown = Array(repeating: 0, count: rows)
    endlessUp = endlessDown
  }

  /// Adds what stays between these ends.
  mutating func add(_ low: Double, _ high: Double, to row: Int) {
    if low.isFinite { least[row] += low } else { endlessDown[row] += 1 }
    if high.isFinite { most[row] += high } else { endlessUp[row] += 1 }
  }

  /// Adds a column with bounds.
  mutating func add(_ coefficient: Double, from lower: Double, to upper: Double, in row: Int) {
    let (a, b) = (coefficient * lower, coefficient * upper)
    add(min(a, b), max(a, b), to: row)
  }

  /// How far an activity can rise from its least until `ceiling`.
  func room(below ceiling: Double, _ row: Int) -> Double {
    endlessDown[row] > 0 ? .infinity : ceiling - least[row]
  }

  /// How far it can fall from its most until `floor`.
  func room(above floor: Double, _ row: Int) -> Double {
    endlessUp[row] > 0 ? .infinity : most[row] - floor
  }
}
