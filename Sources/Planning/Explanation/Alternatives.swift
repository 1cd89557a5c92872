// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// The least and the greatest amount of each resource over all optimal plans, and whether there is
/// more than one.
public struct Alternatives: Sendable {
  /// One a resource.
  public let ranges: [PerPeriod<Span>]

  /// The least and the greatest amount; nil for no end.
  public struct Span: Sendable, Equatable {
    public let from: Rational?
    public let to: Rational?
    public var isOne: Bool { from != nil && from == to }
  }

  /// Whether workloads share the amounts in the same way in all optimal plans, where the amounts are the
  /// same; nil where that is not decided.
  private let hasOnePlacement: Bool?

  /// Whether the amounts of resources are the same in all optimal plans.
  public var areAmountsUnique: Bool { Self.areOne(ranges) }

  /// Whether there is one optimal plan; nil where its amounts of resources are the only ones, and
  /// whether workloads could share them otherwise is not decided.
  public var isUnique: Bool? { areAmountsUnique ? hasOnePlacement : false }

  private static func areOne(_ ranges: [PerPeriod<Span>]) -> Bool {
    ranges.allSatisfy { $0.values.allSatisfy(\.isOne) }
  }

  /// An end that was not proved.
  private struct Open: Error {}

  /// nil where the last objective has no proved optimum, or a range none. Two programs an amount
  /// are solved.
  init?(
    _ chain: PriorityChain, solve: (LinearProgram) throws -> Solution
  ) throws {
    guard let optimal = chain.optimalPlans else { return nil }
    let (spec, layout) = (chain.formulation.spec, chain.formulation.layout)
    do {
      ranges = try spec.resources.indices.map { r in
        try PerPeriod(spec.periods) { t in
          let j = layout.amount(r, t)
          var one = optimal
          one.columns[j].cost = .one
          let ends = try [LinearProgram.Sense.minimize, .maximize].map { sense -> Rational? in
            one.sense = sense
            let end = try solve(one)
            switch end.status {
            case .optimal where end.isProved: return end.point![j]
            case .unbounded where end.isProved: return nil
            default: throw Open()
            }
          }
          return Span(from: ends[0], to: ends[1])
        }
      }
    } catch is Open {
      return nil
    }
    hasOnePlacement =
      spec.workloads.isEmpty || !Self.areOne(ranges)
      ? true : try Self.hasOnePlacement(among: optimal, layout, solve: solve)
  }

  /// Whether all plans have the same placement; nil where that is not decided, as it is of whole
  /// numbers.
  ///
  /// At a vertex, every other plan moves something off the bound at which it rests; so the vertex is
  /// alone if the sum of all such moves is at most 0 (G. Appa, "On the uniqueness of solutions to
  /// linear programs", J. Oper. Res. Soc. 53, 2002). Two programs are solved.
  private static func hasOnePlacement(
    among plans: LinearProgram, _ layout: Layout, solve: (LinearProgram) throws -> Solution
  ) throws -> Bool? {
    if plans.columns.contains(where: \.isInteger) { return nil }
    let vertex = try solve(plans)
    guard vertex.status == .optimal, vertex.isProved, let basis = vertex.basis,
      let point = vertex.point
    else { return nil }
    var moves = plans
    moves.sense = .maximize
    guard moves.setCosts(toMovesFrom: basis) else { return nil }
    let farthest = try solve(moves)
    guard farthest.status == .optimal, farthest.isProved, let other = farthest.point
    else { return nil }
    if moves.objective(at: other) == moves.objective(at: point) { return true }
    let isPlacedOtherwise = (0..<layout.columnCount).contains { j in
      guard case .placement = layout.kind(ofColumn: j).kind else { return false }
      return point[j] != other[j]
    }
    return isPlacedOtherwise ? false : nil
  }
}

extension LinearProgram {
  /// Costs that count how far a plan is from the bounds at which the columns and rows of a basis
  /// rest. false where one rests at none.
  fileprivate mutating func setCosts(toMovesFrom basis: Basis) -> Bool {
    func sign(_ status: Basis.Status, _ bounds: Bounds) -> Rational? {
      if bounds.isFixed { return .zero }
      switch status {
      case .basic: return .zero
      case .atLower: return .one
      case .atUpper: return -.one
      case .atZero: return nil
      }
    }
    var weights: [Rational] = []
    for (bounds, status) in zip(rows, basis.rows) {
      guard let sign = sign(status, bounds) else { return false }
      weights.append(sign)
    }
    for j in columns.indices {
      guard var cost = sign(basis.columns[j], columns[j].bounds) else { return false }
      for entry in entries[j] where !weights[entry.row].isZero {
        cost += weights[entry.row] * entry.value
      }
      columns[j].cost = cost
    }
    return true
  }
}
