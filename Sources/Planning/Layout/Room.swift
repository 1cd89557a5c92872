// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A section of the spec in the program: its rows and columns, and all there is to say of each.
///
/// A room tells its rows and columns one by one, by their numbers in it, so that nothing is kept for
/// each: it is for sections that have as many of them as the spec is long. A section that has a few
/// gives them as data (`Section`), and `FurtherRoom` tells those.
///
/// Rooms meet in amounts, purchases and placements, the totals of attributes, the first objective,
/// and the `Layout`, where each row and column knows its room. Whoever wants to know something of a
/// row or a column asks its room.
protocol Room: AnyObject, Sendable {
  /// How many kinds of rows, and of columns, the room numbers, whether the spec has each or not.
  var rowItems: Int { get }
  var columnItems: Int { get }
  /// Adds its rows and columns, in the order in which they stand in a period.
  func list(in lists: inout Layout.Lists)
  /// Whether columns of a family count in its rows, are charged by it or priced by it.
  func meets(_ family: ColumnFamily) -> Bool

  // MARK: Columns, its own if nothing else is said

  func bounds(of column: Layout.ColumnKind, in periods: Range<Int>) -> LinearProgram.Bounds
  func isWhole(_ column: Layout.ColumnKind) -> Bool
  /// Adds what a unit of a column that it meets counts for in its rows.
  func addEntries(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout, to entries: inout ColumnEntries)
  /// Calls `body` with what it charges for a unit of a column that it meets. An attribute may come
  /// twice: then both count.
  func forEachCharge(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void)
  /// What it asks in the first objective for a unit of a column that it meets.
  func price(of column: Layout.ColumnKind, in period: Int?) -> Rational?
  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords
  /// Where an end of a column that it owns or meets stands in the spec; nil for what no author wrote.
  func place(of column: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place?
  /// Whose charges a unit's are, for demands and budgets on a part of the plan.
  func bearer(of column: Layout.ColumnKind) -> ChargeBearer
  /// Whom a unit places, where it is no placement itself.
  func placing(ofColumn item: Int) -> AddedColumn.Placing?
  /// The row whose bound a column says to be missed.
  func missed(by column: Layout.ColumnKind) -> (row: Layout.RowKind, isLower: Bool)?
  /// The column of what is missed of a row.
  func column(missing row: Layout.RowKind, isLower: Bool) -> Layout.ColumnKind?
  /// What a printed result has of it; nil where it should be there and is not.
  func value(
    of column: Layout.ColumnKind, in period: Int, _ printed: PrintedPlan, _ layout: Layout
  ) -> Rational?

  // MARK: Rows

  func bounds(ofRow item: Int, in period: Int) -> LinearProgram.Bounds
  /// What the amounts before the first period add to what a row of it bounds: no column stands for
  /// them.
  func before(row item: Int) -> Rational
  /// Tells which totals and amounts count in its rows.
  func addTotals(to totals: inout TotalsInRows, _ layout: Layout)
  /// The demand, budget or need that a row stands for.
  func limit(ofRow item: Int) -> Limit?
  /// The ends that an author wrote.
  func ends(ofRow item: Int) -> Ends
  func traits(ofRow item: Int) -> RowTraits
  func words(ofRow item: Int, _ layout: Layout) -> RowWords
  /// The name alone among these words.
  func name(ofRow item: Int, _ layout: Layout) -> String
  /// Where an end of it stands in the spec, where `ends` do not say it.
  func place(ofRow item: Int, _ period: Int?, isLower: Bool) -> Place?
  /// The workload that it belongs to; nil for a row of the whole plan.
  func workload(ofRow item: Int) -> Int?
  /// What those of its terms come to that the others are held against, on the other side of the row;
  /// nil where there are none.
  func limit(
    ofRow item: Int, in period: Int, at point: [Rational], _ layout: Layout
  ) -> Rational?
  /// Its rows that a result shows under a key of their own; nil where it shows none so.
  var shown: ShownRows? { get }
  /// What each of these comes to in each period, whether the program has a row for it or not.
  func totals(at point: [Rational], _ layout: Layout) -> [[Rational]]
  /// Columns any of which tells the row's price, where no result prints that.
  func columnsThatPrice(row item: Int) -> [Layout.ColumnKind]
}

/// What others may speak of, and the columns that are a room's own.
enum ColumnFamily { case amounts, purchases, placements, own }

/// Whom what a column charges is charged to.
enum ChargeBearer {
  case resource(Int)
  case option(workload: Int, option: Int)
  case nobody
}

/// What a row is like, for those who do not care what it says.
struct RowTraits {
  enum Prices { case none, ofPart, ofPlan }
  /// Whether several workloads meet in it.
  var isCommon = false
  /// Whether it bounds totals of the whole plan.
  var isOnTotals = false
  /// Whether its price is of interest: to nobody, to one workload, or to all.
  var prices = Prices.ofPlan
  /// Of two ends that do not bind, whether the upper one is what it is about.
  var prefersUpper = false
  /// Whether some of its terms are what the others are held against.
  var isHeldAgainstTerms = false
  /// Whether it holds in some best plan, and not in each that there is: no plan is refused for it.
  var isOnlyOfBest = false
}

/// Rows of a room as a result shows them, the first of its items first.
struct ShownRows {
  /// The key, and what one of them is called: `demands`, `demand`.
  let key: String
  let noun: String
  /// Whether the key is there where there are none.
  var isAlwaysThere = false
  let names: [String]
}

/// The words for a row, without its period.
struct RowWords {
  /// What it is on, in the words of the spec.
  let name: String
  /// What it came from.
  let at: Pointer
  /// What an exported model puts before the name.
  var prefix = ""
  /// The keys that lead to it in a printed result; none where it is in none.
  var keys: [String] = []
  /// What it is on in Chinese, where that is another name.
  var chinese: Chinese?

  var phrase: Phrase { Phrase(name, chinese ?? Chinese(name)) }
}

/// The words for a column, without its period.
struct ColumnWords {
  /// What it is an amount of.
  let name: String
  /// What it came from.
  let at: Pointer
  /// What says that it is a whole number, where it is one.
  var wholeAt: Pointer?
  /// Whether it is one for all periods: then none is said.
  var isConstant = false
  /// The keys that lead to it in a printed result; none where it is in none.
  var keys: [String] = []
}

extension Room {
  var rowItems: Int { 0 }
  var columnItems: Int { 0 }
  func list(in lists: inout Layout.Lists) {}
  func meets(_ family: ColumnFamily) -> Bool { false }

  func bounds(of column: Layout.ColumnKind, in periods: Range<Int>) -> LinearProgram.Bounds {
    .init(lower: .zero, upper: nil)
  }
  func isWhole(_ column: Layout.ColumnKind) -> Bool { false }
  func addEntries(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout, to entries: inout ColumnEntries
  ) {}
  func forEachCharge(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {}
  func price(of column: Layout.ColumnKind, in period: Int?) -> Rational? { nil }
  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    preconditionFailure("the room has no columns")
  }
  func place(of column: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place? { nil }
  func bearer(of column: Layout.ColumnKind) -> ChargeBearer { .nobody }
  func placing(ofColumn item: Int) -> AddedColumn.Placing? { nil }
  func missed(by column: Layout.ColumnKind) -> (row: Layout.RowKind, isLower: Bool)? { nil }
  func column(missing row: Layout.RowKind, isLower: Bool) -> Layout.ColumnKind? { nil }
  func value(
    of column: Layout.ColumnKind, in period: Int, _ printed: PrintedPlan, _ layout: Layout
  ) -> Rational? {
    printed.number(at: words(of: column, layout).keys, period)
  }

  func bounds(ofRow item: Int, in period: Int) -> LinearProgram.Bounds {
    ends(ofRow: item).bounds(period)
  }
  func before(row item: Int) -> Rational { .zero }
  func addTotals(to totals: inout TotalsInRows, _ layout: Layout) {}
  func limit(ofRow item: Int) -> Limit? { nil }
  func ends(ofRow item: Int) -> Ends { limit(ofRow: item)?.ends ?? Ends() }
  func traits(ofRow item: Int) -> RowTraits { RowTraits() }
  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    preconditionFailure("the room has no rows")
  }
  func name(ofRow item: Int, _ layout: Layout) -> String { words(ofRow: item, layout).name }
  func place(ofRow item: Int, _ period: Int?, isLower: Bool) -> Place? { nil }
  func workload(ofRow item: Int) -> Int? { nil }
  func limit(
    ofRow item: Int, in period: Int, at point: [Rational], _ layout: Layout
  ) -> Rational? { nil }
  var shown: ShownRows? { nil }
  func totals(at point: [Rational], _ layout: Layout) -> [[Rational]] {
    preconditionFailure("all rows that the room shows are in the program")
  }
  func columnsThatPrice(row item: Int) -> [Layout.ColumnKind] { [] }
}
