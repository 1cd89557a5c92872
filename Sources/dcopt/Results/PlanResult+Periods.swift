// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Tables of plans over time: the whole while it can be read, a summary where it cannot.
extension PlanResult {
  /// More periods or resources than this are summed up.
  private static let mostPeriods = 31
  private static let mostColumns = 8

  /// What is used, and what is bought, period by period.
  func amountsOverTime(_ periods: Periods, _ words: Words) -> TextTable {
    let bought = resources.filter { $0.bought != nil }
    guard periods.count <= Self.mostPeriods, resources.count + bought.count <= Self.mostColumns
    else { return summary(periods, words) }
    var table = words.table(
      ["period"],
      resources.map { printable($0.name) } + bought.map { words.buying(printable($0.name)) })
    for t in 0..<periods.count {
      table.add(
        [.name(periods.names?[t] ?? String(t + 1))] + resources.map { .number($0.amount[t]) }
          + bought.map { .number($0.bought![t]) })
    }
    return table
  }

  func summary(_ periods: Periods, _ words: Words) -> TextTable {
    let isBought = resources.contains { $0.bought != nil }
    var table = words.table(
      ["resource", "least", "mean", "greatest", "in", "periods used"]
        + (isBought ? ["bought"] : []))
    for resource in resources {
      let amounts = resource.amount.values
      let most = amounts.indices.max { amounts[$0] < amounts[$1] }!
      table.add(
        [
          .name(resource.name), .number(amounts.min()!), .number(resource.amount.mean),
          .number(amounts[most]),
          .text(resource.amount.isVarying ? words.period(most, of: periods) : ""),
          .text(words.of(amounts.count { !$0.isZero }, amounts.count)),
        ]
          + (isBought
            ? [.number(resource.bought.map { $0.values.reduce(.zero, +) }, or: "")] : []))
    }
    return table
  }

  /// A line a bound: where it is tightest, and what it costs there.
  func overTime(_ kind: String, _ rows: [Row], _ periods: Periods, _ words: Words) -> TextTable {
    let isSoft = rows.contains { $0.missed != nil }
    var table = words.table(
      [kind, "mean (range)", "least slack", "in", "binds in"] + (isSoft ? ["missed"] : [])
        + ["shadow price, least", "greatest"])
    for row in rows {
      let slack = row.slack.values
      let tightest = slack.indices.min { slack[$0] < slack[$1] }!
      let prices = row.shadowPrice?.values
      table.add(
        [
          .text(words.fullName(of: row)),
          row.isOverAll
            ? .text(words.inAll(words.number(row.total.values.reduce(.zero, +))))
            : words.meanAndRange(row.total),
          .number(slack[tightest]),
          .text(row.isOverAll ? words.term("all") : words.period(tightest, of: periods)),
          .text(
            row.isOverAll
              ? words.term(slack[0].isZero ? "yes" : "no")
              : words.of(slack.count { $0.signum <= 0 }, slack.count)),
        ] + (isSoft ? [.number(row.missed?.values.reduce(.zero, +), or: "")] : [])
          + [.number(prices?.min()!, or: "-"), .number(prices?.max()!, or: "-")])
    }
    return table.withoutColumns(of: "-")
  }
}
