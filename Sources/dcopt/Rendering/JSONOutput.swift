// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
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

  /// A value that was read, to be printed again.
  init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .null
    case .bool: self = .bool(value.bool == true)
    case .number: self = .number(Rational(decimal: value.sourceText) ?? .zero)
    case .string: self = .string(value.string ?? "")
    case .array: self = .list(value.elements.map(JSONOutput.init))
    case .object: self = .object(value.members.map { ($0.key, JSONOutput($0.value)) })
    }
  }

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
    case .string(let string): text.appendQuoted(string)
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
        text.appendQuoted(member.0)
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
    case .object(let members):
      members.map { name, value in
        var prefix = ""
        prefix.appendQuoted(name)
        return (prefix + ": ", value)
      }
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
}
