// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import Programs
import Testing

/// Rationals over GMP beside the oracle's fractions over BigInt.
struct RationalTests {
  private struct Pair {
    let rational: Rational
    let fraction: Fraction
  }

  private func pair(_ generator: inout SplitMix64) -> Pair {
    let digits = [1, 3, 9, 18, 19, 25, 60][Int(generator.next() % 7)]
    var text = ""
    for _ in 0..<digits { text += String(generator.next() % 10) }
    let exponent = Int(generator.next() % 30) - 20
    let sign = generator.next() % 2 == 0 ? "" : "-"
    var trimmed = String(text.drop { $0 == "0" })
    if trimmed.isEmpty { trimmed = "0" }
    return Pair(
      rational: Rational(digits: sign + trimmed, exponent: exponent),
      fraction: Fraction(decimal: "\(sign)\(trimmed)e\(exponent)"))
  }

  @Test func `arithmetic is exact, small or large`() {
    var generator = SplitMix64(seed: 20_261_124)
    for round in 0..<10_000 {
      let (a, b) = (pair(&generator), pair(&generator))
      let place: Comment = "round \(round): \(a.rational) and \(b.rational)"
      #expect((a.rational + b.rational).description == (a.fraction + b.fraction).description, place)
      #expect((a.rational - b.rational).description == (a.fraction - b.fraction).description, place)
      #expect((a.rational * b.rational).description == (a.fraction * b.fraction).description, place)
      if !b.rational.isZero {
        let quotient = a.rational / b.rational
        #expect(quotient.description == (a.fraction / b.fraction).description, place)
        #expect(quotient.double == (a.fraction / b.fraction).double, place)
        #expect(quotient.floor.description == (a.fraction / b.fraction).floor.description, place)
      }
      #expect((a.rational < b.rational) == (a.fraction < b.fraction), place)
      #expect(a.rational.double == a.fraction.double, place)
      #expect(a.rational + b.rational - b.rational == a.rational, place)
    }
  }

  /// Against what the standard library says of the double.
  @Test func `a number is written as the shortest digits of its nearest double`() {
    var generator = SplitMix64(seed: 20_261_128)
    func expected(_ value: Double) -> String {
      if value == value.rounded(), value.magnitude < 0x1p53 { return String(Int(value)) }
      let text = String(describing: value)
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    var values: [Rational] = [
      .zero, .one, Rational(1, 1000), Rational(-1, 1000), Rational(999, 1_000_000), Rational(1, 3),
      Rational(1 << 53), Rational((1 << 53) - 1), Rational(-(1 << 53)), Rational(.max),
      Rational(1, 1 << 15), Rational(1, 1 << 16), Rational(999_999_999_999_999, 1000),
      Rational(1_000_000_000_000_001, 1000), Rational(1, .max), Rational(.max, 3),
    ]
    for _ in 0..<20_000 {
      values.append(pair(&generator).rational)
      let places = Int(generator.next() % 17)
      let digits = Int(generator.next() % 1_000_000_000_000_000_000) >> Int(generator.next() % 60)
      let text = (generator.next() % 2 == 0 ? "-" : "") + String(digits)
      values.append(Rational(digits: text, exponent: -places))
      values.append(Rational(Int(generator.next() % 1000), Int(generator.next() % 1000) + 1))
    }
    for value in values where !value.isBeyondDoubles {
      #expect(value.decimalText == expected(value.double), "\(value)")
      #expect(DecimalText.text(of: value.double) == expected(value.double))
    }
    #expect(Rational(digits: "1", exponent: 400).isBeyondDoubles)
  }

  @Test func `the nearest double is found at both ends of the range`() {
    for text in [
      "4.9e-324", "2.5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "1e-310",
    ] {
      let double = Double(text)!
      #expect(Rational(exactly: double).double == double)
    }
    #expect(Rational(1, 3).double == 1.0 / 3)
    #expect(Rational(digits: "1", exponent: 400).double == .infinity)
  }
}
