// SPDX-License-Identifier: GPL-3.0-or-later

/// The row with the greatest score, where few scores change from one question to the next: the
/// greatest of each block of rows is kept, and only the blocks that lost it are read again.
final class RowChoice {
  private static let shift = 8
  private let size: Int
  private let blocks: Int
  let score: UnsafeMutablePointer<Double>
  /// The greatest score of each block; −1 where it has to be found.
  private let best: UnsafeMutablePointer<Double>

  init(size: Int) {
    self.size = size
    blocks = (size + (1 << Self.shift) - 1) >> Self.shift
    score = .allocate(capacity: max(1, size))
    score.initialize(repeating: 0, count: size)
    best = .allocate(capacity: max(1, blocks))
    best.initialize(repeating: 0, count: blocks)
  }

  deinit {
    score.deallocate()
    best.deallocate()
  }

  /// A score is 0 or more.
  @inline(__always)
  func set(_ row: Int, _ new: Double) {
    let old = score[row]
    if new == old { return }
    score[row] = new
    let block = row >> Self.shift
    if new >= best[block] && best[block] >= 0 {
      best[block] = new
    } else if old == best[block] {
      best[block] = -1
    }
  }

  /// Of the rows with the greatest score the first; nil where all scores are 0.
  func largest() -> Int? {
    var (top, greatest) = (-1, 0.0)
    for block in 0..<blocks {
      if best[block] < 0 { best[block] = largest(in: block) }
      if best[block] > greatest { (top, greatest) = (block, best[block]) }
    }
    if top < 0 { return nil }
    var row = top << Self.shift
    while score[row] != greatest { row += 1 }
    return row
  }

  private func largest(in block: Int) -> Double {
    var greatest = 0.0
    let first = block << Self.shift
    for row in first..<min(size, first + (1 << Self.shift)) { greatest = max(greatest, score[row]) }
    return greatest
  }
}
