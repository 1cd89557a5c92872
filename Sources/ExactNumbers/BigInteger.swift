// SPDX-License-Identifier: GPL-3.0-or-later
import CGMP

/// An integer of any size to calculate with, held by GMP (`mpz`, chapter 5 of the GMP manual). It
/// changes in place and belongs to one owner.
package final class BigInteger {
  package let value: UnsafeMutablePointer<__mpz_struct>

  package init(_ small: Int = 0) {
    value = .allocate(capacity: 1)
    __gmpz_init(value)
    if small != 0 { __gmpz_set_si(value, small) }
  }

  /// A whole number.
  package convenience init(whole number: Rational) {
    precondition(number.isInteger)
    self.init(number.numerator)
    if let big = number.big { __gmpz_set(value, big.numerator) }
  }

  deinit {
    __gmpz_clear(value)
    value.deallocate()
  }

  /// Σ digits[k]·2^(bits·(count − 1 − k)), where a digit may be larger than its place.
  package convenience init(digits: some BidirectionalCollection<Int>, bits: Int) {
    self.init()
    precondition(bits == 16 || bits == 32)
    var words: [UInt32] = []
    words.reserveCapacity(digits.count * bits / 32 + 4)
    var carry = 0
    var half: UInt32?
    func put(_ digit: UInt32) {
      if bits == 32 {
        words.append(digit)
      } else if let low = half {
        words.append(low | digit << 16)
        half = nil
      } else {
        half = digit
      }
    }
    for digit in digits.reversed() {
      let sum = digit + carry
      put(UInt32(truncatingIfNeeded: sum & (1 << bits - 1)))
      carry = sum >> bits
    }
    let top = digits.count * bits
    if let half { words.append(half) }
    __gmpz_import(value, words.count, -1, 4, 0, 0, words)
    let head = BigInteger(carry)
    __gmpz_mul_2exp(head.value, head.value, UInt(top))
    __gmpz_add(value, value, head.value)
  }

  package var isZero: Bool { value.pointee._mp_size == 0 }
  package var signum: Int { Int(value.pointee._mp_size.signum()) }
  /// The number modulo 2¹²⁸, between −2¹²⁷ and 2¹²⁷.
  package var lowWords: Int128 {
    let low = UInt128(__gmpz_getlimbn(value, 0))
    let high = UInt128(__gmpz_getlimbn(value, 1))
    let magnitude = Int128(truncatingIfNeeded: high << 64 | low)
    return signum < 0 ? 0 &- magnitude : magnitude
  }

  /// The bits of the magnitude; 1 for zero.
  package var bitWidth: Int { Int(__gmpz_sizeinbase(value, 2)) }

  /// The number times 2^exponent as the sum of two doubles, within 2⁻¹⁰⁵ of its size.
  package func doubleDouble(scaledBy exponent: Int) -> (Double, Double) {
    let cut = max(0, bitWidth - 118)
    let top = BigInteger()
    __gmpz_tdiv_q_2exp(top.value, value, UInt(cut))
    var words: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &words) {
      _ = __gmpz_export($0.baseAddress, nil, -1, 8, 0, 0, top.value)
    }
    let magnitude = Int128(words.1) << 64 | Int128(words.0)
    let number = signum < 0 ? -magnitude : magnitude
    let high = Double(number)
    let low = Double(number - Int128(high))
    func scaled(_ part: Double) -> Double {
      part == 0 ? 0 : Double(sign: .plus, exponent: cut + exponent, significand: part)
    }
    return (scaled(high), scaled(low))
  }

  /// Adds a·b.
  package func add(_ a: BigInteger, times b: BigInteger) { __gmpz_addmul(value, a.value, b.value) }

  /// Subtracts a·b.
  package func subtract(_ a: BigInteger, times b: BigInteger) {
    __gmpz_submul(value, a.value, b.value)
  }

  /// Adds a·b.
  package func add(_ a: BigInteger, times b: Int) {
    if b >= 0 {
      __gmpz_addmul_ui(value, a.value, UInt(b))
    } else {
      __gmpz_submul_ui(value, a.value, b.magnitude)
    }
  }
}
