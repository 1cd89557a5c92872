// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// What `make fuzz` found, each in a file of `Fixtures/fuzz` whose name says what was wrong.
struct FuzzFindingTests {
  private static let folder = "Tests/dcoptTests/Fixtures/fuzz"

  static let names = try! FileManager.default.contentsOfDirectory(
    atPath: Checkout.root.appending(path: folder).path
  ).filter { $0.hasSuffix(".json") }.sorted()

  @Test(arguments: names)
  func `what is printed is verified, and a plan passes`(name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let solved = try Run.dcopt("solve", path, "--quiet")
    #expect([0, 2, 3].contains(solved.code), "\(solved.code) \(solved.error)")
    let verified = try Run.dcopt("verify", path, "-", "--quiet", input: solved.text)
    #expect(verified.code == 0, "\(solved.text)\(verified.text)")
    guard solved.code == 0 else { return }
    let checked = try Run.dcopt("check", path, "-", "--quiet", input: solved.text)
    #expect(checked.code == 0 && checked.text.contains(/"gap": 0\s*\}/), "\(checked.text)")
  }

  @Test func `another plan over large figures is looked for within the limit`() throws {
    let path = "\(Self.folder)/ratios-of-large-slacks.json"
    let run = try Run.dcopt(
      "solve", path, "--alternatives", "--time-limit", "20", "--format", "json", "--quiet")
    #expect(
      run.code == 0 && run.text.contains("\"status\": \"optimal\""), "\(run.text)\(run.error)")
  }

  @Test func `parts of a conflict that are of a period each say so`() throws {
    let spec =
      #"{"periods": 2, "resources": {"a": {"cost": 1, "max": [1.5, 7.4], "at_least": 10}}, "#
      + #""constraints": {"c": {"terms": {"a": 5}, "min": [0, 2]}}, "minimize": "cost"}"#
    for (language, says) in [
      ("en", "a is at least 10 where it is used in period 2"), ("zh", "第 2 时段的 a 一旦使用，至少为 10"),
    ] {
      let run = try Run.dcopt("solve", "-", "--lang", language, "--format", "table", input: spec)
      #expect(run.code == 2 && run.text.contains(says), "\(run.text)\(run.error)")
    }
  }

  /// An end that is known in the first periods alone was taken for one in all.
  @Test func `tiers without an end in one period are refused beside what needs ends itself`() throws
  {
    let spec =
      #"{"periods": 3, "resources": {"r1": {"cpu": {"tiers": [[7, 7], [10, 4], 6]}, "buy": {"lead": 2}}, "#
      + #""r2": {"mem": 1}}, "workloads": {"w1": {"on": {"r2": {"steps": 2}}, "#
      + #""needs": {"steps": {"min": [3, 4, 3]}}, "one_place": {"over": "all"}}}, "#
      + #""demands": {"cpu": {"min": 19}}, "minimize": {"mem": 2}}"#
    let run = try Run.dcopt("solve", "-", input: spec)
    #expect(
      run.code == 65 && run.error.contains(#"upper end of "r1" in period 3"#), "\(run.error)")
  }

  /// A `max` is of what is there, and purchases have none: the way out is another.
  @Test func `tiers of purchases ask for a budget, and are charged right with one`() throws {
    func spec(_ more: String) -> String {
      #"{"periods": 2, "resources": {"g": {"kwh": 1, "max": 9, "buy": {"cost": {"tiers": [[2, 5], 1]}, "#
        + #""life": 2}}}, "demands": {"kwh": [2, 5]}, \#(more)"minimize": "cost"}"#
    }
    let refused = try Run.dcopt("solve", "-", input: spec(""))
    #expect(
      refused.code == 65 && refused.error.contains("what is bought of \"g\" in period 1")
        && refused.error.contains("a budget that purchases are charged to does"), "\(refused.error)"
    )
    let solved = try Run.dcopt("solve", "-", input: spec(#""budgets": {"cost": 50}, "#))
    // 5 in the first period, 2 at 5 and 3 at 1, serve both.
    #expect(solved.code == 0 && solved.text.contains(#""value": 13,"#), "\(solved.text)")
  }

  @Test(arguments: ["sites", "resources"])
  func `a workload that is nowhere is not spread`(over: String) throws {
    let spec =
      #"{"resources": {"a": {"cost": 1, "site": "x", "max": 9}}, "workloads": {"w": "#
      + #"{"needs": {"units": 3}, "spread": {"\#(over)": 0.4}}}, "minimize": "cost"}"#
    let run = try Run.dcopt("validate", "-", input: spec)
    #expect(
      run.code == 65 && run.error.contains("/workloads/w: ") && !run.error.contains("spread"),
      "\(run.error)")
  }
}
