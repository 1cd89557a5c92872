// SPDX-License-Identifier: GPL-3.0-or-later
import Glibc

/// One triangular factor: for each pivot a list of places with numbers, all in one piece of memory,
/// with room to grow.
///
/// A system with such a factor is solved by taking each pivot's list, times its value, off the
/// vector. Only pivots with a value are visited, so that the time is about proportional to the
/// arithmetic, as Gilbert and Peierls asked for ("Sparse partial pivoting in time proportional to
/// arithmetic operations", 1988) and simplex methods live off (Hall and McKinnon, "Hyper-sparsity
/// in the revised simplex method and how to exploit it", 2005). They find the pivots by a search
/// along the lists; here a set of bits hands them out in their order.
final class FactorLists {
  /// A number and whose it is, side by side in memory: most lists are short.
  struct Entry {
    var place: Int32
    var value: Double
  }

  let size: Int
  let start: UnsafeMutablePointer<Int32>
  let length: UnsafeMutablePointer<Int32>
  private let room: UnsafeMutablePointer<Int32>
  /// The place of each pivot in the order of solving; −1 where its list is empty and its diagonal
  /// 1, so that it need not be visited.
  let step: UnsafeMutablePointer<Int32>
  private let memory: UnsafeMutablePointer<UnsafeMutablePointer<Entry>>
  var entry: UnsafeMutablePointer<Entry> { @inline(__always) get { memory.pointee } }
  private var used = 0
  private var capacity = 1024

  init(size: Int) {
    self.size = size
    start = .allocate(capacity: max(1, size))
    length = .allocate(capacity: max(1, size))
    room = .allocate(capacity: max(1, size))
    step = .allocate(capacity: max(1, size))
    for array in [start, length, room, step] { array.initialize(repeating: 0, count: size) }
    memory = .allocate(capacity: 1)
    memory.initialize(
      to: malloc(capacity * MemoryLayout<Entry>.stride)!.assumingMemoryBound(to: Entry.self))
  }

  deinit {
    for array in [start, length, room, step] { array.deallocate() }
    free(entry)
    memory.deallocate()
  }

  func removeAll() {
    length.update(repeating: 0, count: size)
    room.update(repeating: 0, count: size)
    used = 0
  }

  private func reserve(_ wanted: Int) {
    if wanted <= capacity { return }
    let larger = max(wanted, capacity + capacity / 4)
    // Most often the system has room behind what is there: no second piece beside it, and no copy.
    let bytes = larger * MemoryLayout<Entry>.stride
    guard let grown = realloc(entry, bytes) else { fatalError("no memory for \(bytes) bytes") }
    memory.pointee = grown.assumingMemoryBound(to: Entry.self)
    capacity = larger
  }

  /// Makes the lists empty, with room for as many entries as `length` says now, and some more.
  ///
  /// They follow each other in memory as in `order`, where one is given.
  func layOut(spare: Int32, _ order: UnsafeMutablePointer<Int32>? = nil) {
    var next: Int32 = 0
    for k in 0..<size {
      let list = order.map { Int($0[k]) } ?? k
      start[list] = next
      room[list] = length[list] == 0 ? 0 : length[list] + spare
      length[list] = 0
      next += room[list]
    }
    used = Int(next)
    reserve(used)
  }

  /// Adds to a list that has room.
  @inline(__always)
  func put(_ list: Int, _ place: Int32, _ value: Double) {
    entry[Int(start[list] &+ length[list])] = Entry(place: place, value: value)
    length[list] &+= 1
  }

  func append(_ list: Int, _ place: Int32, _ value: Double) {
    if length[list] == room[list] { move(list, max(4, 2 * length[list])) }
    put(list, place, value)
  }

  private func move(_ list: Int, _ newRoom: Int32) {
    reserve(used + Int(newRoom))
    let (from, count) = (Int(start[list]), Int(length[list]))
    for k in 0..<count { entry[used + k] = entry[from + k] }
    start[list] = Int32(used)
    room[list] = newRoom
    used += Int(newRoom)
  }

  /// Takes the entry with this place out of a list that has it.
  func remove(_ place: Int32, from list: Int) {
    let first = Int(start[list])
    let last = first + Int(length[list]) - 1
    var k = first
    while k <= last && entry[k].place != place { k += 1 }
    if k > last { return }
    entry[k] = entry[last]
    length[list] -= 1
  }

  /// The transpose of `other`, in lists without spare room.
  func transpose(of other: FactorLists) {
    length.update(repeating: 0, count: size)
    for list in 0..<size {
      let first = Int(other.start[list])
      for k in first..<(first + Int(other.length[list])) { length[Int(other.entry[k].place)] += 1 }
    }
    layOut(spare: 0)
    for list in 0..<size {
      let first = Int(other.start[list])
      for k in first..<(first + Int(other.length[list])) {
        put(Int(other.entry[k].place), Int32(list), other.entry[k].value)
      }
    }
  }

  /// Solves for a sparse vector: each value that is or becomes nonzero is divided by its diagonal,
  /// where there is one, and its list times it is taken off the vector.
  ///
  /// `order` has the pivots at their places; the lists name such as come after, or before where
  /// `isBackward`.
  func solve(
    _ vector: SparseVector, _ diagonal: UnsafeMutablePointer<Double>?,
    _ order: UnsafeMutablePointer<Int32>, _ places: PlaceSet, isBackward: Bool
  ) {
    let (x, index, step) = (vector.value, vector.index, self.step)
    let (word, summary) = (places.word, places.summary)
    var count = mark(vector, in: places)
    let (start, length, entry) = (start, length, entry)
    let blocks = places.blocks
    var block = isBackward ? blocks &- 1 : 0
    let change = isBackward ? -1 : 1
    for _ in 0..<blocks {
      while summary[block] != 0 {
        let bit =
          isBackward
          ? 63 &- summary[block].leadingZeroBitCount : summary[block].trailingZeroBitCount
        let w = (block << 6) &+ bit
        while word[w] != 0 {
          let low = isBackward ? 63 &- word[w].leadingZeroBitCount : word[w].trailingZeroBitCount
          word[w] ^= 1 << UInt64(truncatingIfNeeded: low)
          let pivot = Int(order[(w << 6) &+ low])
          var v = x[pivot]
          if abs(v) < 1e-14 {
            x[pivot] = 0
            continue
          }
          if let diagonal {
            v /= diagonal[pivot]
            x[pivot] = v
          }
          index[count] = Int32(truncatingIfNeeded: pivot)
          count &+= 1
          var k = Int(start[pivot])
          let end = k &+ Int(length[pivot])
          while k < end {
            let i = Int(entry[k].place)
            let old = x[i]
            let new = old - entry[k].value * v
            x[i] = new == 0 ? SparseVector.almostZero : new
            if old == 0 {
              let at = Int(step[i])
              if at < 0 {
                index[count] = Int32(truncatingIfNeeded: i)
                count &+= 1
              } else {
                word[at >> 6] |= 1 << UInt64(truncatingIfNeeded: at & 63)
                summary[at >> 12] |= 1 << UInt64(truncatingIfNeeded: (at >> 6) & 63)
              }
            }
            k &+= 1
          }
        }
        summary[block] &= ~(1 << UInt64(truncatingIfNeeded: bit))
      }
      block &+= change
    }
    vector.count = count
  }

  /// Marks the places of a vector's values. How many are left in front, those without a list.
  @inline(__always)
  private func mark(_ vector: SparseVector, in places: PlaceSet) -> Int {
    let (x, index, step) = (vector.value, vector.index, self.step)
    let (word, summary) = (places.word, places.summary)
    var count = 0
    for k in 0..<vector.count {
      let i = index[k]
      let at = Int(step[Int(i)])
      if abs(x[Int(i)]) < 1e-14 {
        x[Int(i)] = 0
      } else if at < 0 {
        index[count] = i
        count &+= 1
      } else {
        word[at >> 6] |= 1 << UInt64(truncatingIfNeeded: at & 63)
        summary[at >> 12] |= 1 << UInt64(truncatingIfNeeded: (at >> 6) & 63)
      }
    }
    return count
  }
}

/// Places in an order that are still to be visited: a bit each, and a bit for each word of them
/// that is not empty, so that the next one is found at once.
final class PlaceSet {
  let word: UnsafeMutablePointer<UInt64>
  let summary: UnsafeMutablePointer<UInt64>
  let blocks: Int

  init(size: Int) {
    blocks = size / 4096 + 1
    word = .allocate(capacity: blocks * 64)
    word.initialize(repeating: 0, count: blocks * 64)
    summary = .allocate(capacity: blocks)
    summary.initialize(repeating: 0, count: blocks)
  }

  deinit {
    word.deallocate()
    summary.deallocate()
  }
}
