// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The root: cuts, first plans, and another start from it where a plan has fixed many columns.
extension Search {
  /// Where the tree goes on from the root, and what its relaxation proved.
  struct RootMark {
    var place: Int
    var count: Int
    var domain: Domain
    var prices: SearchTree.Multipliers
    var basis: Relaxation.Kept
  }

  private static let mostRounds = 40
  private static let mostCuts = 60
  private static let mostRestarts = 12
  /// Rounds that move the bound next to nothing; later ones often do.
  private static let mostStalls = 8
  /// Cuts that are longer are not worth their solves, unless rows are as long.
  private static let longest = 1000

  /// Rounds of cuts until they move the bound no more.
  func strengthenRoot(
    _ place: inout Int, _ bound: inout Double, _ changes: inout [BoundChange]
  ) -> Finding {
    if best == nil || restarts == 0 { dive() }
    var stalls = 0
    for round in 0..<Self.mostRounds where !isOver && stalls < Self.mostStalls {
      if fractionalColumns.isEmpty { break }
      let before = relaxation.objective
      let cuts = separate(most: Self.mostCuts)
      if cuts.isEmpty { break }
      let idle = Set(round % 2 == 1 ? relaxation.idleCuts : [])
      let count = Int32(rows.count)
      let added = cuts.map { add($0.movingSplitRow(from: count, to: Int32(rows.count)), &place) }
      relaxation.change(
        to: relaxation.present.filter { !idle.contains($0) } + added, rows, domain)
      let finding = relax(&place, &bound, &changes, nil)
      if finding != .open { return finding }
      let gain = relaxation.objective - before
      let distance = cutoff.isFinite ? max(cutoff - before, 0) : max(1, before.magnitude) * 0.1
      stalls = gain < 0.005 * distance ? stalls + 1 : 0
      if round == 4 || (round % 8 == 7 && best == nil) { dive() }
    }
    if isOver { return .open }
    let idle = Set(relaxation.idleCuts)
    if !idle.isEmpty {
      relaxation.change(to: relaxation.present.filter { !idle.contains($0) }, rows, domain)
      let finding = relax(&place, &bound, &changes, nil)
      if finding != .open { return finding }
    }
    dive()
    let finding = relax(&place, &bound, &changes, nil)
    wantsRestart = false
    rootMark = RootMark(
      place: place, count: tree.count, domain: domain,
      prices: SafeBounds.settled(relaxation.prices(), rows), basis: relaxation.basis)
    if finding == .open { searchSmallAtRoot() }
    return finding
  }

  /// The best cuts of all sources, of which no two are nearly parallel.
  func separate(most: Int) -> [SearchTree.Cut] {
    var rounding = MixedIntegerRounding(self)
    var found: [MixedIntegerRounding.Candidate] = []
    for source in cutSources {
      for sum in source.sums(self) {
        if isOver { return [] }
        if let cut = rounding.candidate(from: sum) { found.append(cut) }
      }
    }
    let promising = found.indices.sorted { (found[$0].efficacy, $1) > (found[$1].efficacy, $0) }
      .prefix(3 * most)
    let made = promising.compactMap { rounding.cut(found[$0]) }
    let order = made.indices.sorted { (made[$0].efficacy, $1) > (made[$1].efficacy, $0) }
    var chosen: [SearchTree.Cut] = []
    var dense = [[Double]]()
    for k in order where chosen.count < most {
      let cut = made[k].cut
      let terms = cut.terms
      if terms.columns.count > Self.longest + program.columns / 4 { continue }
      var vector = [Double](repeating: 0, count: program.columns)
      var length = 0.0
      for value in terms.values { length += value * value }
      length = length.squareRoot()
      for (j, value) in zip(terms.columns, terms.values) { vector[Int(j)] = value / length }
      let isParallel = dense.contains { other in
        var product = 0.0
        for j in terms.columns { product += other[Int(j)] * vector[Int(j)] }
        return product > 0.95
      }
      if isParallel { continue }
      dense.append(vector)
      chosen.append(cut)
    }
    return chosen
  }

  // MARK: - Another start

  /// Whether the best plan fixes so many columns by the root's prices that the tree had better begin
  /// anew.
  func considerRestart() {
    guard let mark = rootMark, restarts < Self.mostRestarts, cutoff.isFinite else { return }
    var prices = mark.prices
    let value = safe.bound(&prices, rows, mark.domain)
    guard value > -.infinity else { return }
    let room = cutoff - value
    var (fixed, left) = (0, 0)
    for j in program.wholeColumns where !mark.domain.isFixed(j) {
      left += 1
      if safe.certainRate(j).magnitude > room { fixed += 1 }
    }
    if fixed >= limits.habits.restartColumns, fixed * 5 > left { wantsRestart = true }
  }

  func restart() {
    guard let mark = rootMark else { return }
    wantsRestart = false
    restarts += 1
    open.removeAll()
    tree.removeLast(tree.count - mark.count)
    rowOfCut = rowOfCut.filter { $0.key < mark.count }
    tree[mark.place] = nil
    var place = mark.place
    settleLateCuts(&place)
    paths.removeAll()
    stoppedBound = .infinity
    (hasUnprovedLeaf, unprovedBound) = (false, .infinity)
    root = mark.domain
    rootMark = nil
    open.push(
      OpenNode(
        place: place, depth: 0, bound: -.infinity, path: -1, basis: mark.basis))
  }
}
