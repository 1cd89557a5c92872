// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Testing

@testable import ExactSimplex

/// A basis from what is known of its variables.
struct BasisCompletionTests {
  /// Rows i with x0 and x(i + 1): all are changed by the pivot in column 0.
  private let program = LinearProgram(
    sense: .minimize,
    columns: (0..<9).map { _ in .init(bounds: .init(lower: .zero, upper: nil), cost: .one) },
    rows: (0..<8).map { _ in .init(lower: .one, upper: nil) },
    entries: [(0..<8).map { .init(row: $0, value: Rational($0 + 1)) }]
      + (0..<8).map { i in
        [(i, Rational.one), ((i + 1) % 8, Rational(3))].sorted { $0.0 < $1.0 }
          .map { .init(row: $0.0, value: $0.1) }
      })

  @Test func `an allowance that ends ends the search for a basis`() throws {
    let columns = [BasisWish.held(.atLower)] + Array(repeating: BasisWish.basic, count: 8)
    let rows = Array(repeating: BasisWish.either(.atLower), count: 8)
    let basis = try #require(
      BasisCompletion.basis(of: program, columns: columns, rows: rows, limit: 10_000))
    #expect(basis.columns.map { $0 == .basic } == [false] + Array(repeating: true, count: 8))
    #expect(!basis.rows.contains(.basic))
    for limit in [0, 1, 2] {
      #expect(
        BasisCompletion.basis(of: program, columns: columns, rows: rows, limit: limit) == nil)
    }
  }
}
