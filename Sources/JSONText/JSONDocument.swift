// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON text that has been read, to the letter of RFC 8259.
///
/// The text must be UTF-8; a byte order mark before it is passed over. Lone surrogates and numbers that overflow a
/// double, or underflow it to zero, are refused. An object may repeat a key; see `duplicateKeys`.
///
/// Nothing is kept of the values but the text itself, and where its long arrays and objects end: a
/// value is where it begins, and is read again when it is asked for.
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
  /// The first byte of `bytes`. An array that nobody changes keeps its elements where they are.
  private nonisolated(unsafe) let base: UnsafePointer<UInt8>
  private let spans: LongSpans
  private let lines: LineIndex
  private let hasEscapedKeys: Bool

  /// Reads a text, in time linear in it but for a logarithm where long objects are deep, or where
  /// somebody chose their keys.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      var parser = JSONParser(buffer)
      defer { parser.discard() }
      try parser.parse()
      return parser.result
    }
    self.bytes = bytes
    // The address of nothing is never followed: no empty text is JSON.
    base = bytes.withUnsafeBufferPointer { $0.baseAddress } ?? UnsafePointer(bitPattern: 1)!
    parser.spans.sort()
    (spans, lines, duplicateKeys) = (parser.spans, parser.lines, parser.duplicateKeys)
    hasEscapedKeys = parser.hasEscapedKeys
  }

  @inline(__always)
  var text: ValidText { ValidText(base: base, count: bytes.count) }

  public var root: JSONValue { JSONValue(document: self, offset: text.skippingSpace(lines.first)) }

  /// The place of a byte. The end of the text has a place too.
  public func position(ofOffset offset: Int) -> TextPosition {
    precondition(offset >= 0 && offset <= bytes.count, "the offset is outside of the text")
    return bytes.withUnsafeBufferPointer { lines.position(of: offset, in: $0) }
  }

  /// The offset just after the text's last byte.
  public var endOffset: Int { bytes.count }

  /// The bytes from one offset to another.
  public func bytes(from start: Int, to end: Int) -> ArraySlice<UInt8> { bytes[start..<end] }

  /// Whether some key may be `key`: its bytes are somewhere in the text, or a key has escapes. In time
  /// linear in the text, and a small part of what reading takes.
  public func mayHave(key: String) -> Bool {
    hasEscapedKeys || KeyBytes.isAnywhere(Array(key.utf8), in: text)
  }

  /// The offset behind the value at `start`.
  @inline(__always)
  func end(ofValueAt start: Int) -> Int {
    let text = text
    switch text.base[start] {
    case UInt8(ascii: "\""): return text.closingQuote(start).place + 1
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return text.endOfBrackets(start, limit: min(start + LongSpans.least, text.count))
        ?? spans.end(start)
    default: return text.endOfWord(start)
    }
  }

  /// How many elements or members the array or object at `start` has.
  func childCount(_ start: Int) -> Int {
    let text = text
    let limit = min(start + LongSpans.least, text.count)
    if text.endOfBrackets(start, limit: limit) == nil { return spans.count(start) }
    return text.childCount(start)
  }

  /// The text from one offset to another.
  func string(from start: Int, to end: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
  }

  /// The same with its escapes resolved.
  func stringResolvingEscapes(from start: Int, to end: Int) -> String {
    let content = UnsafeBufferPointer(start: base + start, count: end - start)
    // No escape is shorter than what it stands for.
    return String(unsafeUninitializedCapacity: content.count) { output in
      StringEscapes.resolve(content, into: output)
    }
  }
}
