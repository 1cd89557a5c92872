// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import Planning

extension PlanResult {
  /// The result for a person: what to do, what binds, and what the answer rests on.
  var report: Report {
    var report = Report(title: title, headline: headline)
    report.tone =
      status == .optimal || status == .withinGap ? .good : status == .stopped ? .neutral : .bad
    if !priorities.isEmpty { report.blocks.append(.table(priorityTable)) }
    if hasPlan { report.blocks += planBlocks }
    if !conflict.isEmpty {
      report.blocks.append(
        .list(
          conflictHeadline,
          conflict.map { part in
            "\(part.at): \(part.says)"
              + (part.isUndecided && conflict.contains { !$0.isUndecided }
                ? " (not decided whether the others could hold without it)" : "")
          }))
    }
    if !repair.isEmpty {
      report.blocks.append(
        .list(
          isRepairCheapest
            ? "The least change with which there is a plan:"
            : "A change with which there is a plan (whether a lesser one would do was not decided):",
          repair.map { change in
            let verb = change.to > change.from ? "raise" : "lower"
            return "\(verb) \(change.at) from \(change.from.text) to \(change.to.text)"
          }))
    } else if !isRepairCheapest {
      report.blocks.append(.sentence(Language.en.undecidedRepair))
    }
    report.blocks += sensitivityBlocks + alternativesBlocks
    if !direction.isEmpty {
      report.blocks.append(
        .list(
          "The objective improves for ever in this direction:",
          direction.map { "\($0) \($1.signum > 0 ? "+" : "")\($1.shown)" }))
    }
    report.blocks.append(.sentence(proof.sentence(status)))
    if let statistics { report.blocks.append(.sentence(statistics.text)) }
    return report
  }

  /// Of a part that was not decided, nobody knows whether the conflict needs it.
  private var conflictHeadline: String {
    if !conflict.contains(where: \.isUndecided) {
      return "These cannot hold together, and any one fewer could:"
    }
    return conflict.allSatisfy(\.isUndecided)
      ? "These cannot hold together; it was not decided whether some of them could be left out:"
      : "These cannot hold together:"
  }

  private var headline: String {
    guard let value = objective.value else { return status.rawValue }
    let measure = futures.map { $0.scenarios.isEmpty ? "" : $0.measure.suffix } ?? ""
    return "\(status.rawValue): \(objective.goal)\(measure) = \(value.shown)"
  }

  private var priorityTable: TextTable {
    var table = TextTable(header: ["priority", "value", "best", "may worsen by"])
    for priority in priorities {
      table.add([
        priority.objective.goal, priority.objective.value?.shown ?? "-", priority.best.shown,
        priority.within.isZero ? "" : (priority.within * Rational(100)).shown + " %",
      ])
    }
    return table
  }

  /// What to do and what binds, a table a section, each behind its picture.
  var planBlocks: [Report.Block] {
    var blocks: [Report.Block] = []
    if let futures, !futures.scenarios.isEmpty, let flat = flatTable {
      blocks.append(.table(flat))
    } else if !resources.isEmpty {
      blocks = amountPicture.map { [.picture($0)] } ?? []
      blocks.append(.table(periods.map(amountsOverTime) ?? resourceTable))
    }
    for group in rowGroups where !group.rows.isEmpty {
      let (kind, rows) = (group.noun, group.rows)
      blocks += pictures(kind, rows).map { .picture($0) }
      blocks.append(.table(periods.map { overTime(kind, rows, $0) } ?? rowTable(kind, rows)))
    }
    blocks += sectionPictures.map { .picture($0) }
    return blocks + sectionBlocks + workloadBlocks + moveBlocks + futureBlocks
  }

  private var resourceTable: TextTable {
    let hasWorkloads = resources.contains { $0.used != nil }
    var table = TextTable(
      header: ["resource", "amount"] + (hasWorkloads ? ["used"] : []) + ["at", "reduced cost"])
    for resource in resources {
      table.add(
        [printable(resource.name), resource.amount[0].shown]
          + (hasWorkloads ? [resource.used![0].shown] : [])
          + [
            resource.at[0] == .between ? "" : resource.at[0].rawValue,
            resource.reducedCost?[0].shown ?? "-",
          ])
    }
    return table
  }

  private var sensitivityBlocks: [Report.Block] {
    guard let sensitivity else { return [] }
    var table = TextTable(
      header: ["price of", "bound", "one less", "one more", "holds from", "holds to"])
    func add(_ name: String, _ prices: PerPeriod<Sensitivity.Prices>?) {
      guard let prices else { return }
      for (t, price) in prices.values.enumerated() {
        table.add([
          printable(name) + (prices.isList ? " in \(printable(periods!.label(t)))" : ""),
          price.bound.shown, price.less?.shown ?? "no plan", price.more?.shown ?? "no plan",
          price.from?.shown ?? "any", price.to?.shown ?? "any",
        ])
      }
    }
    for row in allRows { add(row.fullName, prices(of: row)) }
    for (resource, ends) in zip(resources, sensitivity.ends) {
      add("\(resource.name) min", ends.min)
      add("\(resource.name) max", ends.max)
    }
    var weights = TextTable(header: ["weight of", "best plan from", "to"])
    for (name, range) in sensitivity.staysOptimal {
      weights.add([printable(name), range.from?.shown ?? "any", range.to?.shown ?? "any"])
    }
    return [table, weights].filter { !$0.rows.isEmpty }.map { .table($0) }
  }

  /// Every row of the result, in its order.
  var allRows: [Row] {
    rowGroups.filter(\.isAlwaysThere).flatMap(\.rows) + workloads.flatMap(\.ownRows)
      + rowGroups.filter { !$0.isAlwaysThere }.flatMap(\.rows)
  }

  private var alternativesBlocks: [Report.Block] {
    guard let alternatives else { return [] }
    if alternatives.isUnique { return [.sentence("No other plan is as good.")] }
    var table = TextTable(header: ["in plans as good", "least", "greatest"])
    for (resource, ranges) in zip(resources, alternatives.ranges) {
      for (t, range) in ranges.values.enumerated() {
        table.add([
          printable(resource.name) + (ranges.isList ? " in \(periods!.label(t))" : ""),
          range.from?.shown ?? "any", range.to?.shown ?? "any",
        ])
      }
    }
    return [.table(table)]
  }

  private func rowTable(_ kind: String, _ rows: [Row]) -> TextTable {
    let isSoft = rows.contains { $0.missed != nil }
    var table = TextTable(
      header: [kind, "min", "max", "total", "slack"] + (isSoft ? ["missed"] : [])
        + ["shadow price"])
    for row in rows {
      table.add(
        [
          printable(row.name), row.min?[0].shown ?? "", row.max?[0].shown ?? "",
          row.total[0].shown, row.slack[0].shown,
        ] + (isSoft ? [row.missed?[0].shown ?? ""] : []) + [row.shadowPrice?[0].shown ?? "-"])
    }
    return table
  }
}

extension PlanResult.Objective {
  /// `cost + 80 tco2`: what is summed, with its weights.
  var sum: String {
    zip(terms, weights).enumerated().reduce(into: "") { sum, item in
      let (place, (term, weight)) = item
      let size = weight.magnitude == .one ? "" : weight.magnitude.shown + " "
      let sign = weight.signum < 0 ? (place == 0 ? "-" : " - ") : place == 0 ? "" : " + "
      sum += sign + size + printable(term.name)
    }
  }

  /// `minimize energy + time`, `maximize the worst tokens`.
  var goal: String {
    let what =
      worst.map { "the \(sense == .maximize ? "least" : "greatest") \(printable($0))" }
      ?? sum
    return "\(sense.name) \(what)" + (penalties == nil ? "" : " with penalties")
      + (moveCost == nil ? "" : " with moves")
  }
}

extension Rational {
  /// Ten significant digits are enough for a person; JSON has them all.
  var shown: String {
    let value = double
    guard value.isFinite, value.magnitude < 1e15, value.magnitude > 1e-6 else { return text }
    var scale = 1.0
    var digits = 0
    while value.magnitude * scale < 1e9, digits < 18 {
      scale *= 10
      digits += 1
    }
    return printed((value * scale).rounded() / scale)
  }
}

extension PlanResult.Proof {
  fileprivate func sentence(_ status: Solution.Status) -> String {
    switch method {
    case .exact: return "Proved in exact arithmetic."
    case .exactBasis: return "Proved in exact arithmetic; each figure is rounded once."
    case .exactSearch:
      if status == .withinGap, let bound {
        return "The plan is exact, and no plan is better than \(bound.shown): within the gap."
      }
      return "Proved in exact arithmetic, by a search over the whole numbers."
    case .tolerance: return "Checked within a tolerance, not exactly."
    case .none:
      if status == .stopped, let gap { return "Stopped: not proved; the gap is \(gap.shown)." }
      return "Stopped: nothing was proved."
    }
  }
}
