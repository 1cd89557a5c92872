// SPDX-License-Identifier: GPL-3.0-or-later

/// A number that is a small fraction, or else known to lie within a radius of a double-double (the
/// sum of two doubles): ball arithmetic (van der Hoeven, "Ball arithmetic", 2010; Rump,
/// "Verification methods: rigorous results using floating-point arithmetic", 2010).
///
/// The double-double operations are those of Joldes, Muller and Popescu, "Tight and rigorous error
/// bounds for basic building blocks of double-word arithmetic", 2017; the radius takes at least
/// twice the error that they prove. A number that leaves the range where nothing underflows has a
/// radius of NaN, and then nothing is certain of it.
package struct Enclosure: Sendable {
  /// A fraction in lowest terms where `denominator` is not 0.
  private let numerator: Int
  private let denominator: Int
  package private(set) var high: Double
  package private(set) var low: Double
  package private(set) var radius: Double

  private init(_ numerator: Int, over denominator: Int) {
    (self.numerator, self.denominator) = (numerator, denominator)
    (high, low, radius) = (0, 0, 0)
  }

  /// A ball round the sum of two doubles that are within 2⁻¹⁰⁵ of a number.
  package init(high: Double, low: Double) {
    self.init(high: high, low: low, radius: high.magnitude * 0x1p-104)
  }

  /// The nearest double, where it is too near to be told from the number.
  package var nearby: Rational? {
    low.magnitude <= 2 * radius && radius.isFinite ? Rational(exactly: high) : nil
  }

  private static let range = 0x1p-400...0x1p400

  private init(high: Double, low: Double, radius: Double) {
    (numerator, denominator) = (0, 0)
    if Self.range.contains(high.magnitude) {
      (self.high, self.low, self.radius) = (high, low, radius)
    } else if high.magnitude < 0x1p-400 {
      (self.high, self.low) = (0, 0)
      self.radius = (radius + high.magnitude + low.magnitude).nextUp
    } else {
      (self.high, self.low, self.radius) = (0, 0, .nan)
    }
  }

  /// The same number as a ball, where it is a fraction.
  private var ball: Enclosure {
    if denominator == 0 { return self }
    let above = Self.doubleDouble(numerator)
    if denominator == 1 { return above }
    return Self.quotient(above, Self.doubleDouble(denominator))
  }

  /// An integer of 63 bits is the sum of two doubles.
  private static func doubleDouble(_ integer: Int) -> Enclosure {
    let high = Double(integer)
    let low = Double(Int128(integer) - Int128(high))
    return Enclosure(high: high, low: low, radius: 0)
  }

  /// The number where it is known exactly.
  package var exact: Rational? {
    denominator == 0 ? nil : Rational(reduced: numerator, denominator)
  }

  /// 1 or -1 where the number certainly has this sign, 0 where it certainly is 0, or nil.
  package var certainSign: Int? {
    if denominator != 0 { return numerator.signum() }
    let size = high.magnitude * (1 - 0x1p-50)
    return size > radius ? (high > 0 ? 1 : -1) : nil
  }

  /// As `Rational.approximation`: within three units of rounding, or NaN.
  package var approximation: Double {
    if denominator != 0 { return Double(numerator) / Double(denominator) }
    return radius <= high.magnitude * 0x1p-53 ? high : .nan
  }

  /// The number where it is exact, or else its nearest double; nil where that is not certain.
  package var rounded: Rational? {
    if let exact { return exact }
    // Half the distance to the neighbours, which is less below a power of two.
    let half = high.ulp / (high.significand == 1 ? 4 : 2)
    return (low.magnitude + radius).nextUp < half ? Rational(exactly: high) : nil
  }

  // MARK: - Fractions that stay small

  private static func fraction(_ above: Int128, _ below: Int128) -> Enclosure? {
    guard let above = Int(exactly: above), let below = Int(exactly: below), above != .min
    else { return nil }
    let common = Int(Rational.greatestCommonDivisor(above.magnitude, UInt(below)))
    return Enclosure(above / common, over: below / common)
  }

  private static func exactProduct(_ a: Enclosure, _ b: Enclosure) -> Enclosure? {
    if a.denominator == 0 || b.denominator == 0 { return nil }
    return fraction(
      Int128(a.numerator) * Int128(b.numerator), Int128(a.denominator) * Int128(b.denominator))
  }

  private static func exactDifference(_ a: Enclosure, _ b: Enclosure) -> Enclosure? {
    if a.denominator == 0 || b.denominator == 0 { return nil }
    if a.denominator == b.denominator {
      return fraction(Int128(a.numerator) - Int128(b.numerator), Int128(a.denominator))
    }
    let (left, o1) = (Int128(a.numerator) * Int128(b.denominator))
      .subtractingReportingOverflow(Int128(b.numerator) * Int128(a.denominator))
    return o1 ? nil : fraction(left, Int128(a.denominator) * Int128(b.denominator))
  }

  // MARK: - Double-double

  @inline(__always)
  private static func twoSum(_ a: Double, _ b: Double) -> (Double, Double) {
    let sum = a + b
    let back = sum - a
    return (sum, (a - (sum - back)) + (b - back))
  }

  @inline(__always)
  private static func fastTwoSum(_ a: Double, _ b: Double) -> (Double, Double) {
    let sum = a + b
    return (sum, b - (sum - a))
  }

  @inline(__always)
  private static func twoProduct(_ a: Double, _ b: Double) -> (Double, Double) {
    let product = a * b
    return (product, (-product).addingProduct(a, b))
  }

  /// Room for the roundings of a radius, and for the operation's own error of 8u² = 2⁻¹⁰³ or less
  /// (sum and product) or 32u² (quotient).
  @inline(__always)
  private static func radius(_ radius: Double, _ high: Double, _ error: Double) -> Double {
    (radius + high.magnitude * error) * (1 + 0x1p-48)
  }

  /// AccurateDWPlusDW; 3u².
  private static func difference(_ a: Enclosure, _ b: Enclosure) -> Enclosure {
    let (sh, sl) = twoSum(a.high, -b.high)
    let (th, tl) = twoSum(a.low, -b.low)
    let (vh, vl) = fastTwoSum(sh, sl + th)
    let (high, low) = fastTwoSum(vh, tl + vl)
    return Enclosure(
      high: high, low: low, radius: radius(a.radius + b.radius, high, 0x1p-103))
  }

  /// DWTimesDW3; 5u².
  private static func product(_ a: Enclosure, _ b: Enclosure) -> Enclosure {
    let (ch, cl) = twoProduct(a.high, b.high)
    let rest = (a.low * b.low).addingProduct(a.high, b.low).addingProduct(a.low, b.high)
    let (high, low) = fastTwoSum(ch, cl + rest)
    let spread =
      a.high.magnitude * b.radius + b.high.magnitude * a.radius + a.radius * b.radius
    return Enclosure(high: high, low: low, radius: radius(spread, high, 0x1p-103))
  }

  /// DWDivDW2; 15u² + 56u³.
  private static func quotient(_ a: Enclosure, _ b: Enclosure) -> Enclosure {
    let least = b.high.magnitude * (1 - 0x1p-50) - b.radius
    guard least > 0 else { return Enclosure(high: .infinity, low: 0, radius: .nan) }
    let th = a.high / b.high
    let (ch, cl) = twoProduct(b.high, th)
    let (uh, ul) = fastTwoSum(ch, b.low * th)
    let (rh, rl) = fastTwoSum(uh, ul + cl)
    let tl = ((a.high - rh) + (a.low - rl)) / b.high
    let (high, low) = fastTwoSum(th, tl)
    let spread = (a.radius + high.magnitude * (1 + 0x1p-48) * b.radius) / least
    return Enclosure(high: high, low: low, radius: radius(spread, high, 0x1p-101))
  }
}

extension Enclosure: FieldElement {
  package init(_ value: Rational) {
    guard value.big != nil else {
      self.init(value.numerator, over: value.denominator)
      return
    }
    let high = value.double
    guard Self.range.contains(high.magnitude) else {
      self.init(high: .infinity, low: 0, radius: .nan)
      return
    }
    let low = (value - Rational(exactly: high)).double
    self.init(high: high, low: low, radius: high.magnitude * 0x1p-104)
  }

  package static let zero = Enclosure(0, over: 1)
  package var isZero: Bool { denominator != 0 && numerator == 0 }
  package var weight: Int { 1 }
  package var pivotSize: Double { denominator == 0 ? high.magnitude : approximation.magnitude }
  package func isPivot(in largest: Double) -> Bool {
    certainSign.map { $0 != 0 } == true && pivotSize >= 0.1 * largest
  }

  package static prefix func - (a: Enclosure) -> Enclosure {
    a.denominator != 0
      ? Enclosure(-a.numerator, over: a.denominator)
      : Enclosure(high: -a.high, low: -a.low, radius: a.radius)
  }

  package static func - (a: Enclosure, b: Enclosure) -> Enclosure {
    if b.isZero { return a }
    return exactDifference(a, b) ?? difference(a.ball, b.ball)
  }

  package static func * (a: Enclosure, b: Enclosure) -> Enclosure {
    if a.isZero || b.isZero { return .zero }
    return exactProduct(a, b) ?? product(a.ball, b.ball)
  }

  package static func / (a: Enclosure, b: Enclosure) -> Enclosure {
    if a.isZero { return a }
    if b.denominator != 0 {
      let sign = b.numerator < 0 ? -1 : 1
      let inverse = Enclosure(sign * b.denominator, over: sign * b.numerator)
      if let exact = exactProduct(a, inverse) { return exact }
    }
    return quotient(a.ball, b.ball)
  }

  package struct Sum: FieldSum {
    package private(set) var value: Enclosure
    package init(_ value: Enclosure) { self.value = value }
    package mutating func subtract(_ a: Enclosure, _ b: Enclosure) { value = value - a * b }
    package mutating func add(_ a: Enclosure, _ b: Enclosure) { value = value - -a * b }
    package var weight: Int { 1 }
  }
}
