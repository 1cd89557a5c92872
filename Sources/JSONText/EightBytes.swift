// SPDX-License-Identifier: GPL-3.0-or-later

/// Eight bytes of a text at once, in which some are looked for (Mycroft's test for a zero byte; Warren,
/// "Hacker's delight", 2012, chapter 6.1).
///
/// Each search sets the highest bit of the first byte that is found. Higher bytes may be marked wrongly.
struct EightBytes {
  let word: UInt64

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, at index: Int = 0) {
    word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private func zero(in word: UInt64) -> UInt64 { (word &- Self.ones) & ~word }

  /// The bytes that are `byte`.
  @inline(__always)
  func marks(of byte: UInt8) -> UInt64 {
    zero(in: word ^ (Self.ones &* UInt64(byte))) & Self.highest
  }

  /// Quotes and backslashes.
  @inline(__always)
  var endsOfStrings: UInt64 {
    marks(of: UInt8(ascii: "\"")) | marks(of: UInt8(ascii: "\\"))
  }

  /// What ends a run of plain characters: a quote, a backslash, a control character or one outside of
  /// ASCII.
  @inline(__always)
  var endsOfPlainText: UInt64 {
    let isControl = (word &- Self.ones &* 0x20) & ~word
    return endsOfStrings | (isControl | word) & Self.highest
  }
}
