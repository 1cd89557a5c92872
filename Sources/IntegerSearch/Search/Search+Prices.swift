// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// What closed one part is tried on others.
extension Search {
  /// Keeps prices that were looked at last, and hold everywhere.
  func keep(_ prices: SearchTree.Multipliers) { pool.add(prices, safe.rest, rows) }

  /// Narrows the part by the prices of others. true where that closes it.
  func takePrices(_ place: inout Int, _ changes: inout [BoundChange]) -> Bool {
    guard cutoff.isFinite else { return false }
    // Narrower bounds may make others of use.
    for _ in 0..<2 {
      let before = changes.count
      for k in pool.entries.indices where pool.isOfUse(k, domain, cutoff: cutoff) {
        var prices = pool.entries[k].prices
        let value = safe.bound(&prices, rows, domain)
        let target = prices.objective > 0 ? cutoff : 0
        if value > target {
          close(place, prices)
          return true
        }
        let first = changes.count
        guard narrow(&place, prices, value, &changes, target: target) else { continue }
        if let reason = propagate(&place, from: changes[first...].map(\.column), &changes) {
          close(place, reason)
          return true
        }
      }
      if changes.count == before { return false }
    }
    return false
  }
}
