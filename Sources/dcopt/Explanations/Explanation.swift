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
    case .withinGap: line(words.withinGap)
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
        explain(row, prices, result)
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

  /// Each amount that is not 0, a line a resource.
  mutating func tellUse(_ result: PlanResult) {
    for resource in result.resources {
      let name = printable(resource.name)
      if resource.amount.isList {
        let parts = spans(of: resource.amount, result)
        if !parts.isEmpty { line("  " + words.useOverSpans(name, parts)) }
      } else if !resource.amount[0].isZero {
        line("  " + words.use(resource.amount[0].shown, name))
      }
    }
    for workload in result.workloads {
      let name = printable(workload.name)
      for (resource, amounts) in workload.placement {
        if amounts.isList {
          let parts = spans(of: amounts, result)
          if !parts.isEmpty { line("  " + words.getsOverSpans(name, printable(resource), parts)) }
        } else if !amounts[0].isZero {
          line("  " + words.gets(name, amounts[0].shown, printable(resource)))
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

  /// Amounts over time, those that are the same in periods one after the other once.
  private func spans(of series: Series, _ result: PlanResult) -> [String] {
    let values = series.values
    return runs(values.indices.filter { !values[$0].isZero }) { values[$0] == values[$1] }
      .map { words.amount(values[$0.lowerBound].shown, in: name(of: $0, result)) }
  }

  /// Places one after the other, as long as neighbours are `same`.
  private func runs(_ places: [Int], same: (Int, Int) -> Bool) -> [ClosedRange<Int>] {
    places.reduce(into: []) { runs, t in
      if let last = runs.last, last.upperBound + 1 == t, same(last.upperBound, t) {
        runs[runs.count - 1] = last.lowerBound...t
      } else {
        runs.append(t...t)
      }
    }
  }

  private func name(of run: ClosedRange<Int>, _ result: PlanResult) -> String {
    words.span(
      words.period(run.lowerBound, of: result.periods!),
      run.count == 1 ? nil : words.period(run.upperBound, of: result.periods!))
  }

  /// A row over time: where it binds and what that is worth, or where it is nearest to it. Nothing
  /// is said of a bound that is worth nothing either way.
  private mutating func explainOverTime(
    _ row: PlanResult.Row, _ prices: PerPeriod<Sensitivity.Prices>?, _ result: PlanResult
  ) {
    let (name, slack) = (name(of: row), row.slack.values)
    let missed = slack.indices.filter { row.missed?[$0].isZero == false }
    for t in missed {
      line(
        words.missed(
          words.inPeriod(name, words.period(t, of: result.periods!)), row.missed![t].shown))
    }
    let binding = slack.indices.filter { slack[$0].isZero && !missed.contains($0) }
    if binding.isEmpty, missed.isEmpty {
      let nearest = slack.indices.min { slack[$0] < slack[$1] }!
      line(
        words.spare(
          words.inPeriod(name, words.period(nearest, of: result.periods!)), slack[nearest].shown))
    }
    var groups: [(kind: BindingKind, places: [Int])] = []
    for t in binding {
      let kind = BindingKind(
        isLower: row.total[t] == row.min?[t], more: prices?[t].more, less: prices?[t].less)
      if prices != nil, kind.isWorthless { continue }
      if let index = groups.firstIndex(where: { $0.kind == kind }) {
        groups[index].places.append(t)
      } else {
        groups.append((kind, [t]))
      }
    }
    for (kind, places) in groups {
      let totals = places.map { row.total[$0] }
      let (least, most) = (totals.min()!, totals.max()!)
      line(
        words.binds(
          name, isLower: kind.isLower,
          least == most ? least.shown : words.between(least.shown, most.shown),
          in: runs(places) { _, _ in true }.map { self.name(of: $0, result) }))
      guard let prices else { continue }
      explain(prices[places[0]], hasEnds: places.count == 1)
    }
  }

  /// What is the same in several periods in which a row binds.
  private struct BindingKind: Equatable {
    let isLower: Bool
    let more: Rational?
    let less: Rational?
    var isWorthless: Bool { more?.isZero == true && less?.isZero == true }
  }

  /// What a row is on, with its workload.
  private func name(of row: PlanResult.Row) -> String {
    guard let owner = row.owner else { return printable(row.fullName) }
    return words.of(printable(owner), printable(row.name))
  }

  /// What keeps a resource from being more, or from being there at all.
  private mutating func explain(
    resource r: Int, _ sensitivity: Sensitivity, _ result: PlanResult
  ) {
    let amounts = result.resources[r].amount
    for t in told(sensitivity.entering[r], amounts) {
      let name = name(result.resources[r].name, amounts, t, result)
      switch sensitivity.entering[r][t] {
      case .notAtMin: break
      case .impossible: line(words.cannotEnter(name))
      case .rate(let rate): line(words.forcedIn(name, rate))
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

  /// Of a resource over time that is never used, the period in which it is nearest to that; of one
  /// that is used, those in which it is at its `max`.
  private func told(_ entering: PerPeriod<Sensitivity.Entering>, _ amounts: Series) -> [Int] {
    if !amounts.isList { return [0] }
    let nearest = amounts.values.indices.compactMap { t -> (t: Int, rate: Rational)? in
      if case .rate(let rate) = entering[t] { (t, rate.magnitude) } else { nil }
    }.min { $0.rate < $1.rate }
    let isUsed = amounts.values.contains { !$0.isZero }
    return amounts.values.indices.filter { t in
      if case .notAtMin = entering[t] { return true }
      return !isUsed && t == nearest?.t
    }
  }

  /// What binds, and what its bound is worth each way.
  private func bindingTable(_ result: PlanResult) -> TextTable {
    var table = TextTable(header: words.bindingHeader)
    func add(_ name: String, _ prices: Sensitivity.Prices) {
      if prices.more?.isZero == true, prices.less?.isZero == true { return }
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
    (objective.worst.map { words.worst(objective.sense, printable($0)) } ?? objective.sum)
      + words.charges(penalties: objective.penalties != nil, moves: objective.moveCost != nil)
  }

  /// A name with its period, where there are periods.
  func name<Value>(
    _ name: String, _ values: PerPeriod<Value>, _ t: Int, _ result: PlanResult
  ) -> String {
    guard values.isList, let periods = result.periods else { return printable(name) }
    return words.inPeriod(printable(name), words.period(t, of: periods))
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
    _ row: PlanResult.Row, _ prices: PerPeriod<Sensitivity.Prices>?, _ result: PlanResult
  ) {
    if row.total.isList { return explainOverTime(row, prices, result) }
    let name = name(of: row)
    let (total, slack) = (row.total[0], row.slack[0])
    if let missed = row.missed?[0], !missed.isZero {
      line(words.missed(name, missed.shown))
    } else {
      guard slack.isZero else { return line(words.spare(name, slack.shown)) }
      let isLower = total == row.min?[0]
      line(isLower ? words.atLeast(name, total.shown) : words.atMost(name, total.shown))
    }
    if let prices { explain(prices[0]) }
  }

  private mutating func explain(_ prices: Sensitivity.Prices, hasEnds: Bool = true) {
    if prices.more?.isZero == true, prices.less?.isZero == true { return }
    line(
      "  "
        + (prices.more.map { words.more($0, hasEnds ? prices.to?.shown : nil) } ?? words.noMore))
    line(
      "  "
        + (prices.less.map { words.less($0, hasEnds ? prices.from?.shown : nil) } ?? words.noLess))
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
    } else if !result.isRepairCheapest {
      line("\n" + words.undecidedRepair)
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
