// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// What a planner asks for the answers to its linear programs. Planning knows no solver, so that what
/// is read, formulated, checked and verified here cannot lean on one: `PlanSolving` brings GLPK.
public protocol ProgramSolver: Sendable {
  var limits: SolverLimits { get set }
  /// What the model knows of its shape. It changes how long a solve takes and no answer.
  var hints: StructureHints { get set }
  /// Who is told what is done.
  var watch: SolveWatch? { get set }
  /// Whether all solves are to stop soon with what they have.
  var isInterrupted: Bool { get }

  /// The answer to a program, as far as it is proved. Throws `SolverFailure`.
  func solve(_ program: LinearProgram) throws -> Solution

  /// What answers programs that have the matrix of `program` and no whole numbers, each from the basis
  /// of the one before; nil of one is undecided. Throws `SolverFailure`.
  func series(on program: LinearProgram) throws -> (LinearProgram) throws -> Verdict?

  /// The two-sided rates of the optimal value at each end; nil where the end is not there or the
  /// program has no optimum. Throws `SolverFailure`, and `Unproved`.
  func rates(
    of ends: [BoundRates.End], in program: LinearProgram, from basis: Basis?
  ) throws -> [BoundRates?]

  /// The optimal value over `from...to` (nil is no end), in so many pivots if it is to be worth it.
  /// Throws `SolverFailure`, and `Unproved`.
  func curve(
    of parametric: ParametricProgram, from: Rational?, to: Rational?, pivotLimit: Int?
  ) throws -> ParametricCurve

  /// The frontier between two goals. Throws `SolverFailure`, and `Unproved`.
  func frontier(
    of program: LinearProgram, between first: Goal, and second: Goal
  ) throws -> Frontier

  /// The frontier among several goals, within `tolerance`. Throws `SolverFailure`, and `Unproved`.
  func frontier(
    of program: LinearProgram, among goals: [Goal], tolerance: Rational
  ) throws -> ManyGoalFrontier
}
