// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import IntegerSearch
import LinearProgram
import NumericalMethods

/// Programs with whole numbers: the relaxation is solved as any program is, and our own branch and
/// cut goes on from its basis. `optimal` and `infeasible` are only said with a tree that an exact
/// check has found to prove it.
extension Solver {
  func solveWithIntegers(_ stated: LinearProgram) throws -> Solution {
    let begin = ContinuousClock.now
    guard let program = stated.withWholeBounds else {
      // No whole number lies between the bounds of some column: there is nothing to search.
      var solution = Solution(status: .infeasible, proof: .exact)
      solution.searchTree = SearchTree(nodes: [.empty(column: 0)])
      return solution
    }
    let relaxed = try solveContinuous(program.relaxation)
    guard relaxed.status == .optimal else { return try withoutBound(relaxed, program, begin) }
    let bound = relaxed.safeBound(in: program.sense)
    if let point = relaxed.point, relaxed.proof == .exact, program.isWhole(point) {
      var solution = Solution(status: .optimal, proof: .exact, point: point, bound: bound)
      solution.relaxationBound = bound
      solution.searchTree = relaxed.leaf
      return solution
    }
    var solution = search(program, from: relaxed.basis, begin)
    solution.relaxationBound = relaxed.isProved ? bound : nil
    solution.statistics = relaxed.statistics
    return solution
  }

  /// This solver with the time that is left of a solve that began then.
  private func rest(of begin: ContinuousClock.Instant) -> Solver {
    var solver = self
    solver.limits.time = limits.time.map { max(.zero, $0 - begin.duration(to: .now)) }
    return solver
  }

  /// The plan with the best rest for its whole numbers that a basis tells, where there is a rest.
  func withBasis(
    _ found: Solution, _ program: LinearProgram, _ begin: ContinuousClock.Instant
  ) throws -> Solution {
    guard found.status == .optimal, let point = found.point,
      program.columns.contains(where: { !$0.isInteger })
    else { return found }
    let rest = try rest(of: begin).solveContinuous(program.fixingIntegers(at: point))
    guard rest.status == .optimal, rest.proof == .exact, let better = rest.point,
      program.objective(at: better) == program.objective(at: point)
    else { return found }
    var solution = found
    (solution.point, solution.basis) = (better, rest.basis)
    return solution
  }

  /// Searches, from a basis of the relaxation.
  private func search(
    _ program: LinearProgram, from basis: Basis?, _ begin: ContinuousClock.Instant
  ) -> Solution {
    watch?.tell(.begins("the search over whole numbers"))
    var wanted = SearchLimits(
      nodes: limits.nodes, gap: limits.gap, stop: stopSignal(from: begin))
    wanted.memoryMegabytes = limits.memoryMegabytes
    wanted.isPlain = limits.isPlain
    let tell: SearchWatch? = watch.map { watch in
      { watch.tell(.searched(nodes: $0, objective: $1, bound: $2)) }
    }
    guard
      let found = program.searched(
        from: basis ?? Basis(ofRowsIn: program), limits: wanted, watch: tell)
    else { return exactSearch(program, until: wanted.stop) }
    watch?.tell(.ended("the search ends: \(found.nodes) parts, \(found.pivots) pivots"))
    if let tree = found.tree {
      var solution = Solution(
        status: found.point == nil ? .infeasible : .optimal, proof: .exactSearch,
        point: found.point, bound: found.point.map { program.objective(at: $0) })
      solution.searchTree = tree
      return solution
    }
    return Solution(
      status: found.isWithinGap ? .withinGap : .stopped,
      proof: found.isWithinGap ? .exactSearch : .none, point: found.point, bound: found.bound)
  }

  /// Numbers beyond doubles are searched in exact arithmetic alone, as far as a few seconds go by
  /// count.
  private func exactSearch(_ program: LinearProgram, until stop: StopSignal) -> Solution {
    var search = ExactSearch(program, incumbent: nil, until: stop)
    guard let result = search.run() else { return Solution(status: .stopped, proof: .none) }
    var solution = Solution(
      status: result.point == nil ? .infeasible : .optimal, proof: .exactSearch,
      point: result.point, bound: result.point.map { program.objective(at: $0) })
    solution.searchTree = result.tree
    return solution
  }

  /// The relaxation has no optimum: infeasible settles it; unbounded does if some whole plan is
  /// there to start from (with rational data, its ray then improves whole plans for ever: Meyer,
  /// "On the existence of optimal solutions to integer and mixed-integer programming problems",
  /// 1974).
  private func withoutBound(
    _ relaxed: Solution, _ program: LinearProgram, _ begin: ContinuousClock.Instant
  ) throws -> Solution {
    guard relaxed.status == .unbounded, let ray = relaxed.ray else {
      var solution = relaxed
      solution.searchTree = relaxed.leaf
      solution.prices = nil
      return solution
    }
    if program.isWhole(ray.point) { return relaxed }
    var feasibility = program
    for j in feasibility.columns.indices { feasibility.columns[j].cost = .zero }
    let found = try rest(of: begin).solveWithIntegers(feasibility)
    switch found.status {
    case .optimal:
      var solution = Solution(status: .unbounded, proof: .exact)
      solution.ray = Ray(point: found.point!, direction: ray.direction)
      return solution
    case .stopped: return Solution(status: .stopped, proof: .none)
    default:
      // Its relaxation has a bound, and that of the program has none.
      var solution = found
      solution.relaxationBound = nil
      return solution
    }
  }
}

extension Solution {
  /// The tree of a search that the relaxation alone ends: its prices or its certificate.
  fileprivate var leaf: SearchTree? {
    if let prices { return SearchTree(nodes: [.bounded(prices: prices)]) }
    return certificate.map { SearchTree(nodes: [.infeasible($0)]) }
  }
}
