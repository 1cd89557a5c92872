// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import GLPKGuard
import LinearProgram

/// Solves linear programs: GLPK finds a basis in floating point, exact arithmetic decides.
///
/// A status of GLPK is only a hint (its presolver takes programs that are both primal and dual
/// infeasible for either), so each verdict is the one that its basis proves.
public struct Solver: Sendable {
  public var limits: SolverLimits
  /// What the model knows of its shape. It changes how long a solve takes and no answer.
  public var hints = StructureHints()
  /// Who is told what is done.
  public var watch: SolveWatch?
  var catalogue: MethodChoice.Catalogue

  public init(limits: SolverLimits = SolverLimits()) {
    self.limits = limits
    catalogue = MethodChoice.Catalogue(usesAllProcessors: limits.usesAllProcessors)
  }

  /// The version of the library that is linked, say `5.0`.
  public static var glpkVersion: String { String(cString: guard_version()) }

  /// With whole numbers the basis is that of the program in which they are fixed: it tells the rest
  /// of the plan.
  public func solve(_ program: LinearProgram) throws -> Solution {
    guard program.hasIntegers else { return try solveContinuous(program) }
    return try withBasis(try solveWithIntegers(program), program)
  }

  // MARK: - Without whole numbers

  func solveContinuous(_ program: LinearProgram) throws -> Solution {
    if program.rows.isEmpty || program.columns.isEmpty {
      return Self.solution(program.exactVerdict(from: Basis(ofRowsIn: program)), of: program)!
    }
    guard let guarded = try? GuardedProblem(program) else {
      return exactOnly(program)
    }
    do {
      return try solveContinuous(guarded, program)
    } catch {
      // GLPK aborted. What is small needs no GLPK.
      guard program.rows.count * program.columns.count <= 20_000,
        let verdict = program.exactVerdict(from: Basis(ofRowsIn: program), limit: 2_000_000)
      else { throw error }
      return Solution(verdict, of: program)
    }
  }

  private func solveContinuous(
    _ guarded: GuardedProblem, _ program: LinearProgram
  ) throws -> Solution {
    let attempt = try firstAttempt(guarded, program)
    guard let dual = attempt.answer else { return attempt.solution! }
    if let solution = proved(dual, program, attempt.statistics) { return solution }
    if dual.outcome == GUARD_STOPPED || dual.outcome == GUARD_STOPPED_FEASIBLE {
      return stopped(dual, program)
    }
    // Zero costs are dual feasible in every basis, so the dual simplex ends in a feasible point or
    // in a row that proves that there is none.
    if dual.outcome != GUARD_OPTIMAL {
      let feasibility = try run(guarded, GUARD_DUAL, zeroCost: true)
      if let solution = proved(feasibility, program, zeroCost: true) { return solution }
      let primal = try run(guarded, GUARD_PRIMAL, from: feasibility.basis)
      return proved(primal, program) ?? Self.unproved(primal, program)
    }
    return Self.unproved(dual, program)
  }

  /// What the basis that GLPK ended in proves. A bound is looked for only where GLPK found an
  /// optimum for the program's own costs.
  private func proved(
    _ answer: GuardedProblem.Answer, _ program: LinearProgram, _ statistics: SolveStatistics? = nil,
    zeroCost: Bool = false
  ) -> Solution? {
    var limits = ProofLimits()
    limits.isOptimumClaimed = answer.outcome == GUARD_OPTIMAL && !zeroCost
    if !limits.isOptimumClaimed { limits.bound = 0 }
    watch?.tell(.begins("the exact proof"))
    // A basis that GLPK was stopped at is rarely optimal.
    if answer.outcome == GUARD_STOPPED || answer.outcome == GUARD_STOPPED_FEASIBLE {
      limits.lifting = 100_000_000
      limits.tableau = 1_000_000
    }
    let begin = ContinuousClock().now
    let solution = program.proof(from: answer.basis, limits: limits).flatMap {
      Solution($0, of: program)
    }
    guard var statistics else { return solution }
    statistics.proofTime += ContinuousClock().now - begin
    return solution?.with(statistics)
  }

  /// For numbers beyond GLPK's range; a stop where the exact work is too much.
  private func exactOnly(_ program: LinearProgram) -> Solution {
    Self.solution(program.exactVerdict(from: Basis(ofRowsIn: program)), of: program)
      ?? Solution(status: .stopped, proof: .none)
  }

  private func run(
    _ problem: GuardedProblem, _ method: guard_method, zeroCost: Bool = false,
    from basis: Basis? = nil
  ) throws -> GuardedProblem.Answer {
    var options = GuardedProblem.Options()
    options.method = method
    options.zeroCost = zeroCost
    options.watch = watch
    options.timeLimit = limits.time
    options.memoryLimitMegabytes = limits.memoryMegabytes
    let answer = problem.solve(options, from: basis)
    if answer.outcome == GUARD_ABORTED {
      throw SolverFailure(description: "GLPK: \(answer.message)")
    }
    return answer
  }

  private static func solution(_ verdict: Verdict?, of program: LinearProgram) -> Solution? {
    verdict.map { Solution($0, of: program) }
  }

  /// GLPK's verdict where exact arithmetic would take too long. `proof` says what held.
  private static func unproved(
    _ answer: GuardedProblem.Answer, _ program: LinearProgram
  ) -> Solution {
    switch answer.outcome {
    case GUARD_OPTIMAL:
      var solution = Solution(status: .optimal, proof: .none)
      if answer.point.allSatisfy(\.isFinite) {
        solution.point = answer.point.map { Rational(exactly: $0) }
      }
      solution.basis = answer.basis
      return solution
    case GUARD_INFEASIBLE: return Solution(status: .infeasible, proof: .none)
    case GUARD_UNBOUNDED: return Solution(status: .unbounded, proof: .none)
    default: return Solution(status: .stopped, proof: .none)
    }
  }

  private func stopped(_ answer: GuardedProblem.Answer, _ program: LinearProgram) -> Solution {
    var solution = Solution(status: .stopped, proof: .none)
    let limits = ProofLimits()
    if let vertex = BasisSolution(of: program, at: answer.basis, limit: limits.elimination),
      let point = vertex.point
    {
      if program.isFeasible(point) { solution.point = point }
      solution.bound = vertex.prices.flatMap { program.dualBound(prices: $0) }
    } else if let known = program.boundedOptimum(at: answer.basis, limit: limits.bound) {
      if known.largestViolation.isZero { solution.point = known.point }
      solution.bound = known.bound
    }
    return solution
  }

  // MARK: - Whole numbers

  private func solveWithIntegers(_ stated: LinearProgram) throws -> Solution {
    guard let program = stated.withWholeBounds else {
      // No whole number lies between the bounds of some column: there is nothing to search.
      var solution = Solution(status: .infeasible, proof: .exact)
      solution.searchTree = SearchTree(nodes: [.empty(column: 0)])
      return solution
    }
    let begin = ContinuousClock.now
    let relaxed = try solveContinuous(program.relaxation)
    guard relaxed.status == .optimal else { return try withoutBound(relaxed, program) }
    let bound = relaxed.safeBound(in: program.sense)
    if let point = relaxed.point, relaxed.proof == .exact, program.isWhole(point) {
      var solution = Solution(status: .optimal, proof: .exact, point: point, bound: bound)
      solution.relaxationBound = bound
      solution.searchTree = relaxed.leaf
      return solution
    }
    guard let guarded = try? GuardedProblem(program) else {
      return try left(since: begin).exactSearchOnly(program, bound)
    }
    let answer = try left(since: begin).search(guarded)
    let incumbent = try plan(near: answer, program)
    var solution = try left(since: begin).finish(answer, incumbent, bound, program)
    solution.relaxationBound = bound
    if solution.proof == .exact { solution.searchTree = relaxed.leaf }
    return solution
  }

  /// This solver with what is left of its time.
  private func left(since begin: ContinuousClock.Instant) -> Solver {
    var solver = self
    solver.limits.time = limits.time.map { max(.zero, $0 - (.now - begin)) }
    return solver
  }

  /// For numbers beyond GLPK's range.
  private func exactSearchOnly(_ program: LinearProgram, _ bound: Rational?) throws -> Solution {
    var solution = Solution(status: .stopped, proof: .none, bound: bound)
    if let result = try exactSearch(program, nil) {
      solution = Solution(
        status: result.point == nil ? .infeasible : .optimal, proof: .exactSearch,
        point: result.point, bound: result.point.map { program.objective(at: $0) })
      solution.searchTree = result.tree
    }
    solution.relaxationBound = bound
    return solution
  }

  /// The plan with the best rest for its whole numbers that a basis tells, where there is a rest.
  private func withBasis(_ found: Solution, _ program: LinearProgram) throws -> Solution {
    guard found.status == .optimal, let point = found.point,
      program.columns.contains(where: { !$0.isInteger })
    else { return found }
    let rest = try solveContinuous(program.fixingIntegers(at: point))
    guard rest.status == .optimal, rest.proof == .exact, let better = rest.point,
      program.objective(at: better) == program.objective(at: point)
    else { return found }
    var solution = found
    (solution.point, solution.basis) = (better, rest.basis)
    return solution
  }

  /// GLPK's branch and cut. Its presolver aborts where it removes every column
  /// (`glp_add_cols: ncs = 0`), and its cuts may never end: then without them.
  private func search(_ problem: GuardedProblem) throws -> GuardedProblem.Answer {
    var options = GuardedProblem.Options()
    options.method = GUARD_BRANCH_AND_CUT
    options.timeLimit = limits.time
    options.memoryLimitMegabytes = limits.memoryMegabytes
    options.nodeLimit = limits.nodes
    options.watch = watch
    watch?.tell(.begins("GLPK's branch and cut"))
    let answer = problem.solve(options)
    if answer.outcome != GUARD_ABORTED, answer.outcome != GUARD_UNDECIDED { return answer }
    options.searchesPlainly = true
    let plain = problem.solve(options)
    if plain.outcome != GUARD_ABORTED { return plain }
    throw SolverFailure(description: "GLPK: \(plain.message)")
  }

  /// Chooses the verdict from GLPK's search and, where it is small enough, from an exact one.
  private func finish(
    _ answer: GuardedProblem.Answer, _ incumbent: [Rational]?, _ bound: Rational?,
    _ program: LinearProgram
  ) throws -> Solution {
    if let incumbent, let bound, program.objective(at: incumbent) == bound {
      return Solution(status: .optimal, proof: .exact, point: incumbent, bound: bound)
    }
    let isStopped = answer.outcome == GUARD_STOPPED || answer.outcome == GUARD_STOPPED_FEASIBLE
    if !isStopped {
      watch?.tell(.begins("the exact search"))
      if let result = try exactSearch(program, incumbent) {
        var solution = Solution(
          status: result.point == nil ? .infeasible : .optimal, proof: .exactSearch,
          point: result.point, bound: result.point.map { program.objective(at: $0) })
        solution.searchTree = result.tree
        return solution
      }
    }
    switch answer.outcome {
    case GUARD_OPTIMAL:
      guard let incumbent else { return Solution(status: .stopped, proof: .none, bound: bound) }
      return Solution(
        status: .optimal, proof: .search, point: incumbent,
        bound: program.objective(at: incumbent))
    case GUARD_INFEASIBLE: return Solution(status: .infeasible, proof: .search)
    default:
      return Solution(status: .stopped, proof: .none, point: incumbent, bound: bound)
    }
  }

  /// The relaxation has no optimum: infeasible settles it; unbounded does if some whole plan is
  /// there to start from (with rational data, its ray then improves whole plans for ever: Meyer,
  /// "On the existence of optimal solutions to integer and mixed-integer programming problems",
  /// 1974).
  private func withoutBound(_ relaxed: Solution, _ program: LinearProgram) throws -> Solution {
    guard relaxed.status == .unbounded, let ray = relaxed.ray else {
      var solution = relaxed
      solution.searchTree = relaxed.leaf
      solution.prices = nil
      return solution
    }
    if program.isWhole(ray.point) { return relaxed }
    var feasibility = program
    for j in feasibility.columns.indices { feasibility.columns[j].cost = .zero }
    let found = try solveWithIntegers(feasibility)
    switch found.status {
    case .optimal:
      var solution = Solution(status: .unbounded, proof: .exact)
      solution.ray = Ray(point: found.point!, direction: ray.direction)
      return solution
    default: return found
    }
  }

  /// The best exact plan with GLPK's whole numbers: they are fixed and the rest is solved exactly.
  private func plan(near answer: GuardedProblem.Answer, _ program: LinearProgram) throws
    -> [Rational]?
  {
    guard answer.outcome == GUARD_OPTIMAL || answer.outcome == GUARD_STOPPED_FEASIBLE else {
      return nil
    }
    var fixed = program.relaxation
    for (j, column) in program.columns.enumerated() where column.isInteger {
      guard answer.point[j].isFinite else { return nil }
      let value = Rational(exactly: answer.point[j].rounded())
      guard column.bounds.violation(of: value).isZero else { return nil }
      fixed.columns[j].bounds = LinearProgram.Bounds(lower: value, upper: value)
    }
    let solution = try solveContinuous(fixed)
    return solution.status == .optimal && solution.proof == .exact ? solution.point : nil
  }
}

extension Solution {
  /// The tree of a search that the relaxation alone ends: its prices or its certificate.
  fileprivate var leaf: SearchTree? {
    if let prices { return SearchTree(nodes: [.bounded(prices: prices)]) }
    return certificate.map { SearchTree(nodes: [.infeasible($0)]) }
  }
}
