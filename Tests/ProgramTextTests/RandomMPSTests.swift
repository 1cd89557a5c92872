// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import ProgramText
import Testing

/// Random programs, written as MPS in random ways, say what they said.
struct RandomMPSTests {
  private static let plainNames = (0..<10).map { "x\($0)" } + (0..<10).map { "row\($0)" }
  private static let blankNames =
    ["GPU A", "GPUA", "x", "a b c", "é é", "1 2", "RHS", "C R 2", "12345678", "-"]
    + ["R", "row 1", "row1", "r 2 3", "COLUMNS", "q", "w", "z", "u", "v"]
  private static let freeNames =
    ["a_column_with_a_long_name", "x(1,2)", "量", "*", "$x", "RHS", "1e5", "é", "e\u{301}", "-5"]
    + ["r", "ROWS", "'q'", "a=b", "<", "INF", "row", "s", "t", "u"]

  private struct Writer {
    let program: RandomProgram
    let isFixed: Bool
    var spelling: RandomSpelling
    /// Whether an integer column is one by the kind of its bounds, and not by markers.
    var byBounds: [Bool] = []
    var text = ""

    mutating func write() -> String {
      byBounds = program.columns.map {
        $0.isInteger && ($0.lower != nil || $0.upper != nil) && spelling.one(true, false)
      }
      let maximizes = program.isMaximization
      text = spelling.one("NAME\n", "NAME          test\n", "* comment\n\nNAME test\n")
      if maximizes || spelling.one(true, false) {
        let word = maximizes ? spelling.one("MAX", "MAXIMIZE") : spelling.one("MIN", "Minimize")
        text += spelling.one("OBJSENSE\n    \(word)\n", "OBJSENSE \(word)\n")
      }
      text += "ROWS\n"
      line(["N", "goal"])
      for row in program.rows { line([kind(row), row.name]) }
      text += "COLUMNS\n"
      writeColumns()
      var sections = [vectors("RHS"), vectors("RANGES"), bounds()]
      sections.shuffle(using: &spelling.random)
      return text + sections.joined() + "ENDATA\n"
    }

    /// The fields of a line that has a kind first or an empty one.
    private func fields(_ all: [String]) -> String {
      guard isFixed else { return " " + all.filter { !$0.isEmpty }.joined(separator: " ") + "\n" }
      let places = [1, 4, 14, 24, 39, 49]
      var line = ""
      for (place, field) in zip(places, all) where !field.isEmpty {
        line += String(repeating: " ", count: place - line.utf8.count) + field
      }
      return line + "\n"
    }

    private mutating func line(_ all: [String]) { text += fields(all) }

    private func kind(_ row: RandomProgram.Row) -> String {
      row.lower == nil
        ? "L" : row.upper == nil ? "G" : row.lower!.value == row.upper!.value ? "E" : "G"
    }

    private mutating func writeColumns() {
      var isMarked = false
      func marker(_ kind: String) -> String { fields(["", "M", "'MARKER'", "", kind]) }
      for (j, column) in program.columns.enumerated() {
        if (column.isInteger && !byBounds[j]) != isMarked {
          text += marker(isMarked ? "'INTEND'" : "'INTORG'")
          isMarked.toggle()
        }
        var pairs: [(String, RandomProgram.Number)] = column.cost.map { [("goal", $0)] } ?? []
        for row in program.rows {
          for term in row.terms where term.column == j {
            pairs.append((row.name, term.coefficient))
          }
        }
        if pairs.isEmpty { pairs = [("goal", .init(digits: 0, places: 0))] }
        while let (name, value) = pairs.popLast() {
          var all = ["", column.name, name, number(value)]
          if spelling.one(true, false), let (other, more) = pairs.popLast() {
            all += [other, number(more)]
          }
          line(all)
        }
      }
      if isMarked { text += marker("'INTEND'") }
    }

    /// A number that has room in a field of fixed MPS.
    private mutating func number(_ value: RandomProgram.Number) -> String {
      while true {
        let text = spelling.number(value, d: true)
        if text.utf8.count <= 12 || !isFixed { return text }
      }
    }

    private mutating func vectors(_ section: String) -> String {
      let vector = spelling.one("", section, "v")
      var lines: [String] = []
      for row in program.rows {
        guard let side = row.lower ?? row.upper else { continue }
        var text = number(side)
        if section == "RANGES" {
          guard let lower = row.lower, let upper = row.upper, lower.value != upper.value else {
            continue
          }
          let width = upper.scaled - lower.scaled
          text = number(.init(digits: spelling.one(width, -width), places: 4))
        }
        lines.append(fields(["", vector, row.name, text]))
      }
      if section == "RHS", let constant = program.constant {
        let negative = RandomProgram.Number(digits: -constant.digits, places: constant.places)
        lines.append(fields(["", vector, "goal", number(negative)]))
      }
      lines.shuffle(using: &spelling.random)
      return section + "\n" + lines.joined()
    }

    private mutating func bounds() -> String {
      let vector = spelling.one("", "BND", "b")
      var lines: [String] = []
      for (j, column) in program.columns.enumerated() {
        let (lo, up) = byBounds[j] ? ("LI", "UI") : ("LO", "UP")
        let (lower, upper) = (column.lower, column.upper)
        func add(_ kind: String, _ number: String = "") {
          lines.append(fields([kind, vector, column.name, number]))
        }
        switch (lower, upper) {
        case (nil, nil): add(spelling.one("FR", "MI"))
        case (nil, let upper?):
          if upper.digits >= 0 || spelling.one(true, false) { add("MI") }
          add(up, number(upper))
        case (let lower?, nil):
          if lower.digits != 0 || column.isInteger || spelling.one(true, false) {
            add(lo, number(lower))
          }
          if spelling.one(true, false) { add("UP", spelling.infinity()) }
        case (let lower?, let upper?):
          add(lo, number(lower))
          add(up, number(upper))
        }
      }
      return "BOUNDS\n" + lines.joined()
    }
  }

  @Test(arguments: ["fixed", "blanks", "free"])
  func `1000 random programs`(kind: String) throws {
    let names = ["fixed": Self.plainNames, "blanks": Self.blankNames, "free": Self.freeNames][kind]!
    for seed in UInt64(0)..<1000 {
      var random = SplitMix64(seed: seed)
      let program = RandomProgram(&random, names: names)
      var writer = Writer(
        program: program, isFixed: kind != "free", spelling: RandomSpelling(random: random))
      let text = writer.write()
      let expected = program.lines(objective: "goal", order: Array(program.columns.indices))
      let found = try read(text, as: .mps).lines
      #expect(found == expected, "seed \(seed)\n\(text)")
    }
  }
}
