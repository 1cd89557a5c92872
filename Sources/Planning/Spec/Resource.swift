// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What can be allocated in some amount.
///
/// There can be a million of them, most with nothing but a name, figures and a greatest amount: all else
/// is kept apart.
public struct Resource: Sendable {
  public let name: String
  private let further: Further?
  private let firstFigure, figureCount: Int32
  public let max: Series?

  /// What few resources have.
  private final class Further: Sendable {
    let min: Series?
    let isOpenBelow: Bool
    let isInteger: Bool
    let isConstant: Bool
    let site: String?
    let tags: [String]
    let start: Rational
    let scaling: Scaling?

    init(
      _ resource: (min: Series?, isOpenBelow: Bool, isInteger: Bool, isConstant: Bool),
      site: String?, tags: [String], start: Rational, scaling: Scaling?
    ) {
      (min, isOpenBelow, isInteger, isConstant) = resource
      (self.site, self.tags, self.start, self.scaling) = (site, tags, start, scaling)
    }
  }

  init(
    name: String, min: Series?, max: Series?, isOpenBelow: Bool, isInteger: Bool,
    isConstant: Bool, figures: Range<Int>, site: String?, tags: [String], start: Rational,
    scaling: Scaling?
  ) {
    (self.name, self.max) = (name, max)
    (firstFigure, figureCount) = (Int32(figures.lowerBound), Int32(figures.count))
    let isPlain =
      min == nil && !isOpenBelow && !isInteger && !isConstant && site == nil && tags.isEmpty
      && start.isZero && scaling == nil
    further =
      isPlain
      ? nil
      : Further(
        (min, isOpenBelow, isInteger, isConstant), site: site, tags: tags, start: start,
        scaling: scaling)
  }

  /// A resource with nothing else.
  init(name: String, max: Rational?, figures: Range<Int>) {
    (self.name, self.max, further) = (name, max.map(Series.constant), nil)
    (firstFigure, figureCount) = (Int32(figures.lowerBound), Int32(figures.count))
  }

  /// nil is the built-in 0.
  public var min: Series? { further?.min }
  /// Whether the amount has no lower end at all: not in a spec, but in a file of another solver.
  var isOpenBelow: Bool { further?.isOpenBelow ?? false }
  public var isInteger: Bool { further?.isInteger ?? false }
  /// Whether the amount is the same in all periods.
  public var isConstant: Bool { further?.isConstant ?? false }
  /// A range of `Spec.figures`.
  var figures: Range<Int> { Int(firstFigure)..<Int(firstFigure) + Int(figureCount) }
  public var site: String? { further?.site }
  /// Its own tags, and its site.
  public var tags: [String] { further?.tags ?? [] }
  /// The amount before the first period; 0 where left out.
  public var start: Rational { further?.start ?? .zero }
  /// What ties a period to the one before it; nil for most resources.
  public var scaling: Scaling? { further?.scaling }

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
    if periods.count == 1 { return bounds(periods.lowerBound) }
    return periods.dropFirst().reduce(into: bounds(periods.lowerBound)) { bounds, t in
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
