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
}

extension Words {
  /// One number, or the mean and the range: `62.2 (47.3 to 84)`.
  func meanAndRange(_ series: Series) -> Cell {
    guard let least = series.values.min(), let most = series.values.max(), least < most else {
      return .number(series.values[0])
    }
    let (low, high) = pair(least, most)
    let range = between(low, high)
    return .text(number(series.mean) + (language == .en ? " (\(range))" : "（\(range)）"))
  }
}
