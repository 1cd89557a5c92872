// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Every byte that a user sees: results, tables, complaints and help. `DCOPT_UPDATE=1` writes the
/// files anew; read the difference before you commit it.
struct GoldenTests {
  static let folder = Checkout.fixtures.appending(path: "golden")

  private func compare(_ run: Run, with name: String) throws {
    let file = Self.folder.appending(path: name)
    var made = run.text
    if !run.error.isEmpty { made += "--- standard error\n" + run.error }
    made += "--- exit code \(run.code)\n"
    if Checkout.updates {
      try made.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == made, "\(name)")
    }
  }

  @Test func `every example has its JSON result`() throws {
    let examples = try FileManager.default.contentsOfDirectory(
      atPath: Checkout.root.appending(path: "examples").path)
    for example in examples.filter({ $0.hasSuffix(".json") }).sorted() {
      try compare(Run.shell("dcopt solve examples/\(example)"), with: "example-\(example)")
    }
  }

  @Test(arguments: [
    ("clean-hours", "zh"), ("elastic-week", "en"), ("placement-trace", "en"),
    ("placement-trace", "zh"),
  ])
  func `long specs are explained in brief`(example: String, language: String) throws {
    try compare(
      Run.shell("dcopt explain --lang \(language) examples/\(example).json"),
      with: "explain-\(example).\(language).txt")
  }

  @Test(arguments: ["en", "zh"])
  func `a check of a long plan says what is nearest, and what is the same once`(
    language: String
  ) throws {
    let (battery, fleet) = ("docs/specs/battery.json", "docs/specs/lose-a-site.json")
    for (name, spec) in [("battery", battery), ("lose-a-site", fleet)] {
      try compare(
        Run.shell(
          "dcopt solve \(spec) | dcopt check \(spec) - --format table --lang \(language)"),
        with: "check-\(name).\(language).txt")
    }
  }

  @Test(arguments: ["en", "zh"])
  func `a sweep has a column for each priority, and says why a point is invalid`(
    language: String
  ) throws {
    let spec = "docs/specs/priorities.json"
    for format in ["table", "csv"] {
      try compare(
        Run.shell(
          "dcopt sweep \(spec) --vary /resources/h100/max=40,20,-1,-2 --format \(format) "
            + "--lang \(language)"), with: "sweep-priorities.\(language).\(format)")
    }
  }

  @Test func `every golden spec has its result and its table`() throws {
    let specs = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".spec.json") }.sorted()
    #expect(specs.count >= 8)
    for spec in specs {
      let path = "Tests/dcoptTests/Fixtures/golden/\(spec)"
      let name = spec.replacingOccurrences(of: ".spec.json", with: "")
      try compare(
        Run.shell("dcopt solve --sensitivity --alternatives \(path)"), with: name + ".result")
      try compare(Run.shell("dcopt solve --format table \(path)"), with: name + ".table")
      try compare(
        Run.shell("dcopt solve --format table --lang zh \(path)"), with: name + ".zh.table")
      for language in ["en", "zh"] {
        try compare(
          Run.shell("dcopt explain --lang \(language) \(path)"), with: "\(name).\(language).txt")
      }
    }
  }

  @Test(arguments: [
    "names", "day", "decimals", "infeasible", "placement", "unbounded", "amounts", "stores", "pods",
    "sharing", "placement-day", "futures", "losses", "sections-clash", "sites",
  ])
  func `every format of a result is what it was`(name: String) throws {
    let path = "Tests/dcoptTests/Fixtures/golden/\(name).spec.json"
    try compare(
      Run.shell("dcopt solve --lang zh --format html \(path)"), with: "\(name).zh.html")
    for format in ["markdown", "html", "csv", "openmetrics"] {
      try compare(
        Run.shell("dcopt solve --format \(format) \(path)"), with: "\(name).\(format)")
    }
  }

  private static let whatIfs = [
    ("sweep", "sweep FOLDER/fleet.json --vary /demands/work=700:1100:100"),
    (
      "sweep-grid",
      "sweep FOLDER/fleet.json --vary /demands/work=900,1050 --vary /budgets/energy=800:1400:200"
    ),
    ("sweep-none", "sweep FOLDER/fleet.json --vary /demands/work=2000,3000"),
    ("breakpoints", "sweep FOLDER/fleet.json --breakpoints /demands/work"),
    ("pareto", "pareto FOLDER/fleet.json --between energy,cost"),
    ("pareto-three", "pareto FOLDER/fleet.json --between energy,cost,max:work"),
    ("check", "check FOLDER/fleet.json FOLDER/plan.json"),
  ]

  @Test(arguments: whatIfs)
  func `sweeps, curves, frontiers and audits are what they were in every format for people`(
    name: String, command: String
  ) throws {
    let folder = "Tests/dcoptTests/Fixtures/what-if"
    for (format, language) in [
      ("table", ""), ("markdown", ""), ("html", ""), ("table", "zh."), ("html", "zh."),
    ] {
      let option = language.isEmpty ? "" : " --lang zh"
      try compare(
        Run.shell(
          "LC_ALL=C dcopt \(command.replacing("FOLDER", with: folder)) --format \(format)"
            + option),
        with: "../what-if/\(name).\(language)\(format)")
    }
  }

  @Test(arguments: [
    "", "solve", "batch", "validate", "check", "verify", "explain", "diff", "export", "schema",
    "init", "sweep", "pareto", "evaluate",
  ])
  func `help is what it was`(command: String) throws {
    try compare(
      Run.shell("COLUMNS=80 dcopt \(command) --help"),
      with: "help\(command.isEmpty ? "" : "-" + command).txt")
  }
}
