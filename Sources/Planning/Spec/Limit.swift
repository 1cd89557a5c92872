// SPDX-License-Identifier: GPL-3.0-or-later

/// A bound on an attribute's total: a demand, a budget, or a need of a workload.
public struct Limit: Sendable {
  /// Whether the bound holds in each period, or on the sum over all of them.
  public enum Span: Sendable { case each, all }

  public let attribute: Int
  public let name: String
  public let ends: Ends
  public let span: Span
  /// The price of each unit that is missed, in the objective's unit; nil where none may be.
  public let penalty: Series?
  /// The part of the plan that it is on; nil where it is on all of it.
  public let part: Part?
  public let at: Pointer
  /// For the order of the file.
  let offset: Int

  public var isSoft: Bool { penalty != nil }
}

/// Any other named linear row. It holds in each period.
public struct Constraint: Sendable {
  public struct Term: Sendable {
    public enum Target: Sendable, Equatable { case resource(Int), attribute(Int) }
    public let target: Target
    public let coefficient: Series
  }

  public let name: String
  public let terms: [Term]
  /// Terms of the period before.
  public var before: [Term] = []
  public let ends: Ends
  public let at: Pointer
}
