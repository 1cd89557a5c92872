// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Reads fixed and free MPS, as CPLEX, Gurobi, HiGHS and COIN take it. There is no one text that
/// defines it; docs/other-solvers.md says what is taken how. Time and memory are linear in the text.
struct MPSReader {
  let text: ByteText
  let isFixed: Bool
  var remarks = Remarks()
  var section = MPSSection.beginning
  var fields = MPSFields()

  var name = Slice.none
  var isMaximization = false
  /// What OBJNAME says: the row that is the objective.
  var wantedObjective: Slice?
  var objective: Int?
  var rowNames: NameIndex
  var rows: [Row] = []
  var columnNames: NameIndex
  var columns: [Column] = []
  var entries: [Entry] = []
  /// The column that the last line was about.
  var column = -1
  var isBetweenMarkers = false
  /// Whether the lines of some column are not together.
  var isScattered = false
  /// The vector of RHS, RANGES and BOUNDS that counts: the first that is named.
  var vectors: [Slice?] = [nil, nil, nil]

  struct Row {
    let kind: Kind
    var rightHandSide: Extended?
    var range: Extended?
    /// The last column that has an entry in it.
    var lastColumn: Int32 = -1
    enum Kind { case free, less, greater, equal }
  }

  struct Column {
    var cost = Rational.zero
    var isInteger: Bool
    /// A marker makes it integer: without any bound it is 0 or 1.
    var isMarked: Bool
    /// nil: none is given.
    var lower: Extended?
    var upper: Extended?
    /// Where it is said to be semi-continuous.
    var semicontinuous: Int?
    /// Where it is first named.
    var offset: Int
  }

  struct Entry {
    let row: Int32
    let column: Int32
    /// Where it stands in the text.
    let offset: Int
    let value: Rational
  }

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ProgramTextError) -> WrittenProgram {
    var reader = MPSReader(ByteText(bytes))
    reader.readLines()
    if reader.remarks.errors.isEmpty {
      let program = reader.program()
      if reader.remarks.errors.isEmpty { return program }
    }
    throw ProgramTextError(reader.remarks.errors)
  }

  private init(_ text: ByteText) {
    self.text = text
    isFixed = text.isFixedMPS
    rowNames = NameIndex(text)
    columnNames = NameIndex(text)
  }

  mutating func note(_ says: String, at offset: Int) {
    remarks.note(says, at: offset, in: text)
  }

  // MARK: - Lines

  private mutating func readLines() {
    var lines = MPSLines(text)
    while remarks.hasRoom, let line = lines.read() {
      if !ByteText.isBlank(text[line.start]), readHeader(line) {
        if section == .end { return }
      } else {
        readData(line)
      }
    }
    if remarks.errors.isEmpty {
      note("expected ENDATA, and the file ends here: a part of it may be missing", at: text.end)
    }
  }

  /// Reads the line that begins a section; false where it is none.
  private mutating func readHeader(_ line: Slice) -> Bool {
    fields.readFree(line, of: text)
    let word = fields.slices[0]
    guard let known = text.lowercased(word), let next = MPSSection(known) else {
      if section.hasFields, fields.slices.count > 1 { return false }
      if section == .sense || section == .objectiveName { return false }
      if case .refused = section { return false }
      note(
        "expected a section of MPS (NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS, ENDATA), "
          + "found \(text.quoted(word))", at: word.start)
      return true
    }
    let hasMore = fields.slices.count > 1
    // In free MPS a column may be called RHS, and its line need not begin with a blank.
    if section.hasFields, hasMore, !next.takesArgument { return false }
    section = next
    switch next {
    case .name: name = Slice(start: hasMore ? fields.slices[1].start : line.end, end: line.end)
    case .sense:
      if known != "objsense" { isMaximization = known == "objsensemax" }
      if hasMore { readSense(fields.slices[1]) }
    case .objectiveName: if hasMore { wantedObjective = fields.slices[1] }
    case .columns, .rightHandSide, .ranges, .bounds: beginData(word)
    default: break
    }
    return true
  }

  private mutating func beginData(_ word: Slice) {
    if objective == nil { settleObjective(word) }
    column = -1
  }

  /// The objective is the row that OBJNAME names, or else the first without bounds.
  private mutating func settleObjective(_ word: Slice) {
    if let wanted = wantedObjective {
      guard let row = rowNames.find(wanted), rows[row].kind == .free else {
        return note("OBJNAME names no N row of ROWS: \(text.quoted(wanted))", at: wanted.start)
      }
      objective = row
    } else {
      objective = rows.firstIndex { $0.kind == .free }
    }
  }

  private mutating func readData(_ line: Slice) {
    switch section {
    case .beginning, .name, .end:
      let start = (line.start..<line.end).first { !ByteText.isBlank(text[$0]) }!
      note("expected ROWS before the first line of data", at: start)
      // One complaint of a text that is no MPS at all is enough.
      section = .refused("")
    case .refused(let what):
      if !what.isEmpty {
        note("\(what): dcopt solves linear programs, with whole numbers or without", at: line.start)
        section = .refused("")
      }
    case .sense, .objectiveName:
      fields.readFree(line, of: text)
      if section == .sense {
        readSense(fields.slices[0])
      } else {
        wantedObjective = fields.slices[0]
      }
    default: readFields(line)
    }
  }

  private mutating func readSense(_ word: Slice) {
    if text.isOne(word, of: "max", "maximize", "maximum", "maximise") {
      isMaximization = true
    } else if text.isOne(word, of: "min", "minimize", "minimum", "minimise") {
      isMaximization = false
    } else {
      note("expected MAX or MIN, found \(text.quoted(word))", at: word.start)
    }
  }

  private mutating func readFields(_ line: Slice) {
    if isFixed {
      _ = fields.readFixed(line, of: text, in: section)
    } else {
      fields.readFree(line, of: text)
    }
    switch section {
    case .rows: readRow()
    case .columns: readColumn()
    case .rightHandSide: readVector(0)
    case .ranges: readVector(1)
    default: readBound()
    }
  }

  // MARK: - Rows

  private mutating func readRow() {
    let slices = fields.slices
    guard slices.count == 2 else {
      return note(
        "expected a kind of row and its name, found \(slices.count) fields"
          + (slices.count > 2
            ? "; a name with blanks needs the columns of fixed MPS in all lines" : ""),
        at: slices[0].start)
    }
    let kind: Row.Kind
    switch text[slices[0].start] | 0x20 {
    case UInt8(ascii: "n") where slices[0].count == 1: kind = .free
    case UInt8(ascii: "l") where slices[0].count == 1: kind = .less
    case UInt8(ascii: "g") where slices[0].count == 1: kind = .greater
    case UInt8(ascii: "e") where slices[0].count == 1: kind = .equal
    default:
      return note(
        "expected a kind of row (N, L, G or E), found \(text.quoted(slices[0]))",
        at: slices[0].start)
    }
    if rowNames.find(slices[1]) != nil {
      return note("a second row \(text.quoted(slices[1]))", at: slices[1].start)
    }
    rowNames.append(slices[1])
    rows.append(Row(kind: kind))
  }

  // MARK: - Columns

  private mutating func readColumn() {
    let count = fields.slices.count
    if count == 3, readMarker() { return }
    let first = fields.slices[0]
    guard count % 2 == 1 else {
      return note(
        "expected a column and pairs of a row and a number, found \(count) fields"
          + "; a name with blanks needs the columns of fixed MPS in all lines", at: first.start)
    }
    if column < 0 || !text.isSame(columnNames.names[column], first) { beginColumn(first) }
    for index in stride(from: 1, to: count, by: 2) {
      readEntry(fields.slices[index], fields.slices[index + 1])
    }
  }

  private mutating func beginColumn(_ name: Slice) {
    if let known = columnNames.find(name) {
      column = known
      isScattered = true
    } else {
      column = columns.count
      columnNames.append(name)
      columns.append(
        Column(isInteger: isBetweenMarkers, isMarked: isBetweenMarkers, offset: name.start))
    }
  }

  private mutating func readMarker() -> Bool {
    guard text.isWord(fields.slices[1], "'marker'") else { return false }
    let kind = fields.slices[2]
    if text.isWord(kind, "'intorg'") {
      isBetweenMarkers = true
    } else if text.isWord(kind, "'intend'") {
      isBetweenMarkers = false
    } else if text.isOne(kind, of: "'sosorg'", "'sosend'") {
      note(
        "special ordered sets: dcopt solves linear programs, with whole numbers or without",
        at: kind.start)
    } else {
      note("expected 'INTORG' or 'INTEND', found \(text.quoted(kind))", at: kind.start)
    }
    return true
  }

  private mutating func readEntry(_ rowName: Slice, _ number: Slice) {
    guard let row = row(rowName), let value = coefficient(number) else { return }
    if value.isZero || (rows[row].kind == .free && row != objective) { return }
    if rows[row].lastColumn == column {
      return note(
        "a second number of the column \(text.quoted(columnNames.names[column])) in the row "
          + "\(text.quoted(rowName)): solvers differ on which of them counts", at: rowName.start)
    }
    rows[row].lastColumn = Int32(column)
    entries.append(
      Entry(row: Int32(row), column: Int32(column), offset: rowName.start, value: value))
  }

  mutating func row(_ name: Slice) -> Int? {
    if let row = rowNames.find(name) { return row }
    note("no row of ROWS is called \(text.quoted(name))", at: name.start)
    return nil
  }
}
