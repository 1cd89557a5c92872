// SPDX-License-Identifier: GPL-3.0-or-later

/// One value, key or closing bracket. The values of a document lie in the order of the text: an
/// array as its opening bracket, its elements and its closing bracket, an object likewise with a
/// string before each member's value.
struct TapeEntry {
  enum Tag: UInt8 {
    case null, `false`, `true`, number, string, escapedString, array, object, end
  }

  private let head: UInt64
  /// Of a scalar the length of its text in bytes (of a string without its quotes), of an opening
  /// bracket the tape index of its closing one, of a closing bracket the count of its elements or
  /// members.
  var link: Int

  @inline(__always)
  init(_ tag: Tag, offset: Int, link: Int) {
    head = UInt64(truncatingIfNeeded: offset) << 8 | UInt64(tag.rawValue)
    self.link = link
  }

  @inline(__always)
  var tag: Tag {
    // The head was made from a tag.
    unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Tag.self)
  }

  @inline(__always)
  var offset: Int { Int(truncatingIfNeeded: head >> 8) }
}
