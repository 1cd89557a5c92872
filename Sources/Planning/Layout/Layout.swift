// SPDX-License-Identifier: GPL-3.0-or-later

/// Which column and which row of the program stands for what.
///
/// Both come in blocks, one a period, in the order of time: what ties two periods together reaches
/// only into the next block. What is over the whole horizon comes after the last one. Within a block
/// they stand in the order of the rooms that own them. It is asked for each column and row, and not copied.
final class Layout: Sendable {
  /// What a row says, whatever its period: the number of a room, and which of the room's rows.
  struct RowKind: Sendable, Hashable {
    let room: Int
    let item: Int

    /// The row of a demand, which others speak of too.
    static func demand(_ i: Int) -> RowKind { RowKind(room: RoomNumber.demands, item: i) }
  }

  /// What a column is an amount of, whatever its period: amounts, purchases and placements, of which
  /// every room may speak, or a column that is its room's own.
  enum ColumnKind: Sendable, Hashable {
    case amount(Int)
    /// Bought of a resource.
    case bought(Int)
    /// What a workload gets on one of its options.
    case placement(workload: Int, option: Int)
    /// By the numbers of a room and of its columns.
    case own(room: Int, item: Int)
  }

  /// The places in the list of rooms of those that others speak of.
  enum RoomNumber {
    static let (resources, demands, budgets, constraints, scaling, workloads) = (0, 1, 2, 3, 4, 5)
    static let (links, further, penalties, running) = (6, 7, 8, 9)
  }

  /// The rows and columns of all rooms, as they are added.
  struct Lists {
    fileprivate(set) var periodRows: [RowKind] = []
    fileprivate(set) var horizonRows: [RowKind] = []
    fileprivate(set) var periodColumns: [ColumnKind] = []
    fileprivate(set) var horizonColumns: [ColumnKind] = []

    mutating func add(_ row: RowKind, over span: Limit.Span = .each) {
      if span == .each { periodRows.append(row) } else { horizonRows.append(row) }
    }

    mutating func add(_ column: ColumnKind, over span: Limit.Span = .each) {
      if span == .each { periodColumns.append(column) } else { horizonColumns.append(column) }
    }
  }

  let periods: Int
  let resources: Int
  /// By their numbers.
  let rooms: [any Room]
  /// The kinds after the amounts of all resources, in each period.
  let furtherColumns: [ColumnKind]
  /// The kinds over the whole horizon.
  let horizonColumns: [ColumnKind]
  let periodRows: [RowKind]
  let horizonRows: [RowKind]
  /// The rooms in which a column of each family counts.
  private let ofAmounts, ofPurchases, ofPlacements, ofOwn: [any Room]
  /// Of each room, the first of its rows and of its own columns among those of all; purchases and
  /// placements are their rooms' own.
  private let firstRow, firstColumn: [Int]
  /// Of each workload, the first of its options among those of all.
  private let firstOption: [Int]
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

  init(_ spec: Spec, _ rooms: [any Room]) {
    periods = spec.periodCount
    resources = spec.resources.count
    self.rooms = rooms
    let constants =
      spec.periods == nil ? [] : spec.resources.indices.filter { spec.resources[$0].isConstant }
    varying =
      constants.isEmpty ? nil : spec.resources.indices.filter { !spec.resources[$0].isConstant }
    amountsPerPeriod = resources - constants.count
    var lists = Lists()
    for r in constants { lists.add(.amount(r), over: .all) }
    for room in rooms { room.list(in: &lists) }
    (periodRows, horizonRows) = (lists.periodRows, lists.horizonRows)
    (furtherColumns, horizonColumns) = (lists.periodColumns, lists.horizonColumns)
    ofAmounts = rooms.filter { $0.meets(.amounts) }
    ofPurchases = rooms.filter { $0.meets(.purchases) }
    ofPlacements = rooms.filter { $0.meets(.placements) }
    ofOwn = rooms.filter { $0.meets(.own) }
    let (rowKinds, columnKinds) = (
      Self.firsts(rooms.lazy.map(\.rowItems)), Self.firsts(rooms.lazy.map(\.columnItems))
    )
    (firstRow, firstColumn) = (rowKinds.first, columnKinds.first)
    firstOption = Self.firsts(spec.workloads.lazy.map { $0.options.count }).first
    var offset = [Int32](repeating: -1, count: rowKinds.total)
    for (place, kind) in periodRows.enumerated() {
      offset[firstRow[kind.room] + kind.item] = Int32(place)
    }
    for (place, kind) in horizonRows.enumerated() {
      offset[firstRow[kind.room] + kind.item] = Int32(periodRows.count * periods + place)
    }
    rowOffset = offset
    let inPeriods = (amountsPerPeriod + furtherColumns.count) * periods
    var placeOfConstants = inPeriods
    if constants.isEmpty {
      places = nil
    } else {
      var places = [AmountPlace](repeating: .inPeriod(0), count: resources)
      for (place, r) in varying!.enumerated() { places[r] = .inPeriod(place) }
      for r in constants {
        places[r] = .overAll(placeOfConstants)
        placeOfConstants += 1
      }
      self.places = places
    }
    var first: [Int32] = []
    if !(furtherColumns.isEmpty && horizonColumns.isEmpty) {
      first = Array(repeating: -1, count: columnKinds.total)
    }
    for (place, kind) in furtherColumns.enumerated() {
      first[Self.number(kind, firstColumn, firstOption)!] = Int32(amountsPerPeriod + place)
    }
    for (place, kind) in horizonColumns.enumerated() {
      guard let number = Self.number(kind, firstColumn, firstOption) else { continue }
      first[number] = Int32(inPeriods + place)
    }
    firstFurther = first
  }

  /// Where each of several lists begins, if they are laid end to end.
  private static func firsts(_ counts: some Sequence<Int>) -> (first: [Int], total: Int) {
    var total = 0
    let first = counts.map { count in
      defer { total += count }
      return total
    }
    return (first, total)
  }

  /// The number of a kind of column that is no amount.
  private static func number(
    _ kind: ColumnKind, _ firstColumn: [Int], _ firstOption: [Int]
  ) -> Int? {
    switch kind {
    case .amount: nil
    case .bought(let r): firstColumn[RoomNumber.scaling] + r
    case .placement(let w, let k): firstColumn[RoomNumber.workloads] + firstOption[w] + k
    case .own(let room, let item): firstColumn[room] + item
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
    guard !firstFurther.isEmpty else { return nil }
    // A room may have no purchases at all.
    if case .bought = kind, rooms[RoomNumber.scaling].columnItems == 0 { return nil }
    let number = Self.number(kind, firstColumn, firstOption)!
    guard firstFurther[number] >= 0 else { return nil }
    let first = Int(firstFurther[number])
    return first >= columnsPerPeriod * periods ? first : period * columnsPerPeriod + first
  }

  /// The number of a row; nil where the spec has none of the kind.
  func row(_ kind: RowKind, _ period: Int = 0) -> Int? {
    let offset = Int(rowOffset[firstRow[kind.room] + kind.item])
    if offset < 0 { return nil }
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

  /// The periods in which a column counts: its own, or all of them.
  func periods(of period: Int?) -> Range<Int> { period.map { $0..<($0 + 1) } ?? 0..<periods }
}

// MARK: - Rooms

extension Layout {
  /// The room that owns a row.
  func room(of row: RowKind) -> any Room { rooms[row.room] }

  /// The room that owns a column.
  func room(of column: ColumnKind) -> any Room {
    switch column {
    case .amount: rooms[RoomNumber.resources]
    case .bought: rooms[RoomNumber.scaling]
    case .placement: rooms[RoomNumber.workloads]
    case .own(let room, _): rooms[room]
    }
  }

  /// The rooms in which a column may count.
  func rooms(meeting column: ColumnKind) -> [any Room] {
    switch column {
    case .amount: ofAmounts
    case .bought: ofPurchases
    case .placement: ofPlacements
    case .own: ofOwn
    }
  }

  /// Whether what a column charges counts in a part of the plan.
  func isIn(_ part: Part, _ kind: ColumnKind) -> Bool {
    switch room(of: kind).bearer(of: kind) {
    case .resource(let r): part.hasResource(r)
    case .option(let w, let k): part.hasOption(k, of: w)
    case .nobody: false
    }
  }

  /// Whom a unit of a column places beside what placements do; nil for most.
  func placing(of column: ColumnKind) -> AddedColumn.Placing? {
    guard case .own(RoomNumber.further, let item) = column else { return nil }
    return rooms[RoomNumber.further].placing(ofColumn: item)
  }

  /// The demand that a row stands for; nil for any other row.
  func demand(ofRow i: Int) -> Int? {
    let kind = kind(ofRow: i).kind
    return kind.room == RoomNumber.demands ? kind.item : nil
  }

  /// The workload whose need a row is; nil for any other row.
  func workload(ofNeed row: RowKind) -> Int? {
    limit(row) == nil ? nil : room(of: row).workload(ofRow: row.item)
  }

  /// The row whose bound a column says to be missed.
  func missed(by j: Int) -> (row: RowKind, isLower: Bool)? {
    let kind = kind(ofColumn: j).kind
    guard case .own(let room, _) = kind else { return nil }
    return rooms[room].missed(by: kind)
  }

  /// The column of what is missed of a demand, a budget or a need; nil where none may be.
  func column(missing row: RowKind, isLower: Bool, _ period: Int) -> Int? {
    rooms[RoomNumber.penalties].column(missing: row, isLower: isLower).flatMap {
      column($0, period)
    }
  }
}

extension Layout {
  func words(of column: ColumnKind) -> ColumnWords { room(of: column).words(of: column, self) }
  func words(of row: RowKind) -> RowWords { room(of: row).words(ofRow: row.item, self) }
  func limit(_ row: RowKind) -> Limit? { room(of: row).limit(ofRow: row.item) }
  func traits(of row: RowKind) -> RowTraits { room(of: row).traits(ofRow: row.item) }
}

extension Layout: PlanColumns {
  func purchase(_ resource: Int, _ period: Int) -> Int? { column(.bought(resource), period) }

  func placement(_ workload: Int, _ option: Int, _ period: Int) -> Int? {
    column(.placement(workload: workload, option: option), period)
  }

  func missed(ofDemand demand: Int, _ period: Int) -> Int? {
    column(missing: .demand(demand), isLower: true, period)
  }

  func further(_ item: Int, _ period: Int) -> Int {
    column(.own(room: RoomNumber.further, item: item), period)!
  }
}
