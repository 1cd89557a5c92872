// SPDX-License-Identifier: GPL-3.0-or-later

/// The UTF-8 of keys, compared.
enum KeyBytes {
  static func areEqual(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let count = left.count
    guard count == right.count else { return false }
    guard let left = left.baseAddress, let right = right.baseAddress else { return true }
    var index = 0
    while index + 8 <= count {
      if EightBytes(left + index).word != EightBytes(right + index).word { return false }
      index += 8
    }
    while index < count {
      if left[index] != right[index] { return false }
      index += 1
    }
    return true
  }

  /// Negative, zero or positive as the left is before, the same as or behind the right.
  static func compare(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let count = min(left.count, right.count)
    if count > 0 {
      let left = left.baseAddress.unsafelyUnwrapped
      let right = right.baseAddress.unsafelyUnwrapped
      var index = 0
      while index + 8 <= count, EightBytes(left + index).word == EightBytes(right + index).word {
        index += 8
      }
      while index < count {
        if left[index] != right[index] { return Int(left[index]) - Int(right[index]) }
        index += 1
      }
    }
    return left.count - right.count
  }

  /// A word that tells most keys apart: their length, first and last bytes. Nothing rests on
  /// different keys having different ones.
  @inline(__always)
  static func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, count: Int)
    -> UInt64
  {
    let base = bytes.baseAddress.unsafelyUnwrapped + start
    if count >= 8 {
      let first = EightBytes(base).word
      let last = EightBytes(base + (count - 8)).word
      return first &* 0x9E37_79B9_7F4A_7C15 ^ last &* 0xC2B2_AE3D_27D4_EB4F &+ UInt64(count)
    }
    if start + 8 <= bytes.count {
      // The bytes behind the key are shifted out.
      let shift = UInt64(8 - count) * 8
      return count == 0 ? 0 : EightBytes(base).word << shift
    }
    var result: UInt64 = 0
    for index in 0..<count { result |= UInt64(base[index]) << (UInt64(8 - count + index) * 8) }
    return result
  }

  /// Whether bytes are anywhere in a text.
  static func isAnywhere(_ wanted: [UInt8], in text: ValidText) -> Bool {
    guard let last = wanted.last else { return true }
    var index = wanted.count - 1
    while index < text.count {
      if index + 8 <= text.count {
        let marks = EightBytes(text.base, at: index).marks(of: last)
        if marks == 0 {
          index += 8
          continue
        }
        index += marks.trailingZeroBitCount >> 3
      }
      let start = index - (wanted.count - 1)
      if wanted.indices.allSatisfy({ text.base[start + $0] == wanted[$0] }) { return true }
      index += 1
    }
    return false
  }
}
