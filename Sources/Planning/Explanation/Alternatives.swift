// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// The least and the greatest amount of each resource over all optimal plans.
public struct Alternatives: Sendable {
  /// One a resource.
  public let ranges: [PerPeriod<Span>]

  /// The least and the greatest amount; nil for no end.
  public struct Span: Sendable, Equatable {
    public let from: Rational?
    public let to: Rational?
    public var isOne: Bool { from != nil && from == to }
  }

  /// Whether the amounts of resources are the same in all optimal plans.
  public var isUnique: Bool { ranges.allSatisfy { $0.values.allSatisfy(\.isOne) } }

  /// nil where the last objective has no proved optimum. Two programs an amount are solved.
  init?(
    _ chain: PriorityChain, solve: (LinearProgram) throws -> Solution
  ) throws {
    guard chain.isComplete, chain.solution.proof != .none, let point = chain.solution.point
    else { return nil }
    var face = chain.program
    let best = face.objective(at: point)
    face.append(
      row: LinearProgram.Bounds(lower: best, upper: best),
      entries: face.columns.enumerated().filter { !$1.cost.isZero }.map {
        LinearProgram.RowEntry(column: $0, value: $1.cost)
      })
    for j in face.columns.indices { face.columns[j].cost = .zero }
    let (spec, layout) = (chain.formulation.spec, chain.formulation.layout)
    ranges = try spec.resources.indices.map { r in
      try PerPeriod(spec.periods) { t in
        let j = layout.amount(r, t)
        var one = face
        one.columns[j].cost = .one
        let ends = try [LinearProgram.Sense.minimize, .maximize].map { sense in
          one.sense = sense
          let end = try solve(one)
          return end.status == .optimal ? end.point?[j] : nil
        }
        return Span(from: ends[0], to: ends[1])
      }
    }
  }
}
