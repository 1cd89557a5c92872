// SPDX-License-Identifier: GPL-3.0-or-later
import BigInt

/// A finite decimal number: digits times ten to the exponent. The generator computes in these,
/// so that each of its numbers has a text.
struct DecimalNumber: Sendable {
  var digits: BigInt
  var exponent: Int

  static let zero = DecimalNumber(0)

  init(_ digits: Int, e exponent: Int = 0) { self.init(BigInt(digits), e: exponent) }

  init(_ digits: BigInt, e exponent: Int) {
    self.digits = digits
    self.exponent = digits.isZero ? 0 : exponent
    while !self.digits.isZero && (self.digits % 10).isZero {
      self.digits /= 10
      self.exponent += 1
    }
  }

  var isZero: Bool { digits.isZero }

  var fraction: Fraction {
    let ten = BigInt(10)
    return exponent < 0
      ? Fraction(digits, over: ten.power(-exponent))
      : Fraction(digits * ten.power(exponent), over: 1)
  }

  static func + (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber {
    let exponent = min(left.exponent, right.exponent)
    let sum = left.digits(at: exponent) + right.digits(at: exponent)
    return DecimalNumber(sum, e: exponent)
  }

  static prefix func - (value: DecimalNumber) -> DecimalNumber {
    DecimalNumber(-value.digits, e: value.exponent)
  }

  static func - (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber { left + -right }

  static func * (left: DecimalNumber, right: DecimalNumber) -> DecimalNumber {
    DecimalNumber(left.digits * right.digits, e: left.exponent + right.exponent)
  }

  static func <= (left: DecimalNumber, right: DecimalNumber) -> Bool {
    (right - left).digits >= 0
  }

  private func digits(at other: Int) -> BigInt { digits * BigInt(10).power(exponent - other) }

  /// This number with at most two digits other than zero, not above it, or not below it.
  func rounded(up: Bool) -> DecimalNumber {
    var result = self
    while result.digits.magnitude >= 100 {
      let fraction = Fraction(result.digits, over: 10)
      result = DecimalNumber(up ? fraction.ceiling : fraction.floor, e: result.exponent + 1)
    }
    return result
  }

  /// One of the many JSON texts of this number.
  func text(_ random: inout SplitMix64) -> String {
    let length = digits.magnitude.description.utf8.count
    // The power of ten that goes into an "e" part.
    var power = 0
    var withPower = false
    switch random.int(1...100) {
    case ...55: break
    case ...75: (power, withPower) = (exponent + length - 1, true)  // 2.5e-1
    case ...85: (power, withPower) = (exponent, true)  // 25e-2
    default: (power, withPower) = (random.int(-3...3), true)
    }
    if abs(exponent) > 12 { (power, withPower) = (exponent + length - 1, true) }

    var text = plainText(exponent: exponent - power)
    if random.chance(20) {
      if !text.contains(".") { text += "." + (random.chance(50) ? "0" : "00") } else { text += "0" }
    }
    if withPower {
      text += random.chance(50) ? "e" : "E"
      text += power < 0 ? "-" : random.chance(30) ? "+" : ""
      text += random.chance(10) ? "0\(abs(power))" : "\(abs(power))"
    }
    let negative = digits.sign == .minus || (isZero && random.chance(5))
    return negative ? "-" + text : text
  }

  /// The digits, without a sign, as if they had another exponent.
  private func plainText(exponent: Int) -> String {
    let all = digits.magnitude.description
    if isZero { return "0" }
    if exponent >= 0 { return all + String(repeating: "0", count: exponent) }
    let padded = String(repeating: "0", count: max(0, 1 - exponent - all.utf8.count)) + all
    let split = padded.index(padded.endIndex, offsetBy: exponent)
    return padded[..<split] + "." + padded[split...]
  }
}
