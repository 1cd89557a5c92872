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

  /// Ramps lead from the last week that is kept into the new one; moves are charged in kept weeks only.
  @Test func `a new week goes on from the last one that is kept`() throws {
    let text = #"""
      {"periods": ["W2", "W3", "W4"],
       "resources": {"a": {"cost": 1, "r": 1, "ramp_up": 5, "start": 60}, "b": {"cost": 3, "r": 1}},
       "demands": {"r": [60, 60, 80]}, "minimize": "cost"}
      """#
    let spec = try Planner.read(Array(text.utf8)).spec
    let running =
      #"{"periods": ["W1", "W2", "W3"], "allocation": {"a": [9, 60, 60], "b": [9, 0, 0]}}"#
    let plan = try ProposedPlan.running(Array(running.utf8), for: spec)
    #expect(plan.warnings.isEmpty)
    // W4 by itself: 65 of a, which ramps allow after 60, and 15 of b, for no move. One more of a in
    // W3 saves 2 in W4 and costs 1 and a move.
    for (keepCost, value, moved) in [
      (Rational(2), Rational(60 + 60 + 65 + 45), [Rational]()),
      (Rational(1, 2), Rational(60 + 60 + 65 + 45) - Rational(5, 2), [Rational(65)]),
    ] {
      let replanned = spec.replanned(from: plan.plan, keepCost: keepCost)
      let result = try Planner().solve(replanned)
      #expect(result.objective.value == value, "\(result.json)")
      #expect(result.moves.map(\.to) == moved && result.moves.allSatisfy { $0.period == 1 })
      let printed = try JSONDocument(parsing: Array(result.json.utf8))
      #expect(Verification(of: printed, for: replanned).isProved)
    }
  }

  @Test func `weeks that come before, between and after those of the plan move nothing`() throws {
    let spec = try spec(
      #"["N1", "W2", "N2", "W1", "N3"]"#, "[1, 1, 1, 3, 1]", "[60, 60, 60, 50, 90]")
    let running = #"{"periods": ["W1", "W2"], "allocation": {"a": [0, 60], "b": [50, 0]}}"#
    let plan = try ProposedPlan.running(Array(running.utf8), for: spec)
    let result = try Planner().solve(spec.replanned(from: plan.plan, keepCost: Rational(1000)))
    #expect(plan.warnings.isEmpty && result.moves.isEmpty)
    #expect(result.objective.value == Rational(60 + 60 + 60 + 100 + 60 + 60))
    // Without names it is the numbers that are matched.
    let numbered = try self.spec("3", "[3, 1, 2]", "[50, 60, 70]")
    let two = try ProposedPlan.running(
      Array(#"{"periods": 2, "allocation": {"a": [0, 60], "b": [50, 0]}}"#.utf8), for: numbered)
    let third = try Planner().solve(numbered.replanned(from: two.plan, keepCost: Rational(1000)))
    #expect(third.moves.isEmpty && third.objective.value == Rational(100 + 60 + 140))
  }

  @Test func `a plan without any of the weeks is warned of, and nothing is charged`() throws {
    let running = #"{"periods": ["V1", "V2"], "allocation": {"a": [60, 60], "b": [0, 0]}}"#
    let plan = try ProposedPlan.running(Array(running.utf8), for: new())
    #expect(plan.warnings.map(\.at) == ["/periods"], "\(plan.warnings)")
    let result = try Planner().solve(new().replanned(from: plan.plan, keepCost: Rational(1000)))
    #expect(result.moves.isEmpty && result.objective.value == Rational(360))
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
