// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A spec that is in order: what there is, what is needed and what may be spent.
public struct Spec: Sendable {
  public struct Resource: Sendable {
    public let name: String
    public let at: Pointer
    public let bounds: LinearProgram.Bounds
    /// Where the author wrote the bounds; nil for the built-in `min` of 0.
    public let minAt: Pointer?
    public let maxAt: Pointer?
    public let isInteger: Bool
    public var attributes: [String: Rational]

    /// The figure per unit; `units` is 1 for every resource.
    public func figure(_ attribute: String) -> Rational {
      attribute == Spec.units ? .one : attributes[attribute] ?? .zero
    }
  }

  /// A bound on an attribute's total: a demand or a budget.
  public struct Limit: Sendable {
    public let attribute: String
    public let bounds: LinearProgram.Bounds
    public let at: Pointer
    public let minAt: Pointer?
    public let maxAt: Pointer?
    /// For the order of the file.
    let offset: Int
  }

  public struct Term: Sendable {
    public enum Target: Sendable, Equatable { case resource(Int), attribute(String) }
    public let name: String
    public let target: Target
    public let coefficient: Rational
  }

  /// Any other named linear row.
  public struct Constraint: Sendable {
    public let name: String
    public let terms: [Term]
    public let bounds: LinearProgram.Bounds
    public let at: Pointer
    public let minAt: Pointer?
    public let maxAt: Pointer?
  }

  public struct Objective: Sendable {
    public var sense: LinearProgram.Sense
    public var terms: [(attribute: String, weight: Rational)]
  }

  /// The built-in attribute: 1 for every resource.
  public static let units = "units"

  public internal(set) var title: String?
  public internal(set) var resources: [Resource] = []
  public internal(set) var demands: [Limit] = []
  public internal(set) var budgets: [Limit] = []
  public internal(set) var constraints: [Constraint] = []
  public internal(set) var objective = Objective(sense: .minimize, terms: [])
}
