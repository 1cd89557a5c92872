// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import Planning

/// Writes JSON as bytes. A value that may fit on a line is written on it, and written anew over
/// several lines where it turns out too long: so each value is written once or twice, and no text is
/// made for it.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// What fits on a line, and how many children a line may have.
  private static let (width, mostChildren) = (98, 40)

  mutating func writeLine(_ value: JSONOutput) {
    switch value {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .integer(let value): write(String(value))
    case .number(let value): write(value.text)
    case .string(let string): writeQuoted(string)
    case .list(let elements):
      write("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { write(", ") }
        writeLine(element)
      }
      write("]")
    case .object(let members):
      if members.isEmpty { return write("{}") }
      write("{ ")
      for (index, member) in members.enumerated() {
        if index > 0 { write(", ") }
        writeQuoted(member.0)
        write(": ")
        writeLine(member.1)
      }
      write(" }")
    }
  }

  /// Over as many lines as a person needs. `used` characters of the line are taken.
  mutating func writeDocument(
    _ value: JSONOutput, indent: Int = 0, used: Int = 0, isRoot: Bool = true
  ) {
    guard let count = value.childCount, count > 0 else { return writeLine(value) }
    if !isRoot, count <= Self.mostChildren {
      let start = bytes.count
      writeLine(value)
      if used + characters(since: start) <= Self.width { return }
      bytes.removeSubrange(start...)
    }
    switch value {
    case .list(let elements):
      if elements.allSatisfy({ $0.childCount == nil }) { return writeFilled(elements, indent) }
      write("[\n")
      for (index, element) in elements.enumerated() {
        writeMargin(indent + 2)
        writeDocument(element, indent: indent + 2, used: indent + 2, isRoot: false)
        write(index == elements.count - 1 ? "\n" : ",\n")
      }
      writeMargin(indent)
      write("]")
    case .object(let members):
      write("{\n")
      for (index, member) in members.enumerated() {
        writeMargin(indent + 2)
        let start = bytes.count
        writeQuoted(member.0)
        write(": ")
        writeDocument(
          member.1, indent: indent + 2, used: indent + 2 + characters(since: start), isRoot: false)
        write(index == members.count - 1 ? "\n" : ",\n")
      }
      writeMargin(indent)
      write("}")
    default: writeLine(value)
    }
  }

  /// A long list of plain values: as many on a line as fit.
  private mutating func writeFilled(_ elements: [JSONOutput], _ indent: Int) {
    write("[\n")
    writeMargin(indent + 2)
    var used = indent + 2
    for (index, element) in elements.enumerated() {
      var word = JSONWriter()
      word.writeLine(element)
      if index < elements.count - 1 { word.write(",") }
      let width = word.characters(since: 0)
      if used > indent + 2, used + 1 + width > Self.width {
        write("\n")
        writeMargin(indent + 2)
        used = indent + 2
      } else if index > 0 {
        write(" ")
        used += 1
      }
      bytes += word.bytes
      used += width
    }
    write("\n")
    writeMargin(indent)
    write("]")
  }

  private mutating func write(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func writeMargin(_ count: Int) {
    for _ in 0..<count { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func writeQuoted(_ text: String) {
    // Nearly all names need no escape, and are copied whole.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
      write("\"")
      write(text)
      write("\"")
    } else {
      var quoted = ""
      quoted.appendQuoted(text)
      write(quoted)
    }
  }

  /// Unicode scalars since a place: all bytes but those that continue one.
  private func characters(since start: Int) -> Int {
    bytes[start...].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}

extension JSONOutput {
  /// How many elements or members there are; nil for a plain value.
  fileprivate var childCount: Int? {
    switch self {
    case .list(let elements): elements.count
    case .object(let members): members.count
    default: nil
    }
  }
}
