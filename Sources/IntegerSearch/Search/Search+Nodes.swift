// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// One node: bounds, relaxation, proof or branch.
extension Search {
  /// What the relaxation of a part came to.
  enum Finding {
    case closed
    /// The relaxation has an optimum.
    case open
    /// The simplex method came to no end, or nothing proves what it said.
    case unknown
  }

  /// How far from a whole number a value counts as one.
  static let wholeTolerance = 1e-6

  /// Takes a node, whose bounds and basis are loaded.
  ///
  /// - Returns: the side to go on with, loaded; nil at a leaf.
  func process(_ node: OpenNode) -> OpenNode? {
    nodes += 1
    boundAtHand = node.bound
    if nodes % 20 == 1 { tellWatch() }
    var place = node.place
    var bound = node.bound
    var changes: [BoundChange] = []
    let entered = node.path >= 0 ? paths[node.path].changes.map(\.column) : nil
    if let reason = propagate(&place, from: entered, &changes) {
      close(place, reason)
      return nil
    }
    if node.depth > 0, takePrices(&place, &changes) { return nil }
    var finding = relax(&place, &bound, &changes, node.branch)
    if node.depth == 0, finding == .open {
      finding = strengthenRoot(&place, &bound, &changes)
    }
    if node.depth > 0, finding == .open, lateCutsAreDue {
      finding = strengthenNode(&place, &bound, &changes)
    }
    if isOver && finding != .closed {
      // The part stays open where it is.
      stoppedBound = min(stoppedBound, bound)
      return nil
    }
    if finding == .closed { return nil }
    return goOn(from: node, &place, &bound, &changes, finding)
  }

  /// A part that its relaxation did not close: a plan, or two sides.
  private func goOn(
    from node: OpenNode, _ place: inout Int, _ bound: inout Double, _ changes: inout [BoundChange],
    _ finding: Finding
  ) -> OpenNode? {
    if finding == .open {
      while true {
        let fractional = fractionalColumns
        if fractional.isEmpty { break }
        if node.depth % limits.habits.diveDepths == 1 % limits.habits.diveDepths, diveIsDue {
          dive()
        }
        if smallSearchIsDue { searchSmall() }
        switch choose(fractional, &place, &changes) {
        case .branch(let j, let value):
          return open(node, place, changes, bound, j, value.rounded(.down), value)
        case .again:
          let finding = relax(&place, &bound, &changes, nil)
          if finding == .closed { return nil }
          if isOver {
            stoppedBound = min(stoppedBound, bound)
            return nil
          }
          if finding == .unknown { return splitAnywhere(node, place, changes, bound) }
        case .closed: return nil
        }
      }
      let prices = relaxation.prices()
      _ = propose(relaxation.point)
      if closes(prices, place) { return nil }
    }
    if closesExactly(place) { return nil }
    return splitAnywhere(node, place, changes, bound)
  }

  /// A branch on any column that is not fixed yet, where the relaxation tells none.
  private func splitAnywhere(
    _ node: OpenNode, _ place: Int, _ changes: [BoundChange], _ bound: Double
  ) -> OpenNode? {
    var widest: (width: Double, column: Int)?
    for j in program.branchColumns where !domain.isFixed(j) {
      let width = domain.upper[j] - domain.lower[j]
      if width > widest?.width ?? 0 { widest = (width, j) }
    }
    guard let j = widest?.column else {
      hasUnprovedLeaf = true
      unprovedBound = min(unprovedBound, bound)
      return nil
    }
    var near = min(max(relaxation.point[j].rounded(), domain.lower[j]), domain.upper[j])
    if !(near.magnitude < 0x1p50) {
      near = domain.lower[j].isFinite ? domain.lower[j] : min(domain.upper[j], 0)
    }
    let floor = near < domain.upper[j] ? near : near - 1
    return open(node, place, changes, bound, j, floor, floor + 0.5)
  }

  /// Solves the relaxation at the current bounds, with all that its prices tell.
  func relax(
    _ place: inout Int, _ bound: inout Double, _ changes: inout [BoundChange],
    _ branch: OpenNode.Branch?
  ) -> Finding {
    var limit = relaxationLimit
    var hasRestarted = false
    var isNoted = false
    for _ in 0..<12 {
      let outcome = relaxation.solve(pivotLimit: pivotLimit, limit: limit, until: limits.stop)
      switch outcome {
      case .infeasible:
        if closes(relaxation.ray(), place) { return .closed }
        return closesExactly(place) ? .closed : .unknown
      case .gaveUp:
        if isOver { return .unknown }
        if hasRestarted { return closesExactly(place) ? .closed : .unknown }
        hasRestarted = true
        relaxation.restart()
      case .pastLimit, .optimal:
        var prices = SafeBounds.settled(relaxation.prices(), rows)
        let value = safe.bound(&prices, rows, domain)
        if value > cutoff {
          keep(prices)
          close(place, prices)
          return .closed
        }
        bound = max(bound, value)
        if outcome == .pastLimit {
          limit = .infinity
          continue
        }
        if let branch, !isNoted {
          isNoted = true
          pseudocosts.note(
            branch.column, isUp: branch.isUp, gain: relaxation.objective - branch.objective,
            distance: branch.distance)
        }
        guard narrow(&place, prices, value, &changes, target: cutoff) else { return .open }
        if let reason = propagate(&place, from: changes.map(\.column), &changes) {
          close(place, reason)
          return .closed
        }
        if pointIsInDomain { return .open }
      }
    }
    return .unknown
  }

  private var pointIsInDomain: Bool {
    program.wholeColumns.allSatisfy {
      relaxation.point[$0] >= domain.lower[$0] - 1e-9
        && relaxation.point[$0] <= domain.upper[$0] + 1e-9
    }
  }

  var fractionalColumns: [Int] {
    program.branchColumns.filter {
      let value = relaxation.point[$0]
      return abs(value - value.rounded()) > Self.wholeTolerance
    }
  }

  // MARK: - Bounds

  /// Narrows bounds by rows; multipliers where they contradict each other.
  func propagate(_ place: inout Int, from columns: [Int32]?, _ changes: inout [BoundChange])
    -> SearchTree.Multipliers?
  {
    let first = changes.count
    var at = place
    var found: [BoundChange] = []
    let reason = propagation.run(&domain, from: columns, cutoff: cutoff) { change, multipliers in
      tighten(&at, change, multipliers)
      found.append(change)
    }
    place = at
    changes += found
    for change in changes[first...] { relaxation.setBounds(Int(change.column), domain) }
    return reason
  }

  /// Narrows bounds beyond which the reduced costs alone leave no better plan (Nemhauser and Wolsey,
  /// "Integer and combinatorial optimization", 1988, chapter II.5). `value` is what the prices prove, and
  /// a part is closed where that is above `target`.
  func narrow(
    _ place: inout Int, _ prices: SearchTree.Multipliers, _ value: Double,
    _ changes: inout [BoundChange], target: Double
  ) -> Bool {
    guard target.isFinite, value.isFinite else { return false }
    let room = (target - value) + (target.magnitude + value.magnitude) * 0x1p-50
    var narrowing = SearchTree.Narrowing(weights: prices)
    for j in program.wholeColumns {
      let rate = safe.certainRate(j)
      let (low, high) = (domain.lower[j], domain.upper[j])
      if rate == 0 || rate.magnitude * (high - low) <= room { continue }
      var steps = (room / rate.magnitude).rounded(.down)
      // Beyond, one more is the same double.
      if !(steps <= 0x1p50) { continue }
      while rate.magnitude * (steps + 1) <= room * (1 + 0x1p-48) { steps += 1 }
      if steps >= high - low { continue }
      let change = BoundChange(
        column: Int32(j), isUpper: rate > 0, value: rate > 0 ? low + steps : high - steps)
      narrowing.columns.append(change.column)
      narrowing.ends.append(change.value)
      narrowing.isUpper.append(change.isUpper)
      domain.take(change)
      relaxation.setBounds(j, domain)
      changes.append(change)
    }
    if narrowing.columns.isEmpty { return false }
    tree[place] = .narrowed(narrowing, next: tree.count)
    place = tree.count
    tree.append(nil)
    return true
  }

  // MARK: - Sides

  func extend(_ parent: Int, _ changes: [BoundChange]) -> Int {
    if changes.isEmpty { return parent }
    paths.append((parent, changes))
    return paths.count - 1
  }

  /// Opens two sides; the one to go on with is loaded and returned, the other put aside.
  private func open(
    _ node: OpenNode, _ place: Int, _ changes: [BoundChange], _ bound: Double, _ j: Int,
    _ floor: Double, _ value: Double
  ) -> OpenNode {
    let first = tree.count
    tree += [nil, nil]
    tree[place] = .branch(
      column: j, floor: Rational(exactly: floor), below: first, above: first + 1)
    let path = extend(node.path, changes)
    let objective = relaxation.objective
    let basis = relaxation.basis
    func side(isUp: Bool) -> OpenNode {
      let change = BoundChange(column: Int32(j), isUpper: !isUp, value: isUp ? floor + 1 : floor)
      return OpenNode(
        place: isUp ? first + 1 : first, depth: node.depth + 1, bound: bound,
        path: extend(path, [change]), basis: basis,
        branch: .init(
          column: j, distance: isUp ? floor + 1 - value : value - floor, isUp: isUp,
          objective: objective))
    }
    let goesUp = incumbent.isEmpty ? value - floor > 0.3 : incumbent[j] > floor
    open.push(side(isUp: !goesUp))
    var chosen = side(isUp: goesUp)
    chosen.basis = nil
    for change in paths[chosen.path].changes { domain.take(change) }
    relaxation.setBounds(j, domain)
    return chosen
  }

  func tellWatch() {
    guard let watch else { return }
    let least = min(open.bound, boundAtHand, unprovedBound)
    watch(
      nodes, best.map { $0.value.double }, least.isFinite ? program.sign * least : nil)
  }
}
