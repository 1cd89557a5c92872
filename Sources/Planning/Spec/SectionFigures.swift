// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// What a section adds to a result; every format prints it.
public struct SectionFigures: Sendable {
  public struct Figure: Sendable {
    public let name: String
    public let value: Series
    /// Whether it says yes or no (1 or 0).
    public var isFlag = false
    /// Whether the amount beside it says it too: then a table leaves it out.
    public var isEvident = false

    public init(
      _ name: String, _ value: Series, isFlag: Bool = false, isEvident: Bool = false
    ) {
      (self.name, self.value, self.isFlag, self.isEvident) = (name, value, isFlag, isEvident)
    }
  }

  /// A member of the result of its own: `stores`, a name each, with its figures.
  public struct Group: Sendable {
    public let name: String
    /// What one of its entries is called at the head of a table.
    public let entryName: String
    public let entries: [(name: String, figures: [Figure])]

    public init(
      _ name: String, each entryName: String, _ entries: [(name: String, figures: [Figure])]
    ) {
      (self.name, self.entryName, self.entries) = (name, entryName, entries)
    }
  }

  /// What tiers make of an amount, for explanations.
  public struct Tiered: Sendable {
    public let resource: String
    public let attribute: String
    /// Whether it is what is bought in a period.
    public let isBought: Bool
    public let amount: Series
    /// What all of it counts for.
    public let sum: Series
    /// The tier that the last unit is in, from 0, and what a unit counts for there and beyond the amount.
    public let tier: PerPeriod<Int>
    public let rate: Series
    public let next: Series
    /// Where each tier but the last ends.
    public let ends: [Rational]
  }

  /// What is charged for being used, or for a start, whatever the amount, for explanations.
  public struct Standing: Sendable {
    public let resource: String
    public let isStart: Bool
    public let isCharged: PerPeriod<Bool>
    /// What it comes to over all periods, an attribute each.
    public let sums: [(attribute: String, sum: Rational)]
  }

  public var groups: [Group] = []
  /// What workloads use of resources, where that is not the number of units that they get.
  public var used: [Int: Series] = [:]
  /// Units that several workloads have together.
  public var together: [(name: String, resource: String, amount: Series)] = []
  /// Totals that could bind, in words, for explanations.
  public var ceilings: [(name: Phrase, total: Series, most: Series)] = []
  /// What is held at the end of each period, and the most that could be, for explanations.
  public var stocks: [(name: String, held: [Rational], most: [Rational])] = []
  /// Further figures of resources, demands and budgets, by their places.
  public var resources: [Int: [Figure]] = [:]
  public var demands: [Int: [Figure]] = [:]
  public var budgets: [Int: [Figure]] = [:]

  public var tiered: [Tiered] = []
  public var standing: [Standing] = []

  public init() {}

  mutating func merge(_ other: SectionFigures) {
    groups += other.groups
    used.merge(other.used) { $1 }
    ceilings += other.ceilings
    together += other.together
    stocks += other.stocks
    tiered += other.tiered
    standing += other.standing
    resources.merge(other.resources) { $0 + $1 }
    demands.merge(other.demands) { $0 + $1 }
    budgets.merge(other.budgets) { $0 + $1 }
  }
}
