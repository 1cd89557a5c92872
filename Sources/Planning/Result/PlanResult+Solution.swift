// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

extension PlanResult {
  /// Puts a solution into the words of the spec it came from. Every total, slack and violation is
  /// calculated here, from the spec's own numbers.
  init(_ solution: Solution, of formulation: Formulation) {
    let (spec, program) = (formulation.spec, formulation.program)
    title = spec.title
    status = solution.status
    objective = Self.objective(of: spec, at: solution.point)
    direction =
      solution.ray.map { ray in
        zip(spec.resources, ray.direction).filter { !$1.isZero }.map { ($0.name, $1) }
      } ?? []
    proof = Self.proof(of: solution, program)
    guard let point = solution.point else {
      (resources, demands, budgets, constraints) = ([], [], [], [])
      return
    }
    let costs = solution.prices.map { program.reducedCosts(prices: $0) }
    resources = spec.resources.indices.map { j in
      Resource(
        name: spec.resources[j].name, amount: point[j], reducedCost: costs?[j],
        at: Self.place(of: point[j], in: spec.resources[j].bounds))
    }
    let totals = program.activities(at: point)
    let rows = { (count: Int, first: Int, name: (Int) -> String) in
      (0..<count).map { i in
        Row(
          name: name(i), bounds: program.rows[first + i], total: totals[first + i],
          slack: Self.slack(of: totals[first + i], in: program.rows[first + i]),
          shadowPrice: solution.prices?[first + i])
      }
    }
    let (d, b) = (spec.demands.count, spec.budgets.count)
    demands = rows(d, 0) { spec.demands[$0].attribute }
    budgets = rows(b, d) { spec.budgets[$0].attribute }
    constraints = rows(spec.constraints.count, d + b) { spec.constraints[$0].name }
  }

  private static func objective(of spec: Spec, at point: [Rational]?) -> Objective {
    let terms = spec.objective.terms.map { term in
      let value = point.map { point in
        zip(spec.resources, point).reduce(Rational.zero) {
          $0 + $1.0.figure(term.attribute) * $1.1
        } * term.weight
      }
      return (name: term.attribute, value: value)
    }
    return Objective(
      sense: spec.objective.sense,
      value: point.map { _ in terms.reduce(.zero) { $0 + $1.value! } }, terms: terms)
  }

  private static func place(
    of amount: Rational, in bounds: LinearProgram.Bounds
  ) -> Resource.Place {
    if bounds.isFixed { return .fixed }
    return amount == bounds.lower ? .min : amount == bounds.upper ? .max : .between
  }

  private static func slack(of total: Rational, in bounds: LinearProgram.Bounds) -> Rational {
    let below = bounds.lower.map { total - $0 }
    let above = bounds.upper.map { $0 - total }
    return [below, above].compactMap(\.self).min() ?? .zero
  }

  private static func proof(of solution: Solution, _ program: LinearProgram) -> Proof {
    let value = solution.point.map { program.objective(at: $0) }
    var gap: Rational?
    if let value, let bound = solution.bound { gap = (value - bound).magnitude }
    return Proof(
      verified: solution.proof == .exact || solution.proof == .exactSearch,
      method: solution.proof, bound: solution.bound, gap: gap,
      largestViolation: solution.point.map { program.largestViolation(at: $0) },
      relaxationBound: solution.relaxationBound)
  }
}
