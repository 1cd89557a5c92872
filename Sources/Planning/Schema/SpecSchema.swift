// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

extension SpecFormat {
  /// A JSON Schema (2020-12) of specs, as JSON text.
  ///
  /// It accepts every spec that the reader accepts. What it cannot say, and only the reader knows:
  /// that the text is JSON whose objects repeat no key and whose numbers a double can hold; that a
  /// `max` is not below its `min`; that the attributes and resources which are named are there;
  /// that a list has as many numbers as there are periods.
  public static var schema: String {
    """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "dcopt spec, version 1",
      "type": "object",
      "properties": \(properties(topLevel)),
      "required": ["resources"],
      "additionalProperties": false,
      "dependentRequired": {"demand": ["model"], "budget": ["model"]},
      "anyOf": [{"required": ["model"]}, {"required": ["maximize"]}, {"required": ["minimize"]},
        {"required": ["priorities"]}],
      "allOf": [
        {"not": {"required": ["maximize", "minimize"]}},
        {"not": {"required": ["maximize", "priorities"]}},
        {"not": {"required": ["minimize", "priorities"]}},
        {"if": {"required": ["periods"]},
         "then": {"properties": {"resources": {"additionalProperties":
           {"properties": \(properties(scaling)), "dependentRequired": {"keep": ["buy"]}}}}},
         "else": {
           "$ref": "#/$defs/withoutLists",
           "properties": {"resources": {"additionalProperties":
             {"properties": {"buy": {"$ref": "#/$defs/series"}}}}}}},
        {"if": {"required": ["links"]},
         "then": {"properties": {
           "resources": {"additionalProperties": {"properties": \(properties(placed))}}}},
         "else": {"properties": {
           "resources": {"additionalProperties":
             {"properties": {"site": {"$ref": "#/$defs/series"}}}},
           "workloads": {"additionalProperties": {"properties":
             {"site": false, "traffic": false, "max_latency": false}}}}}},
        \(Model.all.flatMap(\.clashes).joined(separator: ",\n"))],
      "$defs": {
        "resource": {
          "type": "object",
          "properties": \(properties(resource, and: "\"units\": false, \"buy\": {}, \"site\": {}")),
          "propertyNames": {"minLength": 1},
          "additionalProperties": {
            "$ref": "#/$defs/series", "description": "An attribute: a figure a unit."}
        },
        "withoutLists": {
          "not": {"type": "array", "items": {"type": "number"}, "minItems": 1},
          "additionalProperties": {"$ref": "#/$defs/withoutLists"}
        },
        "series": {
          "anyOf": [{"type": "number"},
            {"type": "array", "items": {"type": "number"}, "minItems": 1}]
        },
        "amounts": {
          "anyOf": [{"type": "number", "minimum": 0},
            {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 1}]
        },
        "figures": {
          "type": "object", "propertyNames": {"minLength": 1}, "properties": {"units": false},
          "additionalProperties": {"$ref": "#/$defs/series"}
        },
        "limit": {
          "anyOf": [
            {"$ref": "#/$defs/series"},
            {"type": "object", "properties": \(properties(range)),
             "anyOf": [{"required": ["min"]}, {"required": ["max"]}],
             "additionalProperties": false}
          ]
        },
        "table": {
          "type": "object", "properties": \(properties(table)), "required": ["csv"],
          "additionalProperties": false
        },
        "workload": {
          "type": "object", "properties": \(properties(workload + placedWorkload)),
          "required": ["on"], "additionalProperties": false
        },
        "link": {
          "type": "object", "properties": \(properties(link)),
          "required": ["from", "to"], "additionalProperties": false
        },
        "priority": {
          "type": "object", "properties": \(properties(priority)),
          "oneOf": [{"required": ["minimize"]}, {"required": ["maximize"]}],
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
        }
      }
    }
    """
  }

  private static func properties(_ keys: [Key], and more: String? = nil) -> String {
    let members = keys.map { key in
      var text = ""
      text.appendQuoted(key.name)
      text += ": {\"description\": "
      text.appendQuoted(key.says)
      return text + ", " + key.schema.drop { $0 != "{" }.dropFirst()
    }
    return "{" + (members + [more].compactMap(\.self)).joined(separator: ", ") + "}"
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
