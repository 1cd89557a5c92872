// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of an MPS text that say something: no empty ones and no comments (`*` in the first
/// column), without their ends.
struct MPSLines {
  let text: ByteText
  private var next: Int

  init(_ text: ByteText) {
    self.text = text
    next = text.start
  }

  /// The next line; nil at the end of the text.
  mutating func read() -> Slice? {
    while next < text.end {
      var line = Slice(start: next, end: next)
      while line.end < text.end, text[line.end] != UInt8(ascii: "\n") { line.end += 1 }
      next = line.end + 1
      // Files from DOS end with a substitute character.
      while line.end > line.start,
        ByteText.isBlank(text[line.end - 1]) || text[line.end - 1] == 0x1A
      { line.end -= 1 }
      if !line.isEmpty, text[line.start] != UInt8(ascii: "*") { return line }
    }
    return nil
  }
}

/// What the sections of an MPS file are.
enum MPSSection: Equatable {
  case beginning
  case name
  case sense
  case objectiveName
  case rows
  case columns
  case rightHandSide
  case ranges
  case bounds
  case end
  /// What is no linear program; refused by what it is where it has a line.
  case refused(String)

  /// The section that a word heads, in whatever case.
  init?(_ word: String) {
    switch word {
    case "name": self = .name
    case "objsense", "objsensemax", "objsensemin": self = .sense
    case "objname": self = .objectiveName
    case "rows": self = .rows
    case "columns": self = .columns
    case "rhs": self = .rightHandSide
    case "ranges": self = .ranges
    case "bounds": self = .bounds
    case "endata": self = .end
    default:
      guard let what = Self.refusals[word] else { return nil }
      self = .refused(what)
    }
  }

  private static let refusals: [String: String] = [
    "quadobj": "a quadratic objective", "qmatrix": "a quadratic objective",
    "qsection": "quadratic terms", "qcmatrix": "quadratic constraints",
    "csection": "cones", "sos": "special ordered sets", "sos1": "special ordered sets",
    "sos2": "special ordered sets", "sets": "special ordered sets",
    "refrow": "special ordered sets", "indicators": "indicator constraints",
    "lazycons": "lazy constraints", "delayedrows": "lazy constraints", "usercuts": "user cuts",
    "modelcuts": "user cuts", "gencons": "general constraints",
    "pwlobj": "a piecewise linear objective", "pwlnam": "piecewise linear constraints",
    "pwlcon": "piecewise linear constraints", "scenarios": "scenarios",
  ]

  /// Those that name what they are about.
  var takesArgument: Bool { if case .refused = self { true } else { false } }

  /// Those whose lines are fields.
  var hasFields: Bool {
    switch self {
    case .rows, .columns, .rightHandSide, .ranges, .bounds: true
    default: false
    }
  }
}

/// A line of an MPS file as its fields.
struct MPSFields {
  private(set) var slices: [Slice] = []
  /// Whether the first one, or in BOUNDS the second, names a vector; nil where only their number
  /// can tell.
  private(set) var namesVector: Bool?

  /// Free MPS: what stands between blanks.
  @inline(__always)
  mutating func readFree(_ line: Slice, of text: ByteText) {
    slices.removeAll(keepingCapacity: true)
    var index = line.start
    while index < line.end {
      while index < line.end, ByteText.isBlank(text[index]) { index += 1 }
      let start = index
      while index < line.end, !ByteText.isBlank(text[index]) { index += 1 }
      if index > start { slices.append(Slice(start: start, end: index)) }
    }
  }

  /// Fixed MPS: what stands in columns 2–3, 5–12, 15–22, 25–36, 40–47 and 50–61, names with the
  /// blanks in them. False where the line does not keep those columns.
  mutating func readFixed(_ line: Slice, of text: ByteText, in section: MPSSection) -> Bool {
    slices.removeAll(keepingCapacity: true)
    for gap in Self.gaps where !isBlank(gap, line, text) { return false }
    func field(_ columns: Range<Int>) -> Slice {
      var part = Slice(
        start: min(line.end, line.start + columns.lowerBound),
        end: min(line.end, line.start + columns.upperBound))
      while part.start < part.end, text[part.start] == UInt8(ascii: " ") { part.start += 1 }
      while part.start < part.end, text[part.end - 1] == UInt8(ascii: " ") { part.end -= 1 }
      return part
    }
    let (kind, first) = (field(1..<3), field(4..<12))
    let (second, number) = (field(14..<22), field(24..<36))
    let (third, further) = (field(39..<47), field(49..<61))
    for part in [kind, number, further] where holdsBlank(part, text) { return false }
    namesVector = true
    switch section {
    case .rows:
      slices = [kind, first]
      if !(second.isEmpty && number.isEmpty && third.isEmpty && further.isEmpty) { return false }
      return !kind.isEmpty && !first.isEmpty
    case .bounds:
      slices = [kind, first, second] + (number.isEmpty ? [] : [number])
      return !kind.isEmpty && !second.isEmpty && third.isEmpty && further.isEmpty
    default:
      let isMarker = section == .columns && text.isWord(second, "'marker'")
      if isMarker {
        slices = [first, second, third]
        return kind.isEmpty && number.isEmpty && !third.isEmpty && further.isEmpty
      }
      slices = [first, second, number]
      if !third.isEmpty { slices += [third, further] }
      // A vector needs no name.
      return kind.isEmpty && !second.isEmpty && !number.isEmpty && third.isEmpty == further.isEmpty
        && (section != .columns || !first.isEmpty)
    }
  }

  /// What is blank in fixed MPS. What stands beyond column 61 is a comment.
  private static let gaps = [0..<1, 3..<4, 12..<14, 22..<24, 36..<39, 47..<49, 61..<62]

  private func isBlank(_ columns: Range<Int>, _ line: Slice, _ text: ByteText) -> Bool {
    for column in columns where line.start + column < line.end {
      if text[line.start + column] != UInt8(ascii: " ") { return false }
    }
    return true
  }

  private func holdsBlank(_ part: Slice, _ text: ByteText) -> Bool {
    for index in part.start..<part.end where ByteText.isBlank(text[index]) { return true }
    return false
  }
}

extension ByteText {
  /// Whether every line of an MPS text keeps the columns of fixed MPS. Then it is fixed MPS: in free
  /// MPS that would be a rare chance, and it would mean the same unless a field held a blank.
  var isFixedMPS: Bool {
    var lines = MPSLines(self)
    var fields = MPSFields()
    var section = MPSSection.beginning
    while let line = lines.read() {
      if !Self.isBlank(self[line.start]) {
        var word = line
        word.end = (line.start..<line.end).first { Self.isBlank(self[$0]) } ?? line.end
        guard let next = lowercased(word).flatMap(MPSSection.init) else { return false }
        if section.hasFields, word.end < line.end, !next.takesArgument { return false }
        if next == .end { return true }
        section = next
      } else if section.hasFields {
        for index in line.start..<line.end where self[index] == UInt8(ascii: "\t") { return false }
        if !fields.readFixed(line, of: self, in: section) { return false }
      }
    }
    return true
  }
}
