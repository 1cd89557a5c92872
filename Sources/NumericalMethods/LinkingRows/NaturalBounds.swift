// SPDX-License-Identifier: GPL-3.0-or-later

extension BlockStructure {
  /// Gives every column outside the blocks two finite bounds, beyond which nothing is expected to
  /// pay: what its rows leave room for, or what they can use. An answer that rests at a bound made
  /// here is none.
  ///
  /// - Returns: for each column outside the blocks, from `firstSingle` on, whether its lower (1)
  ///   or its upper (2) bound was made here.
  func closeBounds() -> [UInt8] {
    var made = [UInt8](repeating: 0, count: columnCount - firstSingle)
    // The range of each linking row's activity without the columns of no end, which are counted.
    var least = [Double](repeating: 0, count: linkCount)
    var most = least
    var endlessDown = [Int](repeating: 0, count: linkCount)
    var endlessUp = endlessDown
    var low = least
    var high = least
    for b in 0..<blockCount {
      for k in Int(start[Int(blockStart[b])])..<Int(start[Int(blockStart[b + 1])]) {
        let i = Int(row[k])
        low[i] = min(low[i], value[k])
        high[i] = max(high[i], value[k])
      }
      for k in Int(start[Int(blockStart[b])])..<Int(start[Int(blockStart[b + 1])]) {
        let i = Int(row[k])
        least[i] += low[i]
        most[i] += high[i]
        (low[i], high[i]) = (0, 0)
      }
    }
    for j in firstSingle..<firstSlack {
      for k in Int(start[j])..<Int(start[j + 1]) {
        let i = Int(row[k])
        let (a, b) = (value[k] * lower[j], value[k] * upper[j])
        if min(a, b).isFinite { least[i] += min(a, b) } else { endlessDown[i] += 1 }
        if max(a, b).isFinite { most[i] += max(a, b) } else { endlessUp[i] += 1 }
      }
    }
    for j in firstSingle..<firstSlack where !(lower[j].isFinite && upper[j].isFinite) {
      let base = lower[j].isFinite ? lower[j] : upper[j].isFinite ? upper[j] : 0
      var room = Double.infinity
      var use = 0.0
      for k in Int(start[j])..<Int(start[j + 1]) {
        let i = Int(row[k])
        let (floor, ceiling) = (lower[firstSlack + i], upper[firstSlack + i])
        let size = abs(value[k])
        if value[k] > 0, ceiling.isFinite, endlessDown[i] == 0 {
          room = min(room, (ceiling - least[i]) / size)
        }
        if value[k] < 0, floor.isFinite, endlessUp[i] == 0 {
          room = min(room, (most[i] - floor) / size)
        }
        if value[k] > 0, floor.isFinite { use = max(use, abs(floor - least[i]) / size) }
        if value[k] < 0, ceiling.isFinite { use = max(use, abs(most[i] - ceiling) / size) }
      }
      let range = max(1, 2 * min(room, use > 0 ? use : 1e6))
      if !lower[j].isFinite {
        lower[j] = base - range
        made[j - firstSingle] |= 1
      }
      if !upper[j].isFinite {
        upper[j] = base + range
        made[j - firstSingle] |= 2
      }
    }
    for i in 0..<linkCount {
      let j = firstSlack + i
      var (down, up) = (0.0, 0.0)
      // The columns' new bounds included.
      if endlessDown[i] + endlessUp[i] > 0 { (down, up) = (least[i] - most[i], most[i] - least[i]) }
      let span = max(1, most[i] - least[i] + abs(down) + abs(up))
      if !lower[j].isFinite {
        lower[j] = min(least[i], upper[j].isFinite ? upper[j] : least[i]) - span - 1
        made[j - firstSingle] |= 1
      }
      if !upper[j].isFinite {
        upper[j] = max(most[i], lower[j]) + span + 1
        made[j - firstSingle] |= 2
      }
    }
    return made
  }
}
