// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

extension SpecReader {
  /// How many periods a spec may have: a year of five minutes.
  static let mostPeriods = 105_408

  mutating func readPeriods(_ value: JSONValue) {
    let here = Pointer().appending("periods")
    switch value.kind {
    case .number:
      guard let number = number(value, at: here) else { return }
      let isCount =
        number.isInteger && number.signum > 0 && number <= Rational(Self.mostPeriods)
      guard isCount else {
        return expected("a whole number from 1 to \(Self.mostPeriods)", value, at: here)
      }
      spec.periods = Periods(count: Int(number.double), names: nil)
    case .array where value.count > 0:
      var names: [String] = []
      for (index, element) in value.elements.enumerated() {
        guard let name = element.string, !name.isEmpty else {
          expected("the name of a period", element, at: here.appending(index))
          continue
        }
        names.append(name)
      }
      var seen: Set<ExactName> = []
      for (index, element) in value.elements.enumerated() {
        if let name = element.string, !seen.insert(ExactName(name)).inserted {
          note(
            "\(quoted(name)) is in the list twice", at: here.appending(index),
            offset: element.offset)
        }
      }
      if names.count == value.count { spec.periods = Periods(count: names.count, names: names) }
    default:
      expected("how many periods there are, or a list of their names", value, at: here)
    }
  }

  /// Periods were stated and are not known: what hangs on them is not complained of again.
  var periodsAreWrong: Bool { found["periods"] != nil && spec.periods == nil }
}
