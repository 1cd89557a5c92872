// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A plan that is in use, and what it costs to leave it: a new plan pays for every unit by which it
/// differs, in the unit of the first objective (`RunningRoom`).
public struct RunningPlan: Sendable {
  let amounts: [Series]
  let placement: [[Series]]
  /// Of columns of sections that place something.
  var added: [Added: Series] = [:]
  let keepCost: Rational
  /// The periods that the running plan does not have: nothing moves in them.
  var newPeriods: Set<Int> = []
}

extension Spec {
  /// The same spec for a plan that starts from `plan`, where each unit moved costs `keepCost`, a
  /// number of 0 or more.
  public func replanned(from plan: ProposedPlan, keepCost: Rational) -> Spec {
    var spec = self
    spec.running = RunningPlan(
      amounts: plan.amounts, placement: plan.placement, added: plan.added(for: self),
      keepCost: keepCost, newPeriods: plan.newPeriods)
    if var futures = spec.futures {
      // What is left after a loss is not what runs: only the plan is charged.
      for s in futures.scenarios.indices { futures.scenarios[s].spec.running = spec.running }
      spec.futures = futures
    }
    return spec
  }
}

/// One amount that the new plan changes.
public struct Move: Sendable {
  /// nil in a spec without workloads.
  public let workload: String?
  public let resource: String
  /// From 0; nil in a spec without periods.
  public let period: Int?
  public let from: Rational
  public let to: Rational

  public var size: Rational { (to - from).magnitude }
}
