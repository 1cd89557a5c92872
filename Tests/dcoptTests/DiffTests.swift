// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// `diff` says what changed, all of it and nothing else.
struct DiffTests {
  private static let folder = "Tests/dcoptTests/Fixtures/diff"

  private func figures(_ json: String) throws -> ResultFigures {
    try ResultFigures(JSONDocument(parsing: Array(json.utf8)))
  }

  private func solved(_ text: String) throws -> String {
    try Planner().solve(Planner.read(Array(text.utf8)).spec).json
  }

  @Test(arguments: ["time", "place", "clash", "endless", "goals", "names"])
  func `every pair has its table, its JSON and its Markdown`(pair: String) throws {
    let place = "\(Self.folder)/\(pair)"
    for format in ["table", "json", "markdown", "html"] {
      let run = try Run.shell(
        "dcopt diff \(place)-old.json \(place)-new.json --format \(format)")
      #expect(run.code == 1 && run.error.isEmpty, "\(pair): \(run.error)")
      let file = Checkout.root.appending(path: "\(place).\(format)")
      if Checkout.updates {
        try run.text.write(to: file, atomically: true, encoding: .utf8)
      } else {
        #expect(try String(contentsOf: file, encoding: .utf8) == run.text, "\(pair) as \(format)")
      }
    }
  }

  @Test func `periods are called by the names that either side has`() throws {
    let (old, new) = ("\(Self.folder)/time-old.json", "\(Self.folder)/time-new.json")
    func line(_ command: String) throws -> String? {
      try Run.shell("\(command) --format table").text.split(separator: "\n")
        .first { $0.hasPrefix("large in ") }.map(String.init)
    }
    #expect(try line("dcopt diff \(old) \(new)") == "large in tue   3.5  4.5       1")
    #expect(
      try line("dcopt solve \(old) | dcopt diff - \(new)") == "large in tue   3.5  4.5       1")
    #expect(
      try line("dcopt solve \(new) | dcopt diff \(old) -") == "large in tue   3.5  4.5       1")
    #expect(
      try line("sed 's/\"tue\"/\"wed\"/; s/\"wed\"]/\"thu\"]/' \(new) | dcopt diff \(old) -")
        == "large in tue   3.5    -       -")
    #expect(
      try Run.shell(
        "sed 's/\"tue\"/\"wed\"/; s/\"wed\"]/\"thu\"]/' \(new) | dcopt diff \(old) - --format table"
      )
      .text.contains("large in wed     1  4.5     3.5"))
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(
      try line(
        "dcopt solve \(old) > \(folder.path)/a; dcopt solve \(new) | dcopt diff \(folder.path)/a -")
        == "large in tue   3.5  4.5       1")
  }

  @Test func `a spec and its result are the same, in any mix and any order`() throws {
    let result = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: result) }
    let spec = "examples/inference-fleet.json"
    try Run.shell("dcopt solve --sensitivity \(spec)").output.write(to: result)
    for pair in ["\(spec) \(result.path)", "\(result.path) \(spec)", "\(spec) \(spec)"] {
      let run = try Run.shell("dcopt diff \(pair)")
      #expect(run.code == 0 && run.text == "{\n  \"dcopt\": 1,\n  \"differs\": false\n}\n")
    }
    let piped = try Run.shell("dcopt solve \(spec) | dcopt diff - \(spec) --format markdown")
    #expect(piped.code == 0 && piped.text == "**The same**\n")
    let model = try Run.shell(
      "dcopt export examples/energy.json --to lp --output \(result.path).lp;"
        + "dcopt diff examples/energy.json \(result.path).lp; code=$?; rm \(result.path).lp; exit $code"
    )
    #expect(model.code == 1 && model.text.contains("\"constraints\""), "\(model.error)")
  }

  @Test func `random results differ from themselves in nothing, and both ways in the same`() throws
  {
    for seed in UInt64(0)..<150 {
      let old = try solved(RandomSpec(seed: seed, withIntegers: seed % 5 == 0).json)
      let new = try solved(RandomSpec(seed: seed + 1, withIntegers: seed % 7 == 0).json)
      #expect(!Comparison(from: try figures(old), to: try figures(old)).differs, "seed \(seed)")
      let there = Comparison(from: try figures(old), to: try figures(new))
      let back = Comparison(from: try figures(new), to: try figures(old))
      #expect(there.differs == back.differs && there.differs == (old != new), "seed \(seed)")
      let count = { (comparison: Comparison) in comparison.sections.map(\.entries.count).sorted() }
      #expect(count(there) == count(back), "seed \(seed)")
    }
  }

  @Test func `each changed digit of a plan is seen, and nothing beside it`() throws {
    let old = try solved(RandomSpec(seed: 12).json)
    let objects = ["allocation", "demands", "budgets", "constraints"]
    let before = try #require(
      JSONSerialization.jsonObject(with: Data(old.utf8)) as? [String: Any])
    var seen = 0
    for section in objects {
      guard let members = before[section] as? [String: Any] else { continue }
      for (name, value) in members {
        var after = before
        var inside = members
        if let number = value as? Double {
          inside[name] = number + 0.125
        } else if var row = value as? [String: Any], let total = row["total"] as? Double {
          row["total"] = total + 0.125
          inside[name] = row
        }
        after[section] = inside
        let text = String(
          decoding: try JSONSerialization.data(withJSONObject: after), as: UTF8.self)
        let comparison = Comparison(from: try figures(old), to: try figures(text))
        #expect(comparison.sections.map(\.path) == [[section]])
        #expect(comparison.sections.first?.entries.map(\.name) == [name])
        seen += 1
      }
    }
    #expect(seen > 3)
  }

  @Test func `the tolerance is relative, and its end counts as the same`() throws {
    func result(_ value: String) throws -> ResultFigures {
      try figures(
        #"{"status": "optimal", "objective": {"sense": "minimize", "value": 1}, "#
          + #""allocation": {"a": \#(value)}}"#)
    }
    func differs(_ from: String, _ to: String, _ tolerance: String) throws -> Bool {
      try Comparison(
        from: result(from), to: result(to), tolerance: Fraction(argument: tolerance)!.value
      ).differs
    }
    #expect(try differs("100", "101", "0"))
    #expect(try !differs("99", "100", "0.01"))
    #expect(try differs("98.9", "100", "0.01"))
    #expect(try !differs("-100", "-99", "0.01"))
    #expect(try differs("0", "1e-9", "0.5"))
    // Decimals, not doubles: these two are one double.
    #expect(try differs("0.1", "0.10000000000000000001", "0"))
    #expect(try !differs("0.1", "1e-1", "0"))
    #expect(try differs("[1, 2]", "[1, 3]", "0.1"))
    #expect(try !differs("[1, 2]", "[1, 2.1]", "0.1"))
    #expect(try differs("[1, 1]", "1", "1"))
  }

  @Test(arguments: [
    (#"{"status": "optmal"}"#, #"1:12: error: /status: expected a verdict"#),
    (#"{"status": 3}"#, "1:12: error: /status: expected a verdict"),
    (#"{"status": "optimal"}"#, #"1:1: error: the result has no "objective""#),
    (#"{"status": "optimal", "objective": 3}"#, "1:36: error: /objective: expected an object"),
    (
      #"{"status": "optimal", "objective": {"sense": "minimize", "value": "1"}}"#,
      "1:67: error: /objective/value: expected a number, found a string"
    ),
    (
      #"{"status": "optimal", "objective": {"sense": "minimize", "value": 1}}"#,
      #"1:1: error: the result has an objective, and no "allocation""#
    ),
    (
      #"{"status": "optimal", "objective": {"sense": "minimize", "value": 1}, "allocation": {"a": "2"}}"#,
      "1:91: error: /allocation/a: expected a number or a list of numbers, found a string"
    ),
    (
      #"{"status": "optimal", "objective": {"sense": "minimize", "value": 1}, "allocation": {"a": [2, true]}}"#,
      "1:95: error: /allocation/a/1: expected a number, found true"
    ),
    (
      #"{"status": "infeasible", "objective": {"sense": "minimize"}, "conflict": [{"at": "/a"}]}"#,
      #"1:75: error: /conflict/0: expected an object with "at" and "says""#
    ),
    (
      #"{"status": "infeasible", "objective": {}, "status": "optimal"}"#,
      #"error: the key "status" is there twice"#
    ),
    (#"{"dcopt": 2, "status": "optimal", "objective": {"sense": "minimize"}}"#, "1:11: error: "),
    ("[]", "1:1: error: "), ("{", "2:1: error: "), (#"{"resources": {}}"#, "error: "),
  ])
  func `what is neither result nor spec is refused with its place`(text: String, says: String)
    throws
  {
    let run = try Run.dcopt("diff", "examples/energy.json", "-", input: text + "\n")
    #expect(run.code == 65 && run.output.isEmpty, "\(text): \(run.text)")
    #expect(run.error.contains("<stdin>:") && run.error.contains(says), "\(text): \(run.error)")
  }

  @Test(arguments: [
    ("- -", 64), ("examples/energy.json /nonexistent.json", 66), ("/nonexistent.json -", 66),
    ("examples/energy.json", 64), ("examples/energy.json examples/energy.json --tolerance x", 64),
    ("examples/energy.json examples/energy.json --tolerance -1", 64),
    ("examples/energy.json examples/energy.json --format csv", 64),
  ])
  func `a wrong call says so on standard error only`(arguments: String, code: Int) throws {
    let run = try Run.shell("dcopt diff \(arguments)")
    #expect(run.code == Int32(code) && run.output.isEmpty && !run.error.isEmpty, "\(arguments)")
  }
}
