// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Tables of plans over time: the whole while it can be read, a summary where it cannot.
extension PlanResult {
  /// More periods or resources than this are summed up.
  private static let mostPeriods = 31
  private static let mostColumns = 8

  /// What is used, and what is bought, period by period.
  func amountsOverTime(_ periods: Periods) -> TextTable {
    let bought = resources.filter { $0.bought != nil }
    guard periods.count <= Self.mostPeriods, resources.count + bought.count <= Self.mostColumns
    else { return summary(periods) }
    var table = TextTable(
      header: ["period"] + resources.map { printable($0.name) }
        + bought.map { "buy \(printable($0.name))" })
    for t in 0..<periods.count {
      table.add(
        [printable(periods.names?[t] ?? String(t + 1))] + resources.map { $0.amount[t].shown }
          + bought.map { $0.bought![t].shown })
    }
    return table
  }

  func summary(_ periods: Periods) -> TextTable {
    var table = TextTable(
      header: ["resource", "least", "mean", "greatest", "in", "periods used", "bought"])
    for resource in resources {
      let amounts = resource.amount.values
      let most = amounts.indices.max { amounts[$0] < amounts[$1] }!
      table.add([
        printable(resource.name), amounts.min()!.shown,
        (amounts.reduce(.zero, +) / Rational(amounts.count)).shown, amounts[most].shown,
        amounts[most].isZero ? "" : printable(periods.label(most)),
        "\(amounts.filter { !$0.isZero }.count) of \(amounts.count)",
        resource.bought.map { $0.values.reduce(.zero, +).shown } ?? "",
      ])
    }
    return table
  }

  /// A line a bound: where it is tightest, and what it costs there.
  func overTime(_ kind: String, _ rows: [Row], _ periods: Periods) -> TextTable {
    let isSoft = rows.contains { $0.missed != nil }
    var table = TextTable(
      header: [kind, "total", "least slack", "in", "binds in"] + (isSoft ? ["missed"] : [])
        + ["shadow price, least", "greatest"])
    for row in rows {
      let slack = row.slack.values
      let tightest = slack.indices.min { slack[$0] < slack[$1] }!
      let prices = row.shadowPrice?.values
      table.add(
        [
          printable(row.fullName), row.total.values.reduce(.zero, +).shown, slack[tightest].shown,
          row.isOverAll ? "all" : printable(periods.label(tightest)),
          row.isOverAll
            ? (slack[0].isZero ? "yes" : "no")
            : "\(slack.filter { $0.signum <= 0 }.count) of \(slack.count)",
        ] + (isSoft ? [row.missed?.values.reduce(.zero, +).shown ?? ""] : [])
          + [prices?.min()!.shown ?? "-", prices?.max()!.shown ?? "-"])
    }
    return table
  }
}
