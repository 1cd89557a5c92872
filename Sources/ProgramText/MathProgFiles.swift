// SPDX-License-Identifier: GPL-3.0-or-later

/// What a MathProg text does with files. GLPK's translator would do it on the way.
public enum MathProgFiles {
  /// The statements that write a file, and where `readsTables` is false those that read one, each with
  /// its place: `printf … > name`, `table … OUT` and `table … IN`. Quotes and comments are passed over.
  /// Time and memory are linear in the text.
  public static func remarks(_ bytes: [UInt8], readsTables: Bool) -> [Remark] {
    (bytes + [UInt8(ascii: "\n")]).withUnsafeBufferPointer { buffer in
      var scan = MathProgScan(ByteText(buffer), readsTables: readsTables)
      scan.run()
      return scan.remarks.errors
    }
  }
}

private struct MathProgScan {
  let text: ByteText
  let readsTables: Bool
  var remarks = Remarks()
  private var next: Int
  /// The statement that the scan is in.
  private var statement = Statement.begins
  /// How many parentheses, brackets and braces are open in it.
  private var depth = 0
  /// How many `if` wait for their `then`: what stands between is compared.
  private var conditions = 0
  /// Where the statement begins.
  private var place = 0

  private enum Statement { case begins, other, printing, table }

  init(_ text: ByteText, readsTables: Bool) {
    self.text = text
    self.readsTables = readsTables
    next = text.start
  }

  mutating func run() {
    while next < text.end {
      let byte = text[next]
      if byte == UInt8(ascii: "#") {
        skip { $0 != UInt8(ascii: "\n") }
      } else if byte == UInt8(ascii: "/"), next + 1 < text.end, text[next + 1] == UInt8(ascii: "*")
      {
        skipComment()
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        next += 1
        skip { $0 != byte }
        next += 1
        if statement == .begins { statement = .other }
      } else if Self.isInWord(byte) {
        let start = next
        skip(while: Self.isInWord)
        meet(Slice(start: start, end: next))
      } else {
        meet(sign: byte)
        next += 1
      }
    }
  }

  private mutating func skip(while holds: (UInt8) -> Bool) {
    while next < text.end, holds(text[next]) { next += 1 }
  }

  private mutating func skipComment() {
    next += 2
    while next < text.end,
      !(text[next] == UInt8(ascii: "*") && next + 1 < text.end
        && text[next + 1] == UInt8(ascii: "/"))
    { next += 1 }
    next += 2
  }

  private static func isInWord(_ byte: UInt8) -> Bool {
    ByteText.lower(byte) &- UInt8(ascii: "a") < 26 || ByteText.isDigit(byte)
      || byte == UInt8(ascii: "_")
  }

  private func isWord(_ word: Slice, _ other: StaticString) -> Bool {
    // Keywords of MathProg are told by their case.
    word.count == other.utf8CodeUnitCount
      && (0..<word.count).allSatisfy { text[word.start + $0] == other.utf8Start[$0] }
  }

  private mutating func meet(_ word: Slice) {
    if isWord(word, "printf") {
      begin(.printing, at: word.start)
    } else if statement == .begins, isWord(word, "table") {
      begin(.table, at: word.start)
    } else if statement == .begins {
      statement = .other
    } else if statement == .printing {
      if isWord(word, "if") { conditions += 1 }
      if isWord(word, "then") { conditions = max(0, conditions - 1) }
    } else if statement == .table, depth == 0 {
      if isWord(word, "OUT") {
        note("a table that is written: dcopt writes no file for a model", at: place)
        statement = .other
      } else if isWord(word, "IN") {
        if !readsTables {
          note("a table that is read from a file: --allow-outside must be given", at: place)
        }
        statement = .other
      }
    }
  }

  private mutating func begin(_ kind: Statement, at start: Int) {
    (statement, depth, conditions, place) = (kind, 0, 0, start)
  }

  private mutating func meet(sign byte: UInt8) {
    switch byte {
    case UInt8(ascii: ";"): begin(.begins, at: next)
    case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
    // A block of `for` begins with a statement, and ends before one.
    case UInt8(ascii: "{"):
      if statement == .printing || statement == .table { depth += 1 } else { statement = .begins }
    case UInt8(ascii: "}"):
      if statement == .printing || statement == .table {
        depth = max(0, depth - 1)
      } else {
        statement = .begins
      }
    case UInt8(ascii: ">") where statement == .printing && depth == 0 && conditions == 0:
      note("printf into a file: dcopt writes no file for a model", at: place)
      statement = .other
    default:
      if statement == .begins, !ByteText.isBlank(byte) { statement = .other }
    }
  }

  private mutating func note(_ says: String, at offset: Int) {
    remarks.note(says, at: offset, in: text)
  }
}
