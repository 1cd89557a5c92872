// SPDX-License-Identifier: GPL-3.0-or-later

/// An order of elimination for a sparse symmetric matrix that keeps the factor sparse.
///
/// Minimum degree on the quotient graph: an eliminated node becomes an element, the list of its
/// neighbours, and swallows the elements that it touched; a degree is bounded from above by
/// counting each element once (Amestoy, Davis and Duff, "An approximate minimum degree ordering
/// algorithm", 1996; here without supervariables). Nodes of very high degree come last.
struct MinimumDegree {
  /// `order[k]` is the node that is eliminated k-th.
  let order: [Int32]

  /// The graph by its adjacency lists, both ways and without loops.
  init(start: [Int32], neighbours: [Int32]) {
    var graph = QuotientGraph(start: start, neighbours: neighbours)
    order =
      graph.eliminated()
      + graph.last.sorted {
        start[Int($0) + 1] - start[Int($0)] < start[Int($1) + 1] - start[Int($1)]
      }
  }
}

/// A node has a list of nodes and a list of elements; an element has a list of nodes.
private struct QuotientGraph {
  /// Nodes of very high degree, which are not eliminated here.
  private(set) var last: [Int32] = []
  private var order: [Int32] = []
  private var nodesOf: [[Int32]]
  private var elementsOf: [[Int32]]
  private var members: [[Int32]]
  private var degree: [Int]
  private var isAlive: [Bool]
  private var isElement: [Bool]
  /// The newest element that a node is in.
  private var mark: [Int]
  /// Of each element, how many members are outside the newest one; by stamp.
  private var outside: [Int]
  private var stamp: [Int]
  // Buckets of nodes by degree, as lists with two ends.
  private var head: [Int32]
  private var next: [Int32]
  private var previous: [Int32]

  init(start: [Int32], neighbours: [Int32]) {
    let n = start.count - 1
    order.reserveCapacity(n)
    nodesOf = Array(repeating: [], count: n)
    elementsOf = nodesOf
    members = nodesOf
    degree = Array(repeating: 0, count: n)
    isAlive = Array(repeating: true, count: n)
    isElement = Array(repeating: false, count: n)
    mark = Array(repeating: -1, count: n)
    outside = degree
    stamp = mark
    head = Array(repeating: -1, count: n + 1)
    next = Array(repeating: -1, count: n)
    previous = next
    let dense = max(16, Int(10 * Double(n).squareRoot()))
    for i in 0..<n where Int(start[i + 1] - start[i]) > dense {
      isAlive[i] = false
      last.append(Int32(i))
    }
    for i in 0..<n where isAlive[i] {
      nodesOf[i] = (Int(start[i])..<Int(start[i + 1])).compactMap {
        isAlive[Int(neighbours[$0])] ? neighbours[$0] : nil
      }
      degree[i] = nodesOf[i].count
    }
    for i in stride(from: n - 1, through: 0, by: -1) where isAlive[i] { insert(i) }
  }

  private mutating func insert(_ i: Int) {
    let d = degree[i]
    next[i] = head[d]
    previous[i] = -1
    if head[d] >= 0 { previous[Int(head[d])] = Int32(i) }
    head[d] = Int32(i)
  }

  private mutating func remove(_ i: Int) {
    if next[i] >= 0 { previous[Int(next[i])] = previous[i] }
    if previous[i] >= 0 { next[Int(previous[i])] = next[i] } else { head[degree[i]] = next[i] }
  }

  /// Eliminates all nodes but the last ones, one of the least degree at a time.
  mutating func eliminated() -> [Int32] {
    let alive = nodesOf.count - last.count
    var least = 0
    while order.count < alive {
      while head[least] < 0 { least += 1 }
      let p = Int(head[least])
      remove(p)
      order.append(Int32(p))
      isAlive[p] = false
      let member = becomesElement(p)
      for j in member {
        let i = Int(j)
        remove(i)
        forget(i, in: p)
        var d = nodesOf[i].count + member.count - 1
        for e in elementsOf[i] { d += outside[Int(e)] }
        elementsOf[i].append(Int32(p))
        degree[i] = min(d, alive - order.count, degree[i] + member.count)
        insert(i)
        least = min(least, degree[i])
      }
      members[p] = member
    }
    return order
  }

  /// A node becomes the element of its neighbours, and those that it touched are swallowed. The
  /// members of the new one.
  private mutating func becomesElement(_ p: Int) -> [Int32] {
    mark[p] = p
    var member: [Int32] = []
    for i in nodesOf[p] where isAlive[Int(i)] && mark[Int(i)] != p {
      mark[Int(i)] = p
      member.append(i)
    }
    for e in elementsOf[p] where isElement[Int(e)] {
      for i in members[Int(e)] where isAlive[Int(i)] && mark[Int(i)] != p {
        mark[Int(i)] = p
        member.append(i)
      }
      isElement[Int(e)] = false
      members[Int(e)] = []
    }
    nodesOf[p] = []
    elementsOf[p] = []
    isElement[p] = true
    for i in member {
      for e in elementsOf[Int(i)] where isElement[Int(e)] {
        if stamp[Int(e)] != p {
          stamp[Int(e)] = p
          Self.keep(&members[Int(e)], isAlive)
          outside[Int(e)] = members[Int(e)].count
        }
        outside[Int(e)] -= 1
      }
    }
    return member
  }

  /// Takes out of the lists of a node what the newest element says already.
  private mutating func forget(_ i: Int, in p: Int) {
    var (nodes, elements) = ([Int32](), [Int32]())
    swap(&nodes, &nodesOf[i])
    swap(&elements, &elementsOf[i])
    nodes.removeAll { !isAlive[Int($0)] || mark[Int($0)] == p }
    // An element within the newest one says nothing more.
    elements.removeAll { !isElement[Int($0)] || outside[Int($0)] <= 0 }
    swap(&nodes, &nodesOf[i])
    swap(&elements, &elementsOf[i])
  }

  private static func keep(_ nodes: inout [Int32], _ isKept: [Bool]) {
    nodes.removeAll { !isKept[Int($0)] }
  }
}
