// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON Schema (2020-12) of specs, put together from the keys of all sections.
///
/// It accepts every spec that the reader accepts. What it cannot say, and only the reader knows:
/// - that the text is JSON whose objects repeat no key and whose numbers a double can hold;
/// - that a `max` is not below its `min`;
/// - that a list has as many numbers as there are periods;
/// - that the attributes, resources and sites which are named are there, and mean one thing.
struct SpecSchema {
  typealias Key = SpecFormat.Key

  private let formats: [SectionFormat]
  private let topLevel, resource, limit, workload, figure, option: [Key]

  init(_ formats: [SectionFormat]) {
    self.formats = formats
    topLevel = SpecFormat.header + formats.flatMap(\.topLevel)
    resource = formats.flatMap(\.resource)
    limit = formats.flatMap(\.limit)
    workload = formats.flatMap(\.workload)
    figure = formats.flatMap(\.figure)
    option = formats.flatMap(\.option)
  }

  var text: String {
    """
    {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "dcopt spec, version 1",
    "type": "object",
    "properties": \(properties(topLevel)),
    "required": ["resources"],
    "additionalProperties": false,
    "dependentRequired": {
      "demand": ["model"], "budget": ["model"], "over_scenarios": ["scenarios"],
      "known_from": ["scenarios", "periods"]
    },
    "anyOf": [
      {"required": ["model"]}, {"required": ["maximize"]}, {"required": ["minimize"]},
      {"required": ["priorities"]}
    ],
    "allOf": [
      {"not": {"required": ["maximize", "minimize"]}},
      {"not": {"required": ["maximize", "priorities"]}},
      {"not": {"required": ["minimize", "priorities"]}},
      {"if": {"required": ["periods"]},
       "then": {"properties": {
         "resources": {"additionalProperties": {"$ref": "#/$defs/resourceWithPeriods"}}}},
       "else": {"$ref": "#/$defs/withoutPeriods"}},
      \(scenarios),
      {"if": {"required": ["links"]},
     "else": {"properties": {
       "workloads": {"additionalProperties": {"properties": \(refusals(workload(with: "links")))}}}}},
    \(Model.all.flatMap(\.clashes).joined(separator: ",\n"))
    ],
    "$defs": {
      \(further)
      \(figure.isEmpty ? "" : figureDefinition(figure))
      \(series)
      \(resources)
      \(limits)
      \(withoutPeriods)
      }
    }
    """
  }

  // MARK: - What the sections say

  /// The definitions that stand at places of their own; those of other sections come first.
  private static let placed = [
    "buy", "resourceWithPeriods", "scenario", "survive", "constraint", "link", "objective",
    "priority",
  ]

  private var further: String {
    formats.flatMap(\.definitions).filter { !Self.placed.contains($0.name) }
      .map { "\(quote($0.name)): \($0.schema)," }.joined(separator: "\n")
  }

  private func definition(_ name: String) -> String {
    let known = formats.lazy.flatMap(\.definitions).first { $0.name == name }!
    return "\(quote(name)): \(known.schema),"
  }

  /// Keys of a resource, or of a workload, in a spec that has `key` at its top level.
  private func resource(with key: String) -> [Key] {
    formats.flatMap(\.conditional).filter { $0.topLevel == key }.flatMap(\.resource)
  }

  private func workload(with key: String) -> [Key] {
    formats.flatMap(\.conditional).filter { $0.topLevel == key }.flatMap(\.workload)
  }

  private func needPeriods(_ keys: (SectionFormat) -> [Key]) -> [Key] {
    formats.flatMap { format in keys(format).filter { format.needPeriods.contains($0.name) } }
  }

  /// Keys that mean something in some specs, and are attributes like any other elsewhere.
  private var open: String {
    let conditional = formats.flatMap(\.conditional).flatMap(\.resource)
    return (["\"units\": false"] + conditional.map { "\(quote($0.name)): true" })
      .joined(separator: ", ")
  }

  private static let openWithoutPeriods = [
    ("tags", "true"), ("requires", "true"), ("excludes", "true"),
    ("fixed", "{\"$ref\": \"#/$defs/figuresWithoutPeriods\"}"),
    ("constant", "{\"not\": {\"const\": true}}"),
  ]

  /// What is committed, and how likely a demand is to hold, is said of scenarios; elsewhere `committed`
  /// is an attribute like any other. Only a demand of the whole plan has a probability, with no price
  /// and no second end beside it.
  private var scenarios: String {
    let keys = resource(with: "scenarios")
    let attribute = ##"{"$ref": "#/$defs/\##(figure.isEmpty ? "series" : "figure")"}"##
    let chance = """
      {"if": {"type": "object", "required": ["probability"]},
       "then": {"not": {"anyOf": [{"required": ["penalty"]}, {"required": ["min", "max"]}]}}}
      """
    let none = #"{"properties": {"probability": false}}"#
    return """
      {"if": {"required": ["scenarios"]},
       "then": {"properties": {
         "resources": {"additionalProperties": {"properties":
           \(properties(keys, and: "\"buy\": {\"properties\": \(properties(keys))}"))}},
         "demand": \(chance), "demands": {"additionalProperties": \(chance)}}},
       "else": {"properties": {
         "resources": {"additionalProperties": {"properties": {
           "committed": \(attribute),
           "buy": {"properties": {"committed": {"$ref": "#/$defs/series"}}}}}},
         "demand": \(none), "demands": {"additionalProperties": \(none)}}}},
      {"properties": {
         "budget": \(none), "budgets": {"additionalProperties": \(none)},
         "workloads": {"additionalProperties": {"properties": {
           "needs": {"additionalProperties": \(none)}, "share": \(none)}}}}}
      """
  }

  // MARK: - Definitions

  private var series: String {
    """
      "series": {
        "anyOf": [
          {"type": "number"}, {"type": "array", "items": {"type": "number"}},
          {"$ref": "#/$defs/column"}
        ]
      },
      "floored": {
        "anyOf": [
          {"type": "number", "minimum": 0},
          {"type": "array", "items": {"type": "number", "minimum": 0}},
          {"$ref": "#/$defs/column"}
        ]
      },
      "column": {
        "type": "object", "properties": \(properties(SpecFormat.column)), "required": ["csv", "column"],
        "additionalProperties": false
      },
      "figures": {
        "type": "object",
        "properties": {"units": false},
        "propertyNames": {"minLength": 1},
        "additionalProperties": {"$ref": "#/$defs/series"}
      },
    """
  }

  private var resources: String {
    """
      "option": {
        "type": "object",
        "properties": \(properties(option, and: "\"units\": false")),
        "propertyNames": {"minLength": 1},
        "additionalProperties": {"$ref": "#/$defs/series"}
      },
      \(definition("buy"))
      "resource": {
        "type": "object",
        "properties": \(properties(resource, and: open)),
        "propertyNames": {"minLength": 1},
        "additionalProperties": {
          "$ref": "#/$defs/\(figure.isEmpty ? "series" : "figure")", "description": "An attribute: a figure a unit."
        }
      },
      \(definition("resourceWithPeriods"))
      "resourceWithoutPeriods": {
        "properties": \(attributes(
          resource(with: "periods"), without: needPeriods(\.resource), open: Self.openWithoutPeriods)),
        "additionalProperties": {"$ref": "#/$defs/noList"}
      },
    """
  }

  private var limits: String {
    """
      "limit": {
        "anyOf": [
          {"$ref": "#/$defs/series"},
          {
            "type": "object",
            "properties": \(properties(limit)),
            "additionalProperties": false,
            "anyOf": [{"required": ["min"]}, {"required": ["max"]}],
            "if": {"required": ["over"]},
            "then": {"properties": {
              "min": {"$ref": "#/$defs/noList"}, "max": {"$ref": "#/$defs/noList"}}}
          }
        ]
      },
      \(definition("scenario"))
      \(definition("survive"))
      "table": {
        "type": "object", "properties": \(properties(SpecFormat.table)), "required": ["csv"],
        "additionalProperties": false
      },
      \(definition("constraint"))
      "workload": {
        "type": "object",
        "properties": \(properties(workload + workload(with: "links"))),
        "required": ["on"],
        "additionalProperties": false
      },
      \(definition("link"))
      \(definition("objective"))
      \(definition("priority"))
    """
  }

  private var withoutPeriods: String {
    """
      "noList": {"not": {"anyOf": [{"type": "array"}, {"$ref": "#/$defs/column"}]}},
      "limitWithoutPeriods": {
        "not": {"type": "array"},
        "properties": \(refusals(limit.filter { $0.name == "over" } + needPeriods(\.limit), open: ["where"])),
        "additionalProperties": {"$ref": "#/$defs/noList"}
      },
      "limitsWithoutPeriods": {
        "additionalProperties": {"$ref": "#/$defs/limitWithoutPeriods"}
      },
      "figuresWithoutPeriods": {"additionalProperties": {"$ref": "#/$defs/noList"}},
      "withoutPeriods": {
        "properties": {
          "resources": {"additionalProperties": {"$ref": "#/$defs/resourceWithoutPeriods"}},
          "demand": {"$ref": "#/$defs/limitWithoutPeriods"},
          "budget": {"$ref": "#/$defs/limitWithoutPeriods"},
          "demands": {"$ref": "#/$defs/limitsWithoutPeriods"},
          "budgets": {"$ref": "#/$defs/limitsWithoutPeriods"},
          "constraints": {
            "additionalProperties": {
              "properties": {
                "terms": {"$ref": "#/$defs/figuresWithoutPeriods"}, "before": false},
              "additionalProperties": {"$ref": "#/$defs/noList"}
            }
          },
          "workloads": {
            "additionalProperties": {
              "properties": {
                "tags": true,
                "needs": {"$ref": "#/$defs/limitsWithoutPeriods"},
                "on": {"additionalProperties": {"$ref": "#/$defs/figuresWithoutPeriods"}}
              },
              "additionalProperties": {"$ref": "#/$defs/noList"}
            }
          },
          "links": {"additionalProperties": {"$ref": "#/$defs/figuresWithoutPeriods"}}
        }
      }
    """
  }

  /// A figure of a resource: a series, or one of the objects that sections read.
  private func figureDefinition(_ keys: [Key]) -> String {
    let objects = keys.map { key in
      """
      {"type": "object", "properties": {\(quote(key.name)): \(key.schema)},
       "required": [\(quote(key.name))], "additionalProperties": false}
      """
    }
    return """
      "figure": {"anyOf": [{"$ref": "#/$defs/series"}, \(objects.joined(separator: ", "))]},
      """
  }

  private func quote(_ text: String) -> String { SpecFormat.quote(text) }

  private func properties(_ keys: [Key], and more: String? = nil) -> String {
    SpecFormat.properties(keys, and: more)
  }

  private func refusals(_ keys: [Key], open: [String] = []) -> String {
    let members = keys.map { "\(quote($0.name)): false" } + open.map { "\(quote($0)): true" }
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// `open` are keys and what they must be, where a list may stand without periods too.
  private func attributes(
    _ keys: [Key], without refused: [Key] = [], open: [(name: String, schema: String)] = []
  ) -> String {
    let members =
      keys.map { "\(quote($0.name)): {\"type\": \"number\"}" }
      + refused.map { "\(quote($0.name)): false" }
      + open.map { "\(quote($0.name)): \($0.schema)" }
    return "{" + members.joined(separator: ", ") + "}"
  }
}

extension Model {
  /// That the short form of a limit does not stand beside its long form.
  fileprivate var clashes: [String] {
    [("demand", demandAttribute), ("budget", budgetAttribute)].map { short, attribute in
      """
      {"if": {"properties": {"model": {"const": "\(name)"}}, "required": ["model", "\(short)"]},
       "then": {"properties": {"\(short)s": {"properties": {"\(attribute)": false}}}}}
      """
    }
  }
}
