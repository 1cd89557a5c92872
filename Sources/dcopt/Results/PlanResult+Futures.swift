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

  var futureBlocks: [Report.Block] {
    guard let futures else { return [] }
    var blocks: [Report.Block] = []
    if !futures.purchases.isEmpty { blocks.append(.table(purchaseTable(futures))) }
    if !futures.chances.isEmpty { blocks.append(.table(chanceTable(futures))) }
    if !futures.scenarios.isEmpty {
      blocks.append(.table(scenarioTable(futures)))
      if futures.scenarios.count > Self.mostScenarios {
        blocks.append(
          .sentence("JSON and CSV have all \(futures.scenarios.count) scenarios."))
      }
      if futures.scenarios.count <= Self.mostWithTables {
        for scenario in futures.scenarios {
          blocks.append(.sentence("In scenario \(printable(scenario.name)):"))
          blocks += scenario.result.scenarioBlocks
        }
      }
    }
    let losses = futures.losses.isEmpty ? futures.scenarios.flatMap(\.losses) : futures.losses
    if !losses.isEmpty { blocks += lossBlocks(futures, losses) }
    if let value = futures.value { blocks += value.sentences.map { .sentence($0) } }
    return blocks
  }

  /// The plan of a scenario, over many periods in short.
  private var scenarioBlocks: [Report.Block] {
    guard let periods, periods.count > 7 else { return planBlocks }
    var blocks: [Report.Block] = amountPicture.map { [.picture($0)] } ?? []
    blocks.append(.table(summary(periods)))
    for group in rowGroups where !group.rows.isEmpty {
      blocks.append(.table(overTime(group.noun, group.rows, periods)))
    }
    return blocks + workloadBlocks
  }

  /// What is committed, where it is the same in every period.
  var flatTable: TextTable? {
    guard periods != nil, !resources.isEmpty,
      resources.allSatisfy({ one in one.amount.values.allSatisfy { $0 == one.amount[0] } })
    else { return nil }
    var table = TextTable(header: ["resource", "in every period"])
    for resource in resources { table.add([printable(resource.name), resource.amount[0].shown]) }
    return table
  }

  private func purchaseTable(_ futures: FutureResults) -> TextTable {
    var table = TextTable(header: ["bought in all scenarios", "in", "amount"])
    for (name, amount) in futures.purchases {
      for (t, value) in amount.values.enumerated() where !value.isZero {
        table.add([
          printable(name), amount.isList ? printable(periods!.label(t)) : "", value.shown,
        ])
      }
    }
    return table
  }

  private func chanceTable(_ futures: FutureResults) -> TextTable {
    var table = TextTable(header: ["demand that may be missed", "must hold", "holds", "missed in"])
    for chance in futures.chances {
      let missed =
        chance.missedIn.count <= 3
        ? chance.missedIn.map(printable).joined(separator: ", ")
        : "\(chance.missedIn.count) scenarios"
      table.add([
        printable(chance.name), chance.least.inPercent, chance.held.inPercent, missed,
      ])
    }
    return table
  }

  /// A line a scenario, with the amounts that are not the same in all where they are few. Of many
  /// scenarios, the dearest ones.
  private func scenarioTable(_ futures: FutureResults) -> TextTable {
    let committed = Set(resources.map(\.name))
    let free = futures.scenarios[0].result.resources.map(\.name).filter { !committed.contains($0) }
    let shows = periods == nil && free.count <= Self.mostAmounts ? free : []
    let hasWeights = futures.measure != .mean && futures.scenarios[0].weight != nil
    var table = TextTable(
      header: ["scenario", "probability", "objective"] + (hasWeights ? ["counts for"] : [])
        + shows.map { printable($0) })
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
          printable(scenario.name), scenario.probability?.shown ?? "",
          scenario.result.objective.value?.shown ?? "-",
        ] + (hasWeights ? [scenario.weight?.shown ?? "-"] : [])
          + shows.map { name in
            scenario.result.resources.first { $0.name == name }?.amount[0].shown ?? ""
          })
    }
    return table
  }

  /// What is tightest after each loss, over all scenarios.
  private func lossBlocks(
    _ futures: FutureResults, _ losses: [FutureResults.Case]
  ) -> [Report.Block] {
    var table = TextTable(header: ["without", "tightest", "slack", "binds"])
    var seen: [String] = []
    for loss in losses where !seen.contains(loss.name) {
      seen.append(loss.name)
      if seen.count > Self.mostScenarios { break }
      let rows = losses.filter { $0.name == loss.name }.flatMap { $0.result.allRows }
      let slacks = rows.map { $0.slack.values.min()! }
      let tightest = slacks.indices.min { slacks[$0] < slacks[$1] }
      table.add([
        printable(loss.name), tightest.map { printable(rows[$0].fullName) } ?? "",
        tightest.map { slacks[$0].shown } ?? "",
        "\(slacks.count { $0.signum <= 0 }) of \(rows.count)",
      ])
    }
    let count = Set(losses.map(\.name)).count
    var blocks: [Report.Block] = [.table(table)]
    if count > Self.mostScenarios {
      blocks.append(.sentence("JSON and CSV have all \(count) losses."))
    }
    return blocks
  }
}

extension Futures.Measure {
  /// ` in the mean`, behind an objective.
  var suffix: String {
    switch self {
    case .mean: " in the mean"
    case .worst: " in the worst scenario"
    case .tail(let part): " in the worst \(part.inPercent)"
    }
  }
}

extension ValueOfFutures {
  fileprivate var sentences: [String] {
    var sentences: [String] = []
    if isMeanImpossible {
      sentences.append("No plan for the mean of all numbers holds in every scenario.")
    } else if let planning {
      sentences.append(
        "Planning for these scenarios rather than for their mean is worth \(planning.shown).")
    }
    if let knowing {
      sentences.append("Knowing which one comes would be worth \(knowing.shown) more.")
    }
    return sentences
  }
}

extension Rational {
  /// `5 %`.
  var inPercent: String { "\((self * Rational(100)).shown) %" }
}
