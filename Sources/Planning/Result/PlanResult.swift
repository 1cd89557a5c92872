// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// The answer to a spec, in the spec's words.
public struct PlanResult: Sendable {
  public struct Objective: Sendable {
    public let sense: LinearProgram.Sense
    /// nil without a plan.
    public let value: Rational?
    /// What each attribute contributes, weighted, in the order of the spec.
    public let terms: [(name: String, value: Rational?)]
    /// The weight of each of them.
    public let weights: [Rational]
    /// What is missed of soft demands and budgets, at its price; nil where nothing can be missed.
    public let penalties: Rational?
    /// What is moved away from the running plan, at its price; nil without one.
    public let moveCost: Rational?
    /// The attribute, or `utilization`, whose worst case is optimized.
    public let worst: String?
  }

  /// One of several objectives: its value in the plan, and the best that it could be.
  public struct Priority: Sendable {
    public let objective: Objective
    public let best: Rational
    public let within: Rational
  }

  public struct Resource: Sendable {
    /// Where the amount stands between the resource's bounds.
    public enum Place: String, Sendable { case min, max, fixed, between }
    public let name: String
    public let amount: Series
    /// What is bought in each period; nil for what needs not be bought.
    public let bought: Series?
    /// What workloads get of it; nil without workloads.
    public let used: Series?
    /// The change of the objective for each unit of this resource that is forced into the plan;
    /// nil where whole numbers leave no prices.
    public let reducedCost: Series?
    public let at: PerPeriod<Place>
  }

  /// A demand, a budget, a constraint, a need, a share or a link, and what the plan makes of it.
  public struct Row: Sendable {
    public let name: String
    /// The name with its workload, where it belongs to one: `tokens of train`.
    public let fullName: String
    /// The workload that it belongs to, if it does.
    public let owner: String?
    public let min: Series?
    public let max: Series?
    public let total: Series
    /// How far the total is from the nearest end of the bounds; below 0 where that is missed.
    public let slack: Series
    /// The change of the objective for one more unit of the bound; nil where there are no prices.
    public let shadowPrice: Series?
    /// Whether a unit more of the bound is worth anything in any period.
    public var hasPrice: Bool { shadowPrice?.values.contains { !$0.isZero } ?? false }
    /// By how much a soft bound is missed; nil for a hard one.
    public let missed: Series?
    /// Whether the bound is on the sum over all periods.
    public let isOverAll: Bool
    /// The rows of the formulation, one a period.
    let rows: [Int]
  }

  /// What a section bounds, under a key of the result.
  public struct RowGroup: Sendable {
    /// The key, and what one of its rows is called: `demands`, `demand`.
    public let key: String
    public let noun: String
    /// Whether the key is there where there are no rows.
    public let isAlwaysThere: Bool
    public let rows: [Row]
  }

  /// What a workload gets.
  public struct Workload: Sendable {
    public let name: String
    /// An amount for each resource that it can use, in the order of the spec.
    public let placement: [(resource: String, amount: Series)]
    public let needs: [Row]
    public let share: Row?
    /// Its total divided by its weight, where the worst case over workloads is optimized.
    public let level: Rational?
  }

  public struct Proof: Sendable {
    public let verified: Bool
    public let method: Solution.Proof
    public let bound: Rational?
    public internal(set) var gap: Rational?
    public let largestViolation: Rational?
    /// Whole numbers: the proved bound without them.
    public let relaxationBound: Rational?
    /// The basis of each program that was solved, where the figures alone do not tell it: in specs
    /// with columns beside the amounts, or several objectives (`Basis.text`).
    public internal(set) var bases: [String]
  }

  public let title: String?
  public let periods: Periods?
  public internal(set) var status: Solution.Status
  /// The last one, where there are several: the one that prices are of.
  public internal(set) var objective: Objective
  /// All objectives in their order; empty where there is only one.
  public internal(set) var priorities: [Priority]
  /// Empty without a plan, as are the next two.
  public internal(set) var resources: [Resource]
  /// What sections bound, in their order.
  public internal(set) var rowGroups: [RowGroup]
  public internal(set) var workloads: [Workload]
  /// What further sections say of the plan.
  public internal(set) var sections: SectionFigures
  /// Every attribute's total, unweighted, in the order in which the spec first names them.
  public internal(set) var totals: [(name: String, total: Series)]
  /// What changes of the running plan.
  public internal(set) var moves: [Move]
  /// What the moves cost; nil without a running plan.
  public internal(set) var moveCost: Rational?
  /// The parts of an infeasible spec that cannot hold together.
  public internal(set) var conflict: [Conflict.Part] = []
  /// The cheapest change that gives an infeasible spec a plan.
  public internal(set) var repair: [Repair.Change] = []
  /// A number that gives it one alone, where the cheapest change is of several.
  public internal(set) var repairAlone: Repair.Change?
  /// Whether it is proved that no other repair costs less.
  public internal(set) var isRepairCheapest = true
  /// What the repair was told to cost; empty where nothing was.
  public internal(set) var repairWeights = Repair.Weights()
  /// By what each demand is met; empty where it was not asked for.
  public internal(set) var supplies: [[Supply]] = []
  public internal(set) var sensitivity: Sensitivity?
  public internal(set) var alternatives: Alternatives?
  /// For an explanation: the change of a worst case with a further unit of each resource that is at
  /// its `max` (nil for others); nil where the objective is none.
  public internal(set) var further: [PerPeriod<Rational?>]?
  /// Whether an explanation leaves out what would be too long to read.
  public internal(set) var isBrief = false
  /// How the last program was solved; nil where it was not asked for.
  public internal(set) var statistics: Statistics?
  /// What proves the verdict without any solver; nil where it was not asked for, and where there is
  /// none.
  public internal(set) var certificate: Certificate?
  /// An unbounded spec: what can grow for ever, and in which proportion.
  public internal(set) var direction: [(name: String, value: Rational)]
  public internal(set) var proof: Proof

  /// What comes of each scenario and after each loss; nil where the spec has neither, and without a
  /// plan.
  public internal(set) var futures: FutureResults?

  public var demands: [Row] { rows(of: "demands") }
  public var budgets: [Row] { rows(of: "budgets") }
  public var constraints: [Row] { rows(of: "constraints") }
  public var links: [Row] { rows(of: "links") }

  private func rows(of key: String) -> [Row] {
    rowGroups.first { $0.key == key }?.rows ?? []
  }

  public var hasPlan: Bool { objective.value != nil }

  /// The two-sided prices of a row, one a period; nil where they were not asked for.
  public func prices(of row: Row) -> PerPeriod<Sensitivity.Prices>? {
    guard let sensitivity else { return nil }
    let list = row.rows.compactMap { sensitivity.prices[$0] }
    guard list.count == row.rows.count, let first = list.first else { return nil }
    return row.total.isList ? .list(list) : .constant(first)
  }
}
