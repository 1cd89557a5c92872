// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex

extension PlanResult {
  /// Puts a solution into the words of the spec it came from. Every total, slack and violation is
  /// calculated here, from the spec's own numbers.
  init(_ chain: PriorityChain) {
    if let composition = chain.formulation.composition, chain.solution.point != nil {
      self.init(chain, composition)
    } else {
      self.init(plain: chain)
    }
  }

  init(plain chain: PriorityChain) {
    let (solution, formulation) = (chain.solution, chain.formulation)
    let spec = formulation.spec
    title = spec.title
    periods = spec.periods
    status = solution.status
    direction =
      solution.ray.map { ray in
        zip(formulation.columnNames(ray.direction.count), ray.direction).filter { !$1.isZero }
          .map { (name: $0, value: $1) }
      } ?? []
    proof = Self.proof(of: solution, chain)
    let words = Wording(chain)
    objective = words.objective(
      spec.objectives[min(chain.stages.count, spec.objectives.count - 1)],
      best: chain.isComplete ? chain.stages.last?.best : nil)
    guard let point = solution.point else {
      (moves, moveCost) = ([], nil)
      (resources, rowGroups, workloads, priorities) = ([], [], [], [])
      (sections, totals) = (SectionFigures(), [])
      return
    }
    priorities =
      spec.objectives.count == 1
      ? []
      : chain.stages.enumerated().map { k, stage in
        let isKept = k == spec.objectives.count - 1 || stage.objective.within.isZero
        return Priority(
          objective: words.objective(stage.objective, best: isKept ? stage.best : nil),
          best: stage.best, within: stage.objective.within)
      }
    resources = spec.resources.indices.map(words.resource)
    rowGroups = words.rowGroups
    workloads = words.workloads
    sections = words.figures
    totals = words.totals
    moves = formulation.rooms.running.moves(at: point, formulation.layout)
    moveCost = words.moveCost
  }

  static func proof(of solution: Solution, _ chain: PriorityChain) -> Proof {
    let program = chain.program
    let value = solution.objective(in: program)
    var gap: Rational?
    if let value, let bound = solution.bound { gap = (value - bound).magnitude }
    return Proof(
      verified: solution.isProved,
      method: solution.proof, bound: solution.bound, gap: gap,
      largestViolation: solution.largestViolation(in: program),
      relaxationBound: solution.relaxationBound,
      bases: solution.point == nil || chain.isPlain ? [] : chain.bases.map { $0?.text ?? "" })
  }
}
