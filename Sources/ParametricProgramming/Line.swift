// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A linear function of a parameter: `intercept + slope · t`.
public struct Line: Sendable, Equatable {
  public var intercept: Rational
  public var slope: Rational

  public init(intercept: Rational, slope: Rational) {
    (self.intercept, self.slope) = (intercept, slope)
  }

  public func value(at t: Rational) -> Rational { intercept + slope * t }

  /// Where the function is 0; nil for a constant.
  var root: Rational? { slope.isZero ? nil : -intercept / slope }

  static func - (a: Line, b: Line) -> Line {
    Line(intercept: a.intercept - b.intercept, slope: a.slope - b.slope)
  }
}
