// SPDX-License-Identifier: GPL-3.0-or-later

extension Layout {
  /// Gives every kind of row and of column that a spec can have a small number of its own, so that
  /// its place in the program is looked up in an array: a spec of placements asks for several a
  /// nonzero.
  struct KindNumbers: Sendable {
    private let resources: Int
    /// The first numbers of the kinds of rows; demands start at 0, and only limits can be missed.
    private let budget, need, constraint, keep, ramp, held, share, bandwidth, keptRow: Int
    /// The first numbers of the kinds of columns; amounts start at 0.
    private let bought, placement, missed, moved: Int
    /// Of each workload, the first of its needs and of its options.
    private let firstNeed, firstOption: [Int]
    let rowCount, columnCount: Int

    init(_ spec: Spec) {
      resources = spec.resources.count
      let scaled = spec.resources.contains { $0.scaling != nil } ? resources : 0
      let (needs, options) = (
        Self.firsts(spec.workloads.lazy.map { $0.needs.count }),
        Self.firsts(spec.workloads.lazy.map { $0.options.count })
      )
      let kept = spec.running == nil ? 0 : resources + options.total
      (firstNeed, firstOption) = (needs.first, options.first)
      budget = spec.demands.count
      need = budget + spec.budgets.count
      constraint = need + needs.total
      keep = constraint + spec.constraints.count
      ramp = keep + scaled
      held = ramp + scaled
      share = held + (spec.workloads.isEmpty ? 0 : resources)
      bandwidth = share + spec.workloads.count
      keptRow = bandwidth + spec.links.count
      rowCount = keptRow + kept
      bought = resources
      placement = bought + scaled
      missed = placement + options.total
      moved = missed + 2 * constraint
      columnCount = moved + 2 * kept
    }

    private static func firsts(_ counts: some Sequence<Int>) -> (first: [Int], total: Int) {
      var total = 0
      let first = counts.map { count in
        defer { total += count }
        return total
      }
      return (first, total)
    }

    func number(_ kind: RowKind) -> Int {
      switch kind {
      case .demand(let i): i
      case .budget(let i): budget + i
      case .need(let w, let n): need + firstNeed[w] + n
      case .constraint(let i): constraint + i
      case .keep(let r): keep + r
      case .ramp(let r): ramp + r
      case .held(let r): held + r
      case .share(let w): share + w
      case .bandwidth(let l): bandwidth + l
      case .kept(let kept): keptRow + number(kept)
      }
    }

    func number(_ kind: ColumnKind) -> Int {
      switch kind {
      case .amount(let r): r
      case .bought(let r): bought + r
      case .placement(let w, let k): placement + firstOption[w] + k
      case .missed(let row, let isLower): missed + 2 * number(row) + (isLower ? 1 : 0)
      case .moved(let kept, let isUp): moved + 2 * number(kept) + (isUp ? 1 : 0)
      }
    }

    private func number(_ kept: Kept) -> Int {
      switch kept {
      case .amount(let r): r
      case .placement(let w, let k): resources + firstOption[w] + k
      }
    }
  }
}
