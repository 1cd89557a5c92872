// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The figures of a printed result that a comparison looks at, by where they stand in it.
public struct ResultFigures: Sendable {
  /// A number, none (null), or one of these a period.
  public typealias Figure = PerPeriod<Rational?>

  /// What a section says of one name: a figure with no name of its own, such as an amount, or
  /// several, such as a demand's `min` and `total`.
  public struct Entry: Sendable {
    public let name: String
    public let figures: [(name: String?, figure: Figure)]
  }

  /// A part of the result, such as `demands`, or what a workload gets.
  public struct Section: Sendable {
    public let path: [String]
    public let entries: [Entry]
    /// Whether it is only there where there is a plan.
    let isOfPlan: Bool
  }

  /// One part of a conflict.
  public struct Clash: Sendable, Equatable {
    public let at: String
    public let says: String
  }

  public internal(set) var status = ""
  public internal(set) var isVerified: Bool?
  public internal(set) var sense: String?
  /// The attribute whose worst case is optimized.
  public internal(set) var worst: String?
  /// nil where there is no plan.
  public internal(set) var value: Rational?
  public internal(set) var sections: [Section] = []
  public internal(set) var conflict: [Clash] = []
  /// What the periods are called, which only a spec says.
  public var periods: [String]?

  var hasPlan: Bool { value != nil }
}
