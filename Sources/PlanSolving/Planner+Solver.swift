// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import GLPKSolver
import Planning

extension Solver: ProgramSolver {
  public var isInterrupted: Bool { Interrupt.isRequested }
}

extension Planner {
  /// A planner that asks GLPK and what stands around it.
  public init(limits: SolverLimits = SolverLimits()) {
    self.init(limits: limits) { Solver(limits: $0) }
  }
}
