// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a spec, each with what may stand there: the reader's lists of known keys and the
/// JSON Schema are both made from these tables, so that a new key is a line here.
public enum SpecFormat {
  public struct Key: Sendable {
    public let name: String
    /// The schema of the value, as JSON (JSON Schema 2020-12); may refer to `definitions`.
    public var schema: String { makeSchema() }
    /// What an editor shows of it.
    public let says: String
    /// Put together only where it is asked for: a reader of specs wants the names alone.
    private let makeSchema: @Sendable () -> String

    init(_ name: String, _ schema: @autoclosure @escaping @Sendable () -> String, _ says: String) {
      (self.name, self.says, makeSchema) = (name, says, schema)
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
      """
      {"anyOf": [
        {"type": "integer", "minimum": 1, "maximum": \(Periods.most)},
        {"type": "array", "minItems": 1, "uniqueItems": true,
         "items": {"type": "string", "minLength": 1}},
        {"$ref": "#/$defs/column"}
      ]}
      """, "How many periods there are, or their names: then any figure may be a list."),
    Key(
      "resources", orTable(named("resource")), "What can be allocated: attributes a unit, by name."),
    Key("demand", ref("limit"), "With a model: the least total of its attribute, or a range."),
    Key("budget", ref("limit"), "With a model: the most of its attribute, or a range."),
    Key("demands", orTable(limits), "Attribute: the least total, or a range."),
    Key("budgets", orTable(limits), "Attribute: the most in total, or a range."),
    Key("constraints", orTable(named("constraint", least: 0)), "Other linear rows, by name."),
    Key("workloads", orTable(named("workload")), "Work that gets amounts of resources, by name."),
    Key("links", orTable(named("link")), "Ways for traffic from one site to another, by name."),
    Key(
      "scenarios", named("scenario"),
      "Ways in which things may turn out, by name: the spec with other numbers."),
    Key(
      "over_scenarios",
      """
      {"anyOf": [{"enum": ["mean", "worst"]},
        {"type": "object", "required": ["tail"], "additionalProperties": false, "properties": {
          "tail": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}}}]}
      """, "What counts over the scenarios: the mean, the worst, or the mean of the worst part."),
    Key(
      "known_from", #"{"type": ["string", "integer"]}"#,
      "A period: everything before it is the same in all scenarios."),
    Key("survive", ref("survive"), "Losses that the plan must also hold after."),
    Key("maximize", maximize, "The objective: an attribute, a list of them, or weights."),
    Key("minimize", ref("objective"), "The objective: an attribute, a list of them, or weights."),
    Key(
      "priorities", ##"{"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/priority"}}"##,
      "Several objectives, the first one first."),
  ]

  /// Keys of a resource that are no attributes.
  public static let resource = [
    Key("min", ref("series"), "The least amount; 0 where left out."),
    Key("max", ref("series"), "The greatest amount; none where left out."),
    Key("integer", #"{"type": "boolean"}"#, "Whole units only."),
    Key("site", site, "Where the resource is; it counts as a tag."),
    Key("tags", tags, "Words by which demands and budgets choose a part of the plan."),
    Key("constant", #"{"type": "boolean"}"#, "With periods: one amount for all of them."),
  ]

  /// Further such keys in a spec with periods.
  public static let resourceWithPeriods = [
    Key("ramp_up", ref("floored"), "The most that the amount may rise from a period to the next."),
    Key("ramp_down", ref("floored"), "The most that it may fall."),
    Key("start", nonnegative, "The amount before the first period; 0 where left out."),
    Key("buy", ref("buy"), "What buying a unit charges, by attribute; when it is there."),
    Key("keep", ref("floored"), "The part of a period's amount that is there in the next."),
  ]

  /// Keys of `buy` that are no attributes.
  public static let buy = [
    Key(
      "lead", #"{"type": "integer", "minimum": 0}"#,
      "How many periods later what is bought is there; 0 where left out."),
    Key(
      "life", #"{"type": "integer", "minimum": 1}"#,
      "For how many periods it is there, in place of keep."),
  ]

  /// A further such key in a spec with scenarios.
  public static let resourceWithScenarios = [
    Key("committed", #"{"type": "boolean"}"#, "The amounts are the same in all scenarios.")
  ]

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

  public static let column = [
    Key(
      "csv", #"{"type": "string", "minLength": 1}"#,
      "A CSV file beside the spec, with a row a period below its header."),
    Key("column", #"{"type": "string"}"#, "The name of one of its columns."),
  ]

  public static let workload = [
    Key(
      "needs", ##"{"type": "object", "additionalProperties": {"$ref": "#/$defs/limit"}}"##,
      "Attribute: the least total of what the workload gets, or a range."),
    Key(
      "weight", #"{"type": "number", "exclusiveMinimum": 0}"#, "For the worst case; 1 if left out."),
    Key(
      "on",
      ##"{"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/option"}}"##,
      "The resources that it can use, and what a unit of each counts for."),
    Key("share", ref("floored"), "The most that it gets in all."),
    Key("site", site, "Where it is; its traffic starts there. It counts as a tag."),
    Key("tags", tags, "Words by which demands and budgets choose a part of the plan."),
  ]

  /// Further keys of a workload in a spec with links.
  public static let workloadWithLinks = [
    Key("traffic", ref("floored"), "What a unit placed sends over the link to its resource."),
    Key("max_latency", nonnegative, "The slowest link that it may use."),
  ]

  public static let link = [
    Key("from", site, "The site where it starts."), Key("to", site, "The site where it ends."),
    Key("bandwidth", ref("floored"), "The most traffic in a period."),
    Key("latency", nonnegative, "0 where left out."),
    Key("cost", ref("series"), "Charged to the attribute cost for each unit of traffic."),
  ]

  public static let priority = [
    Key("minimize", ref("objective"), "An attribute, a list of them, or weights."),
    Key("maximize", maximize, "An attribute, a list of them, or weights."),
    Key("within", nonnegative, "The fraction by which later priorities may worsen it; 0."),
  ]

  public static let worst = [
    Key("worst", #"{"type": "string", "minLength": 1}"#, "An attribute, or utilization."),
    Key("then", #"{"const": "next"}"#, "After the worst, the next worst, and so on."),
  ]

  private static let nonnegative = #"{"type": "number", "minimum": 0}"#
  private static let tags =
    #"{"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string", "minLength": 1}}]}"#
  private static let site = #"{"type": "string", "minLength": 1}"#
  private static let maximize = ##"""
    {"$ref": "#/$defs/objective", "not": {
      "type": "object", "required": ["worst"], "properties": {"worst": {"const": "utilization"}}}}
    """##
  private static let limits = ##"""
    {"type": "object", "propertyNames": {"minLength": 1},
     "additionalProperties": {"$ref": "#/$defs/limit"}}
    """##

  private static func ref(_ name: String) -> String { "{\"$ref\": \"#/$defs/\(name)\"}" }

  private static func named(_ name: String, least: Int = 1) -> String {
    """
    {"type": "object", "minProperties": \(least), "propertyNames": {"minLength": 1},
     "additionalProperties": {"$ref": "#/$defs/\(name)"}}
    """
  }
}
