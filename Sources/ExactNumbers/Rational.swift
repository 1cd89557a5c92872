// SPDX-License-Identifier: GPL-3.0-or-later

/// An exact fraction. Small ones are two machine integers; larger ones go to GMP by themselves.
public struct Rational: Sendable {
  /// The numerator of a small number; meaningless where `big` is set.
  @usableFromInline package let numerator: Int
  /// The denominator of a small number, positive.
  @usableFromInline package let denominator: Int
  @usableFromInline package let big: BigRational?

  @inlinable public static var zero: Rational { Rational(reduced: 0, 1) }
  @inlinable public static var one: Rational { Rational(reduced: 1, 1) }

  @inlinable
  public init(_ integer: Int) {
    if integer == .min {
      self.init(reducing: BigRational(integer, 1))
    } else {
      self.init(reduced: integer, 1)
    }
  }

  /// `numerator / denominator`; the denominator is positive, the fraction is reduced here.
  @inlinable
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator > 0 && numerator != .min)
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, UInt(denominator))
    self.init(reduced: numerator / Int(divisor), denominator / Int(divisor))
  }

  /// A fraction that has no common divisor, with a positive denominator.
  @inlinable
  package init(reduced numerator: Int, _ denominator: Int) {
    (self.numerator, self.denominator, big) = (numerator, denominator, nil)
  }

  private init(box: BigRational) { (numerator, denominator, big) = (0, 1, box) }

  /// The same number, in machine integers where it fits them.
  @usableFromInline
  package init(reducing big: BigRational) {
    if let small = big.small {
      self.init(reduced: small.numerator, small.denominator)
    } else {
      self.init(box: big)
    }
  }

  /// `± significand × 10^exponent`, exactly.
  public init(isNegative: Bool, significand: UInt64, exponent: Int) {
    if significand < UInt64(Int.max), exponent <= 0, exponent >= -18 {
      // A power of ten has only the divisors 2 and 5.
      var above = Int(significand)
      if above == 0 {
        self.init(reduced: 0, 1)
        return
      }
      let twos = min(above.trailingZeroBitCount, -exponent)
      above &>>= twos
      var below = Self.powersOfTen[-exponent] &>> twos
      var fives = -exponent
      while fives > 0, above % 5 == 0 {
        above /= 5
        below /= 5
        fives -= 1
      }
      self.init(reduced: isNegative ? -above : above, below)
    } else {
      self.init(digits: (isNegative ? "-" : "") + String(significand), exponent: exponent)
    }
  }

  /// `digits × 10^exponent`, where `digits` is a decimal integer with an optional minus.
  public init(digits: String, exponent: Int) {
    self.init(reducing: BigRational(digits: digits, exponent: exponent))
  }

  /// The exact value of a finite double.
  public init(exactly double: Double) {
    precondition(double.isFinite)
    if let integer = Int(exactly: double), integer != .min {
      self.init(integer)
    } else if double.magnitude < 0x1p62, double.ulp >= 0x1p-62 {
      // An odd number of at most 53 bits over a power of two.
      let places = -double.ulp.exponent
      let above = Int(double * Double(sign: .plus, exponent: Int(places), significand: 1))
      let twos = min(above.trailingZeroBitCount, Int(places))
      self.init(reduced: above &>> twos, 1 &<< (Int(places) - twos))
    } else {
      self.init(reducing: BigRational(exactly: double))
    }
  }

  static let powersOfTen: [Int] = {
    var powers = [1]
    for _ in 0..<18 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// The greatest common divisor by halving (Stein's algorithm; Knuth, "The art of computer
  /// programming", volume 2, chapter 4.5.2): a division costs more than a few shifts.
  @inlinable
  package static func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
    if a == 0 { return b }
    if b == 0 { return a }
    if b == 1 || a == 1 { return 1 }
    let twos = (a | b).trailingZeroBitCount
    var a = a &>> UInt(a.trailingZeroBitCount)
    var b = b &>> UInt(b.trailingZeroBitCount)
    while a != b {
      let (difference, isBelow) = a.subtractingReportingOverflow(b)
      b = isBelow ? a : b
      a = (isBelow ? 0 &- difference : difference) &>> UInt(difference.trailingZeroBitCount)
    }
    return a &<< UInt(twos)
  }

  @usableFromInline
  package var boxed: BigRational { big ?? BigRational(numerator, denominator) }

  /// About how long an operation with this number takes, in operations with small ones: GMP's
  /// greatest common divisor is quadratic in the words.
  package var weight: Int {
    guard let words = big?.words else { return 1 }
    return 4 + words * words / 4
  }

  @inlinable public var isZero: Bool { big == nil && numerator == 0 }
  @inlinable package var isOne: Bool { big == nil && numerator == 1 && denominator == 1 }
  @inlinable public var signum: Int { big?.signum ?? numerator.signum() }
  @inlinable public var isInteger: Bool { big?.isInteger ?? (denominator == 1) }
  @inlinable public var magnitude: Rational { signum < 0 ? -self : self }

  /// The nearest double, ties to even; infinite where it is beyond the range of a double.
  public var double: Double {
    if let big { return big.double }
    if denominator == 1 { return Double(numerator) }
    if numerator.magnitude < 1 << 53, denominator < 1 << 53 {
      return Double(numerator) / Double(denominator)
    }
    return boxed.double
  }

  /// The greatest integer that is not above the number.
  public var floor: Rational {
    if let big { return Rational(reducing: big.floor) }
    let quotient = numerator / denominator
    return Rational(numerator % denominator < 0 ? quotient - 1 : quotient)
  }

  /// The next multiple of `step` upwards or downwards; the number itself where there is no step.
  package func rounded(to step: Rational?, up: Bool) -> Rational {
    guard let step else { return self }
    let count = self / step
    return step * (up ? -(-count).floor : count.floor)
  }

  @inlinable
  public static prefix func - (a: Rational) -> Rational {
    if a.big == nil { return Rational(reduced: -a.numerator, a.denominator) }
    return .zero - a
  }

  @inlinable public static func + (a: Rational, b: Rational) -> Rational { sum(a, b, .add) }
  @inlinable public static func - (a: Rational, b: Rational) -> Rational { sum(a, b, .subtract) }

  @inlinable
  package static func sum(
    _ a: Rational, _ b: Rational, _ operation: BigRational.Operation
  ) -> Rational {
    if a.big == nil, b.big == nil {
      if b.numerator == 0 { return a }
      if a.denominator == 1, b.denominator == 1 {
        let (value, overflow) =
          operation == .add
          ? a.numerator.addingReportingOverflow(b.numerator)
          : a.numerator.subtractingReportingOverflow(b.numerator)
        if !overflow, value != .min { return Rational(reduced: value, 1) }
      } else {
        let (left, o1) = a.numerator.multipliedReportingOverflow(by: b.denominator)
        let (right, o2) = b.numerator.multipliedReportingOverflow(by: a.denominator)
        let (below, o3) = a.denominator.multipliedReportingOverflow(by: b.denominator)
        let (above, o4) =
          operation == .add
          ? left.addingReportingOverflow(right) : left.subtractingReportingOverflow(right)
        if !o1, !o2, !o3, !o4, above != .min { return Rational(above, below) }
      }
    }
    return Rational(reducing: BigRational(a.boxed, operation, b.boxed))
  }

  @inlinable
  public static func * (a: Rational, b: Rational) -> Rational {
    if a.big == nil, b.big == nil {
      if a.numerator == 0 || b.numerator == 0 { return .zero }
      let (above, o1) = a.numerator.multipliedReportingOverflow(by: b.numerator)
      let (below, o2) = a.denominator.multipliedReportingOverflow(by: b.denominator)
      if !o1, !o2, above != .min {
        return below == 1 ? Rational(reduced: above, 1) : Rational(above, below)
      }
    }
    return Rational(reducing: BigRational(a.boxed, .multiply, b.boxed))
  }

  /// Division; the divisor is not zero.
  @inlinable
  public static func / (a: Rational, b: Rational) -> Rational {
    precondition(!b.isZero, "division by zero")
    if b.big == nil {
      let sign = b.numerator < 0 ? -1 : 1
      return a * Rational(reduced: sign * b.denominator, sign * b.numerator)
    }
    return Rational(reducing: BigRational(a.boxed, .divide, b.boxed))
  }

  @inlinable public static func += (a: inout Rational, b: Rational) { a = a + b }
  @inlinable public static func -= (a: inout Rational, b: Rational) { a = a - b }
}

extension Rational: Comparable, Hashable {
  @inlinable
  public static func == (a: Rational, b: Rational) -> Bool {
    switch (a.big, b.big) {
    case (nil, nil): a.numerator == b.numerator && a.denominator == b.denominator
    case (let x?, let y?): x.compare(y) == 0
    default: false
    }
  }

  @inlinable
  public static func < (a: Rational, b: Rational) -> Bool {
    if a.big == nil, b.big == nil {
      if a.denominator == b.denominator { return a.numerator < b.numerator }
      let left = a.numerator.multipliedFullWidth(by: b.denominator)
      let right = b.numerator.multipliedFullWidth(by: a.denominator)
      return left.high != right.high ? left.high < right.high : left.low < right.low
    }
    return a.boxed.compare(b.boxed) < 0
  }

  public func hash(into hasher: inout Hasher) {
    if let big {
      hasher.combine(big.text)
    } else {
      hasher.combine(numerator)
      hasher.combine(denominator)
    }
  }
}

extension Rational: CustomStringConvertible {
  /// `-7/2`, or `3` for an integer.
  public var description: String {
    if let big { return big.text }
    return denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)"
  }
}
