// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import ProgramText
import Testing

/// Random programs, written as LP in random ways, say what they said.
struct RandomLPTests {
  private static let names =
    ["x", "bin", "free", "st", "x(1,2)", "量", "end", "e\u{301}", "a/b", "gen"]
    + ["c1", "st", "17", "end", "bounds", "q", "w", "z", "u", "v"]

  private struct Writer {
    let program: RandomProgram
    var spelling: RandomSpelling
    /// The columns in the order in which they are met.
    var order: [Int] = []
    var text = ""

    mutating func write() -> String {
      text = spelling.one("", "\\ comment\n\n", "/* x */ ")
      text +=
        program.isMaximization ? spelling.one("max", "MAXIMIZE") : spelling.one("min", "Minimum")
      text += spelling.one(" goal:", "\ngoal:")
      let costs = program.columns.indices.compactMap { j in program.columns[j].cost.map { (j, $0) }
      }
      text += expression(costs, program.constant) + "\n"
      text += spelling.one("Subject To", "st", "s.t.", "such that", "ST\n") + "\n"
      for row in program.rows { text += self.row(row) }
      var sections = [bounds()]
      if spelling.one(true, false) {
        sections.append(spelling.one("\\ nothing\n", "SOS\n", "bin\n"))
      }
      text += sections.joined()
      let whole = program.columns.indices.filter { program.columns[$0].isInteger }
      if let first = whole.first {
        // One that is called like a section stands behind another on its line.
        let breaks = whole.contains { Self.isKeyword(program.columns[$0].name) } ? " " : "\n "
        text += spelling.one("Generals", "int", "Integer") + "\n \(column(first))"
        for j in whole.dropFirst() { text += breaks + column(j) }
        text += spelling.one("\n", " \\ c\n")
      }
      return text + spelling.one("end", "End\n", "END\n\n\\ c")
    }

    private static func isKeyword(_ name: String) -> Bool {
      ["bin", "st", "end", "gen"].contains(name)
    }

    private mutating func column(_ j: Int) -> String {
      if !order.contains(j) { order.append(j) }
      return program.columns[j].name
    }

    /// Terms and a constant, some of them in two parts that sum to them.
    private mutating func expression(
      _ terms: [(Int, RandomProgram.Number)], _ constant: RandomProgram.Number?
    ) -> String {
      var parts: [String] = []
      func signed(_ text: String) -> String {
        text.hasPrefix("-")
          ? "- " + text.dropFirst() : "+ " + (text.hasPrefix("+") ? String(text.dropFirst()) : text)
      }
      for (j, value) in terms {
        let name = column(j)
        if spelling.one(true, false, false) {
          let half = RandomProgram.Number(digits: value.digits / 2, places: value.places)
          let rest = RandomProgram.Number(digits: value.digits - half.digits, places: value.places)
          parts.append(signed(spelling.number(half)) + " \(name)")
          parts.append(signed(spelling.number(rest)) + " \(name)")
        } else {
          parts.append(signed(spelling.number(value)) + " \(name)")
        }
      }
      if let constant { parts.append(signed(spelling.number(constant))) }
      let breaks = spelling.one(" ", "\n  ", " \\ c\n  ")
      return parts.map { " " + $0 }.joined(separator: breaks)
    }

    private mutating func row(_ row: RandomProgram.Row) -> String {
      let left = expression(row.terms, nil)
      let head = " \(row.name):"
      let (lower, upper) = (row.lower, row.upper)
      switch (lower, upper) {
      case (let lower?, let upper?) where lower.value == upper.value:
        return "\(head)\(left) = \(spelling.number(lower))\n"
      case (let lower?, let upper?):
        if row.terms.isEmpty {
          return
            "\(head) \(spelling.number(lower)) <= 0 \(column(0)) <= \(spelling.number(upper))\n"
        }
        return spelling.one(true, false)
          ? "\(head) \(spelling.number(lower)) <= \(left) <= \(spelling.number(upper))\n"
          : "\(head) \(spelling.number(upper)) >= \(left) >= \(spelling.number(lower))\n"
      case (let lower?, nil):
        return row.terms.isEmpty || spelling.one(true, false)
          ? "\(head)\(left) \(spelling.one(">=", ">", "=>")) \(spelling.number(lower))\n"
          : "\(head) \(spelling.number(lower)) <= \(left)\n"
      case (nil, let upper?):
        return row.terms.isEmpty || spelling.one(true, false)
          ? "\(head)\(left) \(spelling.one("<=", "<", "=<")) \(spelling.number(upper))\n"
          : "\(head) \(spelling.number(upper)) >= \(left)\n"
      case (nil, nil): return ""
      }
    }

    private mutating func bounds() -> String {
      var lines = ""
      for (j, column) in program.columns.enumerated() {
        let name = self.column(j)
        switch (column.lower, column.upper) {
        case (nil, nil):
          lines += spelling.one(
            " \(name) free\n", " -inf <= \(name) <= +inf\n", " \(name) >= -\(spelling.infinity())\n"
          )
        case (nil, let upper?):
          let number = spelling.number(upper)
          lines += spelling.one(
            " -\(spelling.infinity()) <= \(name) <= \(number)\n",
            " \(name) free\n \(name) <= \(number)\n")
        case (let lower?, nil):
          let number = spelling.number(lower)
          lines += spelling.one(
            " \(name) >= \(number)\n", " \(number) <= \(name)\n", " \(name) > \(number) \\ c\n",
            " \(number) <= \(name) <= \(spelling.infinity())\n")
        case (let lower?, let upper?):
          let (low, high) = (spelling.number(lower), spelling.number(upper))
          lines += spelling.one(
            " \(low) <= \(name) <= \(high)\n", " \(high) >= \(name) >= \(low)\n",
            " \(name) <= \(high)\n\n \(name) >= \(low)\n", " \(low) < \(name)\n \(high) > \(name)\n"
          )
        }
      }
      return spelling.one("Bounds", "bound", "BOUNDS \\ c") + "\n" + lines
    }
  }

  @Test func `3000 random programs`() throws {
    for seed in UInt64(0)..<3000 {
      var random = SplitMix64(seed: seed)
      var program = RandomProgram(&random, names: Self.names)
      // The list of whole columns must not begin with one that is called like a section.
      if !program.columns[0].isInteger {
        for j in program.columns.indices { program.columns[j].isInteger = false }
      }
      var writer = Writer(program: program, spelling: RandomSpelling(random: random))
      let text = writer.write()
      let expected = program.lines(objective: "goal", order: writer.order)
      let found = try read(text, as: .lp).lines
      #expect(found == expected, "seed \(seed)\n\(text)")
    }
  }
}
