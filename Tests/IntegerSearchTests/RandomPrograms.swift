// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle

/// Small programs with whole numbers of many kinds, and the same in the oracle's terms.
struct RandomPrograms {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.next() % UInt64(range.count))
  }

  /// A figure over a denominator.
  private struct Figure {
    var above: Int
    var below: Int
    var rational: Rational { Rational(above, below) }
    var fraction: Fraction { Fraction(above) / Fraction(below) }
  }

  /// Bounded or not, mixed or pure, inequalities and equations, whole and broken figures, some of them
  /// large or small.
  mutating func next() -> (program: LinearProgram, problem: OracleProblem) {
    let (n, m) = (int(1...5), int(1...4))
    let isPure = int(0...1) == 0
    let size = [1, 1, 1, 1000, 1_000_000][int(0...4)]
    let below = [1, 1, 2, 3, 10, 1000][int(0...5)]
    let columns = (0..<n).map { _ in
      (
        lower: Figure(above: int(0...3), below: [1, 2][int(0...1)]),
        upper: int(0...3) > 0 ? Figure(above: int(4...18), below: [1, 2, 2][int(0...2)]) : nil,
        cost: Figure(above: int(-6...9), below: int(0...2) == 0 ? 7 : 1),
        whole: isPure || int(0...2) > 0
      )
    }
    let rows = (0..<m).map { _ in
      let isEquation = int(0...4) == 0
      let lower = isEquation || int(0...2) > 0 ? Figure(above: int(-6...40), below: below) : nil
      let width = isEquation ? 0 : int(0...1) > 0 ? int(0...20) : nil
      return (
        values: (0..<n).map { _ in
          Figure(
            above: int(0...2) == 0 ? 0 : int(-9...12) * (int(0...5) == 0 ? size : 1), below: below)
        },
        lower: lower,
        upper: width.map { Figure(above: (lower?.above ?? 5) + $0, below: below) }
      )
    }
    let isMinimum = int(0...2) > 0
    let program = LinearProgram(
      sense: isMinimum ? .minimize : .maximize,
      columns: columns.map {
        .init(
          bounds: .init(lower: $0.lower.rational, upper: $0.upper?.rational),
          cost: $0.cost.rational, isInteger: $0.whole)
      },
      rows: rows.map { .init(lower: $0.lower?.rational, upper: $0.upper?.rational) },
      entries: (0..<n).map { j in
        rows.enumerated().compactMap { i, row in
          row.values[j].above == 0 ? nil : .init(row: i, value: row.values[j].rational)
        }
      })
    let problem = OracleProblem(
      sense: isMinimum ? .minimize : .maximize, objective: columns.map(\.cost.fraction),
      columns: columns.map {
        .init(lower: $0.lower.fraction, upper: $0.upper?.fraction, integer: $0.whole)
      },
      rows: rows.map { row in
        .init(
          coefficients: row.values.map(\.fraction), lower: row.lower?.fraction,
          upper: row.upper?.fraction)
      })
    return (program, problem)
  }
}
