// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import Testing

@testable import dcopt

/// Numbers as people read them.
struct ReadableNumberTests {
  private func number(_ text: String, digits: Int = Numeral.usualDigits) -> String {
    Words(digits: digits).number(Rational(decimal: text)!)
  }

  @Test(arguments: [
    ("0", "0"), ("7", "7"), ("999", "999"), ("1000", "1,000"), ("39250000", "39,250,000"),
    ("-1234567", "-1,234,567"), ("0.0407407407407", "0.0407"), ("-0.0407407407407", "-0.0407"),
    ("379.84", "379.84"), ("1234567.25", "1,234,567.25"), ("62.15136905", "62.151"),
    ("150759.3333333", "150,759"), ("0.3333333333", "0.3333"), ("0.00407407407", "0.00407"),
    ("1.5", "1.5"), ("9.99999999", "10"), ("999999.9999", "1,000,000"), ("100000.125", "100,000"),
    ("0.000001234567", "1.23e-06"), ("0.000000012345678", "1.2346e-08"),
    ("1234567890123456789", "1.2346e+18"), ("0.1", "0.1"), ("0.125", "0.125"),
    ("123456789012345", "123,456,789,012,345"),
  ])
  func `a number has commas, and as many digits as a person needs`(text: String, shown: String) {
    #expect(number(text) == shown)
  }

  @Test func `more digits are there for the asking`() {
    #expect(number("0.0407407407407", digits: 10) == "0.040740741")
    #expect(number("62.15136905", digits: 3) == "62.2")
    #expect(number("62.15136905", digits: 15) == "62.15136905")
    #expect(number("1234.5678", digits: 1) == "1,235")
  }

  @Test func `what differs in a column looks different, whatever it takes`() {
    let values = ["10.000001", "10.000002", "10.000001", "250"].map { Rational(decimal: $0)! }
    #expect(
      Numeral.texts(values, digits: 5) == ["10.000001", "10.000002", "10.000001", "250"])
    let (one, other) = Words().pair(Rational(decimal: "444.5869")!, Rational(decimal: "444.5871")!)
    #expect((one, other) == ("444.5869", "444.5871"))
  }

  @Test func `what is shown is near what is meant, and nothing looks like 0 that is not`() throws {
    var random = SplitMix64(seed: 20)
    for round in 0..<20_000 {
      let digits = 1 + Int(random.next() % 15)
      let size = Int(random.next() % 30) - 8
      let mantissa = Int(random.next() % 1_000_000_007) + 1
      let sign = random.next() % 2 == 0 ? "" : "-"
      let value = Rational(decimal: "\(sign)\(mantissa)e\(size - 9)")!
      let text = number("\(sign)\(mantissa)e\(size - 9)", digits: digits)
      let place = "round \(round): \(value.text) as \(text) with \(digits)"
      let read = try #require(Rational(decimal: text.replacing(",", with: "")), "\(place)")
      #expect(!read.isZero, "\(place)")
      // Half a unit in the last of so many digits, where zeros in front count but for two.
      let kept = max(1, digits - 2)
      var unit = value.magnitude
      for _ in 0..<kept { unit = unit / Rational(10) }
      #expect((read - value).magnitude <= unit * Rational(5), "\(place)")
      // Commas stand between thousands, and nowhere else.
      let whole = text.drop { $0 == "-" }.prefix { $0 != "." && $0 != "e" }
      let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
      #expect(groups.dropFirst().allSatisfy { $0.count == 3 }, "\(place)")
      #expect((1...3).contains(groups[0].count), "\(place)")
    }
  }
}
