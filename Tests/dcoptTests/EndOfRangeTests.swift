// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// Ends of what options take, and sentences for one: places where small mistakes (`make mutants`) were
/// once met by no test.
struct EndOfRangeTests {
  private static let spec =
    #"{"resources": {"a": {"cost": 2, "integer": true, "max": 9}, "b": {"cost": 1, "w": 1, "max": 9}}, "#
    + #""demands": {"units": 3.5}, "minimize": "cost"}"#

  @Test(arguments: [
    ("--digits 0", "from 1 to 15"), ("--digits 16", "from 1 to 15"),
    ("--node-limit 0", "at least 1"), ("--gap -0.1", "from 0 to 1"), ("--gap 1.1", "from 0 to 1"),
  ])
  func `an option beyond its range is a usage error that says the range`(
    option: String, says: String
  ) throws {
    let run = try Run.shell("echo '\(Self.spec)' | dcopt solve - \(option)")
    #expect(run.code == 64 && run.output.isEmpty && run.error.contains(says), "\(run.error)")
  }

  @Test(arguments: [
    "--digits 1", "--digits 15", "--node-limit 1", "--gap 0", "--gap 1",
  ])
  func `the ends of a range are in it`(option: String) throws {
    let run = try Run.shell("echo '\(Self.spec)' | dcopt solve - --quiet \(option)")
    #expect([0, 4].contains(run.code) && run.error.isEmpty, "\(run.code) \(run.error)")
  }

  @Test(arguments: [
    ("90", 90.0), ("1.5s", 1.5), ("5m", 300), ("1h", 3600), ("0", 0), ("0.5h", 1800),
  ])
  func `a length of time is in seconds, minutes or hours`(text: String, seconds: Double) {
    #expect(Seconds(argument: text)?.duration == .seconds(seconds))
  }

  @Test(arguments: ["", "h", "1d", "1 h", "nan", "inf", "1e10", "5mm", "m5"])
  func `other lengths of time are none`(text: String) throws {
    #expect(Seconds(argument: text) == nil)
  }

  @Test func `a solve that was stopped writes no certificate, and says so`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Run.shell(
      "dcopt solve docs/specs/packing.json --time-limit 0 --quiet --certificate \(folder.path)/c.json"
    )
    #expect(run.code == 73, "\(run.code)")
    #expect(run.error.hasPrefix("dcopt: no certificate: after a stop, or a search"), "\(run.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a worker of a batch that is asked to end ends the batch so`() throws {
    let run = try Run.shell(
      """
      (echo '\(Self.spec)'; sleep 20) | dcopt batch --quiet > /dev/null & batch=$!
      for k in $(seq 200); do sleep 0.1; worker=$(pgrep -P $batch) && break; done
      sleep 1; kill -TERM $worker; wait $batch; echo $?
      """)
    #expect(run.text == "143\n", "\(run.text)\(run.error)")
  }

  @Test func `a frontier of one plan says one plan`() throws {
    let spec =
      #"{"resources": {"a": {"cost": 1, "energy": 1, "integer": true, "max": 9}}, "#
      + #""demands": {"units": 3}, "minimize": "cost"}"#
    let run = try Run.dcopt(
      "pareto", "-", "--between", "cost,energy", "--format", "table", input: spec)
    #expect(run.code == 0 && run.text.contains("1 plan\n"), "\(run.text)\(run.error)")
  }

  @Test func `a scenario whose name is none is told so`() throws {
    let spec = "Tests/dcoptTests/Fixtures/scenarios/week.json"
    let run = try Run.shell(
      "dcopt solve \(spec) --quiet > /tmp/$$.json; "
        + "echo '{\"name\": 5}' | dcopt evaluate \(spec) /tmp/$$.json --scenarios -; code=$?; "
        + "rm /tmp/$$.json; exit $code")
    #expect(
      run.code == 65 && run.error.contains("expected a name, found a number (5)"), "\(run.error)")
  }

  @Test func `what must be bought for a plan is there a lead time later, and for its life`() throws
  {
    let text = #"""
      {"periods": 4, "resources": {"a": {"work": 1, "buy": {"price": [1, 10, 100, 1000], "lead": 1, "life": 2}}},
       "demands": {"work": [0, 2, 2, 1]}, "minimize": "price"}
      """#
    let spec = try Planner.read(Array(text.utf8)).spec
    let plan = try ProposedPlan(Array(#"{"a": [0, 2, 2, 1]}"#.utf8), for: spec)
    let check = try Planner().check(plan, of: spec)
    // 2 in the first period, and 1 in the second.
    #expect(check.isFeasible && "\(check.value)" == "12", "\(check.value) \(check.violations)")
    // What no purchase can bring in time is all that is wrong.
    let early = try ProposedPlan(Array(#"{"a": [1, 2, 2, 1]}"#.utf8), for: spec)
    let wrong = try Planner().check(early, of: spec)
    #expect(wrong.violations.map(\.at) == ["/resources/a/buy/0"] && "\(wrong.value)" == "102")
  }

  @Test func `a table beyond the spec's folder is refused with the reason`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "s.json").path
    for (table, says) in [("../t.csv", "has \"..\" in it"), ("/t.csv", "is an absolute path")] {
      try Data(#"{"resources": {"csv": "\#(table)"}, "minimize": "cost"}"#.utf8)
        .write(to: URL(filePath: file))
      let run = try Run.dcopt("validate", file)
      #expect(run.code == 65 && run.error.contains(says), "\(run.error)")
    }
  }

  @Test func `an export of one goal has nothing to say, of two it says which`() throws {
    let resources = #"{"resources": {"a": {"cost": 1, "w": 2}}, "demands": {"units": 1}, "#
    let one = try Run.dcopt(
      "export", "-", "--to", "lp", input: resources + #""minimize": "cost"}"#)
    #expect(one.code == 0 && !one.error.contains("priorit"), "\(one.error)")
    let two = try Run.dcopt(
      "export", "-", "--to", "lp",
      input: resources + #""priorities": [{"minimize": "cost"}, {"minimize": "w"}]}"#)
    #expect(two.code == 0 && two.error.contains("priorit"), "\(two.error)")
  }
}
