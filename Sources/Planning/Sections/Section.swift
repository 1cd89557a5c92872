// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// A section of the spec as it was read: a room of its own. What it adds to the program is data
/// (`SectionMathematics`: columns and rows, each with its name, its place in the spec and its
/// formula), so that layout, formulation, words, certificates, exports and proofs need to know
/// nothing of it.
///
/// A section meets the others in four things: the amounts of resources (and what is bought and
/// placed), the totals of attributes, the first objective, and the registry of rows and columns,
/// where each knows its owner.
protocol Section: Sendable {
  /// What it adds, for a spec that is in order. Asked once a formulation.
  func mathematics(in spec: Spec) -> SectionMathematics
  /// Puts the section's own columns into the one form that is printed, where the program leaves a
  /// choice or a plan gives only amounts: from the values of all others. `printed` is a printed
  /// result or plan, for what amounts do not tell.
  func settle(_ values: inout SectionValues, printed: JSONValue?)
  /// What the result says of it.
  func figures(_ values: SectionValues) -> SectionFigures
  /// The same section with the ends that it needs of the rest of the spec, once all of it has been
  /// read; what is missing is noted. Until then its mathematics allows at least what it means.
  func closed(by ends: ImpliedEnds, _ reader: inout SpecReader) -> any Section
  /// What parts of the spec its mathematics leans on with numbers of its own.
  var leans: Leaning { get }
  /// What `--verbose` says of how it is modelled.
  var remarks: [String] { get }
  /// Whether its mathematics is still what it means where attributes count in these directions: a
  /// linear form may be right only where less is better.
  func holds(for directions: AttributeDirections) -> Bool
}

/// Parts of the spec whose numbers a section has put into rows of its own, so that they cannot be
/// taken away from the program one by one.
struct Leaning: Sendable {
  /// Resources whose upper ends they are.
  var resources: Set<Int> = []
  /// Whether other rows have implied such an end.
  var onRows = false

  mutating func merge(_ other: Leaning) {
    resources.formUnion(other.resources)
    onRows = onRows || other.onRows
  }
}

extension Section {
  func settle(_ values: inout SectionValues, printed: JSONValue?) {}
  func figures(_ values: SectionValues) -> SectionFigures { SectionFigures() }
  func closed(by ends: ImpliedEnds, _ reader: inout SpecReader) -> any Section { self }
  var leans: Leaning { Leaning() }
  var remarks: [String] { [] }
  func holds(for directions: AttributeDirections) -> Bool { true }
}

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

  /// The written ends of a row.
  struct Clauses: Sendable {
    var lower: Clause?
    var upper: Clause?
  }

  /// An end that an author wrote.
  struct Clause: Sendable {
    /// What is bounded, without its period: `h100 where it is used`.
    let name: String
    /// The number, and whether it is a floor.
    let bound: WrittenBound
    let isFloor: Bool
    /// Whether another number in this place loosens the end, so that a repair may ask for it.
    var canChange = false
    /// What it says, where a bound on a name does not say it.
    var sentence: Phrase?
  }
}

/// A sentence or a part of one, in each language.
public struct Phrase: Sendable, Equatable {
  public let english: String
  public let chinese: String

  init(_ english: String, _ chinese: String) { (self.english, self.chinese) = (english, chinese) }
}

/// A column or a row of a section: which section of the spec, and which of its items.
struct Added: Hashable, Sendable {
  let section: Int
  let item: Int
}

/// The values of a plan, for a section to read and to put its own into.
struct SectionValues {
  private let layout: Layout
  /// The number of the first of the section's columns among those of all sections.
  private let first: Int
  private(set) var point: [Rational]
  private let totals: KnownTotals
  /// The section's own columns.
  let columns: [AddedColumn]
  let periods: Int
  let hasPeriods: Bool

  init(
    _ layout: Layout, first: Int, columns: [AddedColumn], point: [Rational], hasPeriods: Bool,
    totals: KnownTotals
  ) {
    (self.layout, self.first, self.point, self.totals) = (layout, first, point, totals)
    (self.columns, periods, self.hasPeriods) = (columns, layout.periods, hasPeriods)
  }

  func amount(_ resource: Int, _ period: Int) -> Rational { point[layout.amount(resource, period)] }

  func bought(_ resource: Int, _ period: Int) -> Rational {
    layout.column(.bought(resource), period).map { point[$0] } ?? .zero
  }

  /// How much of the least that a demand asks for is missed.
  func missed(_ demand: Int, _ period: Int) -> Rational {
    layout.column(missing: .demand(demand), isLower: true, period).map { point[$0] } ?? .zero
  }

  /// A number a period from what is printed; 0 for what is not there.
  func list(_ printed: JSONValue?) -> [Rational] {
    guard let printed else { return Array(repeating: .zero, count: periods) }
    if let number = printed.number { return Array(repeating: Rational(number), count: periods) }
    let numbers = printed.elements.map { $0.number.map { Rational($0) } ?? .zero }
    return Array((numbers + Array(repeating: .zero, count: periods)).prefix(periods))
  }

  func placed(_ workload: Int, _ option: Int, _ period: Int) -> Rational {
    layout.column(.placement(workload: workload, option: option), period).map { point[$0] } ?? .zero
  }

  /// A number for each period, or one where there are no periods.
  func series(_ value: (Int) -> Rational) -> Series {
    hasPeriods ? .list((0..<periods).map(value)) : .constant(value(0))
  }

  /// The total of an attribute in a period.
  func total(_ attribute: Int, _ period: Int) -> Rational { totals.total(attribute, period) }

  /// The total that a demand bounds, which may be on a part of the plan.
  func total(ofDemand demand: Int, _ period: Int) -> Rational { totals.demand(demand, period) }

  private func column(_ item: Int, _ period: Int) -> Int {
    layout.column(.own(room: Layout.RoomNumber.further, item: first + item), period)!
  }

  /// The value of one of the section's own columns.
  subscript(item: Int, period: Int) -> Rational {
    get { point[column(item, period)] }
    set { point[column(item, period)] = newValue }
  }
}

extension SectionValues {
  /// Takes what a result or a plan has of the columns that are printed; 0 of what it lacks.
  mutating func read(_ printed: JSONValue) {
    for (item, column) in columns.enumerated() where !column.printedAt.isEmpty {
      guard
        let value = column.printedAt.reduce(printed, { value, key in value?[key] })
      else { continue }
      for t in 0..<(column.span == .all ? 1 : periods) {
        self[item, t] = value.figure(t) ?? .zero
      }
    }
  }
}

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

  public var groups: [Group] = []
  /// What workloads use of resources, where that is not the number of units that they get.
  public var used: [Int: Series] = [:]
  /// Units that several workloads have together.
  public var together: [(name: String, resource: String, amount: Series)] = []
  /// Totals that could bind, in words, for explanations.
  public var ceilings: [(name: String, total: Series, most: Series)] = []
  /// Further figures of resources, demands and budgets, by their places.
  public var resources: [Int: [Figure]] = [:]
  public var demands: [Int: [Figure]] = [:]
  public var budgets: [Int: [Figure]] = [:]

  public init() {}

  mutating func merge(_ other: SectionFigures) {
    groups += other.groups
    used.merge(other.used) { $1 }
    ceilings += other.ceilings
    together += other.together
    resources.merge(other.resources) { $0 + $1 }
    demands.merge(other.demands) { $0 + $1 }
    budgets.merge(other.budgets) { $0 + $1 }
  }
}
