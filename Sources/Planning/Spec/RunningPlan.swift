// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A plan that is in use, and what it costs to leave it: a new plan pays for every unit by which it
/// differs, in the unit of the first objective.
public struct RunningPlan: Sendable {
  let amounts: [Series]
  let placement: [[Series]]
  /// Of columns of sections that place something.
  var added: [Added: Series] = [:]
  let keepCost: Rational
  /// The periods that the running plan does not have: nothing moves in them.
  var newPeriods: Set<Int> = []
}
