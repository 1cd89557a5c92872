// SPDX-License-Identifier: GPL-3.0-or-later

/// How a linear program was solved. The counts are the same on every run; the times are not.
public struct SolveStatistics: Sendable, Equatable {
  /// What found the answer or the basis that GLPK went on from, such as `block prices` or `dual
  /// simplex, flip ratio test`; where all searches gave up, the last of them.
  public var method: String
  /// Why that was chosen: what was seen in the program.
  public var why: String
  /// Steps of the search for a starting basis; 0 where there was none.
  public var methodIterations = 0
  /// Pivots of GLPK's simplex method, over all its runs.
  public var pivots = 0
  /// Whether the starting basis was given up and GLPK began anew.
  public var fellBack = false
  /// The time of the search for a starting basis, of GLPK, and of the exact part.
  public var methodTime = Duration.zero
  public var solverTime = Duration.zero
  public var proofTime = Duration.zero

  public init(method: String, why: String) { (self.method, self.why) = (method, why) }
}
