// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle

/// A program that is made up, and what a file of it should be read as. It shares no code with the
/// readers but for the fractions.
struct RandomProgram {
  /// A decimal: digits / 10^places.
  struct Number {
    var digits: Int
    var places: Int
    var value: Rational { Rational(digits, Self.powers[places]) }
    /// In ten-thousandths.
    var scaled: Int { digits * Self.powers[4 - places] }
    private static let powers = [1, 10, 100, 1000, 10_000]
  }

  struct Column {
    var name: String
    var lower: Number?
    var upper: Number?
    var cost: Number?
    var isInteger = false
  }

  struct Row {
    var name: String
    var lower: Number?
    var upper: Number?
    var terms: [(column: Int, coefficient: Number)] = []
  }

  var isMaximization: Bool
  var constant: Number?
  var columns: [Column] = []
  var rows: [Row] = []

  init(_ random: inout SplitMix64, names: [String]) {
    func number() -> Number {
      let places = Int.random(in: 0...4, using: &random)
      let digits = Int.random(in: 1...99_999, using: &random)
      return Number(digits: Bool.random(using: &random) ? digits : -digits, places: places)
    }
    isMaximization = Bool.random(using: &random)
    if Bool.random(using: &random) { constant = number() }
    for k in 0..<Int.random(in: 1...6, using: &random) {
      var column = Column(name: names[k])
      if Int.random(in: 0..<4, using: &random) > 0 { column.cost = number() }
      switch Int.random(in: 0..<5, using: &random) {
      case 0: column.lower = Number(digits: 0, places: 0)
      case 1: break
      case 2: column.upper = number()
      case 3: column.lower = number()
      default:
        let (one, other) = (number(), number())
        (column.lower, column.upper) = one.value < other.value ? (one, other) : (other, one)
      }
      column.isInteger = Int.random(in: 0..<3, using: &random) == 0
      columns.append(column)
    }
    for k in 0..<Int.random(in: 0...5, using: &random) {
      var row = Row(name: names[10 + k])
      switch Int.random(in: 0..<4, using: &random) {
      case 0: row.lower = number()
      case 1: row.upper = number()
      case 2:
        row.lower = number()
        row.upper = row.lower
      default:
        let (one, other) = (number(), number())
        (row.lower, row.upper) = one.value < other.value ? (one, other) : (other, one)
      }
      for j in columns.indices where Bool.random(using: &random) { row.terms.append((j, number())) }
      rows.append(row)
    }
  }

  /// The lines of what should be read, with the columns in the order of the file.
  func lines(objective: String, order: [Int]) -> [String] {
    func say(_ value: Number?) -> String { value.map { $0.value.description } ?? "-" }
    let costs = order.filter { columns[$0].cost != nil }
      .map { " \(say(columns[$0].cost)) \(columns[$0].name)" }.joined()
    let goal = (isMaximization ? "max " : "min ") + objective + costs
    return [goal + (constant.map { " const \($0.value)" } ?? "")]
      + order.map {
        "\(columns[$0].name) [\(say(columns[$0].lower)) \(say(columns[$0].upper))]"
          + (columns[$0].isInteger ? " whole" : "")
      }
      + rows.map { row in
        "\(row.name):"
          + row.terms.map { " \($0.coefficient.value) \(columns[$0.column].name)" }.joined()
          + " [\(say(row.lower)) \(say(row.upper))]"
      }
  }
}

/// A random way to write the same thing.
struct RandomSpelling {
  var random: SplitMix64

  mutating func one<T>(_ choices: T...) -> T { choices.randomElement(using: &random)! }

  /// A number in one of its spellings; `d` marks exponents as Fortran does.
  mutating func number(_ number: RandomProgram.Number, d: Bool = false) -> String {
    let sign = number.digits < 0 ? "-" : one("", "", "+")
    var digits = String(number.digits.magnitude)
    if Int.random(in: 0..<3, using: &random) == 0 {
      let shift = Int.random(in: 0...3, using: &random)
      let mark = d ? one("e", "E", "d", "D") : one("e", "E")
      digits += String(repeating: "0", count: shift)
      return "\(sign)\(digits)\(mark)-\(one("", "0"))\(number.places + shift)"
    }
    if number.places > 0 {
      while digits.count < number.places { digits = "0" + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -number.places))
      if digits.hasPrefix("."), one(true, false) { digits = "0" + digits }
      digits += one("", "0", "00")
    } else {
      digits += one("", ".", ".0")
    }
    return sign + digits
  }

  mutating func infinity() -> String {
    one("inf", "Inf", "INFINITY", "infinity", "1e30", "1E+31", "1e300")
  }
}
