// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import LinearProgram
import NumericalMethods
import Oracle
import Testing

@testable import IntegerSearch

/// Searches beside an exact solver that shares nothing with them, and their trees beside changed ones.
struct SearchTests {
  /// A share of the 2,000 of which each must be right: `DCOPT_ROUNDS=2000` runs them all.
  private static let rounds = Int(ProcessInfo.processInfo.environment["DCOPT_ROUNDS"] ?? "") ?? 150

  @Test func `every verdict is the oracle's, and its tree proves it`() throws {
    var programs = RandomPrograms(seed: 20)
    var seen: Set<String> = []
    for round in 0..<Self.rounds {
      let (stated, problem) = programs.next()
      // What has no end is for others, and so is what leaves nothing to search.
      guard let program = stated.withWholeBounds, isBounded(problem) else { continue }
      let found = try #require(
        program.searched(
          from: Basis(ofRowsIn: program), limits: SearchLimits(nodes: 20_000)), "round \(round)")
      switch solve(problem) {
      case .unbounded: continue
      case .optimal(let value, _):
        seen.insert("optimal")
        let tree = try #require(found.tree, "seed 20, round \(round): not proved")
        let point = try #require(found.point, "round \(round)")
        #expect(stated.objective(at: point).description == value.description, "round \(round)")
        #expect(program.proves(tree, incumbent: point), "round \(round)")
        #expect(!program.proves(tree, incumbent: nil), "round \(round)")
        refusesWorse(tree, than: point, program, &seen)
        refusesChanged(tree, point, program, &seen)
      case .infeasible:
        seen.insert("infeasible")
        let tree = try #require(found.tree, "seed 20, round \(round): not proved")
        #expect(found.point == nil, "round \(round)")
        #expect(program.proves(tree, incumbent: nil), "round \(round)")
      }
    }
    #expect(seen.isSuperset(of: ["optimal", "infeasible", "worse", "closed", "cut", "branch"]))
  }

  /// Whether every column has two ends, so that the oracle comes to one.
  private func isBounded(_ problem: OracleProblem) -> Bool {
    problem.columns.allSatisfy { $0.upper != nil || !$0.integer }
  }

  private func refusesWorse(
    _ tree: SearchTree, than point: [Rational], _ program: LinearProgram, _ seen: inout Set<String>
  ) {
    for j in program.columns.indices {
      for step in [Rational.one, -.one] {
        var worse = point
        worse[j] += step
        if program.isFeasible(worse), program.objective(at: worse) != program.objective(at: point) {
          seen.insert("worse")
          #expect(!program.proves(tree, incumbent: worse))
        }
      }
    }
  }

  /// Leaves without their multipliers and cuts that ask for more prove nothing.
  private func refusesChanged(
    _ tree: SearchTree, _ point: [Rational], _ program: LinearProgram, _ seen: inout Set<String>
  ) {
    for (place, node) in tree.nodes.enumerated() {
      var changed = tree
      switch node {
      case .closed:
        seen.insert("closed")
        changed.nodes[place] = .closed(.init())
      case .cut(var cut, let next):
        seen.insert("cut")
        cut.lower += 1000 * (1 + cut.lower.magnitude)
        changed.nodes[place] = .cut(cut, next: next)
      case .branch(let column, let floor, let below, let above):
        seen.insert("branch")
        changed.nodes[place] = .branch(
          column: column, floor: floor + Rational(1, 2), below: below, above: above)
      case .dominated(let column, _, let next):
        changed.nodes[place] = .dominated(column: column, by: column, next: next)
      default: continue
      }
      #expect(!program.proves(changed, incumbent: point))
    }
  }

  private func program(
    _ columns: [(lower: Int?, upper: Int?, cost: Int)], _ rows: [([Int], Int?, Int?)],
    over below: Int = 1
  ) -> LinearProgram {
    LinearProgram(
      sense: .minimize,
      columns: columns.map {
        .init(
          bounds: .init(lower: $0.lower.map { Rational($0) }, upper: $0.upper.map { Rational($0) }),
          cost: Rational($0.cost), isInteger: true)
      },
      rows: rows.map {
        .init(lower: $0.1.map { Rational($0, below) }, upper: $0.2.map { Rational($0, below) })
      },
      entries: columns.indices.map { j in
        rows.enumerated().compactMap { i, row in
          row.0[j] == 0 ? nil : .init(row: i, value: Rational(row.0[j], below))
        }
      })
  }

  @Test func `equations without a whole solution are refused at once`() throws {
    let cases: [LinearProgram] = [
      // 6a − 10b = 3, without ends.
      program([(0, nil, 1), (0, nil, 1)], [([6, -10], 3, 3)]),
      program([(nil, nil, 0), (nil, nil, 0)], [([6, -10], 3, 3)]),
      // The same in tenths.
      program([(0, nil, 1), (0, nil, 1)], [([6, -10], 3, 3)], over: 10),
      // a + b = 1 and a − b = 0: each has one, not both.
      program([(nil, nil, 0), (nil, nil, 0)], [([1, 1], 1, 1), ([1, -1], 0, 0)]),
      // 1/5 ≤ a − b ≤ 5/6, in two rows.
      program([(1, nil, 0), (0, nil, -1)], [([5, -5], 1, nil), ([6, -6], nil, 5)]),
    ]
    for (number, program) in cases.enumerated() {
      let found = try #require(program.searched(from: Basis(ofRowsIn: program)))
      let tree = try #require(found.tree, "case \(number)")
      #expect(found.point == nil, "case \(number)")
      #expect(found.nodes <= 1, "case \(number)")
      #expect(program.proves(tree, incumbent: nil), "case \(number)")
    }
  }

  @Test func `limits stop a search and tell a bound that holds`() throws {
    // Σ 2x + s = 41 with s of cost 1 (Jeroslow, 1974), without a proof by parity at the first node.
    let n = 30
    var columns = (0..<n).map { (lower: Int?(0), upper: Int?(1), cost: 30 + 7 * $0 % 11) }
    columns.append((0, 1, 1))
    let values = (0..<n).map { 40 + $0 * $0 % 17 }
    let hard = program(columns, [(values + [1], 613, 613)])
    let found = try #require(
      hard.searched(from: Basis(ofRowsIn: hard), limits: SearchLimits(nodes: 20)))
    #expect(found.nodes <= 20)
    let again = try #require(
      hard.searched(from: Basis(ofRowsIn: hard), limits: SearchLimits(nodes: 20)))
    #expect(again.pivots == found.pivots && again.point == found.point)
    let whole = try #require(
      hard.searched(from: Basis(ofRowsIn: hard), limits: SearchLimits(nodes: 20_000)))
    #expect(whole.tree != nil)
    if let point = whole.point, let bound = found.bound {
      #expect(bound <= hard.objective(at: point))
    }
  }

  @Test func `a gap ends a search early, and says how far the best can be`() throws {
    var columns: [(lower: Int?, upper: Int?, cost: Int)] = []
    for j in 0..<25 { columns.append((0, 1, -(20 + 13 * j % 29))) }
    let rows = (0..<3).map { i in
      ((0..<25).map { 15 + (i + 3) * 7 * $0 % 31 }, Int?.none, Int?(300))
    }
    let knapsack = program(columns, rows)
    let best = try #require(knapsack.searched(from: Basis(ofRowsIn: knapsack)))
    let value = knapsack.objective(at: try #require(best.point))
    let near = try #require(
      knapsack.searched(
        from: Basis(ofRowsIn: knapsack), limits: SearchLimits(gap: Rational(1, 20))))
    let bound = try #require(near.bound)
    let reached = knapsack.objective(at: try #require(near.point))
    #expect(bound <= value && value <= reached)
    #expect((reached - bound) <= reached.magnitude * Rational(1, 20))
    #expect(near.nodes <= best.nodes)
  }
}
