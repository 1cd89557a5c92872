// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import Planning

extension Statistics {
  /// Counts and words, no times: the same on every run.
  var output: JSONOutput {
    var members: [(String, JSONOutput)] = [
      ("rows", .integer(rows)), ("columns", .integer(columns)), ("nonzeros", .integer(nonzeros)),
      ("integers", .integer(integers)),
    ]
    if let solve {
      members += [
        ("method", .string(solve.method)), ("why", .string(solve.why)),
        ("method_iterations", .integer(solve.methodIterations)),
        ("pivots", .integer(solve.pivots)), ("fell_back", .bool(solve.fellBack)),
      ]
    }
    return .object(members)
  }
}

extension SolveStatistics {
  /// Where the time went: for standard error, as it is another on every run.
  var times: String {
    "\(methodTime.inMilliseconds) to a basis, \(solverTime.inMilliseconds) in GLPK, "
      + "\(proofTime.inMilliseconds) of proof"
  }
}
