// SPDX-License-Identifier: GPL-3.0-or-later

/// By how much the bound of a side got worse for each unit that was rounded away, on average
/// (Benichou et al., "Experiments in mixed-integer linear programming", 1971).
struct Pseudocosts {
  private var sum: [Double]
  private var count: [Int32]
  private var total = (down: 0.0, up: 0.0)
  private var totalCount = (down: 0, up: 0)

  init(columns: Int) {
    sum = Array(repeating: 0, count: 2 * columns)
    count = Array(repeating: 0, count: 2 * columns)
  }

  mutating func note(_ column: Int, isUp: Bool, gain: Double, distance: Double) {
    let rate = max(0, gain) / max(distance, 1e-6)
    sum[2 * column + (isUp ? 1 : 0)] += rate
    count[2 * column + (isUp ? 1 : 0)] += 1
    if isUp {
      total.up += rate
      totalCount.up += 1
    } else {
      total.down += rate
      totalCount.down += 1
    }
  }

  /// How often the side that was looked at less was looked at.
  func looks(_ column: Int) -> Int { Int(min(count[2 * column], count[2 * column + 1])) }

  func rate(_ column: Int, isUp: Bool) -> Double {
    let k = 2 * column + (isUp ? 1 : 0)
    if count[k] > 0 { return sum[k] / Double(count[k]) }
    let (all, number) = isUp ? (total.up, totalCount.up) : (total.down, totalCount.down)
    return number > 0 ? all / Double(number) : 1
  }

  func score(_ column: Int, fraction: Double) -> Double {
    Self.score(
      rate(column, isUp: false) * fraction, rate(column, isUp: true) * (1 - fraction))
  }

  static func score(_ down: Double, _ up: Double) -> Double { max(down, 1e-9) * max(up, 1e-9) }
}
