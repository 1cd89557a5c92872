// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle

extension SplitMix64 {
  /// Small numbers, so that vertices are often degenerate and optima often several.
  package mutating func smallNumber() -> Rational {
    chance(15) ? Rational(int(-9...9), 2) : Rational(int(-3...3))
  }

  package mutating func bounds(fixed: Int = 10) -> LinearProgram.Bounds {
    let end = smallNumber()
    if chance(fixed) { return .init(lower: end, upper: end) }
    switch int(0...2) {
    case 0: return .init(lower: end, upper: nil)
    case 1: return .init(lower: nil, upper: end)
    default: return .init(lower: end, upper: end + Rational(int(0...4)))
    }
  }

  /// A program that the oracle can solve: columns have a lower end.
  package mutating func program(columns: Int, rows: Int) -> LinearProgram {
    LinearProgram(
      sense: chance(50) ? .minimize : .maximize,
      columns: (0..<columns).map { _ in
        let lower = chance(60) ? Rational.zero : smallNumber()
        let upper = chance(60) ? lower + Rational(int(0...6)) : nil
        return .init(bounds: .init(lower: lower, upper: upper), cost: smallNumber())
      },
      rows: (0..<rows).map { _ in bounds() },
      entries: (0..<columns).map { _ in
        (0..<rows).compactMap { row in
          let value = smallNumber()
          return value.isZero ? nil : LinearProgram.Entry(row: row, value: value)
        }
      })
  }
}

extension Fraction {
  package init(_ rational: Rational) {
    let parts = rational.description.split(separator: "/").map { Fraction(decimal: String($0)) }
    self = parts.count == 1 ? parts[0] : parts[0] / parts[1]
  }
}

extension OracleProblem {
  /// The same program in the oracle's own terms. Columns have lower ends.
  package init(_ program: LinearProgram) {
    var coefficients = program.rows.map { _ in program.columns.map { _ in Fraction.zero } }
    for (j, entries) in program.entries.enumerated() {
      for entry in entries { coefficients[entry.row][j] = Fraction(entry.value) }
    }
    self.init(
      sense: program.sense == .minimize ? .minimize : .maximize,
      objective: program.columns.map { Fraction($0.cost) },
      columns: program.columns.map {
        .init(
          lower: Fraction($0.bounds.lower!), upper: $0.bounds.upper.map { Fraction($0) },
          integer: $0.isInteger)
      },
      rows: zip(program.rows, coefficients).map { row, coefficients in
        .init(
          coefficients: coefficients, lower: row.lower.map { Fraction($0) },
          upper: row.upper.map { Fraction($0) })
      })
  }
}
