// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What may be missed at a price: a column for each end of a demand, a budget or a need with a
/// `penalty`, which counts in its row on the side of the end and is paid for in the first objective.
final class PenaltyRoom: Room {
  /// All that has ends which could be missed: demands, budgets, and needs workload by workload; none
  /// where nothing may be.
  private let limits: [Limit]
  /// Of the rooms of these: where theirs begin, and how many there are.
  private let places: [(room: Int, first: Int, count: Int)]

  init(_ spec: Spec) {
    let isThere =
      spec.demands.contains { $0.isSoft } || spec.budgets.contains { $0.isSoft }
      || spec.workloads.contains { $0.needs.contains { $0.isSoft } }
    guard isThere else {
      (limits, places) = ([], [])
      return
    }
    let (demands, budgets) = (spec.demands.count, spec.budgets.count)
    limits = spec.demands + spec.budgets + spec.workloads.flatMap(\.needs)
    places = [
      (Layout.RoomNumber.demands, 0, demands), (Layout.RoomNumber.budgets, demands, budgets),
      (Layout.RoomNumber.workloads, demands + budgets, limits.count - demands - budgets),
    ]
  }

  /// Two columns a limit.
  private func column(_ item: Int, isLower: Bool) -> Layout.ColumnKind {
    .own(room: Layout.RoomNumber.penalties, item: 2 * item + (isLower ? 1 : 0))
  }

  private func parts(_ column: Layout.ColumnKind) -> (item: Int, isLower: Bool)? {
    guard case .own(Layout.RoomNumber.penalties, let number) = column else { return nil }
    return (number / 2, number % 2 == 1)
  }

  private func row(_ item: Int) -> Layout.RowKind {
    let place = places.last { $0.first <= item && $0.count > 0 }!
    return .init(room: place.room, item: item - place.first)
  }

  var columnItems: Int { 2 * limits.count }

  func list(in lists: inout Layout.Lists) {
    for (item, limit) in limits.enumerated() where limit.isSoft {
      for (end, isLower) in [(limit.ends.min, true), (limit.ends.max, false)] where end != nil {
        lists.add(column(item, isLower: isLower), over: limit.span)
      }
    }
  }

  func meets(_ family: ColumnFamily) -> Bool { !limits.isEmpty && family == .own }

  func addEntries(
    of column: Layout.ColumnKind, in t: Int, _ layout: Layout, to entries: inout ColumnEntries
  ) {
    guard let (item, isLower) = parts(column) else { return }
    // Over the whole horizon it is in one row, once.
    if t > 0, limits[item].span == .all { return }
    if let row = layout.row(row(item), t) { entries.add(row, isLower ? .one : -.one) }
  }

  func price(of column: Layout.ColumnKind, in period: Int?) -> Rational? {
    parts(column).map { limits[$0.item].penalty![period ?? 0] }
  }

  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    let (row, isLower) = missed(by: column)!
    let name = layout.room(of: row).words(ofRow: row.item, layout).name
    return ColumnWords(name: "missed \(isLower ? "least" : "most") \(name)", at: Pointer())
  }

  func missed(by column: Layout.ColumnKind) -> (row: Layout.RowKind, isLower: Bool)? {
    parts(column).map { (row($0.item), $0.isLower) }
  }

  func column(missing row: Layout.RowKind, isLower: Bool) -> Layout.ColumnKind? {
    guard let place = places.first(where: { $0.room == row.room }), row.item < place.count
    else { return nil }
    return column(place.first + row.item, isLower: isLower)
  }

  func value(
    of column: Layout.ColumnKind, in period: Int, _ printed: PrintedPlan, _ layout: Layout
  ) -> Rational? {
    let (row, isLower) = missed(by: column)!
    let keys = layout.room(of: row).words(ofRow: row.item, layout).keys
    guard let missed = printed.number(at: keys + ["missed"], period),
      let total = printed.number(at: keys + ["total"], period)
    else { return nil }
    let ends = limits[parts(column)!.item].ends
    let end = isLower ? ends.min!.series[period] : ends.max!.series[period]
    return (isLower ? total < end : total > end) ? missed : .zero
  }
}
