// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Glibc
import LinearProgram

/// Reads the part of free MPS that the generators write: ROWS, COLUMNS, RHS and UP bounds, without
/// names that hold blanks. It always minimizes. A column's lines are one after another, so that only
/// one column is kept as it was read.
struct MPSReader {
  struct Failure: Error { let description: String }

  private var rowOfName: [String: Int] = [:]
  private var columnOfName: [String: Int] = [:]
  private var rows: [LinearProgram.Bounds] = []
  private var kinds: [Character] = []
  private var columns: [LinearProgram.Column] = []
  private var entries = ColumnMatrix()
  /// Those of the last column so far.
  private var last: [LinearProgram.Entry] = []

  static func program(in path: String) throws(Failure) -> LinearProgram {
    var reader = MPSReader()
    try reader.makeRoom(path)
    try forEachLine(of: path) { section, fields throws(Failure) in
      switch section {
      case "ROWS": reader.row(fields)
      case "COLUMNS": reader.coefficient(fields)
      case "RHS": reader.rightHandSide(fields)
      case "BOUNDS": reader.upperBound(fields)
      default: throw Failure(description: "section \(section)")
      }
    }
    return LinearProgram(
      sense: .minimize, columns: reader.columns, rows: reader.rows, entries: reader.allEntries())
  }

  /// Counts what is to come: arrays that grow end with twice the memory that they need.
  private mutating func makeRoom(_ path: String) throws(Failure) {
    var (rowCount, columnCount, entryCount) = (0, 0, 0)
    var last: [UInt8] = []
    try Self.forEachLine(of: path) { section, fields throws(Failure) in
      if section == "ROWS" { rowCount += 1 }
      if section != "COLUMNS" { return }
      entryCount += 1
      if !fields[0].elementsEqual(last) {
        columnCount += 1
        last = Array(fields[0])
      }
    }
    rows.reserveCapacity(rowCount)
    kinds.reserveCapacity(rowCount)
    columns.reserveCapacity(columnCount)
    entries.reserveCapacity(columns: columnCount, entries: entryCount)
  }

  /// Calls `body` with each line of a section, as its fields.
  private static func forEachLine(
    of path: String, _ body: (String, [Field]) throws(Failure) -> Void
  ) throws(Failure) {
    guard let file = fopen(path, "r") else { throw Failure(description: "cannot open \(path)") }
    defer { fclose(file) }
    var section = ""
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { free(line) }
    while true {
      let length = getline(&line, &room, file)
      guard length > 0, let line else { break }
      let bytes = UnsafeRawBufferPointer(start: line, count: length)
      let fields = Self.fields(of: bytes)
      if fields.isEmpty { continue }
      if bytes[0] == UInt8(ascii: " ") {
        try body(section, fields)
      } else {
        section = text(fields[0])
      }
    }
  }

  private typealias Field = Slice<UnsafeRawBufferPointer>

  private static func fields(of line: UnsafeRawBufferPointer) -> [Field] {
    line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
  }

  private static func text(_ field: Field) -> String { String(decoding: field, as: UTF8.self) }

  private static func number(_ field: Field) -> Rational {
    var isNegative = false
    var significand: UInt64 = 0
    var decimals = 0
    var seenPoint = false
    var exponent = 0
    var index = field.startIndex
    while index < field.endIndex {
      switch field[index] {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent = Int(text(field[(index + 1)...]))!
        index = field.endIndex - 1
      case let byte:
        significand = significand * 10 + UInt64(byte - UInt8(ascii: "0"))
        if seenPoint { decimals += 1 }
      }
      index += 1
    }
    return Rational(
      isNegative: isNegative, significand: significand, exponent: exponent - decimals)
  }

  private mutating func row(_ fields: [Field]) {
    let kind = Self.text(fields[0])
    if kind == "N" {
      rowOfName[Self.text(fields[1])] = -1
      return
    }
    rowOfName[Self.text(fields[1])] = rows.count
    kinds.append(Character(kind))
    rows.append(Self.bounds(kind: Character(kind), side: .zero))
  }

  private static func bounds(kind: Character, side: Rational) -> LinearProgram.Bounds {
    LinearProgram.Bounds(lower: kind == "L" ? nil : side, upper: kind == "G" ? nil : side)
  }

  private mutating func column(_ name: Field) -> Int {
    let name = Self.text(name)
    if let known = columnOfName[name] { return known }
    endColumn()
    columnOfName[name] = columns.count
    columns.append(.init(bounds: .init(lower: .zero, upper: nil), cost: .zero))
    return columns.count - 1
  }

  private mutating func endColumn() {
    if columns.isEmpty { return }
    last.sort { $0.row < $1.row }
    entries.append(last)
    last.removeAll(keepingCapacity: true)
  }

  private mutating func allEntries() -> ColumnMatrix {
    endColumn()
    return entries
  }

  private mutating func coefficient(_ fields: [Field]) {
    let j = column(fields[0])
    precondition(j == columns.count - 1, "the lines of a column are apart")
    let i = rowOfName[Self.text(fields[1])]!
    let value = Self.number(fields[2])
    if i < 0 { columns[j].cost = value } else { last.append(.init(row: i, value: value)) }
  }

  private mutating func rightHandSide(_ fields: [Field]) {
    let i = rowOfName[Self.text(fields[1])]!
    rows[i] = Self.bounds(kind: kinds[i], side: Self.number(fields[2]))
  }

  private mutating func upperBound(_ fields: [Field]) {
    columns[column(fields[2])].bounds.upper = Self.number(fields[3])
  }
}
