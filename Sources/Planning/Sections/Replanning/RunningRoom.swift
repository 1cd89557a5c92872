// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A plan that runs, in the program: for what is kept a row x − up + down = x₀ a period, with two
/// columns that are paid for in the first objective, which is |x − x₀| linearised (Williams, "Model
/// building in mathematical programming", 2013, chapter 3.2.3). What is 0 and cannot be less needs
/// neither: x itself is what is moved.
final class RunningRoom: Room {
  private let spec: Spec
  private let running: RunningPlan?
  /// What a new plan is compared with the running one by: the placements of a spec with workloads,
  /// and columns of sections that place something; the amounts of one without.
  let kept: [Layout.ColumnKind]
  /// What runs of each.
  private let amounts: [Series]
  /// Whether each has a row: a move of it may be down, and is not free.
  private let isTied: [Bool]
  /// Of each workload the first of its options, and of each option its place in `kept`.
  private let firstOption: [Int]
  private let placeOfOption: [Int32]
  /// By the number of a section's column.
  private let placeOfFurther: [Int: Int]

  init(_ spec: Spec, _ sections: [SectionMathematics]) {
    (self.spec, running) = (spec, spec.running)
    guard let running = spec.running else {
      (kept, amounts, isTied) = ([], [], [])
      (firstOption, placeOfOption, placeOfFurther) = ([], [], [:])
      return
    }
    var (kept, amounts) = ([Layout.ColumnKind](), [Series]())
    var (firstOption, placeOfOption, placeOfFurther) = ([Int](), [Int32](), [Int: Int]())
    if spec.workloads.isEmpty {
      kept = spec.resources.indices.map { .amount($0) }
      amounts = running.amounts
    }
    for (w, workload) in spec.workloads.enumerated() {
      firstOption.append(placeOfOption.count)
      for (k, option) in workload.options.enumerated() {
        placeOfOption.append(option.canBeReached ? Int32(kept.count) : -1)
        if !option.canBeReached { continue }
        kept.append(.placement(workload: w, option: k))
        amounts.append(running.placement[w][k])
      }
    }
    var number = 0
    for (s, section) in sections.enumerated() {
      for (item, column) in section.columns.enumerated() {
        if column.placing != nil {
          placeOfFurther[number] = kept.count
          kept.append(.own(room: Layout.RoomNumber.further, item: number))
          amounts.append(running.added[Added(section: s, item: item)] ?? .constant(.zero))
        }
        number += 1
      }
    }
    let isFree = running.keepCost.isZero
    isTied = zip(kept, amounts).map { kind, amount in
      !isFree && !Self.isNew(kind, amount, in: spec)
    }
    (self.kept, self.amounts) = (kept, amounts)
    (self.firstOption, self.placeOfOption) = (firstOption, placeOfOption)
    self.placeOfFurther = placeOfFurther
  }

  /// Whether a move can only be up from 0, in all periods.
  private static func isNew(
    _ kind: Layout.ColumnKind, _ amount: Series, in spec: Spec
  ) -> Bool {
    guard amount.values.allSatisfy(\.isZero) else { return false }
    guard case .amount(let r) = kind else { return true }
    return (0..<spec.periodCount).allSatisfy { t in
      spec.resources[r].bounds(t).lower.map { $0.signum >= 0 } ?? false
    }
  }

  // MARK: - Its rows and columns

  private func row(_ place: Int) -> Layout.RowKind {
    .init(room: Layout.RoomNumber.running, item: place)
  }

  /// How far the new plan is above or below what runs: two columns for each.
  private func moved(_ place: Int, isUp: Bool) -> Layout.ColumnKind {
    .own(room: Layout.RoomNumber.running, item: 2 * place + (isUp ? 1 : 0))
  }

  private func parts(_ column: Layout.ColumnKind) -> (place: Int, isUp: Bool)? {
    guard case .own(Layout.RoomNumber.running, let item) = column else { return nil }
    return (item / 2, item % 2 == 1)
  }

  /// The place of a column in `kept`.
  private func place(_ column: Layout.ColumnKind) -> Int? {
    switch column {
    case .amount(let r): return spec.workloads.isEmpty ? r : nil
    case .bought: return nil
    case .placement(let w, let k):
      let place = placeOfOption[firstOption[w] + k]
      return place < 0 ? nil : Int(place)
    case .own(let room, let item):
      return room == Layout.RoomNumber.further ? placeOfFurther[item] : nil
    }
  }

  var rowItems: Int { kept.count }
  var columnItems: Int { 2 * kept.count }

  func list(in lists: inout Layout.Lists) {
    for place in kept.indices where isTied[place] {
      lists.add(row(place))
      lists.add(moved(place, isUp: true))
      lists.add(moved(place, isUp: false))
    }
  }

  func meets(_ family: ColumnFamily) -> Bool {
    if kept.isEmpty { return false }
    switch family {
    case .amounts: return spec.workloads.isEmpty
    case .purchases: return false
    case .placements, .own: return true
    }
  }

  func addEntries(
    of column: Layout.ColumnKind, in t: Int, _ layout: Layout, to entries: inout ColumnEntries
  ) {
    if let (place, isUp) = parts(column) {
      entries.add(layout.row(row(place), t)!, isUp ? -.one : .one)
    } else if let place = place(column), let row = layout.row(row(place), t) {
      entries.add(row, .one)
    }
  }

  func price(of column: Layout.ColumnKind, in period: Int?) -> Rational? {
    let isMove = parts(column) != nil || place(column).map { !isTied[$0] } ?? false
    guard isMove, let running else { return nil }
    if let period { return running.newPeriods.contains(period) ? nil : running.keepCost }
    // A constant amount moves in every period.
    return running.keepCost * Rational(spec.periodCount - running.newPeriods.count)
  }

  func words(of column: Layout.ColumnKind, _ layout: Layout) -> ColumnWords {
    let (place, isUp) = parts(column)!
    let name = layout.words(of: kept[place]).name
    return ColumnWords(name: "\(name) moved \(isUp ? "up" : "down")", at: Pointer())
  }

  func value(
    of column: Layout.ColumnKind, in period: Int, _ printed: PrintedPlan, _ layout: Layout
  ) -> Rational? {
    let (place, isUp) = parts(column)!
    return printed.value(kept[place], period, layout).map { amount in
      max(.zero, isUp ? amount - amounts[place][period] : amounts[place][period] - amount)
    }
  }

  func bounds(ofRow item: Int, in t: Int) -> LinearProgram.Bounds {
    if running!.newPeriods.contains(t) { return .init(lower: nil, upper: nil) }
    return .init(lower: amounts[item][t], upper: amounts[item][t])
  }

  func traits(ofRow item: Int) -> RowTraits { RowTraits(prices: .none) }

  func words(ofRow item: Int, _ layout: Layout) -> RowWords {
    let words = layout.words(of: kept[item])
    return RowWords(name: "what runs of \(words.name)", at: words.at.appending("running"))
  }

  /// What moves has no reduced cost, and neither has what is between its bounds.
  func columnsThatPrice(row item: Int) -> [Layout.ColumnKind] {
    [moved(item, isUp: true), moved(item, isUp: false), kept[item]]
  }

  // MARK: - Moves

  /// Makes what is moved what the rest of a point says.
  func settle(_ point: inout [Rational], _ layout: Layout) {
    for t in 0..<(kept.isEmpty ? 0 : layout.periods) {
      for (place, kind) in kept.enumerated() where isTied[place] {
        let change = point[layout.column(kind, t)!] - amounts[place][t]
        for isUp in [true, false] {
          point[layout.column(moved(place, isUp: isUp), t)!] = max(.zero, isUp ? change : -change)
        }
      }
    }
  }

  /// What a point changes, in the order of the spec, period by period; none without a running plan.
  func moves(at point: [Rational], _ layout: Layout) -> [Move] {
    guard let running else { return [] }
    var moves: [Move] = []
    for t in 0..<layout.periods where !running.newPeriods.contains(t) {
      for (place, kind) in kept.enumerated() {
        let (from, to) = (amounts[place][t], point[layout.column(kind, t)!])
        if from == to { continue }
        let (workload, resource) = whose(kind, layout)
        moves.append(
          Move(
            workload: workload, resource: spec.resources[resource].name,
            period: spec.periods == nil ? nil : t, from: from, to: to))
      }
    }
    return moves
  }

  /// Who has an amount, and of which resource.
  private func whose(
    _ kind: Layout.ColumnKind, _ layout: Layout
  ) -> (workload: String?, resource: Int) {
    switch kind {
    case .amount(let r), .bought(let r): return (nil, r)
    case .placement(let w, let k):
      return (spec.workloads[w].name, spec.workloads[w].options[k].resource)
    case .own:
      let placing = layout.placing(of: kind)!
      return (placing.name, placing.resource)
    }
  }
}
