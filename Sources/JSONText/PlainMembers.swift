// SPDX-License-Identifier: GPL-3.0-or-later

/// A key as it is written, without escapes: its bytes in a document.
public struct PlainKey: Sendable {
  fileprivate let fingerprint: UInt64
  fileprivate let start: Int
  fileprivate let count: Int
}

/// The members of an object one after another, as long as each is a number of at most 19 digits under
/// a key without escapes: for objects that there are by the hundred thousand.
///
/// No text is made, and a key is compared by its bytes. Where a member is anything else, what is said of
/// the object is for somebody to find out who reads it again.
public struct PlainMembers {
  private let document: JSONDocument
  private let text: ValidText
  /// The next key; nil behind the last.
  private var index: Int?
  /// The key of the last member.
  private var key = PlainKey(fingerprint: 0, start: 0, count: 0)
  /// The number of the last member is ±`significand` × 10^`exponent`.
  public private(set) var isNegative = false
  public private(set) var significand: UInt64 = 0
  public private(set) var exponent = 0

  public enum Step { case member, end, other }

  fileprivate init(_ object: JSONValue) {
    document = object.document
    text = document.text
    let first = text.skippingSpace(object.offset + 1)
    index = text.base[first] == UInt8(ascii: "}") ? nil : first
  }

  /// Goes on to the next member. After `other` there is none.
  public mutating func next() -> Step {
    guard let quote = index else { return .end }
    index = nil
    let closing = text.closingQuote(quote)
    if closing.hasEscapes { return .other }
    let bytes = UnsafeBufferPointer(start: text.base, count: text.count)
    let (start, count) = (quote + 1, closing.place - quote - 1)
    key = PlainKey(
      fingerprint: KeyBytes.fingerprint(bytes, from: start, count: count), start: start,
      count: count)
    let value = text.skippingSpace(text.skippingSpace(closing.place + 1) + 1)
    switch text.base[value] {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
    default: return .other
    }
    guard let scan = NumberScan(bytes, at: value), scan.digitCount <= 19 else { return .other }
    isNegative = scan.isNegative
    (significand, exponent) =
      scan.digitCount == 0 ? (0, 0) : (scan.wrappedSignificand, scan.exponent)
    let behind = text.skippingSpace(scan.end)
    if text.base[behind] == UInt8(ascii: ",") { index = text.skippingSpace(behind + 1) }
    return .member
  }

  /// Whether the last member has a key.
  @inline(__always)
  public func isUnder(_ other: PlainKey) -> Bool {
    key.fingerprint == other.fingerprint && key.count == other.count
      && KeyBytes.areEqual(
        UnsafeBufferPointer(start: text.base + key.start, count: key.count),
        UnsafeBufferPointer(start: text.base + other.start, count: other.count))
  }
}

extension JSONValue {
  /// nil where this is no object.
  public var plainMembers: PlainMembers? { kind == .object ? PlainMembers(self) : nil }
}

extension JSONMember {
  /// nil where the key has escapes.
  public var plainKey: PlainKey? {
    if keyHasEscapes { return nil }
    let text = value.document.text
    let (start, count) = (keyOffset + 1, keyEnd - keyOffset - 1)
    return PlainKey(
      fingerprint: KeyBytes.fingerprint(
        UnsafeBufferPointer(start: text.base, count: text.count), from: start, count: count),
      start: start, count: count)
  }
}
