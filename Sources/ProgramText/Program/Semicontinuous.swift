// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

extension WrittenProgram {
  /// Makes a column 0 or within its bounds l and u. Where 0 lies within them, it is so already.
  /// Elsewhere a column z of 0 or 1 and the rows x ≥ l·z and x ≤ u·z say it, exactly; z is 1 where
  /// x is used. False where that needs a bound that is not there.
  mutating func makeSemicontinuous(_ j: Int) -> Bool {
    let column = columns[j]
    if column.lower.map({ $0.signum <= 0 }) ?? true, column.upper.map({ $0.signum >= 0 }) ?? true {
      return true
    }
    guard let lower = column.lower, let upper = column.upper else { return false }
    columns[j].lower = min(lower, .zero)
    columns[j].upper = max(upper, .zero)
    let switched = columns.count
    columns.append(
      Column(name: "\(column.name) is used", lower: .zero, upper: .one, isInteger: true))
    func add(_ name: String, _ bound: Rational, isLower: Bool) {
      let start = terms.count
      terms.append(Term(column: j, coefficient: .one))
      if !bound.isZero { terms.append(Term(column: switched, coefficient: -bound)) }
      rows.append(
        Row(
          name: name, lower: isLower ? .zero : nil, upper: isLower ? nil : .zero,
          terms: start..<terms.count))
    }
    add("\(column.name) at least", lower, isLower: true)
    add("\(column.name) at most", upper, isLower: false)
    return true
  }

  /// What is said where `makeSemicontinuous` cannot do its work.
  static func openSemicontinuous(_ name: String) -> String {
    var quoted = ""
    quoted.appendQuoted(name)
    return "the semi-continuous column \(quoted) has only one bound: linear rows with whole "
      + "numbers cannot say it; an upper and a lower bound would make it possible"
  }
}
