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
  /// Of columns of sections that place something.
  var added: [Added: Series] = [:]
  let keepCost: Rational
}

extension Spec {
  /// The same spec for a plan that starts from `plan`, where each unit moved costs `keepCost`, a
  /// number of 0 or more.
  public func replanned(from plan: ProposedPlan, keepCost: Rational) -> Spec {
    var spec = self
    spec.running = RunningPlan(
      amounts: plan.amounts, placement: plan.placement, added: plan.added(for: self),
      keepCost: keepCost)
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
    /// Of a section's column that places something.
    case added(Added)

    /// The column itself.
    var column: ColumnKind {
      switch self {
      case .amount(let r): .amount(r)
      case .placement(let w, let k): .placement(workload: w, option: k)
      case .added(let added): .added(added)
      }
    }
  }

  /// What is kept, in the order of the columns; none without a running plan.
  static func kept(
    of spec: Spec, _ further: [ColumnKind], _ sections: [SectionMathematics]
  ) -> [Kept] {
    if spec.running == nil { return [] }
    if spec.workloads.isEmpty { return spec.resources.indices.map { .amount($0) } }
    return further.compactMap { kind in
      switch kind {
      case .placement(let w, let k): return .placement(workload: w, option: k)
      case .added(let added):
        return sections[added.section].columns[added.item].placing == nil ? nil : .added(added)
      default: return nil
      }
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
    case .added(let added): return running.added[added]?.values.allSatisfy(\.isZero) ?? true
    }
  }
}

extension RunningPlan {
  /// The amount that runs in a period.
  func amount(_ kept: Layout.Kept, _ period: Int) -> Rational {
    switch kept {
    case .amount(let r): amounts[r][period]
    case .placement(let w, let k): placement[w][k][period]
    case .added(let added): self.added[added]?[period] ?? .zero
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
    for t in 0..<layout.periods {
      for kept in layout.kept {
        let (from, to) = (running.amount(kept, t), point[layout.column(kept.column, t)!])
        if from == to { continue }
        let (workload, resource): (String?, Int) =
          switch kept {
          case .amount(let r): (nil, r)
          case .placement(let w, let k):
            (spec.workloads[w].name, spec.workloads[w].options[k].resource)
          case .added(let added):
            (column(added).placing!.name, column(added).placing!.resource)
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
