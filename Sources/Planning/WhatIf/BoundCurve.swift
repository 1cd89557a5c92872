// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import ParametricProgramming

/// The objective over all values of one number of a spec, exactly.
public struct BoundCurve: Sendable {
  /// A piece on which the objective goes straight, or has no value.
  public struct Piece: Sendable {
    public enum Outcome: Sendable {
      case optimal(slope: Rational)
      case infeasible, unbounded
    }

    /// nil is no end.
    public let from: Rational?
    public let to: Rational?
    public let outcome: Outcome
    /// The objective at the ends, where it has a value there.
    public let objectiveFrom: Rational?
    public let objectiveTo: Rational?
  }

  /// A JSON Pointer to the number, and the number as it is written.
  public let at: String
  public let written: Rational
  public let pieces: [Piece]
  /// Whether the spec has whole numbers: then the curve is that of a range, and jumps where two pieces
  /// meet, to the better of their values there.
  public let isOfWholeNumbers: Bool
  /// Whether every piece was proved, and that they leave nothing out.
  public let isProved: Bool

  init(_ curve: ParametricCurve, of moving: MovingSpec, isProved: Bool) {
    (at, written, self.isProved) = (moving.at, moving.written, isProved)
    isOfWholeNumbers = false
    pieces = curve.pieces.map { piece in
      let outcome: Piece.Outcome
      var values: (Rational?, Rational?) = (nil, nil)
      switch piece.outcome {
      case .optimal(let segment):
        outcome = .optimal(slope: segment.line.slope)
        values = (piece.from.map(segment.line.value), piece.to.map(segment.line.value))
      case .infeasible: outcome = .infeasible
      case .unbounded: outcome = .unbounded
      }
      return Piece(
        from: piece.from.map { $0 + moving.written }, to: piece.to.map { $0 + moving.written },
        outcome: outcome, objectiveFrom: values.0, objectiveTo: values.1)
    }
  }

  init(_ pieces: [Piece], of moving: MovingSpec) {
    (at, written, self.pieces) = (moving.at, moving.written, pieces)
    (isOfWholeNumbers, isProved) = (true, true)
  }
}

extension Planner {
  /// Why a number has no curve.
  public struct NoCurve: Error, Sendable {
    public let says: String
  }

  /// The objective's whole curve over one number of a spec: its break points, none missed. With whole
  /// numbers it is that over `from...to`, or else from half of the number to twice that.
  ///
  /// Throws `SpecText.Refusal` for a pointer that leads to no number, `NoCurve` for a number that is
  /// no bound and no weight, `SolverFailure`.
  public func curve(
    of text: SpecText, _ spec: Spec, over pointer: String, from: Rational? = nil,
    to: Rational? = nil, tables: TableAccess = .none
  ) throws -> BoundCurve {
    let written = try text.number(at: pointer)
    let moving = MovingSpec(text, spec, at: pointer, written: written, tables: tables)
    guard let motion = moving.motion else {
      throw NoCurve(
        says:
          "only a bound, or a weight, of a spec with one objective has break "
          + "points: dcopt sweep --vary \(pointer)=FROM:TO:STEP solves it at each value")
    }
    guard let parametric = moving.parametric else {
      let least = from ?? min(written / Rational(2), written * Rational(2))
      let most = to ?? max(written / Rational(2), written * Rational(2))
      guard least < most else {
        throw NoCurve(
          says: "over whole numbers it takes a range, say --breakpoints \(pointer)=0:10")
      }
      return BoundCurve(
        try WholeCurve(self, moving, in: least...most).pieces(motion), of: moving)
    }
    do {
      let (from, to) = (from.map { $0 - written }, to.map { $0 - written })
      let curve = try solver.curve(of: parametric, from: from, to: to, pivotLimit: nil)
      return BoundCurve(
        curve, of: moving, isProved: parametric.proves(curve, from: from, to: to))
    } catch let error as Unproved {
      throw NoCurve(says: error.description)
    }
  }
}
