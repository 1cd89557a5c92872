// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import JSONText
import LinearProgram
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// Scenarios and losses: against idioms of a spec without them, against an extensive form that is
/// written from the same data by other code, and against values worked out by hand.
struct ScenarioTests {
  private static let cases: [JSONValue] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/scenarios.json")
    return Array(try! JSONDocument(parsing: Array(Data(contentsOf: file))).root.elements)
  }()

  @Test func `a spec with scenarios and its idiom have the same optimum, both proved`() throws {
    #expect(Self.cases.count >= 7)
    for entry in Self.cases {
      let name = entry["name"]!.string!
      let wanted = Rational(entry["expect"]!["objective"]!.number!)
      for way in ["spec", "idiom"] {
        guard let text = entry[way] else { continue }
        let result = try SpecText(text: String(text.sourceText)).solve()
        #expect(result.status == .optimal && result.proof.verified, "\(name), \(way)")
        #expect(result.objective.value == wanted, "\(name), \(way)")
      }
    }
  }

  private static let families: [(String, RandomScenarios.Options, Int)] = {
    func options(_ change: (inout RandomScenarios.Options) -> Void) -> RandomScenarios.Options {
      var options = RandomScenarios.Options()
      change(&options)
      return options
    }
    return [
      ("mean", options { _ in }, 60),
      ("worst", options { $0.measure = .worst }, 60),
      ("tail", options { $0.measure = .tail }, 60),
      ("maximize", options { $0.maximizes = true }, 40),
      ("maximize worst", options { ($0.maximizes, $0.measure) = (true, .worst) }, 40),
      ("maximize tail", options { ($0.maximizes, $0.measure) = (true, .tail) }, 40),
      ("periods", options { $0.periods = 2 }, 40),
      ("periods tail", options { ($0.periods, $0.measure) = (2, .tail) }, 20),
      ("buy", options { ($0.periods, $0.hasBuy) = (2, true) }, 40),
      ("buy worst", options { ($0.periods, $0.hasBuy, $0.measure) = (2, true, .worst) }, 20),
      ("chance", options { $0.hasChance = true }, 40),
      ("chance periods", options { ($0.hasChance, $0.periods) = (true, 2) }, 15),
      ("integers", options { $0.hasIntegers = true }, 25),
      ("integers worst", options { ($0.hasIntegers, $0.measure) = (true, .worst) }, 25),
    ]
  }()

  @Test(arguments: families.indices)
  func `random scenarios get the verdict and the exact optimum of the extensive form`(
    family: Int
  ) throws {
    let (name, options, count) = Self.families[family]
    var optimal = 0
    for seed in UInt64(0)..<UInt64(count) {
      let random = RandomScenarios(seed: seed, options)
      let place: Comment = "\(name), seed \(seed)\n\(random.json)"
      let result = try SpecText(text: random.json).solve()
      #expect(result.proof.verified, place)
      let answer = solveBySimplex(random.problem)
      guard let value = answer.value else {
        #expect(result.status == (answer == .infeasible ? .infeasible : .unbounded), place)
        continue
      }
      optimal += 1
      #expect(result.status == .optimal, place)
      #expect(result.objective.value.map { Fraction($0) } == value, place)
      let values = result.futures!.scenarios.map { $0.result.objective.value!.double }
      if options.measure == .tail {
        let tail = random.tail(of: values)
        #expect(
          abs(tail - result.objective.value!.double) <= 1e-9 * max(1, abs(tail)), place)
      }
    }
    #expect(optimal * 3 > count, "\(optimal) of \(count)")
  }

  @Test func `random fleets survive what they must, at the least cost`() throws {
    var optimal = 0
    for seed in UInt64(0)..<120 {
      let random = RandomSurvival(seed: seed)
      let place: Comment = "seed \(seed)\n\(random.json)"
      let result = try SpecText(text: random.json).solve()
      let answer = solveBySimplex(random.problem)
      #expect(result.proof.verified, place)
      #expect(result.objective.value.map { Fraction($0) } == answer.value, place)
      if answer.value == nil {
        #expect(result.status == .infeasible, place)
      } else {
        optimal += 1
      }
    }
    #expect(optimal > 40, "\(optimal)")
  }

  /// Each scenario by itself, from the extensive form of one.
  @Test func `what is known beforehand is worth what each scenario would save by itself`() throws {
    var compared = 0
    for seed in UInt64(0)..<60 {
      let random = RandomScenarios(seed: seed, .init())
      let result = try SpecText(text: random.json).solve()
      guard let futures = result.futures, let value = futures.value else { continue }
      let place: Comment = "seed \(seed)\n\(random.json)"
      let document = try JSONDocument(parsing: Array(random.json.utf8)).root
      var alone = Rational.zero
      for scenario in futures.scenarios {
        var text = SpecText(text: random.json)
        for change in document["scenarios"]![scenario.name]!["set"]!.members {
          text = text.replacing(change.key, with: String(change.value.sourceText))
        }
        text.text = text.text.replacing(
          try Regex(#""scenarios": \{.*?\}\}\}, "#), with: "")
        text.text = text.text.replacing(", \"committed\": true", with: "")
        alone += scenario.probability! * (try text.solve().objective.value!)
      }
      #expect(value.knowing == result.objective.value! - alone, place)
      #expect((value.knowing ?? .zero).signum >= 0, place)
      #expect((value.planning ?? .zero).signum >= 0, place)
      compared += 1
    }
    #expect(compared > 20, "\(compared)")
  }

  /// Reserved for the mean demand of 196.1: 0.91 × 196.1 + 0.3 × 2.48 × 25.9 = 197.7206, which is
  /// 0.5146 more. Each by itself: 0.91 × 196.1 = 178.451, which is 18.755 less.
  @Test func `the values of planning and of knowing are those worked out by hand`() throws {
    let text = Self.cases.first { $0["name"]!.string == "scenarios-mean" }!["spec"]!.sourceText
    let value = try #require(try SpecText(text: String(text)).solve().futures?.value)
    #expect(value.planning == Rational(decimal: "0.5146"))
    #expect(value.knowing == Rational(decimal: "18.755"))
  }

  /// Where each of two resources gives one in the mean, any share of them is as good; what varies gives
  /// a half or three halves, and what is missed is dear. Only the one that does not vary costs no more
  /// than planning for both, whichever of them a solver takes first.
  @Test(arguments: [("a", "b"), ("b", "a")])
  func `of the plans that are best for the mean the best one counts`(
    steady: String, varying: String
  ) throws {
    func spec(_ price: String) -> String {
      """
      {"resources": {"a": {"cost": \(steady == "a" ? price : "1"), "vcpu": 1, "committed": true},
                     "b": {"cost": \(steady == "b" ? price : "1"), "vcpu": 1, "committed": true},
                     "more": {"cost": 3, "vcpu": 1}},
       "demands": {"vcpu": 10},
       "scenarios": {"good": {"set": {"/resources/\(varying)/vcpu": 1.5}},
                     "bad": {"set": {"/resources/\(varying)/vcpu": 0.5}}},
       "minimize": "cost"}
      """
    }
    let tied = try SpecText(text: spec("1")).solve()
    #expect(tied.objective.value == Rational(10))
    #expect(tied.futures?.value?.planning == .zero)
    // Slightly dearer, and the mean has one best plan, which misses 5 in the bad scenario: 10 + 7.5.
    let dearer = try SpecText(text: spec("1.01")).solve()
    #expect(dearer.objective.value == Rational(decimal: "10.1"))
    #expect(dearer.futures?.value?.planning == Rational(decimal: "7.4"))
  }

  /// One resource of which the mean asks 10 and the high scenario 15: no plan for the mean holds.
  @Test func `where no plan for the mean holds there is no value of planning`() throws {
    let text = #"""
      {"resources": {"r": {"cost": 1, "committed": true}}, "demands": {"units": 10},
       "scenarios": {"low": {"set": {"/demands/units": 5}}, "high": {"set": {"/demands/units": 15}}},
       "minimize": "cost"}
      """#
    let value = try #require(try SpecText(text: text).solve().futures?.value)
    #expect(value.planning == nil && value.isMeanImpossible)
    #expect(value.knowing == Rational(5))
  }

  @Test func `a conflict names the scenario and its place, and a repair gives a plan`() throws {
    let text = #"""
      {"resources": {"r": {"cost": 1, "committed": true, "max": 12}}, "demands": {"units": 10},
       "scenarios": {"low": {"set": {"/demands/units": 5}}, "high": {"set": {"/demands/units": 15}}},
       "minimize": "cost"}
      """#
    let result = try SpecText(text: text).solve()
    #expect(result.status == .infeasible)
    #expect(
      result.conflict.map(\.says).sorted() == [
        "r is at most 12", "units in scenario high is at least 15",
      ])
    #expect(
      result.conflict.map(\.at).sorted() == [
        "/resources/r/max", "/scenarios/high/set/~1demands~1units",
      ])
    let change = try #require(result.repair.first)
    #expect(change.at == "/scenarios/high/set/~1demands~1units" && change.to == Rational(12))
    // The pointer leads there.
    let repaired = SpecText(text: text).replacing(change.at, with: "12")
    #expect(try repaired.solve().status == .optimal)
  }

  @Test func `bounds of what is committed that contradict each other are the conflict`() throws {
    let text = #"""
      {"resources": {"r": {"cost": 1, "committed": true, "min": 1, "max": 12}},
       "scenarios": {"low": {"set": {"/resources/r/max": 5}}, "high": {"set": {"/resources/r/min": 6}}},
       "minimize": "cost"}
      """#
    let result = try SpecText(text: text).solve()
    #expect(result.status == .infeasible && result.proof.verified)
    #expect(
      result.conflict.map(\.at).sorted() == [
        "/scenarios/high/set/~1resources~1r~1min", "/scenarios/low/set/~1resources~1r~1max",
      ])
  }

  @Test func `rows that all scenarios have alike are there once`() throws {
    let text = #"""
      {"resources": {"r": {"cost": 1, "power": 2, "committed": true}, "s": {"cost": 3}},
       "demands": {"units": 10}, "constraints": {"room": {"terms": {"r": 1}, "max": 50}},
       "scenarios": {"a": {"set": {"/demands/units": 5}}, "b": {"set": {"/demands/units": 7}},
                     "c": {"set": {"/demands/units": 9, "/constraints/room/max": 40}}},
       "minimize": "cost"}
      """#
    let formulation = Formulation(try Planner.read(Array(text.utf8)).spec)
    // A demand each, the room of a and b, and that of c.
    #expect(formulation.program.rows.count == 5)
    #expect(formulation.program.columns.count == 4)
  }

  @Test func `what is committed is worth what the objective says when it is moved`() throws {
    for seed in UInt64(0)..<20 {
      let random = RandomScenarios(seed: seed, .init())
      let spec = try Planner.read(Array(random.json.utf8)).spec
      let result = try Planner().solve(spec, also: .explanation)
      guard let worth = result.futures?.committedWorth.first else { continue }
      let place: Comment = "seed \(seed)\n\(random.json)"
      let formulation = Formulation(spec)
      let step = Rational(1, 1_000_000)
      for (rate, sign) in [(worth.more, Rational.one), (worth.less, -.one)] {
        let amount = worth.amount + sign * step
        var moved = formulation.program
        if moved.columns[0].bounds.violation(of: amount).signum > 0 { continue }
        moved.columns[0].bounds = .init(lower: amount, upper: amount)
        let solution = try Planner().solver.solve(moved)
        guard solution.status == .optimal, let value = solution.objective(in: moved) else {
          #expect(rate == nil, place)
          continue
        }
        #expect(rate.map { $0 * sign * step } == value - result.objective.value!, place)
      }
    }
  }
}
