// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of plain text: columns as wide as what is in them, numbers to the right.
struct TextTable {
  let header: [String]
  private(set) var rows: [[String]] = []

  init(header: [String]) { self.header = header }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, without a blank at their ends. The first column is text, the others are numbers.
  var text: String { text(.off) }

  func text(_ color: Color) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { Self.width(of: $0[column]) }.max()! }
    return all.enumerated().map { number, row in
      let cells = row.indices.map { column in
        let fill = String(repeating: " ", count: widths[column] - Self.width(of: row[column]))
        return column == 0 ? row[column] + fill : fill + row[column]
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return (number == 0 ? color.paint(line, .bold) : line) + "\n"
    }.joined()
  }

  /// How many cells of a terminal a text takes: East Asian wide characters take two.
  static func width(of text: String) -> Int {
    text.reduce(0) { sum, character in
      let value = character.unicodeScalars.first!.value
      let isWide =
        (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value)
        || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
        || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
        || (0xFFE0...0xFFE6).contains(value) || (0x1F300...0x1FAFF).contains(value)
        || (0x20000...0x3FFFD).contains(value)
      return sum + (isWide ? 2 : 1)
    }
  }
}
