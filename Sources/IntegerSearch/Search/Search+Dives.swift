// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Dives: whole columns are rounded a few at a time, with propagation and the relaxation in between,
/// until a plan is there or a contradiction.
extension Search {
  /// Often where there is no plan yet, and else at ever longer distances.
  var diveIsDue: Bool {
    best == nil ? diveCount < 20 + nodes / 10 : diveCount < 2 + nodes / 200
  }

  /// Leaves bounds and relaxation as they were.
  func dive() {
    diveCount += 1
    let (kept, before, outcome) = (relaxation.simplex.kept, domain, relaxation.outcome)
    defer {
      domain = before
      relaxation.load(domain)
      relaxation.simplex.take(kept)
      relaxation.outcome = outcome
    }
    var tries = 0
    while tries < 60, !isOver {
      tries += 1
      let fractional = fractionalColumns
      if fractional.isEmpty {
        _ = propose(relaxation.point)
        return
      }
      guard round(fractional) else { return }
      let outcome = relaxation.solve(
        pivotLimit: pivotLimit, limit: relaxationLimit, until: limits.stop)
      guard outcome == .optimal else { return }
    }
  }

  /// Rounds those that are nearest to a whole number. false at a contradiction.
  private func round(_ fractional: [Int]) -> Bool {
    let point = relaxation.point
    let nearest = fractional.map { j in
      (column: j, distance: abs(point[j] - point[j].rounded()))
    }
    .sorted { ($0.distance, $0.column) < ($1.distance, $1.column) }
    for (column, _) in nearest.prefix(max(1, nearest.count / 5)) {
      let value = min(max(point[column].rounded(), domain.lower[column]), domain.upper[column])
      let saved = domain
      (domain.lower[column], domain.upper[column]) = (value, value)
      if propagation.run(&domain, from: [Int32(column)], cutoff: cutoff, { _, _ in }) != nil {
        domain = saved
        // The other side.
        if value > point[column] {
          domain.upper[column] = value - 1
        } else {
          domain.lower[column] = value + 1
        }
        if domain.lower[column] > domain.upper[column]
          || propagation.run(&domain, from: [Int32(column)], cutoff: cutoff, { _, _ in }) != nil
        {
          return false
        }
      }
    }
    relaxation.load(domain)
    return true
  }
}
