// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKSolver
import LinearProgram
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// Whether a placement is the only one among the best.
struct UniquePlacementTests {
  private func isUnique(_ text: String) throws -> Bool? {
    try #require(try SpecText(text: text).solve(also: .alternatives).alternatives).isUnique
  }

  /// Two workloads that need a unit each, on two resources of one unit each.
  private func pair(_ slower: String, whole: String = "") -> String {
    """
    {"resources": {"a": {"cost": 1, "max": 1}, "b": {"cost": 1, "max": 1}},
     "workloads": {
      "x": {\(whole)"on": {"a": {"work": 1}, "b": {"work": \(slower)}}, "needs": {"work": 1}},
      "y": {\(whole)"on": {"a": {"work": \(slower)}, "b": {"work": 1}}, "needs": {"work": 1}}},
     "minimize": "cost"}
    """
  }

  @Test func `two workloads that can change places are not the only plan`() throws {
    #expect(try isUnique(pair("1")) == false)
  }

  @Test func `where each is slower in the other's place, there is one plan`() throws {
    #expect(try isUnique(pair("0.5")) == true)
  }

  @Test func `a workload that may have more of what is there is not placed in one way`() throws {
    let spec = """
      {"resources": {"a": {"cost": 1, "min": 1, "max": 1}},
       "workloads": {"w": {"on": {"a": {"work": WORK}}, "needs": {"work": 1}}}, "minimize": "cost"}
      """
    #expect(try isUnique(spec.replacing("WORK", with: "2")) == false)
    #expect(try isUnique(spec.replacing("WORK", with: "1")) == true)
  }

  @Test func `of whole units it is not decided`() throws {
    #expect(try isUnique(pair("1", whole: #""whole": true, "#)) == nil)
  }

  @Test func `random placements are alone where no part of them can be more or less`() throws {
    var (alone, several) = (0, 0)
    for seed in UInt64(0)..<60 {
      var random = SplitMix64(seed: seed)
      let speeds = (0..<6).map { _ in Int.random(in: 1...3, using: &random) }
      func text(_ tie: String) -> String {
        """
        {"resources": {"a": {"cost": 2, "max": 2}, "b": {"cost": 3, "max": 2}},
         "workloads": {
          "x": {"on": {"a": {"work": \(speeds[0])}, "b": {"work": \(speeds[1])}}, "needs": {"work": 2}},
          "y": {"on": {"a": {"work": \(speeds[2])}, "b": {"work": \(speeds[3])}}, "needs": {"work": 2}},
          "z": {"on": {"a": {"work": \(speeds[4])}, "b": {"work": \(speeds[5])}}, "needs": {"work": 2}}},
         \(tie)}
        """
      }
      let result = try SpecText(text: text(#""minimize": "cost""#)).solve(also: .alternatives)
      guard result.status == .optimal, let alternatives = result.alternatives,
        alternatives.areAmountsUnique
      else { continue }
      // The same amounts, and each placement as great and as small as it can be among them.
      let program = Formulation(
        try Planner.read(Array(text(#""minimize": "cost""#).utf8)).spec)
      let value = try #require(result.objective.value)
      var isOne = true
      for j in 0..<program.layout.columnCount {
        var ends: [Rational] = []
        for sense in [LinearProgram.Sense.minimize, .maximize] {
          var one = program.program
          one.append(
            row: .init(lower: value, upper: value),
            entries: one.columns.indices.map { .init(column: $0, value: one.columns[$0].cost) })
          for k in one.columns.indices { one.columns[k].cost = k == j ? .one : .zero }
          one.sense = sense
          ends.append(try #require(Solver().solve(one).point)[j])
        }
        if ends[0] != ends[1] { isOne = false }
      }
      if isOne { alone += 1 } else { several += 1 }
      #expect(alternatives.isUnique == isOne, "seed \(seed)\n\(text(#""minimize": "cost""#))")
    }
    #expect(alone > 5 && several > 5, "\(alone) alone, \(several) with others")
  }
}
