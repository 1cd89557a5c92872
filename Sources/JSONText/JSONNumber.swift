// SPDX-License-Identifier: GPL-3.0-or-later

/// A number as its text says it, before any rounding.
public struct JSONNumber: Hashable, Sendable {
  public let isNegative: Bool
  /// The number is ±`significand` × 10^`exponent`. Trailing zeros of the text are kept, so that
  /// `1.50` is 150 × 10^-2; zero is always 0 × 10^0. Valid when `digits` is nil, otherwise 0.
  public let significand: UInt64
  public let exponent: Int
  /// All significant digits when there are more than 19, to be read as the significand. Leading
  /// zeros are stripped, trailing ones are not.
  public let digits: String?

  /// The number correctly rounded: to the nearest double, on a tie to the even one.
  public var double: Double {
    let magnitude =
      if let digits {
        DecimalRounding.double(digits: digits, exponent: exponent)
      } else {
        DecimalRounding.double(significand: significand, exponent: exponent)
      }
    return isNegative ? -magnitude : magnitude
  }
}

/// A pass over the text of a number.
struct NumberScan {
  let isNegative: Bool
  /// The digits as one number, modulo 2^64.
  let wrappedSignificand: UInt64
  /// How many digits there are from the first that is not zero.
  let digitCount: Int
  let exponent: Int
  /// The index just after the number.
  let end: Int

  /// Exponents beyond this are cut to it. No text is long enough to bring one back into the range
  /// of a double.
  private static let exponentLimit = 1_000_000_000_000_000_000 / 2

  /// Reads the number at `start`, where a minus sign or a digit stands; nil if it is malformed.
  @inline(__always)
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    let base = bytes.baseAddress.unsafelyUnwrapped
    let count = bytes.count
    var index = start
    isNegative = base[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }

    var significand: UInt64 = 0
    var digitCount = 0
    guard index < count else { return nil }
    var digit = base[index] &- UInt8(ascii: "0")
    guard digit <= 9 else { return nil }
    if digit == 0 {
      index += 1
      if index < count, base[index] &- UInt8(ascii: "0") <= 9 { return nil }
    } else {
      let first = index
      repeat {
        significand = significand &* 10 &+ UInt64(digit)
        index += 1
        guard index < count else { break }
        digit = base[index] &- UInt8(ascii: "0")
      } while digit <= 9
      digitCount = index - first
    }

    var exponent = 0
    if index < count, base[index] == UInt8(ascii: ".") {
      index += 1
      let first = index
      while index < count {
        let digit = base[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        significand = significand &* 10 &+ UInt64(digit)
        if digitCount != 0 || digit != 0 { digitCount += 1 }
        index += 1
      }
      exponent = first - index
      if exponent == 0 { return nil }
    }

    if index < count, base[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard let written = Self.exponent(base, count, &index) else { return nil }
      exponent += written
    }

    wrappedSignificand = significand
    self.digitCount = digitCount
    self.exponent = exponent
    end = index
  }

  /// The exponent behind an `e`; nil if it is malformed.
  @inline(__always)
  private static func exponent(
    _ base: UnsafePointer<UInt8>, _ count: Int, _ index: inout Int
  ) -> Int? {
    var isNegative = false
    if index < count {
      if base[index] == UInt8(ascii: "-") {
        isNegative = true
        index += 1
      } else if base[index] == UInt8(ascii: "+") {
        index += 1
      }
    }
    let first = index
    var written = 0
    while index < count {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      if written < exponentLimit { written = written &* 10 &+ Int(digit) }
      index += 1
    }
    if index == first { return nil }
    written = min(written, exponentLimit)
    return isNegative ? -written : written
  }

  /// Whether the number is zero or rounds to a double that is neither zero nor infinite.
  @inline(__always)
  func isInRange(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    // The number lies in 10^(magnitude - 1)..<10^magnitude.
    let magnitude = exponent + digitCount
    if digitCount == 0 || (magnitude >= -322 && magnitude <= 308) { return true }
    if magnitude > 309 || magnitude < -324 { return false }
    let double = number(bytes, at: start).double
    return double.isFinite && !double.isZero
  }

  /// The number that was read at `start`.
  func number(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> JSONNumber {
    if digitCount == 0 {
      return JSONNumber(isNegative: isNegative, significand: 0, exponent: 0, digits: nil)
    }
    if digitCount <= 19 {
      return JSONNumber(
        isNegative: isNegative, significand: wrappedSignificand, exponent: exponent, digits: nil)
    }
    return JSONNumber(
      isNegative: isNegative, significand: 0, exponent: exponent,
      digits: digits(bytes, at: start))
  }

  private func digits(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> String {
    String(unsafeUninitializedCapacity: digitCount) { buffer in
      var written = 0
      var index = start
      while written < digitCount {
        let byte = bytes[index]
        index += 1
        guard byte &- UInt8(ascii: "0") <= 9 else { continue }
        if written == 0, byte == UInt8(ascii: "0") { continue }
        buffer[written] = byte
        written += 1
      }
      return written
    }
  }
}

/// Decimal numbers rounded to the nearest double, on a tie to the even one.
enum DecimalRounding {
  /// The powers of ten that a double holds exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The powers of ten that fit a word.
  private static let wordPowers: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
    100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// The value of significand × 10^exponent.
  static func double(significand: UInt64, exponent: Int) -> Double {
    if exponent == 0 { return Double(significand) }
    if significand == 0 { return 0 }
    if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
      // Both are exact, so that the one operation rounds once.
      let exact = Double(significand)
      return exponent < 0 ? exact / exactPowers[-exponent] : exact * exactPowers[exponent]
    }
    if exponent < 0, exponent >= -38 { return quotient(significand, power: -exponent) }
    if exponent > 0, exponent <= 19 {
      let product = significand.multipliedFullWidth(by: wordPowers[exponent])
      return rounded(high: product.high, low: product.low, isInexact: false, scale: 0)
    }
    return read("\(significand)e\(exponent)")
  }

  /// The value of digits × 10^exponent.
  static func double(digits: String, exponent: Int) -> Double {
    // A double, or the midpoint of two, has at most 767 significant digits; of what follows 800
    // it only matters whether it is zero.
    let limit = 800
    let text = digits.utf8
    if text.count <= limit { return read("\(digits)e\(exponent)") }
    let cut = text.index(text.startIndex, offsetBy: limit)
    let isInexact = text[cut...].contains { $0 != UInt8(ascii: "0") }
    let kept = digits[..<cut]
    return read("\(kept)\(isInexact ? 1 : 0)e\(exponent + text.count - limit - 1)")
  }

  /// The standard library reads any decimal text correctly rounded and under any locale.
  private static func read(_ text: String) -> Double {
    guard let double = Double(text) else { preconditionFailure("\(text) is not a number") }
    return double
  }

  /// The value of significand / 10^power, for a power of up to 38.
  private static func quotient(_ significand: UInt64, power: Int) -> Double {
    let shift = significand.leadingZeroBitCount
    let numerator = significand << UInt64(shift)
    if power <= 19 {
      // The quotient of numerator × 2^64 has 64 bits or more.
      let divisor = wordPowers[power]
      let high = numerator.quotientAndRemainder(dividingBy: divisor)
      let middle = divisor.dividingFullWidth((high.remainder, 0))
      return rounded(
        high: high.quotient, low: middle.quotient, isInexact: middle.remainder != 0,
        scale: -64 - shift)
    }
    // The quotient of numerator × 2^128 has 65 bits or more. A quotient of a quotient, both
    // rounded down, is the quotient by the product rounded down.
    let first = wordPowers[19]
    let second = wordPowers[power - 19]
    let a2 = numerator.quotientAndRemainder(dividingBy: first)
    let a1 = first.dividingFullWidth((a2.remainder, 0))
    let a0 = first.dividingFullWidth((a1.remainder, 0))
    let b2 = a2.quotient.quotientAndRemainder(dividingBy: second)
    let b1 = second.dividingFullWidth((b2.remainder, a1.quotient))
    let b0 = second.dividingFullWidth((b1.remainder, a0.quotient))
    let isInexact = a0.remainder != 0 || b0.remainder != 0
    if b2.quotient != 0 {
      return rounded(
        high: b2.quotient, low: b1.quotient, isInexact: isInexact || b0.quotient != 0,
        scale: -64 - shift)
    }
    return rounded(
      high: b1.quotient, low: b0.quotient, isInexact: isInexact, scale: -128 - shift)
  }

  /// The value of (high × 2^64 + low) × 2^scale, with a little more if it is inexact. At least 64
  /// significant bits must be given then, and the result must be a normal double.
  private static func rounded(
    high: UInt64, low: UInt64, isInexact: Bool, scale: Int
  ) -> Double {
    var top = high
    var rest = low
    var exponent = scale + 64
    if top == 0 {
      top = low
      rest = 0
      exponent = scale
    }
    let shift = UInt64(top.leadingZeroBitCount)
    if shift > 0 {
      top = top << shift | rest >> (64 - shift)
      rest <<= shift
      exponent -= Int(shift)
    }
    // The lowest bit is far below the one at which the conversion rounds.
    if rest != 0 || isInexact { top |= 1 }
    let power = Double(bitPattern: UInt64(1023 + exponent) << 52)
    return Double(top) * power
  }
}
