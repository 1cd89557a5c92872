// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// What a further unit of a resource that is at its `max` does to a worst case.
enum FurtherUnit {
  /// The change of the objective, one a resource; nil for resources that are not at their `max`.
  /// Nothing where the objective is no worst case, or not the only one, or not proved. A program a
  /// figure is solved.
  static func changes(
    _ chain: PriorityChain, _ solve: (LinearProgram) throws -> Solution
  ) throws -> [PerPeriod<Rational?>]? {
    let spec = chain.formulation.spec
    guard spec.objectives.count == 1, case .worstWorkload = spec.objectives[0].goal,
      chain.isComplete, chain.solution.isProved, let point = chain.solution.point,
      let best = chain.stages.last?.best
    else { return nil }
    return try spec.resources.indices.map { r in
      try PerPeriod(spec.periods) { t in
        let j = chain.formulation.layout.amount(r, t)
        guard let upper = chain.program.columns[j].bounds.upper, point[j] == upper else {
          return nil
        }
        var more = chain.program
        more.columns[j].bounds.upper = upper + .one
        let solution = try solve(more)
        guard solution.status == .optimal, solution.isProved else { return nil }
        return solution.objective(in: more).map { $0 - best }
      }
    }
  }
}
