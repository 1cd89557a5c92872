// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A plan that is in use, and what it costs to leave it: a new plan pays for every unit by which it
/// differs, in the unit of the first objective.
///
/// What is kept are the placements of a spec with workloads, and the amounts of one without. Each
/// gets a row x − up + down = x₀ with two columns that are charged, which is |x − x₀| linearised
/// (Williams, "Model building in mathematical programming", 2013, chapter 3.2.3). What is 0 and
/// cannot be less needs neither: x itself is what is moved.
public struct RunningPlan: Sendable {
  let amounts: [Series]
  let placement: [[Series]]
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
      amounts: plan.amounts, placement: plan.placement, keepCost: keepCost,
      newPeriods: plan.newPeriods)
    if var futures = spec.futures {
      // What is left after a loss is not what runs: only the plan is charged.
      for s in futures.scenarios.indices { futures.scenarios[s].spec.running = spec.running }
      spec.futures = futures
    }
    return spec
  }
}

extension Layout {
  /// A column that a new plan is compared with the running one by.
  enum Kept: Sendable, Hashable {
    case amount(Int)
    case placement(workload: Int, option: Int)

    /// The column itself.
    var column: ColumnKind {
      switch self {
      case .amount(let r): .amount(r)
      case .placement(let w, let k): .placement(workload: w, option: k)
      }
    }
  }

  /// What is kept, in the order of the columns; none without a running plan.
  static func kept(of spec: Spec, _ further: [ColumnKind]) -> [Kept] {
    if spec.running == nil { return [] }
    if spec.workloads.isEmpty { return spec.resources.indices.map { .amount($0) } }
    return further.compactMap { kind in
      guard case .placement(let w, let k) = kind else { return nil }
      return .placement(workload: w, option: k)
    }
  }

  /// Whether a move can only be up from 0, in all periods.
  static func isNew(_ kept: Kept, in spec: Spec) -> Bool {
    let running = spec.running!
    switch kept {
    case .amount(let r):
      return running.amounts[r].values.allSatisfy(\.isZero)
        && (0..<spec.periodCount).allSatisfy { t in
          spec.resources[r].bounds(t).lower.map { $0.signum >= 0 } ?? false
        }
    case .placement(let w, let k): return running.placement[w][k].values.allSatisfy(\.isZero)
    }
  }
}

extension RunningPlan {
  /// The amount that runs in a period.
  func amount(_ kept: Layout.Kept, _ period: Int) -> Rational {
    switch kept {
    case .amount(let r): amounts[r][period]
    case .placement(let w, let k): placement[w][k][period]
    }
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

extension Formulation {
  /// What a point changes, in the order of the spec, period by period; none without a running plan.
  func moves(at point: [Rational]) -> [Move] {
    guard let running = spec.running else { return [] }
    var moves: [Move] = []
    for t in 0..<layout.periods where !running.newPeriods.contains(t) {
      for kept in layout.kept {
        let (from, to) = (running.amount(kept, t), point[layout.column(kept.column, t)!])
        if from == to { continue }
        let (workload, resource): (String?, Int) =
          switch kept {
          case .amount(let r): (nil, r)
          case .placement(let w, let k):
            (spec.workloads[w].name, spec.workloads[w].options[k].resource)
          }
        moves.append(
          Move(
            workload: workload, resource: spec.resources[resource].name,
            period: spec.periods == nil ? nil : t, from: from, to: to))
      }
    }
    return moves
  }
}
