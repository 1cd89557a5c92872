// SPDX-License-Identifier: GPL-3.0-or-later

/// Lines (rows or columns) in doubly linked lists, one a length.
struct LengthLists {
  private var heads: [Int32]
  private var successor: [Int32]
  private var predecessor: [Int32]
  private var length: [Int32]
  /// No line has ever been longer.
  private(set) var longest = 0

  init(count: Int) {
    heads = Array(repeating: -1, count: count + 1)
    successor = Array(repeating: -1, count: count)
    predecessor = successor
    length = successor
  }

  func first(_ length: Int) -> Int { length < heads.count ? Int(heads[length]) : -1 }

  func next(_ line: Int) -> Int { Int(successor[line]) }

  mutating func insert(_ line: Int, length count: Int) {
    let head = heads[count]
    (successor[line], predecessor[line], length[line]) = (head, -1, Int32(count))
    if head >= 0 { predecessor[Int(head)] = Int32(line) }
    heads[count] = Int32(line)
    longest = max(longest, count)
  }

  mutating func remove(_ line: Int) {
    let (before, after) = (predecessor[line], successor[line])
    if before >= 0 { successor[Int(before)] = after } else { heads[Int(length[line])] = after }
    if after >= 0 { predecessor[Int(after)] = before }
  }

  mutating func move(_ line: Int, to count: Int) {
    if Int(length[line]) == count { return }
    remove(line)
    insert(line, length: count)
  }
}
