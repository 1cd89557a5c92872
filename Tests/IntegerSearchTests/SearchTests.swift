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
    #expect(
      seen.isSuperset(of: ["optimal", "infeasible", "worse", "closed", "cut", "branch", "narrowed"])
    )
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
      case .narrowed(var narrowing, let next):
        seen.insert("narrowed")
        narrowing.weights = .init()
        changed.nodes[place] = .narrowed(narrowing, next: next)
      case .whole(let column, _, let next):
        changed.nodes[place] = .whole(column: column, row: program.rows.count, next: next)
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

  /// Machines x over hours with start-ups b_t ≥ x_t − x_(t−1), which need not be whole and are.
  private func hours(_ demand: [Int], sizes: [Int], _ sense: LinearProgram.Sense) -> LinearProgram {
    let (n, hours) = (sizes.count, demand.count)
    var program = LinearProgram(sense: sense)
    let sign = sense == .minimize ? 1 : -1
    for _ in demand {
      for (k, size) in sizes.enumerated() {
        program.append(
          .init(
            bounds: .init(lower: .zero, upper: Rational(9)),
            cost: Rational(sign * (3 * size + k), 7),
            isInteger: true), entries: [])
      }
      for size in sizes {
        program.append(
          .init(bounds: .init(lower: .zero, upper: nil), cost: Rational(sign * (2 + size))),
          entries: [])
      }
    }
    for t in 0..<hours {
      program.append(
        row: .init(lower: Rational(demand[t]), upper: nil),
        entries: sizes.enumerated().map { .init(column: 2 * n * t + $0, value: Rational($1)) })
      for k in 0..<n {
        var entries: [LinearProgram.RowEntry] = [
          .init(column: 2 * n * t + k, value: .one), .init(column: 2 * n * t + n + k, value: -.one),
        ]
        if t > 0 { entries.append(.init(column: 2 * n * (t - 1) + k, value: -.one)) }
        program.append(row: .init(lower: nil, upper: .zero), entries: entries)
      }
    }
    return program
  }

  @Test(arguments: [LinearProgram.Sense.minimize, .maximize])
  func `start-ups of whole machines are whole, and that is proved`(sense: LinearProgram.Sense)
    throws
  {
    let program = hours([11, 17, 5, 23, 8], sizes: [2, 3, 7], sense)
    let found = try #require(program.searched(from: Basis(ofRowsIn: program)))
    let (tree, point) = (try #require(found.tree), try #require(found.point))
    #expect(program.proves(tree, incumbent: point))
    var declared = program
    for j in declared.columns.indices { declared.columns[j].isInteger = true }
    let same = try #require(declared.searched(from: Basis(ofRowsIn: declared)))
    #expect(declared.objective(at: try #require(same.point)) == program.objective(at: point))
    var count = 0
    for (place, node) in tree.nodes.enumerated() {
      guard case .whole(let column, let row, let next) = node else { continue }
      count += 1
      for other in program.rows.indices where other != row {
        var changed = tree
        changed.nodes[place] = .whole(column: column, row: other, next: next)
        #expect(!program.proves(changed, incumbent: point))
      }
    }
    #expect(count == 15)
    // Where a further row asks for start-ups, or they come in pairs, halves may be better.
    for entry in [Rational.one, Rational(2)] {
      var asking = program
      asking.append(
        row: .init(lower: Rational(1, 2), upper: nil), entries: [.init(column: 3, value: entry)])
      #expect(!asking.proves(tree, incumbent: point))
      let best = try #require(asking.searched(from: Basis(ofRowsIn: asking)))
      #expect(best.tree != nil)
      for case .whole(3, _, _) in best.tree?.nodes ?? [] { Issue.record("halves were left out") }
    }
  }

  @Test func `columns without an end and with a tiny price end`() throws {
    // The second column may be anything for nearly nothing.
    let tiny = Rational(1, 1 << 40)
    var program = program([(0, nil, 3), (0, nil, 0)], [([7, 5], 23, nil), ([3, -1], 2, nil)])
    program.columns[1].cost = tiny
    let found = try #require(
      program.searched(from: Basis(ofRowsIn: program), limits: SearchLimits(nodes: 1_000)))
    #expect(found.tree != nil)
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
