// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A result in sentences: on each row and amount, or of a long spec on what is shared.
struct Explanation {
  private(set) var text = ""
  let words: Words
  private let width: Int?
  /// Whether the prices are of a goal before which others come.
  private let isAfterOthers: Bool

  /// `width`: the cells of a line of the table, where there is an end.
  init(_ result: PlanResult, in words: Words, width: Int? = nil) {
    (self.words, self.width) = (words, width)
    isAfterOthers = result.priorities.count > 1
    if let title = result.title { text += printable(title) + "\n\n" }
    switch result.status {
    case .optimal: explainPlan(result)
    case .infeasible: explainConflict(result)
    case .unbounded:
      line(words.endless)
      for (name, value) in result.direction {
        line("  \(printable(name)) \(value.signum > 0 ? "+" : "")\(words.number(value))")
      }
    case .stopped: line(words.stopped)
    case .withinGap: line(words.withinGap)
    }
  }

  mutating func line(_ sentence: String) { text += sentence + "\n" }

  private mutating func explainPlan(_ result: PlanResult) {
    let measure = result.futures.map { $0.scenarios.isEmpty ? "" : words.over($0.measure) } ?? ""
    let goals =
      result.priorities.isEmpty ? [result.objective] : result.priorities.map(\.objective)
    line(
      words.best(
        goals.map { goal in
          (words.goal(of: goal) + measure, words.number(goal.value!))
        }))
    if let futures = result.futures { return explain(futures, result) }
    if result.isBrief { tellUseInBrief(result) } else { tellUse(result) }
    for stock in result.sections.stocks { tell(stock, result) }
    for tiered in result.sections.tiered { tell(tiered, result) }
    for standing in result.sections.standing { tell(standing) }
    if let alternatives = result.alternatives { explain(alternatives, result) }
    text += "\n"
    if isAfterOthers, result.sensitivity != nil { line(words.pricesOfLast + "\n") }
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
      for end in sensitivity.common { explain(end, result) }
      let table = bindingTable(result)
      if !table.isEmpty { text += "\n" + table.text(width: width) }
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
        let amounts = resource.amount.values
        if !amounts[0].isZero, amounts.allSatisfy({ $0 == amounts[0] }) {
          line("  " + words.useAlways(words.number(amounts[0]), name))
        } else {
          let parts = spans(of: resource.amount, result)
          if !parts.isEmpty { line("  " + words.useOverSpans(name, parts)) }
        }
      } else if !resource.amount[0].isZero {
        line("  " + words.use(words.number(resource.amount[0]), name))
      }
      if let bought = resource.bought {
        let parts = spans(of: bought, result)
        if !parts.isEmpty { line("  " + words.buyOverSpans(name, parts)) }
      }
    }
    for workload in result.workloads {
      let name = printable(workload.name)
      for (resource, amounts) in workload.placement {
        if amounts.isList {
          let parts = spans(of: amounts, result)
          if !parts.isEmpty { line("  " + words.getsOverSpans(name, printable(resource), parts)) }
        } else if !amounts[0].isZero {
          line("  " + words.gets(name, words.number(amounts[0]), printable(resource)))
        }
      }
    }
    for (names, resource, amounts) in result.sections.together {
      for (t, amount) in amounts.values.enumerated() where !amount.isZero {
        line(
          "  "
            + words.share(
              printable(names), words.number(amount),
              of: name(printable(resource), amounts, t, result)))
      }
    }
  }

  /// What a store holds over time.
  private mutating func tell(
    _ stock: (name: String, held: [Rational], most: [Rational]), _ result: PlanResult
  ) {
    let (levels, periods) = (stock.held, result.periods!)
    let least = levels.indices.min { levels[$0] < levels[$1] }!
    let most = levels.indices.max { levels[$0] < levels[$1] }!
    if levels[most].isZero { return }
    line(
      "  "
        + words.holds(
          printable(stock.name), words.number(levels[least]), words.period(least, of: periods),
          words.number(levels[most]), words.period(most, of: periods)))
    line(
      "    "
        + words.isEmptyAndFull(
          levels.count { $0.isZero }, levels.indices.count { levels[$0] == stock.most[$0] },
          of: levels.count))
  }

  /// A total that a section holds below something that the plan has: where it binds, and on a short
  /// spec what is left elsewhere.
  private mutating func explain(
    _ ceiling: (name: Phrase, total: Series, most: Series), _ result: PlanResult
  ) {
    for t in ceiling.total.values.indices where !ceiling.most[t].isZero {
      let own = printable(words.choose(ceiling.name))
      let name = name(own, ceiling.total, t, result)
      let slack = ceiling.most[t] - ceiling.total[t]
      if slack.isZero {
        line(words.atMost(name, words.number(ceiling.total[t])))
      } else if !result.isBrief {
        line(words.spare(name, words.number(slack)))
      }
    }
  }

  /// Amounts over time, those that are the same in periods one after the other once.
  private func spans(of series: Series, _ result: PlanResult) -> [String] {
    let values = series.values
    return runs(values.indices.filter { !values[$0].isZero }) { values[$0] == values[$1] }
      .map { words.amount(words.number(values[$0.lowerBound]), in: name(of: $0, result)) }
  }

  /// Places one after the other, as long as neighbours are `same`.
  func runs(_ places: [Int], same: (Int, Int) -> Bool) -> [ClosedRange<Int>] {
    places.reduce(into: []) { runs, t in
      if let last = runs.last, last.upperBound + 1 == t, same(last.upperBound, t) {
        runs[runs.count - 1] = last.lowerBound...t
      } else {
        runs.append(t...t)
      }
    }
  }

  func name(of run: ClosedRange<Int>, _ result: PlanResult) -> String {
    words.span(
      words.period(run.lowerBound, of: result.periods!),
      run.count == 1 ? nil : words.period(run.upperBound, of: result.periods!))
  }

  /// A row over time: where it binds and what that is worth, or where it is nearest to it. Nothing
  /// is said of a bound that is worth nothing either way.
  private mutating func explainOverTime(
    _ row: PlanResult.Row, _ prices: PerPeriod<Sensitivity.Prices>?, _ result: PlanResult
  ) {
    let (name, slack) = (words.fullName(of: row), row.slack.values)
    let missed = slack.indices.filter { row.missed?[$0].isZero == false }
    for t in missed {
      line(
        words.missed(
          words.inPeriod(name, words.period(t, of: result.periods!)),
          words.number(row.missed![t])))
    }
    let binding = slack.indices.filter { slack[$0].isZero && !missed.contains($0) }
    if binding.isEmpty, missed.isEmpty {
      let nearest = slack.indices.min { slack[$0] < slack[$1] }!
      line(
        words.spareAtLeast(
          name, words.number(slack[nearest]), words.period(nearest, of: result.periods!)))
    }
    explainBinding(name, binding, row.total, prices, result) {
      // Of a demand that may wait, the total is not what is asked for.
      row.max == nil || row.total[$0] == row.min?[$0]
    }
  }

  /// Where something over time is at its bounds, once for all periods in which that is worth the
  /// same.
  private mutating func explainBinding(
    _ name: String, _ binding: [Int], _ totals: Series, _ prices: PerPeriod<Sensitivity.Prices>?,
    _ result: PlanResult, isLower: (Int) -> Bool
  ) {
    var groups: [(kind: BindingKind, places: [Int])] = []
    for t in binding {
      let kind = BindingKind(isLower: isLower(t), more: prices?[t].more, less: prices?[t].less)
      if prices != nil, kind.isWorthless { continue }
      if let index = groups.firstIndex(where: { $0.kind == kind }) {
        groups[index].places.append(t)
      } else {
        groups.append((kind, [t]))
      }
    }
    for (kind, places) in groups {
      let bounds = places.map { prices?[$0].bound ?? totals[$0] }
      let (least, most) = (bounds.min()!, bounds.max()!)
      let (low, high) = words.pair(least, most)
      line(
        words.binds(
          name, isLower: kind.isLower, least == most ? low : words.between(low, high),
          in: runs(places) { _, _ in true }.map { self.name(of: $0, result) }))
      guard let prices else { continue }
      let first = prices[places[0]]
      explain(
        first,
        hasEnds: places.allSatisfy { prices[$0].from == first.from && prices[$0].to == first.to })
    }
  }

  /// What is the same in several periods in which a row binds.
  private struct BindingKind: Equatable {
    let isLower: Bool
    let more: Rational?
    let less: Rational?
    var isWorthless: Bool { more?.isZero == true && less?.isZero == true }
  }

  /// What keeps a resource from being more, or from being there at all.
  private mutating func explain(
    resource r: Int, _ sensitivity: Sensitivity, _ result: PlanResult
  ) {
    let amounts = result.resources[r].amount
    let most = sensitivity.ends[r].max
    for t in told(sensitivity.entering[r], amounts) {
      let name = name(printable(result.resources[r].name), amounts, t, result)
      switch sensitivity.entering[r][t] {
      case .notAtMin: break
      case .impossible: line(words.cannotEnter(name))
      case .rate(let rate): line(words.forcedIn(name, rate))
      }
      if let threshold = sensitivity.thresholds[r][t] {
        let sum = threshold.attributes.map { printable($0) }.joined(separator: " + ")
        let (beyond, now) = words.pair(threshold.beyond, threshold.now)
        line("  " + words.wouldBeUsed(name, sum, beyond, now, result.objective.sense))
      }
      if !amounts.isList, let prices = most?[t], prices.bound == amounts[t] {
        line(words.atMost(name, words.number(prices.bound)))
        explain(prices)
      }
    }
    if amounts.isList, let most {
      explainBinding(
        printable(result.resources[r].name),
        amounts.values.indices.filter { most[$0].bound == amounts[$0] }, amounts, most, result
      ) { _ in false }
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
    let (noPlan, any) = (words.term("no plan"), words.term("any"))
    var table = words.table(
      ["what binds", "bound", "one less", "one more", "holds from", "holds to"])
    func add(_ name: String, _ prices: Sensitivity.Prices) {
      if prices.more?.isZero == true, prices.less?.isZero == true { return }
      table.add([
        .text(name), .number(prices.bound), .number(prices.less.map { -$0 }, or: noPlan),
        .number(prices.more, or: noPlan), .number(prices.from, or: any),
        .number(prices.to, or: any),
      ])
    }
    for row in result.allRows {
      guard let prices = result.prices(of: row) else { continue }
      let name = words.fullName(of: row)
      if prices.isOneInAll, row.slack.values.allSatisfy({ $0.signum <= 0 }) {
        add(words.inEveryPeriod(name), prices[0])
        continue
      }
      for (t, prices) in prices.values.enumerated() where row.slack[t].signum <= 0 {
        add(self.name(name, row.total, t, result), prices)
      }
    }
    for (resource, ends) in zip(result.resources, result.sensitivity?.ends ?? []) {
      for (kind, prices) in [("min", ends.min), ("max", ends.max)] {
        guard let prices else { continue }
        let name = words.end(kind, of: resource.name)
        if prices.isOneInAll, resource.amount.values.allSatisfy({ $0 == prices[0].bound }) {
          add(words.inEveryPeriod(name), prices[0])
          continue
        }
        for (t, prices) in prices.values.enumerated() where prices.bound == resource.amount[t] {
          add(self.name(name, resource.amount, t, result), prices)
        }
      }
    }
    for end in result.sensitivity?.common ?? [] {
      let name = words.end(end.isLower ? "min" : "max", of: result.resources[end.resource].name)
      add(words.inEveryPeriod(name), end.prices)
    }
    return table
  }

  /// What one more unit of each full resource is worth to the worst workload.
  private mutating func explain(_ further: [PerPeriod<Rational?>], _ result: PlanResult) {
    guard let value = result.objective.value else { return }
    for (resource, changes) in zip(result.resources, further) {
      for (t, change) in changes.values.enumerated() {
        guard let change else { continue }
        let name = name(printable(resource.name), resource.amount, t, result)
        let size =
          value.isZero
          ? words.number(change.magnitude) : words.percent((change / value).magnitude)
        line(
          words.further(
            name, change.isZero ? nil : size, words.what(result.objective), result.objective.sense))
      }
    }
  }

  /// A name with its period, where there are periods.
  func name<Value>(
    _ name: String, _ values: PerPeriod<Value>, _ t: Int, _ result: PlanResult
  ) -> String {
    guard values.isList, let periods = result.periods else { return name }
    return words.inPeriod(name, words.period(t, of: periods))
  }

  private mutating func explain(_ alternatives: Alternatives, _ result: PlanResult) {
    if alternatives.isUnique != false { return line(words.unique(alternatives)) }
    line(alternatives.areAmountsUnique ? words.placedOtherwise : words.notUnique)
    for (resource, ranges) in zip(result.resources, alternatives.ranges) {
      for (t, range) in ranges.values.enumerated()
      where !range.isOne && (t == 0 || !ranges.isOneInAll) {
        line(
          "  "
            + words.mayVary(
              result.name(printable(resource.name), ranges, t, words),
              words.number(range.from, or: words.anyAmount),
              words.number(range.to, or: words.anyAmount)))
      }
    }
  }

  private mutating func explain(
    _ row: PlanResult.Row, _ prices: PerPeriod<Sensitivity.Prices>?, _ result: PlanResult
  ) {
    if row.total.isList { return explainOverTime(row, prices, result) }
    let name = words.fullName(of: row)
    let (total, slack) = (row.total[0], row.slack[0])
    if let missed = row.missed?[0], !missed.isZero {
      line(words.missed(name, words.number(missed)))
    } else {
      guard slack.isZero else { return line(words.spare(name, words.number(slack))) }
      let isLower = total == row.min?[0]
      let bound = words.number(total)
      line(isLower ? words.atLeast(name, bound) : words.atMost(name, bound))
    }
    if let prices { explain(prices[0]) }
  }

  mutating func explain(_ prices: Sensitivity.Prices, hasEnds: Bool = true) {
    if prices.more?.isZero == true, prices.less?.isZero == true { return }
    for (isUp, rate, end) in [(true, prices.more, prices.to), (false, prices.less, prices.from)] {
      line(
        "  "
          + (rate.map {
            words.change($0, isUp: isUp, from: prices.bound, to: hasEnds ? .some(end) : nil)
          } ?? words.cannotChange(isUp: isUp, keepingOthers: isAfterOthers)))
    }
  }

  private mutating func explainConflict(_ result: PlanResult) {
    line(words.noPlan)
    func list(_ head: String, _ lines: [String]) {
      line("\n" + head)
      for text in lines { line("  " + text) }
    }
    let (conflict, repair) = (result.conflict, result.repair)
    if !conflict.isEmpty { list(words.clash(of: conflict), words.lines(of: conflict)) }
    if !repair.isEmpty {
      list(words.repair(repair, isCheapest: result.isRepairCheapest), words.lines(of: repair))
    } else if !result.isRepairCheapest {
      line("\n" + words.undecidedRepair)
    }
    if let alone = result.repairAlone { list(words.orAlone, [words.change(alone)]) }
  }
}
