// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of the objects that are open, and which of them are repeated.
struct KeyLedger {
  private struct Key {
    let fingerprint: UInt64
    /// The offset of the opening quote; of a key with escapes the complement of its place in `escaped`.
    let place: Int
  }

  /// A key that has escapes, and where its bytes without them are in `resolved`.
  private struct EscapedKey {
    let offset: Int
    let start: Int
    let count: Int
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var keys: UnsafeMutablePointer<Key>
  private var count = 0
  private var capacity = 64
  private var escaped: [EscapedKey] = []
  private var resolved: [UInt8] = []
  private(set) var duplicates: [JSONDocument.DuplicateKey] = []

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    keys = .allocate(capacity: capacity)
  }

  /// Gives its memory back.
  func discard() { keys.deallocate() }

  /// Where the keys of an object begin.
  struct Mark {
    fileprivate let keys: Int
    fileprivate let escaped: Int
    fileprivate let resolved: Int
  }

  @inline(__always)
  var mark: Mark { Mark(keys: count, escaped: escaped.count, resolved: resolved.count) }

  /// Notes a key, of which `offset` is the opening quote and `end` the closing one.
  @inline(__always)
  mutating func append(offset: Int, end: Int, hasEscapes: Bool) {
    if count == capacity { grow() }
    if hasEscapes {
      appendResolving(offset: offset, end: end)
    } else {
      let fingerprint = KeyBytes.fingerprint(text, from: offset + 1, count: end - offset - 1)
      (keys + count).initialize(to: Key(fingerprint: fingerprint, place: offset))
      count += 1
    }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Key>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: keys, count: count)
    keys.deallocate()
    (keys, capacity) = (larger, 2 * capacity)
  }

  private mutating func appendResolving(offset: Int, end: Int) {
    let content = UnsafeBufferPointer(rebasing: text[offset + 1..<end])
    let start = resolved.count
    resolved += [UInt8](unsafeUninitializedCapacity: content.count) { buffer, count in
      count = StringEscapes.resolve(content, into: buffer)
    }
    let length = resolved.count - start
    let fingerprint = resolved.withUnsafeBufferPointer {
      KeyBytes.fingerprint($0, from: start, count: length)
    }
    (keys + count).initialize(to: Key(fingerprint: fingerprint, place: ~escaped.count))
    escaped.append(EscapedKey(offset: offset, start: start, count: length))
    count += 1
  }

  /// Looks for repeated keys among those since `mark`, and forgets these.
  @inline(__always)
  mutating func close(_ mark: Mark, object: Int) {
    let size = count - mark.keys
    if size > 1 {
      if size <= 16 {
        comparePairs(from: mark.keys, object: object)
      } else {
        compareMany(from: mark.keys, object: object)
      }
    }
    count = mark.keys
    if escaped.count > mark.escaped {
      escaped.removeLast(escaped.count - mark.escaped)
      resolved.removeLast(resolved.count - mark.resolved)
    }
  }

  private mutating func comparePairs(from start: Int, object: Int) {
    var later = start + 1
    while later < count {
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

  private mutating func compareMany(from start: Int, object: Int) {
    let known = duplicates.count
    if lookUp(from: start, object: object) { return }
    duplicates.removeLast(duplicates.count - known)
    sort(from: start, object: object)
  }

  /// Looks each key up in a table of those before it; false where that takes long, as it does for
  /// keys that somebody chose to fall on one place.
  private mutating func lookUp(from start: Int, object: Int) -> Bool {
    let size = count - start
    guard size < Int(Int32.max) / 4 else { return false }
    let bits = Int.bitWidth - (2 * size).leadingZeroBitCount
    let mask = 1 << bits - 1
    // The number of a key from 1 on; 0 is nobody's.
    let table = UnsafeMutablePointer<Int32>.allocate(capacity: mask + 1)
    table.initialize(repeating: 0, count: mask + 1)
    defer { table.deallocate() }
    var steps = 0
    for number in 1...size {
      let key = keys[start + number - 1]
      var place = Int((key.fingerprint &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
      var isNew = true
      while table[place] != 0 {
        steps += 1
        let other = keys[start + Int(table[place]) - 1]
        if other.fingerprint == key.fingerprint {
          if order(other, key) == 0 {
            add(first: other, second: key, object: object)
            isNew = false
            break
          }
          steps += 16
        }
        place = (place + 1) & mask
      }
      if steps > 8 * size + 1000 { return false }
      if isNew { table[place] = Int32(number) }
    }
    return true
  }

  /// Takes n log n comparisons, whatever the keys are.
  private mutating func sort(from start: Int, object: Int) {
    let sorted = UnsafeBufferPointer(start: keys + start, count: count - start).sorted {
      left, right in
      let order = order(left, right)
      return order == 0 ? offset(of: left) < offset(of: right) : order < 0
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

  private func offset(of key: Key) -> Int {
    key.place >= 0 ? key.place : escaped[~key.place].offset
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
    if key.place >= 0 {
      // It was read, and ends with a quote.
      let start = key.place + 1
      var end = start
      while text[end] != UInt8(ascii: "\"") { end += 1 }
      return body(UnsafeBufferPointer(rebasing: text[start..<end]))
    }
    let key = escaped[~key.place]
    return resolved.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[key.start..<key.start + key.count]))
    }
  }

  private mutating func add(first: Key, second: Key, object: Int) {
    let key = withBytes(of: second) { String(decoding: $0, as: UTF8.self) }
    duplicates.append(
      JSONDocument.DuplicateKey(
        key: key, first: offset(of: first), second: offset(of: second), object: object))
  }
}
