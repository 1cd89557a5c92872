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
