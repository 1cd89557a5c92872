// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import JSONText
import LinearProgram
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// What is done with a spec of placements beside solving it: the cases of the design, plans that do
/// not fit, conflicts, results that lie, running plans, schemas.
struct PlacementPlanTests {
  private func read(_ text: String) throws -> Spec { try Planner.read(Array(text.utf8)).spec }

  @Test func `units that workloads come to share are paid for like any other move`() throws {
    let spec = try read(
      """
      {"resources": {"v100": {"cost": 5, "max": 10}},
       "workloads": {
         "a": {"needs": {"steps": 70}, "on": {"v100": {"steps": 10}}},
         "b": {"needs": {"steps": 60}, "on": {"v100": {"steps": 10}}}},
       "sharing": {"a+b": {"on": {"v100": {"a": {"steps": 7}, "b": {"steps": 6}}}}},
       "minimize": "cost"}
      """)
    let running = """
      {"allocation": {"v100": 13}, "placement": {"a": {"v100": 7}, "b": {"v100": 6}}}
      """
    let plan = try ProposedPlan.running(Array(running.utf8), for: spec).plan
    let result = try Planner().solve(spec.replanned(from: plan, keepCost: .one))
    // Neither fits alone: 10 units shared for 13 that are left, and each of these 23 is a move.
    #expect(result.moveCost == Rational(23))
    #expect(result.objective.terms.map(\.value) == [Rational(50)])
    #expect(result.objective.value == Rational(73) && result.proof.verified)
  }

  @Test func `each case has the optimum of its idiom, proved and verified`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/placement.json")
    let cases = try JSONDocument(parsing: Array(Data(contentsOf: file))).root.elements
    var names: [String] = []
    for entry in cases {
      let name = entry["name"]!.string!
      names.append(name)
      let spec = try read(entry["spec"]!.sourceText)
      let result = try Planner().solve(spec)
      let idiom = try Planner().solve(read(entry["idiom"]!.sourceText))
      #expect(result.status == .optimal && result.proof.verified && idiom.proof.verified, "\(name)")
      #expect(result.objective.value == idiom.objective.value, "\(name)")
      let wanted = entry["expect"]!["objective"]!.number!.double
      #expect(abs(result.objective.value!.double - wanted) < 1e-12 * wanted, "\(name)")
      let printed = try JSONDocument(parsing: Array(result.json.utf8))
      #expect(Verification(of: printed, for: spec).isProved, "\(name)")
      let lie = result.json.replacing(
        "\"value\": \(result.objective.value!.text)", with: "\"value\": \(wanted / 2)")
      #expect(
        !Verification(of: try JSONDocument(parsing: Array(lie.utf8)), for: spec).isProved, "\(name)"
      )
    }
    #expect(names.count >= 3)
  }

  private static let pods = """
    {"resources": {"n": {"cost": 3, "integer": true, "gives": {"cpu": 8, "mem": 30}, "site": "x"},
                   "m": {"cost": 4, "integer": true, "gives": {"cpu": 8, "mem": 60}, "site": "y"}},
     "links": {"l": {"from": "x", "to": "y"}},
     "workloads": {
       "web": {"whole": true, "uses": {"cpu": 0.5, "mem": 1}, "needs": {"units": 20},
               "spread": {"sites": 0.6}, "on": {"n": {}, "m": {}}},
       "db": {"one_place": true, "uses": {"cpu": 2, "mem": 20}, "needs": {"units": 3},
              "on": {"n": {}, "m": {"uses": {"cpu": 1}}}}},
     "minimize": "cost"}
    """

  private func check(_ plan: String) throws -> [String: (limit: Double, total: Double)] {
    let spec = try read(Self.pods)
    let check = try Planner().check(ProposedPlan(Array(plan.utf8), for: spec), of: spec)
    return Dictionary(
      check.violations.map { ($0.at, ($0.limit.double, $0.total.double)) }
    ) { first, _ in first }
  }

  @Test func `plans that do not fit are refused with what is beyond`() throws {
    let fits =
      #"{"allocation": {"n": 1, "m": 1}, "placement": {"web": {"n": 10, "m": 0}, "db": {}}}"#
    var found = try check(fits)
    #expect(found["/workloads/web/needs/units"]?.total == 10)
    #expect(found["/workloads/web/spread/sites"]! == (limit: 6, total: 10))
    #expect(found["/resources/n/gives/cpu"] == nil)
    found = try check(
      #"{"allocation": {"n": 1, "m": 1}, "placement": {"web": {"n": 10.5, "m": 9.5}, "db": {"n": 2, "m": 1}}}"#
    )
    #expect(found["/resources/n/gives/cpu"]! == (limit: 8, total: 9.25))
    #expect(found["/resources/n/gives/mem"]! == (limit: 30, total: 50.5))
    #expect(found["/resources/m/gives/cpu"] == nil)
    #expect(found["/workloads/web/whole"] != nil)
    #expect(found["/workloads/db/one_place"]! == (limit: 1, total: 2))
    // More than is needed, and all in one place: a plan like any other.
    found = try check(
      #"{"allocation": {"n": 3, "m": 3}, "placement": {"web": {"n": 10, "m": 10}, "db": {"m": 5}}}"#
    )
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `conflicts say the words of the author`() throws {
    let tight = Self.pods.replacing(
      "\"minimize\"", with: "\"budgets\": {\"cost\": 6}, \"minimize\"")
    let result = try Planner().solve(read(tight))
    #expect(result.status == .infeasible)
    let said = result.conflict.map(\.says)
    #expect(said.contains("cost is at most 6"), "\(said)")
    #expect(said.contains("mem used of a unit of n is at most 30"), "\(said)")
    let printed = try JSONDocument(parsing: Array(result.json.utf8))
    #expect(Verification(of: printed, for: try read(tight)).isProved)
    // The repaired spec has a plan.
    var mended = tight
    for change in result.repair {
      let written = ["/budgets/cost": "\"cost\": 6}", "/workloads/db/needs/units": "\"units\": 3}"]
      let text = try #require(written[change.at], "\(change)")
      mended = mended.replacing(
        text, with: text.replacing(" \(change.from.text)}", with: " \(change.to.text)}"))
    }
    #expect(mended != tight)
    #expect(try Planner().solve(read(mended)).status == .optimal)
  }

  @Test func `one place and spread are parts of conflicts`() throws {
    for (workload, at) in [
      (#""one_place": true, "needs": {"steps": 5}"#, "/workloads/a/one_place"),
      (#""spread": {"resources": 0.5}, "needs": {"steps": 8.5}"#, "/workloads/a/spread/resources"),
    ] {
      let spec = try read(
        """
        {"resources": {"v": {"cost": 1, "max": 4}, "k": {"cost": 1, "max": 6}},
         "workloads": {"a": {\(workload), "on": {"v": {"steps": 1}, "k": {"steps": 0.8}}}},
         "minimize": "cost"}
        """)
      let result = try Planner().solve(spec)
      #expect(result.status == .infeasible)
      #expect(result.conflict.map(\.at).contains(at), "\(result.conflict)")
    }
  }

  private static let shared = """
    {"resources": {"v": {"max": 1}, "k": {"max": 1}},
     "workloads": {
       "a": {"share": 1, "on": {"v": {"steps": 10}, "k": {"steps": 2}}},
       "b": {"share": 1, "on": {"v": {"steps": 8}, "k": {"steps": 3}}}},
     "sharing": {"a+b": {"on": {"v": {"a": {"steps": 7}, "b": {"steps": 6}}}}},
     "maximize": {"worst": "steps"}}
    """

  @Test func `units that are shared move like others`() throws {
    let spec = try read(Self.shared)
    let first = try Planner().solve(spec)
    #expect(first.json.contains("\"sharing\": { \"a+b\": { \"v\": "))
    let (plan, warnings) = try ProposedPlan.running(Array(first.json.utf8), for: spec)
    #expect(warnings.isEmpty)
    let changed = try read(Self.shared.replacing("\"steps\": 7", with: "\"steps\": 2"))
    let again = try Planner().solve(changed.replanned(from: plan, keepCost: .zero))
    #expect(again.moves.contains { $0.workload == "a+b" && $0.resource == "v" }, "\(again.moves)")
    // What moves costs, so that with a high price nothing does.
    let held = changed.replanned(from: plan, keepCost: Rational(1000))
    let kept = try Planner().solve(held)
    #expect(kept.moves.allSatisfy { $0.size.double < 1e-12 }, "\(kept.moves)")
    let printed = try JSONDocument(parsing: Array(kept.json.utf8))
    #expect(Verification(of: printed, for: held).isProved)
  }

  @Test func `levels, needs, links and shares count what is shared`() throws {
    let result = try Planner().solve(
      read(
        """
        {"resources": {"v": {"max": 2, "site": "x"}},
         "links": {"l": {"from": "y", "to": "x", "bandwidth": 3, "cost": 5}},
         "workloads": {
           "a": {"site": "y", "traffic": 2, "needs": {"units": 1, "steps": 3},
                 "on": {"v": {"steps": 1}}},
           "b": {"site": "x", "needs": {"units": 2}, "on": {"v": {"steps": 1}}}},
         "sharing": {"a+b": {"on": {"v": {"a": {"steps": 3}, "b": {"steps": 2}}}}},
         "minimize": "cost"}
        """))
    #expect(result.status == .optimal && result.proof.verified)
    // One unit is shared and the other is b's: a's traffic is 2, at 5 a unit.
    #expect(result.objective.value == Rational(10))
    #expect(result.links[0].total == .constant(Rational(2)))
    #expect(result.workloads.flatMap(\.needs).map(\.total[0].double) == [1, 3, 2])
    #expect(result.resources[0].used == .constant(Rational(2)))
  }

  @Test func `over time one place may be the same in all periods`() throws {
    let text = """
      {"periods": 2,
       "resources": {"v": {"cost": [1, 9]}, "k": {"cost": [9, 2]}},
       "workloads": {"a": {"one_place": true, "needs": {"units": 1}, "on": {"v": {}, "k": {}}}},
       "minimize": "cost"}
      """
    #expect(try Planner().solve(read(text)).objective.value == Rational(3))
    let over = text.replacing("\"one_place\": true", with: "\"one_place\": {\"over\": \"all\"}")
    #expect(try Planner().solve(read(over)).objective.value == Rational(10))
  }

  @Test func `what is shared is lost with its resource`() throws {
    let text = Self.shared.replacing(
      "\"maximize\": {\"worst\": \"steps\"}", with: "\"minimize\": \"units\""
    )
    .replacing("\"share\": 1", with: "\"needs\": {\"steps\": 4}, \"share\": 4")
    .replacing("{\"max\": 1}", with: "{\"max\": 9}")
    let alone = try Planner().solve(read(text))
    // 4/7 of a v that is shared is all that a needs, and leaves 4/7 of a step for b.
    #expect(alone.objective.value == Rational(9, 14))
    let survives = text.replacing(
      "\"minimize\"", with: "\"survive\": {\"any\": 1, \"of\": [\"v\", \"k\"]}, \"minimize\"")
    let result = try Planner().solve(read(survives))
    // Without v there must be 4/2 + 4/3 of k.
    #expect(result.status == .optimal && result.proof.verified)
    #expect(result.objective.value == Rational(9, 14) + Rational(10, 3))
  }

  @Test func `more than is needed in one place is a plan in each future`() throws {
    let spec = try read(
      """
      {"resources": {"v": {"cost": 3, "committed": true}, "k": {"cost": 1, "committed": true}},
       "workloads": {"a": {"one_place": true, "needs": {"units": 2}, "on": {"v": {}, "k": {}}}},
       "scenarios": {"one": {}, "two": {"set": {"/workloads/a/needs/units": 3}}},
       "minimize": "cost"}
      """)
    let result = try Planner().solve(spec)
    #expect(result.objective.value == Rational(3))
    let plan = Array(
      result.json.replacing("\"k\": 2 }", with: "\"k\": 3 }").utf8)
    let check = try Planner().check(ProposedPlan(plan, for: spec), of: spec)
    #expect(check.isFeasible, "\(check.violations)")
  }

  @Test func `schemas know every key`() {
    for key in ["gives", "uses", "whole", "one_place", "spread", "sharing"] {
      #expect(SpecFormat.schema.contains("\"\(key)\""), "\(key)")
    }
    #expect(
      ResultFormat.schema.contains("\"capacity\"") && ResultFormat.schema.contains("\"sharing\""))
  }
}
