// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
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
  }
}
