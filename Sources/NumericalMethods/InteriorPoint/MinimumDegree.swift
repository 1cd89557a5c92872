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
    let n = start.count - 1
    var order: [Int32] = []
    order.reserveCapacity(n)
    let dense = max(16, Int(10 * Double(n).squareRoot()))
    // A node has a list of nodes and a list of elements; an element has a list of nodes.
    var nodesOf = [[Int32]](repeating: [], count: n)
    var elementsOf = [[Int32]](repeating: [], count: n)
    var members = [[Int32]](repeating: [], count: n)
    var degree = [Int](repeating: 0, count: n)
    var isAlive = [Bool](repeating: true, count: n)
    var last: [Int32] = []
    for i in 0..<n where Int(start[i + 1] - start[i]) > dense {
      isAlive[i] = false
      last.append(Int32(i))
    }
    // Buckets of nodes by degree, as lists with two ends.
    var head = [Int32](repeating: -1, count: n + 1)
    var next = [Int32](repeating: -1, count: n)
    var previous = next
    func insert(_ i: Int) {
      let d = degree[i]
      next[i] = head[d]
      previous[i] = -1
      if head[d] >= 0 { previous[Int(head[d])] = Int32(i) }
      head[d] = Int32(i)
    }
    func remove(_ i: Int) {
      if next[i] >= 0 { previous[Int(next[i])] = previous[i] }
      if previous[i] >= 0 { next[Int(previous[i])] = next[i] } else { head[degree[i]] = next[i] }
    }
    for i in 0..<n where isAlive[i] {
      nodesOf[i] = (Int(start[i])..<Int(start[i + 1])).compactMap {
        isAlive[Int(neighbours[$0])] ? neighbours[$0] : nil
      }
      degree[i] = nodesOf[i].count
    }
    for i in stride(from: n - 1, through: 0, by: -1) where isAlive[i] { insert(i) }
    var mark = [Int](repeating: -1, count: n)
    // Of each element, how many members are outside the newest one; by stamp.
    var outside = [Int](repeating: 0, count: n)
    var stamp = mark
    var isElement = [Bool](repeating: false, count: n)
    var least = 0
    let alive = n - last.count
    while order.count < alive {
      while head[least] < 0 { least += 1 }
      let p = Int(head[least])
      remove(p)
      order.append(Int32(p))
      isAlive[p] = false
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
            members[Int(e)].removeAll { !isAlive[Int($0)] }
            outside[Int(e)] = members[Int(e)].count
          }
          outside[Int(e)] -= 1
        }
      }
      for j in member {
        let i = Int(j)
        remove(i)
        nodesOf[i].removeAll { !isAlive[Int($0)] || mark[Int($0)] == p }
        // An element within the newest one says nothing more.
        elementsOf[i].removeAll { !isElement[Int($0)] || outside[Int($0)] <= 0 }
        var d = nodesOf[i].count + member.count - 1
        for e in elementsOf[i] { d += outside[Int(e)] }
        elementsOf[i].append(Int32(p))
        degree[i] = min(d, alive - order.count, degree[i] + member.count)
        insert(i)
        least = min(least, degree[i])
      }
      members[p] = member
    }
    self.order =
      order
      + last.sorted { start[Int($0) + 1] - start[Int($0)] < start[Int($1) + 1] - start[Int($1)] }
  }
}
