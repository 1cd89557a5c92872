// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import PlanSolving
import Planning

/// How long the answer to a spec may take.
struct TimeLimit: ParsableArguments {
  @Option(
    name: .customLong("time-limit"), parsing: .unconditional,
    help: "Stop the solver after this many seconds a spec; 5m and 1h are minutes and hours.")
  var seconds: Seconds?

  func validate() throws { try Seconds.validate(seconds) }

  /// On all processors.
  var planner: Planner {
    Planner(limits: SolverLimits(time: seconds?.duration, usesAllProcessors: true))
  }
}
