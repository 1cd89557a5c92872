// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What people who live in shells and CI jobs expect to find.
struct ConventionTests {
  private static let wrong = #"{"resources": {"a": {"cost": "2,5%"}}, "maximize": "cost"}"#

  @Test func `solve answers several files in order and exits with the worst`() throws {
    let json = try Run.shell(
      "dcopt solve examples/energy.json examples/listing-with-budget.json --format json")
    #expect(json.code == 2)
    let lines = json.text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix(#"{ "dcopt": 1, "status": "optimal", "#))
    #expect(lines[1].hasPrefix(#"{ "dcopt": 1, "status": "infeasible", "#))
    let table = try Run.shell(
      "dcopt solve examples/energy.json examples/listing-with-budget.json --format table")
    let parts = try ["energy", "listing-with-budget"].map {
      "== examples/\($0).json ==\n\n"
        + (try Run.shell("dcopt solve examples/\($0).json --format table").text)
    }
    #expect(table.text == parts.joined(separator: "\n"))
  }

  @Test func `a file that is no spec still has its line among several`() throws {
    let run = try Run.shell(
      "echo '{' | dcopt solve examples/energy.json /nonexistent - examples/listing.json")
    #expect(run.code == 66)
    let statuses = try run.text.split(separator: "\n").map {
      try (JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary)?["status"] as? String
    }
    #expect(statuses == ["optimal", "failed", "invalid", "optimal"])
    #expect(run.error.contains("<stdin>:2:1: error: "))
  }

  @Test func `several files go into one output, and a certificate is for one`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let specs = "examples/energy.json examples/listing.json"
    let run = try Run.shell("dcopt solve \(specs) --output \(file.path)")
    #expect(run.code == 0 && run.output.isEmpty)
    #expect(try Data(contentsOf: file) == Run.shell("dcopt solve \(specs)").output)
    #expect(try Run.shell("dcopt solve \(specs) --certificate \(file.path)").code == 64)
    #expect(try Run.shell("dcopt solve - -").code == 64)
  }

  @Test func `--quiet drops warnings and keeps errors`() throws {
    let doubtful = #"{"resources": {"a": {"cost": 2, "noise": 5, "max": 1}}, "maximize": "cost"}"#
    let run = try Run.dcopt("solve", "--quiet", "-", input: doubtful)
    #expect(run.code == 0 && run.error.isEmpty)
    #expect(try !Run.dcopt("solve", "--quiet", "-", input: Self.wrong).error.isEmpty)
  }

  @Test func `--verbose says how a problem is solved as it is solved, on standard error alone`()
    throws
  {
    let run = try Run.shell("dcopt solve --verbose examples/energy.json")
    #expect(run.output == (try Run.shell("dcopt solve examples/energy.json").output))
    var lines = run.error.split(separator: "\n").map { line in
      #expect(line.hasPrefix("examples/energy.json: "))
      return line.dropFirst("examples/energy.json: ".count)
    }
    #expect(lines.removeFirst().wholeMatch(of: /read in [0-9.]+ ms/) != nil)
    #expect(lines.removeLast().wholeMatch(of: /762 bytes written in [0-9.]+ ms/) != nil)
    #expect(lines.first == "2 rows, 3 columns, 6 coefficients")
    #expect(lines[1] == "dual simplex: no shape that is known better")
    #expect(lines.contains { $0.hasPrefix("GLPK: GLPK Simplex Optimizer ") })
    #expect(lines.contains("GLPK: OPTIMAL LP SOLUTION FOUND"))
    #expect(lines.contains("GLPK ends: optimal after 1 pivot"))
    #expect(lines[lines.count - 2] == "the exact proof")
    #expect(
      lines.last!.wholeMatch(of: /optimal, objective 1500 after [0-9.]+ ms; proof: exact/) != nil)
  }

  @Test func `--verbose follows whole numbers, several goals, conflicts and other methods`() throws
  {
    for (spec, says) in [
      (
        "examples/aws-fleet.json",
        ["the search over whole numbers"]
      ),
      ("docs/specs/priorities.json", ["GLPK ends: optimal after 1 pivot", "the exact proof"]),
      (
        "examples/listing-with-budget.json",
        ["what clashes, and the least change that mends it", "GLPK ends: infeasible after "]
      ),
      ("examples/placement-trace.json", ["interior point: 249 rows with no known structure"]),
    ] {
      let run = try Run.shell("dcopt solve --verbose \(spec)")
      #expect(run.output == (try Run.shell("dcopt solve \(spec)").output), "\(spec)")
      for line in says { #expect(run.error.contains("\(spec): \(line)"), "\(spec): \(line)") }
    }
  }

  /// Thirty numbers of 0 or 1 whose four sums are to be half of all: branch and cut takes hours.
  private static let marketSplit: String = {
    var state: UInt64 = 5
    let weights = (0..<30).map { _ in
      (0..<4).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % 99 + 1
      }
    }
    let resources = weights.enumerated().map { j, weights in
      let attributes = weights.enumerated().map { "\"a\($0)\": \($1)" }.joined(separator: ", ")
      return "\"x\(j)\": {\"integer\": true, \"max\": 1, \"c\": 1, \(attributes)}"
    }
    let demands = (0..<4).map { i in
      let half = weights.reduce(0) { $0 + $1[i] } / 2
      return "\"a\(i)\": {\"min\": \(half), \"max\": \(half)}"
    }
    return "{\"resources\": {\(resources.joined(separator: ", "))}, "
      + "\"demands\": {\(demands.joined(separator: ", "))}, \"minimize\": \"c\"}"
  }()

  @Test func `what takes long shows on a terminal where it is, and nowhere else`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (spec, result) = (folder.appending(path: "a.json"), folder.appending(path: "b.json"))
    try Data(Self.marketSplit.utf8).write(to: spec)
    let command = "dcopt solve --time-limit 2 \(spec.path) > \(result.path)"
    let shown = try Run.shell(
      "python3 Tests/dcoptTests/Fixtures/terminal/terminal.py 60 sh -c '\(command)'"
    ).text
    let clear = "\r\u{1B}[K"
    #expect(shown.hasPrefix(clear + "1 s, the search over whole numbers: "), "\(shown)")
    #expect(shown.hasSuffix(clear))
    for line in shown.components(separatedBy: clear) {
      #expect(line.count < 60 && !line.contains("\n"))
    }
    let text = try String(contentsOf: result, encoding: .utf8)
    #expect(text.contains("\"status\": \"stopped\"") && !text.contains("\u{1B}"))
    #expect(try Run.shell(command).error.isEmpty)
  }

  @Test func `complaints take color when told, and on no account with never or into a file`() throws
  {
    let plain = try Run.dcopt("solve", "-", input: Self.wrong).error
    #expect(plain.hasPrefix("<stdin>:1:30: error: /resources/a/cost: "))
    let colored = try Run.dcopt("solve", "--color", "always", "-", input: Self.wrong).error
    #expect(colored == plain.replacing("error:", with: "\u{1B}[31merror:\u{1B}[0m"))
    #expect(try Run.dcopt("solve", "--color", "never", "-", input: Self.wrong).error == plain)
  }

  @Test func `on a terminal complaints have color, unless NO_COLOR is set`() throws {
    // A terminal of its own, from Python's standard library.
    let script = "import pty, sys; pty.spawn(sys.argv[1:])"
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (spec, program) = (folder.appending(path: "a.json"), folder.appending(path: "terminal.py"))
    try Data(Self.wrong.utf8).write(to: spec)
    try Data(script.utf8).write(to: program)
    func onTerminal(_ environment: String) throws -> String {
      try Run.shell("\(environment) python3 \(program.path) dcopt validate \(spec.path)").text
    }
    #expect(try onTerminal("env -u NO_COLOR TERM=xterm").contains("\u{1B}[31merror:\u{1B}[0m"))
    #expect(try onTerminal("TERM=xterm NO_COLOR=").contains("\u{1B}[31merror:\u{1B}[0m"))
    #expect(try !onTerminal("TERM=xterm NO_COLOR=1").contains("\u{1B}"))
    #expect(try !onTerminal("TERM=dumb").contains("\u{1B}"))
  }

  @Test func `GitHub annotations are escaped as its runner reads them`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a,b:c%.json")
    try Data(Self.wrong.utf8).write(to: file)
    let run = try Run.dcopt("validate", "--diagnostics", "github", file.path)
    #expect(run.code == 65)
    #expect(
      run.error
        == "::error file=\(folder.path)/a%2Cb%3Ac%25.json,line=1,col=30::/resources/a/cost: "
        + "expected a number, found a string (\"2,5%25\")\n")
  }

  @Test(arguments: ["allocation", "energy", "security", "long"])
  func `init writes a spec that is in order and has a plan, and says what its parts are`(
    model: String
  ) throws {
    let run = try Run.dcopt("init", model)
    #expect(run.code == 0)
    let solved = try Run.dcopt("solve", "--strict", "-", input: run.text)
    #expect(solved.code == 0 && solved.error.isEmpty, "\(solved.error)")
    let spec = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    for key in try #require(spec).keys {
      #expect(run.error.contains("\n  \(key) ") || run.error.hasPrefix("  \(key) "), "\(key)")
    }
    #expect(try Run.dcopt("init", model, "--quiet").error.isEmpty)
  }

  @Test func `init never replaces a file`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    #expect(try Run.dcopt("init", "energy", file.path).code == 0)
    let written = try Data(contentsOf: file)
    #expect(written == (try Run.dcopt("init", "energy").output))
    let again = try Run.dcopt("init", "security", file.path)
    #expect(again.code == 73)
    #expect(again.error == "dcopt: \(file.path): cannot be created: File exists\n")
    #expect(try Data(contentsOf: file) == written)
    #expect(try Run.dcopt("init", "energy", "/nonexistent/x").code == 73)
    #expect(try Run.dcopt("init", "fleet").code == 64)
  }

  @Test func `every command's help has an example`() throws {
    let help = try Run.dcopt("--help").text
    let commands = help.components(separatedBy: "SUBCOMMANDS:\n")[1].split(separator: "\n")
      .compactMap { line -> String? in
        let words = line.split(separator: " ")
        return line.hasPrefix("  ") && !line.hasPrefix("   ") ? words.first.map(String.init) : nil
      }.filter { $0 != "See" }
    #expect(commands.count >= 9)
    for command in commands {
      #expect(try Run.dcopt(command, "--help").text.contains("\nEXAMPLE"), "\(command)")
    }
    #expect(help.contains("\nEXAMPLE"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `there is a completion script for each shell, and the shell reads it`(shell: String) throws {
    let script = try Run.dcopt("--generate-completion-script", shell)
    #expect(script.code == 0 && script.text.contains("init"))
    if try Run.shell("command -v \(shell)").code == 0 {
      let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try script.output.write(to: file)
      #expect(try Run.shell("\(shell) -n \(file.path)").code == 0)
    }
  }

  @Test func `--version names GLPK's`() throws {
    let run = try Run.dcopt("--version")
    let words = run.text.split(separator: " ")
    #expect(words.count == 4 && words[0] == "dcopt" && words[2] == "(GLPK", "\(run.text)")
  }
}
