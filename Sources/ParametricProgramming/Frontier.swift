// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A linear function of the columns that is to be as small or as great as possible.
public struct Goal: Sendable {
  public var sense: LinearProgram.Sense
  /// A figure a column.
  public var costs: [Rational]

  public init(_ sense: LinearProgram.Sense, costs: [Rational]) {
    (self.sense, self.costs) = (sense, costs)
  }

  public func value(at point: [Rational]) -> Rational {
    ParametricProgram.product(costs, point)
  }

  /// The costs of the goal as a minimum.
  package var minimized: [Rational] { sense == .minimize ? costs : costs.map { -$0 } }
}

/// The plans between two goals that cannot be bettered in one without giving up some of the other.
public enum Frontier: Sendable {
  case corners(Corners)
  case infeasible([ParametricCurve.Refutation])
  /// For every plan there is a better one along a ray. The rays improve together all weighted sums
  /// of the goals with two positive weights.
  case unbounded([Ray])

  public struct Corners: Sendable {
    /// From the best of the first goal to the best of the second, each corner once. The frontier is
    /// the line from each to the next.
    public var corners: [Corner]
    /// How the frontier goes on without end before the first corner and after the last one. Where
    /// it is one whole straight line, both are there and the corner is any point of it.
    public var before: Ray?
    public var after: Ray?
    /// The value of all weighted sums of the goals, which proves the corners: the first goal plus
    /// t times the second, both as minima, for t from 0 on. See `ParametricProgram.proves`.
    public var curve: ParametricCurve
    public var parametric: ParametricProgram
  }

  public struct Corner: Sendable {
    public var first: Rational
    public var second: Rational
    /// A plan with these two values; a value a column.
    public var point: [Rational]

    package init(first: Rational, second: Rational, point: [Rational]) {
      (self.first, self.second, self.point) = (first, second, point)
    }
  }
}

extension LinearProgram {
  /// The frontier between two goals, exactly. The program's own costs do not matter.
  ///
  /// Each corner is the best plan for a range of weights, so the corners are the pieces of the
  /// optimal value of f + t·g over t ≥ 0, a parametric program (Geoffrion, "Solving bicriterion
  /// mathematical programs", 1967). A corner whose range is a single weight is not a corner: it
  /// lies on the line between its neighbours. O(corners) solves.
  ///
  /// Throws `Unproved` and what `solve` throws.
  public func frontier(
    between first: Goal, and second: Goal, until stop: StopSignal = .never, solve: ExactSolving
  ) throws -> Frontier {
    var weighted = self
    weighted.sense = .minimize
    for (j, cost) in first.minimized.enumerated() { weighted.columns[j].cost = cost }
    let parametric = ParametricProgram(weighted, motion: .costs(second.minimized))
    let curve = try parametric.curve(from: .zero, to: nil, until: stop, solve: solve)
    var corners: [Frontier.Corner] = []
    var rays: [Ray] = []
    var before: Ray?
    var after: Ray?
    for piece in curve.pieces {
      switch piece.outcome {
      case .infeasible(let refutations): return .infeasible(refutations)
      case .unbounded(let endless):
        rays += endless.rays
        if corners.isEmpty { before = endless.rays.first } else { after = endless.rays.first }
      case .optimal(let segment):
        // With the second goal's weight at 0 alone, its points can be bettered in it for ever.
        if piece.to == .zero { continue }
        let point = segment.anchors[0].point
        corners.append(
          Frontier.Corner(
            first: first.value(at: point), second: second.value(at: point), point: point))
      }
    }
    if corners.isEmpty { return .unbounded(rays) }
    return .corners(
      Frontier.Corners(
        corners: corners, before: before, after: after, curve: curve, parametric: parametric))
  }
}
