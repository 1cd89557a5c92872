// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex

/// How large the linear program is and how it was solved; of the last one, where the spec has
/// several objectives.
public struct Statistics: Sendable {
  public let rows: Int
  public let columns: Int
  public let nonzeros: Int
  /// Columns of whole numbers.
  public let integers: Int
  /// nil where no method was chosen: for whole numbers, and for a program without rows.
  public let solve: SolveStatistics?

  init(_ chain: PriorityChain) {
    let program = chain.program
    (rows, columns) = (program.rows.count, program.columns.count)
    nonzeros = program.entries.reduce(0) { $0 + $1.count }
    integers = program.columns.count { $0.isInteger }
    solve = chain.solution.statistics
  }
}
