// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKSolver
import LinearProgram
import Oracle
import Testing

@testable import ExactSimplex
@testable import Planning

/// Several objectives where figures are rounded, as they are where their fractions are too long: the
/// later ones come out as they do from exact figures.
struct RoundedStageTests {
  @Test(arguments: [
    RandomPlan.Sections.priorities, [.workloads, .worst, .next],
    [.workloads, .worst, .priorities], [.soft, .periods, .priorities],
    [.soft, .workloads, .worst, .next, .priorities],
  ])
  func `rounded figures of one objective do not change the next`(sections: RandomPlan.Sections)
    throws
  {
    var (chains, rounded) = (0, 0)
    for seed in UInt64(0)..<120 {
      let random = RandomPlan(seed: seed, sections: sections)
      let formulation = Formulation(try Planner.read(Array(random.json.utf8)).spec)
      let exact = try PriorityChain(formulation) { try Solver().solve($0) }
      var solves = 0
      let chain = try PriorityChain(formulation) { program in
        let solution = try Solver().solve(program)
        guard let optimum = program.nearestDoubles(to: solution) else { return solution }
        solves += 1
        return Solution(.rounded(optimum), of: program)!
      }
      let place: Comment = "seed \(seed), sections \(sections.rawValue)\n\(random.json)"
      #expect(chain.solution.status == exact.solution.status, place)
      #expect(chain.stages.count == exact.stages.count, place)
      guard exact.isComplete else { continue }
      chains += 1
      if solves > 1 { rounded += 1 }
      // Where something may be given away, how much depends on a rounded number.
      var mayDiffer = false
      for (stage, known) in zip(chain.stages, exact.stages) {
        let (value, right) = (stage.best.double, known.best.double)
        #expect((value - right).magnitude <= (mayDiffer ? 1e-12 * right.magnitude : 0), place)
        if !known.objective.within.isZero { mayDiffer = true }
      }
    }
    #expect(chains > 30 && rounded > 10, "\(chains) complete, \(rounded) with rounded figures")
  }
}

extension LinearProgram {
  /// An optimal vertex with each figure rounded to a double.
  fileprivate func nearestDoubles(to solution: Solution) -> RoundedOptimum? {
    guard solution.proof == .exact, !hasIntegers, let basis = solution.basis,
      let point = solution.point, let prices = solution.prices
    else { return nil }
    func rounded(_ values: [Rational]) -> [Rational] {
      values.map { Rational(exactly: $0.double) }
    }
    return RoundedOptimum(
      point: rounded(point), activities: rounded(activities(at: point)), prices: rounded(prices),
      reducedCosts: rounded(reducedCosts(prices: prices)),
      objective: rounded([objective(at: point)])[0], basis: basis)
  }
}
