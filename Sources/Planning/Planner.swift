// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// From a spec's text to a proved answer.
public struct Planner: Sendable {
  public var limits: SolverLimits

  public init(limits: SolverLimits = SolverLimits()) { self.limits = limits }

  /// Reads a spec. Throws everything that is wrong with it; with `strict`, warnings too.
  public static func read(_ bytes: [UInt8], strict: Bool = false) throws(Diagnostics)
    -> (spec: Spec, warnings: [Diagnostic])
  {
    do throws(Diagnostics) {
      let (spec, warnings) = try SpecReader.read(bytes)
      if strict, !warnings.isEmpty { throw Diagnostics(list: warnings) }
      return (spec, warnings)
    } catch {
      throw strict ? Diagnostics(list: error.list.map { $0.asError }) : error
    }
  }

  /// Solves a spec. Throws `SolverFailure` where GLPK cannot do its work.
  public func solve(_ spec: Spec) throws -> PlanResult {
    let formulation = Formulation(spec)
    let solver = Solver(limits: limits)
    var solution = try solver.solve(formulation.program)
    if solution.proof == .none, solution.status != .stopped {
      // GLPK says so, and nobody has checked it: that is no verdict.
      solution.status = .stopped
    }
    var conflict: [Conflict.Part] = []
    if solution.status == .infeasible {
      conflict = Conflict.parts(solution.certificate, of: formulation) { program in
        let rest = try? solver.solve(program)
        return rest?.status == .infeasible && rest?.proof != Solution.Proof.none
      }
    }
    return PlanResult(solution, of: formulation, conflict: conflict)
  }
}

extension Diagnostic {
  fileprivate var asError: Diagnostic {
    Diagnostic(position: position, at: at, severity: .error, kind: kind, says: says)
  }
}
