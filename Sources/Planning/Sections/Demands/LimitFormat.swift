// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a demand, a budget and a need.
extension SpecFormat {
  /// Keys of a demand, a budget or a need that is no bare number.
  public static let limit = [
    Key("min", ref("series"), "The least total."), Key("max", ref("series"), "The greatest total."),
    Key("over", #"{"const": "all"}"#, "The bound is on the sum over all periods."),
    Key(
      "penalty", ref("floored"), "The price of each unit that is missed; then it may be."),
    Key(
      "of", #"{"type": "string", "minLength": 1}"#,
      "The attribute, where the key is a name of your own."),
    Key("where", tags, "Tags or sites, all of which what counts must have."),
    Key(
      "probability", #"{"type": "number", "minimum": 0, "maximum": 1}"#,
      "Of a demand, with scenarios: those in which it holds weigh so much."),
  ]

  static let limits = ##"""
    {"type": "object", "propertyNames": {"minLength": 1},
     "additionalProperties": {"$ref": "#/$defs/limit"}}
    """##
}
