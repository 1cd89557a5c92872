// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// The audit of a proposed plan: what it violates, and how far it is from the best one.
public struct PlanCheck: Sendable {
  /// One bound of the spec and what the plan makes of it.
  public struct Finding: Sendable {
    /// What the bound is on: a resource, an attribute or a constraint.
    public let name: String
    public let at: String
    /// The bound, and whether it is a lower one.
    public let limit: Rational
    public let isLower: Bool
    public let total: Rational
    /// How far the total is beyond the bound; 0 where it holds.
    public let by: Rational
    /// Whether the finding is that a whole number was asked for.
    public var isWholeness = false
  }

  public let sense: LinearProgram.Sense
  public let value: Rational
  /// Every bound that the author wrote, in the order of resources, demands, budgets, constraints;
  /// and the built-in 0 where it is violated.
  public let findings: [Finding]
  /// The best plan's objective, where there is a proved one.
  public let best: Rational?
  public let status: Solution.Status

  public var violations: [Finding] { findings.filter { !$0.by.isZero } }
  public var isFeasible: Bool { violations.isEmpty }

  /// By how much the plan is worse than the best; negative for a plan that only looks better,
  /// because it is not feasible.
  public var gap: Rational? { best.map { sense == .minimize ? value - $0 : $0 - value } }

  /// Whether the plan is feasible and at most the fraction `within` of the best objective worse.
  public func passes(within: Rational?) -> Bool {
    guard isFeasible else { return false }
    guard let within else { return true }
    guard let gap, let best else { return false }
    return gap <= within * best.magnitude
  }

  init(_ plan: ProposedPlan, of formulation: Formulation, best: Solution) {
    let (spec, program) = (formulation.spec, formulation.program)
    sense = program.sense
    value = program.objective(at: plan.amounts)
    status = best.status
    self.best =
      best.status == .optimal && best.proof != .none
      ? best.point.map { program.objective(at: $0) } : nil
    var findings: [Finding] = []
    func add(
      _ name: String, _ bounds: LinearProgram.Bounds, _ minAt: Pointer?, _ maxAt: Pointer?,
      _ total: Rational, orElse at: Pointer
    ) {
      if let lower = bounds.lower, minAt != nil || total < lower {
        findings.append(
          Finding(
            name: name, at: (minAt ?? at).description, limit: lower, isLower: true, total: total,
            by: max(.zero, lower - total)))
      }
      if let upper = bounds.upper {
        findings.append(
          Finding(
            name: name, at: (maxAt ?? at).description, limit: upper, isLower: false, total: total,
            by: max(.zero, total - upper)))
      }
    }
    for (resource, amount) in zip(spec.resources, plan.amounts) {
      add(
        resource.name, resource.bounds, resource.minAt, resource.maxAt, amount, orElse: resource.at)
      if resource.isInteger, !amount.isInteger {
        let below = amount - amount.floor
        let nearest = below <= .one - below ? amount.floor : amount.floor + .one
        findings.append(
          Finding(
            name: resource.name, at: resource.at.appending("integer").description, limit: nearest,
            isLower: amount < nearest, total: amount, by: (amount - nearest).magnitude,
            isWholeness: true))
      }
    }
    let totals = program.activities(at: plan.amounts)
    for (i, origin) in formulation.origins.enumerated() {
      switch origin {
      case .demand(let k):
        let limit = spec.demands[k]
        add(limit.attribute, limit.bounds, limit.minAt, limit.maxAt, totals[i], orElse: limit.at)
      case .budget(let k):
        let limit = spec.budgets[k]
        add(limit.attribute, limit.bounds, limit.minAt, limit.maxAt, totals[i], orElse: limit.at)
      case .constraint(let k):
        let constraint = spec.constraints[k]
        add(
          constraint.name, constraint.bounds, constraint.minAt, constraint.maxAt, totals[i],
          orElse: constraint.at)
      }
    }
    self.findings = findings
  }
}

extension Planner {
  /// Audits a plan beside the best one.
  public func check(_ plan: ProposedPlan, of spec: Spec) throws -> PlanCheck {
    let formulation = Formulation(spec)
    return PlanCheck(
      plan, of: formulation, best: try Solver(limits: limits).solve(formulation.program))
  }
}
