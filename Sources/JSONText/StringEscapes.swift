// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands behind a backslash in a string.
enum StringEscapes {
  /// What a single character behind a backslash stands for; nil if it is no such escape.
  static func simple(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// The number that four hexadecimal digits at `index` make; nil if they are not there.
  static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
    guard bytes.count - index >= 4 else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  static func isHighSurrogate(_ unit: UInt32) -> Bool { unit & 0xFC00 == 0xD800 }
  static func isLowSurrogate(_ unit: UInt32) -> Bool { unit & 0xFC00 == 0xDC00 }

  /// Writes the content of a valid string with its escapes resolved, and returns how many bytes
  /// that made. There must be room for as many as the content has.
  static func resolve(
    _ content: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var index = 0
    var written = 0
    func append(_ byte: UInt32) {
      output[written] = UInt8(truncatingIfNeeded: byte)
      written += 1
    }
    while index < content.count {
      let byte = content[index]
      guard byte == UInt8(ascii: "\\") else {
        output[written] = byte
        written += 1
        index += 1
        continue
      }
      if let plain = simple(content[index + 1]) {
        output[written] = plain
        written += 1
        index += 2
        continue
      }
      guard var scalar = unit(content, at: index + 2) else { preconditionFailure("a bad escape") }
      index += 6
      if isHighSurrogate(scalar) {
        guard let low = unit(content, at: index + 2) else { preconditionFailure("a bad escape") }
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + low & 0x3FF
        index += 6
      }
      switch scalar {
      case ..<0x80:
        append(scalar)
      case ..<0x800:
        append(0xC0 | scalar >> 6)
        append(0x80 | scalar & 0x3F)
      case ..<0x10000:
        append(0xE0 | scalar >> 12)
        append(0x80 | scalar >> 6 & 0x3F)
        append(0x80 | scalar & 0x3F)
      default:
        append(0xF0 | scalar >> 18)
        append(0x80 | scalar >> 12 & 0x3F)
        append(0x80 | scalar >> 6 & 0x3F)
        append(0x80 | scalar & 0x3F)
      }
    }
    return written
  }
}
