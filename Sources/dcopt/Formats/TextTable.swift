// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// What stands in a table: a text, or a number whose digits depend on what is under and above it.
enum Cell: ExpressibleByStringInterpolation {
  case text(String)
  case number(Rational)

  init(stringLiteral text: String) { self = .text(text) }

  /// A number where there may be none.
  static func number(_ value: Rational?, or none: String) -> Cell {
    value.map { .number($0) } ?? .text(none)
  }

  /// A name of the author's.
  static func name(_ name: String) -> Cell { .text(printable(name)) }
}

/// A table: columns as wide as what is in them, numbers to the right.
struct TextTable {
  let header: [String]
  /// About how many digits a number has.
  private let digits: Int
  private var cells: [[Cell]] = []

  init(header: [String], digits: Int = Numeral.usualDigits) {
    (self.header, self.digits) = (header, digits)
  }

  mutating func add(_ row: [Cell]) { cells.append(row) }

  var isEmpty: Bool { cells.isEmpty }

  /// The table without the columns that say `text` in every line.
  func withoutColumns(of text: String) -> TextTable {
    let kept = header.indices.filter { column in
      cells.isEmpty
        || !cells.allSatisfy { if case .text(text) = $0[column] { true } else { false } }
    }
    if kept.count == header.count { return self }
    var table = TextTable(header: kept.map { header[$0] }, digits: digits)
    table.cells = cells.map { row in kept.map { row[$0] } }
    return table
  }

  /// The cells as texts.
  var rows: [[String]] {
    var rows = cells.map { row in
      row.map { cell in if case .text(let text) = cell { text } else { "" } }
    }
    for column in header.indices {
      var (places, values): ([Int], [Rational]) = ([], [])
      for (place, row) in cells.enumerated() {
        guard case .number(let value) = row[column] else { continue }
        places.append(place)
        values.append(value)
      }
      for (place, text) in zip(places, Numeral.texts(values, digits: digits)) {
        rows[place][column] = text
      }
    }
    return rows
  }

  /// The lines, without a blank at their ends. The first column is text, the others are numbers.
  var text: String { text() }

  /// The same in lines of `width` cells at most; nil is no end.
  ///
  /// Long names in the first column are shortened in their middle, where they remain different and
  /// that is enough. Otherwise the columns come in blocks, one under the other, each with the names.
  /// A line is longer only where one name and one number need it.
  func text(_ color: Color = .off, width: Int? = nil) -> String {
    let rows = rows
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { Self.width(of: $0[column]) }.max()! }
    guard let width, let first = widths.first, widths.count > 1, Self.total(widths) > width else {
      return Self.lines(of: all, color)
    }
    let numbers = widths.dropFirst()
    let beside = Self.total([0] + numbers)
    if width - beside >= leastName, let short = Self.shortened(all, to: width - beside) {
      return Self.lines(of: short, color)
    }
    let name = Swift.max(leastName, width - 2 - (numbers.max() ?? 0))
    let names =
      name < first
      ? Self.shortened(all, to: Swift.max(leastName, Swift.min(name, width / 2))) ?? all : all
    let nameWidth = names.map { Self.width(of: $0[0]) }.max()!
    var blocks: [[Int]] = []
    var used = Int.max
    for column in numbers.indices {
      let more = 2 + widths[column]
      if used > width - more {
        blocks.append([])
        used = nameWidth
      }
      blocks[blocks.count - 1].append(column)
      used += more
    }
    return blocks.map { block in
      Self.lines(of: names.map { row in [row[0]] + block.map { row[$0] } }, color)
    }.joined(separator: "\n")
  }

  /// A name is not shortened to fewer cells than these: the title of its column stays.
  private var leastName: Int { Swift.max(8, Self.width(of: header[0])) }

  private static func total(_ widths: some Collection<Int>) -> Int {
    widths.reduce(0, +) + 2 * (widths.count - 1)
  }

  /// All rows, with names of `width` cells at most; nil where two would look the same.
  private static func shortened(_ all: [[String]], to width: Int) -> [[String]]? {
    let names = all.map { shortened($0[0], to: width) }
    guard Set(names).count == Set(all.map { $0[0] }).count else { return nil }
    return zip(names, all).map { [$0] + $1.dropFirst() }
  }

  /// The two ends of a text, with `…` between them where it is too long.
  static func shortened(_ text: String, to width: Int) -> String {
    if Self.width(of: text) <= width { return text }
    func taken(_ text: some Collection<Character>, _ room: Int) -> [Character] {
      var used = 0
      return Array(
        text.prefix {
          used += Self.width(of: String($0)); return used <= room
        })
    }
    let end = taken(text.reversed(), (width - 1) / 2)
    let start = taken(text, width - 1 - Self.width(of: String(end)))
    return String(start) + "…" + String(end.reversed())
  }

  private static func lines(of all: [[String]], _ color: Color) -> String {
    let widths = all[0].indices.map { column in all.map { Self.width(of: $0[column]) }.max()! }
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
