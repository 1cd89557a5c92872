// SPDX-License-Identifier: GPL-3.0-or-later
import BigInt

/// An exact rational number, always in lowest terms with a positive denominator.
public struct Fraction: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let numerator: BigInt
  public let denominator: BigInt

  public static let zero = Fraction(0)
  public static let one = Fraction(1)

  public init(_ value: Int) {
    numerator = BigInt(value)
    denominator = 1
  }

  /// The quotient of two integers. The denominator must not be zero.
  public init(_ numerator: BigInt, over denominator: BigInt) {
    precondition(!denominator.isZero, "division by zero")
    if denominator == 1 {
      self.numerator = numerator
      self.denominator = 1
      return
    }
    // The same for machine words, only faster.
    if let size = Int(exactly: numerator), let count = Int(exactly: denominator),
      size != .min, count != .min
    {
      var (divisor, rest) = (abs(count), abs(size))
      while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
      if count < 0 { divisor = -divisor }
      self.numerator = BigInt(size / divisor)
      self.denominator = BigInt(count / divisor)
      return
    }
    let sign: BigInt = denominator.sign == .minus ? -1 : 1
    let divisor = sign * numerator.greatestCommonDivisor(with: denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// Reads the text of a JSON number exactly, such as "0.1", "1e-6" or "-2.5E3".
  public init(decimal text: String) {
    var rest = Array(text.utf8)[...]
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (48...57).contains($0) } ?? false }
    func take(_ bytes: String) -> UInt8? {
      guard let first = rest.first, bytes.utf8.contains(first) else { return nil }
      rest.removeFirst()
      return first
    }
    func takeDigits() -> String {
      let digits = rest.prefix(while: isDigit)
      precondition(!digits.isEmpty, "not a JSON number: \(text)")
      rest = rest.dropFirst(digits.count)
      return String(decoding: digits, as: UTF8.self)
    }

    let negative = take("-") != nil
    let whole = takeDigits()
    precondition(whole == "0" || !whole.hasPrefix("0"), "not a JSON number: \(text)")
    let part = take(".") != nil ? takeDigits() : ""
    var exponent = 0
    if take("eE") != nil {
      let sign = take("+-") == UInt8(ascii: "-") ? -1 : 1
      guard let size = Int(takeDigits()) else { preconditionFailure("exponent too large") }
      exponent = sign * size
    }
    precondition(rest.isEmpty, "not a JSON number: \(text)")

    guard let digits = BigInt(whole + part) else { preconditionFailure("not digits: \(text)") }
    let value = negative ? -digits : digits
    let power = exponent - part.utf8.count
    let scale = BigInt(10).power(abs(power))
    self = power < 0 ? Fraction(value, over: scale) : Fraction(value * scale, over: 1)
  }

  public var isZero: Bool { numerator.isZero }

  /// An integer or a quotient: "3", "-1/2".
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// The greatest integer that is at most this number.
  public var floor: BigInt {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return rest.sign == .minus && !rest.isZero ? quotient - 1 : quotient
  }

  /// The least integer that is at least this number.
  public var ceiling: BigInt { -(-self).floor }

  /// The nearest double, ties to even; infinite where the number is too large.
  public var double: Double {
    if isZero { return 0 }
    let size = numerator.magnitude
    let divisor = denominator.magnitude
    // 2^top <= size / divisor < 2^(top + 1)
    var top = size.bitWidth - divisor.bitWidth
    let reaches = top >= 0 ? size >= divisor << top : size << -top >= divisor
    if !reaches { top -= 1 }
    if top > 1023 { return numerator.sign == .minus ? -.infinity : .infinity }

    // The value of the last binary place of the result is 2^place.
    let place = max(top - 52, -1074)
    let scaledSize = place < 0 ? size << -place : size
    let scaledDivisor = place > 0 ? divisor << place : divisor
    var (quotient, rest) = scaledSize.quotientAndRemainder(dividingBy: scaledDivisor)
    let twice = rest << 1
    if twice > scaledDivisor || (twice == scaledDivisor && quotient & 1 == 1) { quotient += 1 }
    let whole = Double(UInt64(quotient))  // exact: at most 2^53
    let result = Double(sign: .plus, exponent: place, significand: whole)
    return numerator.sign == .minus ? -result : result
  }

  public static func < (left: Fraction, right: Fraction) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    return left.numerator * right.denominator < right.numerator * left.denominator
  }

  public static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.isZero { return right }
    if right.isZero { return left }
    if left.denominator == right.denominator {
      return Fraction(left.numerator + right.numerator, over: left.denominator)
    }
    return Fraction(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  public static prefix func - (value: Fraction) -> Fraction {
    Fraction(negating: value)
  }

  public static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

  public static func * (left: Fraction, right: Fraction) -> Fraction {
    if left.isZero || right.isZero { return .zero }
    return Fraction(
      left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  public static func / (left: Fraction, right: Fraction) -> Fraction {
    precondition(!right.isZero, "division by zero")
    return Fraction(
      left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  private init(negating value: Fraction) {
    numerator = -value.numerator
    denominator = value.denominator
  }
}
