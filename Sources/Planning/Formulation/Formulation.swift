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
  /// What sections change of what workloads get, by workload and option; empty where nothing.
  let placements: [[PlacementRule]]
  let costAttribute: Int?
  /// The cases that the program is put together from, where the spec has futures. The layout is that
  /// of a case by itself.
  let composition: Composition?

  /// Linear in the spec, and in the periods.
  public init(_ spec: Spec) {
    self.spec = spec
    sections = spec.sections.map { $0.mathematics(in: spec) }
    layout = Layout(spec, sections)
    placements = sections.first { !$0.placements.isEmpty }?.placements ?? []
    costAttribute = spec.attribute(SpecReader.costAttribute)
    composition = spec.futures.map(Composition.init)
    program = LinearProgram(sense: .minimize)
    addConstraints()
    if let objective = spec.objectives.first { load(objective, isFirst: true, into: &program) }
  }

  /// What a spec's rows and columns stand for, without the program.
  static func layout(of spec: Spec) -> Layout {
    Layout(spec, spec.sections.map { $0.mathematics(in: spec) })
  }

  /// The program without an objective, and without the columns and rows that one may bring.
  var withoutObjective: LinearProgram {
    var formulation = self
    formulation.program = LinearProgram(sense: .minimize)
    formulation.addConstraints()
    return formulation.program
  }

  /// How many columns and rows there are without those that an objective brings.
  var columnCount: Int { composition?.columnCount ?? layout.columnCount }
  var rowCount: Int { composition?.rowCount ?? layout.rowCount }

  private mutating func addConstraints() {
    if let composition {
      program = composition.program
      return
    }
    program.rows.reserveCapacity(layout.rowCount)
    for row in 0..<layout.rowCount {
      let (kind, period) = layout.kind(ofRow: row)
      program.rows.append(bounds(of: kind, in: period ?? 0))
    }
    addColumns()
  }

  // MARK: - Rows

  private func bounds(of kind: Layout.RowKind, in t: Int) -> LinearProgram.Bounds {
    switch kind {
    case .demand, .budget, .need: return limit(kind)!.ends.bounds(t)
    case .constraint(let i): return spec.constraints[i].ends.bounds(t)
    case .keep(let r):
      let scaling = spec.resources[r].scaling!
      return .init(lower: nil, upper: t == 0 ? scaling.keep[0] * scaling.start : .zero)
    case .ramp(let r):
      let scaling = spec.resources[r].scaling!
      let before = t == 0 ? scaling.start : .zero
      return .init(
        lower: scaling.rampDown.map { before - $0.series[t] },
        upper: scaling.rampUp.map { before + $0.series[t] })
    case .held: return .init(lower: nil, upper: .zero)
    case .share(let w): return .init(lower: nil, upper: spec.workloads[w].share!.series[t])
    case .bandwidth(let l): return .init(lower: nil, upper: spec.links[l].bandwidth!.series[t])
    case .kept(let kept):
      let amount = spec.running!.amount(kept, t)
      return .init(lower: amount, upper: amount)
    case .added(let added): return row(added).bounds[t]
    }
  }

  /// A row of a section.
  func row(_ added: Added) -> AddedRow { sections[added.section].rows[added.item] }

  /// A column of a section.
  func column(_ added: Added) -> AddedColumn { sections[added.section].columns[added.item] }

  /// The demand, budget or need that a row stands for.
  func limit(_ kind: Layout.RowKind) -> Limit? {
    switch kind {
    case .demand(let i): spec.demands[i]
    case .budget(let i): spec.budgets[i]
    case .need(let w, let n): spec.workloads[w].needs[n]
    default: nil
    }
  }

  // MARK: - Columns

  /// The rows in which an attribute, or the amount of a resource, counts.
  private struct Uses {
    /// Rows of a period: the place in its block, the coefficient in the row's period, and how many
    /// periods before it what counts is.
    struct InPeriod {
      let place: Int
      let coefficient: Series
      var lag = 0
      /// The part of the plan that counts; nil where all of it does.
      var part: Part?
    }
    var inPeriod: [InPeriod] = []
    var overAll: [(row: Int, coefficient: Series, part: Part?)] = []
  }

  private func uses() -> (attributes: [Uses], resources: [Uses]) {
    var attributes = [Uses](repeating: Uses(), count: spec.attributes.count)
    var resources: [Uses] = []
    for (place, kind) in layout.periodRows.enumerated() {
      switch kind {
      case .demand, .budget:
        attributes[limit(kind)!.attribute].inPeriod.append(
          .init(place: place, coefficient: .constant(.one), part: limit(kind)!.part))
      case .constraint(let i):
        for term in spec.constraints[i].terms {
          let use = Uses.InPeriod(place: place, coefficient: term.coefficient)
          switch term.target {
          case .attribute(let a): attributes[a].inPeriod.append(use)
          case .resource(let r):
            if resources.isEmpty { resources = Array(repeating: Uses(), count: layout.resources) }
            resources[r].inPeriod.append(use)
          }
        }
      case .added(let added):
        for term in row(added).terms {
          guard case .total(let a) = term.target else { continue }
          attributes[a].inPeriod.append(
            .init(place: place, coefficient: term.coefficient, lag: term.lag))
        }
      default: continue
      }
    }
    for kind in layout.horizonRows {
      let row = layout.row(kind)!
      switch kind {
      case .demand, .budget:
        attributes[limit(kind)!.attribute].overAll.append(
          (row, .constant(.one), limit(kind)!.part))
      case .added(let added):
        for term in self.row(added).terms {
          guard case .total(let a) = term.target else { continue }
          attributes[a].overAll.append((row, term.coefficient, nil))
        }
      default: continue
      }
    }
    return (attributes, resources)
  }

  private mutating func addColumns() {
    let (attributes, resources) = uses()
    let added = sections.isEmpty ? [] : addedEntries()
    program.reserveCapacity(columns: layout.columnCount, entries: layout.columnCount)
    var column = ColumnEntries()
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      for t in layout.periods(of: period) {
        forEachCharge(of: kind, in: t) { attribute, figure in
          if !figure.isZero { add(figure, of: kind, attributes[attribute], t, to: &column) }
        }
        if case .amount(let r) = kind, !resources.isEmpty {
          add(.one, of: kind, resources[r], t, to: &column)
        }
        if !kind.isMiss { addStructure(kind, t, to: &column) }
      }
      if kind.isMiss { addStructure(kind, period ?? 0, to: &column) }
      if !added.isEmpty {
        for entry in added[j] { column.add(entry.row, entry.value) }
      }
      column.settle()
      program.append(
        LinearProgram.Column(
          bounds: bounds(of: kind, in: period), cost: .zero, isInteger: isWhole(kind)),
        entries: column.entries)
      column.clear()
    }
  }

  /// Adds what a figure in a period counts for in rows.
  @inline(__always)
  private func add(
    _ figure: Rational, of kind: Layout.ColumnKind, _ uses: Uses, _ period: Int,
    to column: inout ColumnEntries
  ) {
    let height = layout.periodRows.count
    for use in uses.inPeriod {
      let t = period + use.lag
      if t >= layout.periods { continue }
      if let part = use.part, !isIn(part, kind) { continue }
      let coefficient = use.coefficient[t]
      column.add(t * height + use.place, coefficient == .one ? figure : coefficient * figure)
    }
    for use in uses.overAll {
      if let part = use.part, !isIn(part, kind) { continue }
      let coefficient = use.coefficient[period]
      column.add(use.row, coefficient == .one ? figure : coefficient * figure)
    }
  }

  /// The entries that rows of sections have in each column, but for those of attributes.
  private func addedEntries() -> [[LinearProgram.Entry]] {
    var entries = [[LinearProgram.Entry]](repeating: [], count: layout.columnCount)
    for (section, mathematics) in sections.enumerated() {
      for (item, row) in mathematics.rows.enumerated() {
        let kind = Layout.RowKind.added(Added(section: section, item: item))
        for t in 0..<layout.periods {
          for term in row.terms {
            guard let target = layout.kind(of: term.target, in: section) else { continue }
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
    return entries
  }

  private func bounds(of kind: Layout.ColumnKind, in period: Int?) -> LinearProgram.Bounds {
    switch kind {
    case .amount(let r): spec.resources[r].bounds(layout.periods(of: period))
    case .added(let added): column(added).bounds[period ?? 0]
    case .placement(let w, let k) where spec.workloads[w].options[k].obstacle != nil:
      .init(lower: .zero, upper: .zero)
    default: .init(lower: .zero, upper: nil)
    }
  }

  private func isWhole(_ kind: Layout.ColumnKind) -> Bool {
    switch kind {
    case .amount(let r): spec.resources[r].isInteger
    case .added(let added): column(added).isWhole
    case .placement(let w, let k): !placements.isEmpty && placements[w][k].wholeAt != nil
    default: false
    }
  }

  /// The rows that say how columns hang together, whatever their attributes.
  private func addStructure(
    _ kind: Layout.ColumnKind, _ t: Int, to column: inout ColumnEntries
  ) {
    func add(_ row: Layout.RowKind, _ t: Int, _ value: Rational) {
      if let row = layout.row(row, t) { column.add(row, value) }
    }
    switch kind {
    case .amount(let r):
      add(.kept(.amount(r)), t, .one)
      if !spec.workloads.isEmpty { add(.held(r), t, -.one) }
      guard let scaling = spec.resources[r].scaling else { return }
      add(.keep(r), t, .one)
      add(.ramp(r), t, .one)
      guard t + 1 < layout.periods else { return }
      add(.keep(r), t + 1, -scaling.keep[t + 1])
      add(.ramp(r), t + 1, -.one)
    case .bought(let r): add(.keep(r), t, -.one)
    case .placement(let w, let k):
      let workload = spec.workloads[w]
      let option = workload.options[k]
      if placements.isEmpty || placements[w][k].takesUnits {
        add(.held(option.resource), t, .one)
      }
      add(.share(w), t, .one)
      add(.kept(.placement(workload: w, option: k)), t, .one)
      for (n, need) in workload.needs.enumerated() {
        add(.need(w, n), t, workload.figure(option, need.attribute, in: t))
      }
      if let link = option.link, let traffic = workload.traffic {
        add(.bandwidth(link), t, traffic[t])
      }
    case .missed(let row, let isLower): add(row, t, isLower ? .one : -.one)
    case .moved(let kept, let isUp): add(.kept(kept), t, isUp ? -.one : .one)
    case .added(let added):
      guard let placing = self.column(added).placing else { return }
      add(.held(placing.resource), t, .one)
      for part in placing.parts {
        let workload = spec.workloads[part.workload]
        add(.share(part.workload), t, .one)
        for (n, need) in workload.needs.enumerated() {
          add(.need(part.workload, n), t, part.figure(need.attribute, in: t))
        }
        if let link = workload.options[part.option].link, let traffic = workload.traffic {
          add(.bandwidth(link), t, traffic[t])
        }
      }
    }
  }
}

/// The nonzeros of a column as they are found: a row may be met twice, in any order.
private struct ColumnEntries {
  private(set) var entries: [LinearProgram.Entry] = []
  private var isAscending = true

  mutating func add(_ row: Int, _ value: Rational) {
    if value.isZero { return }
    if let last = entries.last, last.row >= row { isAscending = false }
    entries.append(LinearProgram.Entry(row: row, value: value))
  }

  /// Puts rows into ascending order, each once.
  mutating func settle() {
    if isAscending { return }
    entries.sort { $0.row < $1.row }
    var kept = 0
    for entry in entries {
      if kept > 0, entries[kept - 1].row == entry.row {
        let sum = entries[kept - 1].value + entry.value
        entries[kept - 1] = LinearProgram.Entry(row: entry.row, value: sum)
      } else {
        entries[kept] = entry
        kept += 1
      }
    }
    entries.removeSubrange(kept...)
    entries.removeAll { $0.value.isZero }
  }

  mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    isAscending = true
  }
}
