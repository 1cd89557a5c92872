// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

extension PlanResult {
  /// Puts a solution into the words of the spec it came from. Every total, slack and violation is
  /// calculated here, from the spec's own numbers.
  init(_ chain: PriorityChain) {
    let (solution, formulation) = (chain.solution, chain.formulation)
    let spec = formulation.spec
    title = spec.title
    periods = spec.periods
    status = solution.status
    direction =
      solution.ray.map { ray in
        ray.direction.enumerated().filter { !$1.isZero }
          .map { (formulation.name(ofColumn: $0), $1) }
      } ?? []
    proof = Self.proof(of: solution, chain)
    let words = Wording(chain)
    objective = words.objective(
      spec.objectives[min(chain.stages.count, spec.objectives.count - 1)],
      isLast: true)
    guard solution.point != nil else {
      (resources, demands, budgets, constraints) = ([], [], [], [])
      (workloads, links, priorities) = ([], [], [])
      return
    }
    priorities =
      spec.objectives.count == 1
      ? []
      : chain.stages.enumerated().map { k, stage in
        Priority(
          objective: words.objective(stage.objective, isLast: k == spec.objectives.count - 1),
          best: stage.best, within: stage.objective.within)
      }
    resources = spec.resources.indices.map(words.resource)
    demands = spec.demands.indices.map { words.row(.demand($0)) }
    budgets = spec.budgets.indices.map { words.row(.budget($0)) }
    constraints = spec.constraints.indices.map { words.row(.constraint($0)) }
    workloads = words.workloads
    links = spec.links.indices.map(words.link)
  }

  private static func proof(of solution: Solution, _ chain: PriorityChain) -> Proof {
    let program = chain.program
    let value = solution.point.map { program.objective(at: $0) }
    var gap: Rational?
    if let value, let bound = solution.bound { gap = (value - bound).magnitude }
    return Proof(
      verified: solution.proof == .exact || solution.proof == .exactSearch,
      method: solution.proof, bound: solution.bound, gap: gap,
      largestViolation: solution.point.map { program.largestViolation(at: $0) },
      relaxationBound: solution.relaxationBound,
      bases: solution.point == nil || chain.isPlain ? [] : chain.bases.map { $0?.text ?? "" })
  }
}
