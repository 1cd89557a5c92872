// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of priorities and of a worst case.
extension SpecFormat {
  public static let priority = [
    Key("minimize", ref("objective"), "An attribute, a list of them, or weights."),
    Key("maximize", maximize, "An attribute, a list of them, or weights."),
    Key("within", nonnegative, "The fraction by which later priorities may worsen it; 0."),
  ]

  public static let worst = [
    Key("worst", #"{"type": "string", "minLength": 1}"#, "An attribute, or utilization."),
    Key("then", #"{"const": "next"}"#, "After the worst, the next worst, and so on."),
  ]

  static let maximize = ##"""
    {"$ref": "#/$defs/objective", "not": {
      "type": "object", "required": ["worst"], "properties": {"worst": {"const": "utilization"}}}}
    """##
}
