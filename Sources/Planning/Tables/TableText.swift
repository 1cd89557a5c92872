// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// JSON text that is put together from a spec and tables, with the place of each part.
struct TableText {
  private(set) var bytes: [UInt8] = []
  private(set) var places: TextPlaces

  init(places: TextPlaces) { self.places = places }

  /// Appends a part of the spec as it is.
  mutating func append(_ spec: JSONDocument, from start: Int, to end: Int) {
    places.add(spec: start, at: bytes.count)
    bytes += spec.bytes(from: start, to: end)
  }

  mutating func beginTable(_ file: String, anchor: Int) {
    places.addTable(file, anchor: anchor)
  }

  /// Appends a table as an object with a member a row. `words` are keys whose cells are text
  /// whatever they look like. Returns what is wrong with the table.
  mutating func append(table text: [UInt8], words: [String]) -> [CSVTable.Mistake] {
    let table: CSVTable
    do throws(CSVTable.Mistake) {
      table = try CSVTable(parsing: text)
    } catch {
      return [error]
    }
    let columns = TableColumns(table, first: "name")
    var mistakes = columns.mistakes
    begin(TextPosition(line: 1, column: 1), isHeader: true, "{")
    for (number, row) in table.rows.dropFirst().enumerated() {
      let cells = table.cells[row]
      guard cells.count == columns.count else {
        mistakes.append(
          .init(
            place: cells.first!.place,
            says: "found \(cells.count) cells, and the header has \(columns.count)"))
        continue
      }
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      begin(cells.first!.place)
      appendString(table.bytes(of: cells.first!))
      bytes += [UInt8(ascii: ":"), UInt8(ascii: "{")]
      _ = append(columns.nodes, of: cells, table, words)
      // What a row lacks is said at its name.
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "}"))
    return mistakes
  }

  /// Appends a column of a table as a list, in the order of its rows. Returns what is wrong with it.
  mutating func append(
    column name: String, of text: [UInt8], areWords: Bool
  ) -> [CSVTable.Mistake] {
    let table: CSVTable
    do throws(CSVTable.Mistake) {
      table = try CSVTable(parsing: text)
    } catch {
      return [error]
    }
    let header = table.rows.first.map { table.cells[$0] } ?? []
    let names = header.map { table.text(of: $0) }
    let columns = names.indices.filter { ExactName(names[$0]) == ExactName(name) }
    guard let column = columns.first else {
      let near = nearestName(to: name, among: names)
      return [
        .init(
          place: TextPosition(line: 1, column: 1),
          says: "the table has no column \(quoted(name))"
            + (near.map { "; did you mean \(quoted($0))?" }
              ?? (names.count <= 8 ? ", but \(names.map(quoted).joined(separator: ", "))" : "")))
      ]
    }
    var mistakes: [CSVTable.Mistake] = []
    let place = header[header.startIndex + column].place
    if columns.count > 1 {
      mistakes.append(
        .init(
          place: header[header.startIndex + columns[1]].place,
          says: "the column \(quoted(name)) is there twice"))
    }
    begin(place, isHeader: true, "[")
    for (number, row) in table.rows.dropFirst().enumerated() {
      let cells = table.cells[row]
      guard cells.count == header.count else {
        mistakes.append(
          .init(
            place: cells.first!.place,
            says: "found \(cells.count) cells, and the header has \(header.count)"))
        continue
      }
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      let cell = cells[cells.startIndex + column]
      if cell.isEmpty {
        mistakes.append(
          .init(place: cell.place, says: "expected one value a period, found an empty cell"))
        continue
      }
      begin(cell.place)
      append(table.bytes(of: cell), isWord: areWords)
    }
    bytes.append(UInt8(ascii: "]"))
    return mistakes
  }

  private mutating func begin(
    _ cell: TextPosition, isHeader: Bool = false, _ text: String = ""
  ) {
    places.add(cell: cell, isHeader: isHeader, at: bytes.count)
    bytes += text.utf8
  }

  /// Appends the members that a row has cells for; false where there are none.
  private mutating func append(
    _ nodes: [TableColumns.Node], of cells: ArraySlice<CSVTable.Cell>, _ table: CSVTable,
    _ words: [String]
  ) -> Bool {
    var hasMembers = false
    for node in nodes {
      let (byteCount, placeCount) = (bytes.count, places.count)
      if hasMembers { bytes.append(UInt8(ascii: ",")) }
      begin(node.place, isHeader: true)
      appendString(node.key.utf8)
      bytes.append(UInt8(ascii: ":"))
      if let column = node.column {
        let cell = cells[cells.startIndex + column]
        if cell.isEmpty {
          bytes.removeLast(bytes.count - byteCount)
          places.truncate(to: placeCount)
          continue
        }
        begin(cell.place)
        append(table.bytes(of: cell), isWord: words.contains(node.key))
      } else {
        begin(cells.first!.place, "{")
        guard append(node.children, of: cells, table, words) else {
          bytes.removeLast(bytes.count - byteCount)
          places.truncate(to: placeCount)
          continue
        }
        bytes.append(UInt8(ascii: "}"))
      }
      hasMembers = true
    }
    return hasMembers
  }

  // MARK: - Values

  /// A cell that is JSON, a number, `true`, `false`, a list or an object, is what JSON says, and so is
  /// `TRUE` or `FALSE`, as spreadsheets write them, and `True` or `False`, as data frames do; any other is
  /// a string.
  private mutating func append(_ cell: ArraySlice<UInt8>, isWord: Bool) {
    if isWord {
      appendString(cell)
    } else if Self.isValue(cell) {
      bytes += cell
    } else if cell.elementsEqual("TRUE".utf8) || cell.elementsEqual("True".utf8) {
      bytes += "true".utf8
    } else if cell.elementsEqual("FALSE".utf8) || cell.elementsEqual("False".utf8) {
      bytes += "false".utf8
    } else {
      appendString(cell)
    }
  }

  private static func isValue(_ cell: ArraySlice<UInt8>) -> Bool {
    switch cell.first! {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      if isPlainNumber(cell) { return true }
      // Where the last byte is a digit no blanks follow.
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(cell.last!) else { return false }
    case UInt8(ascii: "["), UInt8(ascii: "{"): break
    default: return cell.elementsEqual("true".utf8) || cell.elementsEqual("false".utf8)
    }
    return (try? JSONDocument(parsing: Array(cell))) != nil
  }

  /// Digits, perhaps with a minus before and a point between them: most cells, and too short to be
  /// out of a double's range.
  private static func isPlainNumber(_ cell: ArraySlice<UInt8>) -> Bool {
    let digits = cell.first == UInt8(ascii: "-") ? cell.dropFirst() : cell
    guard let first = digits.first, let last = digits.last, digits.count < 100 else { return false }
    if first == UInt8(ascii: "0"), digits.count > 1,
      digits[digits.startIndex + 1] != UInt8(ascii: ".")
    {
      return false
    }
    var points = 0
    for byte in digits {
      if byte == UInt8(ascii: ".") {
        points += 1
      } else if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        return false
      }
    }
    return points <= 1 && first != UInt8(ascii: ".") && last != UInt8(ascii: ".")
  }

  private mutating func appendString(_ content: some Collection<UInt8>) {
    if content.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    ) {
      var text = ""
      text.appendQuoted(String(decoding: content, as: UTF8.self))
      bytes += text.utf8
    } else {
      bytes.append(UInt8(ascii: "\""))
      bytes += content
      bytes.append(UInt8(ascii: "\""))
    }
  }
}
