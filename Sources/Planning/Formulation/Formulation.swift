// SPDX-License-Identifier: GPL-3.0-or-later
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
  let costAttribute: Int?

  /// Linear in the spec, and in the periods.
  public init(_ spec: Spec) {
    self.spec = spec
    layout = Layout(spec)
    costAttribute = spec.attribute(SpecReader.costAttribute)
    program = LinearProgram(sense: .minimize)
    addConstraints()
    if let objective = spec.objectives.first { load(objective, isFirst: true, into: &program) }
  }

  /// The program without an objective, and without the columns and rows that one may bring.
  var withoutObjective: LinearProgram {
    var formulation = self
    formulation.program = LinearProgram(sense: .minimize)
    formulation.addConstraints()
    return formulation.program
  }

  private mutating func addConstraints() {
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
    }
  }

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

  /// The rows in which an attribute counts: places in a period's block with a coefficient, and
  /// rows over the horizon.
  private struct Uses {
    var inPeriod: [(place: Int, coefficient: Series)] = []
    var overAll: [Int] = []
  }

  private func uses() -> (attributes: [Uses], resources: [[(place: Int, Series)]]) {
    var attributes = [Uses](repeating: Uses(), count: spec.attributes.count)
    var resources: [[(place: Int, Series)]] = []
    for (place, kind) in layout.periodRows.enumerated() {
      switch kind {
      case .demand, .budget:
        attributes[limit(kind)!.attribute].inPeriod.append((place, .constant(.one)))
      case .constraint(let i):
        for term in spec.constraints[i].terms {
          switch term.target {
          case .attribute(let a): attributes[a].inPeriod.append((place, term.coefficient))
          case .resource(let r):
            if resources.isEmpty { resources = Array(repeating: [], count: layout.resources) }
            resources[r].append((place, term.coefficient))
          }
        }
      default: continue
      }
    }
    for kind in layout.horizonRows {
      switch kind {
      case .demand, .budget: attributes[limit(kind)!.attribute].overAll.append(layout.row(kind)!)
      default: continue
      }
    }
    return (attributes, resources)
  }

  private mutating func addColumns() {
    let (attributes, resources) = uses()
    let height = layout.periodRows.count
    program.reserveCapacity(columns: layout.columnCount, entries: layout.columnCount)
    var column = ColumnEntries()
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      let t = period ?? 0
      forEachCharge(of: kind, in: t) { attribute, figure in
        if figure.isZero { return }
        for use in attributes[attribute].inPeriod {
          let coefficient = use.coefficient[t]
          column.add(t * height + use.place, coefficient == .one ? figure : coefficient * figure)
        }
        for row in attributes[attribute].overAll { column.add(row, figure) }
      }
      if case .amount(let r) = kind, !resources.isEmpty {
        for (place, coefficient) in resources[r] {
          column.add(t * height + place, coefficient[t])
        }
      }
      addStructure(kind, period, to: &column)
      column.settle()
      program.append(
        LinearProgram.Column(
          bounds: bounds(of: kind, in: t), cost: .zero, isInteger: isWhole(kind)),
        entries: column.entries)
      column.clear()
    }
  }

  private func bounds(of kind: Layout.ColumnKind, in t: Int) -> LinearProgram.Bounds {
    switch kind {
    case .amount(let r): spec.resources[r].bounds(t)
    case .placement(let w, let k) where spec.workloads[w].options[k].obstacle != nil:
      .init(lower: .zero, upper: .zero)
    default: .init(lower: .zero, upper: nil)
    }
  }

  private func isWhole(_ kind: Layout.ColumnKind) -> Bool {
    if case .amount(let r) = kind { spec.resources[r].isInteger } else { false }
  }

  /// The rows that say how columns hang together, whatever their attributes.
  private func addStructure(
    _ kind: Layout.ColumnKind, _ period: Int?, to column: inout ColumnEntries
  ) {
    let t = period ?? 0
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
      add(.held(option.resource), t, .one)
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
