// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension Search {
  /// What is known before the first relaxation: narrower bounds and implied ends.
  ///
  /// - Returns: the place of the root; nil where rows contradict each other.
  func prepareRoot() -> Int? {
    var place = 0
    if let j = (0..<program.columns).first(where: { domain.lower[$0] > domain.upper[$0] }) {
      tree[place] = .empty(column: j)
      return nil
    }
    for (column, row) in program.implied {
      tree[place] = .whole(column: column, row: row, next: tree.count)
      place = tree.count
      tree.append(nil)
    }
    if !limits.isPlain { fixDominatedColumns(&place) }
    if contradictsWholeNumbers(place) { return nil }
    roundRows(&place)
    if rows.count > program.rows {
      relaxation.change(to: Array(0..<rows.count), rows, domain)
    }
    var changes: [BoundChange] = []
    if let reason = propagate(&place, from: nil, &changes) {
      close(place, reason)
      return nil
    }
    root = domain
    hasEndlessColumns = program.branchColumns.contains {
      root.lower[$0].isInfinite || root.upper[$0].isInfinite
    }
    for _ in 0..<3 where !deriveEnds(&place) { break }
    return place
  }

  /// One pass over the rows. false where nothing was found.
  private func deriveEnds(_ place: inout Int) -> Bool {
    var hasFound = false
    for i in 0..<program.rows {
      for side in [-1.0, 1.0] {
        let end = side < 0 ? rows.upper[i] : -rows.lower[i]
        if end.isFinite, deriveEnds(&place, i, side) { hasFound = true }
      }
    }
    return hasFound
  }

  /// The row −side·a·x ≤ end, where at most one column has no end that it could lean on.
  private func deriveEnds(_ place: inout Int, _ i: Int, _ side: Double) -> Bool {
    var missing = -1
    var isWanted = false
    for k in rows.start[i]..<rows.start[i + 1] {
      let j = Int(rows.column[k])
      let goesUp = -side * rows.value[k] > 0
      let hasOwn = goesUp ? domain.lower[j].isFinite : domain.upper[j].isFinite
      let isImplied = (goesUp ? safe.implied.lowerRow[j] : safe.implied.upperRow[j]) >= 0
      if !hasOwn && !isImplied {
        if missing >= 0 { return false }
        missing = j
      }
      isWanted = isWanted || lacksEnd(j, isUpper: goesUp)
    }
    if !isWanted { return false }
    var hasFound = false
    for k in rows.start[i]..<rows.start[i + 1] {
      let j = Int(rows.column[k])
      let a = -side * rows.value[k]
      if missing >= 0 && missing != j || !lacksEnd(j, isUpper: a > 0) { continue }
      if deriveEnd(&place, i, side, j, a) { hasFound = true }
    }
    return hasFound
  }

  private func lacksEnd(_ j: Int, isUpper: Bool) -> Bool {
    if program.isInteger[j] { return false }
    return isUpper
      ? domain.upper[j] == .infinity && safe.implied.upperRow[j] < 0
      : domain.lower[j] == -.infinity && safe.implied.lowerRow[j] < 0
  }

  private func deriveEnd(
    _ place: inout Int, _ i: Int, _ side: Double, _ j: Int, _ a: Double
  ) -> Bool {
    // A little more than 1/a, so that what is left of the column leans on its other end.
    let weight = side * (1 / a.magnitude) * (1 + 0x1p-44)
    var multipliers = SearchTree.Multipliers(rows: [Int32(i)], values: [weight])
    let sign = a > 0 ? -1.0 : 1.0
    let terms = SearchTree.Terms(columns: [Int32(j)], values: [sign])
    let least = safe.bound(&multipliers, rows, domain, target: terms)
    guard least.isFinite, least.magnitude < 0x1p100 else { return false }
    let row = addRow(&place, terms, least, multipliers)
    if sign < 0 {
      (safe.implied.upper[j], safe.implied.upperRow[j]) = (-least, Int32(row))
    } else {
      (safe.implied.lower[j], safe.implied.lowerRow[j]) = (least, Int32(row))
    }
    return true
  }

  /// A row that others imply, as a cut whose split has nothing on its other side.
  private func addRow(
    _ place: inout Int, _ terms: SearchTree.Terms, _ lower: Double,
    _ multipliers: SearchTree.Multipliers
  ) -> Int {
    let split = SearchTree.Split(terms: SearchTree.Terms(), floor: 0)
    // 0 ≥ 1.
    let above = SearchTree.Multipliers(rows: [Int32(rows.count)], values: [1])
    let cut = SearchTree.Cut(
      terms: terms, lower: lower, split: split, below: multipliers, above: above)
    return add(cut, &place)
  }

  /// A cut becomes one of the rows.
  func add(_ cut: SearchTree.Cut, _ place: inout Int) -> Int {
    tree[place] = .cut(cut, next: tree.count)
    rowOfCut[place] = Int32(rows.count)
    place = tree.count
    tree.append(nil)
    rows.append(cut.terms, lower: cut.lower)
    return rows.count - 1
  }
}
