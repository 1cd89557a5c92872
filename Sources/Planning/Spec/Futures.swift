// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// What a spec says of futures that nobody knows yet: scenarios, and losses that a plan survives.
///
/// What is committed is decided before it is known which scenario comes true, all else after
/// (two-stage and multi-stage stochastic programs with recourse; Birge and Louveaux, "Introduction
/// to stochastic programming", 2011, chapter 2).
public struct Futures: Sendable {
  /// One way in which things may turn out: the spec with some of its numbers replaced.
  public struct Scenario: Sendable {
    public let name: String
    public let probability: Rational
    public internal(set) var spec: Spec
    let at: Pointer
    /// The places whose numbers it replaces.
    let changed: [String]
  }

  /// What counts over the scenarios.
  public enum Measure: Sendable, Equatable {
    case mean, worst
    /// The mean of the worst part: conditional value at risk (Rockafellar and Uryasev,
    /// "Optimization of conditional value-at-risk", 2000).
    case tail(Rational)
  }

  /// A demand that may be missed in some scenarios.
  public struct Chance: Sendable {
    let demand: Int
    /// What the scenarios in which it holds weigh at least.
    public let probability: Rational
    let at: Pointer
  }

  /// Resources that may be lost at once.
  public struct Loss: Sendable {
    public let name: String
    let resources: [Int]
  }

  /// In the order of the file; one, without a name, where there are only losses.
  public internal(set) var scenarios: [Scenario]
  public let measure: Measure
  public internal(set) var chances: [Chance] = []
  public internal(set) var losses: [Loss] = []
  /// Of each resource, whether its amounts are the same in all scenarios.
  let isCommitted: [Bool]
  /// Of each resource, whether what is bought of it is the same in all scenarios.
  let isCommittedPurchase: [Bool]
  /// In so many periods from the first one on everything is the same in all scenarios.
  let knownPeriods: Int

  /// The spec's text, into which a scenario puts its numbers: without what it says of scenarios.
  var text: JSONDocument?

  /// Whether there is more than the losses.
  public var hasScenarios: Bool { !scenarios[0].name.isEmpty }
}
