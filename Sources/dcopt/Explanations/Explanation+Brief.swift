// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Sentences on a long spec: one for what all periods, or all workloads, have in common.
extension Explanation {
  mutating func tellUseInBrief(_ result: PlanResult) {
    for resource in result.resources {
      let amounts = resource.amount.values
      if amounts.count == 1 {
        if !amounts[0].isZero {
          line("  " + words.use(words.number(amounts[0]), printable(resource.name)))
        }
        continue
      }
      if amounts.allSatisfy({ $0 == amounts[0] }) {
        line("  " + words.useAlways(words.number(amounts[0]), printable(resource.name)))
        continue
      }
      let (least, most) = (amounts.indexOfLeast(<), amounts.indexOfLeast(>))
      line(
        "  "
          + words.useOverTime(
            printable(resource.name), words.number(amounts[least]),
            words.period(least, of: result.periods!), words.number(amounts[most]),
            words.period(most, of: result.periods!)))
    }
    for resource in result.resources where !result.workloads.isEmpty {
      let shares = result.workloads.compactMap { workload in
        workload.placement.first { $0.resource == resource.name }?.amount.values.reduce(.zero, +)
      }.filter { !$0.isZero }
      if shares.isEmpty { continue }
      line(
        "  "
          + words.share(
            shares.count, words.number(shares.reduce(.zero, +)), printable(resource.name)))
    }
  }

  /// In how many periods a row binds, or where it is nearest to that.
  mutating func explainInBrief(_ row: PlanResult.Row, _ result: PlanResult) {
    let name = words.fullName(of: row)
    let missed = (row.missed?.values ?? []).count { !$0.isZero }
    let slack = row.slack.values
    if missed > 0 { line(words.missedOften(name, missed, of: slack.count)) }
    let binding = slack.count { $0.isZero }
    if binding > 0 { return line(words.bindsOften(name, binding, of: slack.count)) }
    let nearest = slack.indexOfLeast(<)
    if slack[nearest].signum > 0 {
      line(
        row.slack.isList
          ? words.spareAtLeast(
            name, words.number(slack[nearest]), words.period(nearest, of: result.periods!))
          : words.spare(name, words.number(slack[nearest])))
    }
  }

  /// An end that one number holds in all periods, and what that number is worth.
  mutating func explain(_ end: Sensitivity.CommonEnd, _ result: PlanResult) {
    let resource = result.resources[end.resource]
    let name = printable(resource.name)
    if let periods = end.periods {
      line(
        words.isAtMaxOften(
          name, words.number(end.prices.bound), periods, of: resource.amount.values.count))
    } else if !end.isLower {
      line(words.atMost(name, words.number(end.prices.bound)))
    } else if end.prices.bound.isZero {
      return line(end.prices.more.map { words.forcedIn(name, $0) } ?? words.cannotEnter(name))
    } else {
      line(words.atLeast(name, words.number(end.prices.bound)))
    }
    explain(end.prices)
  }

  /// How many workloads are at the bounds of their own.
  mutating func explainWorkloadsInBrief(_ result: PlanResult) {
    let rows = result.workloads.flatMap(\.ownRows)
    var names: [String] = []
    var rowsByName: [String: [PlanResult.Row]] = [:]
    for row in rows {
      if rowsByName[row.name] == nil { names.append(row.name) }
      rowsByName[row.name, default: []].append(row)
    }
    for name in names {
      let rows = rowsByName[name]!
      let missed = rows.count { ($0.missed?.values ?? []).contains { !$0.isZero } }
      if missed > 0 { line(words.missedByMany(printable(name), missed, of: rows.count)) }
      let binding = rows.count { $0.slack.values.contains { $0.isZero } }
      line(words.bindsMany(printable(name), binding, of: rows.count))
    }
  }
}

extension PlanResult {
  /// The rows that are of no single workload.
  var sharedRows: [Row] { rowGroups.flatMap(\.rows) }

  /// Whether there could be prices: there are none with whole numbers.
  var hasPrices: Bool { allRows.allSatisfy { $0.shadowPrice != nil } }
}

extension PlanResult.Workload {
  /// The rows of this workload alone.
  var ownRows: [PlanResult.Row] { needs + (share.map { [$0] } ?? []) }
}

extension Array {
  /// The first place of the element before which no other comes.
  fileprivate func indexOfLeast(_ isBefore: (Element, Element) -> Bool) -> Int {
    indices.dropFirst().reduce(0) { isBefore(self[$1], self[$0]) ? $1 : $0 }
  }
}
