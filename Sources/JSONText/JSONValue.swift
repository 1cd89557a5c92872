// SPDX-License-Identifier: GPL-3.0-or-later

public enum JSONKind: Sendable {
  case null, bool, number, string, array, object
}

/// A value of a document. It keeps the document alive and is cheap to copy.
public struct JSONValue: Sendable {
  let document: JSONDocument
  let index: Int

  @inline(__always)
  private var entry: TapeEntry { document.tape[index] }

  public var kind: JSONKind {
    switch entry.tag {
    case .null: .null
    case .false, .true: .bool
    case .number: .number
    case .string, .escapedString: .string
    case .array: .array
    case .object: .object
    case .end: preconditionFailure("a closing bracket is not a value")
    }
  }

  /// The offset of the value's first byte.
  public var offset: Int { entry.offset }

  public var position: TextPosition { document.position(ofOffset: offset) }

  /// The count of elements or members, 0 for what has none.
  public var count: Int {
    let entry = entry
    switch entry.tag {
    case .array, .object: return document.tape[entry.link].link
    default: return 0
    }
  }

  /// The elements of an array, none for any other value.
  public var elements: JSONElements {
    JSONElements(value: self, end: entry.tag == .array ? entry.link : index + 1)
  }

  /// The members of an object, none for any other value.
  public var members: JSONMembers {
    JSONMembers(value: self, end: entry.tag == .object ? entry.link : index + 1)
  }

  /// The value of a string, with its escapes resolved.
  public var string: String? {
    switch entry.tag {
    case .string, .escapedString: document.string(at: index)
    default: nil
    }
  }

  public var bool: Bool? {
    switch entry.tag {
    case .false: false
    case .true: true
    default: nil
    }
  }

  /// A number as it is written.
  public var numberText: String? { entry.tag == .number ? sourceText : nil }

  public var number: JSONNumber? {
    let entry = entry
    guard entry.tag == .number else { return nil }
    return document.bytes.withUnsafeBufferPointer { buffer in
      NumberScan(buffer, at: entry.offset)?.number(buffer, at: entry.offset)
    }
  }

  /// The offset just after the value's last byte.
  public var endOffset: Int {
    let entry = entry
    return switch entry.tag {
    case .array, .object: document.tape[entry.link].offset + 1
    case .string, .escapedString: entry.offset + entry.link + 2
    default: entry.offset + entry.link
    }
  }

  /// The value as it is written.
  public var sourceText: String { document.text(from: offset, to: endOffset) }
}

/// The elements of an array, in the order of the text.
public struct JSONElements: Sequence, Sendable {
  let value: JSONValue
  let end: Int

  public struct Iterator: IteratorProtocol, Sendable {
    let document: JSONDocument
    var index: Int
    let end: Int

    public mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      let value = JSONValue(document: document, index: index)
      index = document.end(of: index)
      return value
    }
  }

  public func makeIterator() -> Iterator {
    Iterator(document: value.document, index: value.index + 1, end: end)
  }

  public var underestimatedCount: Int { end == value.index + 1 ? 0 : value.count }
}

/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, Sendable {
  let value: JSONValue
  let end: Int

  public struct Iterator: IteratorProtocol, Sendable {
    let document: JSONDocument
    var index: Int
    let end: Int

    public mutating func next() -> JSONMember? {
      guard index < end else { return nil }
      let value = JSONValue(document: document, index: index + 1)
      index = document.end(of: index + 1)
      return JSONMember(value: value)
    }
  }

  public func makeIterator() -> Iterator {
    Iterator(document: value.document, index: value.index + 1, end: end)
  }

  public var underestimatedCount: Int { end == value.index + 1 ? 0 : value.count }
}

/// A key of an object and its value.
public struct JSONMember: Sendable {
  public let value: JSONValue

  /// The key, with its escapes resolved.
  public var key: String { value.document.string(at: value.index - 1) }

  /// The offset of the key's opening quote.
  public var keyOffset: Int { value.document.tape[value.index - 1].offset }

  /// Whether the key has exactly the Unicode scalars of `text`. Allocates nothing unless the key
  /// has escapes.
  public func keyEquals(_ text: String) -> Bool {
    let entry = value.document.tape[value.index - 1]
    if entry.tag == .escapedString { return key.utf8.elementsEqual(text.utf8) }
    var text = text
    return text.withUTF8 { wanted in
      guard wanted.count == entry.link else { return false }
      return value.document.bytes.withUnsafeBufferPointer { bytes in
        let key = UnsafeBufferPointer(
          rebasing: bytes[entry.offset + 1..<entry.offset + 1 + entry.link])
        return KeyBytes.areEqual(key, wanted)
      }
    }
  }
}
