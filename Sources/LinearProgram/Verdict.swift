// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// What is known of a linear program, with what somebody needs to check it.
public enum Verdict: Sendable {
  case optimal(Optimum)
  case infeasible(FarkasCertificate)
  case unbounded(Ray)
}

/// An optimal vertex and the prices that prove it.
public struct Optimum: Sendable {
  /// A value a column.
  public var point: [Rational]
  /// A dual value a row: the objective's change for one more unit of the row's bound.
  public var prices: [Rational]
  /// The basis that gives both.
  public var basis: Basis

  public init(point: [Rational], prices: [Rational], basis: Basis) {
    (self.point, self.prices, self.basis) = (point, prices, basis)
  }
}

/// Weights of the rows whose sum contradicts the bounds (Farkas' lemma): over the column bounds,
/// the greatest value of (λᵀA)x is below the least that the row bounds ask of λᵀ(Ax).
public struct FarkasCertificate: Sendable {
  /// A weight a row. The sign says which bound of the row it leans on: positive the lower one.
  public var weights: [Rational]

  public init(weights: [Rational]) { self.weights = weights }
}

/// A feasible point and a direction that stays feasible and improves the objective for ever.
public struct Ray: Sendable {
  public var point: [Rational]
  public var direction: [Rational]

  public init(point: [Rational], direction: [Rational]) {
    (self.point, self.direction) = (point, direction)
  }
}
