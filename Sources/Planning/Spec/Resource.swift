// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What can be allocated in some amount.
public struct Resource: Sendable {
  public let name: String
  /// nil is the built-in 0.
  public let min: Series?
  public let max: Series?
  /// Whether the amount has no lower end at all: not in a spec, but in a file of another solver.
  let isOpenBelow: Bool
  public let isInteger: Bool
  /// Whether the amount is the same in all periods.
  public let isConstant: Bool
  /// A range of `Spec.figures`.
  let figures: Range<Int>
  public let site: String?
  /// Its own tags, and its site.
  public let tags: [String]
  /// The amount before the first period; 0 where left out.
  public let start: Rational
  /// What ties a period to the one before it; nil for most resources.
  public let scaling: Scaling?

  /// How the amount may change from one period to the next.
  public final class Scaling: Sendable {
    let rampUp: WrittenBound?
    let rampDown: WrittenBound?
    /// What buying a unit charges; nil where nothing needs to be bought.
    let buy: [Spec.Figure]?
    /// The part of a period's amount that is still there in the next.
    let keep: Series
    /// How many periods later what is bought is there.
    let lead: Int
    /// For how many periods it is there, in place of `keep`; nil where it wears off by that.
    let life: Int?

    init(
      rampUp: WrittenBound?, rampDown: WrittenBound?, buy: [Spec.Figure]?, keep: Series,
      lead: Int = 0, life: Int? = nil
    ) {
      (self.rampUp, self.rampDown) = (rampUp, rampDown)
      (self.buy, self.keep, self.lead, self.life) = (buy, keep, lead, life)
    }
  }

  public var at: Pointer { Pointer().appending("resources").appending(name) }

  public func bounds(_ period: Int) -> LinearProgram.Bounds {
    LinearProgram.Bounds(lower: isOpenBelow ? nil : min?[period] ?? .zero, upper: max?[period])
  }

  /// The bounds that hold in all of some periods.
  func bounds(_ periods: Range<Int>) -> LinearProgram.Bounds {
    periods.dropFirst().reduce(into: bounds(periods.lowerBound)) { bounds, t in
      let other = self.bounds(t)
      if let lower = other.lower { bounds.lower = bounds.lower.map { Swift.max($0, lower) } }
      if let upper = other.upper { bounds.upper = Swift.min(bounds.upper ?? upper, upper) }
    }
  }

  /// The ends that the author wrote.
  public var ends: Ends {
    Ends(
      min: min.map { WrittenBound(series: $0, at: at.appending("min")) },
      max: max.map { WrittenBound(series: $0, at: at.appending("max")) })
  }
}
