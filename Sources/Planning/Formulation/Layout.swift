// SPDX-License-Identifier: GPL-3.0-or-later

/// Which column and which row of the program stands for what.
///
/// Both come in blocks, one a period, in the order of time: what ties two periods together reaches
/// only into the next block. What is over the whole horizon comes after the last one.
struct Layout: Sendable {
  /// What a row says.
  enum RowKind: Sendable, Hashable {
    case demand(Int), budget(Int), constraint(Int)
    /// A need of a workload, by their places.
    case need(Int, Int)
    /// What is in use is at most what was kept and what is bought, for a resource.
    case keep(Int)
    case ramp(Int)
    /// What workloads get of a resource is at most what is held.
    case held(Int)
    case share(Int)
    case bandwidth(Int)
    /// How far an amount is from that of the running plan.
    case kept(Kept)
  }

  /// What a column is an amount of.
  enum ColumnKind: Sendable, Hashable {
    case amount(Int)
    /// Bought of a resource.
    case bought(Int)
    /// What a workload gets on one of its options.
    case placement(workload: Int, option: Int)
    /// By how much the bound of a row is missed.
    case missed(RowKind, isLower: Bool)
    /// By how much an amount is above or below that of the running plan.
    case moved(Kept, isUp: Bool)
  }

  let periods: Int
  let resources: Int
  /// The kinds after the amounts of all resources, in each period.
  let furtherColumns: [ColumnKind]
  /// The kinds over the whole horizon.
  let horizonColumns: [ColumnKind]
  let periodRows: [RowKind]
  let horizonRows: [RowKind]
  /// What a running plan has, in each period.
  let kept: [Kept]
  /// Those of them that are 0 in it: their columns are what is moved.
  let new: Set<ColumnKind>
  private let numbers: KindNumbers
  /// By the number of the kind, and -1 where the spec has none of it: the place of a row in its
  /// period, or in the program where it is over the whole horizon.
  private let rowOffset: [Int32]
  /// The same of the columns that are no amounts.
  private let firstFurther: [Int32]

  init(_ spec: Spec) {
    periods = spec.periodCount
    resources = spec.resources.count
    var (each, all): ([RowKind], [RowKind]) = ([], [])
    var (missedEach, missedAll): ([ColumnKind], [ColumnKind]) = ([], [])
    func add(_ limit: Limit, _ kind: RowKind) {
      if limit.span == .each { each.append(kind) } else { all.append(kind) }
      guard limit.isSoft else { return }
      for (end, isLower) in [(limit.ends.min, true), (limit.ends.max, false)] where end != nil {
        let column = ColumnKind.missed(kind, isLower: isLower)
        if limit.span == .each { missedEach.append(column) } else { missedAll.append(column) }
      }
    }
    for (i, demand) in spec.demands.enumerated() { add(demand, .demand(i)) }
    for (i, budget) in spec.budgets.enumerated() { add(budget, .budget(i)) }
    for i in spec.constraints.indices { each.append(.constraint(i)) }
    var further: [ColumnKind] = []
    for (r, resource) in spec.resources.enumerated() {
      guard let scaling = resource.scaling else { continue }
      if scaling.buy != nil {
        each.append(.keep(r))
        further.append(.bought(r))
      }
      if scaling.rampUp != nil || scaling.rampDown != nil { each.append(.ramp(r)) }
    }
    if !spec.workloads.isEmpty {
      var isUsed = [Bool](repeating: false, count: resources)
      for (w, workload) in spec.workloads.enumerated() {
        for (k, option) in workload.options.enumerated() {
          if case .noLink = option.obstacle { continue }
          isUsed[option.resource] = true
          further.append(.placement(workload: w, option: k))
        }
      }
      for r in 0..<resources where isUsed[r] { each.append(.held(r)) }
      for (w, workload) in spec.workloads.enumerated() {
        for (n, need) in workload.needs.enumerated() { add(need, .need(w, n)) }
        if workload.share != nil { each.append(.share(w)) }
      }
      for (l, link) in spec.links.enumerated() where link.bandwidth != nil {
        each.append(.bandwidth(l))
      }
    }
    kept = Self.kept(of: spec, further)
    let isFree = spec.running?.keepCost.isZero ?? true
    let tied = isFree ? [] : kept.filter { !Self.isNew($0, in: spec) }
    new = Set(kept.map(\.column)).subtracting(tied.map(\.column))
    each += tied.map { .kept($0) }
    let moved = tied.flatMap { [ColumnKind.moved($0, isUp: true), .moved($0, isUp: false)] }
    (furtherColumns, horizonColumns) = (further + missedEach + moved, missedAll)
    (periodRows, horizonRows) = (each, all)
    numbers = KindNumbers(spec)
    var offset = [Int32](repeating: -1, count: numbers.rowCount)
    for (place, kind) in each.enumerated() { offset[numbers.number(kind)!] = Int32(place) }
    for (place, kind) in all.enumerated() {
      offset[numbers.number(kind)!] = Int32(each.count * periods + place)
    }
    rowOffset = offset
    var first: [Int32] = []
    if !(furtherColumns.isEmpty && horizonColumns.isEmpty) {
      first = Array(repeating: -1, count: numbers.columnCount)
    }
    for (place, kind) in furtherColumns.enumerated() {
      first[numbers.number(kind)!] = Int32(resources + place)
    }
    for (place, kind) in horizonColumns.enumerated() {
      first[numbers.number(kind)!] = Int32((resources + furtherColumns.count) * periods + place)
    }
    firstFurther = first
  }

  var columnsPerPeriod: Int { resources + furtherColumns.count }
  var columnCount: Int { columnsPerPeriod * periods + horizonColumns.count }
  var rowCount: Int { periodRows.count * periods + horizonRows.count }

  func amount(_ resource: Int, _ period: Int) -> Int { period * columnsPerPeriod + resource }

  /// The number of a column; nil where the spec has none of the kind.
  func column(_ kind: ColumnKind, _ period: Int = 0) -> Int? {
    if case .amount(let resource) = kind { return amount(resource, period) }
    guard !firstFurther.isEmpty, let number = numbers.number(kind), firstFurther[number] >= 0 else {
      return nil
    }
    let first = Int(firstFurther[number])
    return first >= columnsPerPeriod * periods ? first : period * columnsPerPeriod + first
  }

  /// The number of a row; nil where the spec has none of the kind.
  func row(_ kind: RowKind, _ period: Int = 0) -> Int? {
    guard let number = numbers.number(kind), rowOffset[number] >= 0 else { return nil }
    let offset = Int(rowOffset[number])
    return offset >= periodRows.count * periods ? offset : period * periodRows.count + offset
  }

  /// What a row stands for; no period over the whole horizon.
  func kind(ofRow row: Int) -> (kind: RowKind, period: Int?) {
    let inPeriods = periodRows.count * periods
    if row >= inPeriods { return (horizonRows[row - inPeriods], nil) }
    return (periodRows[row % periodRows.count], row / periodRows.count)
  }

  /// What a column stands for; no period over the whole horizon.
  func kind(ofColumn column: Int) -> (kind: ColumnKind, period: Int?) {
    let inPeriods = columnsPerPeriod * periods
    if column >= inPeriods { return (horizonColumns[column - inPeriods], nil) }
    let place = column % columnsPerPeriod
    let kind =
      place < resources ? ColumnKind.amount(place) : furtherColumns[place - resources]
    return (kind, column / columnsPerPeriod)
  }
}
