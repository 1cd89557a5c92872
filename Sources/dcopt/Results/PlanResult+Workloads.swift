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

  var workloadBlocks: [Report.Block] {
    if workloads.isEmpty { return [] }
    guard workloads.count <= Self.mostWorkloads else {
      return [.table(summary)] + worstOff
        + [.sentence("JSON and CSV have all \(workloads.count) workloads.")]
    }
    var blocks = [Report.Block.table(placementTable)]
    if let periods {
      // A line a need, as of other bounds over time.
      let needs = workloads.flatMap(\.needs)
      if !needs.isEmpty { blocks.append(.table(overTime("need", needs, periods))) }
      if workloads.contains(where: { $0.placement.contains { $0.amount.isVarying } }) {
        blocks.append(.sentence("What workloads get is the mean over the periods, and its range."))
      }
    } else if workloads.contains(where: { !$0.needs.isEmpty }) {
      blocks.append(.table(needTable))
    }
    return blocks
  }

  private var placementTable: TextTable {
    let used = Set(workloads.flatMap { $0.placement.map { ExactName($0.resource) } })
    let names = resources.map(\.name).filter { used.contains(ExactName($0)) }
    if names.count > Self.mostColumns { return placementList }
    let hasLevel = workloads[0].level != nil
    var table = TextTable(
      header: ["workload"] + (hasLevel ? ["level"] : []) + names.map { "on \(printable($0))" })
    for workload in workloads {
      table.add(
        [printable(workload.name)] + (hasLevel ? [workload.level!.shown] : [])
          + names.map { name in
            workload.placement.first { $0.resource == name }?.amount.meanAndRange ?? ""
          })
    }
    return table
  }

  /// A line for each amount that is not 0.
  private var placementList: TextTable {
    var table = TextTable(header: ["workload", "on", "amount"])
    for workload in workloads {
      for (resource, amount) in workload.placement where !amount[0].isZero {
        table.add([printable(workload.name), printable(resource), amount[0].shown])
      }
    }
    return table
  }

  private var needTable: TextTable {
    var table = TextTable(
      header: ["need", "min", "max", "total", "slack", "missed", "shadow price"])
    for workload in workloads {
      for row in workload.needs {
        table.add([
          "\(printable(workload.name)): \(printable(row.name))", row.min?[0].shown ?? "",
          row.max?[0].shown ?? "", row.total[0].shown, row.slack[0].shown,
          row.missed?[0].shown ?? "", row.shadowPrice?[0].shown ?? "-",
        ])
      }
    }
    return table
  }

  /// A line a resource, over all workloads; over time the means.
  private var summary: TextTable {
    var served: [ExactName: Int] = [:]
    for workload in workloads {
      for (resource, amounts) in workload.placement
      where amounts.values.contains(where: { !$0.isZero }) {
        served[ExactName(resource), default: 0] += 1
      }
    }
    var table = TextTable(header: ["placed on", "held", "used", "workloads"])
    for resource in resources {
      table.add([
        printable(resource.name), resource.amount.mean.shown, resource.used?.mean.shown ?? "0",
        String(served[ExactName(resource.name)] ?? 0),
      ])
    }
    let levels = workloads.compactMap(\.level)
    if let least = levels.min(), let greatest = levels.max() {
      table.add(["level, least to greatest", least.shown, greatest.shown, String(levels.count)])
    }
    return table
  }

  /// The workloads with the least levels, and the needs that are missed by most of their bound.
  private var worstOff: [Report.Block] {
    var blocks: [Report.Block] = []
    let levels = workloads.enumerated().compactMap { index, workload in
      workload.level.map { (index: index, level: $0) }
    }
    if !levels.isEmpty {
      let isLeast = objective.sense == .maximize
      var table = TextTable(header: [isLeast ? "least level" : "greatest level", ""])
      let sorted = levels.sorted {
        $0.level == $1.level
          ? $0.index < $1.index : isLeast ? $0.level < $1.level : $0.level > $1.level
      }
      for (index, level) in sorted.prefix(Self.mostNamed) {
        table.add([printable(workloads[index].name), level.shown])
      }
      blocks.append(.table(table))
    }
    let missed = workloads.flatMap(\.needs).enumerated().compactMap { index, need in
      need.missed.map { (index: index, name: need.fullName, by: $0.values.reduce(.zero, +)) }
    }.filter { !$0.by.isZero }
    if !missed.isEmpty {
      var table = TextTable(header: ["missed most", "by"])
      let sorted = missed.sorted { $0.by == $1.by ? $0.index < $1.index : $0.by > $1.by }
      for need in sorted.prefix(Self.mostNamed) {
        table.add([printable(need.name), need.by.shown])
      }
      blocks += [.table(table), .sentence("\(missed.count) needs are missed.")]
    }
    return blocks
  }
}
