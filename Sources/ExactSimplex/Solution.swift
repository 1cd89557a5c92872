// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The answer to a linear program and how far it was proved.
public struct Solution: Sendable {
  public enum Status: String, Sendable {
    case optimal, infeasible, unbounded, stopped
    /// Whole numbers: no plan is better by more than the gap that was asked for.
    case withinGap = "within_gap"
  }

  /// What the verdict rests on.
  public enum Proof: String, Sendable {
    /// Checked in exact arithmetic from the program's own numbers.
    case exact
    /// Whole numbers: a search tree in which every leaf was closed in exact arithmetic.
    case exactSearch = "exact search"
    /// The basis was proved to be optimal, but its fractions are too long: each figure is the
    /// exact one rounded once to the nearest double.
    case exactBasis = "exact basis"
    /// The bound is proved, and the point misses it and its own bounds by little.
    case tolerance
    /// Nothing was proved.
    case none
  }

  public var status: Status
  public var proof: Proof
  /// A value a column, where there is a plan. It is feasible where `proof` is exact, and nearly
  /// where it is `exactBasis` or `tolerance`.
  public var point: [Rational]?
  /// A dual value a row; nil for programs with whole numbers.
  public var prices: [Rational]?
  /// The best objective that is still possible, as far as that is known.
  public var bound: Rational?
  /// The basis of the point, where it is a vertex.
  public var basis: Basis?
  /// The certificate of an infeasible program.
  public var certificate: FarkasCertificate?
  /// The ray of an unbounded program.
  public var ray: Ray?
  /// The bound of the program without its demand for whole numbers, proved.
  public var relaxationBound: Rational?
  /// The tree that proves an exact search. See `LinearProgram.proves(_:incumbent:)`.
  public var searchTree: SearchTree?
  /// How it was found, where a method was chosen.
  public var statistics: SolveStatistics?
  /// The figures of a basis that was proved without its fractions.
  public var rounded: RoundedOptimum?

  public init(
    status: Status, proof: Proof, point: [Rational]? = nil, prices: [Rational]? = nil,
    bound: Rational? = nil, basis: Basis? = nil
  ) {
    (self.status, self.proof, self.point, self.prices) = (status, proof, point, prices)
    (self.bound, self.basis) = (bound, basis)
  }

  package func with(_ statistics: SolveStatistics) -> Solution {
    var solution = self
    solution.statistics = statistics
    return solution
  }

  /// An exact verdict on a program without whole numbers.
  public init(_ verdict: Verdict, of program: LinearProgram) {
    switch verdict {
    case .optimal(let optimum):
      self.init(
        status: .optimal, proof: .exact, point: optimum.point, prices: optimum.prices,
        bound: program.objective(at: optimum.point), basis: optimum.basis)
    case .infeasible(let certificate):
      self.init(status: .infeasible, proof: .exact)
      self.certificate = certificate
    case .unbounded(let ray):
      self.init(status: .unbounded, proof: .exact)
      self.ray = ray
    }
  }

  /// What a basis proves; nil where it proves too little to be called a verdict.
  public init?(_ proof: BasisProof, of program: LinearProgram) {
    switch proof {
    case .exact(let verdict): self.init(verdict, of: program)
    case .rounded(let optimum):
      self.init(
        status: .optimal, proof: .exactBasis, point: optimum.point, prices: optimum.prices,
        bound: optimum.objective, basis: optimum.basis)
      rounded = optimum
    case .bounded(let optimum):
      guard optimum.isNearlyOptimal else { return nil }
      self.init(
        status: .optimal, proof: .tolerance, point: optimum.point, prices: optimum.prices,
        bound: optimum.bound, basis: optimum.basis)
    }
  }

  /// Whether the verdict was checked exactly or by enclosures, and rests on no tolerance.
  public var isProved: Bool { proof == .exact || proof == .exactSearch || proof == .exactBasis }

  // MARK: - Figures

  /// c·x of the point.
  public func objective(in program: LinearProgram) -> Rational? {
    rounded?.objective ?? point.map { program.objective(at: $0) }
  }

  /// The activity of each row at the point.
  public func activities(in program: LinearProgram) -> [Rational]? {
    rounded?.activities ?? point.map { program.activities(at: $0) }
  }

  /// The reduced cost of each column.
  public func reducedCosts(in program: LinearProgram) -> [Rational]? {
    rounded?.reducedCosts ?? prices.map { program.reducedCosts(prices: $0) }
  }

  /// By how much the plan misses a bound: 0 where it is proved, exact for what is only near.
  public func largestViolation(in program: LinearProgram) -> Rational? {
    rounded != nil ? .zero : point.map { program.largestViolation(at: $0) }
  }

  /// A bound that holds even where figures are rounded: a unit of rounding further out.
  package func safeBound(in sense: LinearProgram.Sense) -> Rational? {
    guard proof == .exactBasis, let double = bound?.double else { return bound }
    let safe = sense == .minimize ? double.nextDown : double.nextUp
    return safe.isFinite ? Rational(exactly: safe) : nil
  }
}
