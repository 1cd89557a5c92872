// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

/// JSON to be printed: members in the order in which they were put.
indirect enum JSONOutput {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Rational)
  case string(String)
  case list([JSONOutput])
  case object([(String, JSONOutput)])

  static func optional(_ value: Rational?) -> JSONOutput { value.map(JSONOutput.number) ?? .null }

  /// On one line, without a line's end.
  var line: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Appends the value on one line.
  func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.text
    case .string(let string): Self.quote(string, to: &text)
    case .list(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text)
      }
      text += "]"
    case .object(let members):
      if members.isEmpty { return text += "{}" }
      text += "{ "
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        Self.quote(member.0, to: &text)
        text += ": "
        member.1.write(to: &text)
      }
      text += " }"
    }
  }

  /// Over as many lines as a person needs: what fits in a line of 100 characters stays on one.
  var document: String {
    var text = ""
    write(to: &text, indent: 0, used: 0, isRoot: true)
    return text + "\n"
  }

  private var children: [(prefix: String, value: JSONOutput)]? {
    switch self {
    case .list(let elements): elements.map { ("", $0) }
    case .object(let members): members.map { (Self.quoted($0) + ": ", $1) }
    default: nil
    }
  }

  private func write(to text: inout String, indent: Int, used: Int, isRoot: Bool = false) {
    guard let children, !children.isEmpty else { return text += line }
    if !isRoot, children.count <= 40, used + line.unicodeScalars.count <= 98 {
      return text += line
    }
    let isObject = if case .object = self { true } else { false }
    text += isObject ? "{\n" : "[\n"
    let margin = String(repeating: " ", count: indent + 2)
    for (index, child) in children.enumerated() {
      text += margin + child.prefix
      child.value.write(
        to: &text, indent: indent + 2, used: indent + 2 + child.prefix.unicodeScalars.count)
      text += index == children.count - 1 ? "\n" : ",\n"
    }
    text += String(repeating: " ", count: indent) + (isObject ? "}" : "]")
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    quote(text, to: &result)
    return result
  }

  private static func quote(_ text: String, to result: inout String) {
    result += "\""
    // Nearly all names need no escape, and are copied whole.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
      result += text
      return result += "\""
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}
