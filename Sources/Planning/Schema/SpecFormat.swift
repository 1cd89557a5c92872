// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

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

  /// What stands at the top level and is of no section.
  public static let header = [
    Key("$schema", #"{"type": "string"}"#, "Where this format's JSON Schema is, for editors."),
    Key("dcopt", #"{"const": 1}"#, "The version of the spec format; 1 where left out."),
    Key("title", #"{"type": "string"}"#, "Printed above the table."),
    Key(
      "model", "{\"enum\": [\(Model.all.map { "\"\($0.name)\"" }.joined(separator: ", "))]}",
      "A shorthand: which attributes demand and budget bound, and the default objective."),
  ]

  /// A section, or the table that it is in.
  static func orTable(_ section: String) -> String {
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

  static let nonnegative = #"{"type": "number", "minimum": 0}"#
  static let tags =
    #"{"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string", "minLength": 1}}]}"#
  static let site = #"{"type": "string", "minLength": 1}"#

  static func ref(_ name: String) -> String { "{\"$ref\": \"#/$defs/\(name)\"}" }

  static func named(_ name: String, least: Int = 1) -> String {
    """
    {"type": "object", "minProperties": \(least), "propertyNames": {"minLength": 1},
     "additionalProperties": {"$ref": "#/$defs/\(name)"}}
    """
  }

  static func quote(_ text: String) -> String {
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
}
