// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Searches in a small part of the program for a better plan: most columns are held where the
/// relaxation or the best plan has them. What they find is a plan like any other; that they find none
/// says nothing.
extension Search {
  /// What a small search leaves free.
  private enum Neighbourhood: CaseIterable {
    /// The columns with the least reduced costs at the root (Fischetti and Lodi, "Local branching", 2003,
    /// look for such a part by a row).
    case cheap
    /// Where the relaxation and the best plan differ (Danna, Rothberg and Le Pape, "Exploring relaxation
    /// induced neighborhoods to improve MIP solutions", 2005).
    case different
    /// A share that is drawn (Rothberg, "An evolutionary algorithm for polishing mixed integer programming
    /// solutions", 2007, calls it a mutation).
    case drawn
  }

  private static let mostNodes = 400
  /// Of all pivots, so many may go into small searches; where they find nothing, fewer.
  private static let share = 0.3
  private static let leastPivots = 3_000

  var smallSearchIsDue: Bool {
    level == 0 && program.branchColumns.count > limits.habits.fewColumns && nodes >= nextSmallSearch
      && Double(smallPivots)
        < Self.share / Double(1 + fruitless / 4) * Double(relaxation.pivots + smallPivots)
        + Double(Self.leastPivots)
  }

  /// At the root, where prices are at hand.
  func searchSmallAtRoot() {
    if level > 0 || program.branchColumns.count <= limits.habits.fewColumns { return }
    for kind in [Neighbourhood.cheap, .different] where !isOver { search(kind) }
  }

  func searchSmall() {
    smallCount += 1
    search(Neighbourhood.allCases[smallCount % Neighbourhood.allCases.count])
    nextSmallSearch = nodes + 20 * (1 + fruitless)
  }

  private func search(_ kind: Neighbourhood) {
    guard let bounds = bounds(of: kind) else { return }
    var part = program.exact
    for j in program.branchColumns {
      part.columns[j].bounds = LinearProgram.Bounds(
        lower: bounds.lower[j].isFinite ? Rational(exactly: bounds.lower[j]) : nil,
        upper: bounds.upper[j].isFinite ? Rational(exactly: bounds.upper[j]) : nil)
    }
    var within = SearchLimits(nodes: Self.mostNodes, gap: limits.gap, stop: limits.stop)
    within.habits = limits.habits
    within.pivots = max(Self.leastPivots, (relaxation.pivots + smallPivots) / 10)
    guard let whole = WholeProgram(part) else { return }
    let inner = Search(whole, bare.simplex.basis, nil, within)
    (inner.level, inner.cutoff, inner.cutSources) = (level + 1, cutoff, cutSources)
    inner.walk()
    smallPivots += inner.relaxation.pivots + inner.bare.pivots
    let before = cutoff
    if let found = inner.best { take(found.point) }
    fruitless = cutoff < before ? 0 : fruitless + 1
  }

  /// nil where nearly all or nearly nothing would be free.
  private func bounds(of kind: Neighbourhood) -> Domain? {
    let point = relaxation.point
    var bounds = root
    let open = program.branchColumns.filter { !root.isFixed($0) }
    var isFree = Set<Int>()
    var target = point
    switch kind {
    case .cheap:
      var prices = SafeBounds.settled(relaxation.prices(), rows)
      _ = safe.bound(&prices, rows, domain)
      let order = open.map { ($0, safe.rest[$0].magnitude) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      for (j, _) in order.prefix(max(limits.habits.fewColumns, open.count / 4)) { isFree.insert(j) }
    case .different:
      if incumbent.isEmpty { return nil }
      target = incumbent
      for j in open where abs(incumbent[j] - point[j]) > 0.1 { isFree.insert(j) }
    case .drawn:
      if incumbent.isEmpty { return nil }
      target = incumbent
      for j in open {
        // A congruential generator: the same draws in the same search.
        draw = draw &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        if draw >> 33 % 100 < 30 { isFree.insert(j) }
      }
    }
    if isFree.count < 2 || isFree.count * 10 > open.count * 9 { return nil }
    for j in open where !isFree.contains(j) {
      let value = min(max(target[j].rounded(), root.lower[j]), root.upper[j])
      guard value.magnitude < 0x1p50 else { continue }
      (bounds.lower[j], bounds.upper[j]) = (value, value)
    }
    return bounds
  }
}
