// SPDX-License-Identifier: GPL-3.0-or-later

import JSONText
import Testing

@Suite struct NumberTests {
  private func number(_ text: String) throws -> JSONNumber {
    let root = try JSONDocument(parsing: Array(text.utf8)).root
    #expect(root.numberText == text)
    return try #require(root.number)
  }

  @Test(
    arguments: [
      ("0", false, 0, 0), ("-0", true, 0, 0), ("0.000", false, 0, 0), ("-0e99", true, 0, 0),
      ("7", false, 7, 0), ("-7", true, 7, 0), ("1.50", false, 150, -2), ("100", false, 100, 0),
      ("1e2", false, 1, 2), ("1E+2", false, 1, 2), ("1.25e-3", false, 125, -5),
      ("0.00012", false, 12, -5), ("-12.5e1", true, 125, 0), ("10.0e5", false, 100, 4),
      ("9999999999999999999", false, 9_999_999_999_999_999_999, 0),
      ("0.0009999999999999999999", false, 9_999_999_999_999_999_999, -22),
      ("1000000000000000000e-18", false, 1_000_000_000_000_000_000, -18),
    ] as [(String, Bool, UInt64, Int)]) func parts(
      _ text: String, _ isNegative: Bool, _ significand: UInt64, _ exponent: Int
    ) throws
  {
    let number = try number(text)
    #expect(number.isNegative == isNegative)
    #expect(number.significand == significand)
    #expect(number.exponent == exponent)
    #expect(number.digits == nil)
    #expect(number.double.bitPattern == Double(text)?.bitPattern)
  }

  @Test(arguments: [
    ("10000000000000000000", "10000000000000000000", 0),
    ("-12345678901234567890.5", "123456789012345678905", -1),
    ("0.00123456789012345678901234e3", "123456789012345678901234", -23),
    ("18446744073709551616", "18446744073709551616", 0),
    ("0.10000000000000000000", "10000000000000000000", -20),
    ("100000000000000000000.00e-7", "10000000000000000000000", -9),
  ]) func longParts(_ text: String, _ digits: String, _ exponent: Int) throws {
    let number = try number(text)
    #expect(number.digits == digits)
    #expect(number.exponent == exponent)
    #expect(number.significand == 0)
    #expect(number.isNegative == text.hasPrefix("-"))
    #expect(number.double.bitPattern == Double(text)?.bitPattern)
  }

  /// Doubles, midpoints and limits that rounding is known to go wrong at.
  @Test(arguments: [
    "9007199254740993", "9007199254740993.0", "9007199254740992.5", "9007199254740994.99999",
    "1e22", "1e23", "8.5e22", "123456789012345678e3", "9223372036854775807",
    "18446744073709551615", "0.1", "0.3", "2.2250738585072011e-308", "2.2250738585072014e-308",
    "5e-324", "2.4703282292062328e-324", "1.7976931348623157e308", "1.7976931348623158e308",
    "7.2057594037927933e16", "36028797018963967", "36028797018963968.5",
    "1.00000000000000011102230246251565404236316680908203125",
    "1.00000000000000011102230246251565404236316680908203124",
    "1.00000000000000011102230246251565404236316680908203126",
    "6.631236846766476e-316", "3.2378839133029012895883524125015321748630994e-319",
    "9999999999999999999e19", "9999999999999999999e20", "9999999999999999999e-38",
    "9999999999999999999e-39", "9007199254740993e-22", "9007199254740991e-22", "1e-38",
  ]) func rounding(_ text: String) throws {
    #expect(try number(text).double.bitPattern == Double(text)?.bitPattern)
    #expect(try number("-" + text).double.bitPattern == Double("-" + text)?.bitPattern)
  }

  @Test func randomTexts() throws {
    var random = Seeded(seed: 20_240_229)
    var checked = 0
    while checked < 20_000 {
      let text = Self.text(using: &random)
      let wanted = try #require(Double(text))
      if wanted.isInfinite || (wanted.isZero && !Self.isZero(text)) {
        #expect(throws: JSONError.self, "\(text)") { try number(text) }
        continue
      }
      let found = try number(text)
      #expect(found.double.bitPattern == wanted.bitPattern, "\(text)")
      let significand = found.digits ?? String(found.significand)
      #expect(Double("\(significand)e\(found.exponent)") == wanted.magnitude, "\(text)")
      #expect((found.digits != nil) == (significand.count > 19), "\(text)")
      #expect(!significand.hasPrefix("0") || significand == "0", "\(text)")
      checked += 1
    }
  }

  /// What `description` writes comes back as it was.
  @Test func randomDoubles() throws {
    var random = Seeded(seed: 7)
    for _ in 0..<20_000 {
      let double = Double(bitPattern: UInt64.random(in: 0 ... .max, using: &random))
      guard double.isFinite else { continue }
      #expect(try number("\(double)").double.bitPattern == double.bitPattern)
    }
  }

  /// Quotients and products that the fast paths round, at and next to the midpoints of doubles.
  @Test func randomMidpoints() throws {
    var random = Seeded(seed: 11)
    for _ in 0..<20_000 {
      let bits = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      let shift = Int.random(in: 0...9, using: &random)
      // An odd number of 54 bits lies midway between two doubles.
      let distance = UInt64.random(in: 0...2, using: &random)
      let significand = bits << UInt64(shift) + distance - 1
      let power = Int.random(in: -40...21, using: &random)
      let text = "\(significand)e\(power)"
      #expect(try number(text).double.bitPattern == Double(text)?.bitPattern, "\(text)")
      let shifted = "\(significand >> 3).\(significand & 7)e\(power)"
      #expect(try number(shifted).double.bitPattern == Double(shifted)?.bitPattern)
    }
  }

  @Test func manyDigits() throws {
    let half = "1" + String(repeating: "0", count: 60)
    #expect(try number(half).double == 1e60)
    // 2^53 + 1 is a midpoint, and only the last digit tells that the number is above it.
    for zeros in [700, 799, 800, 801, 5000, 100_000] {
      let exact = "9007199254740993." + String(repeating: "0", count: zeros)
      #expect(try number(exact).double == 9_007_199_254_740_992)
      #expect(try number(exact + "1").double == 9_007_199_254_740_994)
    }
    let long = String(repeating: "7", count: 300_000)
    #expect(try number("\(long)e-300000").double == 7.0 / 9)
    #expect(throws: JSONError.self) { try number(long) }
  }

  /// Whether all digits before the exponent are zeros.
  static func isZero(_ text: String) -> Bool {
    !text.prefix { $0 != "e" && $0 != "E" }.contains { ("1"..."9").contains($0) }
  }

  static func text(using random: inout Seeded) -> String {
    func digits(_ range: ClosedRange<Int>) -> String {
      let count = Int.random(in: range, using: &random)
      return String((0..<count).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
    }
    var text = Bool.random(using: &random) ? "-" : ""
    let whole = digits(1...[1, 3, 10, 18, 25].randomElement(using: &random).unsafelyUnwrapped)
    let stripped = whole.drop { $0 == "0" }
    text += stripped.isEmpty ? "0" : String(stripped)
    if Bool.random(using: &random) {
      text += "."
      if Int.random(in: 0..<4, using: &random) == 0 { text += String(repeating: "0", count: 12) }
      text += digits(1...[1, 3, 10, 18, 30].randomElement(using: &random).unsafelyUnwrapped)
    }
    if Bool.random(using: &random) {
      let limit = [5, 40, 330].randomElement(using: &random).unsafelyUnwrapped
      text += Bool.random(using: &random) ? "e" : "E"
      let exponent = Int.random(in: -limit...limit, using: &random)
      if exponent >= 0, Bool.random(using: &random) { text += "+" }
      text += "\(exponent)"
    }
    return text
  }
}
