// SPDX-License-Identifier: GPL-3.0-or-later

/// A vector of which most places are zero: all its values, and a list of the places that may not be
/// zero. Each nonzero place is in the list, and no place twice.
final class SparseVector {
  /// What a value becomes that cancels to nothing, so that its place need not leave the list.
  static let almostZero = 1e-100

  let size: Int
  let value: UnsafeMutablePointer<Double>
  let index: UnsafeMutablePointer<Int32>
  /// In memory of its own, as Swift asks at run time for leave to change a class's variable.
  private let counter: UnsafeMutablePointer<Int>
  var count: Int {
    @inline(__always) get { counter.pointee }
    @inline(__always) set { counter.pointee = newValue }
  }

  init(size: Int) {
    self.size = size
    value = .allocate(capacity: max(1, size))
    value.initialize(repeating: 0, count: size)
    index = .allocate(capacity: max(1, size))
    index.initialize(repeating: 0, count: size)
    counter = .allocate(capacity: 1)
    counter.initialize(to: 0)
  }

  deinit {
    value.deallocate()
    index.deallocate()
    counter.deallocate()
  }

  /// O(the list's length).
  func clear() {
    if count * 3 > size {
      value.update(repeating: 0, count: size)
    } else {
      for k in 0..<count { value[Int(index[k])] = 0 }
    }
    count = 0
  }

  func copy(_ other: SparseVector) {
    clear()
    let length = other.count
    for k in 0..<length {
      let i = other.index[k]
      index[k] = i
      value[Int(i)] = other.value[Int(i)]
    }
    count = length
  }

  /// Adds to a place that may be in the list or not.
  @inline(__always)
  func add(_ amount: Double, at place: Int32) {
    let old = value[Int(place)]
    if old == 0 {
      index[count] = place
      count += 1
    }
    let new = old + amount
    value[Int(place)] = abs(new) < 1e-14 ? Self.almostZero : new
  }

  /// The sum of the squares. O(the list's length).
  var squaredLength: Double {
    var sum = 0.0
    for k in 0..<count { sum += value[Int(index[k])] * value[Int(index[k])] }
    return sum
  }

  /// The list anew from the values, O(size).
  func listNonzeros(above least: Double) {
    var length = 0
    for i in 0..<size {
      if value[i] == 0 { continue }
      if abs(value[i]) < least {
        value[i] = 0
      } else {
        index[length] = Int32(i)
        length += 1
      }
    }
    count = length
  }
}
