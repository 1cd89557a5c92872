// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// New plans that start from a running one, against an oracle that knows no x: it is told of the
/// steps up and down from the running plan alone.
struct ReplanningTests {
  /// Columns that say what moves stand near those that say what is missed.
  @Test func `totals of constraints and shares are those of the plan, whatever moves`() throws {
    let run = try Run.shell(
      #"""
      cd "$(mktemp -d)"
      echo '{"resources": {"a": {"work": 1, "cost": 1}, "b": {"work": 1, "cost": 2}},
        "demands": {"work": 10}, "constraints": {"few": {"terms": {"a": 1}, "max": 8}},
        "minimize": "cost"}' > spec.json
      echo '{"a": 4, "b": 4}' > plan.json
      dcopt solve spec.json --from plan.json --keep-cost 1 | grep '"few"' | tr -d ' '
      echo '{"resources": {"x": {"max": 5}, "y": {"max": 5}},
        "workloads": {"v": {"on": {"x": {"work": 2}, "y": {"work": 1}}, "share": 9}},
        "maximize": "work"}' > spec.json
      echo '{"allocation": {"x": 2}, "placement": {"v": {"x": 2}}}' > plan.json
      dcopt solve spec.json --from plan.json --keep-cost 0.1 | tr -d ' \n' | grep -o '"share":{[^}]*}'
      """#)
    #expect(run.error.isEmpty, "\(run.error)")
    #expect(
      run.text == """
        "constraints":{"few":{"max":8,"total":6,"slack":2,"shadow_price":0}},
        "share":{"max":9,"total":9,"slack":0,"shadow_price":0.9}

        """)
  }

  /// A small spec as text, and as linear rows over its amounts or placements.
  private struct Case {
    var text = ""
    var plan = ""
    var sense: OracleProblem.Sense
    var costs: [Int]
    var upper: [Int?]
    var rows: [(coefficients: [Int], lower: Int?, upper: Int?)]
    var running: [Int]

    /// Resources with a demand and a budget.
    init(amountsFrom random: inout SplitMix64) {
      let count = random.int(2...3)
      let names = ["a", "b", "c"].prefix(count)
      costs = names.map { _ in random.int(1...9) }
      let work = names.map { _ in random.int(0...6) }
      upper = names.map { _ in random.int(0...2) == 0 ? nil : random.int(3...12) }
      running = names.map { _ in random.int(0...6) }
      let (floor, ceiling) = (random.int(0...30), random.int(20...120))
      sense = random.int(0...1) == 0 ? .minimize : .maximize
      rows = [(work, floor, nil), (costs, nil, ceiling)]
      let resources = names.indices.map { j in
        let most = upper[j].map { ", \"max\": \($0)" } ?? ""
        return "\"\(names[j])\": {\"cost\": \(costs[j]), \"work\": \(work[j])\(most)}"
      }
      text = """
        {"resources": {\(resources.joined(separator: ", "))}, "demands": {"work": \(floor)},
         "budgets": {"cost": \(ceiling)},
         "\(sense == .minimize ? "minimize" : "maximize")": "cost"}
        """
      plan =
        "{" + names.indices.map { "\"\(names[$0])\": \(running[$0])" }.joined(separator: ", ") + "}"
    }

    /// Two workloads on two resources, one of which only one of them can use.
    init(placementsFrom random: inout SplitMix64) {
      let most = [random.int(1...6), random.int(1...6)]
      costs = (0..<3).map { _ in random.int(0...9) }
      let shares = [random.int(1...5), random.int(1...5)]
      upper = [nil, nil, nil]
      running = (0..<3).map { _ in random.int(0...4) }
      sense = .maximize
      rows = [
        ([1, 0, 1], nil, most[0]), ([0, 1, 0], nil, most[1]), ([1, 1, 0], nil, shares[0]),
        ([0, 0, 1], nil, shares[1]),
      ]
      text = """
        {"resources": {"x": {"max": \(most[0])}, "y": {"max": \(most[1])}}, "workloads": {
          "v": {"share": \(shares[0]), "on": {"x": {"t": \(costs[0])}, "y": {"t": \(costs[1])}}},
          "w": {"share": \(shares[1]), "on": {"x": {"t": \(costs[2])}}}}, "maximize": "t"}
        """
      plan = """
        {"allocation": {}, "placement": {"v": {"x": \(running[0]), "y": \(running[1])},
         "w": {"x": \(running[2])}}}
        """
    }

    /// The program of the steps: x = running + up − down.
    func oracle(keepCost: Oracle.Fraction) -> (verdict: OracleVerdict, constant: Oracle.Fraction) {
      let n = costs.count
      func steps(_ coefficients: [Int]) -> [Oracle.Fraction] {
        coefficients.map { Oracle.Fraction($0) } + coefficients.map { .zero - Oracle.Fraction($0) }
      }
      func at(_ coefficients: [Int]) -> Oracle.Fraction {
        zip(coefficients, running).reduce(.zero) { $0 + Oracle.Fraction($1.0 * $1.1) }
      }
      var all = rows
      for j in 0..<n {
        var one = [Int](repeating: 0, count: n)
        one[j] = 1
        all.append((one, 0, upper[j]))
      }
      let problem = OracleProblem(
        sense: sense,
        objective: steps(costs).map { sense == .minimize ? $0 + keepCost : $0 - keepCost },
        columns: Array(repeating: .init(), count: 2 * n),
        rows: all.map { row in
          .init(
            coefficients: steps(row.coefficients),
            lower: row.lower.map { Oracle.Fraction($0) - at(row.coefficients) },
            upper: row.upper.map { Oracle.Fraction($0) - at(row.coefficients) })
        })
      return (Oracle.solve(problem), at(costs))
    }

    func solve(_ keepCost: String) throws -> (spec: Spec, result: PlanResult) {
      let spec = try Planner.read(Array(text.utf8)).spec
      let started = spec.replanned(
        from: try ProposedPlan.running(Array(plan.utf8), for: spec).plan,
        keepCost: Rational(decimal: keepCost)!)
      return (started, try Planner().solve(started))
    }

    var isRunningFeasible: Bool {
      zip(running, upper).allSatisfy { amount, most in most.map { amount <= $0 } ?? true }
        && rows.allSatisfy { row in
          let total = zip(row.coefficients, running).reduce(0) { $0 + $1.0 * $1.1 }
          return total >= row.lower ?? total && total <= row.upper ?? total
        }
    }
  }

  private func agree(_ one: Case, _ keepCost: String, _ place: Comment) throws {
    let (spec, result) = try one.solve(keepCost)
    let price = Oracle.Fraction(decimal: keepCost)
    let (verdict, constant) = one.oracle(keepCost: price)
    switch verdict {
    case .infeasible: #expect(result.status == .infeasible, place)
    case .unbounded: #expect(result.status == .unbounded, place)
    case .optimal(let value, _):
      #expect(result.status == .optimal && result.proof.verified, place)
      #expect(result.objective.value?.description == (value + constant).description, place)
      let moved = result.moves.reduce(Rational.zero) { $0 + ($1.to - $1.from).magnitude }
      #expect(result.moveCost == moved * Rational(decimal: keepCost)!, place)
      #expect(result.moves.allSatisfy { $0.from != $0.to }, place)
      let printed = try JSONDocument(parsing: Array(result.json.utf8))
      let verification = Verification(of: printed, for: spec)
      #expect(verification.isProved, "\(verification.because ?? "") \(place)")
    }
  }

  @Test func `amounts with a cost of moving have the oracle's objective, and are proved again`()
    throws
  {
    for seed in UInt64(1)...16 {
      var random = SplitMix64(seed: seed)
      let one = Case(amountsFrom: &random)
      for cost in ["0", "0.5", "3", "20"] {
        try agree(one, cost, "seed \(seed), \(cost)\n\(one.text)\n\(one.plan)")
      }
    }
  }

  @Test func `placements with a cost of moving have the oracle's objective, and are proved again`()
    throws
  {
    for seed in UInt64(1)...15 {
      var random = SplitMix64(seed: seed)
      let one = Case(placementsFrom: &random)
      for cost in ["0", "0.75", "4", "20"] {
        try agree(one, cost, "seed \(seed), \(cost)\n\(one.text)\n\(one.plan)")
      }
    }
  }

  @Test func `where moving costs much, nothing moves while the running plan is feasible`() throws {
    var feasible = 0
    for seed in UInt64(1)...80 {
      var random = SplitMix64(seed: seed)
      let one =
        seed % 2 == 0 ? Case(amountsFrom: &random) : Case(placementsFrom: &random)
      guard one.isRunningFeasible else { continue }
      feasible += 1
      let result = try one.solve("1000").result
      #expect(result.moves.isEmpty && result.moveCost == .zero, "seed \(seed)\n\(one.text)")
    }
    #expect(feasible > 15, "\(feasible)")
  }

  @Test func `where moving costs nothing, the objective is what it is without a running plan`()
    throws
  {
    for seed in UInt64(1)...60 {
      var random = SplitMix64(seed: seed)
      let one =
        seed % 2 == 0 ? Case(amountsFrom: &random) : Case(placementsFrom: &random)
      let plain = try Planner().solve(try Planner.read(Array(one.text.utf8)).spec)
      let result = try one.solve("0").result
      #expect(result.status == plain.status, "seed \(seed)")
      #expect(result.objective.value == plain.objective.value, "seed \(seed)")
    }
  }

  @Test func `a plan costs no less to leave at the next worst level`() throws {
    // Water filling: v and w share x, u has y alone. The first level is worth a move, the second
    // is not paid for with further ones.
    let spec = try Planner.read(
      Array(
        #"""
        {"resources": {"x": {"max": 2}, "y": {"max": 9}}, "workloads": {
          "v": {"on": {"x": {"t": 1}}}, "w": {"on": {"x": {"t": 1}}}, "u": {"on": {"y": {"t": 1}}}},
         "maximize": {"worst": "t", "then": "next"}}
        """#.utf8)
    ).spec
    let plan = try ProposedPlan.running(
      Array(#"{"allocation": {}, "placement": {"v": {"x": 2}, "u": {"y": 3}}}"#.utf8), for: spec
    ).plan
    func levels(_ keepCost: String) throws -> [String] {
      let started = spec.replanned(from: plan, keepCost: Rational(decimal: keepCost)!)
      let result = try Planner().solve(started)
      #expect(result.proof.verified)
      return result.workloads.map { $0.level!.description }
    }
    #expect(try levels("0") == ["1", "1", "9"])
    #expect(try levels("0.25") == ["1", "1", "3"])
    #expect(try levels("1") == ["2", "0", "3"])
  }

  @Test func `over time each period is compared with its own`() throws {
    let spec = try Planner.read(
      Array(
        #"""
        {"periods": ["mon", "tue"], "resources": {"x": {"cost": 1}, "y": {"cost": 2}},
         "demands": {"units": [4, 6]}, "minimize": "cost"}
        """#.utf8)
    ).spec
    let plan = try ProposedPlan.running(Array(#"{"x": 0, "y": [4, 2]}"#.utf8), for: spec).plan
    let result = try Planner().solve(spec.replanned(from: plan, keepCost: Rational(3)))
    #expect(
      result.moves.map { "\($0.resource) \($0.period!) \($0.from) \($0.to)" } == ["x 1 0 4"])
    #expect(result.moveCost == Rational(12))
    #expect(result.objective.value == Rational(8 + 8 + 12))
  }

  @Test func `what the spec no longer has is a warning, and its moves cost nothing`() throws {
    let spec = try Planner.read(
      Array(#"{"resources": {"x": {"cost": 1}}, "demands": {"units": 1}, "minimize": "cost"}"#.utf8)
    ).spec
    let (plan, warnings) = try ProposedPlan.running(Array(#"{"x": 1, "gone": 5}"#.utf8), for: spec)
    #expect(warnings.map(\.severity) == [.warning])
    let result = try Planner().solve(spec.replanned(from: plan, keepCost: .one))
    #expect(result.moves.isEmpty)
  }

  @Test func `the command line asks for both options, for one spec`() throws {
    let spec = "examples/energy.json"
    for (arguments, code) in [
      ("--from x.json", 64), ("--keep-cost 1", 64), ("--from x --keep-cost -1", 64),
      ("--from x --keep-cost much", 64), ("--from no-such-plan.json --keep-cost 1", 66),
      ("\(spec) --from \(spec) --keep-cost 1", 64),
    ] {
      let run = try Run.shell("dcopt solve \(spec) \(arguments)")
      #expect(run.code == Int32(code), "\(arguments): \(run.error)")
      #expect(run.text.isEmpty && !run.error.isEmpty)
    }
    let same = "printf '{\"GPU\": 100}' | dcopt solve \(spec) --from - --keep-cost 0.1"
    let run = try Run.shell("\(same) --format json")
    #expect(run.text.contains("\"moves\": []") && run.text.contains("\"move_cost\": 0,"))
    let verified = try Run.shell(
      "\(same) > /tmp/$$.json; printf '{\"GPU\": 100}' | dcopt verify \(spec) /tmp/$$.json "
        + "--from - --keep-cost 0.1; dcopt verify \(spec) /tmp/$$.json; rm /tmp/$$.json")
    #expect(verified.text.contains("\"proved\": true"))
    #expect(verified.text.contains("say which, with --from and --keep-cost"))
  }
}
