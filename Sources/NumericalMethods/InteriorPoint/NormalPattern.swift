// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The pattern of the normal equations A Θ Aᵀ without the columns that would fill them, and of those
/// columns, each a node of its own behind the rows.
struct NormalPattern {
  /// Columns that stay apart.
  let dense: [Int]
  /// Places off the diagonal as (smaller, larger), in the order in which columns make them; with
  /// repeats.
  let pairs: [UInt64]
  /// The places of the dense columns' own nodes.
  let densePairs: [UInt64]

  /// nil where there would be more than `limit` places. Linear in them.
  init?(_ program: NumericProgram, limit: Int) {
    let (m, n) = (program.rowCount, program.columnCount)
    let (start, row) = (program.columnStart, program.rowIndex)
    let average = Double(program.entryCount) / Double(max(1, n))
    let most = max(40, Int(10 * average))
    var dense: [Int] = []
    var pairCount = 0
    func length(_ j: Int) -> Int { Int(start[j + 1] - start[j]) }
    for j in 0..<n {
      let length = length(j)
      if length > most { dense.append(j) } else { pairCount += length * (length - 1) / 2 }
    }
    if pairCount > limit || dense.count > 200 { return nil }
    var pairs: [UInt64] = []
    pairs.reserveCapacity(pairCount)
    func pair(_ a: Int32, _ b: Int32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }
    for j in 0..<n where length(j) <= most {
      for a in Int(start[j])..<Int(start[j + 1]) {
        for b in Int(start[j])..<a { pairs.append(pair(row[a], row[b])) }
      }
    }
    var densePairs: [UInt64] = []
    for (d, j) in dense.enumerated() {
      for a in Int(start[j])..<Int(start[j + 1]) {
        densePairs.append(pair(row[a], Int32(m + d)))
      }
    }
    (self.dense, self.pairs, self.densePairs) = (dense, pairs, densePairs)
  }
}
