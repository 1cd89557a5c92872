// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import Planning

/// JSON to be printed: members in the order in which they were put.
enum JSONOutput {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Rational)
  case string(String)
  case list([JSONOutput])
  case object([(String, JSONOutput)])
  /// A list of numbers.
  case numbers([Rational])
  /// A list of so many plain values, each made as it is written.
  case elements(Int, (Int) -> JSONOutput)
  /// An object of so many members, each made as it is written: nothing is kept of a large one.
  case members(Int, (Int) -> (String, JSONOutput))

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
  static func series(_ series: Series) -> JSONOutput {
    switch series {
    case .constant(let value): .number(value)
    case .list(let values): .numbers(values)
    }
  }

  static func perPeriod<Value>(
    _ values: PerPeriod<Value>, _ output: (Value) -> JSONOutput
  ) -> JSONOutput {
    switch values {
    case .constant(let value): output(value)
    case .list(let values): .list(values.map(output))
    }
  }

  /// An object with a member for each of `elements`, made as it is written.
  static func members<Element>(
    of elements: [Element], _ member: @escaping (Element) -> (String, JSONOutput)
  ) -> JSONOutput {
    .members(elements.count) { member(elements[$0]) }
  }

  /// On one line, without a line's end.
  var line: String {
    let writer = JSONWriter()
    writer.writeLine(self)
    return writer.text
  }

  /// Over as many lines as a person needs: what fits in a line of 100 characters stays on one.
  var document: String {
    let writer = JSONWriter()
    write(to: writer)
    return writer.text
  }

  /// The same through a writer of its own.
  func write(to writer: JSONWriter) {
    writer.writeDocument(self)
    writer.endLine()
  }
}
