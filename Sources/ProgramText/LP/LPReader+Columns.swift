// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Columns and their bounds.
extension LPReader {
  /// The column of a name, a new one where there is none.
  mutating func column(_ name: Slice) throws(Stop) -> Int {
    if let known = columnNames.find(name) { return known }
    let (first, last) = (text[name.start], text[name.end - 1])
    if first == UInt8(ascii: "(") || first == UInt8(ascii: ")") {
      throw fail("expected a column, found a parenthesis: terms are written out", at: name.start)
    }
    if [UInt8(ascii: ";"), UInt8(ascii: ",")].contains(where: { $0 == first || $0 == last }) {
      throw fail(
        "a name neither begins nor ends with a comma or a semicolon: \(text.quoted(name))",
        at: name.start)
    }
    columnNames.append(name)
    columns.append(Column())
    termPlaces.append(0)
    return columns.count - 1
  }

  /// `number <= column <= number`, one half of it, either way round, or `column free`. The last one
  /// counts, end by end, as in CPLEX.
  mutating func readBound(isBehind: Bool) throws(Stop) {
    if isBehind, !token.isFirst { throw expected("the end of the bound") }
    if token.kind == .name, !isInfinityFirst {
      let name = token.slice
      advance()
      if token.kind == .name, !token.isFirst, text.isWord(token.slice, "free") {
        let column = try column(name)
        advance()
        (columns[column].lower, columns[column].upper) = (.minusInfinity, .plusInfinity)
        return
      }
      let sense = try readBoundSense()
      try set(sense, readValue(), of: column(name), at: name.start)
      return
    }
    let first = try readValue()
    let firstSense = try readBoundSense()
    guard token.kind == .name else { throw expected("a column") }
    let name = token.slice
    advance()
    let column = try column(name)
    try set(firstSense.turned, first, of: column, at: name.start)
    if token.isComparison, !token.isFirst {
      let second = try readBoundSense()
      guard second == firstSense, second != .equal else {
        throw fail(
          "a bound with two signs is a number, <= or >=, a column, the same sign and a "
            + "number", at: name.start)
      }
      try set(second, readValue(), of: column, at: name.start)
    }
  }

  /// Whether a bound begins with a word of infinity, and not with a column that is called so.
  private var isInfinityFirst: Bool {
    text.isOne(token.slice, of: "inf", "infinity") && following.isComparison
      && afterFollowing.kind == .name && !text.isOne(afterFollowing.slice, of: "inf", "infinity")
  }

  private mutating func readBoundSense() throws(Stop) -> LPToken.Kind {
    if token.isComparison {
      let sense = token.kind
      advance()
      return sense
    }
    if token.kind == .other { throw refusedSign() }
    throw expected("<=, >=, = or \"free\", and in a bound only a number and a column")
  }

  private mutating func readValue() throws(Stop) -> Extended {
    var isNegative = false
    while token.kind == .plus || token.kind == .minus {
      if token.kind == .minus { isNegative.toggle() }
      advance()
    }
    if token.kind == .name, text.isOne(token.slice, of: "inf", "infinity") {
      advance()
      return isNegative ? .minusInfinity : .plusInfinity
    }
    guard let scan = token.number else { throw expected("a number or infinity") }
    let slice = token.slice
    advance()
    if scan.isInfinite { return isNegative ? .minusInfinity : .plusInfinity }
    let value = try inRange(scan, slice)
    return .finite(isNegative ? -value : value)
  }

  private mutating func set(
    _ sense: LPToken.Kind, _ value: Extended, of column: Int, at offset: Int
  ) throws(Stop) {
    if sense != .less {
      if case .plusInfinity = value {
        throw fail("a lower bound of infinity, which nothing can reach", at: offset)
      }
      columns[column].lower = value
    }
    if sense != .greater {
      if case .minusInfinity = value {
        throw fail("an upper bound of minus infinity, which nothing can reach", at: offset)
      }
      columns[column].upper = value
      columns[column].upperOffset = offset
    }
  }

  // MARK: - The end

  /// Adds the columns to the program.
  mutating func finish() throws(Stop) {
    try checkDoubtfulKeywords()
    program.columns.reserveCapacity(columns.count)
    for (name, column) in zip(columnNames.names, columns) {
      var lower: Rational? = .zero
      var upper: Rational?
      switch column.lower {
      case .finite(let value): lower = value
      case .minusInfinity: lower = nil
      default: break
      }
      if case .finite(let value)? = column.upper { upper = value }
      if let upper, upper.signum < 0, column.lower == nil {
        remarks.warn(
          "the upper bound of the column \(text.quoted(name)) is negative, and its lower one is 0, "
            + "as none is given", at: column.upperOffset, in: text)
      }
      if column.isBinary {
        lower = max(lower ?? .zero, .zero)
        upper = min(upper ?? .one, .one)
      }
      program.columns.append(
        .init(
          name: text.string(name), lower: lower, upper: upper,
          isInteger: column.isInteger || column.isBinary))
    }
    for cost in costs { program.columns[cost.column].cost = cost.coefficient }
    for (j, column) in columns.enumerated() {
      guard let offset = column.semicontinuous else { continue }
      if !program.makeSemicontinuous(j) {
        throw fail(WrittenProgram.openSemicontinuous(program.columns[j].name), at: offset)
      }
    }
    program.warnings = remarks.toldWarnings
  }
}

extension LPToken {
  var isComparison: Bool { kind == .less || kind == .greater || kind == .equal }
}

extension LPToken.Kind {
  /// The sign, read from the other side.
  var turned: LPToken.Kind {
    switch self {
    case .less: .greater
    case .greater: .less
    default: self
    }
  }
}
