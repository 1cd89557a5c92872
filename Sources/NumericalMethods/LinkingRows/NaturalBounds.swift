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
    let ranges = activityRanges()
    for j in firstSingle..<firstSlack where !(lower[j].isFinite && upper[j].isFinite) {
      let base = lower[j].isFinite ? lower[j] : upper[j].isFinite ? upper[j] : 0
      let range = range(ofSingle: j, ranges)
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
      let (least, most) = (ranges.least[i], ranges.most[i])
      var (down, up) = (0.0, 0.0)
      // The columns' new bounds included.
      if ranges.endlessDown[i] + ranges.endlessUp[i] > 0 {
        (down, up) = (least - most, most - least)
      }
      let span = max(1, most - least + abs(down) + abs(up))
      if !lower[j].isFinite {
        lower[j] = min(least, upper[j].isFinite ? upper[j] : least) - span - 1
        made[j - firstSingle] |= 1
      }
      if !upper[j].isFinite {
        upper[j] = max(most, lower[j]) + span + 1
        made[j - firstSingle] |= 2
      }
    }
    return made
  }

  /// The range of each linking row's activity: of a block, its extreme columns; of the others, their
  /// bounds.
  private func activityRanges() -> ActivityRanges {
    var ranges = ActivityRanges(rows: linkCount)
    var low = [Double](repeating: 0, count: linkCount)
    var high = low
    for b in 0..<blockCount {
      for k in Int(start[Int(blockStart[b])])..<Int(start[Int(blockStart[b + 1])]) {
        let i = Int(row[k])
        low[i] = min(low[i], value[k])
        high[i] = max(high[i], value[k])
      }
      for k in Int(start[Int(blockStart[b])])..<Int(start[Int(blockStart[b + 1])]) {
        let i = Int(row[k])
        ranges.add(low[i], high[i], to: i)
        (low[i], high[i]) = (0, 0)
      }
    }
    for j in firstSingle..<firstSlack {
      for k in Int(start[j])..<Int(start[j + 1]) {
        ranges.add(value[k], from: lower[j], to: upper[j], in: Int(row[k]))
      }
    }
    return ranges
  }

  /// How far a column without an end is let go: what its rows leave room for, or what they can use.
  private func range(ofSingle j: Int, _ ranges: ActivityRanges) -> Double {
    var room = Double.infinity
    var use = 0.0
    for k in Int(start[j])..<Int(start[j + 1]) {
      let i = Int(row[k])
      let (floor, ceiling) = (lower[firstSlack + i], upper[firstSlack + i])
      let size = abs(value[k])
      if value[k] > 0, ceiling.isFinite { room = min(room, ranges.room(below: ceiling, i) / size) }
      if value[k] < 0, floor.isFinite { room = min(room, ranges.room(above: floor, i) / size) }
      if value[k] > 0, floor.isFinite { use = max(use, abs(floor - ranges.least[i]) / size) }
      if value[k] < 0, ceiling.isFinite { use = max(use, abs(ranges.most[i] - ceiling) / size) }
    }
    return max(1, 2 * min(room, use > 0 ? use : 1e6))
  }
}
