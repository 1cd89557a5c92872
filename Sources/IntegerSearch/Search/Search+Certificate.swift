// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The tree as others are given it.
extension Search {
  /// The tree without the cuts that nothing leans on, its rows numbered as `SearchTree.Multipliers` says:
  /// the search numbers its cuts in the order in which it found them, wherever they stand. O(its figures).
  func finishedTree() -> SearchTree {
    let used = usedCuts()
    let lateAt = rootMark?.place ?? -1
    var numbering = RowNumbering(first: program.rows, rows: rows.count)
    var isDropped = [Bool](repeating: false, count: tree.count)
    var stack: [(place: Int, cuts: Int32)] = [(0, 0)]
    while var (place, cuts) = stack.popLast() {
      // The way down to where it branches.
      while true {
        var next = -1
        if place == lateAt {
          for late in late {
            numbering.number[late.row] = Int32(program.rows) + cuts
            if used[late.row] { cuts += 1 }
          }
        }
        switch tree[place] {
        case .cut(_, let after):
          let row = Int(rowOfCut[place]!)
          numbering.number[row] = Int32(program.rows) + cuts
          if used[row] { cuts += 1 } else { isDropped[place] = true }
          next = after
        case .dominated(_, _, let after), .whole(_, _, let after), .narrowed(_, let after):
          next = after
        case .branch(_, _, let below, let above):
          stack.append((below, cuts))
          next = above
        default: break
        }
        if next < 0 { break }
        place = next
      }
    }
    return kept(numbering, isDropped, late.filter { used[$0.row] }, at: lateAt)
  }

  /// Which rows some closed part, some narrower bound or some such cut leans on.
  private func usedCuts() -> [Bool] {
    var used = [Bool](repeating: false, count: rows.count)
    func mark(_ weights: SearchTree.Multipliers) {
      for (row, value) in zip(weights.rows, weights.values) where value != 0 {
        if Int(row) < used.count { used[Int(row)] = true }
      }
    }
    // What leans on a cut comes after it.
    for place in tree.indices.reversed() {
      if place == rootMark?.place {
        for late in late.reversed() where used[late.row] {
          mark(late.cut.below)
          mark(late.cut.above)
        }
      }
      switch tree[place] {
      case .closed(let weights): mark(weights)
      case .narrowed(let narrowing, _): mark(narrowing.weights)
      case .cut(let cut, _):
        if used[Int(rowOfCut[place]!)] {
          mark(cut.below)
          mark(cut.above)
        }
      default: continue
      }
    }
    return used
  }

  private struct RowNumbering {
    let first: Int
    var number: [Int32]

    init(first: Int, rows: Int) {
      self.first = first
      number = (0..<Int32(max(rows, first))).map { $0 }
    }

    func callAsFunction(_ old: SearchTree.Cut) -> SearchTree.Cut {
      var new = old
      (new.below, new.above) = (self(old.below), self(old.above))
      return new
    }

    func callAsFunction(_ old: SearchTree.Multipliers) -> SearchTree.Multipliers {
      var new = SearchTree.Multipliers(objective: old.objective)
      for (row, value) in zip(old.rows, old.values) where value != 0 {
        new.rows.append(Int(row) < number.count ? number[Int(row)] : row)
        new.values.append(value)
      }
      return new
    }
  }

  private func kept(
    _ numbering: RowNumbering, _ isDropped: [Bool], _ late: [LateCut], at lateAt: Int
  ) -> SearchTree {
    var newPlace = [Int](repeating: 0, count: tree.count)
    var count = 0
    for place in tree.indices {
      if place == lateAt + 1 { count += late.count }
      newPlace[place] = count
      if !isDropped[place] { count += 1 }
    }
    // The node after a dropped one takes its place.
    func place(_ old: Int) -> Int {
      var at = old
      while isDropped[at], case .cut(_, let next) = tree[at] { at = next }
      return newPlace[at]
    }
    var result: [SearchTree.Node] = []
    result.reserveCapacity(count)
    for (at, node) in tree.enumerated() where !isDropped[at] {
      if at == lateAt {
        for late in late {
          result.append(.cut(numbering(late.cut), next: result.count + 1))
        }
      }
      switch node ?? .closed(.init()) {
      case .branch(let j, let floor, let below, let above):
        result.append(.branch(column: j, floor: floor, below: place(below), above: place(above)))
      case .cut(let cut, let next): result.append(.cut(numbering(cut), next: place(next)))
      case .dominated(let j, let k, let next):
        result.append(.dominated(column: j, by: k, next: place(next)))
      case .whole(let j, let i, let next):
        result.append(.whole(column: j, row: i, next: place(next)))
      case .narrowed(var narrowing, let next):
        narrowing.weights = numbering(narrowing.weights)
        result.append(.narrowed(narrowing, next: place(next)))
      case .split(let split, let below, let above):
        result.append(.split(split, below: place(below), above: place(above)))
      case .closed(let old): result.append(.closed(numbering(old)))
      case .bounded, .infeasible, .empty: result.append(node!)
      }
    }
    return SearchTree(nodes: result)
  }
}
