// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// A plan as exact numbers. What a result prints of an amount is the nearest double: a third is none,
/// and a plan of printed thirds misses its bounds by the rounding. So each amount of a printed result
/// stands for all the numbers that print like it, and the plan is right where some of them are.
struct ExactPlan {
  /// A value a column of the layout.
  let point: [Rational]
  /// Whether the point is the vertex of a proved basis, each figure rounded once: then it misses no
  /// bound but by that.
  let isProvedVertex: Bool
  /// Whether numbers that are the plan's own to their last digit make a plan.
  let isFeasibleWithinDigits: Bool

  /// `solve` gives the answer to a program; nil is undecided.
  init(_ plan: ProposedPlan, _ chain: PriorityChain, solve: (LinearProgram) -> Solution?) {
    let formulation = chain.formulation
    let count = formulation.layout.columnCount
    let stated = plan.point(of: formulation)
    let program = formulation.withoutObjective
    let box = Self.box(plan, formulation) { value in
      plan.isPrinted ? Self.printingLike(value) : (value, value)
    }
    if let best = chain.solution.point.map({ Array($0.prefix(count)) }), best.count == count,
      chain.isComplete, chain.solution.isProved,
      zip(box, best).allSatisfy({ $0 == nil || $0!.violation(of: $1).isZero }),
      chain.solution.rounded != nil || (program.isWhole(best) && program.isFeasible(best))
    {
      isProvedVertex = chain.solution.rounded != nil
      (point, isFeasibleWithinDigits) = (best, true)
      return
    }
    isProvedVertex = false
    func solved(_ program: LinearProgram, _ box: [LinearProgram.Bounds?]) -> [Rational]? {
      guard let boxed = program.within(box), let solution = solve(boxed),
        solution.status == .optimal, solution.isProved, let point = solution.point
      else { return nil }
      return Array(point.prefix(count))
    }
    let isOpen = box.contains { $0 == nil } || plan.isPrinted
    if isOpen, let optimal = chain.optimalPlans, let best = solved(optimal, box) {
      (point, isFeasibleWithinDigits) = (best, true)
      return
    }
    let isFeasible = program.isWhole(stated) && program.isFeasible(stated)
    // What sections choose, such as what goes into a store, no plan of amounts says.
    if (!isFeasible && (plan.isPrinted || !formulation.sections.isEmpty))
      || plan.leavesPurchasesOpen(formulation),
      let near = solved(formulation.program, box)
    {
      (point, isFeasibleWithinDigits) = (near, true)
      return
    }
    point = stated
    if isFeasible || plan.isPrinted {
      isFeasibleWithinDigits = isFeasible
    } else {
      let digits = Self.box(plan, formulation, Self.withinDigits)
      isFeasibleWithinDigits = solved(program, digits) != nil
    }
  }

  /// What the plan leaves room for in each column; nil where it says nothing.
  private static func box(
    _ plan: ProposedPlan, _ formulation: Formulation,
    _ ends: (Rational) -> (Rational, Rational)
  ) -> [LinearProgram.Bounds?] {
    (0..<formulation.layout.columnCount).map { j in
      let (kind, period) = formulation.layout.kind(ofColumn: j)
      return plan.said(kind, period ?? 0, in: formulation).map { value in
        let (lower, upper) = ends(value)
        return LinearProgram.Bounds(lower: lower, upper: upper)
      }
    }
  }

  /// The numbers whose nearest double is that of `value`, with the ends, which are halfway to the
  /// next doubles.
  static func printingLike(_ value: Rational) -> (Rational, Rational) {
    let double = value.double
    let (below, above) = (double.nextDown, double.nextUp)
    guard below.isFinite, above.isFinite else { return (value, value) }
    let (exact, half) = (Rational(exactly: double), Rational(1, 2))
    return ((exact + Rational(exactly: below)) * half, (exact + Rational(exactly: above)) * half)
  }

  /// Half a unit of the last digit behind the point to both sides.
  private static func withinDigits(_ value: Rational) -> (Rational, Rational) {
    if value.isInteger { return (value, value) }
    var unit = Rational.one
    // A decimal has an end; its digits were read.
    while !(value / unit).isInteger, !unit.double.isZero { unit = unit / Rational(10) }
    let half = unit / Rational(2)
    return (value - half, value + half)
  }
}

extension ProposedPlan {
  /// Whether a column of what is bought is the plan's to choose.
  fileprivate func leavesPurchasesOpen(_ formulation: Formulation) -> Bool {
    zip(formulation.spec.resources, bought).contains { $0.scaling?.buy != nil && $1 == nil }
  }
}

extension LinearProgram {
  /// The program within a box of its first columns; nil where some column has no room in it. Whole
  /// numbers of which there is one are left as that.
  func within(_ box: [Bounds?]) -> LinearProgram? {
    var boxed = self
    for (j, ends) in box.enumerated() {
      guard let ends else { continue }
      let stated = columns[j].bounds
      let lower = stated.lower.map { max($0, ends.lower!) } ?? ends.lower!
      let upper = stated.upper.map { min($0, ends.upper!) } ?? ends.upper!
      if lower > upper { return nil }
      boxed.columns[j].bounds = Bounds(lower: lower, upper: upper)
    }
    guard var whole = boxed.withWholeBounds else { return nil }
    for j in whole.columns.indices where whole.columns[j].bounds.isFixed {
      whole.columns[j].isInteger = false
    }
    return whole
  }
}
