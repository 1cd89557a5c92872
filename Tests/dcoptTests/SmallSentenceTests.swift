// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Planning
import Testing

/// What is said where, in a few words each, and what is not said there.
struct SmallSentenceTests {
  private static let plain =
    #"{"resources": {"a": {"cost": 1, "max": 9}}, "demands": {"units": 1}, "minimize": "cost"}"#
  private static let lost =
    #"{"resources": {"a": {"cost": 1, "max": 9}, "b": {"cost": 1, "max": 9}}, "demands": {"units": 1}, "#
    + #""minimize": "cost", "survive": {"any": 1, "of": ["a", "b"]}}"#
  private static let kinds =
    #"{"resources": {"a": {"cost": 1, "energy": 1, "max": 9, "integer": true}"#
    + #"MORE}, "demands": {"units": 1}, "minimize": "cost"}"#
  private static let cheaper = #", "b": {"cost": 2, "energy": 0, "max": 9, "integer": true}"#

  struct Case: Sendable {
    let arguments: [String]
    let spec: String
    let code: Int32
    /// In what is printed, or else in what is said beside it.
    let says: [String]
    var never: [String] = []
  }

  private static let cases = [
    Case(
      arguments: ["solve", "--digits", "0"], spec: plain, code: 64,
      says: ["--digits is a number from 1 to 15; JSON and CSV have every digit."]),
    Case(
      arguments: ["solve", "--digits", "16"], spec: plain, code: 64, says: ["from 1 to 15"]),
    Case(
      arguments: ["solve", "--digits", "15"], spec: plain, code: 0, says: ["\"optimal\""]),
    Case(arguments: ["solve", "--node-limit", "1"], spec: plain, code: 0, says: ["\"optimal\""]),
    Case(
      arguments: ["solve", "--node-limit", "0"], spec: plain, code: 64,
      says: ["--node-limit is a number of parts, at least 1."]),
    Case(
      arguments: ["solve", "--gap", "1.5"], spec: plain, code: 64,
      says: ["--gap is a part of the objective, from 0 to 1."]),
    Case(
      arguments: ["solve", "--time-limit", "0", "--certificate", "/dev/null/none"], spec: plain,
      code: 73,
      says: [
        "no certificate: after a stop, or a search that was not closed exactly, there is none to write"
      ]),
    Case(
      arguments: ["solve", "--sensitivity"], spec: lost, code: 64,
      says: ["--sensitivity is not for a spec with \"survive\": dcopt explain says"]),
    Case(
      arguments: ["solve", "--alternatives"], spec: lost, code: 64,
      says: ["--alternatives is not for a spec with \"survive\""]),
    Case(
      arguments: ["export", "--to", "lp"], spec: plain, code: 0, says: ["Minimize"],
      never: ["priorities"]),
    Case(
      arguments: ["export", "--to", "lp"],
      spec: #"{"resources": {"a": {"cost": 1, "max": 9}}, "demands": {"units": 1}, "#
        + #""priorities": [{"minimize": "cost"}, {"maximize": "units"}]}"#, code: 0,
      says: ["the first of 2 priorities is written; --priority 2 writes the next one"]),
    Case(
      arguments: ["export", "--to", "lp"],
      spec:
        #"{"resources": {"a": {"cost": 0.12345678901234567891, "max": 9}}, "minimize": "cost"}"#,
      code: 0, says: [" 0.12345678901234567891 a"]),
    Case(
      arguments: ["validate"],
      spec: #"{"resources": {"a": {"cost": 1, "whole": 1}}, "minimize": "cost"}"#, code: 65,
      says: ["nothing uses the attribute \"whole\"; the word for it is \"integer\""]),
    Case(
      arguments: ["validate"],
      spec: #"{"resources": {"a": {"cost": {"csv": "../x.csv", "column": "a"}}}, "periods": 2, "#
        + #""minimize": "cost"}"#, code: 65, says: ["\"../x.csv\" has \"..\" in it: a table"]),
    Case(
      arguments: ["solve"],
      spec: #"{"resources": {"a": {"column": 3, "site": "eu"}}, "demands": {"column": 6}, "#
        + #""minimize": "units"}"#, code: 0, says: ["\"allocation\": { \"a\": 2 }"]),
    Case(
      arguments: ["validate"],
      spec:
        #"{"periods": 2, "resources": {"a": {"cost": {"tiers": [[3, 2], 1]}, "min": [0, -1]}}, "#
        + #""minimize": "cost"}"#, code: 65,
      says: ["/resources/a/cost: tiers begin at 0, and the amount of \"a\" may be below it"]),
    Case(
      arguments: ["validate"],
      spec: #"{"resources": {"a": {"cost": 1}}, "minimize": {"worst": "utilization"}}"#, code: 65,
      says: ["utilization is the ratio of amount to \"max\", and no resource has a \"max\" above 0"]
    ),
    Case(
      arguments: ["solve", "--alternatives"],
      spec: #"{"resources": {"a": {"cost": 0}, "b": {"cost": 1}}, "constraints": {"c": {"terms": "#
        + #"{"a": 1e-300}, "max": 1e10}}, "demands": {"units": 1}, "minimize": "cost"}"#, code: 65,
      says: ["/resources/a: a range is beyond the range of a number"]),
    Case(
      arguments: ["solve"],
      spec: #"{"resources": {"g": {"cost": 1e308, "w": -1e308, "t": 1, "max": 10}}, "demands": "#
        + #"{"t": 5}, "priorities": [{"minimize": {"cost": 1, "w": 1}}, {"minimize": "t"}]}"#,
      code: 65, says: ["/priorities/0: the total of cost is beyond the range of a number"]),
    Case(
      arguments: ["solve", "--format", "markdown"],
      spec: #"{"resources": {"a_b": {"cost": 1}, "_c": {"cost": 2}, "d_": {"cost": 2}}, "#
        + #""demands": {"units": 1}, "minimize": "cost"}"#, code: 0,
      says: ["| a_b |", "| \\_c |", "| d\\_ |"]),
    Case(
      arguments: ["sweep", "--vary", "/demands/units=3", "--format", "html"], spec: plain, code: 0,
      says: ["1 point<"], never: ["<svg"]),
    Case(
      arguments: ["sweep", "--vary", "/demands/units=3,4", "--format", "html"], spec: plain,
      code: 0, says: ["2 points<", "<svg"]),
    Case(
      arguments: ["sweep", "--breakpoints", "/demands/units=8:5"], spec: plain, code: 64,
      says: ["'/demands/units=8:5' is invalid for '--breakpoints"]),
    Case(
      arguments: ["sweep", "--breakpoints", "/demands/units=5:8", "--format", "table"],
      spec: plain, code: 0, says: ["0 break points: /demands/units, which is 1"]),
    Case(
      arguments: ["sweep", "--breakpoints", "/demands/units/min", "--format", "table"],
      spec:
        #"{"resources": {"a": {"cost": 1}}, "demands": {"units": {"min": 1}}, "minimize": "cost"}"#,
      code: 0, says: ["1 break point: /demands/units/min, which is 1"]),
    Case(
      arguments: ["pareto", "--between", "cost,energy", "--format", "table"],
      spec: kinds.replacing("MORE", with: ""), code: 0,
      says: ["minimize cost, minimize energy: 1 plan\n"]),
    Case(
      arguments: ["pareto", "--between", "cost,energy", "--format", "table"],
      spec: kinds.replacing("MORE", with: cheaper), code: 0,
      says: ["minimize cost, minimize energy: 2 plans\n"]),
    Case(
      arguments: ["solve", "--alternatives"],
      spec: #"{"resources": {"g": {"max": 3}, "h": {"max": 2}, "i": {"max": 2}}, "workloads": "#
        + #"{"a": {"on": {"g": {"tokens": 1}}}, "b": {"on": {"h": {"tokens": 1}}}, "#
        + #""c": {"on": {"i": {"tokens": 2}}}}, "maximize": {"worst": "tokens", "then": "next"}}"#,
      code: 0,
      says: [
        #""g": { "from": 3, "to": 3 }"#, #""i": { "from": 2, "to": 2 }"#, #""unique": true"#,
      ]),
  ]

  private static let more = [
    Case(
      arguments: ["explain"],
      spec: #"{"resources": {"a": {"v": 3, "w": 1}, "b": {"v": 1, "w": 1}}, "budgets": {"w": 5}, "#
        + #""maximize": "v"}"#, code: 0,
      says: ["b would be used if its v were above 3 instead of 1."]),
    Case(
      arguments: ["explain"],
      spec: #"{"resources": {"a": {"v": 3, "w": 1}, "b": {"v": 9, "w": 1}}, "demands": {"w": 5}, "#
        + #""minimize": "v"}"#, code: 0,
      says: ["b would be used if its v were below 3 instead of 9."]),
    Case(
      arguments: ["solve"],
      spec:
        #"{"resources": {"a": {"cost": 1, "min": 1e308}, "b": {"cost": 1}}, "budgets": {"units": "#
        + #"{"min": -1.5e308}}, "demands": {"units": 1}, "minimize": "cost"}"#, code: 65,
      says: [": error: /budgets/units: the slack is beyond the range of a number"]),
    Case(
      arguments: ["validate"],
      spec: #"{"resources": {"h": {"cpu": 4, "mem": 8, "max": 9, "cost": 1}}, "workloads": {"a": "#
        + #"{"on": {"h": {"cpu": 4, "mem": 8}}, "needs": {"cpu": 2, "mem": 3}}, "b": {"on": {"h": "#
        + #"{"cpu": 4, "mem": 8}}, "needs": {"cpu": 2, "mem": 3}}}, "minimize": "cost"}"#, code: 0,
      says: ["each unit that it gets is a whole one"]),
    Case(
      arguments: ["validate"],
      spec: #"{"resources": {"h": {"gives": {"u": 4}, "cpu": 4, "mem": 8, "max": 9, "cost": 1}}, "#
        + #""workloads": {"a": {"uses": {"u": 1}, "on": {"h": {"cpu": 4, "mem": 8}}, "needs": "#
        + #"{"cpu": 2, "mem": 3}}, "b": {"uses": {"u": 1}, "on": {"h": {"cpu": 4, "mem": 8}}, "#
        + #""needs": {"cpu": 2, "mem": 3}}}, "minimize": "cost"}"#, code: 0, says: [],
      never: ["each unit that it gets is a whole one"]),
  ]

  @Test(arguments: more)
  func `what is said of a spec has its place, and is said where it belongs`(one: Case) throws {
    let run = try Run.dcopt(one.arguments[0], "-", input: one.spec)
    #expect(run.code == one.code, "\(run.text)\(run.error)")
    for says in one.says {
      #expect(run.error.contains(says) || run.text.contains(says), "\(run.text)\(run.error)")
    }
    for never in one.never { #expect(!run.error.contains(never), "\(run.error)") }
  }

  @Test func `a figure out of range has its place, whatever the text came through`() throws {
    let spec =
      #"{"resources": {"a": {"cost": 1, "min": 1e308}, "b": {"cost": 1, "min": 1e308}}, "minimize": "cost"}"#
    let piped = try Run.shell("echo '\(spec)' | dcopt solve -")
    let opened = try Run.dcopt("solve", "-", input: spec)
    let substituted = try Run.shell("echo '\(spec)' | dcopt solve /dev/stdin")
    for run in [piped, opened, substituted] {
      #expect(
        run.code == 65 && run.error.hasPrefix("<stdin>:1:30: error: /resources/a/cost: ")
          || run.error.hasPrefix("/dev/stdin:1:30: error: /resources/a/cost: "), "\(run.error)")
      #expect(run.error.replacing("/dev/stdin:", with: "<stdin>:") == opened.error)
    }
  }

  @Test func `the last line of a batch needs no end, and an empty one is none`() throws {
    for (text, count) in [(Self.plain, 1), ("\(Self.plain)\n\(Self.plain)", 2), ("", 0)] {
      let run = try Run.dcopt("batch", input: text)
      #expect(run.code == 0 && run.text.split(separator: "\n").count == count, "\(run.text)")
      #expect(!run.text.contains("invalid"), "\(run.text)")
    }
  }

  @Test func `a tail is of the worst scenarios`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> String {
      let path = folder.appending(path: name)
      try text.write(to: path, atomically: true, encoding: .utf8)
      return path.path
    }
    let lines = try file(
      "l", "{\"set\": {\"/demands/units\": 2}}\n{\"set\": {\"/demands/units\": 4}}\n")
    let plan = try file("p", #"{"a": 2}"#)
    let scenarios =
      #""over_scenarios": {"tail": 0.5}, "scenarios": {"x": {"set": {"/demands/units": 2}}}"#
    // b costs 3 a unit and what it earns is 3 less: 8 and −8 where 4 are asked for.
    for (cost, goal, tail) in [("1, 3", "minimize", "8"), ("-1, -3", "maximize", "-8")] {
      let costs = cost.split(separator: ", ")
      let spec = try file(
        "s",
        #"{"resources": {"a": {"cost": \#(costs[0]), "committed": true}, "b": {"cost": \#(costs[1])}}, "#
          + #""demands": {"units": 2}, "\#(goal)": "cost", \#(scenarios)}"#)
      let run = try Run.dcopt("evaluate", spec, plan, "--scenarios", lines, "--format", "json")
      #expect(run.text.contains("\"tail\": \(tail) }"), "\(run.text)\(run.error)")
    }
  }

  @Test func `a purchase may be charged in a thousand attributes and more`() throws {
    let charges = (0..<1100).map { "\"c\($0)\": \($0)" }.joined(separator: ", ")
    let spec =
      #"{"periods": 2, "resources": {"a": {"c7": 1, "buy": {\#(charges)}}, "b": {"c3": 1, "buy": {\#(charges)}}}, "#
      + #""demands": {"units": 1}, "minimize": "c1099"}"#
    let run = try Run.dcopt("solve", "-", "--quiet", "--format", "csv", input: spec)
    #expect(run.code == 0 && run.text.contains("objective,,minimize,,1099,"), "\(run.error)")
  }

  @Test func `of many wrong pointers of scenarios the first hundred have a suggestion`() throws {
    let wrong = (0..<130).map { #""/resources/abd/x\#($0)": 1"# }.joined(separator: ", ")
    let run = try Run.dcopt(
      "validate", "-",
      input: #"{"resources": {"abc": {"cost": 1}}, "demands": {"units": 2}, "minimize": "cost", "#
        + #""scenarios": {"x": {"set": {\#(wrong)}}}}"#)
    let lines = run.error.split(separator: "\n")
    #expect(lines.count { $0.contains("there is nothing after \"/resources\"") } == 130)
    #expect(lines.count { $0.contains("did you mean \"/resources/abc\"?") } == 100)
  }

  @Test func `of many rows of a page those in which something happens are drawn`() throws {
    let names = (0..<12).map { "r\($0)" }
    let resources = names.map { #""\#($0)": {"cost": 1, "w\#($0)": 1}"# }.joined(separator: ", ")
    func bars(_ busy: Int) throws -> Int {
      let demands = names.indices.map {
        #""w\#(names[$0])": {"min": \#($0 < busy ? 1 : 0), "max": 5}"#
      }.joined(separator: ", ")
      let run = try Run.dcopt(
        "solve", "-", "--format", "html",
        input: "{\"resources\": {\(resources)}, \"demands\": {\(demands)}, \"minimize\": \"cost\"}")
      let pictures = run.text.split(separator: "<svg").dropFirst().map {
        $0.prefix(while: { _ in true }).split(separator: "</svg>")[0]
      }
      return pictures.reduce(0) { sum, picture in
        sum + names.count { picture.contains(">w\($0)<") }
      }
    }
    #expect(try bars(3) == 3)
    #expect(try bars(12) == 12)
  }

  @Test(arguments: cases)
  func `a sentence is said where it belongs`(one: Case) throws {
    let command = one.arguments.map { $0.contains("/") || $0.contains(",") ? "'\($0)'" : $0 }
    let run = try Run.shell(
      "echo '\(one.spec)' | dcopt \(command[0]) - \(command.dropFirst().joined(separator: " "))")
    #expect(run.code == one.code, "\(one.arguments) \(run.text)\(run.error)")
    for says in one.says {
      #expect(run.text.contains(says) || run.error.contains(says), "\(run.text)\(run.error)")
    }
    for never in one.never {
      #expect(!run.text.contains(never) && !run.error.contains(never), "\(run.text)\(run.error)")
    }
  }

  @Test func `rows of an LP file that are crossed are the conflict`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).lp")
    try "min\n obj: x\nst\n r: 5 <= x + y <= 3\nend\n".write(
      to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Run.dcopt("solve", file.path)
    #expect(
      run.code == 2 && run.text.contains("\"/constraints/r at least/min\"")
        && run.text.contains("\"/constraints/r at most/max\""), "\(run.text)\(run.error)")
  }

  @Test func `the plan of a worst case has the value that it has, and the best that there is`()
    throws
  {
    // Tokens 6 and 6 where 7.5 could be: within a fifth of it, for less money.
    let spec =
      #"{"resources": {"g": {"cost": 2, "max": 10}}, "workloads": {"a": {"on": {"g": {"tokens": 3}}}, "#
      + #""b": {"on": {"g": {"tokens": 1}}, "weight": 0.5}}, "priorities": [{"maximize": {"worst": "#
      + #""tokens"}, "within": 0.2}, {"minimize": "cost"}]}"#
    let run = try Run.dcopt("solve", "-", input: spec)
    // 3x = 2y and x + y = 10 at the best: 12; 9.6 is enough, with 3.2 and 4.8.
    #expect(
      run.text.contains("\"value\": 9.6,") && run.text.contains("\"best\": 12,"), "\(run.text)")
    #expect(run.text.contains("\"allocation\": { \"g\": 8 }"), "\(run.text)")
  }

  @Test(arguments: ["solve", "explain", "pareto --between x,units", "check PLAN", "diff PLAN"])
  func `a model is translated within the limit of time`(command: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (model, plan) = (folder.appending(path: "m.mod"), folder.appending(path: "p.json"))
    try
      "var x >= 0; minimize o: x; for {i in 1..1000000000, j in 1..1000000000} { display i; } end;\n"
      .write(to: model, atomically: true, encoding: .utf8)
    try #"{"dcopt": 1, "status": "unbounded", "objective": {"sense": "minimize"}}"#.write(
      to: plan, atomically: true, encoding: .utf8)
    var words = command.split(separator: " ").map(String.init)
    let rest = words.dropFirst().joined(separator: " ").replacing("PLAN", with: plan.path)
    words[0] += words[0] == "diff" ? " \(plan.path) \(model.path)" : " \(model.path) \(rest)"
    let run = try Run.shell("dcopt \(words[0]) --time-limit 0.2")
    #expect(
      run.code == 65 && run.text.isEmpty
        && run.error.hasSuffix("error: the model is not translated within the time limit\n"),
      "\(command): \(run.code) \(run.error)")
  }

  @Test func `a list of one number is a list of one period, and an empty one is none`() throws {
    let spec =
      #"{"periods": 1, "resources": {"a": {"cost": 1, "max": 9}}, "demands": {"units": 1}, "minimize": "cost"}"#
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try Run.dcopt("solve", "-", input: spec).text
    let empty = result.replacing(/"total": \[\s*1\s*\]/, with: "\"total\": []")
    #expect(empty != result)
    for (name, text) in [("one", result), ("none", empty)] {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let (one, none) = (folder.appending(path: "one").path, folder.appending(path: "none").path)
    let same = try Run.dcopt("diff", one, one)
    #expect(same.code == 0, "\(same.error)")
    let wrong = try Run.dcopt("diff", one, none)
    #expect(
      wrong.code == 65
        && wrong.error.contains("expected one number a period, found an empty list"),
      "\(wrong.error)")
  }

  @Test func `aliases may stand for a hundred times a short text`() throws {
    let tags = (0..<8).map { "\"tag number \($0) of a long list of them\"" }
    var spec = "resources:\n  a: {cost: 1, max: 9, tags: &t [\(tags.joined(separator: ", "))]}\n"
    for k in 0..<400 { spec += "  r\(k): {cost: 1, tags: *t}\n" }
    spec += "demands: {units: 2}\nminimize: cost\n"
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
    try spec.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Run.dcopt("solve", file.path, "--quiet")
    #expect(run.code == 0, "\(run.error)")
    // A short text whose aliases stand for 200 times as much, and for less than a million bytes.
    var deep = "x: &a [\(tags.joined(separator: ", "))]\n"
    for (name, before) in [("b", "a"), ("c", "b"), ("d", "c")] {
      deep +=
        "\(name)\(name): &\(name) [\(Array(repeating: "*\(before)", count: 6).joined(separator: ", "))]\n"
    }
    let wide = try Run.shell("printf '%s' '\(deep)' > \(file.path); dcopt validate \(file.path)")
    #expect(wide.code == 65 && !wide.error.contains("aliases"), "\(wide.error)")
    #expect(wide.error.contains("resources"), "\(wide.error)")
  }

  @Test func `numbers of a certificate are fractions in digits`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (spec, file) = (folder.appending(path: "s.json"), folder.appending(path: "c.json"))
    try Self.plain.write(to: spec, atomically: true, encoding: .utf8)
    let right =
      #"{"dcopt": 1, "certificate": "optimal", "point": {"a": "POINT"}, "prices": {"/demands/units": "PRICE"}}"#
    func verified(_ point: String, _ price: String) throws -> Run {
      try right.replacing("POINT", with: point).replacing("PRICE", with: price)
        .write(to: file, atomically: true, encoding: .utf8)
      return try Run.dcopt("verify", spec.path, file.path)
    }
    #expect(try verified("1", "1").code == 0)
    #expect(try verified("3/3", "7/7").code == 0)
    for wrong in [
      "-", "", "x", "1x", "1/x", "1.0", "+1", " 1", "1/", "/1", "--1", "1/1/1", "1/0", "1/-1",
    ] {
      let run = try verified(wrong, "1")
      #expect([1, 65].contains(run.code), "\(wrong): \(run.code) \(run.text)\(run.error)")
      let price = try verified("1", wrong)
      #expect([1, 65].contains(price.code), "\(wrong): \(price.code) \(price.text)\(price.error)")
    }
  }

  @Test func `a certificate names what a scenario says of what is committed`() throws {
    let spec =
      #"{"resources": {"a": {"cost": 1, "max": 9, "committed": true}}, "demands": {"units": 4}, "#
      + #""minimize": "cost", "scenarios": {"s0": {"set": {"/resources/a/max": 8}}, "#
      + #""s1": {"set": {"/resources/a/max": 3}}}}"#
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Run.dcopt("solve", "-", "--certificate", file.path, input: spec)
    #expect(run.code == 2)
    #expect(
      try String(contentsOf: file, encoding: .utf8).contains(
        #""weights": { "/demands/units": "1", "/scenarios/s1/bound/a": "-1" }"#))
  }

  @Test func `printed thirds are a plan, also where it is not the best`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try
      (#"{"resources": {"a": {"cost": 1, "w": 3}, "b": {"cost": 2, "w": 3}}, "#
      + #""demands": {"w": {"min": 3, "max": 3}}, "minimize": "cost"}"#)
      .write(to: file, atomically: true, encoding: .utf8)
    for (a, b, isPlan) in [
      ("0.3333333333333333", "0.6666666666666666", true), ("0.25", "0.75", true),
      ("0.3333333333333333", "0.6666666666666669", false),
      ("0.3333333333333333", "0.6666666666666662", false),
    ] {
      let plan = #"{"dcopt": 1, "status": "optimal", "allocation": {"a": \#(a), "b": \#(b)}}"#
      let run = try Run.dcopt("check", file.path, "-", input: plan)
      #expect(run.text.contains("\"feasible\": \(isPlan)"), "\(a) \(b) \(run.text)")
    }
  }

  /// What is left by the third period, 3 d − 1.5, may be what the last two asked for, 2 d.
  @Test func `a demand that waits moves all that follows from it, as often as it is there`() throws
  {
    let spec =
      #"{"periods": 4, "resources": {"a": {"cost": 1, "max": [0.5, 0.5, 0.5, 9]}}, "demands": "#
      + #"{"units": {"min": LEAST, "wait": 2}}, "minimize": "cost"}"#
    let run = try Run.dcopt(
      "solve", "-", "--repair-weight", "/resources=never", input: spec.replacing("LEAST", with: "2")
    )
    #expect(
      run.code == 2
        && run.text.contains(#""repair": [{ "at": "/demands/units/min", "from": 2, "to": 1.5 }]"#),
      "\(run.text)")
    for (least, code) in [("1.5", Int32(0)), ("1.5001", 2)] {
      #expect(try Run.dcopt("solve", "-", input: spec.replacing("LEAST", with: least)).code == code)
    }
  }

  @Test func `two scenarios that say the same of what is committed are both in the repair`() throws
  {
    let spec =
      #"{"resources": {"a": {"cost": 1, "max": 9, "committed": true}}, "demands": {"units": {"min": 6}}, "#
      + #""minimize": "cost", "scenarios": {"s0": {"set": {"/resources/a/max": 5}}, "#
      + #""s1": {"set": {"/resources/a/max": 5}}}}"#
    let run = try Run.dcopt("solve", "-", "--repair-weight", "/demands=never", input: spec)
    for scenario in ["s0", "s1"] {
      let change =
        #"{ "at": "/scenarios/\#(scenario)/set/~1resources~1a~1max", "from": 5, "to": 6 }"#
      #expect(run.code == 2 && run.text.contains(change), "\(run.text)")
    }
  }
}
