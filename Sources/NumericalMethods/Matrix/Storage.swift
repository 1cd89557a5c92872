// SPDX-License-Identifier: GPL-3.0-or-later

/// A fixed number of plain values in one piece of memory, read and written without bounds checks:
/// for the loops that run over every coefficient of a program many times.
final class Storage<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: value, count: count)
    self.count = count
  }

  convenience init(_ array: [Element], or value: Element) {
    self.init(repeating: value, count: array.count)
    for (index, element) in array.enumerated() { base[index] = element }
  }

  deinit { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    set { base[index] = newValue }
  }

  func fill(_ value: Element) { base.update(repeating: value, count: count) }
}
