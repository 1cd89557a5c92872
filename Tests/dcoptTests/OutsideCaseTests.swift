// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What once broke when it was tried from outside (`Fixtures/outside`), each with the right answer.
struct OutsideCaseTests {
  private static let folder = "Tests/dcoptTests/Fixtures/outside"

  private func path(_ name: String) -> String { "\(Self.folder)/\(name).json" }

  private func object(_ run: Run) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: run.output) as? [String: Any], "\(run.text)")
  }

  /// Solves a case and gives the result to another command.
  private func after(_ command: String, _ name: String) throws -> (solved: Run, then: Run) {
    let solved = try Run.dcopt("solve", path(name), "--quiet")
    return (solved, try Run.dcopt(command, path(name), "-", "--quiet", input: solved.text))
  }

  @Test(arguments: [
    ("ax", 0), ("big1", 0), ("c1", 0), ("crash_m4-237845", 2), ("inf_clean-hours", 2), ("m", 0),
    ("names", 0), ("nolink", 0), ("rep1", 2), ("rep2", 2), ("rep3", 2),
    ("repair-1.2-to-1.2", 2), ("s51014", 3), ("sensitivity-never-ends", 0), ("sweep-crash", 0),
    ("third", 0), ("v2", 0), ("v4", 2), ("verify-30s-repair", 2),
    ("05-hang-ignores-time-limit", 2), ("08-verify-refuses-own-search", 2), ("22-bom", 0),
    ("scenarios-without-a-plan", 2),
  ])
  func `each has its exit code, and verify proves its result`(name: String, code: Int) throws {
    let (solved, verified) = try after("verify", name)
    #expect(solved.code == Int32(code), "\(solved.text)\(solved.error)")
    #expect(verified.code == 0, "\(solved.text)\(verified.text)")
  }

  @Test(arguments: [
    "big1", "c1", "m", "names", "nolink", "sensitivity-never-ends", "sweep-crash", "third", "v2",
  ])
  func `check passes what solve printed, with no gap`(name: String) throws {
    let (solved, checked) = try after("check", name)
    #expect(checked.code == 0, "\(solved.text)\(checked.text)")
    let objective = try #require(try object(checked)["objective"] as? [String: Any])
    #expect(objective["gap"] as? Double == 0, "\(checked.text)")
  }

  @Test(arguments: [
    ("inf1", "1:65: error: /minimize: "), ("inf1", "1:30: error: /resources/a/cost: "),
    ("number-out-of-range", "1:514: error: /constraints/c2: "),
    ("number-out-of-range2", "1:282: error: /minimize: "),
  ])
  func `a figure that no number holds is refused with its place`(name: String, at: String) throws {
    for format in ["json", "table", "csv", "html", "markdown", "openmetrics"] {
      let run = try Run.dcopt("solve", path(name), "--format", format)
      #expect(run.code == 65 && run.output.isEmpty, "\(run.text)\(run.error)")
      #expect(run.error.contains("\(name).json:\(at)"), "\(run.error)")
      #expect(!run.error.contains("inf ") && !run.error.contains("numberOutOfRange"))
    }
    let batch = try Run.dcopt(
      "batch", "--quiet",
      input: try String(
        contentsOfFile: Checkout.root.appending(path: path(name)).path, encoding: .utf8))
    #expect(try object(batch)["status"] as? String == "invalid", "\(batch.text)")
  }

  @Test(arguments: ["json", "table", "html", "markdown", "csv"])
  func `charts have room for every number`(format: String) throws {
    for arguments in [
      [path("sweep-crash"), "--vary", "/resources/0/A=1e308,-1e308"],
      [path("ax"), "--vary", "/resources/a/max=0,1.7e308"],
      [path("ax"), "--vary", "/resources/a/max=1e-300,2e-300,3e-300"],
      [path("ax"), "--vary", "/resources/a/max=1e15,1000000000000001"],
    ] {
      let run = try Run.dcopt("sweep", arguments[0], arguments[1], arguments[2], "--format", format)
      #expect(run.code == 0, "\(arguments) \(run.code) \(run.error)")
      let words = run.text.lowercased().split { !$0.isLetter }
      #expect(!words.contains("nan") && !words.contains("inf"), "\(arguments)\n\(run.text)")
    }
  }

  @Test func `a result with an empty list is refused with its place`() throws {
    let run = try Run.dcopt("diff", path("e"), path("m"))
    #expect(run.code == 65 && run.error.contains("/allocation/a: "), "\(run.code) \(run.error)")
  }

  @Test func `a placement where no link leads is a violation`() throws {
    let run = try Run.dcopt("check", path("nolink"), path("nolinkplan"), "--quiet")
    #expect(run.code == 1)
    let violations = try #require(try object(run)["violations"] as? [[String: Any]])
    #expect(violations.map { $0["at"] as? String } == ["/workloads/w/on/b"], "\(run.text)")
  }

  @Test func `a plan from elsewhere is what its decimals say, but for a tolerance`() throws {
    let plan = #"{"a": 0.3333}"#
    let strict = try Run.dcopt("check", path("third"), "-", input: plan)
    #expect(strict.code == 1)
    let hint = try #require(try object(strict)["within_digits"] as? [String: Any], "\(strict.text)")
    let tolerance = try #require(hint["tolerance"] as? Double)
    #expect(tolerance == 0.0001)
    func code(_ tolerance: String) throws -> Int32 {
      try Run.dcopt("check", path("third"), "-", "--tolerance", tolerance, input: plan).code
    }
    #expect(try code("0.0001") == 0 && code("0.00009") == 1)
    // A tenth is no third in any number of digits.
    let wrong = try Run.dcopt("check", path("third"), "-", input: #"{"a": 0.1}"#)
    #expect(try wrong.code == 1 && object(wrong)["within_digits"] == nil)
  }

  @Test(arguments: ["rep1", "rep2"])
  func `a repaired equality works as it is printed`(name: String) throws {
    let result = try object(try Run.dcopt("solve", path(name)))
    let repair = try #require(result["repair"] as? [[String: Any]])
    var spec = try String(
      contentsOfFile: Checkout.root.appending(path: path(name)).path, encoding: .utf8)
    let run = try Run.dcopt("solve", path(name))
    for change in repair {
      let at = try #require(change["at"] as? String)
      let constraint = at.split(separator: "/")[1]
      let text = try #require(
        run.text.firstMatch(of: try Regex("\"at\": \"\(at)\", \"from\": [^,]*, \"to\": ([^ ]*) "))?
          .output[1].substring)
      spec = spec.replacing(
        try Regex("(\"\(constraint)\": [^}]*}, \"equals\": )[0-9.]*"),
        with: { String($0.output[1].substring!) + String(text) })
    }
    #expect(try Run.dcopt("solve", "-", input: spec).code == 0, "\(spec)\n\(repair)")
  }

  @Test func `tables print a repair in all its digits`() throws {
    let table = try Run.dcopt(
      "solve", path("rep3"), "--repair-weight", "/demands=never", "--format", "table")
    #expect(table.text.contains("to 3.3333333333333335"), "\(table.text)")
    let other = try Run.dcopt("solve", path("repair-1.2-to-1.2"), "--format", "table").text
    let line = try #require(other.split(separator: "\n").first { $0.contains(" from ") })
    let words = line.split(separator: " ")
    #expect(words[words.count - 3] != words[words.count - 1], "\(line)")
  }

  @Test func `what was not decided of a conflict is said`() throws {
    let run = try Run.dcopt("solve", path("06-conflict-not-irreducible"))
    let conflict = try #require(try object(run)["conflict"] as? [[String: Any]])
    #expect(conflict.contains { ($0["at"] as? String)?.contains("pairs") == true }, "\(run.text)")
    for part in conflict where (part["at"] as? String)?.contains("pairs") == false {
      #expect(part["undecided"] as? Bool == true, "\(run.text)")
    }
    let table = try Run.dcopt("solve", path("06-conflict-not-irreducible"), "--format", "table")
    if conflict.count > 1 {
      #expect(!table.text.contains("any one fewer could"), "\(table.text)")
    }
    let verified = try Run.dcopt(
      "verify", path("06-conflict-not-irreducible"), "-", input: run.text)
    #expect(verified.code == 0, "\(verified.text)")
    // The same result with the doubt left out claims more than is so.
    let claimed = run.text.replacing(", \"undecided\": true", with: "")
    if claimed != run.text {
      let again = try Run.dcopt(
        "verify", path("06-conflict-not-irreducible"), "-", input: claimed)
      #expect(again.code == 1, "\(again.text)")
    }
  }

  @Test func `prices and sentences end on numbers of a thousand million million`() throws {
    let name = path("sensitivity-never-ends")
    #expect(try Run.dcopt("solve", name, "--sensitivity").code == 0)
    #expect(try Run.dcopt("explain", name).code == 0)
  }

  @Test(arguments: [
    "hang-219835", "hang-260729", "hang1886", "s17103", "11-time-limit-not-kept",
    "09-parity-stopped", "25-jeroslow-unproved",
  ])
  func `a time limit is kept`(name: String) throws {
    let begin = ContinuousClock.now
    let run = try Run.dcopt("solve", path(name), "--time-limit", "1", "--quiet", "--sensitivity")
    // The machine may be busy with other tests.
    #expect(ContinuousClock.now - begin < .seconds(40), "\(name)")
    #expect([0, 2, 4].contains(run.code), "\(run.code) \(run.error)")
    #expect(try object(run)["status"] != nil)
  }

  @Test func `names show as they are and do nothing`() throws {
    for format in ["table", "markdown", "html"] {
      let run = try Run.dcopt("solve", path("names"), "--format", format)
      let stray = run.text.unicodeScalars.first { scalar in
        scalar != "\n"
          && (scalar.properties.generalCategory == .control
            || (0x202A...0x202E).contains(scalar.value) || scalar.value == 0x2028)
      }
      #expect(stray == nil, "\(format): \(String(describing: stray))")
      let commands = run.text.split(separator: "\n").filter {
        $0.drop(while: \.isWhitespace).hasPrefix("::")
      }
      #expect(commands.isEmpty, "\(format): \(commands)")
    }
    let csv = try Run.dcopt("solve", path("names"), "--format", "csv").text
    #expect(!csv.unicodeScalars.contains("\u{1B}"))
    #expect(csv.contains(",'=cmd|") && csv.contains(",'@SUM(A1),") && csv.contains(",-1,"))
  }

  @Test func `no complaint begins a line with a command of a runner`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tag = try Run.dcopt("solve", "\(Self.folder)/esc3.yaml")
    try "{".write(
      to: folder.appending(path: "a\n::error::x.json"), atomically: true, encoding: .utf8)
    let file = try Run.shell("cd '\(folder.path)' && dcopt solve *.json; dcopt solve ./*x.json")
    for run in [tag, file] {
      #expect(run.code == 65, "\(run.error)")
      let lines = run.error.split(separator: "\n")
      #expect(!lines.isEmpty)
      #expect(
        !lines.contains { $0.hasPrefix("::") } && !run.error.contains("\u{1B}"), "\(run.error)")
    }
  }

  @Test func `aliases nested deep are refused`() throws {
    var text = "a0: &a0 [1]\n"
    for k in 1...4000 { text += "a\(k): &a\(k) [*a\(k - 1)]\n" }
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let run = try Run.dcopt("validate", file.path)
    #expect(run.code == 65 && run.error.contains("nested more than 500 deep"), "\(run.code)")
  }

  @Test(arguments: [("TRUE", "FALSE"), ("True", "False")])
  func `a table's TRUE is a boolean, and a word where words stand`(yes: String, no: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "name,cost,w,integer,site\na,2,2,\(yes),\(yes)\nb,3,1,\(no),\(no)\n".write(
      to: folder.appending(path: "r.csv"), atomically: true, encoding: .utf8)
    try #"{"resources": {"csv": "r.csv"}, "demands": {"w": 5}, "minimize": "cost"}"#.write(
      to: folder.appending(path: "s.json"), atomically: true, encoding: .utf8)
    let run = try Run.dcopt("solve", folder.appending(path: "s.json").path, "--quiet")
    let allocation = try #require(
      try object(run)["allocation"] as? [String: Double], "\(run.error)")
    #expect(allocation == ["a": 3, "b": 0] || allocation == ["a": 2, "b": 1], "\(allocation)")
  }

  @Test func `a byte order mark before a model, a plan and a table is none of it`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      ("m.mod", "var x >= 2; minimize o: 3 * x;\ns.t. c: x >= y; end;\n"),
      ("n.mod", "var x >= 2; minimize o: 3 * x; end;\n"), ("c.csv", "cost\r\n1\r\n2\r\n"),
      ("p.json", #"{"a": [1, 1]}"#),
      (
        "s.json",
        #"{"periods": 2, "resources": {"a": {"cost": {"csv": "c.csv", "column": "cost"}}}, "#
          + #""demands": {"units": 1}, "minimize": "cost"}"#
      ),
      ("y.yaml", "resources:\n  a: {cost: 3}\ndemands: {units: 2}\nminimize: cost\n"),
    ] {
      try ("\u{FEFF}" + text).write(
        to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    for (name, value) in [("n.mod", 6.0), ("s.json", 3), ("y.yaml", 6)] {
      let run = try Run.dcopt("solve", folder.appending(path: name).path, "--quiet")
      let objective = try object(run)["objective"] as? [String: Any]
      #expect(objective?["value"] as? Double == value, "\(name) \(run.error)")
    }
    let wrong = try Run.dcopt("solve", folder.appending(path: "m.mod").path)
    #expect(wrong.code == 65 && wrong.error.contains("m.mod:2:1: error: y not defined"))
    let checked = try Run.shell("cd \(folder.path) && dcopt check s.json p.json")
    #expect(checked.code == 0, "\(checked.text)\(checked.error)")
  }

  @Test func `an output is no input, and may be behind a link`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let manager = FileManager.default
    let spec = folder.appending(path: "spec.json").path
    try manager.copyItem(atPath: Checkout.root.appending(path: path("m")).path, toPath: spec)
    let text = try String(contentsOfFile: spec, encoding: .utf8)
    for output in [spec, folder.path + "/./spec.json"] {
      let run = try Run.dcopt("solve", spec, "--output", output)
      #expect(run.code == 73 && run.output.isEmpty, "\(run.error)")
      #expect(try String(contentsOfFile: spec, encoding: .utf8) == text)
    }
    let link = folder.appending(path: "link.json").path
    try manager.createSymbolicLink(atPath: link, withDestinationPath: "later.json")
    #expect(try Run.dcopt("solve", spec, "--output", link).code == 0)
    #expect(try Run.dcopt("solve", spec, "--output", link).code == 0)
    #expect(try manager.destinationOfSymbolicLink(atPath: link) == "later.json")
    let names = try manager.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["later.json", "link.json", "spec.json"])
  }

  @Test func `verify takes any optimal plan, and no other`() throws {
    let spec =
      #"{"resources": {"a": {"cost": 1, "max": 4}, "b": {"cost": 1, "max": 4}}, "#
      + #""demands": {"units": 6}, "minimize": "cost"}"#
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try spec.write(to: file, atomically: true, encoding: .utf8)
    let solved = try Run.dcopt("solve", file.path).text
    func proves(_ a: String, _ b: String) throws -> Bool {
      let plan = solved.replacing(
        try Regex("\"a\": [0-9]+, \"b\": [0-9]+"), with: "\"a\": \(a), \"b\": \(b)"
      )
      .replacing(
        try Regex("(\"a\": [{] \"amount\": )[^,]*(, \"reduced_cost\": 0, \"at\": )\"[a-z]*\""),
        with: { match in
          "\(match.output[1].substring!)\(a)\(match.output[2].substring!)\"\(a == "4" ? "max" : "between")\""
        }
      ).replacing(
        try Regex("(\"b\": [{] \"amount\": )[^,]*(, \"reduced_cost\": 0, \"at\": )\"[a-z]*\""),
        with: { match in
          "\(match.output[1].substring!)\(b)\(match.output[2].substring!)\"\(b == "4" ? "max" : "between")\""
        })
      return try Run.dcopt("verify", file.path, "-", input: plan).code == 0
    }
    #expect(try proves("4", "2") && proves("2", "4"))
    #expect(try proves("3", "3") && proves("2.5", "3.5"), "\(solved)")
    #expect(try !proves("2.5", "3.25") && !proves("3", "4"))
  }

  @Test func `totals beyond a number are refused too`() throws {
    let spec =
      #"{"resources": {"a": {"w": 2.022, "cost": 0, "max": 1e308, "min": 1e308}}, "#
      + #""minimize": "cost"}"#
    let run = try Run.dcopt("solve", "-", "--quiet", input: spec)
    #expect(
      run.code == 65 && run.error.contains("<stdin>:1:27: error: /resources/a/w: "), "\(run.error)")
  }

  @Test func `a figure out of range has its place in YAML, in a pipe, a sweep and a table`() throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = "resources:\n  a:\n    cost: 1e300\n    min: 1e300\nminimize: cost\n"
    try yaml.write(to: folder.appending(path: "s.yaml"), atomically: true, encoding: .utf8)
    try "name,cost,min\nb,1,1\na,1e300,1e300\n".write(
      to: folder.appending(path: "r.csv"), atomically: true, encoding: .utf8)
    try #"{"resources": {"csv": "r.csv"}, "minimize": "cost"}"#.write(
      to: folder.appending(path: "t.json"), atomically: true, encoding: .utf8)
    let runs = [
      ("solve s.yaml", "s.yaml:3:11: error: /resources/a/cost: "),
      ("solve s.yaml", "s.yaml:5:11: error: /minimize: "),
      ("solve - < t.json", "r.csv:2:3: error: /resources/b/cost: "),
      ("cat s.yaml | dcopt solve /dev/stdin", "error"),
      ("explain s.yaml", "s.yaml:5:11: error: /minimize: "),
      ("diff s.yaml s.yaml", "s.yaml:5:11: error: /minimize: "),
    ]
    for (command, says) in runs {
      let whole = command.hasPrefix("cat") ? command : "dcopt \(command)"
      let run = try Run.shell("cd '\(folder.path)' && \(whole)")
      #expect(run.code == 65 && run.error.contains(says), "\(command): \(run.error)")
    }
    let sweep = try Run.dcopt(
      "sweep", "-", "--vary", "/resources/a/min=1,1e300",
      input: #"{"resources": {"a": {"cost": 1e300, "min": 1}}, "minimize": "cost"}"#)
    #expect(sweep.text.contains(#""at": "/minimize""#), "\(sweep.text)")
    #expect(!sweep.text.contains(#""line": 1, "column": 1,"#))
    // A model's single numbers.
    let model = try Run.dcopt(
      "solve", "-",
      input: #"{"model": "security", "resources": {"a": {"cost": 1e300, "security": 1e-300}}, "#
        + #""demand": 1}"#)
    #expect(model.code == 65 && model.error.contains(":1:11: error: /model: "), "\(model.error)")
  }

  @Test func `a conflict of differences has a repair, and says when that was not decided`() throws {
    let (solved, verified) = try after("verify", "05-hang-ignores-time-limit")
    let result = try object(solved)
    #expect((result["proof"] as? [String: Any])?["relaxation_bound"] == nil)
    let repair = try #require(result["repair"] as? [[String: Any]])
    #expect(verified.code == 0 && (!repair.isEmpty || result["repair_proved"] != nil))
    // No repair, and no doubt: that claims that there is none.
    let none = solved.text.replacing(
      try Regex(#""repair": \[[^\]]*\],\n"#), with: "\"repair\": [],\n"
    ).replacing(try Regex(#"  "repair_proved": false,\n"#), with: "")
    let again = try Run.dcopt(
      "verify", path("05-hang-ignores-time-limit"), "-", input: none)
    #expect(again.code != 0, "\(again.text)")
    let simple =
      #"{"resources": {"a": {"cost": 1, "max": 1}}, "demands": {"units": 3}, "minimize": "cost"}"#
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try simple.write(to: file, atomically: true, encoding: .utf8)
    let emptied = try Run.dcopt("solve", file.path).text.replacing(
      try Regex(#""repair": \[[^\]]*\]"#), with: "\"repair\": []")
    let refused = try Run.dcopt("verify", file.path, "-", input: emptied)
    #expect(refused.code == 1 && refused.text.contains("there is one"), "\(refused.text)")
  }

  @Test func `verify takes a plan within the gap, and no bound that does not hold`() throws {
    for name in ["docs/specs/packing.json", "docs/specs/gpu-nodes.json"] {
      let solved = try Run.dcopt("solve", name, "--gap", "0.5", "--quiet")
      #expect(solved.code == 0 && solved.text.contains("within_gap"), "\(solved.text)")
      #expect(try Run.dcopt("verify", name, "-", input: solved.text).code == 0)
      for (key, value) in [("bound", "1e6"), ("gap", "0.001"), ("value", "1")] {
        let changed = solved.text.replacing(
          try Regex("\"\(key)\": [0-9.]+"), with: "\"\(key)\": \(value)")
        #expect(try Run.dcopt("verify", name, "-", input: changed).code == 1, "\(key)")
      }
    }
  }

  @Test func `what verify cannot find out it does not refuse`() throws {
    let stopped = try Run.dcopt("solve", "docs/specs/packing.json", "--time-limit", "0", "--quiet")
    try #require(stopped.code == 4)
    let run = try Run.dcopt("verify", "docs/specs/packing.json", "-", input: stopped.text)
    #expect(run.code == 4)
    let answer = try object(run)
    #expect(answer["proved"] as? Bool == false && answer["checked"] as? Bool == false)
  }

  @Test(arguments: ["b", "a"])
  func `thousands of wrong changes in a scenario take moments`(name: String) throws {
    let resources = (0..<3000).map { #""a\#($0)": {"cost": 1, "max": 9}"# }
    let changes = (0..<3000).map { #""/resources/\#(name)\#($0)/max": -3"# }
    let spec =
      #"{"resources": {\#(resources.joined(separator: ", "))}, "demands": {"units": 1}, "#
      + #""minimize": "cost", "scenarios": {"s": {"set": {\#(changes.joined(separator: ", "))}}}}"#
    let begin = ContinuousClock.now
    let run = try Run.dcopt("validate", "-", input: spec)
    #expect(run.code == 65 && ContinuousClock.now - begin < .seconds(60))
    let lines = run.error.split(separator: "\n")
    #expect(lines.count == 3000)
    // Each is told at its own place, the last one too.
    let last = try #require(lines.last)
    #expect(last.contains("/scenarios/s/set/~1resources~1\(name)2999~1max: "), "\(last)")
    // A name that is near is looked for a hundred times.
    #expect(lines.filter { $0.contains("did you mean") }.count == (name == "b" ? 100 : 0))
  }

  @Test func `a thousand priorities take moments`() throws {
    let priorities = Array(repeating: #"{"minimize": "cost", "within": 0.1}"#, count: 1050)
    let spec =
      #"{"resources": {"a": {"cost": 1, "w": 1}, "b": {"cost": 2, "w": 3}}, "#
      + #""demands": {"w": 5}, "priorities": [\#(priorities.joined(separator: ", "))]}"#
    let begin = ContinuousClock.now
    let run = try Run.dcopt("solve", "-", "--quiet", input: spec)
    #expect(run.code == 0 && ContinuousClock.now - begin < .seconds(60), "\(run.error)")
  }
}
