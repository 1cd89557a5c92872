// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// What is known of a variable's place in a basis that is to be rebuilt.
public enum BasisWish: Sendable, Equatable {
  case basic
  case held(Basis.Status)
  /// Either basic or held there.
  case either(Basis.Status)
}

extension Basis {
  /// A basis of `program` that agrees with what is known of its vertex and its prices: a vertex
  /// that is degenerate or has several prices still has just one point and one set of prices for
  /// all bases that agree. It was found in doubles and is only a hint. nil where there is none, or
  /// it would take more than `limit` multiplications.
  public init?(
    of program: LinearProgram, columns: [BasisWish], rows: [BasisWish], limit: Int = 200_000_000
  ) {
    guard
      let basis = BasisCompletion.basis(of: program, columns: columns, rows: rows, limit: limit)
    else { return nil }
    self = basis
  }
}
