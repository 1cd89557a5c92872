// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Demands, or budgets: a row each on the total of an attribute, in each period or over all of them.
final class LimitRoom: Room {
  enum Kind { case demands, budgets }

  private let kind: Kind
  private let limits: [Limit]

  init(_ kind: Kind, of spec: Spec) {
    self.kind = kind
    limits = kind == .demands ? spec.demands : spec.budgets
  }

  private func row(_ item: Int) -> Layout.RowKind {
    .init(
      room: kind == .demands ? Layout.RoomNumber.demands : Layout.RoomNumber.budgets, item: item)
  }

  var rowItems: Int { limits.count }

  func list(in lists: inout Layout.Lists) {
    for (item, limit) in limits.enumerated() { lists.add(row(item), over: limit.span) }
  }

  func addTotals(to totals: inout TotalsInRows, _ layout: Layout) {
    for (item, limit) in limits.enumerated() {
      totals.add(
        attribute: limit.attribute, in: row(item), over: limit.span, part: limit.part, layout)
    }
  }

  func limit(ofRow item: Int) -> Limit? { limits[item] }

  func bounds(ofRow item: Int, in period: Int) -> LinearProgram.Bounds {
    limits[item].ends.bounds(period)
  }

  var shown: ShownRows? {
    let names = limits.map(\.name)
    return kind == .demands
      ? ShownRows(key: "demands", noun: "demand", isAlwaysThere: true, names: names)
      : ShownRows(key: "budgets", noun: "budget", isAlwaysThere: true, names: names)
  }

  func traits(ofRow item: Int) -> RowTraits {
    RowTraits(isCommon: true, isOnTotals: true, prefersUpper: kind == .budgets)
  }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    let limit = limits[item]
    return kind == .demands
      ? RowWords(
        name: limit.name, at: limit.at, prefix: "demand_", keys: ["demands", limit.name])
      : RowWords(
        name: limit.name, at: limit.at, prefix: "budget_", keys: ["budgets", limit.name])
  }
}
