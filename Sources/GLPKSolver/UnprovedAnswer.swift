// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKGuard
import LinearProgram

extension Solver {
  /// What the floating-point part says of a program, for `make bench`: with the method that suits
  /// it, or with `plain` GLPK: `primal`, `dual` or `flip`. Nothing is proved.
  @_spi(Benchmark) public func unproved(_ program: NumericProgram, plain: String?) throws
    -> (status: String, objective: Double?, statistics: SolveStatistics)
  {
    let problem = GuardedProblem(program)
    guard let plain else {
      let attempt = try firstAttempt(problem, nil)
      let status = attempt.answer.map { "\($0.outcome.rawValue)" } ?? "none"
      return (
        attempt.answer?.outcome == GUARD_OPTIMAL ? "optimal" : status, attempt.answer?.objective,
        attempt.statistics
      )
    }
    var options = GuardedProblem.Options()
    options.method = plain == "primal" ? GUARD_PRIMAL : GUARD_DUAL
    options.flips = plain == "flip"
    options.dualTolerance = 0
    var statistics = SolveStatistics(method: "glpk \(plain)", why: "asked for")
    let begin = ContinuousClock().now
    let answer = problem.solve(options)
    statistics.solverTime = ContinuousClock().now - begin
    statistics.pivots = answer.iterations
    return (
      answer.outcome == GUARD_OPTIMAL ? "optimal" : "\(answer.outcome.rawValue)", answer.objective,
      statistics
    )
  }
}
