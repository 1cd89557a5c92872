// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKSolver
import Oracle
import ParametricProgramming
import PlanSolving
import Testing

@testable import Planning

/// Sweeps, curves and frontiers of random specs, each compared with solving the changed spec.
struct WhatIfTests {
  private func read(_ json: String) throws -> (Planning.SpecText, Spec) {
    let bytes = Array(json.utf8)
    return (try Planning.SpecText(bytes), try Planner.read(bytes).spec)
  }

  /// Pointers to all bounds of a spec's demands, budgets and constraints that are numbers.
  private func bounds(of spec: Spec) -> [String] {
    var seen: [String] = []
    let formulation = Formulation(spec)
    for end in formulation.writtenEnds(withColumns: true) {
      let at = formulation.place(of: end)!.at
      if !seen.contains(at) { seen.append(at) }
    }
    return seen
  }

  @Test func `a sweep over any bound says what solving each spec says`() throws {
    var points = 0
    for seed in UInt64(0)..<60 {
      let random = RandomSpec(seed: seed)
      let (text, spec) = try read(random.json)
      for at in bounds(of: spec).prefix(4) {
        let written = try text.number(at: at)
        let steps = [-2, -1, 0, 1, 3].map { written + Rational($0) * Rational(1, 4) }
        let variation = try #require(
          Variation("\(at)=\(steps.map(\.decimal).joined(separator: ","))"))
        let sweep = try Sweep(text, spec, [variation], planner: Planner())
        for index in 0..<sweep.count {
          let point = try sweep.point(index)
          let place: Comment = "seed \(seed), \(at) at \(steps[index])\n\(random.json)"
          let bytes = try text.replacing([(at, steps[index])])
          guard let again = try? Planner.read(bytes).spec else {
            guard case .invalid = point.answer else {
              Issue.record("an invalid spec has an answer, \(place)")
              continue
            }
            continue
          }
          guard case .result(let result) = point.answer else {
            Issue.record("a valid spec has no answer, \(place)")
            continue
          }
          let solved = try Planner().solve(again)
          points += 1
          #expect(result.status == solved.status, place)
          #expect(result.objective.value == solved.objective.value, place)
          #expect(result.proof.verified, place)
          // What is printed is the plan of the changed spec: its rows have the changed bounds.
          #expect(
            (result.demands + result.budgets).map(\.min)
              == (solved.demands + solved.budgets).map(\.min), place)
          #expect(
            (result.demands + result.budgets).map(\.max)
              == (solved.demands + solved.budgets).map(\.max), place)
        }
      }
    }
    #expect(points > 400)
  }

  @Test func `the objective goes straight between break points, and turns at each`() throws {
    var turns = 0
    for seed in UInt64(0)..<40 {
      let random = RandomSpec(seed: seed)
      let (text, spec) = try read(random.json)
      for at in bounds(of: spec).prefix(3) {
        guard let curve = try? Planner().curve(of: text, spec, over: at) else { continue }
        let place: Comment = "seed \(seed), \(at)\n\(random.json)"
        #expect(curve.isProved, place)
        for piece in curve.pieces {
          guard case .optimal(let slope) = piece.outcome, let from = piece.from, let to = piece.to,
            from < to
          else { continue }
          turns += 1
          let middle = (from + to) / Rational(2)
          guard let again = try? Planner.read(text.replacing([(at, middle)])).spec,
            Rational(decimal: middle.decimal) == middle
          else { continue }
          let solved = try Planner().solve(again)
          #expect(
            solved.objective.value == piece.objectiveFrom! + slope * (middle - from), place)
        }
        for (left, right) in zip(curve.pieces, curve.pieces.dropFirst()) {
          #expect(left.to == right.from, place)
          if case .optimal(let a) = left.outcome, case .optimal(let b) = right.outcome {
            #expect(a != b, place)
          }
        }
      }
    }
    #expect(turns > 20)
  }

  @Test func `no weighted sum of two goals is better than the best corner`() throws {
    var corners = 0
    for seed in UInt64(0)..<120 {
      let random = RandomSpec(seed: seed)
      let (_, spec) = try read(random.json)
      let names = spec.attributes.filter { $0 != Spec.units }
      guard names.count >= 2 else { continue }
      let pair = [names[0], names[1]]
      guard
        let found = try? Planner().tradeOff(
          spec, between: pair.map { "min:" + $0 }, tolerance: .zero),
        found.outcome == .corners
      else { continue }
      let place: Comment = "seed \(seed), \(pair)\n\(random.json)"
      #expect(found.isProved, place)
      corners += found.corners.count
      var weighted = spec
      for weight in [Rational(1, 1000), Rational(1, 3), .one, Rational(7), Rational(1000)] {
        let terms = pair.enumerated().map { k, name in
          Objective.Term(
            attribute: spec.attribute(name)!, weight: k == 0 ? .one : weight)
        }
        weighted.objectives = [
          Objective(sense: .minimize, goal: .sum(terms), at: spec.objectives[0].at)
        ]
        let solved = try Planner().solve(weighted)
        guard solved.status == .optimal else { continue }
        let best = found.corners.map { $0.values[0] + weight * $0.values[1] }.min()
        #expect(solved.objective.value == best, place)
      }
      // Each once, and in the order of the first goal.
      for (a, b) in zip(found.corners, found.corners.dropFirst()) {
        #expect(a.values[0] < b.values[0] && a.values[1] > b.values[1], place)
      }
    }
    #expect(corners > 60)
  }

  @Test(arguments: [
    ("/budgets/cost=500:2000:100", 16), ("/a=1,2.5,1e3", 3), ("/a=10:0:-5", 3), ("/a=5:5:1", 1),
    ("/a/b~1c=0:1:0.25", 5),
  ])
  func `variations are read`(text: String, count: Int) throws {
    #expect(try #require(Variation(text)).values.count == count)
  }

  @Test(arguments: [
    "", "/a", "a=1:2:1", "/a=", "/a=1:2", "/a=1:2:0", "/a=1:2:-1", "/a=1,,2", "/a=x", "/a=1:2:1:1",
    "/a=0:1e9:1e-9", "/a=01",
  ])
  func `what is no variation is refused`(text: String) {
    #expect(Variation(text) == nil)
  }

  @Test func `a pointer that leads nowhere says what is near`() throws {
    let (text, _) = try read(
      #"""
      {"periods": 2, "resources": {"gpu": {"cost": 1, "x": [1, 2]}},
       "budgets": {"cost": 5, "x": 3}, "maximize": "units"}
      """#)
    for (pointer, says) in [
      ("/budgets/cots", "did you mean \"/budgets/cost\"?"), ("/budgts/cost", "\"/budgets\""),
      ("/budgets", "found an object: there are numbers at \"/budgets/cost\""),
      ("/maximize", "found a string"), ("budgets", "\"/budgets\""),
      ("/resources/gpu/x", "found a list: \"/resources/gpu/x*\" moves all of it by factors"),
    ] {
      do {
        _ = try text.number(at: pointer)
        Issue.record("\(pointer) leads to a number")
      } catch {
        #expect(error.says.contains(says), "\(pointer): \(error.says)")
      }
    }
  }
}
