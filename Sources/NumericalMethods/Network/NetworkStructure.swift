// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A program as a network: rows are nodes, columns are arcs, and a row's own variable is an arc
/// between it and a root. What flows into a node flows out of it.
///
/// It is one where each column has at most two coefficients, of the same size, and rows can be
/// multiplied by −1 so that the two have different signs (Bixby and Cunningham, "Converting linear
/// programs to network problems", 1980, for columns that are network columns as they stand).
struct NetworkStructure {
  let nodes: Int
  /// Arcs: the columns of the program, then the rows' own variables.
  let structurals: Int
  let from: Storage<Int32>
  let to: Storage<Int32>
  /// The cost of a unit of flow; the program minimizes.
  let cost: Storage<Double>
  /// How much can flow; the arc's lower end is moved to 0.
  let capacity: Storage<Double>
  /// Whether flow 0 is the variable's upper bound.
  let isTurned: Storage<Bool>
  /// What each node sends out more than it gets, with every arc at flow 0.
  let supply: Storage<Double>

  var root: Int { nodes }
  var arcCount: Int { structurals + nodes }

  /// nil where the program is no network, or has a variable without any bound.
  init?(_ program: NumericProgram) {
    let (m, n) = (program.rowCount, program.columnCount)
    guard m > 0, n > 0, program.entryCount <= 2 * n else { return nil }
    guard let sign = Self.signs(program) else { return nil }
    nodes = m
    structurals = n
    from = Storage(repeating: Int32(m), count: n + m)
    to = Storage(repeating: Int32(m), count: n + m)
    cost = Storage(repeating: 0, count: n + m)
    capacity = Storage(repeating: 0, count: n + m)
    isTurned = Storage(repeating: false, count: n + m)
    supply = Storage(repeating: 0, count: m + 1)
    let direction = program.maximize ? -1.0 : 1.0
    for j in 0..<n {
      var size = 1.0
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1]) {
        let i = Int(program.rowIndex[k])
        let value = program.value[k] * sign[i]
        size = abs(value)
        if value > 0 { from[j] = Int32(i) } else { to[j] = Int32(i) }
      }
      guard
        place(
          j, cost: direction * program.cost[j] / size, lower: program.columnLower[j] * size,
          upper: program.columnUpper[j] * size)
      else { return nil }
    }
    for i in 0..<m {
      // Activity − s = 0: s flows into the node.
      let j = n + i
      to[j] = Int32(i)
      let (low, high) = (program.rowLower[i], program.rowUpper[i])
      guard
        place(
          j, cost: 0, lower: sign[i] > 0 ? low : -high, upper: sign[i] > 0 ? high : -low)
      else { return nil }
      if sign[i] < 0 { isTurned[j].toggle() }
    }
  }

  private func place(_ j: Int, cost c: Double, lower: Double, upper: Double) -> Bool {
    guard lower.isFinite || upper.isFinite else { return false }
    let base = lower.isFinite ? lower : upper
    cost[j] = c
    capacity[j] = upper - lower
    supply[Int(from[j])] -= base
    supply[Int(to[j])] += base
    if !lower.isFinite {
      (from[j], to[j]) = (to[j], from[j])
      cost[j] = -c
      isTurned[j] = true
    }
    return true
  }

  /// ±1 a row, so that every column has one coefficient of each sign; nil where there is no such
  /// choice.
  private static func signs(_ program: NumericProgram) -> [Double]? {
    var forest = ParityForest(count: program.rowCount)
    for j in 0..<program.columnCount {
      let first = Int(program.columnStart[j])
      let count = Int(program.columnStart[j + 1]) - first
      if count > 2 { return nil }
      if count < 2 { continue }
      let (a, b) = (program.value[first], program.value[first + 1])
      if abs(a) != abs(b) || a == 0 { return nil }
      let differ = (a > 0) == (b > 0)
      let (one, other) = (program.rowIndex[first], program.rowIndex[first + 1])
      if !forest.join(Int(one), Int(other), differ: differ) { return nil }
    }
    return (0..<program.rowCount).map { forest.find($0).isFlipped ? -1 : 1 }
  }
}

/// Rows in trees, of which the products of their signs are known: union and find with parity.
private struct ParityForest {
  private var parent: [Int32]
  private var parity: [Bool]

  init(count: Int) {
    parent = (0..<count).map { Int32($0) }
    parity = [Bool](repeating: false, count: count)
  }

  /// The root of a row's tree, and whether the two have different signs.
  mutating func find(_ i: Int) -> (root: Int, isFlipped: Bool) {
    var (r, flip) = (i, false)
    while parent[r] != Int32(r) {
      flip = flip != parity[r]
      r = Int(parent[r])
    }
    // Compress.
    var (k, rest) = (i, flip)
    while parent[k] != Int32(r) && k != r {
      let (next, bit) = (Int(parent[k]), parity[k])
      (parent[k], parity[k]) = (Int32(r), rest)
      rest = rest != bit
      k = next
    }
    return (r, flip)
  }

  /// Two rows have the same sign, or different ones; false where that is contradicted.
  mutating func join(_ a: Int, _ b: Int, differ: Bool) -> Bool {
    let (r, x) = find(a)
    let (s, y) = find(b)
    if r == s { return (x != y) == differ }
    parent[r] = Int32(s)
    parity[r] = (x != y) != differ
    return true
  }
}
