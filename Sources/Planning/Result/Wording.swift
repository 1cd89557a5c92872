// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// A plan and its prices, column by column and row by row, put into the spec's words.
///
/// A class, so that a call for each of a million resources copies nothing.
final class Wording {
  private let chain: PriorityChain
  private let columns: [LinearProgram.Column]
  private let resources: [Resource]
  /// Whether there are no periods: then the first columns are the amounts.
  private let isFlat: Bool
  private let formulation: Formulation
  private let spec: Spec
  private let layout: Layout
  private let point: [Rational]
  private let activity: [Rational]
  private let prices: [Rational]?
  private let reducedCosts: [Rational]?
  /// What workloads get, period by period and resource by resource.
  private let used: [Rational]
  /// What sections say.
  let figures: SectionFigures

  init(_ chain: PriorityChain) {
    self.chain = chain
    formulation = chain.formulation
    (spec, layout) = (formulation.spec, formulation.layout)
    (columns, resources) = (chain.program.columns, spec.resources)
    isFlat = spec.periods == nil
    point = chain.solution.point ?? []
    activity = point.isEmpty ? [] : chain.solution.activities(in: chain.program) ?? []
    prices = point.isEmpty ? nil : chain.solution.prices
    reducedCosts = prices == nil ? nil : chain.solution.reducedCosts(in: chain.program)
    used = point.isEmpty ? [] : Self.used(at: point, formulation)
    figures = point.isEmpty ? SectionFigures() : formulation.figures(at: point)
  }

  /// A number for each period, or one where there are no periods.
  private func series(_ value: (Int) -> Rational) -> Series {
    PerPeriod(spec.periods, value)
  }

  private func value(_ kind: Layout.ColumnKind, _ t: Int) -> Rational {
    layout.column(kind, t).map { point[$0] } ?? .zero
  }

  // MARK: - Objectives

  /// `best` is its value, where that is known: a sum of rounded figures is not rounded once.
  func objective(_ objective: Objective, best: Rational?) -> PlanResult.Objective {
    var terms = objective.terms.map { term in
      (
        name: spec.attributes[term.attribute],
        value: point.isEmpty ? nil : total(ofAttribute: term.attribute) * term.weight
      )
    }
    let isFirst = objective.at == spec.objectives[0].at
    var (penalties, moveCost): (Rational?, Rational?)
    if isFirst, !point.isEmpty { (penalties, moveCost) = (charged, self.moveCost) }
    var value: Rational?
    if !point.isEmpty {
      switch objective.goal {
      case .sum: value = terms.reduce(.zero) { $0 + $1.value! }
      case .worstWorkload, .utilization:
        value = worst(formulation.contenders(of: objective.goal), objective.sense)
      }
      for charge in [penalties, moveCost] {
        guard let charge else { continue }
        value = objective.sense == .minimize ? value! + charge : value! - charge
      }
    }
    if !point.isEmpty, let best {
      value = best
      if terms.count == 1, penalties == nil, moveCost == nil { terms[0].value = best }
    }
    return PlanResult.Objective(
      sense: objective.sense, value: value, terms: terms,
      weights: objective.terms.map(\.weight), penalties: penalties,
      moveCost: moveCost, worst: worstName(objective.goal))
  }

  private func worstName(_ goal: Objective.Goal) -> String? {
    switch goal {
    case .sum: nil
    case .worstWorkload(let attribute, _): spec.attributes[attribute]
    case .utilization: Objective.utilization
    }
  }

  private func total(ofAttribute attribute: Int) -> Rational {
    zip(formulation.coefficients(ofAttribute: attribute), point).reduce(.zero) {
      $1.0.isZero || $1.1.isZero ? $0 : $0 + $1.0 * $1.1
    }
  }

  /// What everything that is missed, and that waits, costs; nil where nothing can.
  private var charged: Rational? {
    var sum: Rational?
    for kind in layout.periodRows + layout.horizonRows {
      guard let penalty = layout.limit(kind)?.penalty else { continue }
      for (t, missed) in missed(kind)!.values.enumerated() {
        sum = (sum ?? .zero) + penalty[t] * missed
      }
    }
    if formulation.sections.isEmpty { return sum }
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      guard case .own(Layout.RoomNumber.further, _) = kind,
        let price = formulation.rooms.further.price(of: kind, in: period)
      else { continue }
      sum = (sum ?? .zero) + price * point[j]
    }
    return sum
  }

  /// What columns of sections count for in the rows of demands, beside what they are charged.
  private lazy var putOff: [Int: Rational] = {
    var sums: [Int: Rational] = [:]
    formulation.rooms.further.forEachInDemands(layout) { row, column, value in
      if !point[column].isZero { sums[row, default: .zero] += value * point[column] }
    }
    return sums
  }()

  /// The change of the objective for one more unit of a row's bound, and of what goes with it.
  private func shadowPrice(ofRow i: Int, _ prices: [Rational]) -> Rational {
    formulation.followers(ofRow: i).reduce(prices[i]) { sum, j in
      let cost = reducedCosts![j]
      let isAtUpper = chain.program.sense == .minimize ? cost.signum < 0 : cost.signum > 0
      return isAtUpper ? sum + cost : sum
    }
  }

  /// What leaving the running plan costs; nil without one.
  var moveCost: Rational? {
    spec.running.map { running in
      formulation.rooms.running.moves(at: point, layout).reduce(.zero) {
        $0 + running.keepCost * $1.size
      }
    }
  }

  private func level(_ contender: Formulation.Contender) -> Rational {
    contender.coefficients.reduce(Rational.zero) { $0 + $1.value * point[$1.column] }
      / contender.weight
  }

  private func worst(
    _ contenders: [Formulation.Contender], _ sense: LinearProgram.Sense
  ) -> Rational? {
    let levels = contenders.map(level)
    return sense == .maximize ? levels.min() : levels.max()
  }

  /// The totals of all attributes but `units`.
  var totals: [(name: String, total: Series)] {
    let totals = formulation.totals(at: point)
    return spec.attributes.indices.dropFirst().map { a in
      (spec.attributes[a], series { totals[a][$0] })
    }
  }

  // MARK: - Resources

  func resource(_ r: Int) -> PlanResult.Resource {
    if isFlat, resources[r].scaling?.buy == nil {
      // One amount, in a column that has the resource's number.
      let amount = point[r]
      return PlanResult.Resource(
        name: resources[r].name, amount: .constant(amount), bought: nil,
        used: used.isEmpty ? nil : figures.used[r] ?? .constant(used[r]),
        reducedCost: reducedCosts.map { .constant($0[r]) },
        at: .constant(Self.place(of: amount, in: columns[r].bounds)))
    }
    let resource = resources[r]
    let amount = series { value(.amount(r), $0) }
    let isBought = resource.scaling?.buy != nil
    return PlanResult.Resource(
      name: resource.name, amount: amount,
      bought: isBought ? series { value(.bought(r), $0) } : nil,
      used: spec.workloads.isEmpty
        ? nil : figures.used[r] ?? series { used[$0 * layout.resources + r] },
      reducedCost: reducedCosts.map { costs in series { costs[layout.amount(r, $0)] } },
      at: PerPeriod(spec.periods) { t in
        Self.place(of: amount[t], in: chain.program.columns[layout.amount(r, t)].bounds)
      })
  }

  private static func place(
    of amount: Rational, in bounds: LinearProgram.Bounds
  ) -> PlanResult.Resource.Place {
    if bounds.isFixed { return .fixed }
    return amount == bounds.lower ? .min : amount == bounds.upper ? .max : .between
  }

  private static func used(at point: [Rational], _ formulation: Formulation) -> [Rational] {
    let (spec, layout) = (formulation.spec, formulation.layout)
    if spec.workloads.isEmpty { return [] }
    var used = [Rational](repeating: .zero, count: layout.periods * layout.resources)
    for j in 0..<layout.columnCount {
      let (kind, t) = layout.kind(ofColumn: j)
      if point[j].isZero { continue }
      switch kind {
      case .placement(let w, let k):
        used[t! * layout.resources + spec.workloads[w].options[k].resource] += point[j]
      case .own:
        guard let placing = layout.placing(of: kind) else { continue }
        used[t! * layout.resources + placing.resource] += point[j]
      case .amount, .bought: continue
      }
    }
    return used
  }

  // MARK: - Rows

  func row(_ kind: Layout.RowKind, named name: String? = nil) -> PlanResult.Row {
    let limit = layout.limit(kind)
    let ends = layout.room(of: kind).ends(ofRow: kind.item)
    let isOverAll = limit?.span == .all
    let periods = isOverAll ? nil : spec.periods
    let rows = (0..<(periods?.count ?? 1)).map { layout.row(kind, $0)! }
    let bounds = rows.enumerated().map { t, row in
      chain.program.rows[row].shifted(by: formulation.before(kind, t))
    }
    let total = PerPeriod(periods) { self.total(kind, $0) }
    let fullName = formulation.name(of: kind)
    return PlanResult.Row(
      name: name ?? fullName, fullName: fullName, owner: formulation.owner(of: kind),
      min: ends.min.map { Self.end($0) { bounds[$0].lower! } },
      max: ends.max.map { Self.end($0) { bounds[$0].upper! } }, total: total,
      slack: PerPeriod(periods) { t in
        Self.slack(of: total[t] + putOff(rows[t]), in: bounds[t])
      },
      shadowPrice: prices.map { prices in
        PerPeriod(periods) { shadowPrice(ofRow: rows[$0], prices) }
      },
      missed: missed(kind), isOverAll: isOverAll, rows: rows)
  }

  private func putOff(_ row: Int) -> Rational {
    formulation.sections.isEmpty ? .zero : putOff[row] ?? .zero
  }

  /// The total that a row bounds, without what its columns of misses add and what is put off, and
  /// with what came before the first period.
  private func total(_ kind: Layout.RowKind, _ t: Int) -> Rational {
    let row = layout.row(kind, t)!
    return activity[row] - missed(kind, isLower: true, t) + missed(kind, isLower: false, t)
      - putOff(row) + formulation.before(kind, t)
  }

  /// What the program's own column says to be missed of a row's end.
  private func missed(_ kind: Layout.RowKind, isLower: Bool, _ t: Int) -> Rational {
    layout.column(missing: kind, isLower: isLower, t).map { point[$0] } ?? .zero
  }

  /// By how much a soft bound is missed; nil for a hard one. It is told from the total: where a
  /// later objective leaves room, the program's own column may be more.
  private func missed(_ kind: Layout.RowKind) -> Series? {
    guard let limit = layout.limit(kind), limit.isSoft else { return nil }
    return PerPeriod(limit.span == .all ? nil : spec.periods) { t in
      let bounds = chain.program.rows[layout.row(kind, t)!]
      return bounds.violation(of: total(kind, t) + putOff(layout.row(kind, t)!))
    }
  }

  /// A bound as the program has it (which may have moved), in the form in which it is written.
  private static func end(_ written: WrittenBound, _ value: (Int) -> Rational) -> Series {
    switch written.series {
    case .constant: .constant(value(0))
    case .list(let values): .list(values.indices.map(value))
    }
  }

  private static func slack(of total: Rational, in bounds: LinearProgram.Bounds) -> Rational {
    let below = bounds.lower.map { total - $0 }
    let above = bounds.upper.map { $0 - total }
    return [below, above].compactMap(\.self).min() ?? .zero
  }

  /// The rows that sections show, in the order of the sections.
  var rowGroups: [PlanResult.RowGroup] {
    layout.rooms.enumerated().compactMap { number, room in
      guard let shown = room.shown else { return nil }
      let kinds = shown.names.indices.map { Layout.RowKind(room: number, item: $0) }
      let isWhole = kinds.allSatisfy { layout.row($0) != nil }
      let totals = isWhole ? [] : room.totals(at: point, layout)
      return PlanResult.RowGroup(
        key: shown.key, noun: shown.noun, isAlwaysThere: shown.isAlwaysThere,
        rows: zip(kinds, shown.names).map { kind, name in
          layout.row(kind) == nil
            ? endless(kind, name, totals[kind.item]) : row(kind, named: name)
        })
    }
  }

  /// What the program has no row for, as nothing bounds it.
  private func endless(
    _ kind: Layout.RowKind, _ name: String, _ totals: [Rational]
  ) -> PlanResult.Row {
    PlanResult.Row(
      name: name, fullName: formulation.name(of: kind), owner: nil, min: nil, max: nil,
      total: series { totals[$0] }, slack: series { _ in .zero },
      shadowPrice: prices.map { _ in series { _ in .zero } }, missed: nil, isOverAll: false,
      rows: [])
  }

  // MARK: - Workloads

  var workloads: [PlanResult.Workload] {
    var levels: [Formulation.Contender]?
    for objective in spec.objectives {
      if case .worstWorkload = objective.goal {
        levels = formulation.contenders(of: objective.goal)
      }
    }
    return spec.workloads.enumerated().map { w, workload in
      PlanResult.Workload(
        name: workload.name,
        placement: workload.options.enumerated().map { k, option in
          (
            spec.resources[option.resource].name,
            series { value(.placement(workload: w, option: k), $0) }
          )
        },
        needs: workload.needs.indices.map {
          row(formulation.rooms.workloads.need(w, $0), named: workload.needs[$0].name)
        },
        share: workload.share == nil
          ? nil : row(formulation.rooms.workloads.share(w), named: "share"),
        level: levels.map { level($0[w]) })
    }
  }
}
