// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// What goes into the tree.
extension Search {
  /// A leaf, closed by multipliers that were found to prove it.
  func close(_ place: Int, _ multipliers: SearchTree.Multipliers) {
    tree[place] = .closed(multipliers)
  }

  /// A narrower bound of a whole column: a branch of which the other side is closed at once. The rest
  /// of the part has its place anew.
  func tighten(
    _ place: inout Int, _ change: BoundChange, _ multipliers: SearchTree.Multipliers
  ) {
    let first = tree.count
    tree += [nil, .closed(multipliers)]
    let (below, above) = change.isUpper ? (first, first + 1) : (first + 1, first)
    let floor = change.isUpper ? change.value : change.value - 1
    tree[place] = .branch(
      column: Int(change.column), floor: Rational(exactly: floor), below: below, above: above)
    place = first
  }

  /// Whether multipliers prove that the part has no better plan; the leaf is closed then.
  func closes(_ multipliers: SearchTree.Multipliers, _ place: Int) -> Bool {
    var settled = SafeBounds.settled(multipliers, rows)
    let value = safe.bound(&settled, rows, domain)
    if value > (settled.objective > 0 ? cutoff : 0) {
      keep(settled)
      close(place, settled)
      return true
    }
    guard settled.objective == 0, var whole = settled.nearlyWhole,
      safe.bound(&whole, rows, domain) > 0
    else { return false }
    close(place, whole)
    return true
  }

  /// Closes a part by solving it exactly, without cuts, where that is not much work; it may turn out to
  /// hold a better plan.
  func closesExactly(_ place: Int) -> Bool {
    bare.load(domain)
    switch bare.solve(pivotLimit: pivotLimit, limit: .infinity, until: limits.stop) {
    case .infeasible: if closes(bare.ray(), place) { return true }
    case .pastLimit, .gaveUp: return false
    case .optimal:
      if closes(bare.prices(), place) { return true }
      // A bound that is worse than the best plan closes nothing, unless the part has a better one.
      let isWhole = program.branchColumns.allSatisfy {
        abs(bare.point[$0] - bare.point[$0].rounded()) <= Self.wholeTolerance
      }
      let room = 1e-7 * max(1, bare.objective.magnitude)
      if !isWhole, bare.objective < cutoff - room { return false }
    }
    var part = program.exact.relaxation
    for j in program.wholeColumns {
      part.columns[j].bounds = LinearProgram.Bounds(
        lower: domain.lower[j].isFinite ? Rational(exactly: domain.lower[j]) : nil,
        upper: domain.upper[j].isFinite ? Rational(exactly: domain.upper[j]) : nil)
    }
    guard let verdict = verdict(on: part, from: bare.simplex.basis) else { return false }
    switch verdict {
    case .unbounded: return false
    case .infeasible(let certificate): tree[place] = .infeasible(certificate)
    case .optimal(let optimum):
      if program.exact.isWhole(optimum.point) { take(optimum.point) }
      guard let best else { return false }
      let isMinimum = program.sign > 0
      let bound = program.exact.objective(at: optimum.point)
        .rounded(toMultipleOf: program.exactStep, up: isMinimum)
      guard isMinimum ? bound >= best.value : bound <= best.value else { return false }
      tree[place] = .bounded(prices: optimum.prices)
    }
    return true
  }
}

extension SearchTree.Multipliers {
  /// The multiples of the least one, where all are nearly whole multiples: where columns have no end, a
  /// ray must cancel exactly.
  fileprivate var nearlyWhole: SearchTree.Multipliers? {
    guard let least = values.map(\.magnitude).min(), least > 0 else { return nil }
    var whole = self
    for k in values.indices {
      let multiple = values[k] / least
      guard abs(multiple - multiple.rounded()) < 1e-6, multiple.magnitude < 1e9 else { return nil }
      whole.values[k] = multiple.rounded()
    }
    return whole
  }
}
