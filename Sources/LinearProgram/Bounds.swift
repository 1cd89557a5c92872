// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension LinearProgram.Bounds {
  public func contains(_ value: Rational) -> Bool {
    if let lower, value < lower { return false }
    if let upper, upper < value { return false }
    return true
  }

  /// The value within the bounds that is nearest to `value`.
  package func nearest(to value: Rational) -> Rational {
    if let lower, value < lower { return lower }
    if let upper, value > upper { return upper }
    return value
  }

  /// The lower end is above the upper one.
  package var isCrossed: Bool {
    if let lower, let upper { lower > upper } else { false }
  }
}
