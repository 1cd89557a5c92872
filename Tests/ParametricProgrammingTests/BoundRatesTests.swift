// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Oracle
import Programs
import Testing

@testable import ParametricProgramming

/// Rates beside the exact enumerator, solved anew at every end of a range and around it.
struct BoundRatesTests {
  private func truth(_ program: LinearProgram) -> Fraction? {
    let crossed = (program.rows + program.columns.map(\.bounds)).contains { $0.isCrossed }
    guard !crossed, case .optimal(let value, _) = solve(OracleProblem(program)) else { return nil }
    return value
  }

  /// Whether the value moves at `rate` over the whole range and at no other rate beyond it.
  private func check(
    _ rate: BoundRates.Rate?, _ step: Rational, _ bound: Rational, _ start: Fraction,
    _ parametric: ParametricProgram, _ place: Comment
  ) {
    let near = truth(parametric.program(at: step * Rational(1, 1_000_000)))
    guard let rate else {
      #expect(near == nil, place)
      return
    }
    let reach = rate.until.map { ($0 - bound).magnitude } ?? Rational(50)
    for share in [Rational(1, 1_000_000), Rational(1, 2), .one] {
      let t = share * reach * step
      #expect(
        truth(parametric.program(at: t)) == start + Fraction(rate.perUnit) * Fraction(t), place)
    }
    if rate.until != nil {
      let t = (reach + Rational(1, 1000)) * step
      let beyond = truth(parametric.program(at: t))
      #expect(beyond == nil || beyond != start + Fraction(rate.perUnit) * Fraction(t), place)
    }
  }

  @Test func `rates and their ranges are those of solving anew`() throws {
    let seed: UInt64 = 77
    var generator = SplitMix64(seed: seed)
    var checked = 0
    var degenerate = 0
    for round in 0..<150 {
      let program = generator.program(columns: generator.int(1...3), rows: generator.int(1...4))
      guard let start = truth(program) else { continue }
      let places =
        program.rows.indices.map { BoundRates.End.Place.row($0) }
        + program.columns.indices.map { .column($0) }
      for end in places.flatMap({ [.init($0, .lower), .init($0, .upper)] as [BoundRates.End] }) {
        guard let parametric = program.moving(end) else { continue }
        let found = try program.rates(of: end) { $0.exactVerdict(from: Basis(ofRowsIn: $0)) }
        let place: Comment = "seed \(seed), round \(round), \(end)"
        let rates = try #require(found, place)
        check(rates.grows, .one, rates.bound, start, parametric, place)
        check(rates.shrinks, -.one, rates.bound, start, parametric, place)
        if rates.grows?.perUnit != rates.shrinks?.perUnit { degenerate += 1 }
        checked += 1
      }
    }
    #expect(checked > 200 && degenerate > 10)
  }

  @Test func `a program without an optimum has no rates`() throws {
    let program = LinearProgram(
      sense: .maximize, columns: [.init(bounds: .init(lower: .zero, upper: nil), cost: .one)],
      rows: [.init(lower: .zero, upper: nil)], entries: [[.init(row: 0, value: .one)]])
    let solve: ExactSolving = { $0.exactVerdict(from: Basis(ofRowsIn: $0)) }
    #expect(try program.rates(of: .init(.row(0), .lower), solve: solve) == nil)
    #expect(try program.rates(of: .init(.row(0), .upper), solve: solve) == nil)
  }
}
