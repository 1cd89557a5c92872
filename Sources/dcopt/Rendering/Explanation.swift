// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A result in sentences: on each row and amount, or of a long spec on what is shared.
struct Explanation {
  private(set) var text = ""
  let words: Language
  private let width: Int?

  /// `width`: the cells of a line of the table, where there is an end.
  init(_ result: PlanResult, in language: Language, width: Int? = nil) {
    (words, self.width) = (language, width)
    if let title = result.title { text += printable(title) + "\n\n" }
    switch result.status {
    case .optimal: explainPlan(result)
    case .infeasible: explainConflict(result)
    case .unbounded:
      line(words.endless)
      for (name, value) in result.direction {
        line("  \(printable(name)) \(value.signum > 0 ? "+" : "")\(value.shown)")
      }
    case .stopped: line(words.stopped)
    }
  }

  mutating func line(_ sentence: String) { text += sentence + "\n" }

  private mutating func explainPlan(_ result: PlanResult) {
    let measure = result.futures.map { $0.scenarios.isEmpty ? "" : words.over($0.measure) } ?? ""
    line(
      words.best(
        result.objective.sense, goal(of: result.objective) + measure,
        result.objective.value!.shown))
    if let futures = result.futures { return explain(futures, result) }
    if result.isBrief { tellUseInBrief(result) } else { tellUse(result) }
    if let alternatives = result.alternatives { explain(alternatives, result) }
    text += "\n"
    for row in result.isBrief ? result.sharedRows : result.allRows {
      let prices = result.prices(of: row)
      if result.isBrief, prices == nil, row.total.isList {
        explainInBrief(row, result)
      } else {
        for t in row.total.values.indices { explain(row, t, prices?[t], result) }
      }
    }
    for ceiling in result.sections.ceilings { explain(ceiling, result) }
    if result.isBrief { explainWorkloadsInBrief(result) }
    if let further = result.further { explain(further, result) }
    if let sensitivity = result.sensitivity {
      for r in result.resources.indices { explain(resource: r, sensitivity, result) }
      let table = bindingTable(result)
      if !table.rows.isEmpty { text += "\n" + table.text(width: width) }
    } else {
      line(result.hasPrices ? words.noExactPrices : words.wholeNumbers)
    }
    if result.isBrief { line("\n" + words.restIsElsewhere) }
  }

  /// Each amount that is not 0.
  mutating func tellUse(_ result: PlanResult) {
    for resource in result.resources {
      for (t, amount) in resource.amount.values.enumerated() where !amount.isZero {
        line("  " + words.use(amount.shown, name(resource.name, resource.amount, t, result)))
      }
    }
    for workload in result.workloads {
      for (resource, amounts) in workload.placement {
        for (t, amount) in amounts.values.enumerated() where !amount.isZero {
          line(
            "  "
              + words.gets(
                printable(workload.name), amount.shown, name(resource, amounts, t, result)))
        }
      }
    }
    for (names, resource, amounts) in result.sections.together {
      for (t, amount) in amounts.values.enumerated() where !amount.isZero {
        line(
          "  "
            + words.share(
              printable(names), amount.shown, of: name(resource, amounts, t, result)))
      }
    }
  }

  /// A total that a section holds below something that the plan has: where it binds, and on a short
  /// spec what is left elsewhere.
  private mutating func explain(
    _ ceiling: (name: String, total: Series, most: Series), _ result: PlanResult
  ) {
    for t in ceiling.total.values.indices where !ceiling.most[t].isZero {
      let name = name(ceiling.name, ceiling.total, t, result)
      let slack = ceiling.most[t] - ceiling.total[t]
      if slack.isZero {
        line(words.atMost(name, ceiling.total[t].shown))
      } else if !result.isBrief {
        line(words.spare(name, slack.shown))
      }
    }
  }

  /// What keeps a resource from being more, or from being there at all.
  private mutating func explain(
    resource r: Int, _ sensitivity: Sensitivity, _ result: PlanResult
  ) {
    let amounts = result.resources[r].amount
    for t in amounts.values.indices {
      let name = name(result.resources[r].name, amounts, t, result)
      switch sensitivity.entering[r][t] {
      case .notAtMin: break
      case .impossible: line(words.cannotEnter(name))
      case .rate(let rate): line(words.forcedIn(name, rate.shown))
      }
      if let threshold = sensitivity.thresholds[r][t] {
        let sum = threshold.attributes.map { printable($0) }.joined(separator: " + ")
        line(
          "  "
            + words.wouldBeUsed(
              name, sum, threshold.beyond.shown, threshold.now.shown, result.objective.sense))
      }
      if let prices = sensitivity.ends[r].max?[t], prices.bound == amounts[t] {
        line(words.atMost(name, prices.bound.shown))
        explain(prices)
      }
    }
  }

  /// What binds, and what its bound is worth each way.
  private func bindingTable(_ result: PlanResult) -> TextTable {
    var table = TextTable(header: words.bindingHeader)
    func add(_ name: String, _ prices: Sensitivity.Prices) {
      table.add([
        name, prices.bound.shown, prices.less?.shown ?? words.noPlanHere,
        prices.more?.shown ?? words.noPlanHere, prices.from?.shown ?? words.anyAmount,
        prices.to?.shown ?? words.anyAmount,
      ])
    }
    for row in result.allRows {
      guard let prices = result.prices(of: row) else { continue }
      for (t, prices) in prices.values.enumerated() where row.slack[t].signum <= 0 {
        add(name(row.fullName, row.total, t, result), prices)
      }
    }
    for (resource, ends) in zip(result.resources, result.sensitivity?.ends ?? []) {
      for (kind, prices) in [("min", ends.min), ("max", ends.max)] {
        for (t, prices) in (prices?.values ?? []).enumerated()
        where prices.bound == resource.amount[t] {
          add(name("\(resource.name) \(kind)", resource.amount, t, result), prices)
        }
      }
    }
    return table
  }

  /// What one more unit of each full resource is worth to the worst workload.
  private mutating func explain(_ further: [PerPeriod<Rational?>], _ result: PlanResult) {
    guard let value = result.objective.value else { return }
    for (resource, changes) in zip(result.resources, further) {
      for (t, change) in changes.values.enumerated() {
        guard let change else { continue }
        let name = name(resource.name, resource.amount, t, result)
        let size =
          value.isZero
          ? change.magnitude.shown : (change / value).magnitude.percent
        line(
          words.further(
            name, change.isZero ? nil : size, goal(of: result.objective), result.objective.sense))
      }
    }
  }

  private func goal(of objective: PlanResult.Objective) -> String {
    objective.worst.map { words.worst(objective.sense, printable($0)) }
      ?? objective.terms.map { printable($0.name) }.joined(separator: " + ")
  }

  /// A name with its period, where there are periods.
  func name<Value>(
    _ name: String, _ values: PerPeriod<Value>, _ t: Int, _ result: PlanResult
  ) -> String {
    guard values.isList, let periods = result.periods else { return printable(name) }
    return words.inPeriod(printable(name), printable(periods.label(t)))
  }

  private mutating func explain(_ alternatives: Alternatives, _ result: PlanResult) {
    if alternatives.isUnique { return line(words.unique) }
    line(words.notUnique)
    for (resource, ranges) in zip(result.resources, alternatives.ranges) {
      for (t, range) in ranges.values.enumerated() where !range.isOne {
        line(
          "  "
            + words.mayVary(
              name(resource.name, ranges, t, result), range.from?.shown ?? words.anyAmount,
              range.to?.shown ?? words.anyAmount))
      }
    }
  }

  private mutating func explain(
    _ row: PlanResult.Row, _ t: Int, _ prices: Sensitivity.Prices?, _ result: PlanResult
  ) {
    let name = name(row.fullName, row.total, t, result)
    let (total, slack) = (row.total[t], row.slack[t])
    if let missed = row.missed?[t], !missed.isZero {
      line(words.missed(name, missed.shown))
    } else {
      guard slack.isZero else { return line(words.spare(name, slack.shown)) }
      let isLower = total == row.min?[t]
      line(isLower ? words.atLeast(name, total.shown) : words.atMost(name, total.shown))
    }
    if let prices { explain(prices) }
  }

  private mutating func explain(_ prices: Sensitivity.Prices) {
    line("  " + (prices.more.map { words.more($0.shown, prices.to?.shown) } ?? words.noMore))
    line("  " + (prices.less.map { words.less($0.shown, prices.from?.shown) } ?? words.noLess))
  }

  private mutating func explainConflict(_ result: PlanResult) {
    line(words.noPlan)
    if !result.conflict.isEmpty { line("\n" + words.clash) }
    for part in result.conflict {
      line(
        "  "
          + (part.sentence.map { words.part(printable(part.at), $0) }
            ?? words.part(
              printable(part.at), printable(part.name), part.relation, part.bound.text))
          + (part.isUndecided ? words.undecided : ""))
    }
    if !result.repair.isEmpty {
      line("\n" + (result.isRepairCheapest ? words.repair : words.someRepair))
    }
    for change in result.repair {
      line(
        "  "
          + words.change(
            printable(change.at), change.from.text, change.to.text,
            raised: change.to > change.from))
    }
  }
}

extension Rational {
  /// A fraction in per cent, to two digits: `0.83 %`.
  fileprivate var percent: String {
    var (value, scale) = ((self * Rational(100)).double, 1.0)
    while value > 0, value * scale < 10, scale < 1e6 { scale *= 10 }
    value = (value * scale).rounded() / scale
    return "\(printed(value)) %"
  }
}
