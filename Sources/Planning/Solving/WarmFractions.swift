// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Verdicts on programs that differ from a spec's own in ends and costs alone, without whole numbers: the
/// solver is made ready when the first is asked for.
final class WarmFractions {
  private let formulation: Formulation
  private let solver: any ProgramSolver
  private lazy var series = try? solver.series(on: formulation.program.relaxation)

  init(_ formulation: Formulation, _ solver: any ProgramSolver) {
    (self.formulation, self.solver) = (formulation, solver)
  }

  /// nil is undecided.
  func verdict(on program: LinearProgram) -> Verdict? { try? series?(program) }
}
