// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import Planning

extension PlanResult {
  /// The result for a person: what to do, what binds, and what the answer rests on.
  func report(in words: Words) -> Report {
    var report = Report(title: title, headline: headline(words), words: words)
    report.tone =
      status == .optimal || status == .withinGap ? .good : status == .stopped ? .neutral : .bad
    if !priorities.isEmpty { report.blocks.append(.table(priorityTable(words))) }
    if hasPlan { report.blocks += planBlocks(words) }
    report.blocks += conflictBlocks(words)
    report.blocks += sensitivityBlocks(words) + alternativesBlocks(words)
    if !direction.isEmpty {
      report.blocks.append(
        .list(
          words.forEver,
          direction.map { "\($0) \($1.signum > 0 ? "+" : "")\(words.number($1))" }))
    }
    report.blocks.append(.sentence(words.proof(proof, status)))
    if let statistics { report.blocks.append(.sentence(words.statistics(statistics))) }
    return report
  }

  /// What clashes, and what mends it.
  private func conflictBlocks(_ words: Words) -> [Report.Block] {
    var blocks: [Report.Block] = []
    if !conflict.isEmpty {
      blocks.append(.list(words.clash(of: conflict), words.lines(of: conflict)))
    }
    if !repair.isEmpty {
      blocks.append(
        .list(words.repair(repair, isCheapest: isRepairCheapest), words.lines(of: repair)))
    } else if !isRepairCheapest {
      blocks.append(.sentence(words.undecidedRepair))
    }
    if let repairAlone { blocks.append(.list(words.orAlone, [words.change(repairAlone)])) }
    return blocks
  }

  private func headline(_ words: Words) -> String {
    guard let value = objective.value else { return words.term(status.rawValue) }
    let measure = futures.map { $0.scenarios.isEmpty ? "" : words.over($0.measure) } ?? ""
    return words.headline(
      status.rawValue, "\(words.goal(of: objective))\(measure) = \(words.number(value))")
  }

  private func priorityTable(_ words: Words) -> TextTable {
    var table = words.table(["priority", "value", "best", "may worsen by"])
    for priority in priorities {
      table.add([
        .text(words.goal(of: priority.objective)), .number(priority.objective.value, or: "-"),
        .number(priority.best),
        .text(priority.within.isZero ? "" : words.percent(priority.within)),
      ])
    }
    return table
  }

  /// What to do and what binds, a table a section, each behind its picture.
  func planBlocks(_ words: Words) -> [Report.Block] {
    var blocks: [Report.Block] = []
    if let futures, !futures.scenarios.isEmpty, let flat = flatTable(words) {
      blocks.append(.table(flat))
    } else if !resources.isEmpty {
      blocks = amountPicture(words).map { [.picture($0)] } ?? []
      blocks.append(.table(periods.map { amountsOverTime($0, words) } ?? resourceTable(words)))
    }
    for group in rowGroups where !group.rows.isEmpty {
      let (kind, rows) = (group.noun, group.rows)
      blocks += pictures(kind, rows, words).map { .picture($0) }
      blocks.append(
        .table(periods.map { overTime(kind, rows, $0, words) } ?? rowTable(kind, rows, words)))
    }
    blocks += totalBlocks(words)
    blocks += sectionPictures(words).map { .picture($0) }
    return blocks + sectionBlocks(words) + workloadBlocks(words) + moveBlocks(words)
      + futureBlocks(words)
  }

  private func resourceTable(_ words: Words) -> TextTable {
    let hasWorkloads = resources.contains { $0.used != nil }
    var table = words.table(
      ["resource", "amount"] + (hasWorkloads ? ["used"] : []) + ["at", "reduced cost"])
    for resource in resources {
      table.add(
        [.name(resource.name), .number(resource.amount[0])]
          + (hasWorkloads ? [.number(resource.used![0])] : [])
          + [
            .text(resource.at[0] == .between ? "" : words.term(resource.at[0].rawValue)),
            .number(resource.reducedCost?[0], or: "-"),
          ])
    }
    return table.withoutColumns(of: "-")
  }

  private func sensitivityBlocks(_ words: Words) -> [Report.Block] {
    guard let sensitivity else { return [] }
    let (noPlan, any) = (words.term("no plan"), words.term("any"))
    var table = words.table(["price of", "bound", "one less", "one more", "holds from", "holds to"])
    func add(_ name: String, _ prices: PerPeriod<Sensitivity.Prices>?) {
      guard let prices else { return }
      for (t, price) in prices.values.enumerated() where t == 0 || !prices.isOneInAll {
        table.add([
          .text(self.name(printable(name), prices, t, words)), .number(price.bound),
          .number(price.less.map { -$0 }, or: noPlan), .number(price.more, or: noPlan),
          .number(price.from, or: any), .number(price.to, or: any),
        ])
      }
    }
    for row in allRows { add(words.fullName(of: row), prices(of: row)) }
    for (resource, ends) in zip(resources, sensitivity.ends) {
      add(words.end("min", of: resource.name), ends.min)
      add(words.end("max", of: resource.name), ends.max)
    }
    var weights = words.table(["weight of", "best plan from", "to"])
    for (name, range) in sensitivity.staysOptimal {
      weights.add([.name(name), .number(range.from, or: any), .number(range.to, or: any)])
    }
    return [table, weights].filter { !$0.isEmpty }.map { .table($0) }
  }

  /// Every row of the result, in its order.
  var allRows: [Row] {
    rowGroups.filter(\.isAlwaysThere).flatMap(\.rows) + workloads.flatMap(\.ownRows)
      + rowGroups.filter { !$0.isAlwaysThere }.flatMap(\.rows)
  }

  /// A name with its period, where there are periods; said once where all are the same.
  func name<Value: Equatable>(
    _ name: String, _ values: PerPeriod<Value>, _ t: Int, _ words: Words
  ) -> String {
    guard values.isList, let periods else { return name }
    return values.isOneInAll
      ? words.inEveryPeriod(name) : words.inPeriod(name, words.period(t, of: periods))
  }

  private func alternativesBlocks(_ words: Words) -> [Report.Block] {
    guard let alternatives else { return [] }
    if alternatives.isUnique != false { return [.sentence(words.unique(alternatives))] }
    if alternatives.areAmountsUnique { return [.sentence(words.placedOtherwise)] }
    let any = words.term("any")
    var table = words.table(["in plans as good", "least", "greatest"])
    for (resource, ranges) in zip(resources, alternatives.ranges) {
      for (t, range) in ranges.values.enumerated() where t == 0 || !ranges.isOneInAll {
        table.add([
          .text(name(printable(resource.name), ranges, t, words)),
          .number(range.from, or: any), .number(range.to, or: any),
        ])
      }
    }
    return [.table(table)]
  }

  /// A line a row; without a column for an end or a price that none of them has.
  func rowTable(_ kind: String, _ rows: [Row], _ words: Words) -> TextTable {
    let ends = [("min", rows.map { $0.min?[0] }), ("max", rows.map { $0.max?[0] })]
      .filter { $0.1.contains { $0 != nil } }
    let isSoft = rows.contains { $0.missed != nil }
    var table = words.table(
      [kind] + ends.map(\.0) + ["total", "slack"] + (isSoft ? ["missed"] : [])
        + ["shadow price"])
    for (k, row) in rows.enumerated() {
      let name = row.owner.map { "\(printable($0)): \(printable(row.name))" }
      table.add(
        [.text(name ?? printable(row.name))] + ends.map { .number($0.1[k], or: "") }
          + [.number(row.total[0]), .number(row.slack[0])]
          + (isSoft ? [.number(row.missed?[0], or: "")] : [])
          + [.number(row.shadowPrice?[0], or: "-")])
    }
    return table.withoutColumns(of: "-")
  }

  /// The unweighted total of each attribute that no table and no headline has yet.
  private func totalBlocks(_ words: Words) -> [Report.Block] {
    var known = Set(
      (demands + budgets + workloads.flatMap(\.needs)).map { ExactName($0.name) })
    for objective in [objective] + priorities.map(\.objective)
    where objective.terms.count == 1 && objective.weights[0] == .one && objective.penalties == nil
      && objective.moveCost == nil
    {
      known.insert(ExactName(objective.terms[0].name))
    }
    let rest = totals.filter { !known.contains(ExactName($0.name)) }
    if rest.isEmpty { return [] }
    guard let periods, rest.contains(where: { $0.total.isList }) else {
      var table = words.table(["attribute", "total"])
      for (name, total) in rest { table.add([.name(name), .number(total[0])]) }
      return [.table(table)]
    }
    var table = words.table(
      ["attribute", "over all periods", "least", "mean", "greatest", "in"])
    for (name, total) in rest {
      let values = total.values
      let most = values.indices.max { values[$0] < values[$1] }!
      table.add([
        .name(name), .number(values.reduce(.zero, +)), .number(values.min()!),
        .number(total.mean), .number(values[most]),
        .text(total.isVarying ? words.period(most, of: periods) : ""),
      ])
    }
    return [.table(table)]
  }
}
