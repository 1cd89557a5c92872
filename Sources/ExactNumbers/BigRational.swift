// SPDX-License-Identifier: GPL-3.0-or-later
import CGMP

/// A fraction of any size, held by GMP (`mpq`, chapter 6 of the GMP manual).
///
/// It is never changed after it was made, so threads may share it.
@usableFromInline
package final class BigRational: @unchecked Sendable {
  private let value: UnsafeMutablePointer<__mpq_struct>
  /// GMP's `mpq_numref` and `mpq_denref`: the two halves of the structure, in this order.
  let numerator: UnsafeMutablePointer<__mpz_struct>
  fileprivate let denominator: UnsafeMutablePointer<__mpz_struct>

  fileprivate init() {
    value = .allocate(capacity: 1)
    __gmpq_init(value)
    numerator = UnsafeMutableRawPointer(value).assumingMemoryBound(to: __mpz_struct.self)
    denominator = numerator + 1
  }

  deinit {
    __gmpq_clear(value)
    value.deallocate()
  }

  /// `numerator / denominator`, reduced. The denominator is positive.
  @usableFromInline
  package convenience init(_ numerator: Int, _ denominator: Int) {
    self.init()
    __gmpq_set_si(value, numerator, UInt(denominator))
    __gmpq_canonicalize(value)
  }

  /// `digits × 10^exponent`, where `digits` is a decimal integer with an optional minus.
  package convenience init(digits: String, exponent: Int) {
    self.init()
    let wellFormed = __gmpz_set_str(numerator, digits, 10) == 0
    precondition(wellFormed, "digits of a decimal integer")
    let power = BigInteger()
    __gmpz_ui_pow_ui(power.value, 10, UInt(exponent.magnitude))
    if exponent < 0 {
      __gmpz_set(denominator, power.value)
      __gmpq_canonicalize(value)
    } else {
      __gmpz_mul(numerator, numerator, power.value)
    }
  }

  /// `numerator / denominator`, reduced. The denominator is positive.
  package convenience init(_ numerator: BigInteger, over denominator: BigInteger) {
    self.init()
    __gmpz_set(self.numerator, numerator.value)
    __gmpz_set(self.denominator, denominator.value)
    __gmpq_canonicalize(value)
  }

  /// The value of a finite double, exactly.
  package convenience init(exactly double: Double) {
    self.init()
    __gmpq_set_d(value, double)
  }

  fileprivate func reduce() { __gmpq_canonicalize(value) }

  @usableFromInline package enum Operation { case add, subtract, multiply, divide }

  @usableFromInline
  package convenience init(_ a: BigRational, _ operation: Operation, _ b: BigRational) {
    self.init()
    switch operation {
    case .add: __gmpq_add(value, a.value, b.value)
    case .subtract: __gmpq_sub(value, a.value, b.value)
    case .multiply: __gmpq_mul(value, a.value, b.value)
    case .divide: __gmpq_div(value, a.value, b.value)
    }
  }

  /// Both parts as `Int`, where they fit and are not `Int.min`.
  package var small: (numerator: Int, denominator: Int)? {
    guard __gmpz_fits_slong_p(numerator) != 0, __gmpz_fits_slong_p(denominator) != 0
    else { return nil }
    let above = __gmpz_get_si(numerator)
    return above == .min ? nil : (above, __gmpz_get_si(denominator))
  }

  /// The 64-bit words of both parts together.
  package var words: Int {
    Int(abs(numerator.pointee._mp_size)) + Int(denominator.pointee._mp_size)
  }

  @usableFromInline package var signum: Int { Int(numerator.pointee._mp_size.signum()) }

  @usableFromInline
  package func compare(_ other: BigRational) -> Int { Int(__gmpq_cmp(value, other.value)).signum() }

  @usableFromInline package var isInteger: Bool { __gmpz_cmp_ui(denominator, 1) == 0 }

  /// The greatest integer that is not above the number.
  package var floor: BigRational {
    let result = BigRational()
    __gmpz_fdiv_q(result.numerator, numerator, denominator)
    return result
  }

  /// The decimal digits of numerator and denominator: `-7/2`, or `3` for an integer.
  package var text: String {
    let length = __gmpz_sizeinbase(numerator, 10) + __gmpz_sizeinbase(denominator, 10) + 3
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: length) { buffer in
      String(cString: __gmpq_get_str(buffer.baseAddress, 10, value))
    }
  }

  /// The nearest double, ties to even. GMP's own `mpq_get_d` truncates.
  ///
  /// It takes a quotient of 64 bits or a few more, sets its last bit where a remainder is left
  /// ("sticky bit"), and lets the hardware round once. Below the normal doubles the quotient is
  /// as short as the place of their last bit asks, so that there too only one step rounds.
  package var double: Double {
    guard signum != 0 else { return 0 }
    let difference =
      Int(__gmpz_sizeinbase(numerator, 2)) - Int(__gmpz_sizeinbase(denominator, 2))
    // The quotient has `wanted` or `wanted + 1` bits. The last place of a subnormal is 2^-1074.
    let wanted = min(62, max(1, difference + 1076))
    let shift = wanted - difference
    let (n, d, r) = (BigInteger(), BigInteger(), BigInteger())
    __gmpz_set(n.value, numerator)
    n.value.pointee._mp_size = abs(n.value.pointee._mp_size)
    __gmpz_set(d.value, denominator)
    if shift >= 0 {
      __gmpz_mul_2exp(n.value, n.value, UInt(shift))
    } else {
      __gmpz_mul_2exp(d.value, d.value, UInt(-shift))
    }
    let q = BigInteger()
    __gmpz_tdiv_qr(q.value, r.value, n.value, d.value)
    var bits = UInt64(__gmpz_get_ui(q.value))
    if r.value.pointee._mp_size != 0 { bits |= 1 }
    let magnitude = Self.scaled(bits, -shift)
    return signum < 0 ? -magnitude : magnitude
  }

  /// `bits × 2^exponent`, rounded once.
  private static func scaled(_ bits: UInt64, _ exponent: Int) -> Double {
    guard exponent < -1010 else {
      return Double(sign: .plus, exponent: exponent, significand: Double(bits))
    }
    // `bits` times a power of two that no double holds: 2^exponent in two exact steps. Only the
    // last step can round, for the first leaves the significand as it is.
    let step = Double(sign: .plus, exponent: exponent + 200, significand: Double(bits))
    return step * Double(sign: .plus, exponent: -200, significand: 1)
  }
}

/// A sum of products of any size, over a common denominator that need not be in lowest terms.
@usableFromInline
package final class BigSum: @unchecked Sendable {
  private let numerator = BigInteger()
  private let denominator = BigInteger()

  @usableFromInline
  package init(_ value: BigRational) {
    __gmpz_set(numerator.value, value.numerator)
    __gmpz_set(denominator.value, value.denominator)
  }

  package init(_ numerator: Int128, _ denominator: Int) {
    let high = Int(truncatingIfNeeded: numerator >> 64)
    __gmpz_set_si(self.numerator.value, high)
    __gmpz_mul_2exp(self.numerator.value, self.numerator.value, 64)
    __gmpz_add_ui(
      self.numerator.value, self.numerator.value, UInt(truncatingIfNeeded: numerator))
    __gmpz_set_si(self.denominator.value, denominator)
  }

  package init(copying other: BigSum) {
    __gmpz_set(numerator.value, other.numerator.value)
    __gmpz_set(denominator.value, other.denominator.value)
  }

  @usableFromInline package var isZero: Bool { numerator.value.pointee._mp_size == 0 }
  @usableFromInline package var signum: Int { Int(numerator.value.pointee._mp_size.signum()) }

  /// Multiplications and additions are linear in the words here: the other factor is short.
  @usableFromInline
  package var weight: Int {
    4 + Int(abs(numerator.value.pointee._mp_size)) + Int(denominator.value.pointee._mp_size)
  }

  /// Adds a·b, or subtracts it.
  package func add(_ a: Rational, _ b: Rational, isNegative: Bool) {
    let (above, below) = (BigInteger(), BigInteger())
    Self.multiply(above, a.big?.numerator, a.numerator, b.big?.numerator, b.numerator)
    if above.value.pointee._mp_size == 0 { return }
    if isNegative { above.value.pointee._mp_size = -above.value.pointee._mp_size }
    Self.multiply(below, a.big?.denominator, a.denominator, b.big?.denominator, b.denominator)
    if __gmpz_cmp(below.value, denominator.value) == 0 {
      __gmpz_add(numerator.value, numerator.value, above.value)
      return
    }
    let scale = BigInteger()
    if __gmpz_divisible_p(denominator.value, below.value) != 0 {
      __gmpz_divexact(scale.value, denominator.value, below.value)
      __gmpz_addmul(numerator.value, above.value, scale.value)
      return
    }
    __gmpz_gcd(scale.value, denominator.value, below.value)
    __gmpz_divexact(below.value, below.value, scale.value)
    __gmpz_divexact(scale.value, denominator.value, scale.value)
    __gmpz_mul(numerator.value, numerator.value, below.value)
    __gmpz_addmul(numerator.value, above.value, scale.value)
    __gmpz_mul(denominator.value, denominator.value, below.value)
  }

  private static func multiply(
    _ product: BigInteger, _ a: UnsafeMutablePointer<__mpz_struct>?, _ smallA: Int,
    _ b: UnsafeMutablePointer<__mpz_struct>?, _ smallB: Int
  ) {
    switch (a, b) {
    case (let a?, let b?): __gmpz_mul(product.value, a, b)
    case (let a?, nil): __gmpz_mul_si(product.value, a, smallB)
    case (nil, let b?): __gmpz_mul_si(product.value, b, smallA)
    case (nil, nil):
      __gmpz_set_si(product.value, smallA)
      __gmpz_mul_si(product.value, product.value, smallB)
    }
  }

  /// The sum in lowest terms.
  package var value: Rational {
    let result = BigRational()
    __gmpz_set(result.numerator, numerator.value)
    __gmpz_set(result.denominator, denominator.value)
    result.reduce()
    return Rational(reducing: result)
  }
}
