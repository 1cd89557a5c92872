// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex

extension Planner {
  /// Why an objective's program cannot be made: how those before it end.
  public struct NoEarlierOptimum: Error, Sendable {
    public let status: Solution.Status
  }

  /// The program of one of a spec's objectives, by its place in `priorities`, from 1. Those before it
  /// are solved, and held where they may not be worse than `within` allows. Where an objective is
  /// the next worst, it is the program of its first worst.
  ///
  /// Throws `NoEarlierOptimum`, `SolverFailure`.
  public func exported(_ spec: Spec, priority: Int) throws -> ExportedProgram {
    precondition((1...spec.objectives.count).contains(priority), "one of the objectives")
    let formulation = Formulation(spec)
    if priority == 1 { return ExportedProgram(formulation) }
    var part = spec
    part.objectives.removeSubrange(priority...)
    let chain = try PriorityChain(Formulation(part), solve: solver.solve)
    guard chain.stages.count >= priority - 1 else {
      throw NoEarlierOptimum(status: chain.solution.status)
    }
    return ExportedProgram(formulation, priority: priority, program: chain.program)
  }
}
