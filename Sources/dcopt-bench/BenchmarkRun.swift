// SPDX-License-Identifier: GPL-3.0-or-later
@_spi(Benchmark) import GLPKSolver
import ExactSimplex
import Glibc
import LinearProgram

/// The processor time of this process. With one thread and an idle machine it is the wall time, and
/// other programs do not add to it.
func processorTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// One timed solve.
struct BenchmarkRun {
  /// GLPK on its own with one of its algorithms, as glpsol runs it.
  enum Plain: String { case primal, dual, flip }

  var status = "none"
  var proof = "none"
  var objective: Double?
  var total = Duration.zero
  var processor = Duration.zero
  /// From exact numbers to doubles.
  var numbers = Duration.zero
  var statistics = SolveStatistics(method: "glpk", why: "asked for")

  init(_ program: LinearProgram, plain: Plain?, proves: Bool) throws {
    let clock = ContinuousClock()
    let begin = clock.now
    let beginCPU = processorTime()
    defer { processor = processorTime() - beginCPU }
    if proves, plain == nil {
      let solution = try Solver().solve(program)
      total = clock.now - begin
      status = solution.status.rawValue
      proof = solution.proof.rawValue
      objective = solution.point.map { program.objective(at: $0).double }
      if let known = solution.statistics { statistics = known }
      numbers = total - statistics.methodTime - statistics.solverTime - statistics.proofTime
      return
    }
    let numeric = try NumericProgram(program)
    numbers = clock.now - begin
    let answer = try Solver().unproved(numeric, plain: plain?.rawValue)
    total = clock.now - begin
    (status, objective, statistics) = answer
  }
}
