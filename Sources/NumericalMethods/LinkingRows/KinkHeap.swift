// SPDX-License-Identifier: GPL-3.0-or-later

/// A place along an edge where a choice changes.
struct Kink {
  var length: Double
  /// The column that becomes the best, or that changes its bound.
  var column: Int
  /// The block, or past the blocks the column outside them.
  var unit: Int
  /// By how much the slope of the dual function grows.
  var jump: Double
}

/// Kinks by length, those as long by unit: a binary heap.
struct KinkHeap {
  private var kinks: [Kink] = []

  mutating func removeAll() { kinks.removeAll(keepingCapacity: true) }

  /// Adds a kink out of order.
  mutating func append(_ kink: Kink) { kinks.append(kink) }

  /// Orders what was added.
  mutating func order() {
    var place = kinks.count / 2
    while place > 0 {
      place -= 1
      sink(place)
    }
  }

  mutating func insert(_ kink: Kink) {
    kinks.append(kink)
    var place = kinks.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      if !Self.isBefore(kinks[place], kinks[parent]) { return }
      kinks.swapAt(place, parent)
      place = parent
    }
  }

  mutating func popFirst() -> Kink? {
    guard let first = kinks.first else { return nil }
    let last = kinks.removeLast()
    if !kinks.isEmpty {
      kinks[0] = last
      sink(0)
    }
    return first
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = 2 * place + 1
      if least >= kinks.count { return }
      if least + 1 < kinks.count, Self.isBefore(kinks[least + 1], kinks[least]) { least += 1 }
      if !Self.isBefore(kinks[least], kinks[place]) { return }
      kinks.swapAt(place, least)
      place = least
    }
  }

  private static func isBefore(_ a: Kink, _ b: Kink) -> Bool {
    a.length != b.length ? a.length < b.length : a.unit < b.unit
  }
}
