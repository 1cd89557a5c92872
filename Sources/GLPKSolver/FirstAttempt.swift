// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKGuard
import LinearProgram
import NumericalMethods

/// What the chosen method came to.
struct FirstAttempt {
  /// Where it was proved already.
  var solution: Solution?
  var answer: GuardedProblem.Answer?
  var statistics: SolveStatistics
}

extension Solver {
  /// Runs the methods that suit the program, until one of them ends. A starting basis that is said to be optimal is proved
  /// at once, without GLPK (where there is an exact program to prove it from); else GLPK goes on
  /// from it, and if that takes long it begins anew.
  func firstAttempt(_ problem: GuardedProblem, _ program: LinearProgram?) throws -> FirstAttempt {
    let clock = ContinuousClock()
    let begin = clock.now
    var choice = MethodChoice(for: problem.program, hints: hints, from: catalogue)
    choice.options.memoryLimitMegabytes = limits.memoryMegabytes
    choice.options.watch = watch
    let start = startingBasis(problem.program, &choice, until: stopSignal(from: begin))
    var attempt = FirstAttempt(statistics: choice.statistics)
    attempt.statistics.methodTime = clock.now - begin
    choice.options.timeLimit = limits.time.map { $0 - attempt.statistics.methodTime }
    attempt.statistics.methodIterations = start?.iterations ?? 0
    if let start {
      if start.claim == .optimal, let program {
        let begin = clock.now
        watch?.tell(.begins("the exact proof"))
        // If the basis is no optimum after all, GLPK is the one to go on from it.
        let proof = program.proof(from: start.basis, limits: .onlyOptimum)
        attempt.statistics.proofTime += clock.now - begin
        if let solution = proof.flatMap({ Solution($0, of: program) }), solution.status == .optimal
        {
          attempt.solution = solution.with(attempt.statistics)
          return attempt
        }
      }
      if case .infeasible(let variable) = start.claim, let program {
        let begin = clock.now
        let certificate = BasisSolution(
          of: program, at: start.basis, limit: ProofLimits().elimination)?
          .certificate(outside: variable)
        attempt.statistics.proofTime += clock.now - begin
        if let certificate {
          attempt.solution = Solution(.infeasible(certificate), of: program)
            .with(attempt.statistics)
          return attempt
        }
      }
      var options = choice.options
      options.method = start.claim == .primalFeasible ? GUARD_PRIMAL : GUARD_DUAL
      options.primalTolerance = 1e-9
      options.iterationLimit = max(
        1000, (problem.program.rowCount + problem.program.columnCount) / 20)
      // GLPK may abort on a basis that is singular.
      watch?.tell(.begins("GLPK, from that basis"))
      let answer = run(problem, options, from: start.basis, &attempt.statistics)
      let isCut =
        answer.iterations >= options.iterationLimit!
        && (answer.outcome == GUARD_STOPPED || answer.outcome == GUARD_STOPPED_FEASIBLE)
      if !isCut && answer.outcome != GUARD_ABORTED {
        attempt.answer = answer
        return attempt
      }
    }
    attempt.statistics.fellBack = choice.crash != nil
    if choice.crash != nil { watch?.tell(.begins("GLPK, from a basis of its own")) }
    let answer = run(problem, choice.options, from: nil, &attempt.statistics)
    if answer.outcome == GUARD_ABORTED {
      throw SolverFailure(description: "GLPK: \(answer.message)")
    }
    attempt.answer = answer
    return attempt
  }

  /// What the first search that comes to an end has found; nil where none does.
  private func startingBasis(
    _ program: NumericProgram, _ choice: inout MethodChoice, until stop: StopSignal
  ) -> StartingBasis? {
    repeat {
      watch?.tell(.chosen(method: choice.statistics.method, why: choice.statistics.why))
      if let start = choice.crash?.start(until: stop) { return start }
    } while !stop.isOver() && choice.findNext(for: program, hints: hints)
    return nil
  }

  /// Over where the time is up or the user interrupts.
  func stopSignal(from begin: ContinuousClock.Instant) -> StopSignal {
    let end = limits.time.map { begin + $0 }
    return StopSignal {
      guard_is_interrupted() != 0 || end.map { ContinuousClock().now >= $0 } ?? false
    }
  }

  private func run(
    _ problem: GuardedProblem, _ options: GuardedProblem.Options, from basis: Basis?,
    _ statistics: inout SolveStatistics
  ) -> GuardedProblem.Answer {
    let begin = ContinuousClock().now
    let answer = problem.solve(options, from: basis)
    statistics.solverTime += ContinuousClock().now - begin
    statistics.pivots += answer.iterations
    return answer
  }
}
