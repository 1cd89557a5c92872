// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Reads how many periods there are, or their names: `periods`.
final class PeriodsReader: SectionReading {
  static let format = SectionFormat(
    place: 1,
    topLevel: [
      SpecFormat.Key(
        "periods",
        """
        {"anyOf": [
          {"type": "integer", "minimum": 1, "maximum": \(Periods.most)},
          {"type": "array", "minItems": 1, "uniqueItems": true,
           "items": {"type": "string", "minLength": 1}},
          {"$ref": "#/$defs/column"}
        ]}
        """, "How many periods there are, or their names: then any figure may be a list.")
    ],
    conditional: [.init(with: "periods", resource: SpecFormat.resourceWithPeriods)],
    definitions: [
      .init(
        "buy",
        """
        {
          "type": "object",
          "properties": \(SpecFormat.properties(SpecFormat.buy, and: "\"units\": false, \"committed\": true")),
          "propertyNames": {"minLength": 1},
          "additionalProperties": {"$ref": "#/$defs/series"}
        }
        """
      ),
      .init(
        "resourceWithPeriods",
        """
        {
          "properties": \(SpecFormat.properties(SpecFormat.resourceWithPeriods)),
          "dependentRequired": {"keep": ["buy"]}
        }
        """
      ),
    ])
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) {
    if let periods = reader.found["periods"] { reader.readPeriods(periods.value) }
  }
}

extension SpecReader {
  fileprivate mutating func readPeriods(_ value: JSONValue) {
    let here = Pointer().appending("periods")
    switch value.kind {
    case .number:
      guard let number = number(value, at: here) else { return }
      let isCount =
        number.isInteger && number.signum > 0 && number <= Rational(Periods.most)
      guard isCount else {
        return expected("a whole number from 1 to \(Periods.most)", value, at: here)
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
}
