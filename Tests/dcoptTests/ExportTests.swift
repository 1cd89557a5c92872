// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What is written for other solvers, and what of theirs is read, on the command line.
struct ExportTests {
  static let hasGlpsol = (try? Run.shell("command -v glpsol").code) == 0

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func objective(_ json: Data) throws -> Double {
    let result = try JSONSerialization.jsonObject(with: json) as? [String: Any]
    return try #require((result?["objective"] as? [String: Any])?["value"] as? Double)
  }

  private static let examples = [
    "energy", "allocation", "aws-fleet", "inference-fleet", "training-mix", "security",
  ]
  private static let formats = [("mps", "mps"), ("lp", "lp"), ("mathprog", "mod")]

  /// In a longer file CLP 1.17 finds no column in ` UP BOUND a 5`.
  @Test func `bounds in MPS stand apart, so that CLP reads short ones`() throws {
    let run = try Run.dcopt(
      "export", "--to", "mps", "-",
      input: #"{"resources": {"a": {"w": 1, "max": 5}}, "demands": {"w": 4}, "minimize": "w"}"#)
    #expect(run.text.contains("\n UP BOUND     a        5\n"), "\(run.text)")
  }

  @Test(arguments: examples)
  func `an exported example has the same optimum when it is solved again`(name: String) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let spec = "examples/\(name).json"
    let expected = try objective(Run.dcopt("solve", spec).output)
    for (format, ending) in Self.formats {
      let file = folder.appending(path: "x.\(ending)").path
      #expect(try Run.dcopt("export", spec, "--to", format, "--output", file).code == 0)
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let isNegated = text.contains("here is the negative of its objective")
      let run = try Run.dcopt("solve", file, "--format", "json")
      #expect(run.code == 0, "\(file): \(run.error)")
      #expect(try objective(run.output) == (isNegated ? -expected : expected))
      // The search of aws-fleet is too long to be repeated, here as with the spec itself.
      if name != "aws-fleet" {
        #expect(try Run.dcopt("verify", file, "-", input: run.text).code == 0)
      }
    }
  }

  @Test(
    .enabled(if: hasGlpsol, "glpsol is not installed (Debian: glpk-utils)"), arguments: examples)
  func `glpsol finds the same optimum in an exported example`(name: String) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let spec = "examples/\(name).json"
    let expected = try objective(Run.dcopt("solve", spec).output).magnitude
    for (format, option) in [("mps", "--freemps"), ("lp", "--lp"), ("mathprog", "--math")] {
      let (file, report) = (folder.appending(path: "x").path, folder.appending(path: "y").path)
      _ = try Run.dcopt("export", spec, "--to", format, "--output", file)
      let run = try Run.shell("glpsol \(option) \(file) -w \(report) && grep '^s ' \(report)")
      let value = try #require(
        run.text.split(separator: "\n").last?.split(separator: " ").last.flatMap { Double($0) })
      #expect(
        (value.magnitude - expected).magnitude <= 1e-7 * max(1, expected), "\(name) \(format)")
    }
  }

  @Test func `numbers that files take for infinite are there as they are`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let spec = folder.appending(path: "s.json").path
    // 3e31 of work, of which b gives at most 2e31 and a the rest, at 7e12 a unit.
    try """
    {"resources": {"a": {"cost": 3, "work": 7e12, "max": 1e40}, "b": {"cost": 0, "work": 1, "max": 2e31},
    "c": {"cost": -1, "min": -5e30, "max": 1}, "d": {"cost": 1e30, "min": 2, "integer": true}},
    "demands": {"work": {"min": 3e31, "max": 9e33}}, "minimize": "cost"}
    """.write(to: URL(filePath: spec), atomically: true, encoding: .utf8)
    let expected = try objective(Run.dcopt("solve", spec, "--quiet").output)
    #expect((expected - (3e31 / 7e12 * 1 + 2e30)).magnitude < 1e18)
    for (format, ending) in Self.formats {
      let file = folder.appending(path: "x.\(ending)").path
      let run = try Run.dcopt("export", spec, "--to", format, "--output", file, "--quiet")
      #expect(run.code == 0, "\(run.error)")
      let again = try Run.dcopt("solve", file)
      #expect(again.code == 0, "\(again.error)")
      #expect(try objective(again.output) == expected, "\(format)")
      // More of each than there is asks for more than there is.
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(format == "mathprog" || text.contains("b_bound"), "\(text)")
    }
  }

  @Test(arguments: ["docs/specs/priorities.json", "examples/placement-sites.json"])
  func `a spec with priorities says which one is written, and each one is there`(spec: String)
    throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let result =
      try JSONSerialization.jsonObject(with: Run.dcopt("solve", spec).output) as? [String: Any]
    let best = try #require(result?["priorities"] as? [[String: Any]]).map { $0["best"] as? Double }
    #expect(best.count == 2)
    for (k, value) in best.enumerated() {
      for (format, ending) in Self.formats {
        let file = folder.appending(path: "x.\(ending)").path
        let run = try Run.dcopt(
          "export", spec, "--to", format, "--priority", "\(k + 1)", "--output", file)
        #expect(run.code == 0 && run.error.isEmpty)
        let again = try objective(Run.dcopt("solve", file).output)
        #expect((again - value!).magnitude <= 1e-9 * value!.magnitude, "\(format) \(k + 1)")
      }
    }
    let plain = try Run.dcopt("export", spec, "--to", "lp")
    #expect(
      plain.error
        == "\(spec): the first of 2 priorities is written; --priority 2 writes the next one\n")
    let first = try Run.dcopt("export", spec, "--to", "lp", "--priority", "1")
    #expect(first.output == plain.output && first.error.isEmpty)
    #expect(try Run.dcopt("export", spec, "--to", "lp", "--quiet").error.isEmpty)
    for wrong in ["0", "3", "x"] {
      #expect(try Run.dcopt("export", spec, "--to", "lp", "--priority", wrong).code == 64)
    }
  }

  @Test func `a priority after one that has no plan cannot be written`() throws {
    let spec =
      #"{"resources": {"a": {"x": 1, "max": 2}}, "demands": {"x": 3}, "#
      + #""priorities": [{"minimize": "x"}, {"maximize": "x"}]}"#
    let run = try Run.dcopt("export", "-", "--to", "lp", "--priority", "2", input: spec)
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.error == "<stdin>: no optimum to hold: an earlier objective is infeasible\n")
  }

  @Test func `a broken model has its place in a diagnostic like any other`() throws {
    let file = try folder().appending(path: "x.mod")
    try Data("var x >= 0;\nmaximize o: x;\ns.t. c: x <= y;\nend;\n".utf8).write(to: file)
    let run = try Run.dcopt("solve", file.path)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.error == "\(file.path):3:1: error: y not defined\n")
    let json = try Run.dcopt("validate", "--diagnostics", "json", file.path)
    #expect(json.error.contains(#""kind": "model""#))
    #expect(try Run.dcopt("solve", "/nonexistent.mps").code == 66)
    try Data().write(to: file)
    #expect(try Run.dcopt("solve", file.path).error.hasPrefix("\(file.path):1:1: error: "))
  }

  @Test func `a packed model is unpacked`() throws {
    let folder = try folder()
    let models = "Tests/PlanningTests/Fixtures/models"
    let run = try Run.shell(
      """
      gzip -c \(models)/free.mps > \(folder.path)/free.mps.gz
      dcopt solve \(folder.path)/free.mps.gz > \(folder.path)/packed && dcopt solve \(models)/free.mps \
        | cmp - \(folder.path)/packed
      """)
    #expect(run.code == 0, "\(run.error)")
  }
}
