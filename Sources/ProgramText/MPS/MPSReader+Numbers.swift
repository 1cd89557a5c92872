// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Numbers, right-hand sides, ranges and bounds.
extension MPSReader {
  /// A number that must be one; a complaint and nil where it is none.
  mutating func coefficient(_ slice: Slice) -> Rational? {
    guard let scan = DecimalScan(text, at: slice.start, before: slice.end, takesD: true),
      scan.end == slice.end
    else {
      let isInfinite = infinity(slice) != nil
      note(
        "expected a \(isInfinite ? "finite " : "")number, found \(text.quoted(slice))",
        at: slice.start)
      return nil
    }
    return inRange(scan, slice)
  }

  private mutating func inRange(_ scan: DecimalScan, _ slice: Slice) -> Rational? {
    if scan.isInRange(text) { return scan.rational(text) }
    note(
      "\(text.quoted(slice)) is beyond the range of a double (about 1e-308 to 1e308)",
      at: slice.start)
    return nil
  }

  /// A number that may be infinite: 1e30 and more is, as `Infinity` and `inf` are.
  mutating func extended(_ slice: Slice) -> Extended? {
    if let infinity = infinity(slice) { return infinity }
    if let scan = DecimalScan(text, at: slice.start, before: slice.end, takesD: true),
      scan.end == slice.end
    {
      if scan.isInfinite { return scan.isNegative ? .minusInfinity : .plusInfinity }
      return inRange(scan, slice).map(Extended.finite)
    }
    note("expected a number or Infinity, found \(text.quoted(slice))", at: slice.start)
    return nil
  }

  private func infinity(_ slice: Slice) -> Extended? {
    var word = slice
    let sign = text[slice.start]
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { word.start += 1 }
    // What C prints on Windows is 1.#INF.
    guard text.isOne(word, of: "inf", "infinity", "1.#inf") else { return nil }
    return sign == UInt8(ascii: "-") ? .minusInfinity : .plusInfinity
  }

  // MARK: - Vectors

  /// Whether a line belongs to the vector that counts: the first that is named, as in CPLEX and
  /// COIN. A line that names none belongs to it.
  private mutating func counts(_ vector: Slice, _ place: Int) -> Bool {
    if vector.isEmpty { return true }
    guard let first = vectors[place] else {
      vectors[place] = vector
      return true
    }
    if text.isSame(first, vector) { return true }
    remarks.warn(
      "only the first vector, \(text.quoted(first)), counts: this line of "
        + "\(text.quoted(vector)) is passed over", at: vector.start, in: text)
    return false
  }

  /// A line of RHS (0) or RANGES (1).
  mutating func readVector(_ place: Int) {
    let slices = fields.slices
    let names = fields.namesVector ?? (slices.count % 2 == 1)
    guard (slices.count - (names ? 1 : 0)) % 2 == 0, slices.count > 1 else {
      return note(
        "expected the name of a vector, or none, and pairs of a row and a number, found "
          + "\(slices.count) field\(slices.count == 1 ? "" : "s")", at: slices[0].start)
    }
    if names, !counts(slices[0], place) { return }
    for index in stride(from: names ? 1 : 0, to: slices.count, by: 2) {
      guard let row = row(slices[index]), let value = extended(slices[index + 1]) else { continue }
      let before = place == 0 ? rows[row].rightHandSide : rows[row].range
      if let before, !(before == value) {
        note(
          "a second number of the row \(text.quoted(slices[index])): solvers differ on which of "
            + "them counts", at: slices[index].start)
      }
      checkInfinite(value, of: row, place, at: slices[index + 1].start)
      if place == 0 { rows[row].rightHandSide = value } else { rows[row].range = value }
    }
  }

  /// A row that no plan can hold, or an objective without a value, is a mistake.
  private mutating func checkInfinite(_ value: Extended, of row: Int, _ place: Int, at offset: Int)
  {
    guard place == 0 else { return }
    switch (rows[row].kind, value) {
    case (_, .finite), (.less, .plusInfinity), (.greater, .minusInfinity): return
    case (.free, _) where row != objective: return
    default: note("an infinite right-hand side that nothing can reach", at: offset)
    }
  }

  // MARK: - Bounds

  mutating func readBound() {
    guard let kind = text.lowercased(fields.slices[0]), let bound = MPSBound(rawValue: kind) else {
      return note(
        "expected a kind of bound (UP, LO, FX, FR, MI, PL, BV, LI, UI, SC, SI), found "
          + text.quoted(fields.slices[0]), at: fields.slices[0].start)
    }
    guard let (vector, name, number) = boundFields(bound) else {
      return note(
        "expected the name of a vector, or none, a column"
          + (bound.hasNumber ? " and a number" : "") + " after \(kind.uppercased()), found "
          + "\(fields.slices.count - 1) field\(fields.slices.count == 2 ? "" : "s")",
        at: fields.slices[0].start)
    }
    if !counts(vector, 2) { return }
    let column = boundedColumn(name)
    var value: Extended?
    if bound.hasNumber, let number {
      value = extended(number)
      if value == nil { return }
    }
    set(bound, value, of: column, at: (number ?? name).start)
  }

  /// The vector, the column and the number of a bound.
  private func boundFields(_ bound: MPSBound) -> (Slice, Slice, Slice?)? {
    let slices = fields.slices
    if isFixed {
      if slices.count == 3, bound.needsNumber { return nil }
      return (slices[1], slices[2], slices.count > 3 ? slices[3] : nil)
    }
    switch slices.count {
    case 2 where !bound.needsNumber: return (Slice.none, slices[1], nil)
    case 3:
      // The vector has no name, or there is no number.
      if bound.needsNumber { return (Slice.none, slices[1], slices[2]) }
      let isNumberless =
        columnNames.find(slices[2]) != nil || columnNames.find(slices[1]) == nil
      return isNumberless ? (slices[1], slices[2], nil) : (Slice.none, slices[1], slices[2])
    case 4: return (slices[1], slices[2], slices[3])
    default: return nil
    }
  }

  /// The column of a bound. One that COLUMNS does not have is one without entries, as in HiGHS.
  private mutating func boundedColumn(_ name: Slice) -> Int {
    if let known = columnNames.find(name) { return known }
    remarks.warn(
      "the column \(text.quoted(name)) is not in COLUMNS: it has no cost and is in no row",
      at: name.start, in: text)
    columnNames.append(name)
    columns.append(Column(isInteger: false, isMarked: false, offset: name.start))
    return columns.count - 1
  }

  private mutating func set(_ bound: MPSBound, _ value: Extended?, of column: Int, at offset: Int) {
    let one = Extended.finite(.one)
    switch bound {
    case .up: setUpper(value!, of: column, at: offset)
    case .lo: setLower(value!, of: column, at: offset)
    case .fx:
      guard case .finite = value! else { return note("a fixed amount of infinity", at: offset) }
      setLower(value!, of: column, at: offset)
      setUpper(value!, of: column, at: offset)
    case .fr:
      setLower(.minusInfinity, of: column, at: offset)
      setUpper(.plusInfinity, of: column, at: offset)
    case .mi: setLower(.minusInfinity, of: column, at: offset)
    case .pl: setUpper(.plusInfinity, of: column, at: offset)
    case .bv:
      setLower(.finite(.zero), of: column, at: offset)
      setUpper(one, of: column, at: offset)
    case .li: setLower(value!, of: column, at: offset)
    case .ui: setUpper(value!, of: column, at: offset)
    case .sc, .si:
      if case .finite(let upper)? = value, upper.isZero {
        note(
          "a semi-continuous column with an upper bound of 0: solvers differ on whether that is "
            + "none", at: offset)
      }
      columns[column].semicontinuous = offset
      setUpper(value ?? .plusInfinity, of: column, at: offset)
    }
    if bound.makesInteger { columns[column].isInteger = true }
  }

  private mutating func setLower(_ value: Extended, of column: Int, at offset: Int) {
    if case .plusInfinity = value {
      return note("a lower bound of infinity, which nothing can reach", at: offset)
    }
    if let before = columns[column].lower, !(before == value) {
      noteSecond("lower", column, offset)
    }
    columns[column].lower = value
  }

  private mutating func setUpper(_ value: Extended, of column: Int, at offset: Int) {
    if case .minusInfinity = value {
      return note("an upper bound of minus infinity, which nothing can reach", at: offset)
    }
    if let before = columns[column].upper, !(before == value) {
      noteSecond("upper", column, offset)
    }
    columns[column].upper = value
  }

  private mutating func noteSecond(_ end: String, _ column: Int, _ offset: Int) {
    note(
      "a second \(end) bound of the column \(text.quoted(columnNames.names[column])): solvers "
        + "differ on which of them counts", at: offset)
  }
}

/// The kinds of bounds.
enum MPSBound: String {
  case up, lo, fx, fr, mi, pl, bv, li, ui, sc, si

  /// Whether a number says how far; what stands in its place elsewhere means nothing.
  var hasNumber: Bool {
    switch self {
    case .fr, .mi, .pl, .bv: false
    default: true
    }
  }

  /// A semi-continuous column need not have an upper bound.
  var needsNumber: Bool { hasNumber && self != .sc && self != .si }

  var makesInteger: Bool {
    switch self {
    case .bv, .li, .ui, .si: true
    default: false
    }
  }
}
