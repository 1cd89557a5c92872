// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a spec, each with what may stand there: the reader's lists of known keys and the
/// JSON Schema are both made from these tables, so that a new key is a line here.
public enum SpecFormat {
  public struct Key: Sendable {
    public let name: String
    /// The schema of the value, as JSON (JSON Schema 2020-12); may refer to `definitions`.
    public let schema: String
    /// What an editor shows of it.
    public let says: String

    init(_ name: String, _ schema: String, _ says: String) {
      (self.name, self.schema, self.says) = (name, schema, says)
    }
  }

  public static let topLevel = [
    Key("$schema", #"{"type": "string"}"#, "Where this format's JSON Schema is, for editors."),
    Key("dcopt", #"{"const": 1}"#, "The version of the spec format; 1 where left out."),
    Key("title", #"{"type": "string"}"#, "Printed above the table."),
    Key(
      "model", "{\"enum\": [\(Model.all.map { "\"\($0.name)\"" }.joined(separator: ", "))]}",
      "A shorthand: which attributes demand and budget bound, and the default objective."),
    Key(
      "resources",
      """
      {"type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
       "additionalProperties": {"$ref": "#/$defs/resource"}}
      """, "What can be allocated: a name for each, with its attributes a unit."),
    Key(
      "demand", limit, "With a model: the least total of its attribute, or a range of totals."),
    Key("budget", limit, "With a model: the most of its attribute, or a range of totals."),
    Key("demands", limits, "Attribute: the least total, or a range."),
    Key("budgets", limits, "Attribute: the most in total, or a range."),
    Key(
      "constraints",
      """
      {"type": "object", "propertyNames": {"minLength": 1},
       "additionalProperties": {"$ref": "#/$defs/constraint"}}
      """, "Other linear rows, by name."),
    Key("maximize", objective, "The objective: an attribute, a list of them, or weights."),
    Key("minimize", objective, "The objective: an attribute, a list of them, or weights."),
  ]

  /// Keys of a resource that are no attributes.
  public static let resource = [
    Key("min", number, "The least amount; 0 where left out."),
    Key("max", number, "The greatest amount; none where left out."),
    Key("integer", #"{"type": "boolean"}"#, "Whole units only."),
  ]

  /// Keys of a range.
  public static let range = [
    Key("min", number, "The least total."), Key("max", number, "The greatest total."),
  ]

  public static let constraint = [
    Key(
      "terms",
      #"{"type": "object", "minProperties": 1, "additionalProperties": {"type": "number"}}"#,
      "A resource (its amount) or an attribute (its total): coefficient."),
    Key("min", number, "The least value."), Key("max", number, "The greatest value."),
    Key("equals", number, "The value."),
  ]

  private static let number = #"{"type": "number"}"#
  private static let limit = ##"{"$ref": "#/$defs/limit"}"##
  private static let objective = ##"{"$ref": "#/$defs/objective"}"##
  private static let limits = ##"""
    {"type": "object", "propertyNames": {"minLength": 1},
     "additionalProperties": {"$ref": "#/$defs/limit"}}
    """##
}
