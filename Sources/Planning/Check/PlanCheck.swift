// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

/// The audit of a proposed plan: what it violates, and how far it is from the best one.
public struct PlanCheck: Sendable {
  /// One bound of the spec and what the plan makes of it.
  public struct Finding: Sendable {
    /// What the bound is on: a resource, an attribute or a constraint.
    public let name: Phrase
    public let at: String
    /// The bound, and whether it is a lower one.
    public let limit: Rational
    public let isLower: Bool
    public let total: Rational
    /// How far the total is beyond the bound; 0 where it holds.
    public let by: Rational
    /// Whether the finding is that a whole number was asked for.
    public var isWholeness = false
    /// Whether what is missed is within the tolerance that was asked for.
    public internal(set) var isTolerated = false
    /// Whether the plan misses the bound by more than that.
    public var isViolation: Bool { !by.isZero && !isTolerated }
  }

  public let sense: LinearProgram.Sense
  public let value: Rational
  /// Every bound that the author wrote, in the order of resources, demands, budgets, constraints;
  /// and the built-in 0 where it is violated.
  public let findings: [Finding]
  /// The best plan's objective, where there is a proved one.
  public let best: Rational?
  public let status: Solution.Status

  /// The objective that is compared, by its place among the spec's, from 1: the first in which the
  /// plan is worse than the spec lets it be, or else the last.
  public let priority: Int
  /// How many objectives the spec has.
  public let priorityCount: Int
  /// Where the plan misses bounds by less than the last digits of its amounts say: the tolerance with
  /// which it would pass. nil elsewhere.
  public internal(set) var digitsTolerance: Rational?

  public var violations: [Finding] { findings.filter(\.isViolation) }
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

  /// `chain` is the answer to the spec; `point` the plan as a point of the layout's columns.
  init(
    _ plan: ProposedPlan, as exact: ExactPlan, of chain: PriorityChain, tolerance: Rational
  ) {
    let point = exact.point
    let formulation = chain.formulation
    let program = formulation.withoutObjective
    let compared = chain.compared(exact)
    (sense, value, best) = (compared.sense, compared.value, compared.best)
    (priority, priorityCount) = (compared.place + 1, formulation.spec.objectives.count)
    status = chain.solution.status
    var findings = Self.findings(formulation, program, point)
    findings += Self.withoutLink(plan, formulation.spec)
    for k in findings.indices where !findings[k].isWholeness {
      let size = max(.one, findings[k].limit.magnitude)
      findings[k].isTolerated = exact.isProvedVertex || findings[k].by <= tolerance * size
    }
    self.findings = findings
  }

  /// A plan of a spec with futures, compared by the last objective.
  init(_ plan: ProposedPlan, ofCases chain: PriorityChain, tolerance: Rational) {
    let formulation = chain.formulation
    let (program, composition) = (formulation.withoutObjective, formulation.composition!)
    let objective = formulation.spec.objectives.last!
    var (point, value) = composition.point(
      of: plan, objective, isFirst: formulation.spec.objectives.count == 1)
    let isSolved = chain.isComplete && chain.solution.isProved
    var isVertex = false
    // What a result prints stands for all numbers that print like it.
    if isSolved, plan.isPrinted, let best = chain.solution.point?.prefix(point.count),
      composition.says(plan, like: best), let reached = chain.stages.last?.best
    {
      (point, value, isVertex) = (Array(best), reached, chain.solution.rounded != nil)
    }
    (sense, self.value, status) = (objective.sense, value, chain.solution.status)
    best = isSolved ? chain.stages.last?.best : nil
    let count = formulation.spec.objectives.count
    (priority, priorityCount) = (count, count)
    findings = Self.findings(formulation, program, point).map { finding in
      var finding = finding
      let size = max(.one, finding.limit.magnitude)
      finding.isTolerated = !finding.isWholeness && (isVertex || finding.by <= tolerance * size)
      return finding
    }
  }

  /// What a workload gets where no link leads: no column of the program stands for that.
  static func withoutLink(_ plan: ProposedPlan, _ spec: Spec) -> [Finding] {
    var findings: [Finding] = []
    for (w, workload) in spec.workloads.enumerated() {
      for (k, option) in workload.options.enumerated() {
        guard case .noLink = option.obstacle else { continue }
        for (t, amount) in plan.placement[w][k].values.enumerated() where !amount.isZero {
          let name = "\(workload.name) on \(spec.resources[option.resource].name)"
          findings.append(
            Finding(
              name: Phrase(spec.periods.map { "\(name) in \($0.label(t))" } ?? name),
              at: workload.place(of: option, in: spec).description, limit: .zero,
              isLower: amount.signum < 0, total: amount,
              by: amount.magnitude))
        }
      }
    }
    return findings
  }

  /// What every end of the program's own columns and rows says of a point.
  private static func findings(
    _ formulation: Formulation, _ program: LinearProgram, _ point: [Rational]
  ) -> [Finding] {
    var findings: [Finding] = []
    for j in 0..<formulation.columnCount {
      findings += Self.findings(
        { .column(j, isLower: $0) }, program.columns[j].bounds, point[j], formulation)
      if program.columns[j].isInteger, !point[j].isInteger {
        findings.append(Self.wholeness(j, point[j], formulation))
      }
    }
    let totals = program.activities(at: point)
    let misses = formulation.composition?.missed(at: point)
    for i in 0..<formulation.rowCount {
      guard let composition = formulation.composition else {
        findings += Self.findings(ofRow: i, program.rows[i], totals[i], formulation, point)
        continue
      }
      let origin = composition.origin(ofRow: i)
      if let (own, row) = origin, own.isOnlyOfBest(row: row) { continue }
      let before = origin.map { $0.0.before(ofRow: $0.1) } ?? .zero
      let found = Self.findings(
        { .row(i, isLower: $0) }, program.rows[i].shifted(by: before), totals[i] + before,
        formulation)
      guard let misses else {
        findings += found
        continue
      }
      findings += found.map { finding in
        let isChance = composition.isChance(row: i)
        return finding.with(total: isChance ? .one - totals[i] : finding.total - misses[i])
      }
    }
    return findings
  }

  /// What a row of a spec without futures says of a point.
  private static func findings(
    ofRow i: Int, _ stated: LinearProgram.Bounds, _ activity: Rational, _ formulation: Formulation,
    _ point: [Rational]
  ) -> [Finding] {
    let (kind, period) = formulation.layout.kind(ofRow: i)
    let (layout, room) = (formulation.layout, formulation.layout.room(of: kind))
    var (bounds, total) = (stated, activity)
    if let period {
      if room.traits(ofRow: kind.item).isOnlyOfBest { return [] }
      // What others are held against is the limit, and no part of the total.
      if let limit = room.limit(ofRow: kind.item, in: period, at: point, layout) {
        (bounds, total) = (bounds.shifted(by: limit), total + limit)
      }
    }
    let before = formulation.before(kind, period ?? 0)
    return findings(
      { .row(i, isLower: $0) }, bounds.shifted(by: before), total + before, formulation)
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
          name: formulation.findingName(end).map { Phrase($0) } ?? place.name, at: place.at,
          limit: place.isNumber ? place.bound : bound,
          isLower: place.isFloor, total: isTurned ? -value : value, by: by)
      }
      if by.isZero { return nil }
      let (name, at) = formulation.unwritten(end)
      return Finding(
        name: Phrase(name), at: at, limit: bound, isLower: isLower, total: value, by: by)
    }
  }

  private static func wholeness(
    _ j: Int, _ amount: Rational, _ formulation: Formulation
  ) -> Finding {
    let (own, column) = formulation.origin(ofColumn: j)
    let at = own.layout.words(of: own.layout.kind(ofColumn: column).kind).wholeAt!
    let below = amount - amount.floor
    let nearest = below <= .one - below ? amount.floor : amount.floor + .one
    return Finding(
      name: Phrase(formulation.name(ofColumn: j)),
      at: at.description, limit: nearest,
      isLower: amount < nearest, total: amount, by: (amount - nearest).magnitude,
      isWholeness: true)
  }
}

extension PlanCheck.Finding {
  fileprivate func with(total: Rational) -> Self {
    Self(name: name, at: at, limit: limit, isLower: isLower, total: total, by: by)
  }
}

extension Formulation {
  /// Whether a row holds in some best plan, and not in each that there is.
  fileprivate func isOnlyOfBest(row i: Int) -> Bool {
    i < layout.rowCount && layout.traits(of: layout.kind(ofRow: i).kind).isOnlyOfBest
  }

  /// What a row is on, where its words in a conflict are of a unit of it.
  fileprivate func findingName(_ end: End) -> String? {
    guard composition == nil, case .row(let i, _) = end else { return nil }
    let (kind, period) = layout.kind(ofRow: i)
    guard layout.traits(of: kind).isHeldAgainstTerms else { return nil }
    return spec.inPeriod(name(of: kind), period)
  }

  /// The name and the pointer of an end that no author wrote.
  fileprivate func unwritten(_ end: End) -> (name: String, at: String) {
    switch end {
    case .row(let i, _):
      if let composition {
        let origin = composition.origin(ofRow: i)
        return (composition.name(ofRow: i), origin.map { $0.pointer(ofRow: $1) } ?? "")
      }
      let (kind, period) = layout.kind(ofRow: i)
      return (spec.inPeriod(name(of: kind), period), pointer(ofRow: i))
    case .column(let j, _):
      let (own, column) = origin(ofColumn: j)
      let at = own.layout.words(of: own.layout.kind(ofColumn: column).kind).at
      return (name(ofColumn: j), at.description)
    }
  }
}

extension PriorityChain {
  /// A plan beside the best one, in the first objective in which it is worse than those after it let
  /// it be, or else in the last.
  fileprivate func compared(
    _ exact: ExactPlan
  ) -> (place: Int, sense: LinearProgram.Sense, value: Rational, best: Rational?) {
    let objectives = formulation.spec.objectives
    let isProved = solution.proof != .none
    if exact.isProvedVertex, let last = stages.last, let objective = objectives.last {
      return (objectives.count - 1, objective.sense, last.best, last.best)
    }
    let point = exact.point
    for (k, objective) in objectives.enumerated() {
      let value = formulation.value(of: objective, isFirst: k == 0, at: point)
      guard k < stages.count, isProved else { return (k, objective.sense, value, nil) }
      let best = stages[k].best
      let worse = objective.sense == .minimize ? value - best : best - value
      if k == objectives.count - 1 || worse > objective.within * best.magnitude {
        return (k, objective.sense, value, best)
      }
    }
    preconditionFailure("a spec has an objective")
  }
}

extension Formulation {
  /// What an objective is at a point of the layout's columns.
  func value(of objective: Objective, isFirst: Bool, at point: [Rational]) -> Rational {
    var value: Rational
    if case .sum(let terms) = objective.goal {
      value = zip(coefficients(of: terms), point).reduce(.zero) { sum, pair in
        pair.0.isZero || pair.1.isZero ? sum : sum + pair.0 * pair.1
      }
    } else {
      let levels = contenders(of: objective.goal).map { contender in
        contender.coefficients.reduce(Rational.zero) { $0 + $1.value * point[$1.column] }
          / contender.weight
      }
      value = (objective.sense == .maximize ? levels.min() : levels.max()) ?? .zero
    }
    guard isFirst else { return value }
    return charges(objective.sense).reduce(value) { $0 + $1.value * point[$1.column] }
  }
}
