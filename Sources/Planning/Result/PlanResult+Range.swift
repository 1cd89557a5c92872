// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

extension PlanResult {
  /// Throws a diagnostic for the figures that no double holds: they could not be printed as a number
  /// that other programs read.
  func refuseFiguresOutOfRange() throws(Diagnostics) {
    var strays = Strays()
    look(at: objective, Pointer().appending("objective"), &strays)
    for (k, priority) in priorities.enumerated() {
      look(at: priority.objective, Pointer().appending("priorities").appending(k), &strays)
      strays.look([priority.best], "the best value", Pointer().appending("priorities").appending(k))
    }
    for resource in resources {
      var at: Pointer { Pointer().appending("resources").appending(resource.name) }
      strays.look(resource.amount, "the amount", at)
      strays.look(resource.bought, "what is bought", at)
      strays.look(resource.used, "what is used", at)
      strays.look(resource.reducedCost, "the reduced cost", at)
    }
    for group in rowGroups {
      for row in group.rows {
        look(at: row, Pointer().appending(group.key).appending(row.name), &strays)
      }
    }
    for workload in workloads {
      var at: Pointer { Pointer().appending("workloads").appending(workload.name) }
      for (_, amount) in workload.placement { strays.look(amount, "what it gets", at) }
      for need in workload.needs {
        look(at: need, at.appending("needs").appending(need.name), &strays)
      }
      if let share = workload.share { look(at: share, at.appending("share"), &strays) }
      if let level = workload.level { strays.look([level], "its level", at) }
    }
    for (name, total) in totals {
      strays.look(total.values, "the total", Pointer().appending("totals").appending(name))
    }
    lookAtSections(&strays)
    strays.look(moveCost.map { [$0] }, "the cost of the moves", Pointer())
    strays.look(direction.map(\.value), "the direction", Pointer())
    lookAtPrices(&strays)
    let bounds = [proof.bound, proof.gap, proof.relaxationBound].compactMap(\.self)
    strays.look(bounds, "the bound", Pointer().appending("objective"))
    if !strays.list.isEmpty { throw Diagnostics(list: strays.list) }
  }

  private func look(at objective: Objective, _ at: Pointer, _ strays: inout Strays) {
    strays.look(objective.value.map { [$0] }, "the objective's value", at)
    for (name, value) in objective.terms {
      strays.look(value.map { [$0] }, "the total of \(name)", at)
    }
    strays.look(objective.penalties.map { [$0] }, "what the penalties come to", at)
  }

  private func lookAtSections(_ strays: inout Strays) {
    for group in sections.groups {
      for (name, figures) in group.entries {
        let at = Pointer().appending(group.name).appending(name)
        for figure in figures { strays.look(figure.value.values, figure.name, at) }
      }
    }
    let further = [
      ("resources", sections.resources), ("demands", sections.demands),
      ("budgets", sections.budgets),
    ]
    for (section, entries) in further {
      for figure in entries.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
        strays.look(figure.value.values, figure.name, Pointer().appending(section))
      }
    }
  }

  private func look(at row: Row, _ at: @autoclosure () -> Pointer, _ strays: inout Strays) {
    strays.look(row.total, "the total", at())
    strays.look(row.slack, "the slack", at())
    strays.look(row.shadowPrice, "the shadow price", at())
    strays.look(row.missed, "what is missed", at())
  }

  private func lookAtPrices(_ strays: inout Strays) {
    func look(_ list: [Sensitivity.Prices], _ at: Pointer) {
      let figures = list.flatMap { [$0.more, $0.less, $0.from, $0.to].compactMap(\.self) }
      strays.look(figures, "a price or its range", at)
    }
    if let sensitivity {
      look(sensitivity.prices.compactMap(\.self), Pointer())
      for (resource, ends) in zip(resources, sensitivity.ends) {
        let at = Pointer().appending("resources").appending(resource.name)
        look((ends.min?.values ?? []) + (ends.max?.values ?? []), at)
      }
      for (_, range) in sensitivity.staysOptimal {
        strays.look(
          [range.from, range.to].compactMap(\.self), "the range of a weight",
          Pointer().appending("objective"))
      }
    }
    for (resource, ranges) in zip(resources, alternatives?.ranges ?? []) {
      let ends = ranges.values.flatMap { [$0.from, $0.to].compactMap(\.self) }
      strays.look(ends, "a range", Pointer().appending("resources").appending(resource.name))
    }
  }

  /// The figures that are out of range, a diagnostic a place.
  private struct Strays {
    var list: [Diagnostic] = []
    private var places: Set<ExactName> = []

    mutating func look(_ series: Series?, _ what: String, _ at: @autoclosure () -> Pointer) {
      switch series {
      case nil: return
      case .constant(let value)?: if value.isBeyondDoubles { note(what, at()) }
      case .list(let values)?: look(values, what, at())
      }
    }

    mutating func look(_ values: [Rational]?, _ what: String, _ at: @autoclosure () -> Pointer) {
      if let values, values.contains(where: \.isBeyondDoubles) { note(what, at()) }
    }

    private mutating func note(_ what: String, _ at: Pointer) {
      let place = at.description
      if !places.insert(ExactName(place)).inserted { return }
      list.append(
        Diagnostic(
          position: TextPosition(line: 1, column: 1), at: place, severity: .error, kind: .spec,
          says: "\(what) is beyond the range of a number (about 1.8e308): write the figures in "
            + "another unit"))
    }
  }
}
