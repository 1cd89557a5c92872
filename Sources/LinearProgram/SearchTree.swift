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
    /// Row prices whose dual bound allows nothing better than the plan.
    case bounded(prices: [Rational])
    /// The relaxation has no point.
    case infeasible(FarkasCertificate)
    /// The bounds of a column have passed each other.
    case empty(column: Int)
  }

  /// The first node is the whole program.
  public var nodes: [Node]

  public init(nodes: [Node]) { self.nodes = nodes }
}

extension LinearProgram {
  /// Whether `incumbent` is feasible, whole and as good as any whole point; or, where it is nil,
  /// whether no whole point is feasible. O(nodes · nonzeros) additions and multiplications.
  ///
  /// A program with whole numbers in all its costs can only have certain objectives (`objectiveStep`),
  /// and a bound counts up to the next of them.
  public func proves(_ tree: SearchTree, incumbent: [Rational]?) -> Bool {
    if let incumbent {
      guard incumbent.count == columns.count, isWhole(incumbent),
        largestViolation(at: incumbent).isZero
      else { return false }
    }
    // No whole number between the ends of a column: there is nothing to search.
    guard var part = withWholeBounds else { return incumbent == nil }
    let best = incumbent.map { objective(at: $0) }
    let step = objectiveStep
    var open = [(node: 0, bounds: [(column: Int, bounds: Bounds)]())]
    var visits = 0
    while let (place, path) = open.popLast() {
      visits += 1
      guard tree.nodes.indices.contains(place), visits <= tree.nodes.count else { return false }
      switch tree.nodes[place] {
      case .branch(let j, let floor, let below, let above):
        guard columns.indices.contains(j), columns[j].isInteger, floor.isInteger, below > place,
          above > place
        else { return false }
        var bounds = path.last { $0.column == j }?.bounds ?? part.columns[j].bounds
        let upper = bounds.upper
        bounds.upper = upper.map { min($0, floor) } ?? floor
        open.append((below, path + [(j, bounds)]))
        bounds.upper = upper
        bounds.lower = bounds.lower.map { max($0, floor + .one) } ?? (floor + .one)
        open.append((above, path + [(j, bounds)]))
      case .empty(let j):
        guard columns.indices.contains(j),
          (path.last { $0.column == j }?.bounds ?? part.columns[j].bounds).isCrossed
        else { return false }
      case .bounded(let prices):
        guard let best, prices.count == rows.count,
          let bound = part.with(path, { $0.dualBound(prices: prices) }),
          !isBetter(bound.rounded(to: step, up: sense == .minimize), than: best)
        else { return false }
      case .infeasible(let certificate):
        guard certificate.weights.count == rows.count,
          part.with(path, { $0.proves(certificate) })
        else { return false }
      }
    }
    return true
  }

  /// Whether `value` is strictly better as an objective than `other`.
  package func isBetter(_ value: Rational, than other: Rational) -> Bool {
    sense == .minimize ? value < other : value > other
  }

  /// What `body` gives for this program with other bounds of some columns, the last of each counts.
  fileprivate mutating func with<T>(
    _ changed: [(column: Int, bounds: Bounds)], _ body: (LinearProgram) -> T
  ) -> T {
    let before = changed.map { ($0.column, columns[$0.column].bounds) }
    for (j, bounds) in changed { columns[j].bounds = bounds }
    let result = body(self)
    for (j, bounds) in before.reversed() { columns[j].bounds = bounds }
    return result
  }
}
