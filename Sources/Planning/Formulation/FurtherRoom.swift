// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The rows and columns of all sections that give theirs as data (`SectionMathematics`), numbered
/// through in the order of the sections.
final class FurtherRoom: Room {
  private let spec: Spec
  private let sections: [SectionMathematics]
  /// By their numbers.
  private let rows: [Added]
  private let columns: [Added]
  /// Of each section, the first of its rows and columns.
  private let firstRow: [Int]
  let firstColumn: [Int]

  init(_ spec: Spec, _ sections: [SectionMathematics]) {
    (self.spec, self.sections) = (spec, sections)
    var (rows, columns, firstRow, firstColumn) = ([Added](), [Added](), [Int](), [Int]())
    for (s, section) in sections.enumerated() {
      firstRow.append(rows.count)
      firstColumn.append(columns.count)
      rows += section.rows.indices.map { Added(section: s, item: $0) }
      columns += section.columns.indices.map { Added(section: s, item: $0) }
    }
    (self.rows, self.columns) = (rows, columns)
    (self.firstRow, self.firstColumn) = (firstRow, firstColumn)
  }

  var isEmpty: Bool { sections.isEmpty }

  private func row(_ item: Int) -> AddedRow { sections[rows[item].section].rows[rows[item].item] }

  private func column(_ item: Int) -> AddedColumn {
    sections[columns[item].section].columns[columns[item].item]
  }

  private func column(_ kind: Layout.ColumnKind) -> AddedColumn? {
    guard case .own(Layout.RoomNumber.further, let item) = kind else { return nil }
    return column(item)
  }

  private func kind(ofRow item: Int, in section: Int) -> Layout.RowKind {
    .init(room: Layout.RoomNumber.further, item: firstRow[section] + item)
  }

  /// The kind of one of a section's columns.
  func kind(ofColumn item: Int, in section: Int) -> Layout.ColumnKind {
    .own(room: Layout.RoomNumber.further, item: firstColumn[section] + item)
  }

  /// The kind of column that a term of a section's row is of; nil for a total.
  func kind(of target: AddedRow.Term.Target, in section: Int) -> Layout.ColumnKind? {
    switch target {
    case .amount(let r): .amount(r)
    case .bought(let r): .bought(r)
    case .placement(let w, let k): .placement(workload: w, option: k)
    case .own(let item): kind(ofColumn: item, in: section)
    case .total: nil
    }
  }

  /// The rows and columns that have an end in them which follows from other numbers.
  func derivedEnds(_ layout: Layout) -> [DerivedPlace] {
    var places: [DerivedPlace] = []
    func add(_ derived: DerivedEnd, of section: Int, _ t: Int, _ item: End) {
      let columns = derived.targets.compactMap { target in
        kind(of: target, in: section).flatMap { layout.column($0, t) }
      }
      places.append(.init(item: item, holds: .atMost(columns, derived.most[t])))
    }
    for (s, section) in sections.enumerated() {
      for (item, row) in section.rows.enumerated() {
        guard let derived = row.derived else { continue }
        for t in 0..<layout.periods {
          layout.row(kind(ofRow: item, in: s), t)
            .map { add(derived, of: s, t, .row($0, isLower: false)) }
        }
      }
      for (item, column) in section.columns.enumerated() {
        guard let derived = column.derived else { continue }
        for t in 0..<layout.periods {
          layout.column(kind(ofColumn: item, in: s), t)
            .map { add(derived, of: s, t, .column($0, isLower: false)) }
        }
      }
    }
    return places
  }

  // MARK: - Which there are

  var rowItems: Int { rows.count }
  var columnItems: Int { columns.count }

  func list(in lists: inout Layout.Lists) {
    for (s, section) in sections.enumerated() {
      for (item, row) in section.rows.enumerated() {
        lists.add(kind(ofRow: item, in: s), over: row.span)
      }
      for (item, column) in section.columns.enumerated() {
        lists.add(kind(ofColumn: item, in: s), over: column.span)
      }
    }
  }

  func meets(_ family: ColumnFamily) -> Bool { !sections.isEmpty && family == .own }

  // MARK: - Columns

  func bounds(of column: Layout.ColumnKind, in periods: Range<Int>) -> LinearProgram.Bounds {
    self.column(column)!.bounds[periods.lowerBound]
  }

  func isWhole(_ column: Layout.ColumnKind) -> Bool { self.column(column)!.isWhole }

  func forEachCharge(
    of column: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    guard let column = self.column(column) else { return }
    for figure in column.charges { body(figure.attribute, figure.series[period]) }
    for part in column.placing?.parts ?? [] {
      for figure in part.figures { body(figure.attribute, figure.series[period]) }
    }
  }

  func price(of column: Layout.ColumnKind, in period: Int?) -> Rational? {
    self.column(column)?.price?[period ?? 0]
  }

  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    let column = self.column(column)!
    return ColumnWords(
      name: column.name, at: column.at, wholeAt: column.at, keys: column.printedAt)
  }

  func place(of column: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place? {
    self.column(column).flatMap { place($0.says, period, isLower: isLower) }
  }

  func bearer(of column: Layout.ColumnKind) -> ChargeBearer {
    guard let column = self.column(column) else { return .nobody }
    if let option = column.option {
      return .option(workload: option.workload, option: option.option)
    }
    return column.resource.map { .resource($0) } ?? .nobody
  }

  func placing(ofColumn item: Int) -> AddedColumn.Placing? { column(item).placing }

  /// What is printed of it, its section reads.
  func value(
    of column: Layout.ColumnKind, in period: Int, _ printed: PrintedPlan, _ layout: Layout
  ) -> Rational? { .zero }

  // MARK: - Rows

  func bounds(ofRow item: Int, in period: Int) -> LinearProgram.Bounds { row(item).bounds[period] }

  func addTotals(to totals: inout TotalsInRows, _ layout: Layout) {
    for item in rows.indices {
      let row = row(item)
      for term in row.terms {
        guard case .total(let a) = term.target else { continue }
        totals.add(
          attribute: a, in: .init(room: Layout.RoomNumber.further, item: item), over: row.span,
          term.coefficient, lag: term.lag, layout)
      }
    }
  }

  func traits(ofRow item: Int) -> RowTraits {
    let row = row(item)
    return RowTraits(
      isCommon: row.isCommon, isHeldAgainstTerms: row.limitTerms > 0,
      isOnlyOfBest: row.isOnlyOfBest)
  }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    RowWords(name: row(item).name, at: row(item).at)
  }

  func place(ofRow item: Int, _ period: Int?, isLower: Bool) -> Place? {
    place(row(item).says, period, isLower: isLower)
  }

  private func place(_ says: AddedRow.Clauses, _ period: Int?, isLower: Bool) -> Place? {
    guard let clause = isLower ? says.lower : says.upper else { return nil }
    return Place(
      name: spec.inPeriod(clause.name, period), at: clause.bound.place(period).description,
      bound: clause.bound.series[period ?? 0], isFloor: clause.isFloor,
      isEquality: says.lower != nil && says.lower?.bound.at == says.upper?.bound.at,
      isNumber: clause.canChange,
      sentence: clause.sentence.map { sentence in
        // One of each period: two parts of a conflict must not read alike.
        period == nil ? sentence : spec.inPeriod(sentence, period)
      })
  }

  func limit(
    ofRow item: Int, in period: Int, at point: [Rational], _ layout: Layout
  ) -> Rational? {
    let row = row(item)
    if row.limitTerms == 0 { return nil }
    return row.terms.suffix(row.limitTerms).reduce(.zero) { sum, term in
      guard let kind = kind(of: term.target, in: rows[item].section), period >= term.lag,
        let j = layout.column(kind, period - term.lag)
      else { return sum }
      return sum - term.coefficient[period] * point[j]
    }
  }

  // MARK: - What rows of sections say of columns

  /// The entries that rows of sections have in each column, but for those of attributes; none where
  /// there are no sections.
  func entries(_ layout: Layout) -> [[LinearProgram.Entry]] {
    if sections.isEmpty { return [] }
    var entries = [[LinearProgram.Entry]](repeating: [], count: layout.columnCount)
    for (s, mathematics) in sections.enumerated() {
      for (item, row) in mathematics.rows.enumerated() {
        let kind = kind(ofRow: item, in: s)
        for t in 0..<layout.periods {
          for term in row.terms {
            guard let target = self.kind(of: term.target, in: s) else { continue }
            // A column over the whole horizon is in such a row once.
            if t > 0, row.span == .all, case .own(let own) = term.target,
              mathematics.columns[own].span == .all
            {
              continue
            }
            var period = t - term.lag
            if period < 0 {
              guard term.isCyclic else { continue }
              period += layout.periods
            }
            let value = term.coefficient[t]
            guard !value.isZero, let j = layout.column(target, period) else { continue }
            entries[j].append(.init(row: layout.row(kind, t)!, value: value))
          }
        }
      }
    }
    forEachInDemands(layout) { row, column, value in
      entries[column].append(.init(row: row, value: value))
    }
    return entries
  }

  /// Calls `body` with what columns of sections count for in the rows of demands, beside what they
  /// are charged.
  func forEachInDemands(
    _ layout: Layout, _ body: (_ row: Int, _ column: Int, _ value: Rational) -> Void
  ) {
    for (s, mathematics) in sections.enumerated() {
      for (item, column) in mathematics.columns.enumerated() {
        let kind = kind(ofColumn: item, in: s)
        for entry in column.inDemands {
          for t in 0..<(layout.periods - entry.later) {
            body(
              layout.row(.demand(entry.demand), t + entry.later)!, layout.column(kind, t)!,
              entry.coefficient)
          }
        }
      }
    }
  }

  /// The columns whose upper bounds contain the least that a demand asks for in a period.
  func followers(ofDemand demand: Int, in period: Int, _ layout: Layout) -> [Int] {
    var columns: [Int] = []
    for (s, mathematics) in sections.enumerated() {
      for (item, column) in mathematics.columns.enumerated() {
        guard let follows = column.upperFollows, follows.demand == demand else { continue }
        // All is served by the end.
        for t in period..<max(period, min(period + follows.periods, layout.periods - 1)) {
          columns.append(layout.column(kind(ofColumn: item, in: s), t)!)
        }
      }
    }
    return columns
  }
}
