// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
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

  /// `best` is the answer to the formulation's program: where there are several objectives, the
  /// plan is compared by the first.
  init(_ plan: ProposedPlan, of formulation: Formulation, best: Solution) {
    let (program, layout) = (formulation.program, formulation.layout)
    let point = plan.point(of: formulation)
    sense = program.sense
    value = program.objective(at: point)
    status = best.status
    self.best =
      best.status == .optimal && best.proof != .none
      ? best.point.map { program.objective(at: $0) } : nil
    var findings: [Finding] = []
    for j in 0..<layout.columnCount {
      findings += Self.findings(
        { .column(j, isLower: $0) }, program.columns[j].bounds, point[j], formulation)
      if program.columns[j].isInteger, !point[j].isInteger {
        findings.append(Self.wholeness(j, point[j], formulation))
      }
    }
    let totals = program.activities(at: point)
    for i in 0..<layout.rowCount {
      findings += Self.findings(
        { .row(i, isLower: $0) }, program.rows[i], totals[i], formulation)
    }
    self.findings = findings
  }

  /// What both ends of a row or a column say of a value: those that the author wrote, and of the
  /// others those that are violated.
  private static func findings(
    _ end: (_ isLower: Bool) -> End, _ bounds: LinearProgram.Bounds, _ value: Rational,
    _ formulation: Formulation
  ) -> [Finding] {
    [true, false].compactMap { isLower in
      guard let bound = isLower ? bounds.lower : bounds.upper else { return nil }
      let by = max(.zero, isLower ? bound - value : value - bound)
      let end = end(isLower)
      if let place = formulation.place(of: end) {
        // A ramp is written as a change, and bounds one.
        let isTurned = place.isFloor != isLower
        return Finding(
          name: place.name, at: place.at, limit: place.isNumber ? place.bound : bound,
          isLower: place.isFloor, total: isTurned ? -value : value, by: by)
      }
      if by.isZero { return nil }
      let (name, at) = formulation.unwritten(end)
      return Finding(
        name: name, at: at, limit: bound, isLower: isLower, total: value, by: by)
    }
  }

  private static func wholeness(
    _ j: Int, _ amount: Rational, _ formulation: Formulation
  ) -> Finding {
    guard case .amount(let r) = formulation.layout.kind(ofColumn: j).kind else {
      preconditionFailure("only amounts are whole numbers")
    }
    let below = amount - amount.floor
    let nearest = below <= .one - below ? amount.floor : amount.floor + .one
    return Finding(
      name: formulation.name(ofColumn: j),
      at: formulation.spec.resources[r].at.appending("integer").description, limit: nearest,
      isLower: amount < nearest, total: amount, by: (amount - nearest).magnitude,
      isWholeness: true)
  }
}

extension Formulation {
  /// The name and the pointer of an end that no author wrote.
  fileprivate func unwritten(_ end: End) -> (name: String, at: String) {
    switch end {
    case .row(let i, _):
      let (kind, period) = layout.kind(ofRow: i)
      return (inPeriod(name(of: kind), period), pointer(ofRow: i))
    case .column(let j, _):
      let at =
        switch layout.kind(ofColumn: j).kind {
        case .amount(let r), .bought(let r): spec.resources[r].at
        case .placement(let w, let k): spec.workloads[w].options[k].at
        case .added(let added): column(added).at
        case .missed, .moved: Pointer()
        }
      return (name(ofColumn: j), at.description)
    }
  }
}

extension Planner {
  /// Audits a plan beside the best one.
  public func check(_ plan: ProposedPlan, of spec: Spec) throws -> PlanCheck {
    let formulation = Formulation(spec)
    return PlanCheck(
      plan, of: formulation, best: try solver.solve(formulation.program))
  }
}
