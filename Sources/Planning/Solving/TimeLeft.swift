// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex

/// How much of a limit on all the solves of a spec together is left.
struct TimeLeft: Sendable {
  private let end: ContinuousClock.Instant?

  /// `limit` begins now; nil is no limit.
  init(_ limit: Duration?) { end = limit.map { .now + $0 } }

  var isOver: Bool { end.map { $0 <= .now } ?? false }

  /// A solver that stops when all has to.
  func limiting(_ solver: any ProgramSolver) -> any ProgramSolver {
    guard let end else { return solver }
    var solver = solver
    solver.limits.time = max(.zero, end - .now)
    return solver
  }
}
