// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

extension SpecFormat {
  /// A JSON Schema (2020-12) of specs, as JSON text.
  ///
  /// It accepts every spec that the reader accepts. What it cannot say, and only the reader knows:
  /// - that the text is JSON whose objects repeat no key and whose numbers a double can hold;
  /// - that a `max` is not below its `min`;
  /// - that a list has as many numbers as there are periods;
  /// - that the attributes, resources and sites which are named are there, and mean one thing.
  static func schema(with formats: [SectionFormat]) -> String {
    let topLevel = topLevel + formats.flatMap(\.topLevel)
    let resource = resource + formats.flatMap(\.resource)
    let limit = limit + formats.flatMap(\.limit)
    let workload = workload + formats.flatMap(\.workload)
    let figure = formats.flatMap(\.figure)
    let option = formats.flatMap(\.option)
    func needPeriods(_ keys: (SectionFormat) -> [Key]) -> [Key] {
      formats.flatMap { format in keys(format).filter { format.needPeriods.contains($0.name) } }
    }
    let openWithoutPeriods = [
      ("tags", "true"), ("requires", "true"), ("excludes", "true"),
      ("fixed", "{\"$ref\": \"#/$defs/figuresWithoutPeriods\"}"),
      ("constant", "{\"not\": {\"const\": true}}"),
    ]
    let definitions = formats.flatMap(\.definitions).map { "\(quote($0.name)): \($0.schema)," }
      .joined(separator: "\n")
    return """
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
          {"if": {"required": ["scenarios"]},
           "then": {"properties": {
             "resources": {"additionalProperties": {"properties": \(properties(resourceWithScenarios))}}}}},
          {"if": {"required": ["links"]},
         "else": {"properties": {
           "workloads": {"additionalProperties": {"properties": \(refusals(workloadWithLinks))}}}}},
        \(Model.all.flatMap(\.clashes).joined(separator: ",\n"))
        ],
        "$defs": {
          \(definitions)
          \(figure.isEmpty ? "" : figureDefinition(figure))
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
            "type": "object", "properties": \(properties(column)), "required": ["csv", "column"],
            "additionalProperties": false
          },
          "figures": {
            "type": "object",
            "properties": {"units": false},
            "propertyNames": {"minLength": 1},
            "additionalProperties": {"$ref": "#/$defs/series"}
          },
          "option": {
            "type": "object",
            "properties": \(properties(option, and: "\"units\": false")),
            "propertyNames": {"minLength": 1},
            "additionalProperties": {"$ref": "#/$defs/series"}
          },
          "buy": {
            "type": "object",
            "properties": \(properties(buy, and: "\"units\": false")),
            "propertyNames": {"minLength": 1},
            "additionalProperties": {"$ref": "#/$defs/series"}
          },
          "resource": {
            "type": "object",
            "properties": \(properties(resource, and: open)),
            "propertyNames": {"minLength": 1},
            "additionalProperties": {
              "$ref": "#/$defs/\(figure.isEmpty ? "series" : "figure")", "description": "An attribute: a figure a unit."
            }
          },
          "resourceWithPeriods": {
            "properties": \(properties(resourceWithPeriods)),
            "dependentRequired": {"keep": ["buy"]}
          },
          "resourceWithoutPeriods": {
            "properties": \(attributes(
              resourceWithPeriods, without: needPeriods(\.resource), open: openWithoutPeriods)),
            "additionalProperties": {"$ref": "#/$defs/noList"}
          },
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
          "scenario": {
            "type": "object", "properties": \(properties(scenario)), "additionalProperties": false
          },
          "survive": {
            "type": "object", "properties": \(properties(survive)), "required": ["of"],
            "additionalProperties": false
          },
          "table": {
            "type": "object", "properties": \(properties(table)), "required": ["csv"],
            "additionalProperties": false
          },
          "constraint": {
            "type": "object",
            "properties": \(properties(constraint)),
            "required": ["terms"],
            "additionalProperties": false,
            "oneOf": [
              {"required": ["equals"], "properties": {"min": false, "max": false}},
              {"anyOf": [{"required": ["min"]}, {"required": ["max"]}],
               "properties": {"equals": false}}
            ]
          },
          "workload": {
            "type": "object",
            "properties": \(properties(workload + workloadWithLinks)),
            "required": ["on"],
            "additionalProperties": false
          },
          "link": {
            "type": "object",
            "properties": \(properties(link)),
            "required": ["from", "to"],
            "additionalProperties": false
          },
          "objective": {
            "anyOf": [
              {"type": "string", "minLength": 1},
              {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1,
               "uniqueItems": true},
              {"type": "object", "propertyNames": {"minLength": 1},
               "additionalProperties": {"type": "number"}, "minProperties": 1},
              {"type": "object", "properties": \(properties(worst)), "required": ["worst"],
               "additionalProperties": false}
            ]
          },
          "priority": {
            "type": "object",
            "properties": \(properties(priority)),
            "additionalProperties": false,
            "oneOf": [{"required": ["minimize"]}, {"required": ["maximize"]}]
          },
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
        }
      }
      """
  }

  /// A figure of a resource: a series, or one of the objects that sections read.
  private static func figureDefinition(_ keys: [Key]) -> String {
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

  /// Keys that mean something in some specs, and are attributes like any other elsewhere.
  private static var open: String {
    let conditional = resourceWithPeriods + resourceWithScenarios
    return (["\"units\": false"] + conditional.map { "\(quote($0.name)): true" })
      .joined(separator: ", ")
  }

  private static func quote(_ text: String) -> String {
    var result = ""
    result.appendQuoted(text)
    return result
  }

  static func properties(_ keys: [Key], and more: String? = nil) -> String {
    let members = keys.map { key in
      "\(quote(key.name)): {\"description\": \(quote(key.says)), \(key.schema.dropFirst())"
    }
    return "{" + (members + [more].compactMap(\.self)).joined(separator: ", ") + "}"
  }

  private static func refusals(_ keys: [Key], open: [String] = []) -> String {
    let members = keys.map { "\(quote($0.name)): false" } + open.map { "\(quote($0)): true" }
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// `open` are keys and what they must be, where a list may stand without periods too.
  private static func attributes(
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
