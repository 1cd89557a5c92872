// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
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
    var writer = JSONWriter()
    writer.writeLine(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Over as many lines as a person needs: what fits in a line of 100 characters stays on one.
  var document: String { String(decoding: documentBytes, as: UTF8.self) }

  /// The same as UTF-8.
  var documentBytes: [UInt8] {
    var writer = JSONWriter()
    writer.writeDocument(self)
    writer.endLine()
    return writer.bytes
  }
}
