// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of what a spec says of scenarios. They are read last, once all else is in order
/// (`FuturesReading`).
final class ScenariosReader: SectionReading {
  static let format = SectionFormat(
    place: 7,
    topLevel: [
      SpecFormat.Key(
        "scenarios", SpecFormat.named("scenario"),
        "Ways in which things may turn out, by name: the spec with other numbers."),
      SpecFormat.Key(
        "over_scenarios",
        """
        {"anyOf": [{"enum": ["mean", "worst"]},
          {"type": "object", "required": ["tail"], "additionalProperties": false, "properties": {
            "tail": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}}}]}
        """, "What counts over the scenarios: the mean, the worst, or the mean of the worst part."),
      SpecFormat.Key(
        "known_from", #"{"type": ["string", "integer"]}"#,
        "A period: everything before it is the same in all scenarios."),
      SpecFormat.Key(
        "survive", SpecFormat.ref("survive"), "Losses that the plan must also hold after."),
    ],
    conditional: [.init(with: "scenarios", resource: SpecFormat.resourceWithScenarios)],
    definitions: [
      .init(
        "scenario",
        """
        {
          "type": "object", "properties": \(SpecFormat.properties(SpecFormat.scenario)), "additionalProperties": false
        }
        """
      ),
      .init(
        "survive",
        """
        {
          "type": "object", "properties": \(SpecFormat.properties(SpecFormat.survive)), "required": ["of"],
          "additionalProperties": false
        }
        """
      ),
    ])
  static let isAlwaysAsked = true
}
