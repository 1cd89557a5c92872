// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
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
      var course = SolveCourse(problem, proving: nil, by: self)
      var step: SolveStep? = .search
      while course.answer == nil, let next = step { step = next.next(after: try course.take(next)) }
      let status = course.answer.map { "\($0.outcome.rawValue)" } ?? "none"
      return (
        course.answer?.outcome == GUARD_OPTIMAL ? "optimal" : status, course.answer?.objective,
        course.statistics
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
