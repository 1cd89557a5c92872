// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// How the optimal value answers to one end of a row or of a column: the rate on each side and how
/// far it holds.
///
/// The rates do not come from a basis but from the curve of the optimal value over the end, so at a
/// degenerate vertex they are right on both sides (Gal and Greenberg, "Advances in sensitivity
/// analysis and parametric programming", 1997, chapter 3).
public struct BoundRates: Sendable {
  /// An end of a row or of a column. Where both ends are the same, they move together.
  public struct End: Sendable, Equatable {
    public enum Side: Sendable { case lower, upper }
    public enum Place: Sendable, Equatable {
      case row(Int)
      case column(Int)
    }

    public var place: Place
    public var side: Side
    /// Columns whose upper bounds move along: of a column's end, those of which it is the same number.
    public var columns: [Int] = []

    public init(_ place: Place, _ side: Side) { (self.place, self.side) = (place, side) }
  }

  public struct Rate: Sendable, Equatable {
    /// The change of the objective for a unit of the end: rate × change is what the objective does.
    public var perUnit: Rational
    /// The value of the end up to which the rate holds; nil for as far as one likes.
    public var until: Rational?
  }

  /// The end as it is.
  public let bound: Rational
  /// As the end grows; nil where there is no plan then.
  public let grows: Rate?
  /// As the end shrinks; nil where there is no plan then.
  public let shrinks: Rate?
}

extension LinearProgram {
  /// The program in which one end moves by the parameter; nil where that end is not there.
  public func moving(_ end: BoundRates.End) -> ParametricProgram? {
    let bounds = bounds(at: end.place)
    guard (end.side == .lower ? bounds.lower : bounds.upper) != nil else { return nil }
    func shift(_ index: Int) -> ParametricProgram.Shift {
      ParametricProgram.Shift(
        index: index, lower: bounds.isFixed || end.side == .lower ? .one : .zero,
        upper: bounds.isFixed || end.side == .upper ? .one : .zero)
    }
    let others = end.columns.map {
      ParametricProgram.Shift(index: $0, lower: .zero, upper: .one)
    }
    let motion: ParametricProgram.Motion =
      switch end.place {
      case .row(let i): .bounds(rows: [shift(i)], columns: others)
      case .column(let j): .bounds(rows: [], columns: [shift(j)] + others)
      }
    return ParametricProgram(self, motion: motion)
  }

  private func bounds(at place: BoundRates.End.Place) -> Bounds {
    switch place {
    case .row(let i): rows[i]
    case .column(let j): columns[j].bounds
    }
  }

  /// The rates of the optimal value at one end. nil where the end is not there or the program has
  /// no optimum. A few solves.
  ///
  /// Throws `Unproved` and what `solve` throws.
  public func rates(of end: BoundRates.End, solve: ExactSolving) throws -> BoundRates? {
    guard let parametric = moving(end) else { return nil }
    let bounds = bounds(at: end.place)
    let bound = end.side == .lower ? bounds.lower! : bounds.upper!
    return try withoutActuallyEscaping(solve) { solve in
      var tracing = CurveTracing(parametric: parametric, solve: solve)
      guard case .value(let start) = try tracing.probe(.zero) else { return nil }
      func rate(_ step: Int) throws -> BoundRates.Rate? {
        // What is not in the way is not so when it is further away.
        let loosens =
          !bounds.isFixed && end.columns.isEmpty && (step > 0) == (end.side == .upper)
        if loosens, start.line.slope.isZero { return .init(perUnit: .zero, until: nil) }
        return try tracing.firstPiece(from: start, step: step).map { piece in
          BoundRates.Rate(perUnit: piece.slope, until: piece.to.map { bound + $0 })
        }
      }
      return BoundRates(bound: bound, grows: try rate(1), shrinks: try rate(-1))
    }
  }
}
