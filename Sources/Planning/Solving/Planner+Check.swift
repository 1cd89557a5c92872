// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

extension Planner {
  /// Audits a plan beside the best one. A bound may be missed by the fraction `tolerance` of it (of 1
  /// where it is less).
  public func check(
    _ plan: ProposedPlan, of spec: Spec, tolerance: Rational = .zero
  ) throws -> PlanCheck {
    let formulation = Formulation(spec)
    let clock = TimeLeft(limits.time)
    var solver = solver
    solver.hints = formulation.hints
    let chain = try PriorityChain(formulation) { program in
      var solution = try clock.limiting(solver).solve(program)
      if solution.proof == .none { solution.status = .stopped }
      return solution
    }
    if formulation.composition != nil {
      let check = PlanCheck(plan, ofCases: chain, tolerance: tolerance)
      if let value = check.figureOutOfRange { throw value }
      return check
    }
    let exact = ExactPlan(plan, chain) { program in
      if solver.isInterrupted || clock.isOver { return nil }
      return program.solutionFromScratch ?? (try? clock.limiting(solver).solve(program))
    }
    var check = PlanCheck(plan, as: exact, of: chain, tolerance: tolerance)
    if !check.isFeasible, !plan.isPrinted, exact.isFeasibleWithinDigits,
      PlanCheck.withoutLink(plan, spec).isEmpty
    {
      check.digitsTolerance = check.violations.map { $0.by / max(.one, $0.limit.magnitude) }.max()
    }
    if let value = check.figureOutOfRange { throw value }
    return check
  }
}

extension PlanCheck {
  /// A diagnostic for a figure that no double holds; nil where there is none.
  fileprivate var figureOutOfRange: Diagnostics? {
    let figures =
      [(at: "", value: value)]
      + findings.flatMap { [(at: $0.at, value: $0.total), (at: $0.at, value: $0.by)] }
    guard let stray = figures.first(where: { !$0.value.double.isFinite }) else { return nil }
    return Diagnostics(list: [
      Diagnostic(
        position: TextPosition(line: 1, column: 1), at: stray.at, severity: .error, kind: .spec,
        says: "the plan's total is beyond the range of a number (about 1.8e308)")
    ])
  }
}
