// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram
import ParametricProgramming

/// What answers the programs that an explanation asks beside the spec's own: GLPK's solver with its
/// proofs, or a verifier's exact arithmetic.
struct FurtherSolves {
  let solve: (LinearProgram) throws -> Solution
  let rates: ([BoundRates.End], LinearProgram) throws -> [BoundRates?]
}

extension FurtherSolves {
  /// GLPK's; `basis` is the one that the spec's own program ended in.
  init(_ solver: Solver, from basis: Basis?) {
    self.init(solve: solver.solve) { try solver.rates(of: $0, in: $1, from: basis) }
  }
}
