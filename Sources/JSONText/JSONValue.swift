// SPDX-License-Identifier: GPL-3.0-or-later

public enum JSONKind: Sendable {
  case null, bool, number, string, array, object
}

/// A value of a document. It keeps the document alive and is cheap to copy.
public struct JSONValue: Sendable {
  let document: JSONDocument
  /// The offset of the value's first byte.
  public let offset: Int

  @inline(__always)
  private var first: UInt8 { document.text.base[offset] }

  public var kind: JSONKind {
    switch first {
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "{"): .object
    default: .number
    }
  }

  public var position: TextPosition { document.position(ofOffset: offset) }

  /// The count of elements or members, 0 for what has none.
  public var count: Int {
    switch kind {
    case .array, .object: document.childCount(offset)
    default: 0
    }
  }

  /// The elements of an array, none for any other value.
  public var elements: JSONElements { JSONElements(value: self) }

  /// The members of an object, none for any other value.
  public var members: JSONMembers { JSONMembers(value: self) }

  /// The first element or key of an array or object; nil where it has none.
  @inline(__always)
  fileprivate var firstChild: Int? {
    let text = document.text
    let place = text.skippingSpace(offset + 1)
    switch text.base[place] {
    case UInt8(ascii: "]"), UInt8(ascii: "}"): return nil
    default: return place
    }
  }

  /// The value of a string, with its escapes resolved.
  public var string: String? {
    guard first == UInt8(ascii: "\"") else { return nil }
    let end = document.text.closingQuote(offset)
    return end.hasEscapes
      ? document.stringResolvingEscapes(from: offset + 1, to: end.place)
      : document.string(from: offset + 1, to: end.place)
  }

  public var bool: Bool? {
    switch first {
    case UInt8(ascii: "f"): false
    case UInt8(ascii: "t"): true
    default: nil
    }
  }

  /// A number as it is written.
  public var numberText: String? { kind == .number ? sourceText : nil }

  public var number: JSONNumber? {
    guard kind == .number else { return nil }
    let text = document.text
    let buffer = UnsafeBufferPointer(start: text.base, count: text.count)
    return NumberScan(buffer, at: offset)?.number(buffer, at: offset)
  }

  /// The offset just after the value's last byte.
  public var endOffset: Int { document.end(ofValueAt: offset) }

  /// The value as it is written.
  public var sourceText: String { document.string(from: offset, to: endOffset) }
}

extension JSONDocument {
  /// The next element or key behind the value at `start`; nil where that is the last.
  @inline(__always)
  fileprivate func next(behind start: Int) -> Int? {
    let text = text
    let place = text.skippingSpace(end(ofValueAt: start))
    return text.base[place] == UInt8(ascii: ",") ? text.skippingSpace(place + 1) : nil
  }
}

/// The elements of an array, in the order of the text.
public struct JSONElements: Sequence, Sendable {
  let value: JSONValue

  public struct Iterator: IteratorProtocol, Sendable {
    let document: JSONDocument
    /// The first element before it is there, then the last that was.
    var place: Int?
    var isFirst = true

    public mutating func next() -> JSONValue? {
      guard let last = place else { return nil }
      if isFirst { isFirst = false } else { place = document.next(behind: last) }
      return place.map { JSONValue(document: document, offset: $0) }
    }
  }

  public func makeIterator() -> Iterator {
    Iterator(document: value.document, place: value.kind == .array ? value.firstChild : nil)
  }

  public var underestimatedCount: Int { value.kind == .array ? value.count : 0 }
}

/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, Sendable {
  let value: JSONValue

  public struct Iterator: IteratorProtocol, Sendable {
    let document: JSONDocument
    /// The first key, before a member is there.
    var first: Int?
    /// The last value that was.
    var last: Int?

    public mutating func next() -> JSONMember? {
      let key: Int
      if let last {
        guard let next = document.next(behind: last) else { return nil }
        key = next
      } else {
        guard let first else { return nil }
        key = first
      }
      let text = document.text
      let quote = text.closingQuote(key)
      // White space and a colon.
      let value = text.skippingSpace(text.skippingSpace(quote.place + 1) + 1)
      last = value
      return JSONMember(
        value: JSONValue(document: document, offset: value), keyOffset: key,
        keyEnd: quote.place, keyHasEscapes: quote.hasEscapes)
    }
  }

  public func makeIterator() -> Iterator {
    Iterator(document: value.document, first: value.kind == .object ? value.firstChild : nil)
  }

  /// None is promised: to count them is to read them.
  public var underestimatedCount: Int { 0 }
}

/// A key of an object and its value.
public struct JSONMember: Sendable {
  public let value: JSONValue
  /// The offset of the key's opening quote.
  public let keyOffset: Int
  /// The offset of its closing quote.
  let keyEnd: Int
  let keyHasEscapes: Bool

  /// The key, with its escapes resolved.
  public var key: String {
    keyHasEscapes
      ? value.document.stringResolvingEscapes(from: keyOffset + 1, to: keyEnd)
      : value.document.string(from: keyOffset + 1, to: keyEnd)
  }

  /// Whether the key has exactly the Unicode scalars of `text`. Allocates nothing unless the key
  /// has escapes.
  public func keyEquals(_ text: String) -> Bool {
    if keyHasEscapes { return key.utf8.elementsEqual(text.utf8) }
    let count = keyEnd - keyOffset - 1
    guard text.utf8.count == count else { return false }
    let key = UnsafeBufferPointer(
      start: value.document.text.base + (keyOffset + 1), count: count)
    var text = text
    return text.withUTF8 { KeyBytes.areEqual(key, $0) }
  }
}
