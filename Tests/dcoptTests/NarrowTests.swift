// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import Oracle
import Testing

@testable import dcopt

/// Tables in a terminal with few columns.
struct NarrowTests {
  private static let folder = Checkout.fixtures.appending(path: "terminal")

  /// What a command prints on a terminal of so many columns; none says nothing of itself.
  private func onTerminal(_ columns: Int?, _ command: String, environment: String = "-u COLUMNS")
    throws -> String
  {
    try Run.shell(
      "env \(environment) python3 \(Self.folder.path)/terminal.py "
        + "\(columns.map(String.init) ?? "-") \(command)"
    ).text.replacing("\r\n", with: "\n")
  }

  @Test(arguments: [
    (60, "solve examples/training-mix.json"), (40, "solve --sensitivity examples/energy.json"),
    (30, "explain --lang zh examples/energy.json"),
    (26, "diff examples/energy.json examples/security.json"),
    (40, "check examples/energy.json Tests/dcoptTests/Fixtures/terminal/plan.json"),
  ])
  func `a terminal gets what fits into its lines`(columns: Int, command: String) throws {
    let text = try onTerminal(columns, "dcopt \(command)")
    let name = command.split(separator: " ")[0]
    let file = Self.folder.appending(path: "\(name)-\(columns).txt")
    if Checkout.updates {
      try text.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(command)")
    }
  }

  @Test func `COLUMNS goes before what the terminal says, and files and pipes stay wide`() throws {
    let command = "dcopt solve --format table examples/training-mix.json"
    let wide = try Run.shell(command).text
    let narrow = try onTerminal(40, command)
    #expect(narrow != wide)
    #expect(try onTerminal(nil, command) == wide)
    #expect(try onTerminal(0, command) == wide)
    #expect(try onTerminal(300, command) == wide)
    #expect(try onTerminal(300, command, environment: "COLUMNS=40") == narrow)
    #expect(try onTerminal(40, command, environment: "COLUMNS=300") == wide)
    #expect(try onTerminal(40, command, environment: "COLUMNS=x") == narrow)
    #expect(try Run.shell("COLUMNS=40 \(command)").text == wide)
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try onTerminal(40, "\(command) --output \(file.path)").isEmpty)
    #expect(try String(contentsOf: file, encoding: .utf8) == wide)
  }

  @Test func `random tables keep every number, and each name can be told from the others`() {
    var random = SplitMix64(seed: 3)
    let letters = Array("ab界e\u{301}-_")
    func word(_ most: Int) -> String {
      String((0..<random.int(1...most)).map { _ in letters[random.int(0...letters.count - 1)] })
    }
    for round in 0..<500 {
      let columns = random.int(1...6)
      var table = TextTable(header: (0...columns).map { _ in word(12) })
      for row in 0..<random.int(1...8) {
        table.add(
          [.text("\(row)" + word(40))]
            + (0..<columns).map { _ in .number(Rational(random.int(0...99999))) })
      }
      let width = random.int(1...120)
      let text = table.text(width: width)
      let place: Comment = "seed 3, round \(round), \(width) cells\n\(text)"
      let wide = table.text
      if wide.split(separator: "\n").allSatisfy({ TextTable.width(of: String($0)) <= width }) {
        #expect(text == wide, place)
      }
      // One name of 8 cells and one number of 12 or its title always fit.
      if width >= 70 {
        for line in text.split(separator: "\n") {
          #expect(TextTable.width(of: String(line)) <= width, place)
        }
      }
      let blocks = text.components(separatedBy: "\n\n").map {
        $0.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      }
      for (index, row) in table.rows.enumerated() {
        let numbers = blocks.flatMap { $0[index + 1].dropFirst() }
        #expect(numbers == Array(row.dropFirst()), place)
      }
      for block in blocks {
        #expect(Set(block.dropFirst().map { $0[0] }).count == table.rows.count, place)
      }
    }
  }

  @Test func `a name loses its middle, by cells and not by letters`() {
    #expect(TextTable.shortened("resnet18_b64@v100", to: 17) == "resnet18_b64@v100")
    #expect(TextTable.shortened("resnet18_b64@v100", to: 11) == "resne…@v100")
    #expect(TextTable.shortened("资源分配计划", to: 12) == "资源分配计划")
    #expect(TextTable.shortened("资源分配计划", to: 9) == "资源…计划")
    #expect(TextTable.shortened("资源分配计划", to: 8) == "资源…划")
    #expect(TextTable.shortened("ab", to: 1) == "…")
  }
}
