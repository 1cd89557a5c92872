// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import NumericalMethods

/// Limits on one search. All but `stop` are counts, so that the same program gives the same tree.
public struct SearchLimits: Sendable {
  /// Parts that may be solved; nil is no limit.
  public var nodes: Int?
  /// Pivots of the simplex method; nil is no limit.
  public var pivots: Int?
  /// The search may end once no plan is better by more than this part of the best one's objective.
  public var gap: Rational?
  /// Whether every step must follow from the rows alone: no column is exchanged for another, and none is
  /// taken for whole that need not be. Certificates for other checkers ask for it.
  public var isPlain = false
  /// Megabytes that the tree may take; 0 is no limit.
  public var memoryMegabytes = 0
  /// Time or the user.
  public var stop: StopSignal
  /// When the parts of the search come into play.
  package var habits = SearchHabits()

  public init(
    nodes: Int? = nil, pivots: Int? = nil, gap: Rational? = nil, stop: StopSignal = .never
  ) {
    (self.nodes, self.pivots, self.gap, self.stop) = (nodes, pivots, gap, stop)
  }
}

/// When the parts of a search come into play, in counts.
package struct SearchHabits: Sendable {
  /// Programs with no more whole columns than this are searched without small searches.
  package var fewColumns = 15
  /// Nodes before the first small search below the root.
  package var firstSmallSearch = 50
  /// Depths from one dive to the next that may be.
  package var diveDepths = 8
  /// So many columns that a better plan fixes are worth another start.
  package var restartColumns = 6
  package init() {}

  /// All of it as early as can be: small programs meet what large ones do.
  package static var eager: SearchHabits {
    var habits = SearchHabits()
    (habits.fewColumns, habits.firstSmallSearch) = (1, 1)
    (habits.diveDepths, habits.restartColumns) = (1, 1)
    return habits
  }
}

/// Who is told how a search goes on: parts solved, the best objective and the bound so far.
public typealias SearchWatch = (_ nodes: Int, _ objective: Double?, _ bound: Double?) -> Void

/// What a search has found.
public struct SearchResult: Sendable {
  /// The best plan, which is feasible for certain; nil where none was found.
  public var point: [Rational]?
  /// No plan is better than this, for certain; nil where nothing is known, and where there is no plan.
  public var bound: Rational?
  /// What proves that the plan is the best, or without one that there is none; nil where a limit
  /// came first, or a gap was enough. `LinearProgram.proves(_:incumbent:)` has said so.
  public var tree: SearchTree?
  /// Whether the search ended within its gap.
  public var isWithinGap = false
  public var nodes = 0
  public var pivots = 0
}
