// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The columns and rows of a section. An item is known by its place in these lists.
struct SectionMathematics: Sendable {
  var columns: [AddedColumn] = []
  var rows: [AddedRow] = []
  /// What it changes of what workloads get, by workload and option; empty where nothing.
  var placements: [[PlacementRule]] = []

  mutating func add(_ column: AddedColumn) -> Int {
    columns.append(column)
    return columns.count - 1
  }
}

/// What a section changes of what a workload gets on one of its options.
struct PlacementRule: Sendable, Equatable {
  /// Whole units only; and the key that says so.
  var wholeAt: Pointer?
  /// Whether a unit takes a unit of what is held; else rows of the section say what it takes.
  var takesUnits = true
}

/// A column of a section: one a period, or one over the whole horizon.
struct AddedColumn: Sendable {
  /// What it is an amount of: `battery in store`.
  let name: String
  /// Where it came from.
  let at: Pointer
  var span = Limit.Span.each
  var isWhole = false
  var bounds: PerPeriod<LinearProgram.Bounds> = .constant(.init(lower: .zero, upper: nil))
  /// What a unit counts for, in each period; over the whole horizon, in every one of them.
  var charges: [Spec.Figure] = []
  /// What a unit costs in the first objective, whatever its attributes.
  var price: Series?
  /// The resource whose charges these are, for demands and budgets on a part of the plan.
  var resource: Int?
  /// The same where they are those of what a workload gets.
  var option: (workload: Int, option: Int)?
  /// Whom a unit places, where it does: then it takes a unit of what is held, and counts in the
  /// needs, the share, the level and the traffic of each.
  var placing: Placing?
  /// Where a result prints its values: the keys that lead there.
  var printedAt: [String] = []

  /// Units of a resource that several workloads have together.
  struct Placing: Sendable {
    struct Part: Sendable {
      let workload: Int
      let option: Int
      /// What a unit counts for.
      let figures: [Spec.Figure]

      func figure(_ attribute: Int, in period: Int) -> Rational {
        if attribute == Spec.unitsIndex { return .one }
        return figures.first { $0.attribute == attribute }?.series[period] ?? .zero
      }
    }

    /// Who has them, in words.
    let name: String
    let resource: Int
    let parts: [Part]
  }

  /// Demands in which it counts, beside what its charges do there: what is put off from one period
  /// to the next.
  var inDemands: [InDemand] = []
  /// What an author wrote that its bounds say, end by end: then they can be part of a conflict.
  var says = AddedRow.Clauses()
  /// The demand whose `min` of a period, and of so many periods before it, its upper bound is the
  /// sum of: then the bound moves as they do.
  var upperFollows: (demand: Int, periods: Int)?

  /// An end that its upper bound of 0 follows from.
  var derived: DerivedEnd?

  /// A coefficient in the row of a demand so many periods later.
  struct InDemand: Sendable {
    let demand: Int
    let coefficient: Rational
    var later = 0
  }
}

/// A row of a section: a sum of terms within bounds, in each period or over the whole horizon.
struct AddedRow: Sendable {
  struct Term: Sendable {
    enum Target: Sendable, Hashable {
      case amount(Int), bought(Int)
      case placement(workload: Int, option: Int)
      /// A column of the same section.
      case own(Int)
      /// The total of an attribute.
      case total(Int)
    }

    let target: Target
    var coefficient: Series = .constant(.one)
    /// How many periods ago; before the first one there is nothing.
    var lag = 0
    /// Whether what is before the first period is what is at the end of the last.
    var isCyclic = false

    init(
      _ target: Target, _ coefficient: Series = .constant(.one), lag: Int = 0,
      isCyclic: Bool = false
    ) {
      (self.target, self.coefficient, self.lag, self.isCyclic) = (
        target, coefficient, lag, isCyclic
      )
    }

    init(_ target: Target, _ coefficient: Rational, lag: Int = 0, isCyclic: Bool = false) {
      self.init(target, .constant(coefficient), lag: lag, isCyclic: isCyclic)
    }
  }

  /// What it is on, in the words of the spec, without its period.
  let name: String
  /// The part of the spec that it came from.
  let at: Pointer
  var span = Limit.Span.each
  let bounds: PerPeriod<LinearProgram.Bounds>
  var terms: [Term]
  /// What an author wrote that this row says, end by end: then it can be part of a conflict.
  var says = Clauses()
  /// How many of the last terms the others are held against: a check of a plan says what they come
  /// to as the limit.
  var limitTerms = 0
  /// Whether it is on what several workloads have together, as a resource's amount is.
  var isCommon = false
  /// Whether it holds in some best plan, and not in each that there is: no plan is refused for it.
  var isOnlyOfBest = false

  /// An end that a coefficient of it is, or follows from.
  var derived: DerivedEnd?

  /// The written ends of a row.
  struct Clauses: Sendable {
    var lower: Clause?
    var upper: Clause?
  }

  /// An end that an author wrote.
  struct Clause: Sendable {
    /// What is bounded, without its period: `h100 where it is used`.
    let name: Phrase
    /// The number, and whether it is a floor.
    let bound: WrittenBound
    let isFloor: Bool
    /// Whether another number in this place loosens the end, so that a repair may ask for it.
    var canChange = false
    /// What it says, where a bound on a name does not say it.
    var sentence: Phrase?
  }
}

/// What columns can be together at most, by other numbers of the spec: a row or a bound that has it as
/// one of its own says no more than the author as long as those numbers are there.
struct DerivedEnd: Sendable {
  let targets: [AddedRow.Term.Target]
  let most: Series
}

/// A column or a row of a section: which section of the spec, and which of its items.
struct Added: Hashable, Sendable {
  let section: Int
  let item: Int
}
