// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// Plans that roll on: the periods of one plan and the next are matched by their names.
struct RollingPlanTests {
  private func spec(_ names: String, _ cost: String, _ demand: String) throws -> Spec {
    let text = """
      {"periods": \(names), "resources": {"a": {"cost": \(cost), "r": 1, "max": 60},
         "b": {"cost": 2, "r": 1}}, "demands": {"r": \(demand)}, "minimize": "cost"}
      """
    return try Planner.read(Array(text.utf8)).spec
  }

  private func old() throws -> Spec {
    try spec(#"["W1", "W2", "W3"]"#, "[3, 1, 2]", "[50, 60, 70]")
  }
  private func new() throws -> Spec {
    try spec(#"["W2", "W3", "W4"]"#, "[1, 2, 3]", "[60, 70, 80]")
  }

  @Test func `a week that goes and a week that comes move nothing`() throws {
    let running = try Planner().solve(old()).json
    let plan = try ProposedPlan.running(Array(running.utf8), for: new())
    #expect(plan.warnings.isEmpty)
    let spec = try new().replanned(from: plan.plan, keepCost: Rational(1, 2))
    let result = try Planner().solve(spec)
    #expect(result.objective.value == Rational(360))
    #expect(result.moves.isEmpty, "\(result.moves)")
    let printed = try JSONDocument(parsing: Array(result.json.utf8))
    #expect(Verification(of: printed, for: spec).isProved)
  }

  @Test func `what changes in a week that is kept is a move`() throws {
    let running =
      #"{"periods": ["W1", "W2", "W3"], "allocation": {"a": [0, 60, 60], "b": [50, 0, 5]}}"#
    let plan = try ProposedPlan.running(Array(running.utf8), for: new()).plan
    let result = try Planner().solve(new().replanned(from: plan, keepCost: Rational(1, 2)))
    #expect(result.objective.value == Rational(360) + Rational(5, 2))
    #expect(result.moves.map(\.period) == [1])
    #expect(result.moves.map(\.from) == [Rational(5)] && result.moves.map(\.to) == [Rational(10)])
  }

  @Test func `a plan for other periods is no plan for these`() throws {
    let running = try Planner().solve(old()).json
    let spec = try new()
    do throws(Diagnostics) {
      _ = try ProposedPlan(Array(running.utf8), for: spec)
      Issue.record("took a plan for other weeks")
    } catch {
      #expect(error.list.first?.at == "/periods")
      #expect(error.list.first?.says.contains("\"W4\"") == true, "\(error.list)")
    }
  }

  @Test func `weeks in another order are the same weeks`() throws {
    let plan = try ProposedPlan(
      Array(
        #"{"periods": ["W3", "W1", "W2"], "allocation": {"a": [60, 0, 60], "b": [10, 50, 0]}}"#.utf8
      ),
      for: old())
    let check = try Planner().check(plan, of: old())
    #expect(check.isFeasible && check.value == Rational(300), "\(check)")
  }
}
