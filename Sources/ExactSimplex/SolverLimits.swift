// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Limits on one solve.
public struct SolverLimits: Sendable {
  public var time: Duration?
  /// GLPK's memory in megabytes; 0 is no limit.
  public var memoryMegabytes: Int
  /// Parts that a search over whole numbers may solve; nil is no limit but one where whole numbers
  /// without bounds may make it endless.
  public var nodes: Int?
  /// A search over whole numbers may end once no plan is better by more than this part of the best
  /// one's objective.
  public var gap: Rational?
  /// Whether a search over whole numbers may only do what VIPR's format has words for.
  public var isPlain = false
  /// Whether parts of one solve may run at the same time, on all processors. It changes how long
  /// that takes and nothing else.
  public var usesAllProcessors: Bool

  public init(
    time: Duration? = nil, memoryMegabytes: Int = 0, nodes: Int? = nil,
    usesAllProcessors: Bool = false
  ) {
    (self.time, self.memoryMegabytes, self.nodes) = (time, memoryMegabytes, nodes)
    self.usesAllProcessors = usesAllProcessors
  }
}

/// A solver could not do its work: a defect, or memory that ran out.
public struct SolverFailure: Error, Sendable, CustomStringConvertible {
  public let description: String

  public init(description: String) { self.description = description }
}
