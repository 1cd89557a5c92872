// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

/// A result with scenarios or losses in sentences: what is committed and what that is worth, which
/// scenarios count, and after which loss the plan is tight.
extension Explanation {
  private static let mostScenarios = 20

  mutating func explain(_ futures: FutureResults, _ result: PlanResult) {
    tellUse(result)
    for (name, amount) in futures.purchases {
      for (t, value) in amount.values.enumerated() where !value.isZero {
        line("  " + words.buy(words.number(value), self.name(printable(name), amount, t, result)))
      }
    }
    line("")
    for chance in futures.chances { explain(chance) }
    if !futures.scenarios.isEmpty { explainScenarios(futures) }
    for worth in futures.committedWorth { explain(worth, futures) }
    let losses = futures.losses.isEmpty ? futures.scenarios.flatMap(\.losses) : futures.losses
    for loss in losses.prefix(Self.mostScenarios) { explain(loss) }
    if let value = futures.value { explain(value) }
  }

  private mutating func explain(_ chance: FutureResults.Chance) {
    line(
      words.holds(
        printable(chance.name), words.percent(chance.held), words.percent(chance.least),
        chance.missedIn.prefix(Self.mostScenarios).map(printable)))
  }

  private mutating func explainScenarios(_ futures: FutureResults) {
    for scenario in futures.scenarios.prefix(Self.mostScenarios) {
      let name = printable(scenario.name)
      line(
        words.scenario(
          name, scenario.probability.map(words.percent) ?? "",
          words.number(scenario.result.objective.value, or: "")))
      guard futures.measure != .mean, let weight = scenario.weight else { continue }
      line("  " + (weight.isZero ? words.doesNotCount : words.counts(words.percent(weight))))
    }
    let more = futures.scenarios.count - Self.mostScenarios
    if more > 0 { line(words.moreScenarios(more)) }
  }

  private mutating func explain(_ worth: CommittedWorth, _ futures: FutureResults) {
    let name = printable(words.choose(worth.name))
    line(worth.more.map { words.oneMore(name, $0) } ?? words.noMoreOf(name))
    line("  " + (worth.less.map { words.oneLess($0) } ?? words.noLessOf))
    let binding = worth.byScenario.filter { !$0.worth.isZero }
    for (scenario, value) in binding.prefix(Self.mostScenarios) {
      line("  " + words.worth(words.number(value), printable(scenario)))
    }
  }

  private mutating func explain(_ loss: FutureResults.Case) {
    let rows = loss.certainRows
    let tight = rows.filter { row in row.slack.values.contains { $0.signum <= 0 } }
    let priced = tight.filter(\.hasPrice)
    let name = printable(loss.name)
    if rows.isEmpty { return line(words.holdsAfter(name)) }
    if tight.isEmpty { return line(words.survives(name)) }
    if priced.isEmpty {
      return line(words.isTight(name, tight.prefix(5).map { words.fullName(of: $0) }))
    }
    line(words.shapesPlan(name))
    for row in priced.prefix(5) {
      let prices = row.shadowPrice!.values
      line(
        "  "
          + words.pricedAfterLoss(
            words.fullName(of: row), prices.reduce(.zero, +),
            periods: prices.count == 1 ? nil : (prices.count { !$0.isZero }, prices.count)))
    }
  }

  private mutating func explain(_ value: ValueOfFutures) {
    if value.isMeanImpossible {
      line(words.meanIsImpossible)
    } else if let planning = value.planning {
      line(words.planning(words.number(planning)))
    }
    if let knowing = value.knowing { line(words.knowing(words.number(knowing))) }
  }
}
