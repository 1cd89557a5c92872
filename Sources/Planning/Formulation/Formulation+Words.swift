// SPDX-License-Identifier: GPL-3.0-or-later

/// What the rows and columns are called, and where their ends stand in the spec: asked of their rooms.
extension Formulation {
  /// Every end that the author wrote and that cannot be missed, of columns, if wished, and rows.
  func writtenEnds(withColumns: Bool) -> [End] {
    var ends: [End] = []
    if withColumns {
      for j in 0..<columnCount {
        for isLower in [true, false] where place(of: .column(j, isLower: isLower)) != nil {
          ends.append(.column(j, isLower: isLower))
        }
      }
    }
    for i in 0..<rowCount {
      for isLower in [true, false] where place(of: .row(i, isLower: isLower)) != nil {
        ends.append(.row(i, isLower: isLower))
      }
    }
    return ends
  }

  /// Where an end stands in the spec; nil for what no author wrote, and for what may be missed.
  func place(of end: End) -> Place? {
    if let composition { return composition.place(of: end) }
    switch end {
    case .row(let i, let isLower):
      guard i < layout.rowCount else { return nil }
      let (kind, period) = layout.kind(ofRow: i)
      return place(of: kind, period, isLower: isLower)
    case .column(let j, let isLower):
      guard j < layout.columnCount else { return nil }
      let (kind, period) = layout.kind(ofColumn: j)
      return place(of: kind, period, isLower: isLower)
    }
  }

  private func place(of row: Layout.RowKind, _ period: Int?, isLower: Bool) -> Place? {
    let room = layout.room(of: row)
    if let place = room.place(ofRow: row.item, period, isLower: isLower) { return place }
    let ends = room.ends(ofRow: row.item)
    guard (isLower ? ends.min : ends.max) != nil, layout.limit(row)?.isSoft != true else {
      return nil
    }
    return spec.place(layout.words(of: row).phrase, period, ends, isLower: isLower)
  }

  private func place(of column: Layout.ColumnKind, _ period: Int?, isLower: Bool) -> Place? {
    if let place = layout.room(of: column).place(of: column, period, isLower: isLower) {
      return place
    }
    // What another section says of it, such as a latency.
    for room in layout.rooms(meeting: column) {
      if let place = room.place(of: column, period, isLower: isLower) { return place }
    }
    return nil
  }

  /// What a row is on, in the words of the spec, without its period.
  func name(of row: Layout.RowKind) -> String { layout.room(of: row).name(ofRow: row.item, layout) }

  /// What an exported model calls a row: what it is on, with its period.
  func exportedName(ofRow i: Int) -> String {
    if let composition { return composition.name(ofRow: i) }
    let (kind, period) = layout.kind(ofRow: i)
    let words = layout.words(of: kind)
    return spec.inPeriod(words.prefix + words.name, period)
  }

  /// The workload that a row belongs to; nil for one of the whole plan.
  func owner(of row: Layout.RowKind) -> String? {
    layout.room(of: row).workload(ofRow: row.item).map { spec.workloads[$0].name }
  }

  /// What a column is an amount of, with its period.
  func name(ofColumn j: Int) -> String {
    guard j < columnCount else { return "the worst" }
    if let composition { return composition.name(ofColumn: j) }
    let (kind, period) = layout.kind(ofColumn: j)
    let words = layout.words(of: kind)
    return words.isConstant ? words.name : spec.inPeriod(words.name, period)
  }

  /// The pointer to what a row came from; its period behind it where it has one.
  func pointer(ofRow i: Int) -> String {
    if let composition { return composition.pointer(ofRow: i) }
    let (kind, period) = layout.kind(ofRow: i)
    let at = layout.words(of: kind).at
    guard spec.periods != nil, let period else { return at.description }
    return at.appending(period).description
  }
}
