// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A spec as a linear program: a column a resource; a row a demand, a budget and a constraint, in
/// this order. Each row and each bound knows which part of the spec it came from.
public struct Formulation: Sendable {
  /// What a row stands for: a place in the spec's list of that kind.
  public enum Origin: Sendable, Equatable {
    case demand(Int), budget(Int), constraint(Int)
  }

  public let spec: Spec
  public let program: LinearProgram
  public let origins: [Origin]

  public init(_ spec: Spec) {
    self.spec = spec
    var rows: [LinearProgram.Bounds] = []
    var origins: [Origin] = []
    var weights: [(attributes: [(String, Rational)], resources: [Int: Rational])] = []
    for (i, demand) in spec.demands.enumerated() {
      origins.append(.demand(i))
      rows.append(demand.bounds)
      weights.append(([(demand.attribute, .one)], [:]))
    }
    for (i, budget) in spec.budgets.enumerated() {
      origins.append(.budget(i))
      rows.append(budget.bounds)
      weights.append(([(budget.attribute, .one)], [:]))
    }
    for (i, constraint) in spec.constraints.enumerated() {
      origins.append(.constraint(i))
      rows.append(constraint.bounds)
      var attributes: [(String, Rational)] = []
      var resources: [Int: Rational] = [:]
      for term in constraint.terms {
        switch term.target {
        case .attribute(let name): attributes.append((name, term.coefficient))
        case .resource(let index): resources[index, default: .zero] += term.coefficient
        }
      }
      weights.append((attributes, resources))
    }
    var columns: [LinearProgram.Column] = []
    var entries: [[LinearProgram.Entry]] = []
    for (j, resource) in spec.resources.enumerated() {
      columns.append(
        LinearProgram.Column(
          bounds: resource.bounds, cost: Self.total(spec.objective.terms, of: resource),
          isInteger: resource.isInteger))
      var column: [LinearProgram.Entry] = []
      for (i, weight) in weights.enumerated() {
        var value = weight.resources[j] ?? .zero
        for (name, coefficient) in weight.attributes {
          value += coefficient * resource.figure(name)
        }
        if !value.isZero { column.append(LinearProgram.Entry(row: i, value: value)) }
      }
      entries.append(column)
    }
    program = LinearProgram(
      sense: spec.objective.sense, columns: columns, rows: rows, entries: entries)
    self.origins = origins
  }

  private static func total(
    _ terms: [(attribute: String, weight: Rational)], of resource: Spec.Resource
  ) -> Rational {
    terms.reduce(.zero) { $0 + $1.weight * resource.figure($1.attribute) }
  }
}
