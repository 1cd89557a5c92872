// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A spec as a linear program. Each row and each column knows which part of the spec, and which
/// period, it came from (`Layout`).
///
/// Without periods and workloads: a column a resource; a row a demand, a budget and a constraint,
/// in this order.
public struct Formulation: Sendable {
  public let spec: Spec
  /// The program of the first objective.
  public private(set) var program: LinearProgram
  let layout: Layout
  /// What each of the spec's further sections adds.
  let sections: [SectionMathematics]
  let rooms: Rooms
  /// The cases that the program is put together from, where the spec has futures. The layout is that
  /// of a case by itself.
  var composition: Composition? { box?.composition }
  private let box: CompositionBox?

  /// Most specs have none, and a formulation is often handed on.
  private final class CompositionBox: Sendable {
    let composition: Composition

    init(_ composition: Composition) { self.composition = composition }
  }

  /// Linear in the spec, and in the periods.
  public init(_ spec: Spec) {
    self.spec = spec
    sections = spec.sections.map { $0.mathematics(in: spec) }
    rooms = Rooms(spec, sections)
    layout = Layout(spec, rooms.list)
    box = spec.futures.map { CompositionBox(Composition($0)) }
    program = box?.composition.program ?? Self.constraints(layout, rooms, spec)
    if let objective = spec.objectives.first { load(objective, isFirst: true, into: &program) }
  }

  /// What a spec's rows and columns stand for, without the program.
  static func layout(of spec: Spec) -> Layout {
    Layout(spec, Rooms(spec, spec.sections.map { $0.mathematics(in: spec) }).list)
  }

  /// The program without an objective, and without the columns and rows that one may bring.
  var withoutObjective: LinearProgram {
    composition?.program ?? Self.constraints(layout, rooms, spec)
  }

  /// How many columns and rows there are without those that an objective brings.
  var columnCount: Int { composition?.columnCount ?? layout.columnCount }
  var rowCount: Int { composition?.rowCount ?? layout.rowCount }

  /// What a column stands for; nil for whether a demand is missed in a scenario.
  func kind(ofColumn j: Int) -> Layout.ColumnKind? {
    if let composition { return composition.kind(ofColumn: j) }
    return layout.kind(ofColumn: j).kind
  }

  // MARK: - Rows

  /// What the amounts before the first period add to what a row bounds: no column stands for them.
  func before(ofRow i: Int) -> Rational {
    guard i < layout.rowCount else { return .zero }
    let (kind, period) = layout.kind(ofRow: i)
    return before(kind, period ?? 0)
  }

  func before(_ kind: Layout.RowKind, _ period: Int) -> Rational {
    period > 0 ? .zero : layout.room(of: kind).before(row: kind.item)
  }

  /// The columns whose upper bounds contain the least that a demand asks for in a period.
  func followers(ofRow i: Int) -> [Int] {
    if let composition {
      guard case .own(let c, let row) = composition.rowOwners[i] else { return [] }
      let own = composition.cases[Int(c)]
      return own.formulation.followers(ofRow: Int(row)).map { Int(own.columns[$0]) }
    }
    guard !sections.isEmpty, let demand = layout.demand(ofRow: i),
      let period = layout.kind(ofRow: i).period
    else { return [] }
    return rooms.further.followers(ofDemand: demand, in: period, layout)
  }

  // MARK: - The program

  /// The rows and columns of all rooms.
  ///
  /// It takes what it needs of a formulation and no more: what is handed to rooms for each column
  /// would else be a copy of the whole.
  private static func constraints(
    _ layout: Layout, _ rooms: Rooms, _ spec: Spec
  ) -> LinearProgram {
    var program = LinearProgram(sense: .minimize)
    program.rows.reserveCapacity(layout.rowCount)
    for i in 0..<layout.rowCount {
      let (kind, period) = layout.kind(ofRow: i)
      let room = layout.room(of: kind)
      let bounds = room.bounds(ofRow: kind.item, in: period ?? 0)
      let before = (period ?? 0) > 0 ? Rational.zero : room.before(row: kind.item)
      program.rows.append(before.isZero ? bounds : bounds.shifted(by: -before))
    }
    var known = TotalsInRows(spec)
    for room in layout.rooms { room.addTotals(to: &known, layout) }
    let totals = ColumnTotals(known, layout)
    let added = rooms.further.entries(layout)
    program.reserveCapacity(columns: layout.columnCount, entries: layout.columnCount)
    var column = ColumnEntries()
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      for t in layout.periods(of: period) {
        rooms.forEachCharge(of: kind, in: t, layout) { attribute, figure in
          if !figure.isZero { totals.add(figure, ofAttribute: attribute, kind, t, to: &column) }
        }
        if case .amount(let r) = kind { totals.add(amountOf: r, t, to: &column) }
        for room in layout.rooms(meeting: kind) {
          room.addEntries(of: kind, in: t, layout, to: &column)
        }
      }
      if !added.isEmpty {
        for entry in added[j] { column.add(entry.row, entry.value) }
      }
      column.settle()
      program.append(
        Self.column(kind, layout.periods(of: period), layout, spec), entries: column.entries)
      column.clear()
    }
    return program
  }

  /// A column without its cost.
  @inline(__always)
  private static func column(
    _ kind: Layout.ColumnKind, _ periods: Range<Int>, _ layout: Layout, _ spec: Spec
  ) -> LinearProgram.Column {
    if case .amount(let r) = kind {
      return .init(
        bounds: spec.resources[r].bounds(periods), cost: .zero,
        isInteger: spec.resources[r].isInteger)
    }
    let room = layout.room(of: kind)
    return .init(
      bounds: room.bounds(of: kind, in: periods), cost: .zero, isInteger: room.isWhole(kind))
  }

  /// Whether what a column charges counts in a part of the plan.
  func isIn(_ part: Part, _ kind: Layout.ColumnKind) -> Bool { layout.isIn(part, kind) }
}
