// SPDX-License-Identifier: GPL-3.0-or-later
import NumericalMethods

/// A part of the program that is not closed yet.
struct OpenNode {
  /// Its place in the tree.
  var place: Int
  var depth: Int
  /// No plan in it costs less, for certain.
  var bound: Double
  /// Where its bounds are told, as changes of those of another.
  var path: Int
  var basis: IncrementalSimplex.Kept?
  /// What made it, for what is learnt from its relaxation.
  var branch: Branch?

  struct Branch {
    var column: Int
    /// How far the column's value was from this side.
    var distance: Double
    var isUp: Bool
    /// The relaxation's value before.
    var objective: Double
  }
}

/// A heap of open nodes: the best bound first, the deeper and then the older one where bounds are
/// the same.
struct OpenNodes {
  private var heap: [OpenNode] = []

  var isEmpty: Bool { heap.isEmpty }
  var count: Int { heap.count }
  /// The least bound; infinite where there is none.
  var bound: Double { heap.first?.bound ?? .infinity }
  var all: [OpenNode] { heap }

  private func comesBefore(_ a: OpenNode, _ b: OpenNode) -> Bool {
    if a.bound != b.bound { return a.bound < b.bound }
    return a.depth != b.depth ? a.depth > b.depth : a.place < b.place
  }

  mutating func push(_ node: OpenNode) {
    heap.append(node)
    var child = heap.count - 1
    while child > 0, comesBefore(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> OpenNode? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return first }
      if child + 1 < heap.count, comesBefore(heap[child + 1], heap[child]) { child += 1 }
      guard comesBefore(heap[child], heap[parent]) else { return first }
      heap.swapAt(child, parent)
      parent = child
    }
  }

  mutating func removeAll() { heap.removeAll() }
}
