// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

/// What a printed result says of a spec, as far as a verifier needs it to find the same vertex.
struct Claim {
  var status: String?
  /// An amount a resource, in the order of the spec; nil where the result has none.
  var amounts: [Rational]?
  private let root: JSONValue

  init(_ root: JSONValue, for spec: Spec) {
    self.root = root
    status = root["status"]?.string
    let allocation = root["allocation"]
    let amounts = spec.resources.map { resource in
      allocation?[resource.name]?.number.map(Rational.init)
    }
    if amounts.allSatisfy({ $0 != nil }) { self.amounts = amounts.map { $0! } }
  }

  /// The basis of `program` that the result's figures describe; it is the formulation's program,
  /// or that with its whole numbers fixed.
  func basis(of program: LinearProgram, _ formulation: Formulation) -> Basis? {
    let spec = formulation.spec
    let columns = spec.resources.enumerated().map { j, resource -> BasisWish in
      let entry = root["resources"]?[resource.name]
      let status: Basis.Status
      if resource.isInteger { return .either(.atLower) }
      switch entry?["at"]?.string {
      case "min": status = .atLower
      case "max": status = .atUpper
      case "fixed": status = .atLower
      default: return .basic
      }
      return Self.isZero(entry?["reduced_cost"]) ? .either(status) : .held(status)
    }
    let rows = formulation.origins.enumerated().map { i, origin -> BasisWish in
      let entry: JSONValue? =
        switch origin {
        case .demand(let k): root["demands"]?[spec.demands[k].attribute]
        case .budget(let k): root["budgets"]?[spec.budgets[k].attribute]
        case .constraint(let k): root["constraints"]?[spec.constraints[k].name]
        }
      guard let entry, entry["slack"]?.number?.double == 0 else { return .basic }
      let isUpper =
        program.rows[i].lower == nil
        || (program.rows[i].upper != nil
          && entry["total"]?.number?.double == program.rows[i].upper?.double)
      let status: Basis.Status = isUpper ? .atUpper : .atLower
      return Self.isZero(entry["shadow_price"]) ? .either(status) : .held(status)
    }
    return Basis(of: program, columns: columns, rows: rows)
  }

  /// Whether a price is 0, or not there because of whole numbers.
  private static func isZero(_ price: JSONValue?) -> Bool {
    (price?.number?.double ?? 0) == 0
  }
}

extension JSONValue {
  /// The value of an object's member; nil for anything else.
  subscript(key: String) -> JSONValue? {
    members.first { $0.keyEquals(key) }?.value
  }
}
