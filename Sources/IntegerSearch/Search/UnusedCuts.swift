// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension SearchTree {
  /// The same tree without the cuts that no closed part leans on, nor any cut that one leans on.
  /// `rows` is the program's number of rows. Cuts are all on the way to where the tree branches for the
  /// first time; where they are not, the tree stays as it is. O(its figures).
  func withoutUnusedCuts(rows: Int) -> SearchTree {
    guard let chain = cutsBeforeBranches, !chain.isEmpty else { return self }
    var number: [Int: Int] = [:]
    for (k, place) in chain.enumerated() { number[place] = k }
    var isUsed = [Bool](repeating: false, count: chain.count)
    func mark(_ weights: Multipliers, before own: Int) {
      for (row, value) in zip(weights.rows, weights.values) where Int(row) >= rows && value != 0 {
        if Int(row) - rows < own { isUsed[Int(row) - rows] = true }
      }
    }
    // What leans on a cut comes after it.
    for place in nodes.indices.reversed() {
      switch nodes[place] {
      case .closed(let weights): mark(weights, before: chain.count)
      case .narrowed(let narrowing, _): mark(narrowing.weights, before: chain.count)
      case .cut(let cut, _):
        let own = number[place]!
        if isUsed[own] {
          mark(cut.below, before: own)
          mark(cut.above, before: own)
        }
      default: continue
      }
    }
    if isUsed.allSatisfy({ $0 }) { return self }
    return keeping(chain, isUsed, rows)
  }

  /// The places of all cuts, in their order; nil where one is beyond a branch, or there are splits.
  private var cutsBeforeBranches: [Int]? {
    var chain: [Int] = []
    var place: Int? = 0
    while let now = place {
      switch nodes[now] {
      case .cut(_, let next):
        chain.append(now)
        place = next
      case .dominated(_, _, let next), .whole(_, _, let next), .narrowed(_, let next):
        place = next
      case .branch(_, _, let below, let above):
        // A narrower bound: one side is closed.
        if case .closed = nodes[below] {
          place = above
        } else if case .closed = nodes[above] {
          place = below
        } else {
          place = nil
        }
      default: place = nil
      }
    }
    var count = 0
    for node in nodes {
      if case .cut = node { count += 1 }
      if case .split = node { return nil }
    }
    return count == chain.count ? chain : nil
  }

  private func keeping(_ chain: [Int], _ isUsed: [Bool], _ rows: Int) -> SearchTree {
    var newRow: [Int32] = []
    var kept = Int32(rows)
    for used in isUsed {
      newRow.append(kept)
      if used { kept += 1 }
    }
    var isDropped = [Bool](repeating: false, count: nodes.count)
    for (k, place) in chain.enumerated() where !isUsed[k] { isDropped[place] = true }
    var newPlace = [Int](repeating: 0, count: nodes.count)
    var count = 0
    for place in nodes.indices {
      newPlace[place] = count
      if !isDropped[place] { count += 1 }
    }
    // The node after a dropped one takes its place.
    func place(_ old: Int) -> Int {
      var at = old
      while isDropped[at], case .cut(_, let next) = nodes[at] { at = next }
      return newPlace[at]
    }
    func weights(_ old: Multipliers) -> Multipliers {
      var new = Multipliers(objective: old.objective)
      for (row, value) in zip(old.rows, old.values) where value != 0 {
        new.rows.append(Int(row) < rows ? row : newRow[Int(row) - rows])
        new.values.append(value)
      }
      return new
    }
    var result: [Node] = []
    result.reserveCapacity(count)
    for (at, node) in nodes.enumerated() where !isDropped[at] {
      switch node {
      case .branch(let j, let floor, let below, let above):
        result.append(.branch(column: j, floor: floor, below: place(below), above: place(above)))
      case .cut(var cut, let next):
        (cut.below, cut.above) = (weights(cut.below), weights(cut.above))
        result.append(.cut(cut, next: place(next)))
      case .dominated(let j, let k, let next):
        result.append(.dominated(column: j, by: k, next: place(next)))
      case .whole(let j, let i, let next):
        result.append(.whole(column: j, row: i, next: place(next)))
      case .narrowed(var narrowing, let next):
        narrowing.weights = weights(narrowing.weights)
        result.append(.narrowed(narrowing, next: place(next)))
      case .closed(let old): result.append(.closed(weights(old)))
      case .bounded, .infeasible, .empty, .split: result.append(node)
      }
    }
    return SearchTree(nodes: result)
  }
}
