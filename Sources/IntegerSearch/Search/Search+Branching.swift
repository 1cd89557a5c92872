// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import NumericalMethods

/// Which column is branched on: by what columns have gained so far, and where that is known too
/// little, by solving both sides for a few pivots (strong branching until reliable; Achterberg, Koch
/// and Martin, "Branching rules revisited", 2005).
extension Search {
  enum Choice {
    case branch(column: Int, value: Double)
    /// A side was closed, and so the bounds are narrower.
    case again
    case closed
  }

  private static let reliableLooks = 4
  private static let mostCandidates = 8
  private static let mostPivots = 100

  func choose(
    _ fractional: [Int], _ place: inout Int, _ changes: inout [BoundChange]
  ) -> Choice {
    let point = relaxation.point
    var candidates = fractional.map { j in
      (column: j, score: pseudocosts.score(j, fraction: point[j] - point[j].rounded(.down)))
    }
    candidates.sort { ($0.score, $1.column) > ($1.score, $0.column) }
    var best = candidates[0]
    if candidates.prefix(Self.mostCandidates).allSatisfy({
      pseudocosts.looks($0.column) >= Self.reliableLooks
    }) {
      return .branch(column: best.column, value: point[best.column])
    }
    best.score = -1
    let kept = relaxation.simplex.kept
    let objective = relaxation.objective
    var sinceBest = 0
    for candidate in candidates.prefix(Self.mostCandidates) {
      let j = candidate.column
      var score = candidate.score
      if pseudocosts.looks(j) < Self.reliableLooks {
        guard let down = look(j, point[j], isUp: false, objective, kept),
          let up = look(j, point[j], isUp: true, objective, kept)
        else {
          relaxation.simplex.take(kept)
          return .branch(column: j, value: point[j])
        }
        if down.proof != nil || up.proof != nil {
          relaxation.simplex.take(kept)
          return narrow(j, point[j], down.proof, up.proof, &place, &changes)
        }
        score = Pseudocosts.score(down.gain, up.gain)
      }
      if score > best.score {
        best = (j, score)
        sinceBest = 0
      } else {
        sinceBest += 1
        if sinceBest >= 4 { break }
      }
    }
    relaxation.simplex.take(kept)
    return .branch(column: best.column, value: point[best.column])
  }

  private struct Look {
    var gain: Double
    /// What closes the side.
    var proof: SearchTree.Multipliers?
  }

  /// Solves one side for a few pivots. nil where the search is over.
  private func look(
    _ j: Int, _ value: Double, isUp: Bool, _ objective: Double, _ kept: IncrementalSimplex.Kept
  ) -> Look? {
    if isOver { return nil }
    let (low, high) = (domain.lower[j], domain.upper[j])
    if isUp { domain.lower[j] = value.rounded(.up) } else { domain.upper[j] = value.rounded(.down) }
    relaxation.setBounds(j, domain)
    defer {
      (domain.lower[j], domain.upper[j]) = (low, high)
      relaxation.setBounds(j, domain)
    }
    relaxation.simplex.take(kept)
    let before = relaxation.outcome
    defer { relaxation.outcome = before }
    let distance = isUp ? value.rounded(.up) - value : value - value.rounded(.down)
    let outcome = relaxation.solve(
      pivotLimit: Self.mostPivots, limit: relaxationLimit, until: limits.stop)
    switch outcome {
    case .infeasible: return Look(gain: .infinity, proof: proof(relaxation.ray()))
    case .pastLimit: return Look(gain: .infinity, proof: proof(relaxation.prices()))
    case .optimal, .gaveUp:
      let gain = max(0, relaxation.objective - objective)
      if outcome == .optimal {
        pseudocosts.note(j, isUp: isUp, gain: gain, distance: distance)
        if gain > 0, cutoff.isFinite, let proof = proof(relaxation.prices()) {
          return Look(gain: .infinity, proof: proof)
        }
        if fractionalColumns.isEmpty { _ = proposeInside() }
      }
      return Look(gain: gain.isFinite ? gain : 0, proof: nil)
    }
  }

  /// A plan met while looking.
  private func proposeInside() -> Bool {
    program.isPure ? proposeWhole(relaxation.point) : false
  }

  /// The multipliers, if they close the part as it is bounded now.
  private func proof(_ multipliers: SearchTree.Multipliers) -> SearchTree.Multipliers? {
    var settled = SafeBounds.settled(multipliers, rows)
    let value = safe.bound(&settled, rows, domain)
    return value > (settled.objective > 0 ? cutoff : 0) ? settled : nil
  }

  private func narrow(
    _ j: Int, _ value: Double, _ down: SearchTree.Multipliers?, _ up: SearchTree.Multipliers?,
    _ place: inout Int, _ changes: inout [BoundChange]
  ) -> Choice {
    let change: BoundChange
    if let down {
      change = BoundChange(column: Int32(j), isUpper: false, value: value.rounded(.up))
      tighten(&place, change, down)
      if let up {
        close(place, up)
        return .closed
      }
    } else {
      change = BoundChange(column: Int32(j), isUpper: true, value: value.rounded(.down))
      tighten(&place, change, up!)
    }
    domain.take(change)
    changes.append(change)
    relaxation.setBounds(j, domain)
    if let reason = propagate(&place, from: [change.column], &changes) {
      close(place, reason)
      return .closed
    }
    return .again
  }
}
