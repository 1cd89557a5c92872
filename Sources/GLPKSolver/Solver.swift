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
    if !program.hasIntegers { return try solveContinuous(program) }
    let begin = ContinuousClock.now
    return try withBasis(try solveWithIntegers(program), program, begin)
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
}
