// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Testing

/// Which numbers an elimination may divide by.
struct EnclosureTests {
  @Test func `a pivot is certainly not 0, and no small one`() {
    let tenth = Enclosure(Rational(1, 10))
    #expect(tenth.isPivot(in: 0.9) && !tenth.isPivot(in: 2))
    #expect(!Enclosure(Rational(1, 100)).isPivot(in: 1))
    #expect(Enclosure(Rational(-1, 5)).isPivot(in: 1))
    #expect(!Enclosure.zero.isPivot(in: 0))
    // Two numbers that differ by less than their enclosures: the difference may be 0.
    let large = Rational(1 << 60) * Rational(1 << 60) * Rational(1 << 60)
    let difference = Enclosure(large + Rational(1, 3)) - Enclosure(large + Rational(1, 7))
    #expect(difference.certainSign == nil && !difference.isPivot(in: 0))
  }
}
