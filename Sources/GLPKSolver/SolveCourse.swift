// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKGuard
import LinearProgram
import NumericalMethods

/// One solve without whole numbers: what its steps have found so far, and what each of them does.
struct SolveCourse {
  private let solver: Solver
  private let problem: GuardedProblem
  /// nil where nothing is to be proved.
  private let program: LinearProgram?
  private var choice: MethodChoice
  private let begin = ContinuousClock().now

  private(set) var statistics: SolveStatistics
  /// What a method has found.
  private(set) var start: StartingBasis?
  /// A basis that GLPK takes for optimal.
  private var nearOptimum: Basis?
  /// What GLPK ended its last run with.
  private(set) var answer: GuardedProblem.Answer?
  /// The powers of two by which a basis that is nearly optimal may still be enlarged.
  private var zooms = [0, 10, 20, 30][...]
  /// The verdict, once there is one.
  private(set) var solution: Solution?

  init(_ problem: GuardedProblem, proving program: LinearProgram?, by solver: Solver) {
    (self.problem, self.program, self.solver) = (problem, program, solver)
    choice = MethodChoice(for: problem.program, hints: solver.hints, from: solver.catalogue)
    choice.options.memoryLimitMegabytes = solver.limits.memoryMegabytes
    choice.options.watch = solver.watch
    statistics = choice.statistics
  }

  /// Takes all steps up to the verdict.
  mutating func run() throws -> Solution {
    var step = SolveStep.search
    while let next = step.next(after: try take(step)) { step = next }
    let isOfChoice =
      [.proofOfStart, .proof, .proofOfEnlarged].contains(step) && solution!.proof != .none
    return isOfChoice ? solution!.with(statistics) : solution!
  }

  /// Takes one step.
  mutating func take(_ step: SolveStep) throws -> SolveStep.Outcome {
    switch step {
    case .search: return search()
    case .proofOfStart: return proveStart()
    case .glpkFromStart: return goOnFromStart()
    case .glpk: return try beginAnew()
    case .proof: return prove(step)
    case .glpkEnlarged: return try enlarge()
    case .proofOfEnlarged: return prove(step)
    case .feasibility: return try run(step, GUARD_DUAL, from: nil)
    case .proofOfFeasibility: return prove(step)
    case .glpkFromFeasible: return try run(step, GUARD_PRIMAL, from: answer?.basis)
    case .lastProof: return prove(step)
    }
  }

  private func tell(_ step: SolveStep) { solver.watch?.tell(.begins(step.description)) }

  // MARK: - The start

  /// Runs the method that is chosen, and chooses the next where it finds nothing.
  private mutating func search() -> SolveStep.Outcome {
    let stop = solver.stopSignal(from: begin)
    statistics.method = choice.statistics.method
    statistics.why = choice.statistics.why
    solver.watch?.tell(.chosen(method: statistics.method, why: statistics.why))
    start = choice.crash?.start(until: stop)
    if start == nil, !stop.isOver(),
      choice.findNext(for: problem.program, hints: solver.hints)
    {
      return .nothing
    }
    statistics.methodTime = ContinuousClock().now - begin
    choice.options.timeLimit = solver.limits.time.map { $0 - statistics.methodTime }
    statistics.methodIterations = start?.iterations ?? 0
    return start == nil ? .exhausted : .found
  }

  /// If the basis is no optimum after all, GLPK is the one to go on from it.
  private mutating func proveStart() -> SolveStep.Outcome {
    guard let program, let start else { return .nothing }
    let begin = ContinuousClock().now
    defer { statistics.proofTime += ContinuousClock().now - begin }
    switch start.claim {
    case .optimal:
      tell(.proofOfStart)
      solution = optimum(of: program, at: start.basis)
    case .infeasible(let variable):
      let vertex = BasisSolution(
        of: program, at: start.basis, limit: ProofLimits().elimination,
        until: solver.stopSignal(from: self.begin))
      solution = vertex?.certificate(outside: variable).map {
        Solution(.infeasible($0), of: program)
      }
    case .dualFeasible, .primalFeasible, .none: break
    }
    return solution == nil ? .nothing : .solved
  }

  // MARK: - GLPK

  private mutating func goOnFromStart() -> SolveStep.Outcome {
    guard let start else { return .nothing }
    var options = choice.options
    options.method = start.claim == .primalFeasible ? GUARD_PRIMAL : GUARD_DUAL
    options.primalTolerance = 1e-9
    let limit = max(1000, (problem.program.rowCount + problem.program.columnCount) / 20)
    options.iterationLimit = limit
    tell(.glpkFromStart)
    let answer = counted(options, from: start.basis)
    // GLPK may abort on a basis that is singular.
    if answer.outcome == GUARD_ABORTED || answer.isStopped && answer.iterations >= limit {
      return .nothing
    }
    self.answer = answer
    return .found
  }

  private mutating func beginAnew() throws -> SolveStep.Outcome {
    statistics.fellBack = choice.crash != nil
    if statistics.fellBack { tell(.glpk) }
    answer = try counted(choice.options, from: nil).orFailure()
    return .found
  }

  /// Within what is left of the limits.
  private var optionsInLimits: GuardedProblem.Options {
    var options = GuardedProblem.Options()
    options.watch = solver.watch
    options.timeLimit = solver.limits.time.map { max(.zero, $0 - (ContinuousClock().now - begin)) }
    options.memoryLimitMegabytes = solver.limits.memoryMegabytes
    return options
  }

  private mutating func counted(
    _ options: GuardedProblem.Options, of other: GuardedProblem? = nil, from basis: Basis?
  ) -> GuardedProblem.Answer {
    let begin = ContinuousClock().now
    let answer = (other ?? problem).solve(options, from: basis)
    statistics.solverTime += ContinuousClock().now - begin
    statistics.pivots += answer.iterations
    return answer
  }

  private mutating func run(
    _ step: SolveStep, _ method: guard_method, from basis: Basis?
  ) throws -> SolveStep.Outcome {
    var options = optionsInLimits
    options.method = method
    options.zeroCost = step == .feasibility
    tell(step)
    answer = try problem.solve(options, from: basis).orFailure()
    return .found
  }

  /// As long as it leads to other bases, each seen from nearer; where it ends, GLPK's first word is
  /// all that there is.
  private mutating func enlarge() throws -> SolveStep.Outcome {
    let stop = solver.stopSignal(from: begin)
    while let zoom = zooms.popFirst(), let program, let basis = nearOptimum, !stop.isOver(),
      let enlarged = EnlargedProgram(of: program, at: basis, zoom: zoom, until: stop)
    {
      tell(.glpkEnlarged)
      let found = counted(
        optionsInLimits, of: GuardedProblem(enlarged.problem), from: enlarged.start)
      guard found.outcome == GUARD_OPTIMAL, let next = enlarged.basis(found.basis, of: program)
      else { break }
      if next != basis {
        nearOptimum = next
        return .found
      }
    }
    solution = answer.map { Solution(unproved: $0) }
    return .exhausted
  }

  // MARK: - Proofs

  /// What the plan and the bound at a stop may take.
  private static let lastWork = Duration.milliseconds(50)

  /// The optimum at a basis that should be one.
  private func optimum(of program: LinearProgram, at basis: Basis) -> Solution? {
    var limits = ProofLimits.onlyOptimum
    limits.stop = solver.stopSignal(from: begin)
    guard let proof = program.proof(from: basis, limits: limits),
      let solution = Solution(proof, of: program), solution.status == .optimal
    else { return nil }
    return solution
  }

  /// What the basis that GLPK ended in proves; else, where there is nothing more to try, GLPK's own
  /// word for it.
  private mutating func prove(_ step: SolveStep) -> SolveStep.Outcome {
    guard let program, let answer else { return .nothing }
    let begin = ContinuousClock().now
    tell(step)
    let stop = solver.stopSignal(from: self.begin)
    if step == .proofOfEnlarged {
      solution = nearOptimum.flatMap { optimum(of: program, at: $0) }
      statistics.proofTime += ContinuousClock().now - begin
      return solution == nil ? .nothing : .solved
    }
    solution = Solution(
      provedBy: answer, of: program, hasCosts: step != .proofOfFeasibility, until: stop)
    // What there was no time to prove is no verdict.
    if solution == nil, stop.isOver() || step == .proof && answer.isStopped {
      solution = Solution(stoppedAt: answer, of: program, until: .after(Self.lastWork))
    }
    if step == .proof {
      statistics.proofTime += ContinuousClock().now - begin
      if solution == nil, answer.outcome == GUARD_OPTIMAL {
        nearOptimum = answer.basis
        return .found
      }
    } else if step == .lastProof, solution == nil {
      solution = Solution(unproved: answer)
    }
    return solution == nil ? .nothing : .solved
  }
}

extension GuardedProblem.Answer {
  /// At a limit, with a plan or without one.
  var isStopped: Bool { outcome == GUARD_STOPPED || outcome == GUARD_STOPPED_FEASIBLE }

  func orFailure() throws -> Self {
    if outcome == GUARD_ABORTED { throw SolverFailure(description: "GLPK: \(message)") }
    return self
  }
}

extension StopSignal {
  /// Over in so long.
  static func after(_ time: Duration) -> StopSignal {
    let end = ContinuousClock().now + time
    return StopSignal { ContinuousClock().now >= end }
  }
}

extension Solver {
  /// Over where the time is up or the user interrupts.
  func stopSignal(from begin: ContinuousClock.Instant) -> StopSignal {
    let end = limits.time.map { begin + $0 }
    return StopSignal {
      guard_is_interrupted() != 0 || end.map { ContinuousClock().now >= $0 } ?? false
    }
  }
}
