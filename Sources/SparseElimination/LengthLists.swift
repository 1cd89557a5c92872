// SPDX-License-Identifier: GPL-3.0-or-later

/// Lines (rows or columns) in doubly linked lists, one a length.
@usableFromInline
struct LengthLists {
  @usableFromInline var heads: [Int32]
  @usableFromInline var successor: [Int32]
  @usableFromInline var predecessor: [Int32]
  @usableFromInline var length: [Int32]
  /// No line has ever been longer.
  @usableFromInline var longest = 0

  @inlinable
  init(count: Int) {
    heads = Array(repeating: -1, count: count + 1)
    successor = Array(repeating: -1, count: count)
    predecessor = successor
    length = successor
  }

  @inlinable
  func first(_ length: Int) -> Int { length < heads.count ? Int(heads[length]) : -1 }

  @inlinable
  func next(_ line: Int) -> Int { Int(successor[line]) }

  @inlinable
  mutating func insert(_ line: Int, length count: Int) {
    let head = heads[count]
    (successor[line], predecessor[line], length[line]) = (head, -1, Int32(count))
    if head >= 0 { predecessor[Int(head)] = Int32(line) }
    heads[count] = Int32(line)
    longest = max(longest, count)
  }

  @inlinable
  mutating func remove(_ line: Int) {
    let (before, after) = (predecessor[line], successor[line])
    if before >= 0 { successor[Int(before)] = after } else { heads[Int(length[line])] = after }
    if after >= 0 { predecessor[Int(after)] = before }
  }

  @inlinable
  mutating func move(_ line: Int, to count: Int) {
    if Int(length[line]) == count { return }
    remove(line)
    insert(line, length: count)
  }
}
