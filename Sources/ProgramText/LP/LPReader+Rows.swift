// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Rows and expressions.
extension LPReader {
  /// A part of an expression that is read: which part of the text it may be.
  enum Part {
    case objective
    /// What stands before a row's sign: it goes on over lines.
    case left
    /// What stands after it: it ends with its line.
    case right
    /// What stands after the sign of a row that begins with a number: where the row has a name, it
    /// goes on over lines.
    case middle(isNamed: Bool)
  }

  typealias Ends = (lower: Rational?, upper: Rational?)

  /// The constant of an expression whose terms are among the program's.
  struct Sum {
    var constant = Rational.zero
    /// The expression is nothing but infinity.
    var infinity: Extended?
    var operands = 0
    var hasTerms = false
  }

  /// Reads `name: expression sign expression`, or a row between two numbers. `isBehind` where a row
  /// was read just before: then this one begins on a line of its own, or with a name.
  mutating func readRow(isBehind: Bool) throws(Stop) {
    var name = Slice.none
    let offset = token.slice.start
    if following.kind == .colon, token.kind == .name || token.kind == .number {
      name = token.slice
      advance(2)
      if token.kind == .colon || (following.kind == .colon && token.kind == .name) {
        throw refusal("special ordered sets", at: offset)
      }
      if rowNames.find(name) == nil {
        rowNames.append(name)
      } else {
        remarks.warn("a second row \(text.quoted(name))", at: offset, in: text)
      }
    } else if isBehind, !token.isFirst {
      throw expected("the end of the row")
    }
    let start = program.terms.count
    let left = try readExpression(.left, sign: 1, from: start)
    let sense = try readComparison()
    let ends =
      left.hasTerms || left.operands == 0
      ? try readRight(of: left, sense, from: start)
      : try readMiddle(behind: left, sense, isNamed: !name.isEmpty, from: start, offset)
    if token.kind == .other { throw refusedSign() }
    appendRow(name, ends, from: start)
  }

  /// `terms sign …`: what stands on the right goes to the left.
  private mutating func readRight(
    of left: Sum, _ sense: LPToken.Kind, from start: Int
  ) throws(Stop) -> Ends {
    let place = token.slice.start
    let right = try readExpression(.right, sign: -1, from: start)
    guard left.infinity == nil else {
      throw fail("infinity in a sum", at: place)
    }
    return try ends(sense, right, minus: left, place)
  }

  /// `number sign terms`, and perhaps another sign and number.
  private mutating func readMiddle(
    behind first: Sum, _ sense: LPToken.Kind, isNamed: Bool, from start: Int, _ offset: Int
  ) throws(Stop) -> Ends {
    let middle = try readExpression(.middle(isNamed: isNamed), sign: 1, from: start)
    guard middle.hasTerms else {
      // Numbers on both sides.
      guard first.infinity == nil else { throw fail("a row of infinity", at: offset) }
      return try ends(sense, middle, minus: first, offset)
    }
    guard middle.infinity == nil else { throw fail("infinity in a sum", at: offset) }
    let one = try ends(sense.turned, first, minus: middle, offset)
    guard token.isComparison else { return one }
    let place = token.slice.start
    let second = try readComparison()
    let termCount = program.terms.count
    let last = try readExpression(.right, sign: 1, from: start)
    guard second == sense, sense != .equal, !last.hasTerms, termCount == program.terms.count else {
      throw fail(
        "a row with two signs is a number, <= or >=, an expression, the same sign and a number",
        at: place)
    }
    let other = try ends(second, last, minus: middle, place)
    return (one.lower ?? other.lower, one.upper ?? other.upper)
  }

  /// The ends of a row whose terms stand to a value as a sign says.
  private mutating func ends(
    _ sense: LPToken.Kind, _ value: Sum, minus constant: Sum, _ offset: Int
  ) throws(Stop) -> Ends {
    let side: Rational?
    switch value.infinity {
    case .plusInfinity where sense == .less, .minusInfinity where sense == .greater: side = nil
    case .plusInfinity, .minusInfinity:
      throw fail("an infinite right-hand side that nothing can reach", at: offset)
    default: side = value.constant - constant.constant
    }
    return (sense == .less ? nil : side, sense == .greater ? nil : side)
  }

  private mutating func appendRow(
    _ name: Slice, _ ends: Ends, from start: Int
  ) {
    if program.terms[start...].contains(where: { $0.coefficient.isZero }) {
      for term in program.terms[start...] { termPlaces[term.column] = 0 }
      let kept = program.terms[start...].filter { !$0.coefficient.isZero }
      program.terms.replaceSubrange(start..., with: kept)
    }
    program.rows.append(
      .init(
        name: text.string(name), lower: ends.lower, upper: ends.upper,
        terms: start..<program.terms.count))
  }

  mutating func readComparison() throws(Stop) -> LPToken.Kind {
    guard token.isComparison else {
      if token.kind == .other { throw refusedSign() }
      throw expected("+, -, <=, >= or =")
    }
    let kind = token.kind
    advance()
    return kind
  }

  /// What a sign stands for that no linear program has.
  mutating func refusedSign() -> Stop {
    switch text[token.slice.start] {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "^"): return refusal("quadratic terms")
    case UInt8(ascii: "-"): return refusal("indicator constraints")
    case UInt8(ascii: "*"):
      return fail("expected a number and a column without a sign between them, found \"*\"")
    default: return expected("a number, a column, + or -")
    }
  }

  // MARK: - Expressions

  /// Reads numbers and terms as far as they go, and adds the terms times `sign` to the program's
  /// since `start`, each column once.
  mutating func readExpression(_ part: Part, sign: Int, from start: Int) throws(Stop) -> Sum {
    var sum = Sum()
    let place = token.slice.start
    if part.isRight, token.isFirst, section(.row) != nil { throw expected("a number") }
    while sum.operands == 0 || goesOn(part) {
      var isNegative = sign < 0
      var hasSign = false
      while token.kind == .plus || token.kind == .minus {
        if token.kind == .minus { isNegative.toggle() }
        hasSign = true
        advance()
      }
      switch token.kind {
      case .number: try readNumber(part, isNegative, isNegative != (sign < 0), &sum, from: start)
      case .name where part.isRow && sum.operands == 0 && isInfinity:
        sum.infinity = isNegative != (sign < 0) ? .minusInfinity : .plusInfinity
        advance()
      case .name:
        try add(.one, isNegative, from: start)
        sum.hasTerms = true
      case .other: throw refusedSign()
      default:
        if case .right = part { throw expected("a number") }
        if hasSign || sum.operands > 0 { throw expected("a number or a column") }
        return sum
      }
      sum.operands += 1
    }
    if sum.infinity != nil, sum.operands > 1 { throw fail("infinity in a sum", at: place) }
    return sum
  }

  /// Whether the expression goes on with another sign.
  private func goesOn(_ part: Part) -> Bool {
    guard token.kind == .plus || token.kind == .minus else { return false }
    switch part {
    case .objective, .left: return true
    case .right: return !token.isFirst
    case .middle(let isNamed): return isNamed || !token.isFirst
    }
  }

  /// A number is a coefficient where a column follows it, and else a constant.
  private mutating func readNumber(
    _ part: Part, _ isNegative: Bool, _ isBelow: Bool, _ sum: inout Sum, from start: Int
  ) throws(Stop) {
    guard let scan = token.number else { throw expected("a number") }
    let slice = token.slice
    advance()
    if isCoefficient(part) {
      let value = try inRange(scan, slice)
      try add(value, isNegative, from: start)
      sum.hasTerms = true
    } else if token.kind == .number, !token.isFirst, following.kind != .colon {
      throw expected("a column, + or -")
    } else if scan.isInfinite, part.isRow {
      sum.infinity = isBelow ? .minusInfinity : .plusInfinity
    } else {
      let value = try inRange(scan, slice)
      sum.constant += isBelow ? -value : value
    }
  }

  /// Whether a name after a number is the column whose coefficient that is.
  private mutating func isCoefficient(_ part: Part) -> Bool {
    guard token.kind == .name, following.kind != .colon else { return false }
    switch part {
    case .objective: return section(.objectiveNumber) == nil
    case .left: return true
    case .middle: return !token.isFirst
    case .right: return !token.isFirst && section(.rowEnd) == nil
    }
  }

  /// Adds a term of the column that is met here.
  private mutating func add(
    _ value: Rational, _ isNegative: Bool, from start: Int
  ) throws(Stop) {
    let column = try column(token.slice)
    advance()
    let coefficient = isNegative ? -value : value
    let place = termPlaces[column] - 1
    if place >= start {
      program.terms[place].coefficient += coefficient
    } else {
      termPlaces[column] = program.terms.count + 1
      program.terms.append(.init(column: column, coefficient: coefficient))
    }
  }

  /// Whether a word of infinity is met that is a side of its own, and no column.
  private var isInfinity: Bool {
    guard text.isOne(token.slice, of: "inf", "infinity") else { return false }
    return following.isComparison || following.isFirst || following.kind == .end
  }

  mutating func inRange(_ scan: DecimalScan, _ slice: Slice) throws(Stop) -> Rational {
    if scan.isInRange(text) { return scan.rational(text) }
    throw fail(
      "\(text.quoted(slice)) is beyond the range of a double (about 1e-308 to 1e308)",
      at: slice.start)
  }
}

extension LPReader.Part {
  fileprivate var isRow: Bool { if case .objective = self { false } else { true } }

  fileprivate var isRight: Bool {
    switch self {
    case .objective, .left: false
    case .right, .middle: true
    }
  }
}
