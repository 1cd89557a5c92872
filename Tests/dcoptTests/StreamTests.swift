// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Exit codes, streams and files.
struct StreamTests {
  static let spec = #"{"resources": {"a": {"cost": 2, "max": 5}}, "maximize": "cost"}"#

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func `verdicts have their exit codes`() throws {
    #expect(try Run.dcopt("solve", "-", input: Self.spec).code == 0)
    let infeasible =
      #"{"resources": {"a": {"cost": 2, "max": 5}}, "demands": {"cost": 11}, "maximize": "cost"}"#
    #expect(try Run.dcopt("solve", "-", input: infeasible).code == 2)
    let unbounded = #"{"resources": {"a": {"cost": 2}}, "maximize": "cost"}"#
    #expect(try Run.dcopt("solve", "-", input: unbounded).code == 3)
  }

  @Test(arguments: [
    (["solve"], 64), (["solve", "a"], 66), (["frobnicate"], 64),
    (["solve", "-", "--format", "xml"], 64), (["solve", "/nonexistent.json"], 66),
    (["solve", "/"], 66), (["validate", "/nonexistent.json"], 66),
    (["check", "-", "-"], 64), (["verify", "examples/energy.json", "/nonexistent"], 66),
  ])
  func `a wrong call says so on standard error only`(arguments: [String], code: Int) throws {
    let run = try Run.shell("dcopt \(arguments.joined(separator: " "))")
    #expect(run.code == Int32(code), "\(arguments)")
    #expect(run.output.isEmpty)
    #expect(!run.error.isEmpty)
  }

  @Test func `a word that is no command is said, with the nearest one`() throws {
    for (word, says) in [
      ("solv", "There is no command 'solv'. Did you mean 'solve'?"),
      ("pereto", "Did you mean 'pareto'?"), ("sweeps", "Did you mean 'sweep'?"),
      ("examples/energy.json", "There is no command 'examples/energy.json'.\n"),
    ] {
      let run = try Run.dcopt(word, "x")
      #expect(run.code == 64 && run.output.isEmpty && run.error.contains(says), "\(run.error)")
    }
    for command in try Run.dcopt("--help").text.matches(of: /\n  ([a-z]+) {3,}/) {
      #expect(try Run.dcopt(String(command.output.1), "--help").code == 0)
    }
    #expect(try Run.dcopt("help", "solve").code == 0)
  }

  @Test func `a spec in place of a plan is one complaint, unless a resource has that name`() throws
  {
    let run = try Run.dcopt("check", "examples/energy.json", "examples/security.json")
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(
      run.error == "examples/security.json:1:1: error: this is a spec and no plan: "
        + "expected amounts by resource\n")
    let spec = #"{"resources": {"resources": {"x": 1}}, "minimize": "x"}"#
    let file = try folder().appending(path: "plan.json")
    try Data(#"{"resources": 2}"#.utf8).write(to: file)
    #expect(try Run.dcopt("check", "-", file.path, input: spec).code == 0)
  }

  @Test func `a result that cannot be written is an error`() throws {
    #expect(try Run.shell("dcopt solve examples/energy.json > /dev/full").code == 74)
    let run = try Run.dcopt("solve", "examples/energy.json", "--output", "/nonexistent/x.json")
    #expect(run.code == 73)
    #expect(run.output.isEmpty)
  }

  @Test func `--output replaces a file whole, keeps its mode and leaves nothing beside it`() throws
  {
    let folder = try folder()
    let file = folder.appending(path: "plan.json")
    try Data("old".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
    let run = try Run.dcopt("solve", "examples/energy.json", "--output", file.path)
    #expect(run.code == 0)
    #expect(run.output.isEmpty)
    #expect(try Data(contentsOf: file) == Run.dcopt("solve", "examples/energy.json").output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["plan.json"])
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o640)
  }

  @Test func `a full disk leaves the old file whole`() throws {
    let folder = try folder()
    let file = folder.appending(path: "plan.json")
    try Data("old".utf8).write(to: file)
    let run = try Run.shell(
      "(trap '' XFSZ; ulimit -f 0; dcopt solve examples/energy.json --output \(file.path) 2>&1) | cat"
    )
    #expect(run.text.contains("cannot be written"), "\(run.text)")
    #expect(try Data(contentsOf: file) == Data("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["plan.json"])
  }

  @Test func `a wrong spec leaves an old result as it was`() throws {
    let file = try folder().appending(path: "plan.json")
    try Data("old".utf8).write(to: file)
    #expect(try Run.dcopt("solve", "-", "--output", file.path, input: "{").code == 65)
    #expect(try Data(contentsOf: file) == Data("old".utf8))
  }

  @Test func `validate reads all its files and exits with the worst`() throws {
    let run = try Run.shell(
      "echo '{' | dcopt validate examples/energy.json - /nonexistent.json examples/listing.json")
    #expect(run.code == 66)
    #expect(run.error.contains("<stdin>:2:1: error: "), "\(run.error)")
    #expect(run.error.contains("/nonexistent.json: cannot be read"))
  }

  @Test func `strict makes a warning an error`() throws {
    let spec = #"{"resources": {"a": {"cost": 2, "noise": 5, "max": 1}}, "maximize": "cost"}"#
    let lenient = try Run.dcopt("solve", "-", input: spec)
    #expect(lenient.code == 0)
    #expect(
      lenient.error
        == "<stdin>:1:33: warning: /resources/a/noise: nothing uses the attribute \"noise\"\n"
    )
    let strict = try Run.dcopt("solve", "--strict", "-", input: spec)
    #expect(strict.code == 65)
    #expect(strict.output.isEmpty)
  }

  @Test func `the same spec gives the same bytes`() throws {
    for example in ["aws-fleet", "training-mix", "listing-with-budget"] {
      let first = try Run.dcopt("solve", "examples/\(example).json").output
      #expect(try Run.dcopt("solve", "examples/\(example).json").output == first)
    }
  }
}
