// SPDX-License-Identifier: GPL-3.0-or-later

/// The open parts of a search, the one that comes first ready to be taken: a binary heap (Knuth, "The
/// art of computer programming", volume 3, chapter 5.2.3). Who comes first is told anew each time, and
/// has to be the same order.
package struct PartHeap<Part> {
  package private(set) var parts: [Part] = []

  package init() {}

  /// The part that comes before all others.
  package var first: Part? { parts.first }

  /// O(log n) comparisons.
  package mutating func push(_ part: Part, by comesBefore: (Part, Part) -> Bool) {
    parts.append(part)
    var child = parts.count - 1
    while child > 0, comesBefore(parts[child], parts[(child - 1) / 2]) {
      parts.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the first part out. O(log n) comparisons.
  package mutating func pop(by comesBefore: (Part, Part) -> Bool) -> Part? {
    guard let first = parts.first else { return nil }
    let last = parts.removeLast()
    if parts.isEmpty { return first }
    parts[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < parts.count else { return first }
      if child + 1 < parts.count, comesBefore(parts[child + 1], parts[child]) { child += 1 }
      guard comesBefore(parts[child], parts[parent]) else { return first }
      parts.swapAt(child, parent)
      parent = child
    }
  }

  package mutating func removeAll() { parts.removeAll() }
}

extension PartHeap: Sendable where Part: Sendable {}
