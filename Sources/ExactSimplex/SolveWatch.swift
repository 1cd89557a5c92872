// SPDX-License-Identifier: GPL-3.0-or-later

/// Somebody who is told what a solver does while it works. What is told changes no answer.
public struct SolveWatch: Sendable {
  public enum Event: Sendable {
    /// The method that suits the program, and what was seen in it.
    case chosen(method: String, why: String)
    /// What is done from now on, in a few words.
    case begins(String)
    /// A line of GLPK's own.
    case printed(String)
    /// Where GLPK's simplex method is.
    case pivoted(count: Int, objective: Double)
    /// Where the search over whole numbers is; nil for no plan and no bound yet.
    case searched(nodes: Int, objective: Double?, bound: Double?)
    /// How a run of GLPK ended, in words.
    case ended(String)
    /// How many linear programs a curve or a frontier has taken.
    case solved(count: Int)
  }

  /// Whether GLPK is to print, for `Event.printed`.
  public let wantsLog: Bool
  /// Called on the thread that solves.
  public let tell: @Sendable (Event) -> Void

  public init(wantsLog: Bool, tell: @escaping @Sendable (Event) -> Void) {
    (self.wantsLog, self.tell) = (wantsLog, tell)
  }
}
