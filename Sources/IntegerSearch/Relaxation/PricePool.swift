// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Prices that closed a part, or proved much of one, kept for others: with narrower bounds they may close
/// a part before its relaxation is solved, or narrow it (dual proofs: Witzig, Berthold and Heinz,
/// "Computational aspects of infeasibility analysis in mixed integer programming", 2021).
struct PricePool {
  struct Entry {
    var prices: SearchTree.Multipliers
    /// What they leave of the costs, where that is something.
    fileprivate var columns: [Int32]
    fileprivate var rates: [Double]
    /// What they give beside the columns.
    fileprivate var constant: Double
    /// How often they were looked at since they were last of use.
    fileprivate var idle = 0
  }

  private(set) var entries: [Entry] = []
  private static let most = 100

  /// O(columns). The one that was idle for longest makes room.
  mutating func add(_ prices: SearchTree.Multipliers, _ rest: [Double], _ rows: Rows) {
    var constant = 0.0
    for (row, value) in zip(prices.rows, prices.values) {
      constant += value * (value > 0 ? rows.lower[Int(row)] : rows.upper[Int(row)])
    }
    var entry = Entry(prices: prices, columns: [], rates: [], constant: constant)
    for (j, rate) in rest.enumerated() where rate != 0 {
      entry.columns.append(Int32(j))
      entry.rates.append(rate)
    }
    if entries.count < Self.most {
      entries.append(entry)
      return
    }
    var oldest = 0
    for k in entries.indices where entries[k].idle > entries[oldest].idle { oldest = k }
    entries[oldest] = entry
  }

  /// Whether the kth prices seem to say something new in `domain`. O(columns).
  mutating func isOfUse(_ k: Int, _ domain: Domain, cutoff: Double) -> Bool {
    let entry = entries[k]
    let target = entry.prices.objective > 0 ? cutoff : 0
    var value = entry.constant
    var widest = 0.0
    domain.lower.withUnsafeBufferPointer { lower in
      domain.upper.withUnsafeBufferPointer { upper in
        entry.columns.withUnsafeBufferPointer { columns in
          entry.rates.withUnsafeBufferPointer { rates in
            for t in 0..<columns.count {
              let j = Int(columns[t])
              let (rate, low, high) = (rates[t], lower[j], upper[j])
              value += rate > 0 ? rate * low : rate * high
              widest = max(widest, rate.magnitude * (high - low))
            }
          }
        }
      }
    }
    let isOfUse = value.isFinite && widest > target - value
    entries[k].idle = isOfUse ? 0 : entry.idle + 1
    return isOfUse
  }
}
