// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle
import Testing

/// A column that is taken for whole, because a row says that a best plan has it so, leaves the optimum as it
/// is: the oracle solves each program with and without.
struct ImpliedWholeNumberTests {
  private struct Draft {
    var costs: [Int]
    var bounds: [(lower: Int, upper: Int?, below: Int)]
    var rows: [(values: [Int], lower: Int?, upper: Int?, below: Int)]
    var isMinimum: Bool

    var program: LinearProgram {
      LinearProgram(
        sense: isMinimum ? .minimize : .maximize,
        columns: bounds.indices.map { j in
          .init(
            bounds: .init(
              lower: Rational(bounds[j].lower, bounds[j].below),
              upper: bounds[j].upper.map { Rational($0) }),
            cost: Rational(costs[j]), isInteger: j > 0)
        },
        rows: rows.map { row in
          .init(
            lower: row.lower.map { Rational($0, row.below) },
            upper: row.upper.map { Rational($0, row.below) })
        },
        entries: bounds.indices.map { j in
          rows.indices.compactMap { i in
            rows[i].values[j] == 0 ? nil : .init(row: i, value: Rational(rows[i].values[j]))
          }
        })
    }

    /// With the first column whole or not.
    func problem(isWhole: Bool) -> OracleProblem {
      OracleProblem(
        sense: isMinimum ? .minimize : .maximize, objective: costs.map { Fraction($0) },
        columns: bounds.enumerated().map { j, ends in
          .init(
            lower: Fraction(ends.lower) / Fraction(ends.below),
            upper: ends.upper.map { Fraction($0) }, integer: j > 0 || isWhole)
        },
        rows: rows.map { row in
          .init(
            coefficients: row.values.map { Fraction($0) },
            lower: row.lower.map { Fraction($0) / Fraction(row.below) },
            upper: row.upper.map { Fraction($0) / Fraction(row.below) })
        })
    }
  }

  @Test func `a column that a row makes whole may be whole`() {
    var random = RandomPrograms(seed: 23)
    // By the sense, by whether the row is an equation, and by whether more of the column costs.
    var taken: [String: Int] = [:]
    var (left, changes) = (0, 0)
    for round in 0..<3000 {
      let draft = Self.draft(&random)
      let program = draft.program
      let matrix = RowMatrix(program)
      let isWhole = draft.rows.indices.contains { program.isWhole(0, by: $0, matrix) }
      let (free, whole) = (
        solve(draft.problem(isWhole: false)), solve(draft.problem(isWhole: true))
      )
      func value(_ verdict: OracleVerdict) -> String {
        if case .optimal(let value, _) = verdict { "\(value)" } else { "\(verdict)" }
      }
      if isWhole {
        #expect(value(free) == value(whole), "seed 23, round \(round): \(draft)")
        let row = draft.rows[0]
        taken[
          "\(draft.isMinimum) \(row.lower == row.upper) \(draft.costs[0].signum())", default: 0] +=
          1
      } else {
        left += 1
        if value(free) != value(whole) { changes += 1 }
      }
    }
    #expect(taken.count >= 8 && taken.values.allSatisfy { $0 >= 10 }, "\(taken)")
    // Where no row says so, it often makes a difference.
    #expect(left > 500 && changes > 100, "\(left) \(changes)")
  }

  private static func draft(_ random: inout RandomPrograms) -> Draft {
    let n = random.int(1...2)
    let step = [1, 1, 2][random.int(0...2)]
    func row(_ own: Int, _ others: ClosedRange<Int>) -> (
      values: [Int], lower: Int?, upper: Int?, below: Int
    ) {
      let values =
        [own] + (0..<n).map { _ in random.int(others) * (random.int(0...4) > 0 ? step : 1) }
      let below = [1, 1, 1, 2][random.int(0...3)]
      let lower = random.int(0...2) > 0 ? random.int(-4...9) : nil
      let isEquation = random.int(0...3) == 0
      let upper =
        isEquation ? lower : random.int(0...1) > 0 ? (lower ?? 2) + random.int(0...8) : nil
      return (values, lower, upper, below)
    }
    let sign = random.int(0...1) == 0 ? 1 : -1
    var rows = [row(sign * step, -2...3)]
    if random.int(0...1) == 0 { rows.append(row(random.int(-1...1), -2...3)) }
    return Draft(
      costs: (0...n).map { _ in random.int(-3...3) },
      bounds: (0...n).map { j in
        (
          lower: random.int(0...2), upper: j > 0 || random.int(0...2) > 0 ? random.int(2...6) : 40,
          below: j == 0 ? [1, 1, 2][random.int(0...2)] : 1
        )
      }, rows: rows, isMinimum: random.int(0...1) == 0)
  }
}
