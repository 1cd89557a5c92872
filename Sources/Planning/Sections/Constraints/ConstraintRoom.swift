// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Other linear rows: a sum of amounts and totals, of a period and of the one before it.
final class ConstraintRoom: Room {
  private let spec: Spec

  init(_ spec: Spec) { self.spec = spec }

  private func row(_ item: Int) -> Layout.RowKind {
    .init(room: Layout.RoomNumber.constraints, item: item)
  }

  var rowItems: Int { spec.constraints.count }

  func list(in lists: inout Layout.Lists) {
    for item in spec.constraints.indices { lists.add(row(item)) }
  }

  func addTotals(to totals: inout TotalsInRows, _ layout: Layout) {
    for (item, constraint) in spec.constraints.enumerated() {
      for (terms, lag) in [(constraint.terms, 0), (constraint.before, 1)] {
        for term in terms {
          switch term.target {
          case .attribute(let a):
            totals.add(attribute: a, in: row(item), term.coefficient, lag: lag, layout)
          case .resource(let r):
            totals.add(resource: r, in: row(item), term.coefficient, lag: lag, layout)
          }
        }
      }
    }
  }

  func ends(ofRow item: Int) -> Ends { spec.constraints[item].ends }

  func before(row item: Int) -> Rational {
    spec.constraints[item].before.reduce(.zero) { sum, term in
      sum + term.coefficient[0] * start(term.target)
    }
  }

  /// What there is before the first period: an attribute's total counts with the figures of the
  /// first.
  private func start(_ target: Constraint.Term.Target) -> Rational {
    switch target {
    case .resource(let r): return spec.resources[r].start
    case .attribute(let a):
      return spec.resources.reduce(.zero) { sum, resource in
        resource.start.isZero ? sum : sum + resource.start * spec.figure(of: resource, a)
      }
    }
  }

  var shown: ShownRows? {
    ShownRows(
      key: "constraints", noun: "constraint", isAlwaysThere: true,
      names: spec.constraints.map(\.name))
  }

  func traits(ofRow item: Int) -> RowTraits { RowTraits(isOnTotals: true) }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    let constraint = spec.constraints[item]
    return RowWords(
      name: constraint.name, at: constraint.at, keys: ["constraints", constraint.name])
  }
}
