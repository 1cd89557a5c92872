// SPDX-License-Identifier: GPL-3.0-or-later

/// The row transformations of Forrest and Tomlin's updates, in their order: each takes a sum of
/// multiples of other places off one place, x[row] −= Σ value · x[place].
final class EtaFile {
  private let row: Storage<Int32>
  private let start: Storage<Int32>
  private var entry: UnsafeMutablePointer<FactorLists.Entry>
  private var capacity = 4096
  /// The one that the last solve for a row of the inverse has found.
  private let next: UnsafeMutablePointer<FactorLists.Entry>
  private var nextCount = 0
  private(set) var count = 0

  var entryCount: Int { Int(start[count]) }

  init(size: Int, most: Int) {
    row = Storage(repeating: 0, count: most)
    start = Storage(repeating: 0, count: most + 1)
    entry = .allocate(capacity: capacity)
    next = .allocate(capacity: max(1, size))
  }

  deinit {
    entry.deallocate()
    next.deallocate()
  }

  func removeAll() { count = 0 }

  func apply(to vector: SparseVector) {
    let (x, entry, start, row) = (vector.value, entry, start.base, row.base)
    var k = 0
    for eta in 0..<count {
      let end = Int(start[eta &+ 1])
      var sum = 0.0
      while k < end {
        sum += entry[k].value * x[Int(entry[k].place)]
        k &+= 1
      }
      if sum != 0 { vector.add(-sum, at: row[eta]) }
    }
  }

  func applyTransposed(to vector: SparseVector) {
    let (x, entry, start, row) = (vector.value, entry, start.base, row.base)
    var eta = count &- 1
    while eta >= 0 {
      let v = x[Int(row[eta])]
      if v != 0 {
        var k = Int(start[eta])
        let end = Int(start[eta &+ 1])
        while k < end {
          vector.add(-entry[k].value * v, at: entry[k].place)
          k &+= 1
        }
      }
      eta &-= 1
    }
  }

  /// The transformation that eliminates a pivot's row of U, out of the solution of Uᵀ z = e.
  func prepare(_ vector: SparseVector, _ pivot: Int) {
    let factor = -1 / vector.value[pivot]
    var length = 0
    for k in 0..<vector.count {
      let i = vector.index[k]
      if Int(i) == pivot { continue }
      next[length] = FactorLists.Entry(place: i, value: factor * vector.value[Int(i)])
      length &+= 1
    }
    nextCount = length
  }

  /// What the prepared one leaves of a column at the pivot.
  func corner(_ spike: SparseVector, _ pivot: Int) -> Double {
    var corner = spike.value[pivot]
    for k in 0..<nextCount { corner -= next[k].value * spike.value[Int(next[k].place)] }
    return corner
  }

  /// Adds the prepared one.
  func take(_ pivot: Int) {
    if nextCount == 0 { return }
    let used = entryCount
    if used + nextCount > capacity {
      let larger = max(2 * capacity, used + nextCount)
      let new = UnsafeMutablePointer<FactorLists.Entry>.allocate(capacity: larger)
      new.update(from: entry, count: used)
      entry.deallocate()
      (entry, capacity) = (new, larger)
    }
    for k in 0..<nextCount { entry[used + k] = next[k] }
    row[count] = Int32(pivot)
    count += 1
    start[count] = Int32(used + nextCount)
  }
}
