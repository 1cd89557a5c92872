// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// At which figure of the objective a resource that is not in the plan comes into it.
///
/// A direction that takes a unit of the resource in changes the objective by its rate; with another
/// coefficient of that resource it changes by as much more. So the plan is best without it up to
/// coefficient - rate, and beyond that every best plan has some of it.
public struct EntryThreshold: Sendable {
  /// The figure as it is, and beyond which the resource is used: less than that where the objective
  /// is minimized, more where it is maximized.
  public let now: Rational
  public let beyond: Rational
  /// The attributes whose sum that is; empty where it is what a unit counts in the objective, since
  /// an attribute has other weights or other parts of the spec look at it.
  public let attributes: [String]

  /// nil where the objective is a worst case, or the resource could be used as well as not.
  init?(_ chain: PriorityChain, column j: Int, rate: Rational) {
    let spec = chain.formulation.spec
    guard let terms = spec.objectives.last?.terms, !terms.isEmpty, !rate.isZero else { return nil }
    let weight = terms[0].weight
    let isFree =
      spec.objectives.count == 1 && spec.periods == nil && spec.workloads.isEmpty
      && weight.signum > 0
      && terms.allSatisfy { $0.weight == weight && spec.looksOnlyInObjective(at: $0.attribute) }
    let cost = chain.program.columns[j].cost
    let scale = isFree ? weight : .one
    (now, beyond) = (cost / scale, (cost - rate) / scale)
    attributes = isFree ? terms.map { spec.attributes[$0.attribute] } : []
  }
}

extension Spec {
  /// Whether no bound is on an attribute, so that its figures count in the objective alone.
  fileprivate func looksOnlyInObjective(at attribute: Int) -> Bool {
    attribute != Spec.unitsIndex && !(demands + budgets).contains { $0.attribute == attribute }
      && !constraints.contains { constraint in
        constraint.terms.contains { $0.target == .attribute(attribute) }
      }
  }
}
