// SPDX-License-Identifier: GPL-3.0-or-later

/// Fractions one after another, 16 bytes each: two machine words, or a place in a list of the few
/// that need more. Reading and copying small ones touches no reference count.
@usableFromInline
package struct PackedRationals: Sendable {
  /// A denominator of 0 marks a large number; the numerator is then its place in `large`.
  @usableFromInline
  package struct Pair: Sendable {
    @usableFromInline package var numerator: Int
    @usableFromInline package var denominator: Int
  }

  @usableFromInline package internal(set) var pairs: [Pair] = []
  @usableFromInline package internal(set) var large: [Rational] = []

  package init() {}

  @inlinable package var count: Int { pairs.count }

  @inlinable
  package subscript(_ index: Int) -> Rational {
    let pair = pairs[index]
    return pair.denominator == 0
      ? large[pair.numerator] : Rational(reduced: pair.numerator, pair.denominator)
  }

  package mutating func append(_ value: Rational) {
    if value.big == nil {
      pairs.append(Pair(numerator: value.numerator, denominator: value.denominator))
    } else {
      pairs.append(Pair(numerator: large.count, denominator: 0))
      large.append(value)
    }
  }

  /// The nearest doubles.
  package var doubles: [Double] {
    let exact = 1 << 53
    return pairs.withUnsafeBufferPointer { pairs in
      [Double](unsafeUninitializedCapacity: pairs.count) { buffer, count in
        for (index, pair) in pairs.enumerated() {
          let (numerator, denominator) = (pair.numerator, pair.denominator)
          buffer[index] =
            denominator > 0 && denominator < exact && numerator.magnitude < exact
            ? Double(numerator) / Double(denominator) : self[index].double
        }
        count = pairs.count
      }
    }
  }

  /// Appends a number of `other`, which may be large.
  package mutating func append(_ index: Int, of other: PackedRationals) {
    let pair = other.pairs[index]
    if pair.denominator == 0 { append(other.large[pair.numerator]) } else { pairs.append(pair) }
  }

  package mutating func reserveCapacity(_ capacity: Int) { pairs.reserveCapacity(capacity) }
}
