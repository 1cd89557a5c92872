// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The optimal value of a `ParametricProgram` over an interval of its parameter, exactly, with what
/// proves every piece of it.
public struct ParametricCurve: Sendable {
  /// The pieces from left to right. Neighbours share an end, and there the piece with a value
  /// holds (an unbounded one where bounds move and none has a value). Neighbours that both have a
  /// value differ in slope.
  public var pieces: [Piece]

  public init(pieces: [Piece]) { self.pieces = pieces }

  public struct Piece: Sendable {
    /// nil is no end. A piece with a value may be a single point.
    public var from: Rational?
    public var to: Rational?
    public var outcome: Outcome
  }

  public enum Outcome: Sendable {
    case optimal(Segment)
    /// There is no plan. Together the proofs cover the piece.
    case infeasible([Refutation])
    /// There are plans and none is best.
    case unbounded(Endless)
  }

  /// Why there is no plan at some values of the parameter.
  public enum Refutation: Sendable {
    case certificate(FarkasCertificate)
    case crossing(ParametricProgram.Crossing)
  }

  /// Why none is best.
  public struct Endless: Sendable {
    /// Where costs move: rays that together cover the piece. Where bounds move: one ray at each
    /// finite end of the piece, or one at 0.
    public var rays: [Ray]
    /// Where bounds move, how a plan goes on for each unit beyond the last ray on a side that has
    /// no end. A value a column.
    public var leftTail: [Rational]?
    public var rightTail: [Rational]?
  }

  /// A piece on which the value is linear.
  public struct Segment: Sendable {
    public var line: Line
    /// An optimal plan and prices at the finite ends of the piece, or at some value between where
    /// there is none; ascending. Between two of them, the plan and the prices that lie between
    /// theirs are optimal.
    public var anchors: [Anchor]
    /// How plan and prices go on left of the first anchor (for each unit to the left) and right
    /// of the last, where the piece has no end there.
    public var leftTail: Direction?
    public var rightTail: Direction?
  }

  /// Optimal at one value of the parameter. Where bounds move, all anchors of a piece have the
  /// same prices; where costs move, the same point. Both are written down as they are asked for.
  public struct Anchor: Sendable {
    public var at: Rational
    var pointFigures: Figures
    var priceFigures: Figures

    /// A value a column.
    public var point: [Rational] { pointFigures.written }
    /// A dual value a row.
    public var prices: [Rational] { priceFigures.written }
  }

  /// The change of plan and prices for one unit of the parameter.
  public struct Direction: Sendable {
    public var point: [Rational]
    public var prices: [Rational]
  }

  /// What holds at one value of the parameter where there is an optimum.
  public struct Optimum: Sendable {
    public var objective: Rational
    /// The rate of the objective on each side; nil where that side has no value or was not asked
    /// for.
    public var slopeLeft: Rational?
    public var slopeRight: Rational?
    fileprivate let anchor: Anchor
    /// A value a column. Optimal, and a vertex at break points that were found as such; between
    /// break points a point between two of them.
    public var point: [Rational] { anchor.point }
    /// A dual value a row, one of the two slopes where bounds move.
    public var prices: [Rational] { anchor.prices }
  }

  /// The finite ends of the pieces with a value: the break points and the ends of the interval, or
  /// of the part of it that has a value. Ascending, each once.
  public var breakPoints: [Rational] {
    var points: [Rational] = []
    for piece in pieces {
      guard case .optimal = piece.outcome else { continue }
      for end in [piece.from, piece.to] {
        if let end, points.last != end { points.append(end) }
      }
    }
    return points
  }

  /// What is optimal at `t`. nil where there is no optimum. O(log pieces + columns + rows).
  public func optimum(at t: Rational) -> Optimum? {
    // The first piece that ends at t or after it.
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if let to = pieces[middle].to, to < t { low = middle + 1 } else { high = middle }
    }
    let touching = pieces[low...].prefix { $0.from.map { $0 <= t } ?? true }
    let segments = touching.compactMap { piece -> (piece: Piece, segment: Segment)? in
      if case .optimal(let segment) = piece.outcome { (piece, segment) } else { nil }
    }
    guard let first = segments.first, let last = segments.last else { return nil }
    return Optimum(
      objective: first.segment.line.value(at: t),
      slopeLeft: first.piece.from != t ? first.segment.line.slope : nil,
      slopeRight: last.piece.to != t ? last.segment.line.slope : nil,
      anchor: first.segment.anchor(at: t))
  }
}

extension ParametricCurve.Segment {
  /// Plan and prices at `t`, which is on the piece.
  func anchor(at t: Rational) -> ParametricCurve.Anchor {
    let (first, last) = (anchors[0], anchors[anchors.count - 1])
    if t == first.at { return first }
    if t == last.at { return last }
    if t < first.at { return first.moved(along: leftTail!, to: t) }
    if t > last.at { return last.moved(along: rightTail!, to: t) }
    let share = (t - first.at) / (last.at - first.at)
    return ParametricCurve.Anchor(
      at: t, pointFigures: .between(first.pointFigures, last.pointFigures, share),
      priceFigures: .between(first.priceFigures, last.priceFigures, share))
  }
}

extension ParametricCurve.Anchor {
  func moved(along direction: ParametricCurve.Direction, to t: Rational) -> Self {
    let distance = (t - at).magnitude
    return ParametricCurve.Anchor(
      at: t, pointFigures: .given(zip(point, direction.point).map { $0 + distance * $1 }),
      priceFigures: .given(zip(prices, direction.prices).map { $0 + distance * $1 }))
  }
}
