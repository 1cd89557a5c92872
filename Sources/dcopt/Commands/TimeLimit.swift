// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import PlanSolving
import Planning

/// How long the answer to a spec may take.
struct TimeLimit: ParsableArguments {
  @Option(
    name: .customLong("time-limit"), parsing: .unconditional,
    help: "Stop the solver after this many seconds a spec.")
  var seconds: Double?

  func validate() throws { try Solve.validate(timeLimit: seconds) }

  /// On all processors.
  var planner: Planner {
    Planner(limits: SolverLimits(time: seconds.map { .seconds($0) }, usesAllProcessors: true))
  }
}
