// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The directions in which a spec counts each attribute: whether a program could gain by taking
/// its total for less than it is, or for more.
///
/// A cost that can only hurt needs no whole numbers to be told right: the program itself takes the
/// dearer part last. Where it could gain, the truth must be forced.
struct AttributeDirections {
  struct Directions: Sendable, Equatable {
    /// A total taken for less than it is would help.
    var gainsByLess = false
    /// A total taken for more than it is would help.
    var gainsByMore = false

    fileprivate mutating func add(_ ends: Ends, sign: Int) {
      if ends.max != nil { add(sign: sign) }
      if ends.min != nil { add(sign: -sign) }
    }

    /// `sign` is above 0 where less is better.
    fileprivate mutating func add(sign: Int) {
      if sign > 0 { gainsByLess = true }
      if sign < 0 { gainsByMore = true }
    }
  }

  private var attributes: [Directions]

  init(_ spec: Spec) {
    attributes = Array(repeating: Directions(), count: spec.attributes.count)
    for limit in spec.demands + spec.budgets {
      attributes[limit.attribute].add(limit.ends, sign: 1)
    }
    for constraint in spec.constraints {
      for term in constraint.terms + constraint.before {
        guard case .attribute(let a) = term.target else { continue }
        for coefficient in term.coefficient.values {
          attributes[a].add(constraint.ends, sign: coefficient.signum)
        }
      }
    }
    for objective in spec.objectives {
      for term in objective.terms {
        let sign = objective.sense == .minimize ? term.weight.signum : -term.weight.signum
        attributes[term.attribute].add(sign: sign)
      }
    }
  }

  /// The same with further goals: attributes, and whether less of each is better.
  func adding(_ goals: [(attribute: Int, sense: LinearProgram.Sense)]) -> AttributeDirections {
    var result = self
    for goal in goals {
      result.attributes[goal.attribute].add(sign: goal.sense == .minimize ? 1 : -1)
    }
    return result
  }

  /// The same if every attribute counted both ways.
  var inAllDirections: AttributeDirections {
    var result = self
    for a in attributes.indices {
      result.attributes[a] = Directions(gainsByLess: true, gainsByMore: true)
    }
    return result
  }

  subscript(attribute: Int) -> Directions { attributes[attribute] }
}
