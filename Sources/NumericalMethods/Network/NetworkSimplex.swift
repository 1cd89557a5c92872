// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// For programs that are networks, such as a transportation problem: the network simplex method,
/// whose basis is a tree.
///
/// Where a few nodes have nearly all arcs, such as resources that workloads are placed on, a pivot
/// moves a good part of all nodes, and the prices of those few say all: `BlockPrices` is for them.
public struct NetworkSimplex: CrashMethod {
  public let name = "network simplex"
  /// Of so few linking rows, or of one in 500 blocks, `BlockPrices` finds the prices sooner.
  private static let fewLinks = 10

  public init() {}

  public func leads(on program: NumericProgram, hints: StructureHints) -> Bool {
    guard NetworkStructure(program) != nil else { return false }
    guard let split = BlockStructure.split(program, hints: hints) else { return true }
    return split.linking.count > max(Self.fewLinks, split.blocks.count / 500)
  }

  public func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
    guard let network = NetworkStructure(program) else { return nil }
    return CrashAttempt(why: "a network of \(network.nodes) nodes and \(network.structurals) arcs")
    { stop in
      let tree = NetworkTree(network)
      guard tree.run(until: stop) else { return nil }
      return StartingBasis(basis: tree.basis(), claim: .optimal, iterations: tree.pivots)
    }
  }
}

/// A spanning tree of the arcs that are basic, and the primal simplex method on it.
///
/// The tree is kept strongly feasible, so that no sequence of pivots comes back (Cunningham, "A
/// network simplex method", 1976); an entering arc is the best of a block of arcs (Grigoriadis,
/// "An efficient implementation of the network simplex method", 1986). It begins with an
/// artificial arc between every node and the root.
final class NetworkTree {
  private let network: NetworkStructure
  private let n: Int
  private let root: Int
  private(set) var pivots = 0

  // Arcs: structurals, rows' own, artificials.
  private let from: Storage<Int32>
  private let to: Storage<Int32>
  private let cost: Storage<Double>
  private let capacity: Storage<Double>
  private let flow: Storage<Double>
  /// 1 at flow 0, −1 at capacity, 0 in the tree.
  private let state: Storage<Int8>
  private let arcCount: Int

  // Nodes.
  private let parent: Storage<Int32>
  private let arcUp: Storage<Int32>
  /// Whether the arc to the parent points at it.
  private let pointsUp: Storage<Bool>
  private let depth: Storage<Int32>
  private let potential: Storage<Double>
  private let firstChild: Storage<Int32>
  private let nextSibling: Storage<Int32>
  private let previousSibling: Storage<Int32>
  private let stack: Storage<Int32>

  private var nextArc = 0
  private let block: Int
  private let tolerance: Double

  init(_ network: NetworkStructure) {
    self.network = network
    n = network.nodes
    root = n
    let real = network.arcCount
    arcCount = real
    let all = real + n
    from = Storage(repeating: 0, count: all)
    to = Storage(repeating: 0, count: all)
    cost = Storage(repeating: 0, count: all)
    capacity = Storage(repeating: .infinity, count: all)
    flow = Storage(repeating: 0, count: all)
    state = Storage(repeating: 1, count: all)
    var largest = 0.0
    for e in 0..<real {
      from[e] = network.from[e]
      to[e] = network.to[e]
      cost[e] = network.cost[e]
      capacity[e] = network.capacity[e]
      largest = max(largest, abs(cost[e]))
    }
    tolerance = 1e-11 * max(largest, 1e-300)
    block = max(20, Int(Double(real).squareRoot()))
    parent = Storage(repeating: -1, count: n + 1)
    arcUp = Storage(repeating: -1, count: n + 1)
    pointsUp = Storage(repeating: false, count: n + 1)
    depth = Storage(repeating: 1, count: n + 1)
    potential = Storage(repeating: 0, count: n + 1)
    firstChild = Storage(repeating: -1, count: n + 1)
    nextSibling = Storage(repeating: -1, count: n + 1)
    previousSibling = Storage(repeating: -1, count: n + 1)
    stack = Storage(repeating: 0, count: n + 1)
    depth[root] = 0
    let penalty = (largest + 1) * Double(n + 1)
    for i in stride(from: n - 1, through: 0, by: -1) {
      let e = real + i
      let surplus = network.supply[i]
      cost[e] = penalty
      state[e] = 0
      flow[e] = abs(surplus)
      if surplus >= 0 {
        (from[e], to[e]) = (Int32(i), Int32(root))
      } else {
        (from[e], to[e]) = (Int32(root), Int32(i))
      }
      hang(i, under: root, by: e)
      potential[i] = surplus >= 0 ? -penalty : penalty
    }
  }

  /// false where some artificial arc has to carry flow, or too many pivots were made.
  func run(until stop: StopSignal) -> Bool {
    let limit = 1000 + 50 * (n + 1) + arcCount / 2
    if !pivotToOptimum(limit, stop) { return false }
    var largest = 1.0
    for i in 0..<n { largest = max(largest, abs(network.supply[i])) }
    for i in 0..<n where flow[arcCount + i] > 1e-9 * largest { return false }
    // An artificial arc that is left lies beside its row's own arc, which takes its place.
    var changed = false
    for i in 0..<n where state[arcCount + i] == 0 {
      let (old, new) = (arcCount + i, network.structurals + i)
      let child = Int(arcUp[i]) == old ? i : -1
      if child < 0 { return false }
      arcUp[i] = Int32(new)
      pointsUp[i] = Int(from[new]) == i
      state[new] = 0
      state[old] = 1
      flow[old] = 0
      changed = true
    }
    if changed {
      spread(from: root)
      return pivotToOptimum(limit, stop)
    }
    return true
  }

  private func pivotToOptimum(_ limit: Int, _ stop: StopSignal) -> Bool {
    while let arc = enteringArc() {
      pivots += 1
      if pivots > limit || !pivot(arc) { return false }
      if pivots % 256 == 0, stop.isOver() { return false }
    }
    return true
  }

  /// The arc with the worst reduced cost in the next block that has one.
  private func enteringArc() -> Int? {
    let (from, to, cost, state, potential) =
      (from.base, to.base, cost.base, state.base, potential.base)
    var best = -tolerance
    var found = -1
    var left = block
    var e = nextArc
    for _ in 0..<arcCount {
      let reduced =
        Double(state[e]) * (cost[e] + potential[Int(from[e])] - potential[Int(to[e])])
      if reduced < best { (best, found) = (reduced, e) }
      e += 1
      if e == arcCount { e = 0 }
      left -= 1
      if left == 0 {
        if found >= 0 { break }
        left = block
      }
    }
    nextArc = e
    return found >= 0 ? found : nil
  }

  private func pivot(_ arc: Int) -> Bool {
    let isAtLower = state[arc] == 1
    let first = Int(isAtLower ? from[arc] : to[arc])
    let second = Int(isAtLower ? to[arc] : from[arc])
    var (u, v) = (first, second)
    while u != v {
      if depth[u] > depth[v] {
        u = Int(parent[u])
      } else if depth[u] < depth[v] {
        v = Int(parent[v])
      } else {
        (u, v) = (Int(parent[u]), Int(parent[v]))
      }
    }
    let apex = u
    // How much can go round, and the arc that ends it: the last one along the cycle from the apex.
    var room = capacity[arc]
    var out = -1
    var isFirst = true
    u = first
    while u != apex {
      let e = Int(arcUp[u])
      let d = pointsUp[u] ? flow[e] : capacity[e] - flow[e]
      if d < room { (room, out, isFirst) = (d, u, true) }
      u = Int(parent[u])
    }
    u = second
    while u != apex {
      let e = Int(arcUp[u])
      let d = pointsUp[u] ? capacity[e] - flow[e] : flow[e]
      if d <= room { (room, out, isFirst) = (d, u, false) }
      u = Int(parent[u])
    }
    if !room.isFinite { return false }
    if room > 0 {
      flow[arc] += isAtLower ? room : -room
      u = first
      while u != apex {
        flow[Int(arcUp[u])] += pointsUp[u] ? -room : room
        u = Int(parent[u])
      }
      u = second
      while u != apex {
        flow[Int(arcUp[u])] += pointsUp[u] ? room : -room
        u = Int(parent[u])
      }
    }
    if out < 0 {
      state[arc] = -state[arc]
      flow[arc] = isAtLower ? capacity[arc] : 0
      return true
    }
    let leaving = Int(arcUp[out])
    let isEmptied = isFirst == pointsUp[out]
    state[leaving] = isEmptied ? 1 : -1
    flow[leaving] = isEmptied ? 0 : capacity[leaving]
    state[arc] = 0
    rehang(isFirst ? first : second, under: isFirst ? second : first, by: arc, cutAbove: out)
    return true
  }

  /// Cuts the subtree of `cut` off, turns it round so that `node` is its root, and hangs it on.
  private func rehang(_ node: Int, under newParent: Int, by arc: Int, cutAbove cut: Int) {
    var (child, above, up) = (node, newParent, arc)
    while true {
      let (oldParent, oldArc) = (Int(parent[child]), Int(arcUp[child]))
      detach(child)
      hang(child, under: above, by: up)
      if child == cut { break }
      (above, up) = (child, oldArc)
      child = oldParent
    }
    spread(from: node)
  }

  private func hang(_ child: Int, under node: Int, by arc: Int) {
    parent[child] = Int32(node)
    arcUp[child] = Int32(arc)
    pointsUp[child] = Int(from[arc]) == child
    previousSibling[child] = -1
    nextSibling[child] = firstChild[node]
    if firstChild[node] >= 0 { previousSibling[Int(firstChild[node])] = Int32(child) }
    firstChild[node] = Int32(child)
  }

  private func detach(_ child: Int) {
    let (before, after) = (previousSibling[child], nextSibling[child])
    if after >= 0 { previousSibling[Int(after)] = before }
    if before >= 0 {
      nextSibling[Int(before)] = after
    } else {
      firstChild[Int(parent[child])] = after
    }
  }

  /// Depths and potentials below a node, and of itself unless it is the root.
  private func spread(from top: Int) {
    var count = 1
    stack[0] = Int32(top)
    while count > 0 {
      count -= 1
      let u = Int(stack[count])
      if u != root {
        let (p, e) = (Int(parent[u]), Int(arcUp[u]))
        depth[u] = depth[p] + 1
        potential[u] = pointsUp[u] ? potential[p] - cost[e] : potential[p] + cost[e]
      }
      var child = Int(firstChild[u])
      while child >= 0 {
        stack[count] = Int32(child)
        count += 1
        child = Int(nextSibling[child])
      }
    }
  }

  func basis() -> Basis {
    let columns = (0..<network.structurals).map { status($0) }
    let rows = (0..<n).map { status(network.structurals + $0) }
    return Basis(columns: columns, rows: rows)
  }

  private func status(_ e: Int) -> Basis.Status {
    switch state[e] {
    case 0: .basic
    case 1: network.isTurned[e] ? .atUpper : .atLower
    default: network.isTurned[e] ? .atLower : .atUpper
    }
  }
}
