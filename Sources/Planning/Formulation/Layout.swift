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
    /// A row of a section with a room of its own.
    case added(Added)
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
    /// A column of a section with a room of its own.
    case added(Added)

    var isMiss: Bool { if case .missed = self { true } else { false } }
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
  /// The resources that have an amount a period, in their order; nil where all have.
  private let varying: [Int]?
  /// How many amounts there are in a period.
  let amountsPerPeriod: Int
  /// Of each resource: its place among the amounts of a period, or its column over the whole
  /// horizon; nil where all have an amount a period.
  private let places: [AmountPlace]?

  private enum AmountPlace: Sendable { case inPeriod(Int), overAll(Int) }

  init(_ spec: Spec, _ sections: [SectionMathematics] = []) {
    periods = spec.periodCount
    resources = spec.resources.count
    let constants =
      spec.periods == nil ? [] : spec.resources.indices.filter { spec.resources[$0].isConstant }
    varying =
      constants.isEmpty ? nil : spec.resources.indices.filter { !spec.resources[$0].isConstant }
    amountsPerPeriod = resources - constants.count
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
      let rules = sections.first { !$0.placements.isEmpty }?.placements ?? []
      for section in sections {
        for column in section.columns {
          if let placing = column.placing { isUsed[placing.resource] = true }
        }
      }
      for (w, workload) in spec.workloads.enumerated() {
        for (k, option) in workload.options.enumerated() {
          if case .noLink = option.obstacle { continue }
          if rules.isEmpty || rules[w][k].takesUnits { isUsed[option.resource] = true }
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
    var overAll = constants.map { ColumnKind.amount($0) }
    for (section, mathematics) in sections.enumerated() {
      for (item, row) in mathematics.rows.enumerated() {
        let kind = RowKind.added(Added(section: section, item: item))
        if row.span == .each { each.append(kind) } else { all.append(kind) }
      }
      for (item, column) in mathematics.columns.enumerated() {
        let kind = ColumnKind.added(Added(section: section, item: item))
        if column.span == .each { further.append(kind) } else { overAll.append(kind) }
      }
    }
    kept = Self.kept(of: spec, further, sections)
    let isFree = spec.running?.keepCost.isZero ?? true
    let tied = isFree ? [] : kept.filter { !Self.isNew($0, in: spec) }
    new = Set(kept.map(\.column)).subtracting(tied.map(\.column))
    each += tied.map { .kept($0) }
    let moved = tied.flatMap { [ColumnKind.moved($0, isUp: true), .moved($0, isUp: false)] }
    (furtherColumns, horizonColumns) = (further + missedEach + moved, overAll + missedAll)
    (periodRows, horizonRows) = (each, all)
    numbers = KindNumbers(spec, sections)
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
      first[numbers.number(kind)!] = Int32(amountsPerPeriod + place)
    }
    let inPeriods = (amountsPerPeriod + furtherColumns.count) * periods
    for (place, kind) in horizonColumns.enumerated() {
      first[numbers.number(kind)!] = Int32(inPeriods + place)
    }
    firstFurther = first
    if let varying {
      var places = [AmountPlace](repeating: .inPeriod(0), count: resources)
      for (place, r) in varying.enumerated() { places[r] = .inPeriod(place) }
      for (place, r) in constants.enumerated() { places[r] = .overAll(inPeriods + place) }
      self.places = places
    } else {
      places = nil
    }
  }

  var columnsPerPeriod: Int { amountsPerPeriod + furtherColumns.count }
  var columnCount: Int { columnsPerPeriod * periods + horizonColumns.count }
  var rowCount: Int { periodRows.count * periods + horizonRows.count }

  /// The column of an amount: of a constant one, the same in every period.
  func amount(_ resource: Int, _ period: Int) -> Int {
    guard let places else { return period * columnsPerPeriod + resource }
    return switch places[resource] {
    case .inPeriod(let place): period * columnsPerPeriod + place
    case .overAll(let column): column
    }
  }

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
      place < amountsPerPeriod
      ? ColumnKind.amount(varying?[place] ?? place) : furtherColumns[place - amountsPerPeriod]
    return (kind, column / columnsPerPeriod)
  }

  /// The kind of column that a term of a section's row is of; nil for a total.
  func kind(of target: AddedRow.Term.Target, in section: Int) -> ColumnKind? {
    switch target {
    case .amount(let r): .amount(r)
    case .bought(let r): .bought(r)
    case .placement(let w, let k): .placement(workload: w, option: k)
    case .own(let item): .added(Added(section: section, item: item))
    case .total: nil
    }
  }

  /// The periods in which a column counts: its own, or all of them.
  func periods(of period: Int?) -> Range<Int> { period.map { $0..<($0 + 1) } ?? 0..<periods }
}
