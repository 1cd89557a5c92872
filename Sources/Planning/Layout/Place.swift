// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// One end of a row or of a column of the program.
enum End: Hashable {
  case row(Int, isLower: Bool)
  case column(Int, isLower: Bool)
}

/// An end as it stands in the spec.
struct Place {
  /// What is bounded, with its period: `cost in tue`.
  var name: Phrase
  var at: String
  /// The number that the author wrote.
  let bound: Rational
  /// Whether the author wrote a floor.
  let isFloor: Bool
  /// Written as `equals`.
  let isEquality: Bool
  /// Whether another number in this place loosens the end.
  var isNumber = true
  /// What it says, where a bound on a name does not say it.
  var sentence: Phrase?
}

extension Spec {
  /// A name with its period, where the spec has periods: `cost in tue`, `cost over all periods`.
  func inPeriod(_ name: String, _ period: Int?) -> String {
    guard let periods else { return name }
    return period.map { "\(name) in \(periods.label($0))" } ?? "\(name) over all periods"
  }

  /// The same in each language.
  func inPeriod(_ name: Phrase, _ period: Int?) -> Phrase {
    guard let periods else { return name }
    let english = inPeriod(name.english, period)
    guard let period else { return Phrase(english, "全部时段合计的\(name.chinese)") }
    return Phrase(
      english, "\(periods.names?[period] ?? "第 \(period + 1) 时段")的\(name.chinese)")
  }

  /// Where one of two written ends stands; nil where it is not written.
  func place(_ name: Phrase, _ period: Int?, _ ends: Ends, isLower: Bool) -> Place? {
    guard let written = isLower ? ends.min : ends.max else { return nil }
    return Place(
      name: inPeriod(name, period), at: written.place(period).description,
      bound: written.series[period ?? 0], isFloor: isLower, isEquality: ends.isEquality)
  }
}
