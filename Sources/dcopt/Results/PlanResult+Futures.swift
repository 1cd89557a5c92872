// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

/// Tables of what comes in each scenario and after each loss: each of them while that can be read,
/// a line each where it cannot.
extension PlanResult {
  private static let mostScenarios = 40
  /// So many scenarios have tables of their own.
  private static let mostWithTables = 4
  private static let mostAmounts = 5

  func futureBlocks(_ words: Words) -> [Report.Block] {
    guard let futures else { return [] }
    var blocks: [Report.Block] = []
    if !futures.purchases.isEmpty { blocks.append(.table(purchaseTable(futures, words))) }
    if !futures.chances.isEmpty { blocks.append(.table(chanceTable(futures, words))) }
    if !futures.scenarios.isEmpty {
      blocks.append(.table(scenarioTable(futures, words)))
      if futures.scenarios.count > Self.mostScenarios {
        blocks.append(.sentence(words.allScenarios(futures.scenarios.count)))
      }
      if futures.scenarios.count <= Self.mostWithTables {
        for scenario in futures.scenarios {
          blocks.append(.sentence(words.inScenario(printable(scenario.name))))
          blocks += scenario.result.scenarioBlocks(words)
        }
      }
    }
    let losses = futures.losses.isEmpty ? futures.scenarios.flatMap(\.losses) : futures.losses
    if !losses.isEmpty { blocks += lossBlocks(losses, words) }
    if let value = futures.value { blocks += words.sentences(on: value).map { .sentence($0) } }
    return blocks
  }

  /// The plan of a scenario, over many periods in short.
  private func scenarioBlocks(_ words: Words) -> [Report.Block] {
    guard let periods, periods.count > 7 else { return planBlocks(words) }
    var blocks: [Report.Block] = amountPicture(words).map { [.picture($0)] } ?? []
    blocks.append(.table(summary(periods, words)))
    for group in rowGroups where !group.rows.isEmpty {
      blocks.append(.table(overTime(group.noun, group.rows, periods, words)))
    }
    return blocks + workloadBlocks(words)
  }

  /// What is committed, where it is the same in every period.
  func flatTable(_ words: Words) -> TextTable? {
    guard periods != nil, !resources.isEmpty,
      resources.allSatisfy({ one in one.amount.values.allSatisfy { $0 == one.amount[0] } })
    else { return nil }
    var table = words.table(["resource", "in every period"])
    for resource in resources { table.add([.name(resource.name), .number(resource.amount[0])]) }
    return table
  }

  private func purchaseTable(_ futures: FutureResults, _ words: Words) -> TextTable {
    var table = words.table(["bought in all scenarios", "in", "amount"])
    for (name, amount) in futures.purchases {
      for (t, value) in amount.values.enumerated() where !value.isZero {
        table.add([
          .name(name), .text(amount.isList ? words.period(t, of: periods!) : ""), .number(value),
        ])
      }
    }
    return table
  }

  private func chanceTable(_ futures: FutureResults, _ words: Words) -> TextTable {
    var table = words.table(
      ["demand that may be missed", "must hold", "holds", "missed in"])
    for chance in futures.chances {
      let missed =
        chance.missedIn.count <= 3
        ? words.names(chance.missedIn.map(printable)) : words.scenarios(chance.missedIn.count)
      table.add([
        .name(chance.name), .text(words.percent(chance.least)),
        .text(words.percent(chance.held)), .text(missed),
      ])
    }
    return table
  }

  /// A line a scenario, with the amounts that are not the same in all where they are few. Of many
  /// scenarios, the dearest ones.
  private func scenarioTable(_ futures: FutureResults, _ words: Words) -> TextTable {
    let committed = Set(resources.map(\.name))
    let free = futures.scenarios[0].result.resources.map(\.name).filter { !committed.contains($0) }
    let shows = periods == nil && free.count <= Self.mostAmounts ? free : []
    let hasWeights = futures.measure != .mean && futures.scenarios[0].weight != nil
    var table = words.table(
      ["scenario", "probability", "objective"] + (hasWeights ? ["counts for"] : []),
      shows.map { printable($0) })
    var order = Array(futures.scenarios.indices)
    if order.count > Self.mostScenarios {
      let values = futures.scenarios.map { $0.result.objective.value ?? .zero }
      let isLow = objective.sense == .minimize
      order = Array(
        order.sorted { a, b in
          values[a] == values[b] ? a < b : (values[a] > values[b]) == isLow
        }.prefix(Self.mostScenarios))
    }
    for s in order {
      let scenario = futures.scenarios[s]
      table.add(
        [
          .name(scenario.name), .number(scenario.probability, or: ""),
          .number(scenario.result.objective.value, or: "-"),
        ] + (hasWeights ? [.number(scenario.weight, or: "-")] : [])
          + shows.map { name in
            .number(scenario.result.resources.first { $0.name == name }?.amount[0], or: "")
          })
    }
    return table
  }

  /// What is tightest after each loss, over all scenarios.
  private func lossBlocks(
    _ losses: [FutureResults.Case], _ words: Words
  ) -> [Report.Block] {
    var table = words.table(["without", "tightest", "slack", "binds"])
    var seen: [String] = []
    var saysAny = false
    for loss in losses where !seen.contains(loss.name) {
      seen.append(loss.name)
      if seen.count > Self.mostScenarios { break }
      let cases = losses.filter { $0.name == loss.name }
      let rows = cases.flatMap(\.certainRows)
      let slacks = rows.map { $0.slack.values.min()! }
      let tightest = slacks.indices.min { slacks[$0] < slacks[$1] }
      saysAny = saysAny || tightest != nil
      table.add([
        .name(loss.name), .text(tightest.map { words.fullName(of: rows[$0]) } ?? ""),
        .number(tightest.map { slacks[$0] }, or: ""),
        .text(
          tightest == nil
            ? ""
            : words.of(
              slacks.count { $0.signum <= 0 }, cases.reduce(0) { $0 + $1.result.allRows.count })),
      ])
    }
    let count = Set(losses.map(\.name)).count
    var blocks: [Report.Block] = [
      saysAny ? .table(table) : .sentence(words.holdsAfterEach(count))
    ]
    if saysAny, count > Self.mostScenarios {
      blocks.append(.sentence(words.allLosses(count)))
    }
    return blocks
  }
}

extension FutureResults.Case {
  /// The bounds after a loss whose slack is more than that of one plan among many. Nothing is charged
  /// after a loss, so what is placed there, stored or put off is any plan that holds: a bound on that
  /// is certain to bind where it has a price, and else nothing is known of it.
  var certainRows: [PlanResult.Row] {
    if result.workloads.isEmpty, result.sections.groups.isEmpty { return result.allRows }
    return result.allRows.filter(\.hasPrice)
  }
}
