// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Hundreds of files that are no specs, each with what must be said of it. They were written from
/// the design, without a look at the reader (`Fixtures/bad/make.py`).
struct BadInputTests {
  struct Case: Decodable {
    let file: String
    let diagnostics: [Expected]
  }

  struct Expected: Decodable {
    let line: Int
    let column: Int
    let at: String
    let severity: String
    let kind: String
    let mentions: [String]
    var place: String { "\(line):\(column) \(at) \(severity) \(kind)" }
  }

  struct Said: Decodable {
    let file: String
    let line: Int
    let column: Int
    let at: String
    let severity: String
    let kind: String
    let says: String
    var place: String { "\(line):\(column) \(at) \(severity) \(kind)" }
  }

  @Test func `every bad input gets all its errors, each at its place, and nothing else`() throws {
    let folder = Checkout.fixtures.appending(path: "bad")
    let cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    #expect(cases.count >= 400)
    for bad in cases {
      let run = try Run.dcopt(
        "solve", "--diagnostics", "json", folder.appending(path: bad.file).path)
      let said = try run.error.split(separator: "\n").map {
        try JSONDecoder().decode(Said.self, from: Data($0.utf8))
      }
      let comment: Comment = "\(bad.file): \(run.error)"
      #expect(said.map(\.place).sorted() == bad.diagnostics.map(\.place).sorted(), comment)
      let places = said.map { [$0.line, $0.column] }
      #expect(places.elementsEqual(places.sorted { $0.lexicographicallyPrecedes($1) }), comment)
      for expected in bad.diagnostics {
        let texts = said.filter { $0.place == expected.place }.map { $0.says.lowercased() }
        #expect(
          texts.contains { text in expected.mentions.allSatisfy { text.contains($0.lowercased()) }
          },
          "\(bad.file): \(expected)")
      }
      if bad.diagnostics.contains(where: { $0.severity == "error" }) {
        #expect(run.code == 65, comment)
        #expect(run.output.isEmpty, comment)
      } else {
        #expect([0, 2, 3].contains(run.code), comment)
        #expect(!run.output.isEmpty, comment)
      }
    }
  }
}
