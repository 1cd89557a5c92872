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
    let begin = ContinuousClock.now
    if program.rows.isEmpty || program.columns.isEmpty {
      return Self.solution(program.exactVerdict(from: Basis(ofRowsIn: program)), of: program)!
    }
    guard let guarded = try? GuardedProblem(program) else {
      return exactOnly(program, until: stopSignal(from: begin))
    }
    do {
      var course = SolveCourse(guarded, proving: program, by: self)
      return try course.run()
    } catch {
      // GLPK aborted. What is small needs no GLPK.
      guard program.rows.count * program.columns.count <= 20_000,
        let verdict = program.exactVerdict(
          from: Basis(ofRowsIn: program), limit: 2_000_000, until: stopSignal(from: begin))
      else { throw error }
      return Solution(verdict, of: program)
    }
  }

  /// For numbers beyond GLPK's range; a stop where the exact work is too much.
  private func exactOnly(_ program: LinearProgram, until stop: StopSignal) -> Solution {
    Self.solution(
      program.exactVerdict(from: Basis(ofRowsIn: program), until: stop), of: program)
      ?? Solution(status: .stopped, proof: .none)
  }

  private static func solution(_ verdict: Verdict?, of program: LinearProgram) -> Solution? {
    verdict.map { Solution($0, of: program) }
  }
}
