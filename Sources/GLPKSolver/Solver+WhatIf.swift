// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import ParametricProgramming
import Synchronization
import SystemThreads

extension Solver {
  /// The optimal value of `parametric` over `from...to` (nil is no end), exactly: from vertex to
  /// vertex in exact numbers, or where these are too long, by solves from the basis of the one before.
  ///
  /// Throws `SolverFailure`, and `Unproved` where the exact work is too much.
  public func curve(
    of parametric: ParametricProgram, from: Rational?, to: Rational?, pivotLimit: Int? = nil
  ) throws -> ParametricCurve {
    let warm = try WarmSolver(parametric.program, limits: limits)
    defer { warm.close() }
    let count = SolveCount()
    return try parametric.curve(
      from: from, to: to, parts: parts(of: parametric, count), pivotLimit: pivotLimit,
      until: stopSignal(from: .now), solve: counting(warm.verdict, count))
  }

  /// Where each solve takes long, a curve is traced in a few parts.
  private func parts(of parametric: ParametricProgram, _ count: SolveCount) -> CurveParts? {
    if parametric.program.rows.count < Self.fewRowsInParts { return nil }
    return CurveParts(
      count: 4, threads: limits.usesAllProcessors ? SystemThread.processors : 1
    ) { basis in
      var warm: WarmSolver?
      return counting(
        { program in
          if warm == nil { warm = try WarmSolver(parametric.program, from: basis, limits: limits) }
          return try warm!.verdict(on: program)
        }, count)
    }
  }

  private static let fewRowsInParts = 500

  /// The frontier between two goals over the plans of `program`, exactly.
  ///
  /// Throws `SolverFailure`, and `Unproved` where the exact work is too much.
  public func frontier(
    of program: LinearProgram, between first: Goal, and second: Goal
  ) throws -> Frontier {
    let warm = try WarmSolver(program, limits: limits)
    defer { warm.close() }
    return try program.frontier(
      between: first, and: second, until: stopSignal(from: .now),
      solve: counting(warm.verdict, SolveCount()))
  }

  /// The frontier among several goals, exactly where `tolerance` is 0 and 1,000 linear programs are
  /// enough; otherwise within the error that the result names.
  ///
  /// Throws `SolverFailure`, and `Unproved` where the exact work is too much.
  public func frontier(
    of program: LinearProgram, among goals: [Goal], tolerance: Rational = .zero
  ) throws -> ManyGoalFrontier {
    let count = SolveCount()
    return try program.frontier(among: goals, tolerance: tolerance) {
      counting(try WarmSolver($0, limits: limits).verdict, count)
    }
  }

  /// The same solves, counted for who watches.
  private func counting(
    _ solve: @escaping (LinearProgram) throws -> Verdict?, _ count: SolveCount
  ) -> (LinearProgram) throws -> Verdict? {
    guard let watch else { return solve }
    return { program in
      let verdict = try solve(program)
      watch.tell(.solved(count: count.solved.wrappingAdd(1, ordering: .relaxed).newValue))
      return verdict
    }
  }

  /// Counted by all the parts of a curve.
  private final class SolveCount: Sendable { let solved = Atomic(0) }

  /// What answers programs that differ from `program` in ends and costs alone, each from the basis of the
  /// one before. Throws `SolverFailure`.
  public func series(on program: LinearProgram) throws -> (LinearProgram) throws -> Verdict? {
    try WarmSolver(program, limits: limits).verdict
  }

  /// The two-sided rates of the optimal value at each end, in the order of `ends`; nil where that
  /// end is not there or the program has no optimum. `basis` may be known to be optimal.
  ///
  /// Throws `SolverFailure`, and `Unproved` where the exact work is too much or was interrupted.
  public func rates(
    of ends: [BoundRates.End], in program: LinearProgram, from basis: Basis? = nil
  ) throws -> [BoundRates?] {
    if ends.isEmpty { return [] }
    let relaxation = program.hasIntegers ? program.relaxation : program
    let warm = try WarmSolver(relaxation, from: basis, limits: limits)
    defer { warm.close() }
    return try ends.map { end in
      if Interrupt.isRequested { throw Unproved() }
      return try relaxation.rates(of: end, solve: warm.verdict)
    }
  }
}
