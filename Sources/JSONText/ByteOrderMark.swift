// SPDX-License-Identifier: GPL-3.0-or-later

/// A byte order mark, as some editors write it before UTF-8: it says nothing (RFC 8259, chapter 8.1).
public enum ByteOrderMark {
  /// How many bytes of it a text begins with: 3, or 0 where it has none.
  public static func length(in bytes: some Sequence<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }
}
