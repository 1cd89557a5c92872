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
      "periods",
      #"""
      {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 105408},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1,
         "uniqueItems": true}]}
      """#, "How many periods there are, or their names."),
    Key(
      "resources",
      orTable(
        """
        {"type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
         "additionalProperties": {"$ref": "#/$defs/resource"}}
        """), "What can be allocated: a name for each, with its attributes a unit."),
    Key(
      "demand", limit, "With a model: the least total of its attribute, or a range of totals."),
    Key("budget", limit, "With a model: the most of its attribute, or a range of totals."),
    Key("demands", orTable(limits), "Attribute: the least total, or a range."),
    Key("budgets", orTable(limits), "Attribute: the most in total, or a range."),
    Key(
      "constraints",
      orTable(
        """
        {"type": "object", "propertyNames": {"minLength": 1},
         "additionalProperties": {"$ref": "#/$defs/constraint"}}
        """), "Other linear rows, by name."),
    Key(
      "workloads",
      orTable(
        """
        {"type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
         "additionalProperties": {"$ref": "#/$defs/workload"}}
        """), "Work that gets amounts of resources, by name."),
    Key(
      "links",
      orTable(
        """
        {"type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
         "additionalProperties": {"$ref": "#/$defs/link"}}
        """), "Ways for traffic from one site to another, by name."),
    Key(
      "priorities", ##"{"type": "array", "items": {"$ref": "#/$defs/priority"}, "minItems": 1}"##,
      "Several objectives, in their order."),
    Key("maximize", objective, "The objective: an attribute, a list of them, or weights."),
    Key("minimize", objective, "The objective: an attribute, a list of them, or weights."),
  ]

  /// Keys of a resource that are no attributes.
  public static let resource = [
    Key("min", series, "The least amount; 0 where left out."),
    Key("max", series, "The greatest amount; none where left out."),
    Key("integer", #"{"type": "boolean"}"#, "Whole units only."),
  ]

  /// Keys of a resource that are no attributes in a spec with periods.
  public static let scaling = [
    Key("ramp_up", amounts, "The most that the amount may rise from one period to the next."),
    Key("ramp_down", amounts, "The most that the amount may fall from one period to the next."),
    Key("start", amount, "The amount before the first period; 0 where left out."),
    Key(
      "buy", figures,
      "What a unit bought is charged: what is used is at most what is kept and what is bought."),
    Key("keep", amounts, "The part of a period's amount that is there in the next; 1 if left out."),
  ]

  /// Keys of a resource that are no attributes in a spec with links.
  public static let placed = [Key("site", site, "Where the resource is.")]

  /// Keys of a range.
  public static let range = [
    Key("min", series, "The least total."), Key("max", series, "The greatest total."),
    Key("over", #"{"const": "all"}"#, "The bound is on the sum over all periods."),
    Key("penalty", amount, "What a unit that is missed costs, in the objective's unit."),
  ]

  public static let workload = [
    Key("needs", limits, "Attribute: the least that the workload must get, or a range."),
    Key("weight", #"{"type": "number", "exclusiveMinimum": 0}"#, "In the worst case; 1."),
    Key(
      "on",
      ##"""
      {"type": "object", "minProperties": 1,
       "additionalProperties": {"$ref": "#/$defs/figures"}}
      """##, "The resources that it can use, and what a unit of each counts for."),
    Key("share", amounts, "The most that it gets of all resources together."),
  ]

  /// Keys of a workload in a spec with links.
  public static let placedWorkload = [
    Key("site", site, "Where the workload's data is."),
    Key("traffic", amounts, "What a unit placed sends over the link."),
    Key("max_latency", amount, "It goes only where a link is at least so fast."),
  ]

  public static let link = [
    Key("from", site, "The site of workloads."), Key("to", site, "The site of resources."),
    Key("bandwidth", amounts, "The most traffic; any where left out."),
    Key("latency", amount, "0 where left out."),
    Key("cost", series, "Charged to the attribute cost for each unit of traffic."),
  ]

  public static let priority = [
    Key("minimize", objective, "An objective."), Key("maximize", objective, "An objective."),
    Key("within", amount, "The fraction by which later objectives may worsen this one."),
  ]

  public static let worst = [
    Key(
      "worst", #"{"type": "string", "minLength": 1}"#,
      "The attribute of which the worst workload's total counts, or utilization."),
    Key("then", #"{"const": "next"}"#, "Then the next worst, and so on."),
  ]

  public static let constraint = [
    Key(
      "terms",
      ##"""
      {"type": "object", "minProperties": 1,
       "additionalProperties": {"$ref": "#/$defs/series"}}
      """##,
      "A resource (its amount) or an attribute (its total): coefficient."),
    Key("min", series, "The least value."), Key("max", series, "The greatest value."),
    Key("equals", series, "The value."),
  ]

  /// A section, or the table that it is in.
  private static func orTable(_ section: String) -> String {
    """
    {"anyOf": [\(section), {"$ref": "#/$defs/table"}]}
    """
  }

  public static let table = [
    Key(
      "csv", #"{"type": "string", "minLength": 1}"#,
      "A CSV file beside the spec: a row an entry, its columns named as the keys.")
  ]

  private static let series = ##"{"$ref": "#/$defs/series"}"##
  private static let amounts = ##"{"$ref": "#/$defs/amounts"}"##
  private static let figures = ##"{"$ref": "#/$defs/figures"}"##
  private static let amount = #"{"type": "number", "minimum": 0}"#
  private static let site = #"{"type": "string", "minLength": 1}"#
  private static let limit = ##"{"$ref": "#/$defs/limit"}"##
  private static let objective = ##"{"$ref": "#/$defs/objective"}"##
  private static let limits = ##"""
    {"type": "object", "propertyNames": {"minLength": 1},
     "additionalProperties": {"$ref": "#/$defs/limit"}}
    """##
}
