// SPDX-License-Identifier: GPL-3.0-or-later

extension Layout {
  /// Gives every kind of row and of column that a spec can have a small number of its own, so that
  /// its place in the program is looked up in an array: a spec of placements asks for several a
  /// nonzero. Kinds that the spec cannot have, such as a miss of a row that is no limit, have none.
  struct KindNumbers: Sendable {
    /// The numbers of the kinds of rows. Limits come first, as only they can be missed.
    private let demands, budgets, needs, constraints, keeps, ramps, helds, shares, bandwidths,
      keptRows: Range<Int>
    /// The numbers of the kinds of columns.
    private let amounts, boughts, placements, misses, moves: Range<Int>
    /// Of each workload, the first of its needs and of its options.
    private let firstNeed, firstOption: [Int]
    /// Of each section with a room of its own.
    private let addedRows, addedColumns: [Range<Int>]
    /// Of each section, the first of its columns among those of all.
    private let firstAdded: [Int]

    let rowCount: Int
    let columnCount: Int

    init(_ spec: Spec, _ sections: [SectionMathematics]) {
      let resources = spec.resources.count
      let scaled = spec.resources.contains { $0.scaling != nil } ? resources : 0
      let need = Self.firsts(spec.workloads.lazy.map { $0.needs.count })
      let option = Self.firsts(spec.workloads.lazy.map { $0.options.count })
      let first = Self.firsts(sections.lazy.map { $0.columns.count })
      let kept = spec.running == nil ? 0 : resources + option.total + first.total
      firstAdded = first.first
      (firstNeed, firstOption) = (need.first, option.first)
      var next = 0
      func take(_ count: Int) -> Range<Int> {
        defer { next += count }
        return next..<(next + count)
      }
      demands = take(spec.demands.count)
      budgets = take(spec.budgets.count)
      needs = take(need.total)
      let limits = next
      constraints = take(spec.constraints.count)
      keeps = take(scaled)
      ramps = take(scaled)
      helds = take(spec.workloads.isEmpty ? 0 : resources)
      shares = take(spec.workloads.count)
      bandwidths = take(spec.links.count)
      keptRows = take(kept)
      addedRows = sections.map { take($0.rows.count) }
      rowCount = next
      next = 0
      amounts = take(resources)
      boughts = take(scaled)
      placements = take(option.total)
      misses = take(2 * limits)
      moves = take(2 * kept)
      addedColumns = sections.map { take($0.columns.count) }
      columnCount = next
    }

    private static func firsts(_ counts: some Sequence<Int>) -> (first: [Int], total: Int) {
      var total = 0
      let first = counts.map { count in
        defer { total += count }
        return total
      }
      return (first, total)
    }

    func number(_ kind: RowKind) -> Int? {
      switch kind {
      case .demand(let i): Self.at(i, of: demands)
      case .budget(let i): Self.at(i, of: budgets)
      case .need(let w, let n): Self.at(firstNeed[w] + n, of: needs)
      case .constraint(let i): Self.at(i, of: constraints)
      case .keep(let r): Self.at(r, of: keeps)
      case .ramp(let r): Self.at(r, of: ramps)
      case .held(let r): Self.at(r, of: helds)
      case .share(let w): Self.at(w, of: shares)
      case .bandwidth(let l): Self.at(l, of: bandwidths)
      case .kept(let kept): Self.at(number(kept), of: keptRows)
      case .added(let added): Self.at(added.item, of: addedRows[added.section])
      }
    }

    func number(_ kind: ColumnKind) -> Int? {
      switch kind {
      case .amount(let r): Self.at(r, of: amounts)
      case .bought(let r): Self.at(r, of: boughts)
      case .placement(let w, let k): Self.at(firstOption[w] + k, of: placements)
      case .missed(let row, let isLower):
        number(row).flatMap { Self.at(2 * $0 + (isLower ? 1 : 0), of: misses) }
      case .moved(let kept, let isUp): Self.at(2 * number(kept) + (isUp ? 1 : 0), of: moves)
      case .added(let added): Self.at(added.item, of: addedColumns[added.section])
      }
    }

    private static func at(_ place: Int, of range: Range<Int>) -> Int? {
      place < range.count ? range.lowerBound + place : nil
    }

    private func number(_ kept: Kept) -> Int {
      switch kept {
      case .amount(let r): r
      case .placement(let w, let k): amounts.count + firstOption[w] + k
      case .added(let added):
        amounts.count + placements.count + firstAdded[added.section] + added.item
      }
    }
  }
}
