// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON text that has been read, to the letter of RFC 8259.
///
/// The text must be UTF-8; a byte order mark before it is passed over. Lone surrogates and numbers that overflow a
/// double, or underflow it to zero, are refused. An object may repeat a key; see `duplicateKeys`.
public final class JSONDocument: Sendable {
  /// A key that an object repeats. A key that stands there three times is listed twice.
  public struct DuplicateKey: Hashable, Sendable {
    public let key: String
    /// The offset of the opening quote where the object has the key first.
    public let first: Int
    /// The offset of the opening quote where it has the key again.
    public let second: Int
    /// The offset of the object's opening brace.
    public let object: Int
  }

  /// All repeated keys, in the order of `second`. Keys are the same if they have the same Unicode
  /// scalars after their escapes are resolved.
  public let duplicateKeys: [DuplicateKey]

  let bytes: [UInt8]
  let tape: [TapeEntry]
  private let lines: LineIndex

  /// Reads a text, in time and memory linear in it but for a logarithm where an object is large.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    let parser = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      var parser = JSONParser(buffer)
      try parser.parse()
      return parser.result
    }
    self.bytes = bytes
    tape = parser.tape
    lines = parser.lines
    duplicateKeys = parser.duplicateKeys
  }

  public var root: JSONValue { JSONValue(document: self, index: 0) }

  /// The place of a byte. The end of the text has a place too.
  public func position(ofOffset offset: Int) -> TextPosition {
    precondition(offset >= 0 && offset <= bytes.count, "the offset is outside of the text")
    return bytes.withUnsafeBufferPointer { lines.position(of: offset, in: $0) }
  }

  /// The offset just after the text's last byte.
  public var endOffset: Int { bytes.count }

  /// The bytes from one offset to another.
  public func bytes(from start: Int, to end: Int) -> ArraySlice<UInt8> { bytes[start..<end] }

  /// The tape index just after the value at `index`.
  @inline(__always)
  func end(of index: Int) -> Int {
    let entry = tape[index]
    switch entry.tag {
    case .array, .object: return entry.link + 1
    default: return index + 1
    }
  }

  /// The text from one offset to another.
  func text(from start: Int, to end: Int) -> String {
    bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self)
    }
  }

  /// The value of the string that the tape has at `index`.
  func string(at index: Int) -> String {
    let entry = tape[index]
    let start = entry.offset + 1
    if entry.tag == .string { return text(from: start, to: start + entry.link) }
    return bytes.withUnsafeBufferPointer { buffer in
      let content = UnsafeBufferPointer(rebasing: buffer[start..<start + entry.link])
      // No escape is shorter than what it stands for.
      return String(unsafeUninitializedCapacity: content.count) { output in
        StringEscapes.resolve(content, into: output)
      }
    }
  }
}
