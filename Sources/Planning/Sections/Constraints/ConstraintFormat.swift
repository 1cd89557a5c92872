// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a constraint.
extension SpecFormat {
  public static let constraint = [
    Key(
      "terms",
      ##"{"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/series"}}"##,
      "A resource (its amount) or an attribute (its total): coefficient."),
    Key(
      "before",
      ##"{"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/series"}}"##,
      "The same of the period before; before the first they are the resources' start."),
    Key("min", ref("series"), "The least value."), Key("max", ref("series"), "The greatest value."),
    Key("equals", ref("series"), "The value."),
  ]
}
