// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing
import YAMLText

@testable import dcopt

/// A spec in YAML is the spec that the same values in JSON are.
struct YAMLTests {
  private func errors(_ text: String) -> [String] {
    do throws(Diagnostics) {
      _ = try Planner.read(yaml: Array(text.utf8))
      return []
    } catch {
      return error.list.map {
        "\($0.position.line):\($0.position.column) \($0.kind.rawValue) \($0.at): \($0.says)"
      }
    }
  }

  @Test func `300 random specs give the same result in flow and in block style`() throws {
    for seed in UInt64(0)..<300 {
      let json = RandomSpec(seed: seed, withIntegers: seed % 4 == 0).json
      let tree = JSONOutput(try JSONDocument(parsing: Array(json.utf8)).root)
      let expected = try Planner().solve(Planner.read(Array(tree.line.utf8)).spec).json
      for yaml in [tree.line, tree.blockStyle(indent: 0)] {
        let spec: Spec
        do throws(Diagnostics) {
          spec = try Planner.read(yaml: Array(yaml.utf8)).spec
        } catch {
          Issue.record("seed \(seed): \(error.list)\n\(yaml)")
          continue
        }
        #expect(try Planner().solve(spec).json == expected, "seed \(seed)\n\(yaml)")
      }
    }
  }

  @Test(arguments: [
    ("[", "1:2"), ("a: [1,", "1:7"), ("a: 'é", "1:6"), ("[\n", "2:1"), ("a:\n  - \"x", "2:7"),
  ])
  func `a text that breaks off has its end for a place`(text: String, place: String) {
    let errors = errors(text)
    #expect(errors.count == 1 && errors[0].hasPrefix(place + " yaml : "), "\(errors)")
  }

  @Test func `what is wrong has its place in the YAML`() {
    let yaml = """
      # A comment, and text before what is wrong.
      title: 标题   # wide letters
      model: energy
      resources:
        "CPU": {energy: 5, time: "1"}
        GPU:
          energy: ten
          time: 5
          min: 9
          max: 3
        GPU: {}
      budget: 1_000
      demands:
        - 5
      """
    #expect(
      errors(yaml) == [
        #"5:28 spec /resources/CPU/time: expected a number, found a string ("1")"#,
        #"7:13 spec /resources/GPU/energy: expected a number, found a string ("ten")"#,
        "10:10 spec /resources/GPU/max: max (3) is below min (9)",
        #"11:3 spec /resources/GPU: the key "GPU" is there twice; it first stands at 6:3"#,
        #"12:9 spec /budget: expected a number or {"min": …, "max": …}, found a string ("1_000")"#,
        "14:3 spec /demands: expected an object of attributes and numbers, found a list",
      ])
  }

  @Test(arguments: [
    ("5", "5"), ("+5", "5"), ("-05.50", "-5.50"), (".5", "0.5"), ("5.", "5"), ("1e3", "1e3"),
    ("1.5E+2", "1.5e2"), ("-.5e-1", "-0.5e-1"), ("0x1F", "31"), ("0o17", "15"), ("007", "7"),
    ("true", "true"), ("False", "false"), ("~", "null"), ("", "null"), ("Null", "null"),
    ("yes", "\"yes\""), ("on", "\"on\""), ("1_000", "\"1_000\""), (".inf", "\".inf\""),
    ("1.2.3", "\"1.2.3\""), ("e5", "\"e5\""), (".", "\".\""), ("+", "\"+\""), ("0x", "\"0x\""),
    ("\"5\"", "\"5\""), ("'5'", "\"5\""), ("!!str 5", "\"5\""), ("! 5", "\"5\""),
    ("!!float 5", "5"), ("2026-11-24", "\"2026-11-24\""), ("\"a\\tb\"", "\"a\\tb\""),
    ("|-\n  a\n  b", "\"a\\nb\""), (">-\n  a\n  b", "\"a b\""), ("&x 5", "5"),
    ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
  ])
  func `a scalar is what YAML 1.2 takes it for`(yaml: String, json: String) throws {
    #expect(try YAMLText(parsing: Array("v: \(yaml)\n".utf8)).json == "{\"v\":\(json)}")
  }

  @Test func `aliases stand for what their anchors name, within reason`() throws {
    let text = "a: &a {x: 1, y: [2, 3]}\nb: *a\nc: {d: *a}\n"
    #expect(
      try YAMLText(parsing: Array(text.utf8)).json
        == #"{"a":{"x":1,"y":[2,3]},"b":{"x":1,"y":[2,3]},"c":{"d":{"x":1,"y":[2,3]}}}"#)
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for k in 1...12 {
      let one = "*a\(k - 1), "
      bomb += "a\(k): &a\(k) [\(String(repeating: one, count: 9))*a\(k - 1)]\n"
    }
    #expect(errors(bomb).map { $0.hasSuffix("the aliases stand for too much") } == [true])
    // Half a million letters are no bomb, however short the text is.
    let long =
      "a: &a \(String(repeating: "x", count: 5000))\nb: [\(String(repeating: "*a, ", count: 180))*a]\n"
    #expect(!errors(long).contains { $0.hasSuffix("the aliases stand for too much") })
    #expect(errors("a: &a [*a]") == ["1:8 yaml : the anchor a holds itself"])
    #expect(errors("a: *b") == ["1:4 yaml : no anchor is called b"])
  }

  @Test(arguments: [
    ("a: [1, 2", "1:9"), ("a: 1\n b: 2\n", "2:3"), ("a: 1\n---\nb: 2\n", "2:1"),
    ("? [1]\n: 2\n", "1:3"),
    ("a: !sum 5", "1:4"), ("a: \"\\q\"", "1:5"), ("\ta: 1", "1:1"), ("a: b: c", "1:5"),
    ("%YAML 9.9\n---\na: 1", "1:1"), ("a: \u{1}", "1:4"), ("- @x", "1:3"),
  ])
  func `what is no YAML says so at its place`(yaml: String, place: String) {
    let said = errors(yaml)
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("\(place) yaml : ") == true, "\(said)")
  }

  @Test func `bytes that are no UTF-8, and depth, are refused`() {
    #expect(throws: YAMLError.self) { try YAMLText(parsing: [97, 58, 32, 0xFF]) }
    #expect(throws: YAMLError.self) {
      try YAMLText(parsing: Array(String(repeating: "[", count: 100_000).utf8))
    }
    #expect(errors("").first?.hasSuffix("expected a spec (an object), found null") == true)
  }

  @Test func `the ending of a file's name decides, for every command that takes a spec`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let yaml = """
      # The examples' energy.json.
      title: The work with the least energy and time
      model: energy
      resources:
        CPU: { energy: 5, time: 1 }
        GPU: { energy: 10, time: 5 }
        TPU: { energy: 50, time: 20 }
      budget: 1000
      demand: 500

      """
    let expected = try Run.dcopt("solve", "examples/energy.json").output
    for name in ["a.yaml", "a.yml"] {
      let file = folder.appending(path: name)
      try Data(yaml.utf8).write(to: file)
      #expect(try Run.dcopt("solve", file.path).output == expected)
      let result = String(decoding: expected, as: UTF8.self)
      #expect(try Run.dcopt("verify", file.path, "-", input: result).code == 0)
      #expect(try Run.dcopt("validate", "--strict", file.path).code == 0)
    }
  }

  @Test func `diff, sweep and tables take a spec in YAML as they take JSON`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws -> String {
      let file = folder.appending(path: name)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return file.path
    }
    _ = try write("gpus.csv", "name,cost,work\na,2,1\nb,3,2\n")
    let yaml = try write(
      "s.yaml", "resources: {csv: gpus.csv}\ndemands:\n  work: 5\nminimize: cost\n")
    let json = try write(
      "s.json",
      #"{"resources": {"csv": "gpus.csv"}, "demands": {"work": 5}, "minimize": "cost"}"#)
    #expect(try Run.dcopt("solve", yaml).output == Run.dcopt("solve", json).output)
    #expect(try Run.dcopt("diff", yaml, json).code == 0)
    for option in ["--vary /demands/work=1:9:2", "--breakpoints /demands/work"] {
      let a = try Run.shell("dcopt sweep \(yaml) \(option)")
      let b = try Run.shell("dcopt sweep \(json) \(option)")
      #expect(a.code == 0 && a.output == b.output, "\(a.error)")
    }
    let broken = try write("b.yaml", "resources: {a: {cost: x}}\nminimize: cost\n")
    let wrong = try Run.dcopt("diff", json, broken)
    #expect(wrong.error.contains("b.yaml:1:23: error: "), "\(wrong.error)")
    #expect(try Run.dcopt("sweep", broken, "--vary", "/demands/work=1:9:2").code == 65)
  }
}

extension JSONOutput {
  /// The same in YAML's block style, every text in quotes.
  fileprivate func blockStyle(indent: Int) -> String {
    let margin = String(repeating: "  ", count: indent)
    switch self {
    case .object(let members) where !members.isEmpty:
      return "\n"
        + members.map { key, value in
          "\(margin)\(JSONOutput.string(key).line):\(value.blockStyle(indent: indent + 1))"
        }.joined()
    case .list(let elements) where !elements.isEmpty:
      return "\n" + elements.map { "\(margin)-\($0.blockStyle(indent: indent + 1))" }.joined()
    default: return " \(line)\n"
    }
  }
}
