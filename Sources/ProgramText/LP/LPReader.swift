// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Reads the LP format of CPLEX, as CPLEX, Gurobi, HiGHS and COIN take it. There is no one text that
/// defines it; docs/other-solvers.md says what is taken how. Time and memory are linear in the text.
struct LPReader {
  let text: ByteText
  var remarks = Remarks()
  private var scanner: LPScanner
  private(set) var token: LPToken
  /// The two after it.
  private(set) var following: LPToken
  private(set) var afterFollowing: LPToken

  var columnNames: NameIndex
  var columns: [Column] = []
  var rowNames: NameIndex
  var program = WrittenProgram()
  /// Words that were taken for keywords where a column could have stood.
  private var doubtful: [Slice] = []
  /// The place among the terms of the expression that is read, plus one, of each column's term.
  var termPlaces: [Int] = []

  struct Column {
    var lower: Extended?
    var upper: Extended?
    var isInteger = false
    var isBinary = false
    var semicontinuous: Int?
    /// Where its upper bound is.
    var upperOffset = 0
  }

  /// The terms of the objective.
  private(set) var costs: [WrittenProgram.Term] = []

  /// What ends the reading; it is noted.
  struct Stop: Error {}

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ProgramTextError) -> WrittenProgram {
    var reader = LPReader(ByteText(bytes))
    do throws(Stop) {
      try reader.readSections()
      try reader.finish()
    } catch {
      throw ProgramTextError(reader.remarks.errors)
    }
    return reader.program
  }

  private init(_ text: ByteText) {
    self.text = text
    scanner = LPScanner(text)
    token = scanner.read()
    following = scanner.read()
    afterFollowing = scanner.read()
    columnNames = NameIndex(text)
    rowNames = NameIndex(text)
  }

  // MARK: - Tokens

  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count {
      token = following
      following = afterFollowing
      afterFollowing = scanner.read()
    }
  }

  mutating func fail(_ says: String, at offset: Int? = nil) -> Stop {
    remarks.note(says, at: offset ?? token.slice.start, in: text)
    return Stop()
  }

  mutating func expected(_ what: String) -> Stop {
    let found =
      token.kind == .end ? "the end of the text" : text.quoted(token.slice)
    return fail("expected \(what), found \(found)")
  }

  mutating func refusal(_ what: String, at offset: Int? = nil) -> Stop {
    fail("\(what): dcopt solves linear programs, with whole numbers or without", at: offset)
  }

  // MARK: - Keywords

  /// The keyword that begins here, and of how many tokens it is, whatever the place allows.
  private var word: (keyword: LPKeyword, count: Int)? {
    guard token.kind == .name, let first = text.lowercased(token.slice) else { return nil }
    if following.kind == .name, let second = text.lowercased(following.slice),
      let keyword = LPKeyword(first, second)
    {
      return (keyword, 2)
    }
    if first == "semi", following.kind == .minus, afterFollowing.kind == .name,
      text.isWord(afterFollowing.slice, "continuous")
    {
      return (.semicontinuous, 3)
    }
    guard following.kind != .colon, let keyword = LPKeyword(first) else { return nil }
    return (keyword, 1)
  }

  /// Where a keyword is met. A column may be called like one: it depends on what could stand there.
  enum Place {
    /// Where the objective's first operand would be.
    case objective
    /// After a number of the objective, which may be a constant or a coefficient.
    case objectiveNumber
    /// Where nothing but a section can follow, or a sign.
    case operandEnd
    /// After a row's right-hand side, on its line.
    case rowEnd
    /// Where a row would begin.
    case row
    /// Where a bound would begin.
    case bound
    /// In a list of columns.
    case list
  }

  /// The keyword of the section that begins here; nil where a name, a number or a sign does.
  mutating func section(_ place: Place) -> LPKeyword? {
    guard let (keyword, count) = word else { return nil }
    if count > 1 || place == .operandEnd || (keyword == .end && following.kind == .end) {
      return keyword
    }
    let isKnown = columnNames.find(token.slice) != nil
    switch place {
    case .objective:
      guard keyword.mayFollowObjective, !isBeforeRows else { return nil }
      if !following.isFirst, following.isOperator, !token.isFirst || keyword != .constraints {
        return nil
      }
      if !token.isFirst, keyword != .constraints { return nil }
      doubtful.append(token.slice)
    case .objectiveNumber:
      guard keyword.mayFollowObjective, !isBeforeRows else { return nil }
      if following.isOperator, !token.isFirst || !following.isFirst { return nil }
      if !token.isFirst, isKnown || keyword != .constraints { return nil }
    case .rowEnd:
      if isKnown || following.isOperator && !following.isFirst { return nil }
      doubtful.append(token.slice)
    case .row, .bound: return beginsStatement(place, isKnown) ? nil : keyword
    case .list:
      guard token.isFirst || !isKnown else { return nil }
      doubtful.append(token.slice)
    case .operandEnd: break
    }
    return keyword
  }

  /// Whether the rows begin with the next token: then this one does not begin them.
  private var isBeforeRows: Bool {
    guard following.isFirst, following.kind == .name, let first = text.lowercased(following.slice)
    else { return false }
    if LPKeyword(first) == .constraints { return true }
    return afterFollowing.kind == .name
      && text.lowercased(afterFollowing.slice).flatMap { LPKeyword(first, $0) } == .constraints
  }

  /// Whether a row or a bound begins with a name that is a keyword too.
  private func beginsStatement(_ place: Place, _ isKnown: Bool) -> Bool {
    if following.isFirst { return false }
    switch following.kind {
    case .less, .greater, .equal: return true
    case .plus, .minus: return place == .row && isKnown
    case .name: return place == .bound && text.isWord(following.slice, "free")
    default: return false
    }
  }

  // MARK: - Sections

  private mutating func readSections() throws(Stop) {
    guard let (sense, _) = word ?? lpSolveWord, sense == .maximize || sense == .minimize else {
      throw expected("\"minimize\" or \"maximize\"")
    }
    program.isMaximization = sense == .maximize
    advance()
    if token.kind == .colon {
      throw fail("this is lp_solve's own LP format; the one that is read is CPLEX's")
    }
    try readObjective()
    while token.kind != .end {
      guard let keyword = section(.operandEnd), let count = word?.count else {
        throw expected("a section")
      }
      advance(count)
      switch keyword {
      case .constraints:
        var isBehind = false
        while token.kind != .end, section(.row) == nil {
          try readRow(isBehind: isBehind)
          isBehind = true
        }
      case .bounds:
        var isBehind = false
        while token.kind != .end, section(.bound) == nil {
          try readBound(isBehind: isBehind)
          isBehind = true
        }
      case .integers, .binaries, .semicontinuous: try readList(keyword)
      case .refused(let what):
        if token.kind != .end, section(.list) == nil { throw refusal(what) }
      case .end:
        if token.kind != .end { throw expected("nothing after \"end\"") }
        return
      case .maximize, .minimize: throw fail("a second objective")
      }
    }
    remarks.warn("the text ends without \"end\"", at: text.end, in: text)
  }

  /// `max:`, which begins no objective of CPLEX's.
  private var lpSolveWord: (keyword: LPKeyword, count: Int)? {
    guard token.kind == .name, following.kind == .colon else { return nil }
    return text.lowercased(token.slice).flatMap(LPKeyword.init).map { ($0, 1) }
  }

  private mutating func readObjective() throws(Stop) {
    if token.kind == .name, text.isWord(token.slice, "multi"), following.kind == .minus {
      throw refusal("several objectives")
    }
    if following.kind == .colon, token.kind == .name || token.kind == .number {
      program.objectiveName = text.string(token.slice)
      advance(2)
    }
    if token.kind == .end || section(.objective) != nil { return }
    let sum = try readExpression(.objective, sign: 1, from: 0)
    if token.kind == .other { throw refusedSign() }
    costs = program.terms
    program.terms.removeAll()
    for cost in costs { termPlaces[cost.column] = 0 }
    program.constant = sum.constant
  }

  /// Names of integer, binary and semi-continuous columns.
  private mutating func readList(_ keyword: LPKeyword) throws(Stop) {
    while token.kind != .end, section(.list) == nil {
      guard token.kind == .name else { throw expected("the name of a column") }
      let known = columnNames.count
      let column = try column(token.slice)
      if columnNames.count > known {
        remarks.warn(
          "the column \(text.quoted(token.slice)) is nowhere else in the file",
          at: token.slice.start, in: text)
      }
      switch keyword {
      case .integers: columns[column].isInteger = true
      case .binaries: columns[column].isBinary = true
      default: columns[column].semicontinuous = token.slice.start
      }
      advance()
    }
  }

  /// A word that was a keyword where a column could have stood, and that is a column elsewhere.
  mutating func checkDoubtfulKeywords() throws(Stop) {
    for word in doubtful where columnNames.find(word) != nil {
      throw fail(
        "\(text.quoted(word)) is a column and begins a section: here it could be either",
        at: word.start)
    }
  }
}
