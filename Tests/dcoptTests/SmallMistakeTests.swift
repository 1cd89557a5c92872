// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import Foundation
import GLPKSolver
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// Small mistakes that were once put into the code, and that no test noticed.
struct SmallMistakeTests {
  private func check(_ spec: String, _ plan: String) throws -> PlanCheck {
    let spec = try Planner.read(Array(spec.utf8)).spec
    return try Planner().check(try ProposedPlan(Array(plan.utf8), for: spec), of: spec)
  }

  @Test func `a status has its exit code`() {
    #expect(Solution.Status.optimal.exitCode == nil)
    #expect(Solution.Status.infeasible.exitCode == ExitCode(2))
    #expect(Solution.Status.unbounded.exitCode == ExitCode(3))
    #expect(Solution.Status.stopped.exitCode == ExitCode(4))
  }

  @Test func `a plan of halves is none where whole numbers are asked for`() throws {
    let check = try check(
      #"{"resources": {"a": {"cost": 1, "max": 9, "integer": true}}, "demands": {"units": 1}, "minimize": "cost"}"#,
      #"{"a": 1.75}"#)
    #expect(check.violations.map(\.at) == ["/resources/a/integer"] && !check.isFeasible)
    #expect(check.violations.map { "\($0.limit) \($0.by)" } == ["2 1/4"])
  }

  @Test func `a fall that is too steep is one, and a rise is none`() throws {
    let spec =
      #"{"periods": 2, "resources": {"a": {"cost": 1, "start": 9, "ramp_down": 2, "max": 20}}, "minimize": "cost"}"#
    let steep = try check(spec, #"{"a": [9, 4]}"#)
    #expect(steep.violations.map(\.at) == ["/resources/a/ramp_down"])
    #expect(steep.violations.map { "\($0.limit) \($0.total) \($0.by)" } == ["2 5 3"])
    #expect(try check(spec, #"{"a": [7, 20]}"#).isFeasible)
  }

  @Test func `a gap is how much worse a plan is, upwards and downwards`() throws {
    let resources = #""resources": {"a": {"cost": 1, "max": 10, "min": 2}}"#
    let greatest = try check("{\(resources), \"maximize\": \"cost\"}", #"{"a": 7}"#)
    #expect(greatest.gap.map { "\($0)" } == "3")
    let least = try check("{\(resources), \"minimize\": \"cost\"}", #"{"a": 7}"#)
    #expect(least.gap.map { "\($0)" } == "5")
  }

  @Test func `a batch says that a line met a defect`() throws {
    struct Broken: Error {}
    let line = Array(#"{"resources": {"a": {"cost": 1}}, "minimize": "cost"}"#.utf8)
    let lines = SpecLines(first: 7, bytes: line)
    let failed = SpecAnswer().answer(lines) { _ in throw Broken() }
    #expect(failed.hasDefect && failed.complaints.hasPrefix("<stdin>:7: "))
    #expect(failed.results.contains("\"status\": \"failed\""))
    let solved = SpecAnswer().answer(lines)
    #expect(!solved.hasDefect && solved.complaints.isEmpty)
  }

  @Test func `labels of metrics are escaped`() throws {
    let spec = try Planner.read(
      Array(#"{"resources": {"a\\b\"c\nd": {"cost": 1}}, "minimize": "cost"}"#.utf8)
    ).spec
    let text = ReportFormat.openmetrics.text(
      try Planner().solve(spec), in: Words(), color: .never, to: nil)
    #expect(text.contains(#"="a\\b\"c\nd""#), "\(text)")
  }

  @Test func `a time limit is in seconds`() throws {
    #expect(try Solve.parse(["x", "--time-limit", "2"]).planner.limits.time == .seconds(2))
    #expect(try Solve.parse(["x"]).planner.limits.time == nil)
    #expect(try Batch.parse(["--time-limit", "0.5"]).planner.limits.time == .milliseconds(500))
    #expect(try TimeLimit.parse(["--time-limit", "3"]).planner.limits.time == .seconds(3))
  }

  @Test func `CSV quotes what would end a cell or a line`() {
    #expect(
      CSV.line(["a\rb", "c", "d\ne", "f,g", " h", "i "])
        == "\"a\rb\",c,\"d\ne\",\"f,g\",\" h\",\"i \"\n")
  }

  @Test func `the names of axes are escaped in a page`() throws {
    let spec =
      #"{"resources": {"<img src=x>&": {"cost": 1, "max": 4}}, "maximize": "cost"}"#
    let run = try Run.dcopt(
      "sweep", "-", "--vary", "/resources/<img src=x>&/max=1,2,4", "--format", "html", input: spec)
    #expect(run.code == 0 && !run.text.contains("<img"), "\(run.error)")
    #expect(run.text.contains("&lt;img src=x&gt;&amp; max"))
  }
}
