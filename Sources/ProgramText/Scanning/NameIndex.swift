// SPDX-License-Identifier: GPL-3.0-or-later

/// Names of a text and their places in a list: a hash table whose keys stay in the text.
struct NameIndex {
  private let text: ByteText
  private(set) var names: [Slice] = []
  private var hashes: [UInt32] = []
  /// Places in `names` plus one, 0 where there is none; a power of two of them.
  private var slots: [Int32]

  init(_ text: ByteText) {
    self.text = text
    slots = [Int32](repeating: 0, count: 64)
  }

  var count: Int { names.count }

  /// The place of a name.
  @inline(__always)
  func find(_ name: Slice) -> Int? {
    let hash = hash(name)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if hashes[place] == hash, text.isSame(names[place], name) { return place }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds a name at the end. One that is there stays the one that is found.
  mutating func append(_ name: Slice) {
    if 2 * names.count >= slots.count { grow() }
    let hash = hash(name)
    names.append(name)
    hashes.append(hash)
    insert(names.count - 1, hash)
  }

  private mutating func insert(_ place: Int, _ hash: UInt32) {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(place + 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: 4 * slots.count)
    for place in names.indices { insert(place, hashes[place]) }
  }

  /// Eight bytes at a time, mixed by a multiplication with an odd constant whose high bits come back
  /// down; the steps of one name depend on each other, and differing names end far apart.
  @inline(__always)
  private func hash(_ name: Slice) -> UInt32 {
    var state = UInt64(truncatingIfNeeded: name.count) &* 0x9E37_79B9_7F4A_7C15
    var index = name.start
    let base = UnsafeRawPointer(text.bytes.baseAddress.unsafelyUnwrapped)
    while index + 8 <= name.end {
      state = mixed(state ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var last: UInt64 = 0
    while index < name.end {
      last = last &<< 8 | UInt64(text[index])
      index += 1
    }
    return UInt32(truncatingIfNeeded: mixed(state ^ last) &>> 32)
  }

  @inline(__always)
  private func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product &>> 29)
  }
}
