// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram
import Planning

extension PlanResult {
  /// The result for a person: what to do, what binds, and what the answer rests on; tables in
  /// lines of `width` cells, where that is not nil.
  func table(width: Int? = nil) -> String {
    var text = title.map { printable($0) + "\n\n" } ?? ""
    text += headline + "\n"
    if !priorities.isEmpty { text += "\n" + priorityTable.text(width: width) }
    if hasPlan { text += tables(width).map { "\n" + $0 }.joined() }
    if !conflict.isEmpty {
      text += "\nThese cannot hold together, and any one fewer could:\n"
      for part in conflict { text += "  \(printable(part.at)): \(printable(part.says))\n" }
    }
    if !repair.isEmpty {
      text += "\nThe least change with which there is a plan:\n"
      for change in repair {
        let verb = change.to > change.from ? "raise" : "lower"
        text +=
          "  \(verb) \(printable(change.at)) from \(change.from.shown) to \(change.to.shown)\n"
      }
    }
    text += sensitivityText(width) + alternativesText(width)
    if !direction.isEmpty {
      text += "\nThe objective improves for ever in this direction:\n"
      for (name, value) in direction {
        text += "  \(printable(name)) \(value.signum > 0 ? "+" : "")\(value.shown)\n"
      }
    }
    text += "\n" + proof.sentence(status) + "\n"
    return text + (statistics.map { "\n" + $0.text } ?? "")
  }

  private var headline: String {
    guard let value = objective.value else { return status.rawValue }
    return "\(status.rawValue): \(objective.goal) = \(value.shown)"
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

  /// What to do and what binds, a table a section.
  private func tables(_ width: Int?) -> [String] {
    var tables = [(periods.map { amountsOverTime($0) } ?? resourceTable).text(width: width)]
    for (kind, rows) in [
      ("demand", demands), ("budget", budgets), ("constraint", constraints), ("link", links),
    ] where !rows.isEmpty {
      tables.append(
        (periods.map { overTime(kind, rows, $0) } ?? rowTable(kind, rows)).text(width: width))
    }
    return tables + workloadTables(width)
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

  private func sensitivityText(_ width: Int?) -> String {
    guard let sensitivity else { return "" }
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
    return [table, weights].filter { !$0.rows.isEmpty }.map { "\n" + $0.text(width: width) }
      .joined()
  }

  /// Every row of the result, in its order.
  var allRows: [Row] {
    demands + budgets + constraints + workloads.flatMap { $0.needs + ($0.share.map { [$0] } ?? []) }
      + links
  }

  private func alternativesText(_ width: Int?) -> String {
    guard let alternatives else { return "" }
    if alternatives.isUnique { return "\nNo other plan is as good.\n" }
    var table = TextTable(header: ["in plans as good", "least", "greatest"])
    for (resource, ranges) in zip(resources, alternatives.ranges) {
      for (t, range) in ranges.values.enumerated() {
        table.add([
          printable(resource.name) + (ranges.isList ? " in \(periods!.label(t))" : ""),
          range.from?.shown ?? "any", range.to?.shown ?? "any",
        ])
      }
    }
    return "\n" + table.text(width: width)
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
  /// `minimize energy + time`, `maximize the worst tokens`.
  var goal: String {
    let what =
      worst.map { "the \(sense == .maximize ? "least" : "greatest") \(printable($0))" }
      ?? terms.map { printable($0.name) }.joined(separator: " + ")
    return "\(sense.name) \(what)" + (penalties == nil ? "" : " with penalties")
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
    case .exactSearch: return "Proved in exact arithmetic, by a search over the whole numbers."
    case .search:
      let bound = relaxationBound.map { " (proved bound without whole numbers: \($0.shown))" } ?? ""
      return "The plan is exact; that none is better rests on GLPK's branch and cut\(bound)."
    case .tolerance: return "Checked within a tolerance, not exactly."
    case .none:
      if status == .stopped, let gap { return "Stopped: not proved; the gap is \(gap.shown)." }
      return "Stopped: nothing was proved."
    }
  }
}
