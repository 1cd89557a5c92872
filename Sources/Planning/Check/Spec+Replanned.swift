// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

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
