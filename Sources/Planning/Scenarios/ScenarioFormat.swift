// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of scenarios and losses, and the one that they give a resource.
extension SpecFormat {
  /// A further such key in a spec with scenarios.
  public static let resourceWithScenarios = [
    Key("committed", #"{"type": "boolean"}"#, "The amounts are the same in all scenarios.")
  ]

  public static let scenario = [
    Key(
      "probability", #"{"type": "number", "exclusiveMinimum": 0, "maximum": 1}"#,
      "How likely it is; all scenarios the same where all leave it out."),
    Key(
      "set",
      ##"{"type": "object", "propertyNames": {"minLength": 1}, "additionalProperties": {"$ref": "#/$defs/series"}}"##,
      "JSON Pointer: the number, or the list of numbers, that comes there."),
  ]

  public static let survive = [
    Key("any", #"{"type": "integer", "minimum": 1}"#, "How many are lost at once; 1 if left out."),
    Key(
      "of",
      ##"{"anyOf": [{"const": "sites"}, {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string", "minLength": 1}}]}"##,
      "Sites, tags and resources that may be lost, or all sites."),
  ]
}
