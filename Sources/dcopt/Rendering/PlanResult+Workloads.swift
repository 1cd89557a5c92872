// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Tables of what workloads get: each of them while that can be read, a summary where it cannot.
extension PlanResult {
  private static let mostWorkloads = 40

  var workloadBlocks: [Report.Block] {
    if workloads.isEmpty { return [] }
    guard workloads.count <= Self.mostWorkloads else {
      return [.table(summary), .sentence("JSON and CSV have all \(workloads.count) workloads.")]
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
    let names = resources.map(\.name).filter { name in
      workloads.contains { $0.placement.contains { $0.resource == name } }
    }
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
    var served: [String: (workloads: Int, amount: Rational)] = [:]
    for workload in workloads {
      for (resource, amounts) in workload.placement {
        let sum = amounts.mean
        if sum.isZero { continue }
        served[resource, default: (0, .zero)].workloads += 1
        served[resource]!.amount += sum
      }
    }
    var table = TextTable(header: ["placed on", "held", "used", "workloads"])
    for resource in resources {
      let here = served[resource.name]
      table.add([
        printable(resource.name), resource.amount.mean.shown,
        here?.amount.shown ?? "0", String(here?.workloads ?? 0),
      ])
    }
    let levels = workloads.compactMap(\.level)
    if let least = levels.min(), let greatest = levels.max() {
      table.add(["level, least to greatest", least.shown, greatest.shown, String(levels.count)])
    }
    return table
  }
}
