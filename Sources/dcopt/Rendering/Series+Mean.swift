// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

extension Series {
  /// Amounts of different periods are never added up: 120 held for three hours are 120, not 360.
  var mean: Rational {
    let values = values
    return values.count == 1 ? values[0] : values.reduce(.zero, +) / Rational(values.count)
  }

  /// Whether it is not the same in all periods.
  var isVarying: Bool { values.contains { $0 != values[0] } }

  /// One number, or the mean and the range: `62.2 (47.3 to 84)`.
  var meanAndRange: String {
    guard let least = values.min(), let most = values.max(), least < most else {
      return values[0].shown
    }
    return "\(mean.shown) (\(least.shown) to \(most.shown))"
  }
}
