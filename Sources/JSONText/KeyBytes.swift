// SPDX-License-Identifier: GPL-3.0-or-later

/// The UTF-8 of keys, compared.
enum KeyBytes {
  @inline(__always)
  private static func word(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  static func areEqual(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let count = left.count
    guard count == right.count else { return false }
    guard let left = left.baseAddress, let right = right.baseAddress else { return true }
    var index = 0
    while index + 8 <= count {
      if word(left + index) != word(right + index) { return false }
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
      while index + 8 <= count, word(left + index) == word(right + index) { index += 8 }
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
      let first = word(base)
      let last = word(base + (count - 8))
      return first &* 0x9E37_79B9_7F4A_7C15 ^ last &* 0xC2B2_AE3D_27D4_EB4F &+ UInt64(count)
    }
    if start + 8 <= bytes.count {
      // The bytes behind the key are shifted out.
      let shift = UInt64(8 - count) * 8
      return count == 0 ? 0 : word(base) << shift
    }
    var result: UInt64 = 0
    for index in 0..<count { result |= UInt64(base[index]) << (UInt64(8 - count + index) * 8) }
    return result
  }
}

/// The keys of the objects that are open, and which of them are repeated.
struct KeyLedger {
  private struct Key {
    let fingerprint: UInt64
    /// The start of the key's bytes: in the text, or as its complement in `resolved`.
    let start: Int
    let count: Int
    /// The offset of the opening quote.
    let offset: Int
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var keys: [Key] = []
  /// The bytes of the keys that have escapes.
  private var resolved: [UInt8] = []
  private(set) var duplicates: [JSONDocument.DuplicateKey] = []

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Where the keys of an object begin.
  struct Mark {
    fileprivate let keys: Int
    fileprivate let resolved: Int
  }

  @inline(__always)
  var mark: Mark { Mark(keys: keys.count, resolved: resolved.count) }

  /// Notes a key, of which `offset` is the opening quote and `end` the closing one.
  @inline(__always)
  mutating func append(offset: Int, end: Int, hasEscapes: Bool) {
    if hasEscapes {
      appendResolving(offset: offset, end: end)
    } else {
      let start = offset + 1
      let fingerprint = KeyBytes.fingerprint(text, from: start, count: end - start)
      keys.append(Key(fingerprint: fingerprint, start: start, count: end - start, offset: offset))
    }
  }

  private mutating func appendResolving(offset: Int, end: Int) {
    let content = UnsafeBufferPointer(rebasing: text[offset + 1..<end])
    let start = resolved.count
    resolved += [UInt8](unsafeUninitializedCapacity: content.count) { buffer, count in
      count = StringEscapes.resolve(content, into: buffer)
    }
    let count = resolved.count - start
    let fingerprint = resolved.withUnsafeBufferPointer {
      KeyBytes.fingerprint($0, from: start, count: count)
    }
    keys.append(Key(fingerprint: fingerprint, start: ~start, count: count, offset: offset))
  }

  /// Looks for repeated keys among those since `mark`, and forgets these.
  @inline(__always)
  mutating func close(_ mark: Mark, object: Int) {
    let count = keys.count - mark.keys
    if count > 1 {
      if count <= 16 {
        comparePairs(from: mark.keys, object: object)
      } else {
        sort(from: mark.keys, object: object)
      }
    }
    keys.removeLast(count)
    if resolved.count > mark.resolved { resolved.removeLast(resolved.count - mark.resolved) }
  }

  private mutating func comparePairs(from start: Int, object: Int) {
    var later = start + 1
    while later < keys.count {
      let fingerprint = keys[later].fingerprint
      var earlier = start
      while earlier < later {
        if keys[earlier].fingerprint == fingerprint, order(keys[earlier], keys[later]) == 0 {
          add(first: keys[earlier], second: keys[later], object: object)
          break
        }
        earlier += 1
      }
      later += 1
    }
  }

  /// Takes n log n comparisons, whatever the keys are.
  private mutating func sort(from start: Int, object: Int) {
    let sorted = keys[start...].sorted { left, right in
      let order = order(left, right)
      return order == 0 ? left.offset < right.offset : order < 0
    }
    var first = sorted[0]
    for key in sorted.dropFirst() {
      if order(first, key) == 0 {
        add(first: first, second: key, object: object)
      } else {
        first = key
      }
    }
  }

  private func order(_ left: Key, _ right: Key) -> Int {
    if left.fingerprint != right.fingerprint {
      return left.fingerprint < right.fingerprint ? -1 : 1
    }
    return withBytes(of: left) { left in
      withBytes(of: right) { right in KeyBytes.compare(left, right) }
    }
  }

  private func withBytes<Result>(
    of key: Key, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if key.start >= 0 {
      return body(UnsafeBufferPointer(rebasing: text[key.start..<key.start + key.count]))
    }
    let start = ~key.start
    return resolved.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<start + key.count]))
    }
  }

  private mutating func add(first: Key, second: Key, object: Int) {
    let key = withBytes(of: second) { String(decoding: $0, as: UTF8.self) }
    duplicates.append(
      JSONDocument.DuplicateKey(
        key: key, first: first.offset, second: second.offset, object: object))
  }
}
