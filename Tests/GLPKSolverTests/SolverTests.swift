// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import Foundation
import LinearProgram
import Testing

@testable import GLPKSolver

struct SolverTests {
  typealias Bounds = LinearProgram.Bounds

  private func column(
    _ cost: Int, _ lower: Rational? = .zero, _ upper: Rational? = nil, whole: Bool = false
  ) -> LinearProgram.Column {
    LinearProgram.Column(
      bounds: Bounds(lower: lower, upper: upper), cost: Rational(cost), isInteger: whole)
  }

  /// A program from rows of coefficients.
  private func program(
    _ sense: LinearProgram.Sense, _ columns: [LinearProgram.Column],
    _ rows: [([Rational], Rational?, Rational?)]
  ) -> LinearProgram {
    LinearProgram(
      sense: sense, columns: columns, rows: rows.map { Bounds(lower: $0.1, upper: $0.2) },
      entries: columns.indices.map { j in
        rows.indices.filter { !rows[$0].0[j].isZero }
          .map { LinearProgram.Entry(row: $0, value: rows[$0].0[j]) }
      })
  }

  private func proved(_ program: LinearProgram) throws -> Solution {
    let solution = try Solver().solve(program)
    #expect(solution.proof == .exact || solution.proof == .exactSearch)
    return solution
  }

  @Test func `a coefficient that GLPK rounds away does not make a plan unbounded`() throws {
    // 1e-11 x ≤ 1: GLPK says unbounded, and the optimum is 1e11.
    let tiny = Rational(digits: "1", exponent: -11)
    let solution = try proved(program(.maximize, [column(1)], [([tiny], nil, .one)]))
    #expect(solution.status == .optimal)
    #expect(solution.bound == Rational(100_000_000_000))
  }

  @Test func `infeasible in the primal and in the dual is infeasible`() throws {
    // x − y ≥ 1 and y − x ≥ 1, maximize x + y.
    let solution = try proved(
      program(
        .maximize, [column(1), column(1)],
        [([.one, -.one], .one, nil), ([-.one, .one], .one, nil)]))
    #expect(solution.status == .infeasible)
  }

  @Test func `unbounded is told from infeasible`() throws {
    let solution = try proved(
      program(.minimize, [column(-1), column(1)], [([.one, -.one], nil, Rational(3))]))
    #expect(solution.status == .optimal)
    let other = try proved(
      program(.minimize, [column(-2), column(1)], [([.one, -.one], nil, Rational(3))]))
    #expect(other.status == .unbounded)
  }

  @Test func `columns without bounds and programs without rows are solved`() throws {
    let free = try proved(
      program(.minimize, [column(1, nil)], [([.one], Rational(-7), nil)]))
    #expect(free.bound == Rational(-7))
    #expect(try proved(program(.minimize, [column(1)], [])).bound == .zero)
    #expect(try proved(program(.maximize, [column(1)], [])).status == .unbounded)
  }

  @Test func `whole numbers that cannot be are infeasible`() throws {
    // 2x + 2y = 3.
    let two = Rational(2)
    let parity = program(
      .minimize,
      [column(1, .zero, Rational(9), whole: true), column(1, .zero, Rational(9), whole: true)],
      [([two, two], Rational(3), Rational(3))])
    #expect(try proved(parity).status == .infeasible)
    let between = program(
      .minimize, [column(1, Rational(1, 5), Rational(4, 5), whole: true)], [([.one], nil, .one)])
    #expect(try proved(between).status == .infeasible)
  }

  @Test func `whole numbers without end are unbounded`() throws {
    let solution = try Solver().solve(
      program(.maximize, [column(1, whole: true)], [([.one], Rational(1, 2), nil)]))
    #expect(solution.status == .unbounded)
  }

  @Test func `numbers beyond a double are solved exactly`() throws {
    let huge = Rational(digits: "1", exponent: 400)
    let solution = try proved(program(.maximize, [column(1)], [([.one], nil, huge)]))
    #expect(solution.bound == huge)
  }

  @Test func `a time limit of zero ends in a proof or in a stop`() throws {
    let solver = Solver(limits: SolverLimits(time: .zero))
    let solution = try solver.solve(
      program(.minimize, [column(3), column(2)], [([.one, .one], Rational(4), nil)]))
    #expect(solution.status == .stopped || solution.proof == .exact)
  }

  @Test func `a memory limit that is too small is a failure and not a crash`() throws {
    // Without the methods that may not need GLPK at all.
    let count = 3_000
    let large = program(
      .minimize, (0..<count).map { column($0 % 7 + 1) },
      (0..<30).map { i in
        let coefficients: [Rational] = (0..<count).map { j in
          [j % 30, (j * 7 + 1) % 30, (j * 11 + 2) % 30].contains(i) ? .one : .zero
        }
        return (coefficients, Rational(4), nil)
      })
    var solver = Solver(limits: SolverLimits(memoryMegabytes: 1))
    solver.catalogue.crashes = []
    #expect(throws: SolverFailure.self) { try solver.solve(large) }
    let small = program(.minimize, [column(3), column(2)], [([.one, .one], Rational(4), nil)])
    #expect(try proved(small).bound == Rational(8))
  }
}
