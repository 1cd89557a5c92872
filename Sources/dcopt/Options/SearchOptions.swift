// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactNumbers
import ExactSimplex
import LinearProgram

/// How far a search over whole numbers goes.
struct SearchOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Whole numbers: end once no plan is better by more than this part, such as 0.01.")
  var gap: Double?

  @Option(parsing: .unconditional, help: "Whole numbers: stop after this many parts of the search.")
  var nodeLimit: Int?

  func validate() throws {
    if let gap, !(gap >= 0 && gap <= 1) {
      throw ValidationError("--gap is a part of the objective, from 0 to 1.")
    }
    if let nodeLimit, nodeLimit < 1 {
      throw ValidationError("--node-limit is a number of parts, at least 1.")
    }
  }

  func limit(_ limits: inout SolverLimits) {
    limits.nodes = nodeLimit
    if let gap, gap > 0 { limits.gap = Rational(exactly: gap) }
  }
}
