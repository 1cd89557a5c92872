// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// The answer to a spec, in the spec's words.
public struct PlanResult: Sendable {
  public struct Objective: Sendable {
    public let sense: LinearProgram.Sense
    /// nil without a plan.
    public let value: Rational?
    /// What each attribute contributes, weighted, in the order of the spec.
    public let terms: [(name: String, value: Rational?)]
  }

  public struct Resource: Sendable {
    /// Where the amount stands between the resource's bounds.
    public enum Place: String, Sendable { case min, max, fixed, between }
    public let name: String
    public let amount: Rational
    /// The change of the objective for each unit of this resource that is forced into the plan;
    /// nil where whole numbers leave no prices.
    public let reducedCost: Rational?
    public let at: Place
  }

  /// A demand, a budget or a constraint and what the plan makes of it.
  public struct Row: Sendable {
    public let name: String
    public let bounds: LinearProgram.Bounds
    public let total: Rational
    /// How far the total is from the nearest end of the bounds.
    public let slack: Rational
    /// The change of the objective for one more unit of the bound; nil where there are no prices.
    public let shadowPrice: Rational?
  }

  public struct Proof: Sendable {
    public let verified: Bool
    public let method: Solution.Proof
    public let bound: Rational?
    public let gap: Rational?
    public let largestViolation: Rational?
    /// Whole numbers: the proved bound without them.
    public let relaxationBound: Rational?
  }

  public let title: String?
  public let status: Solution.Status
  public let objective: Objective
  /// Empty without a plan, as are the next three.
  public let resources: [Resource]
  public let demands: [Row]
  public let budgets: [Row]
  public let constraints: [Row]
  /// The parts of an infeasible spec that cannot hold together.
  public internal(set) var conflict: [Conflict.Part] = []
  /// The cheapest change that gives an infeasible spec a plan.
  public internal(set) var repair: [Repair.Change] = []
  public internal(set) var sensitivity: Sensitivity?
  public internal(set) var alternatives: Alternatives?
  /// What proves the verdict without any solver; nil with whole numbers and after a stop.
  public internal(set) var certificate: Certificate?
  /// An unbounded spec: what can grow for ever, and in which proportion.
  public let direction: [(name: String, value: Rational)]
  public let proof: Proof

  public var hasPlan: Bool { objective.value != nil }
}
