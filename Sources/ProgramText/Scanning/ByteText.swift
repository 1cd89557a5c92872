// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// A part of a text, in bytes from its start.
struct Slice: Sendable {
  var start: Int
  var end: Int
  var count: Int { end - start }
  var isEmpty: Bool { start == end }
  static let none = Slice(start: 0, end: 0)
}

/// A text as bytes, and what readers ask of it.
struct ByteText {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the text begins: after a byte order mark.
  let start: Int

  /// A text with a byte behind it that is not of it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    start = ByteOrderMark.length(in: bytes)
  }

  var end: Int { bytes.count - 1 }

  @inline(__always)
  subscript(index: Int) -> UInt8 { bytes[index] }

  /// The place of a byte, in time linear in the text before it. A byte order mark is no column.
  func position(of offset: Int) -> TextPosition {
    var (line, lineStart) = (1, start)
    for index in start..<max(start, min(offset, end)) where bytes[index] == UInt8(ascii: "\n") {
      (line, lineStart) = (line + 1, index + 1)
    }
    var column = 1
    for index in lineStart..<max(lineStart, min(offset, end))
    where !UTF8.isContinuation(bytes[index]) { column += 1 }
    return TextPosition(line: line, column: column)
  }

  func string(_ slice: Slice) -> String {
    String(decoding: bytes[slice.start..<slice.end], as: UTF8.self)
  }

  /// A part of the text for a message: in quotes, cut where it is long.
  func quoted(_ slice: Slice) -> String {
    let text = string(slice)
    let isLong = text.unicodeScalars.count > 60
    let shown = isLong ? String(text.unicodeScalars.prefix(59)) + "…" : text
    var result = ""
    result.appendQuoted(shown)
    return result
  }

  func isSame(_ a: Slice, _ b: Slice) -> Bool {
    guard a.count == b.count else { return false }
    for k in 0..<a.count where bytes[a.start + k] != bytes[b.start + k] { return false }
    return true
  }

  /// Whether a part is a word, given in lower case, in whatever case.
  func isWord(_ slice: Slice, _ word: StaticString) -> Bool {
    guard slice.count == word.utf8CodeUnitCount else { return false }
    for k in 0..<slice.count where Self.lower(bytes[slice.start + k]) != word.utf8Start[k] {
      return false
    }
    return true
  }

  /// Whether a part is one of some words, given in lower case, in whatever case.
  func isOne(_ slice: Slice, of words: StaticString...) -> Bool {
    words.contains { isWord(slice, $0) }
  }

  /// A word in lower case, to be looked up; nil for what is too long to be one.
  func lowercased(_ slice: Slice) -> String? {
    if slice.count > 24 { return nil }
    return String(decoding: bytes[slice.start..<slice.end].map(Self.lower), as: UTF8.self)
  }

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte &- 9 < 5
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}

/// What is noted while a text is read; the remarks say so much and no more.
struct Remarks {
  private(set) var errors: [Remark] = []
  private(set) var warnings: [Remark] = []
  private var warningCount = 0
  /// So many are told.
  private static let most = 20

  var hasRoom: Bool { errors.count < Self.most }

  mutating func note(_ says: String, at offset: Int, in text: ByteText) {
    if hasRoom { errors.append(Remark(position: text.position(of: offset), says: says)) }
  }

  mutating func warn(_ says: String, at offset: Int, in text: ByteText) {
    warningCount += 1
    if warningCount <= Self.most {
      warnings.append(Remark(position: text.position(of: offset), says: says))
    }
  }

  /// The warnings, with one that counts those that are left out.
  var toldWarnings: [Remark] {
    let left = warningCount - Self.most
    guard left > 0, let last = warnings.last else { return warnings }
    return warnings + [Remark(position: last.position, says: "and \(left) more of the kind")]
  }
}
