// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum of products of fractions that is reduced only once, at the end.
///
/// The products of a row or a column mostly share their denominator, or one divides the other, so
/// that a term costs two multiplications and no greatest common divisor. The sum is 128 over 64
/// bits; beyond, GMP takes over by itself.
@usableFromInline
package struct ExactSum {
  @usableFromInline var numerator: Int128 = 0
  @usableFromInline var denominator: Int = 1
  @usableFromInline var big: BigSum?

  @inlinable package init() {}

  @inlinable
  package init(_ value: Rational) {
    if let large = value.big {
      big = BigSum(large)
    } else {
      (numerator, denominator) = (Int128(value.numerator), value.denominator)
    }
  }

  @inlinable package var isZero: Bool { big?.isZero ?? (numerator == 0) }
  @inlinable package var signum: Int { big?.signum ?? Int(numerator.signum()) }

  /// What an operation with this sum costs, as `Rational.weight` counts.
  @inlinable package var weight: Int { big?.weight ?? 1 }

  @inlinable package mutating func add(_ value: Rational) { add(value, .one) }
  @inlinable package mutating func subtract(_ value: Rational) {
    add(value, Rational(reduced: -1, 1))
  }

  /// Adds a·b.
  @inlinable
  package mutating func add(_ a: Rational, _ b: Rational) {
    if big == nil, a.big == nil, b.big == nil,
      addSmall(a.numerator, a.denominator, b.numerator, b.denominator)
    {
      return
    }
    addLarge(a, b, isNegative: false)
  }

  /// Subtracts a·b.
  @inlinable
  package mutating func subtract(_ a: Rational, _ b: Rational) {
    if big == nil, a.big == nil, b.big == nil,
      addSmall(-a.numerator, a.denominator, b.numerator, b.denominator)
    {
      return
    }
    addLarge(a, b, isNegative: true)
  }

  /// false where the sum would not fit.
  @inline(__always)
  @inlinable
  mutating func addSmall(_ a: Int, _ below: Int, _ b: Int, _ beneath: Int) -> Bool {
    let product = a.multipliedFullWidth(by: b)
    var term = Int128(truncatingIfNeeded: product.high) << 64 | Int128(product.low)
    if below == 1, beneath == 1, denominator == 1 { return add(term) }
    if term == 0 { return true }
    let (divisor, overflow) = below.multipliedReportingOverflow(by: beneath)
    if overflow { return false }
    if divisor == denominator { return add(term) }
    return addScaled(&term, divisor)
  }

  @inline(__always)
  @inlinable
  mutating func add(_ term: Int128) -> Bool {
    let (sum, overflow) = numerator.addingReportingOverflow(term)
    if overflow { return false }
    numerator = sum
    return true
  }

  /// Adds term / divisor where the denominators differ.
  @usableFromInline
  mutating func addScaled(_ term: inout Int128, _ divisor: Int) -> Bool {
    if divisor < denominator, denominator % divisor == 0 {
      guard let scaled = Self.product(term, denominator / divisor) else { return false }
      return add(scaled)
    }
    let common = Int(Rational.greatestCommonDivisor(UInt(denominator), UInt(divisor)))
    let (mine, other) = (divisor / common, denominator / common)
    let (below, overflow) = denominator.multipliedReportingOverflow(by: mine)
    if overflow {
      // Once reduced, the two may fit after all.
      guard let reduced = reducedTerm(term, divisor) else { return false }
      return reduced.addingTo(&self)
    }
    guard let left = Self.product(numerator, mine), let right = Self.product(term, other)
    else { return false }
    let (sum, beyond) = left.addingReportingOverflow(right)
    if beyond { return false }
    (numerator, denominator) = (sum, below)
    return true
  }

  /// A term in lowest terms, where that is shorter.
  private struct ReducedTerm {
    let numerator: Int128
    let denominator: Int

    func addingTo(_ sum: inout ExactSum) -> Bool {
      var term = numerator
      if denominator == sum.denominator { return sum.add(term) }
      return sum.addScaled(&term, denominator)
    }
  }

  private func reducedTerm(_ term: Int128, _ divisor: Int) -> ReducedTerm? {
    let common = Self.commonDivisor(term, divisor)
    if common == 1 { return nil }
    return ReducedTerm(numerator: term / Int128(common), denominator: divisor / common)
  }

  private static func commonDivisor(_ a: Int128, _ b: Int) -> Int {
    let rest =
      a.magnitude >> 64 == 0
      ? UInt(truncatingIfNeeded: a.magnitude) : UInt(a.magnitude % UInt128(b))
    return Int(Rational.greatestCommonDivisor(rest, UInt(b)))
  }

  private static func product(_ a: Int128, _ b: Int) -> Int128? {
    if let a = Int(exactly: a) {
      let product = a.multipliedFullWidth(by: b)
      return Int128(truncatingIfNeeded: product.high) << 64 | Int128(product.low)
    }
    let (product, overflow) = a.multipliedReportingOverflow(by: Int128(b))
    return overflow ? nil : product
  }

  @usableFromInline
  mutating func addLarge(_ a: Rational, _ b: Rational, isNegative: Bool) {
    if big == nil {
      big = BigSum(numerator, denominator)
    } else if !isKnownUniquelyReferenced(&big) {
      big = BigSum(copying: big!)
    }
    big!.add(a, b, isNegative: isNegative)
  }

  /// The sum, reduced.
  package var value: Rational {
    if let big { return big.value }
    if denominator == 1, let small = Int(exactly: numerator), small != .min {
      return Rational(reduced: small, 1)
    }
    if numerator == 0 { return .zero }
    let common = Self.commonDivisor(numerator, denominator)
    let below = denominator / common
    if let small = Int(exactly: numerator) {
      if small != .min { return Rational(reduced: small / common, below) }
    } else if common != 1, let small = Int(exactly: numerator / Int128(common)), small != .min {
      return Rational(reduced: small, below)
    }
    return BigSum(numerator, denominator).value
  }
}

extension Rational {
  /// Takes a·b away.
  package mutating func subtract(_ a: Rational, times b: Rational) {
    if b.isZero { return }
    var rest = ExactSum(self)
    rest.subtract(a, b)
    self = rest.value
  }
}
