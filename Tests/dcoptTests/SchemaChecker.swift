// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import Planning

/// The keywords of JSON Schema 2020-12 that dcopt's schemas use, and no others.
struct SchemaChecker {
  let root: JSONValue

  init(_ text: String) throws { root = try JSONDocument(parsing: Array(text.utf8)).root }

  func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

  private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    if let verdict = schema.bool { return verdict }
    return schema.members.allSatisfy { accepts(value, $0.key, $0.value, in: schema) }
  }

  private func accepts(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue, in schema: JSONValue
  ) -> Bool {
    let isObject = value.kind == .object
    switch keyword {
    case "$schema", "$defs", "title", "description", "then", "else": return true
    case "$ref":
      let name = argument.string!.replacing("#/$defs/", with: "")
      return accepts(value, root.member("$defs")!.member(name)!)
    case "type":
      let types =
        argument.kind == .array ? argument.elements.map { $0.string! } : [argument.string!]
      return types.contains { isOf($0, value) }
    case "const": return same(value, argument)
    case "enum": return argument.elements.contains { same(value, $0) }
    case "anyOf": return argument.elements.contains { accepts(value, $0) }
    case "oneOf": return argument.elements.filter { accepts(value, $0) }.count == 1
    case "allOf": return argument.elements.allSatisfy { accepts(value, $0) }
    case "not": return !accepts(value, argument)
    case "if":
      let branch = schema.member(accepts(value, argument) ? "then" : "else")
      return branch.map { accepts(value, $0) } ?? true
    case "properties":
      return argument.members.allSatisfy { property in
        value.member(property.key).map { accepts($0, property.value) } ?? true
      }
    case "additionalProperties":
      return value.members.allSatisfy { member in
        schema.member("properties")?.member(member.key) != nil || accepts(member.value, argument)
      }
    case "propertyNames":
      let least = Int(argument.member("minLength")!.number!.double)
      return value.members.allSatisfy { $0.key.unicodeScalars.count >= least }
    case "required":
      return !isObject || argument.elements.allSatisfy { value.member($0.string!) != nil }
    case "dependentRequired":
      return argument.members.allSatisfy { dependent in
        value.member(dependent.key) == nil
          || dependent.value.elements.allSatisfy { value.member($0.string!) != nil }
      }
    case "minProperties": return !isObject || value.count >= Int(argument.number!.double)
    case "minItems": return value.kind != .array || value.count >= Int(argument.number!.double)
    case "items": return value.elements.allSatisfy { accepts($0, argument) }
    case "uniqueItems":
      let items = Array(value.elements)
      return items.indices.allSatisfy { i in
        items[..<i].allSatisfy { !same($0, items[i]) }
      }
    case "minLength":
      return value.string.map { $0.unicodeScalars.count >= Int(argument.number!.double) } ?? true
    case "maximum": return value.number.map { $0.double <= argument.number!.double } ?? true
    case "exclusiveMinimum": return value.number.map { $0.double > argument.number!.double } ?? true
    case "minimum": return value.number.map { $0.double >= argument.number!.double } ?? true
    default: fatalError("\(keyword) is not known here")
    }
  }

  private func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch type {
    case "null": value.kind == .null
    case "boolean": value.kind == .bool
    case "number": value.kind == .number
    case "integer": Rational(decimal: value.sourceText)?.isInteger ?? false
    case "string": value.kind == .string
    case "array": value.kind == .array
    case "object": value.kind == .object
    default: fatalError("\(type) is no type")
    }
  }

  /// Equality of scalars; dcopt's schemas compare nothing else.
  private func same(_ a: JSONValue, _ b: JSONValue) -> Bool {
    guard a.kind == b.kind else { return false }
    switch a.kind {
    case .number: return Rational(decimal: a.sourceText) == Rational(decimal: b.sourceText)
    case .string: return a.string!.unicodeScalars.elementsEqual(b.string!.unicodeScalars)
    default: return a.sourceText == b.sourceText
    }
  }
}

extension JSONValue {
  /// The last of the members with a key, as most readers of JSON take it.
  func member(_ key: String) -> JSONValue? {
    var found: JSONValue?
    for member in members where member.keyEquals(key) { found = member.value }
    return found
  }
}
