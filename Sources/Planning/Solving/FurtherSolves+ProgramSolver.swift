// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

extension FurtherSolves {
  /// The solver's; `basis` is the one that the spec's own program ended in.
  init(_ solver: any ProgramSolver, from basis: Basis?) {
    self.init(solve: solver.solve) { try solver.rates(of: $0, in: $1, from: basis) }
  }
}
