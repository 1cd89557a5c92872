// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

extension JSONValue {
  /// What a message calls this value: `a string ("300")`.
  var inWords: String {
    switch kind {
    case .null: "null"
    case .bool: bool == true ? "true" : "false"
    case .number: "a number (\(shortened(sourceText)))"
    case .string: "a string (\(quoted(string ?? "")))"
    case .array: count == 0 ? "an empty list" : "a list"
    case .object: count == 0 ? "an empty object" : "an object"
    }
  }
}

/// A name as a message shows it: in quotes, control characters escaped, long ones cut.
public func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in shortened(text).unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
      let hex = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private func shortened(_ text: String) -> String {
  text.unicodeScalars.count <= 60 ? text : String(text.unicodeScalars.prefix(59)) + "…"
}
