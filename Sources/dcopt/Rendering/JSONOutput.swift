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

  /// A number, or a list with one a period.
  static func series(_ series: Series) -> JSONOutput { perPeriod(series) { .number($0) } }

  static func perPeriod<Value>(
    _ values: PerPeriod<Value>, _ output: (Value) -> JSONOutput
  ) -> JSONOutput {
    switch values {
    case .constant(let value): output(value)
    case .list(let values): .list(values.map(output))
    }
  }

  /// On one line, without a line's end.
  var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.text
    case .string(let text): Self.quote(text)
    case .list(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}"
        : "{ " + members.map { "\(Self.quote($0)): \($1.line)" }.joined(separator: ", ") + " }"
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
    case .object(let members): members.map { (Self.quote($0) + ": ", $1) }
    default: nil
    }
  }

  private func write(to text: inout String, indent: Int, used: Int, isRoot: Bool = false) {
    guard let children, !children.isEmpty else { return text += line }
    if !isRoot, children.count <= 40, used + line.unicodeScalars.count <= 98 {
      return text += line
    }
    if case .list(let elements) = self, elements.allSatisfy({ $0.children == nil }) {
      return writeFilled(elements, to: &text, indent: indent)
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

  /// A long list of plain values: as many on a line as fit.
  private func writeFilled(_ elements: [JSONOutput], to text: inout String, indent: Int) {
    let margin = String(repeating: " ", count: indent + 2)
    text += "[\n" + margin
    var used = indent + 2
    for (index, element) in elements.enumerated() {
      let word = element.line + (index == elements.count - 1 ? "" : ",")
      let width = word.unicodeScalars.count
      if used > indent + 2, used + 1 + width > 98 {
        text += "\n" + margin
        used = indent + 2
      } else if index > 0 {
        text += " "
        used += 1
      }
      text += word
      used += width
    }
    text += "\n" + String(repeating: " ", count: indent) + "]"
  }

  static func quote(_ text: String) -> String {
    var result = "\""
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
    return result + "\""
  }
}
