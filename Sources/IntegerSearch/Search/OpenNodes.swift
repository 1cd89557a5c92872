// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A part of the program that is not closed yet.
struct OpenNode {
  /// Its place in the tree.
  var place: Int
  var depth: Int
  /// No plan in it costs less, for certain.
  var bound: Double
  /// Where its bounds are told, as changes of those of another.
  var path: Int
  /// The relaxation to begin with; nil is the one that is loaded.
  var basis: Relaxation.Kept?
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
  private var heap = PartHeap<OpenNode>()

  var isEmpty: Bool { heap.parts.isEmpty }
  var count: Int { heap.parts.count }
  /// The least bound; infinite where there is none.
  var bound: Double { heap.first?.bound ?? .infinity }
  var all: [OpenNode] { heap.parts }

  private static func comesBefore(_ a: OpenNode, _ b: OpenNode) -> Bool {
    if a.bound != b.bound { return a.bound < b.bound }
    return a.depth != b.depth ? a.depth > b.depth : a.place < b.place
  }

  mutating func push(_ node: OpenNode) { heap.push(node, by: Self.comesBefore) }

  mutating func pop() -> OpenNode? { heap.pop(by: Self.comesBefore) }

  mutating func removeAll() { heap.removeAll() }
}
