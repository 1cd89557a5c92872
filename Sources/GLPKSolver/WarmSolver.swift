// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import GLPKGuard
import LinearProgram

/// Solves programs that differ only in the values of their ends and in their costs, one after the
/// other, each from the basis of the one before; exact arithmetic decides, as in `Solver`.
///
/// GLPK keeps the program, and the exact factorisations of the last bases are kept too: where a
/// basis holds on, its proof costs two solves with triangular factors. Whole numbers are left out.
///
/// Not for several threads at once.
public final class WarmSolver {
  private let limits: SolverLimits
  /// When all is to be over.
  private let end: ContinuousClock.Instant?
  private var current: LinearProgram
  private var session: Session?
  /// The last bases that were solved exactly, the newest at the end.
  private var solutions: [BasisSolution] = []
  private static let kept = 4
  /// Where GLPK begins its next solve; nil is where it ended the last one.
  private var start: Basis?
  /// Whether the first solve is still to come, and worth a method that suits its shape.
  private var isFirst: Bool
  private static let fewRows = 1_000

  /// Loads `program`, of which `basis` may be known to be optimal or near it. Throws
  /// `SolverFailure`.
  public init(
    _ program: LinearProgram, from basis: Basis? = nil, limits: SolverLimits = SolverLimits()
  ) throws {
    self.limits = limits
    end = limits.time.map { .now + $0 }
    start = basis
    isFirst = basis == nil && program.rows.count > Self.fewRows
    current = program.hasIntegers ? program.relaxation : program
    guard !program.rows.isEmpty, !program.columns.isEmpty else { return }
    // Numbers beyond a double leave only the exact way.
    guard let problem = try? GuardedProblem(current) else { return }
    session = try Session(problem, memoryLimitMegabytes: limits.memoryMegabytes)
  }

  /// Gives GLPK's memory and its thread back; the end of the object's life does too. Later solves
  /// are exact, and slow.
  public func close() {
    session?.close()
    session = nil
  }

  /// The exact, proved verdict on `program`, which has the same matrix as the one that was loaded,
  /// and ends in the same places. nil where that is too much work.
  ///
  /// Throws `SolverFailure`.
  public func verdict(on program: LinearProgram) throws -> Verdict? {
    precondition(
      program.columns.count == current.columns.count && program.rows.count == current.rows.count,
      "the same matrix")
    if let end, end <= .now { return nil }
    if isFirst {
      isFirst = false
      let verdict = try cold(program)
      if case .optimal(let optimum) = verdict { start = optimum.basis }
      if verdict != nil { return verdict }
    }
    if let session, var step = step(to: program).flatMap(session.scaled) {
      (step.start, start) = (start, nil)
      // GLPK has been seen to go round in circles on numbers of 1e15.
      step.iterationLimit = 10_000 + 20 * (program.rows.count + program.columns.count)
      step.timeLimit = end.map { max(.zero, $0 - .now) }
      current = program
      do {
        if let verdict = proved(try session.solve(step), program) { return verdict }
      } catch {
        // It aborted on this program, and has nothing any more to go on from.
        close()
      }
    }
    return try cold(program)
  }

  /// The verdict of a solve from nothing.
  private func cold(_ program: LinearProgram) throws -> Verdict? {
    var limits = limits
    limits.time = end.map { max(.zero, $0 - .now) }
    let solution = try Solver(limits: limits).solve(
      program.hasIntegers ? program.relaxation : program)
    guard solution.proof == .exact else { return nil }
    switch solution.status {
    case .optimal:
      guard let point = solution.point, let prices = solution.prices, let basis = solution.basis
      else { return nil }
      return .optimal(Optimum(point: point, prices: prices, basis: basis))
    case .infeasible: return solution.certificate.map { .infeasible($0) }
    case .unbounded: return solution.ray.map { .unbounded($0) }
    case .stopped, .withinGap: return nil
    }
  }

  private func proved(_ answer: Session.Answer, _ program: LinearProgram) -> Verdict? {
    let solution: BasisSolution
    if let place = solutions.firstIndex(where: { $0.basis == answer.basis }) {
      solution = solutions.remove(at: place).moved(to: program)
    } else if let new = BasisSolution(
      of: program, at: answer.basis,
      until: end.map { end in StopSignal { ContinuousClock.now >= end } } ?? .never)
    {
      solution = new
    } else {
      return nil
    }
    solutions.append(solution)
    if solutions.count > Self.kept { solutions.removeFirst() }
    // What GLPK says is only the order in which to look.
    switch answer.outcome {
    case GUARD_INFEASIBLE:
      if let certificate = solution.certificate { return .infeasible(certificate) }
    case GUARD_UNBOUNDED:
      if let ray = solution.ray { return .unbounded(ray) }
    default: break
    }
    return solution.optimum.map { .optimal($0) }
  }

  /// What is different in `program`; nil where GLPK cannot take it.
  private func step(to program: LinearProgram) -> Session.Step? {
    var step = Session.Step()
    for (i, (old, new)) in zip(current.rows, program.rows).enumerated() where old != new {
      guard let ends = Self.ends(new) else { return nil }
      step.rows.append(i, ends)
    }
    for (j, (old, new)) in zip(current.columns, program.columns).enumerated() {
      if old.bounds != new.bounds {
        guard let ends = Self.ends(new.bounds) else { return nil }
        step.columns.append(j, ends)
      }
      if old.cost != new.cost {
        let cost = new.cost.double
        guard cost.magnitude < .greatestFiniteMagnitude else { return nil }
        step.costColumn.append(Int32(j))
        step.cost.append(cost)
      }
    }
    // The last basis stays primal feasible where only costs change, dual feasible where only
    // bounds do.
    if !step.cost.isEmpty, step.rows.index.isEmpty, step.columns.index.isEmpty {
      step.method = GUARD_PRIMAL
    }
    return step
  }

  private static func ends(_ bounds: LinearProgram.Bounds) -> (lower: Double, upper: Double)? {
    let lower = bounds.lower?.double ?? -.infinity
    let upper = bounds.upper?.double ?? .infinity
    let isFinite = { (end: Double, exact: Rational?) in exact == nil || end.isFinite }
    return isFinite(lower, bounds.lower) && isFinite(upper, bounds.upper) && lower <= upper
      ? (lower, upper) : nil
  }
}
