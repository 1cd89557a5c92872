// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A number as it is written, before anything is made of it: ± digits × 10^exponent, or such a one
/// over another (`1/3`, as SCIP writes exact numbers).
struct DecimalScan {
  var isNegative = false
  /// The digits as one number where there are at most 19, from the first that is not zero.
  private(set) var significand: UInt64 = 0
  private(set) var digitCount = 0
  private(set) var exponent = 0
  /// Where the digits are, with their point.
  private var digits = Slice.none
  /// Where the denominator is.
  private var below: Slice?
  /// The place just after the number.
  private(set) var end: Int

  /// Exponents beyond this are cut to it.
  private static let mostExponent = 1_000_000_000

  /// Reads the number that begins at a place: digits with or without a point, and an exponent after
  /// `e`, or after `d` too where `takesD`. nil where there is none.
  @inline(__always)
  init?(
    _ text: ByteText, at start: Int, before limit: Int, takesD: Bool, takesFraction: Bool = true
  ) {
    var index = start
    if index < limit, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    let first = index
    var hasDigits = false
    var pointPlace = -1
    while index < limit {
      let byte = text[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        hasDigits = true
        significand = significand &* 10 &+ UInt64(digit)
        if digitCount > 0 || digit != 0 { digitCount += 1 }
      } else if byte == UInt8(ascii: "."), pointPlace < 0 {
        pointPlace = index
      } else {
        break
      }
      index += 1
    }
    guard hasDigits else { return nil }
    digits = Slice(start: first, end: index)
    if pointPlace >= 0 { exponent = pointPlace + 1 - index }
    end = index
    if index < limit {
      let mark = ByteText.lower(text[index])
      if mark == UInt8(ascii: "e") || (takesD && mark == UInt8(ascii: "d")) {
        readExponent(text, after: index + 1, before: limit)
      }
    }
    if takesFraction, end + 1 < limit, text[end] == UInt8(ascii: "/"),
      ByteText.isDigit(text[end + 1])
    {
      guard readDenominator(text, at: end + 1, before: limit, takesD: takesD) else { return nil }
    }
  }

  private mutating func readDenominator(
    _ text: ByteText, at start: Int, before limit: Int, takesD: Bool
  ) -> Bool {
    guard
      let scan = DecimalScan(
        text, at: start, before: limit, takesD: takesD, takesFraction: false),
      !scan.isZero, scan.isInRange(text)
    else { return false }
    below = Slice(start: start, end: scan.end)
    end = scan.end
    return true
  }

  private mutating func readExponent(_ text: ByteText, after start: Int, before limit: Int) {
    var index = start
    var isBelow = false
    if index < limit, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isBelow = text[index] == UInt8(ascii: "-")
      index += 1
    }
    let first = index
    var written = 0
    while index < limit, ByteText.isDigit(text[index]) {
      written = min(Self.mostExponent, written * 10 + Int(text[index] &- UInt8(ascii: "0")))
      index += 1
    }
    if index == first { return }
    exponent += isBelow ? -written : written
    end = index
  }

  var isZero: Bool { digitCount == 0 }

  /// The number lies in 10^(magnitude - 1)..<10^magnitude.
  private var magnitude: Int { exponent + digitCount }

  /// Whether it is 1e30 or more, or -1e30 or less: no bound, to all solvers that read these files.
  /// A fraction is none.
  var isInfinite: Bool { digitCount > 0 && magnitude > 30 && below == nil }

  /// Whether it is zero or the nearest double is neither zero nor infinite.
  func isInRange(_ text: ByteText) -> Bool {
    if digitCount == 0 || (magnitude > -306 && magnitude <= 308 && below == nil) { return true }
    if magnitude > 309 || magnitude < -324 { return false }
    let double = rational(text).double
    return double.isFinite && double != 0
  }

  /// The exact value; only of what is in range.
  func rational(_ text: ByteText) -> Rational {
    guard let below else { return above(text) }
    let divisor = DecimalScan(text, at: below.start, before: below.end, takesD: true)!
    return above(text) / divisor.above(text)
  }

  private func above(_ text: ByteText) -> Rational {
    if digitCount == 0 { return .zero }
    if digitCount > 19 { return long(text) }
    if exponent > 0, magnitude <= 18 {
      var whole = significand
      for _ in 0..<exponent { whole *= 10 }
      return Rational(isNegative: isNegative, significand: whole, exponent: 0)
    }
    return Rational(isNegative: isNegative, significand: significand, exponent: exponent)
  }

  private func long(_ text: ByteText) -> Rational {
    var kept: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    kept.reserveCapacity(digits.count + 1)
    for index in digits.start..<digits.end where text[index] != UInt8(ascii: ".") {
      kept.append(text[index])
    }
    return Rational(digits: String(decoding: kept, as: UTF8.self), exponent: exponent)
  }
}

/// A number that may be no bound at all.
enum Extended: Equatable {
  case finite(Rational)
  case plusInfinity
  case minusInfinity
}
