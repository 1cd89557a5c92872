// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Tables of what workloads get: each of them while that can be read, a summary where it cannot.
extension PlanResult {
  private static let mostWorkloads = 40
  /// How many resources have a column each; of more, only what is placed is listed.
  private static let mostColumns = 8
  /// How many of the workloads that are worst off are named in a summary.
  private static let mostNamed = 10

  func workloadBlocks(_ words: Words) -> [Report.Block] {
    if workloads.isEmpty { return [] }
    guard workloads.count <= Self.mostWorkloads else {
      return [.table(summary(words))] + worstOff(words)
        + [.sentence(words.allWorkloads(workloads.count))]
    }
    var blocks: [Report.Block] = placementPicture(words).map { [.picture($0)] } ?? []
    blocks.append(.table(placementTable(words)))
    if let periods {
      // A line a need, as of other bounds over time.
      let needs = workloads.flatMap(\.needs)
      if !needs.isEmpty { blocks.append(.table(overTime("need", needs, periods, words))) }
      if workloads.contains(where: { $0.placement.contains { $0.amount.isVarying } }) {
        blocks.append(.sentence(words.meansAndRanges))
      }
    } else if workloads.contains(where: { !$0.needs.isEmpty }) {
      blocks.append(.table(rowTable("need", workloads.flatMap(\.needs), words)))
    }
    return blocks
  }

  private func placementTable(_ words: Words) -> TextTable {
    let used = Set(workloads.flatMap { $0.placement.map { ExactName($0.resource) } })
    let names = resources.map(\.name).filter { used.contains(ExactName($0)) }
    if names.count > Self.mostColumns { return placementList(words) }
    let hasLevel = workloads[0].level != nil
    var table = words.table(
      ["workload"] + (hasLevel ? ["level"] : []), names.map { words.on(printable($0)) })
    for workload in workloads {
      table.add(
        [.name(workload.name)] + (hasLevel ? [.number(workload.level!)] : [])
          + names.map { name in
            workload.placement.first { $0.resource == name }
              .map { words.meanAndRange($0.amount) } ?? ""
          })
    }
    return table
  }

  /// A line for each amount that is not 0 in some period.
  private func placementList(_ words: Words) -> TextTable {
    var table = words.table(["workload", "on", "amount"])
    for workload in workloads {
      for (resource, amount) in workload.placement
      where amount.values.contains(where: { !$0.isZero }) {
        table.add([.name(workload.name), .name(resource), words.meanAndRange(amount)])
      }
    }
    return table
  }

  /// A line a resource, over all workloads; over time the means.
  private func summary(_ words: Words) -> TextTable {
    var served: [ExactName: Int] = [:]
    for workload in workloads {
      for (resource, amounts) in workload.placement
      where amounts.values.contains(where: { !$0.isZero }) {
        served[ExactName(resource), default: 0] += 1
      }
    }
    var table = words.table(["placed on", "held", "used", "workloads"])
    for resource in resources {
      table.add([
        .name(resource.name), .number(resource.amount.mean), .number(resource.used?.mean, or: "0"),
        .number(Rational(served[ExactName(resource.name)] ?? 0)),
      ])
    }
    let levels = workloads.compactMap(\.level)
    if let least = levels.min(), let greatest = levels.max() {
      table.add([
        .text(words.term("level, least to greatest")), .number(least), .number(greatest),
        .number(Rational(levels.count)),
      ])
    }
    return table
  }

  /// The workloads with the least levels, and the needs that are missed by most of their bound.
  private func worstOff(_ words: Words) -> [Report.Block] {
    var blocks: [Report.Block] = []
    let levels = workloads.enumerated().compactMap { index, workload in
      workload.level.map { (index: index, level: $0) }
    }
    if !levels.isEmpty {
      let isLeast = objective.sense == .maximize
      var table = words.table([isLeast ? "least level" : "greatest level", "level"])
      let sorted = levels.sorted {
        $0.level == $1.level
          ? $0.index < $1.index : isLeast ? $0.level < $1.level : $0.level > $1.level
      }
      for (index, level) in sorted.prefix(Self.mostNamed) {
        table.add([.name(workloads[index].name), .number(level)])
      }
      blocks.append(.table(table))
    }
    let missed = workloads.flatMap(\.needs).enumerated().compactMap { index, need in
      need.missed.map {
        (index: index, name: words.fullName(of: need), by: $0.values.reduce(.zero, +))
      }
    }.filter { !$0.by.isZero }
    if !missed.isEmpty {
      var table = words.table(["missed most", "by"])
      let sorted = missed.sorted { $0.by == $1.by ? $0.index < $1.index : $0.by > $1.by }
      for need in sorted.prefix(Self.mostNamed) {
        table.add([.text(need.name), .number(need.by)])
      }
      blocks += [.table(table), .sentence(words.needsMissed(missed.count))]
    }
    return blocks
  }
}
