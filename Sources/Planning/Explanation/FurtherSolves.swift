// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// What answers the programs that an explanation asks beside the spec's own: GLPK's solver with its
/// proofs, or a verifier's exact arithmetic.
struct FurtherSolves {
  let solve: (LinearProgram) throws -> Solution
  let rates: ([BoundRates.End], LinearProgram) throws -> [BoundRates?]
}
