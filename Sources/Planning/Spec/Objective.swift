// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// One thing that is optimized.
public struct Objective: Sendable {
  /// What the greatest ratio of amount to `max` is called.
  static let utilization = "utilization"

  public enum Goal: Sendable {
    /// A weighted sum of attributes' totals.
    case sum([Term])
    /// The least (where it is maximized) or the greatest total of an attribute, divided by the
    /// weight, over the workloads. `isLexicographic`: then the next, and so on.
    case worstWorkload(attribute: Int, isLexicographic: Bool)
    /// The greatest ratio of amount to `max` over the resources.
    case utilization(isLexicographic: Bool)
  }

  public struct Term: Sendable {
    public let attribute: Int
    public var weight: Rational
  }

  public var sense: LinearProgram.Sense
  public var goal: Goal
  /// The fraction of its best value by which later objectives may worsen this one.
  public var within: Rational = .zero
  public let at: Pointer

  /// The terms of a weighted sum; none for the others.
  public var terms: [Term] {
    get { if case .sum(let terms) = goal { terms } else { [] } }
    set { goal = .sum(newValue) }
  }
}
