// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A tree of branches that covers all whole points of a program, with a proof at each leaf that none
/// of its points is better than a given plan (Cheung, Gleixner and Steffy, "Verifying integer
/// programming results", 2017).
///
/// Whoever checks it needs to know nothing of the search that found it.
public struct SearchTree: Sendable {
  public enum Node: Sendable {
    /// All whole points have at most `floor` of the column or at least `floor + 1`. `below` and
    /// `above` are the places of these two parts among the nodes; both come after this node.
    case branch(column: Int, floor: Rational, below: Int, above: Int)
    /// The same of a sum of whole columns with whole coefficients; each side has it as a further row.
    case split(Split, below: Int, above: Int)
    /// A row that holds for all whole points of this part that are better than the plan. It is one
    /// of the rows of `next`, the place of the rest of the part.
    case cut(Cut, next: Int)
    /// Of the whole points that are better than the plan, if there are any, one has the least of
    /// `column`, as each unit of it can be exchanged for one of `by`: that costs no more, is as good in
    /// every row, and has no end. `next` is the place of the part with that.
    case dominated(column: Int, by: Int, next: Int)
    /// Of the whole points that are better than the plan, if there are any, one has a whole number of
    /// `column` (`LinearProgram.isWhole(_:by:_:)` says why). `next` is the place of the part with that.
    case whole(column: Int, row: Int, next: Int)
    /// Narrower bounds beyond which the rows leave no better plan. `next` is the place of the part with
    /// them.
    case narrowed(Narrowing, next: Int)
    /// The rows contradict the bounds and what a better plan costs.
    case closed(Multipliers)
    /// Row prices whose dual bound allows nothing better than the plan.
    case bounded(prices: [Rational])
    /// The relaxation has no point.
    case infeasible(FarkasCertificate)
    /// The bounds of a column have passed each other.
    case empty(column: Int)
  }

  /// Coefficients of columns; those that are not told are 0. A double is an exact fraction.
  public struct Terms: Sendable, Equatable {
    public var columns: [Int32]
    public var values: [Double]

    public init(columns: [Int32] = [], values: [Double] = []) {
      (self.columns, self.values) = (columns, values)
    }
  }

  /// A sum of whole columns that is at most `floor` or at least `floor + 1`.
  public struct Split: Sendable {
    public var terms: Terms
    public var floor: Double

    public init(terms: Terms, floor: Double) { (self.terms, self.floor) = (terms, floor) }
  }

  /// The row Σ terms ≥ `lower`, which holds on both sides of a split (Cook, Kannan and Schrijver,
  /// "Chvátal closures for mixed integer programming problems", 1990).
  public struct Cut: Sendable {
    public var terms: Terms
    public var lower: Double
    public var split: Split
    /// What proves it where the split's sum is at most its floor, and where it is more. The split is
    /// the last row. Multipliers that show that there is nothing on a side prove it too.
    public var below: Multipliers
    public var above: Multipliers

    public init(
      terms: Terms, lower: Double, split: Split, below: Multipliers, above: Multipliers
    ) {
      (self.terms, self.lower, self.split) = (terms, lower, split)
      (self.below, self.above) = (below, above)
    }
  }

  /// Weights of rows, of which the positive ones lean on lower bounds and the others on upper ones,
  /// and the weight of the row that says that the plan is beaten.
  ///
  /// A row is known by its number in the program; those that splits and cuts on the way from the
  /// first node have added are numbered on from there, in their order.
  public struct Multipliers: Sendable {
    public var rows: [Int32]
    public var values: [Double]
    public var objective: Double

    public init(rows: [Int32] = [], values: [Double] = [], objective: Double = 0) {
      (self.rows, self.values, self.objective) = (rows, values, objective)
    }
  }

  /// Bounds of whole columns, each of which follows from the same weights: what is beyond one of them
  /// contradicts the rows, the bounds before and what a better plan costs.
  public struct Narrowing: Sendable {
    public var columns: [Int32]
    /// Whole numbers, one a column: its upper bound, or else its lower one.
    public var ends: [Double]
    public var isUpper: [Bool]
    public var weights: Multipliers

    public init(
      columns: [Int32] = [], ends: [Double] = [], isUpper: [Bool] = [], weights: Multipliers
    ) {
      (self.columns, self.ends, self.isUpper, self.weights) = (columns, ends, isUpper, weights)
    }

    /// The bounds within and beyond the kth of these, of a column that has `bounds`.
    func sides(_ k: Int, of bounds: LinearProgram.Bounds)
      -> (within: LinearProgram.Bounds, beyond: LinearProgram.Bounds)
    {
      let end = Rational(exactly: ends[k])
      var (within, beyond) = (bounds, bounds)
      if isUpper[k] {
        within.upper = bounds.upper.map { min($0, end) } ?? end
        beyond.lower = bounds.lower.map { max($0, end + .one) } ?? (end + .one)
      } else {
        within.lower = bounds.lower.map { max($0, end) } ?? end
        beyond.upper = bounds.upper.map { min($0, end - .one) } ?? (end - .one)
      }
      return (within, beyond)
    }
  }

  /// The first node is the whole program.
  public var nodes: [Node]

  public init(nodes: [Node]) { self.nodes = nodes }
}

extension LinearProgram {
  /// Whether `incumbent` is feasible, whole and as good as any whole point; or, where it is nil,
  /// whether no whole point is feasible. Additions, multiplications and comparisons, as many as the
  /// tree has figures times the entries of their rows.
  ///
  /// A program with whole numbers in all its costs can only have certain objectives (`objectiveStep`),
  /// and a bound counts up to the next of them.
  ///
  /// false too where `stop` ends the check.
  public func proves(
    _ tree: SearchTree, incumbent: [Rational]?, until stop: StopSignal = .never
  ) -> Bool {
    if let incumbent {
      guard incumbent.count == columns.count, isWhole(incumbent),
        largestViolation(at: incumbent).isZero
      else { return false }
    }
    // No whole number between the ends of a column: there is nothing to search.
    guard let whole = withWholeBounds else { return incumbent == nil }
    var check = TreeCheck(whole, best: incumbent.map { objective(at: $0) })
    return check.proves(tree, until: stop)
  }

  /// Whether `value` is strictly better as an objective than `other`.
  package func isBetter(_ value: Rational, than other: Rational) -> Bool {
    sense == .minimize ? value < other : value > other
  }
}
