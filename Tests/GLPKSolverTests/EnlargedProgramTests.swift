// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Testing

@testable import GLPKSolver

/// What GLPK finds in a program that is enlarged around a basis.
struct EnlargedProgramTests {
  private static let free = LinearProgram.Bounds(lower: .zero, upper: nil)
  private let tiny = Rational(digits: "1", exponent: -11)

  /// The basis in which GLPK ends, beginning in `basis`, in the program itself or enlarged.
  private func ends(_ program: LinearProgram, _ basis: Basis, isEnlarged: Bool) throws -> Basis {
    if !isEnlarged {
      return try GuardedProblem(program).solve(GuardedProblem.Options(), from: basis).basis
    }
    let enlarged = try #require(EnlargedProgram(of: program, at: basis, zoom: 0))
    let found = GuardedProblem(enlarged.problem)
      .solve(GuardedProblem.Options(), from: enlarged.start)
    return try #require(enlarged.basis(found.basis, of: program))
  }

  private func isOptimal(_ basis: Basis, _ program: LinearProgram) -> Bool {
    BasisSolution(of: program, at: basis)?.optimum != nil
  }

  /// minimize x + (1 − 10⁻¹¹) y where x + y ≥ 1: y is cheaper by less than GLPK sees.
  @Test func `a cost that is missed by 1e-11`() throws {
    let program = LinearProgram(
      sense: .minimize,
      columns: [
        .init(bounds: Self.free, cost: .one), .init(bounds: Self.free, cost: .one - tiny),
      ],
      rows: [.init(lower: .one, upper: nil)],
      entries: [[.init(row: 0, value: .one)], [.init(row: 0, value: .one)]])
    let basis = Basis(columns: [.basic, .atLower], rows: [.atLower])
    #expect(!isOptimal(basis, program))
    #expect(try ends(program, basis, isEnlarged: false) == basis)
    #expect(isOptimal(try ends(program, basis, isEnlarged: true), program))
  }

  /// maximize x + 2y where x + y ≤ 1, y ≤ x and 2y ≤ 1 − 10⁻¹¹: at x = y = 1/2 the last is missed.
  @Test func `a bound that is missed by 1e-11, of a maximum`() throws {
    let program = LinearProgram(
      sense: .maximize,
      columns: [
        .init(bounds: Self.free, cost: .one), .init(bounds: Self.free, cost: Rational(2)),
      ],
      rows: [
        .init(lower: nil, upper: .one), .init(lower: nil, upper: .zero),
        .init(lower: nil, upper: .one - tiny),
      ],
      entries: [
        [.init(row: 0, value: .one), .init(row: 1, value: Rational(-1))],
        [
          .init(row: 0, value: .one), .init(row: 1, value: .one), .init(row: 2, value: Rational(2)),
        ],
      ])
    let basis = Basis(columns: [.basic, .basic], rows: [.atUpper, .atUpper, .basic])
    #expect(!isOptimal(basis, program))
    #expect(try ends(program, basis, isEnlarged: false) == basis)
    #expect(isOptimal(try ends(program, basis, isEnlarged: true), program))
  }

  @Test func `a basis that is singular has nothing to be seen from`() {
    let program = LinearProgram(
      sense: .minimize, columns: [.init(bounds: Self.free, cost: .one)],
      rows: [.init(lower: .zero, upper: .one)], entries: [[]])
    let basis = Basis(columns: [.basic], rows: [.atLower])
    #expect(EnlargedProgram(of: program, at: basis, zoom: 0) == nil)
  }
}
