// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// A table in comma-separated values, to the letter of RFC 4180, each cell with its place.
///
/// The text is UTF-8; a byte order mark before it is passed over, a line ends with LF or CRLF, and
/// lines with nothing on them are no rows. A cell in quotes may hold commas, line ends and, doubled,
/// quotes. Blanks belong to their cell.
package struct CSVTable {
  package struct Cell {
    /// Where it begins: its quote, if it has one.
    package let place: TextPosition
    /// A range of the table's content.
    fileprivate let content: Range<Int>
    var isEmpty: Bool { content.isEmpty }
  }

  /// What is wrong with a table, and where.
  package struct Mistake: Error {
    package let place: TextPosition
    package let says: String
  }

  /// The rows, the header among them, in their order; each is a range of `cells`.
  package private(set) var rows: [Range<Int>] = []
  package private(set) var cells: [Cell] = []
  /// The contents of all cells, one after the other.
  private var content: [UInt8] = []

  /// The bytes of a cell, its quotes resolved.
  func bytes(of cell: Cell) -> ArraySlice<UInt8> { content[cell.content] }

  package func text(of cell: Cell) -> String { String(decoding: bytes(of: cell), as: UTF8.self) }

  /// Reads a table, in time and memory linear in it. Throws the first thing that is wrong.
  package init(parsing bytes: [UInt8]) throws(Mistake) {
    if let place = Self.firstInvalidUTF8(in: bytes) {
      throw Mistake(
        place: place, says: "the table is no UTF-8 text: save it as CSV with the encoding UTF-8")
    }
    content.reserveCapacity(bytes.count)
    var scan = Scan(bytes: bytes)
    scan.skipByteOrderMark()
    while !scan.isAtEnd { try readRow(&scan) }
  }

  private mutating func readRow(_ scan: inout Scan) throws(Mistake) {
    let first = cells.count
    repeat { try readCell(&scan) } while scan.skip(UInt8(ascii: ","))
    let place = scan.place
    guard scan.skipLineEnd() || scan.isAtEnd else {
      throw Mistake(
        place: place,
        says: scan.current == UInt8(ascii: "\r")
          ? "expected a line end (LF or CRLF), found a carriage return alone"
          : "expected a comma or the end of the line after the closing quote")
    }
    if cells.count == first + 1, cells[first].isEmpty {
      // A line with nothing on it; one of a table with one column says as little.
      cells.removeLast()
    } else {
      rows.append(first..<cells.count)
    }
  }

  private mutating func readCell(_ scan: inout Scan) throws(Mistake) {
    let (place, start) = (scan.place, content.count)
    if scan.skip(UInt8(ascii: "\"")) {
      try readQuoted(&scan, from: place)
    } else {
      while let byte = scan.current, byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n"),
        byte != UInt8(ascii: "\r")
      {
        if byte == UInt8(ascii: "\"") {
          throw Mistake(
            place: scan.place,
            says: "a quote inside of a cell: put the whole cell in quotes, and double this one")
        }
        content.append(byte)
        scan.advance()
      }
    }
    cells.append(Cell(place: place, content: start..<content.count))
  }

  /// The rest of a cell whose opening quote was read.
  private mutating func readQuoted(_ scan: inout Scan, from place: TextPosition) throws(Mistake) {
    while let byte = scan.current {
      scan.advance()
      if byte == UInt8(ascii: "\""), !scan.skip(UInt8(ascii: "\"")) { return }
      content.append(byte)
    }
    throw Mistake(place: place, says: "the quote that opens here is never closed")
  }

  private static func firstInvalidUTF8(in bytes: [UInt8]) -> TextPosition? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var parser = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var (line, column) = (1, 1)
    while case .valid(let scalar) = parser.parseScalar(from: &rest) {
      column += 1
      if scalar.first == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
    }
    return TextPosition(line: line, column: column)
  }
}

/// A pass over a table's text.
private struct Scan {
  let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var column = 1

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }
  var place: TextPosition { TextPosition(line: line, column: column) }

  mutating func skipByteOrderMark() { index = ByteOrderMark.length(in: bytes) }

  mutating func advance() {
    if bytes[index] == UInt8(ascii: "\n") {
      (line, column) = (line + 1, 1)
    } else if !UTF8.isContinuation(bytes[index]) {
      column += 1
    }
    index += 1
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    advance()
    return true
  }

  mutating func skipLineEnd() -> Bool {
    if current == UInt8(ascii: "\r"), index + 1 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "\n")
    {
      index += 1
    }
    return skip(UInt8(ascii: "\n"))
  }
}
