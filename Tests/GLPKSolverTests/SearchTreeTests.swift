// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Oracle
import Testing

@testable import GLPKSolver

/// Searches beside the enumerator of all whole points, and their trees beside a check that shares
/// nothing with the search.
struct SearchTreeTests {
  private struct Random {
    var state: UInt64
    mutating func int(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }

    /// A small program with whole columns, and the same in the oracle's terms.
    mutating func program() -> (LinearProgram, OracleProblem) {
      let (n, m) = (int(1...4), int(1...3))
      let minimize = int(0...1) == 0
      let isWholeCost = int(0...1) == 0
      let columns = (0..<n).map { _ in
        (
          lower: int(0...2), upper: int(2...7), cost: int(-5...5), divisor: isWholeCost ? 1 : 3,
          whole: int(0...4) > 0
        )
      }
      let rows = (0..<m).map { _ in
        (
          values: (0..<n).map { _ in int(-4...6) }, lower: int(0...2) > 0 ? int(-3...9) : nil,
          width: int(0...1) > 0 ? int(0...6) : nil
        )
      }
      let program = LinearProgram(
        sense: minimize ? .minimize : .maximize,
        columns: columns.map {
          .init(
            bounds: .init(lower: Rational($0.lower, 2), upper: Rational($0.upper)),
            cost: Rational($0.cost, $0.divisor), isInteger: $0.whole)
        },
        rows: rows.map { row in
          .init(
            lower: row.lower.map { Rational($0) },
            upper: row.width.map { Rational((row.lower ?? 1) + $0) })
        },
        entries: (0..<n).map { j in
          rows.enumerated().compactMap { i, row in
            row.values[j] == 0 ? nil : .init(row: i, value: Rational(row.values[j], 2))
          }
        })
      let two = Fraction(2)
      let problem = OracleProblem(
        sense: minimize ? .minimize : .maximize,
        objective: columns.map { Fraction($0.cost) / Fraction($0.divisor) },
        columns: columns.map {
          .init(lower: Fraction($0.lower) / two, upper: Fraction($0.upper), integer: $0.whole)
        },
        rows: rows.map { row in
          .init(
            coefficients: row.values.map { Fraction($0) / two },
            lower: row.lower.map { Fraction($0) },
            upper: row.width.map { Fraction((row.lower ?? 1) + $0) })
        })
      return (program, problem)
    }
  }

  @Test func `every search agrees with the enumerator and leaves a tree that proves it`() throws {
    var random = Random(state: 31)
    var seen: Set<String> = []
    var branches = 0
    for round in 0..<250 {
      let (stated, problem) = random.program()
      guard let program = stated.withWholeBounds else {
        #expect(solve(problem) == .infeasible)
        let empty = SearchTree(nodes: [])
        #expect(stated.proves(empty, incumbent: nil))
        continue
      }
      var search = ExactSearch(program, incumbent: nil)
      let warm = try WarmSolver(program)
      let found =
        round % 2 == 0 ? search.run() : try search.run { part, _ in try warm.verdict(on: part) }
      let result = try #require(found, "round \(round)")
      #expect(stated.proves(result.tree, incumbent: result.point), "round \(round)")
      branches += result.tree.nodes.count
      switch solve(problem) {
      case .optimal(let value, _):
        seen.insert("optimal")
        let point = try #require(result.point, "round \(round)")
        #expect(stated.objective(at: point).description == value.description, "round \(round)")
        check(result, point, stated, &seen)
      case .infeasible:
        seen.insert("infeasible")
        #expect(result.point == nil, "round \(round)")
      case .unbounded: Issue.record("bounds all around")
      }
    }
    #expect(seen == ["optimal", "infeasible", "worse", "changed"])
    #expect(branches > 300)
  }

  /// What is not true is refused.
  private func check(
    _ result: ExactSearch.Result, _ point: [Rational], _ program: LinearProgram,
    _ seen: inout Set<String>
  ) {
    // There is a plan, so nothing proves that there is none.
    #expect(!program.proves(result.tree, incumbent: nil))
    #expect(!program.proves(SearchTree(nodes: []), incumbent: point))
    // A plan that is feasible and worse.
    for j in program.columns.indices {
      for step in [Rational.one, -.one] {
        var worse = point
        worse[j] += step
        if program.largestViolation(at: worse).isZero,
          program.objective(at: worse) != program.objective(at: point)
        {
          seen.insert("worse")
          #expect(!program.proves(result.tree, incumbent: worse))
        }
      }
    }
    // A tree with a leaf or a part left out.
    for (place, node) in result.tree.nodes.enumerated() {
      var tree = result.tree
      switch node {
      case .branch(let column, let floor, let below, _):
        seen.insert("changed")
        tree.nodes[place] = .branch(column: column, floor: floor, below: below, above: place)
        #expect(!program.proves(tree, incumbent: point))
        tree.nodes[place] = .branch(
          column: column, floor: floor + Rational(1, 2), below: below, above: below)
        #expect(!program.proves(tree, incumbent: point))
      case .bounded:
        tree.nodes[place] = .empty(column: 0)
        #expect(!program.proves(tree, incumbent: point))
      case .infeasible(let certificate):
        tree.nodes[place] = .infeasible(
          FarkasCertificate(weights: certificate.weights.map { _ in .zero }))
        #expect(!program.proves(tree, incumbent: point))
      case .empty, .split, .cut, .closed, .dominated, .whole, .narrowed: break
      }
    }
  }

  @Test func `the work is limited by counts`() throws {
    // Σ 2x = 11: only exhausting all values closes it.
    let n = 12
    let program = LinearProgram(
      sense: .minimize,
      columns: (0..<n).map {
        .init(bounds: .init(lower: .zero, upper: .one), cost: Rational($0), isInteger: true)
      },
      rows: [.init(lower: Rational(11), upper: Rational(11))],
      entries: (0..<n).map { _ in [.init(row: 0, value: Rational(2))] })
    var small = ExactSearch(program, incumbent: nil, nodes: 50)
    #expect(small.run() == nil)
    var large = ExactSearch(program, incumbent: nil)
    let found = large.run()
    let result = try #require(found)
    #expect(result.point == nil)
    #expect(program.proves(result.tree, incumbent: nil))
    var again = ExactSearch(program, incumbent: nil)
    #expect(again.run()?.tree.nodes.count == result.tree.nodes.count)
  }
}
