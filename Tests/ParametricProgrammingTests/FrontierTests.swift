// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Oracle
import Programs
import Testing

@testable import ParametricProgramming

/// Frontiers beside the enumerator: at each corner and between neighbours, nothing with the same
/// value of the first goal is better in the second, and the ends are the best of each goal.
struct FrontierTests {
  private func frontier(_ program: LinearProgram, _ goals: [Goal]) throws -> Frontier {
    try program.frontier(between: goals[0], and: goals[1]) {
      $0.exactVerdict(from: Basis(ofRowsIn: $0))
    }
  }

  /// The program with a weighted sum of the goals, both as minima.
  private func weighted(
    _ program: LinearProgram, _ goals: [Goal], _ weights: [Rational]
  ) -> OracleProblem {
    var program = program
    program.sense = .minimize
    for j in program.columns.indices {
      program.columns[j].cost =
        weights[0] * goals[0].minimized[j] + weights[1] * goals[1].minimized[j]
    }
    return OracleProblem(program)
  }

  /// The best of the second goal where the first may be no worse than `limit`, both as minima.
  private func best(
    _ program: LinearProgram, _ goals: [Goal], limit: Rational
  ) -> OracleVerdict {
    var problem = weighted(program, goals, [.zero, .one])
    problem.rows.append(
      .init(coefficients: goals[0].minimized.map { Fraction($0) }, upper: Fraction(limit)))
    return solve(problem)
  }

  @Test func `corners are all there, once, and nothing is better`() throws {
    let seed: UInt64 = 5
    var generator = SplitMix64(seed: seed)
    var counts = [0, 0, 0, 0, 0]
    var seen: Set<String> = []
    for round in 0..<150 {
      let program = generator.program(columns: generator.int(2...4), rows: generator.int(1...3))
      var goals = (0..<2).map { _ in
        Goal(
          generator.chance(50) ? .minimize : .maximize,
          costs: program.columns.map { _ in generator.smallNumber() })
      }
      if generator.chance(10) { goals[1] = goals[0] }
      let place: Comment = "seed \(seed), round \(round)"
      switch try frontier(program, goals) {
      case .infeasible:
        seen.insert("infeasible")
        #expect(solve(OracleProblem(program)) == .infeasible, place)
      case .unbounded:
        seen.insert("unbounded")
        for weight in [Rational(1, 1000), Rational(1, 2), .one, Rational(5), Rational(1000)] {
          #expect(solve(weighted(program, goals, [.one, weight])) == .unbounded, place)
        }
      case .corners(let found):
        seen.insert("corners")
        let isProved = found.parametric.proves(found.curve, from: .zero, to: nil)
        #expect(isProved, place)
        check(found, program, goals, place, &seen)
        counts[min(4, found.corners.count)] += 1
      }
    }
    #expect(seen == ["infeasible", "unbounded", "corners", "before", "after"])
    #expect(counts[1] > 5 && counts[2] > 5 && counts[3] > 1)
  }

  private func check(
    _ found: Frontier.Corners, _ program: LinearProgram, _ goals: [Goal], _ place: Comment,
    _ seen: inout Set<String>
  ) {
    let signs = goals.map { $0.sense == .minimize ? Rational.one : -.one }
    let images = found.corners.map { [signs[0] * $0.first, signs[1] * $0.second] }
    for (corner, image) in zip(found.corners, images) {
      #expect(program.largestViolation(at: corner.point).isZero, place)
      #expect(zip(goals, image).allSatisfy { $0.value(at: corner.point).magnitude == $1.magnitude })
      // ε-constraint: no plan is as good in the first goal and better in the second.
      guard case .optimal(let value, _) = best(program, goals, limit: image[0]) else {
        Issue.record("\(place): no best second goal at a corner")
        continue
      }
      #expect(value == Fraction(image[1]), place)
    }
    for (a, b) in zip(images, images.dropFirst()) {
      #expect(a[0] < b[0] && a[1] > b[1], place)
      // On the line between two corners nothing is better: no corner is missed in between.
      let middle = (a[0] + b[0]) / Rational(2)
      guard case .optimal(let value, _) = best(program, goals, limit: middle) else {
        Issue.record("\(place): no best second goal between corners")
        continue
      }
      #expect(value == Fraction((a[1] + b[1]) / Rational(2)), place)
    }
    for (a, (b, c)) in zip(images, zip(images.dropFirst(), images.dropFirst(2))) {
      // Three corners are never on one line.
      #expect((b[0] - a[0]) * (c[1] - b[1]) != (c[0] - b[0]) * (b[1] - a[1]), place)
    }
    // The ends.
    if let before = found.before {
      seen.insert("before")
      #expect(goals[0].value(at: before.direction) * signs[0] < .zero, place)
    } else {
      #expect(
        solve(weighted(program, goals, [.one, .zero])).value == Fraction(images.first![0]), place)
    }
    if let after = found.after {
      seen.insert("after")
      #expect(goals[1].value(at: after.direction) * signs[1] < .zero, place)
    } else {
      #expect(
        solve(weighted(program, goals, [.zero, .one])).value == Fraction(images.last![1]), place)
    }
  }
}

extension OracleVerdict {
  /// The optimal value, where there is one.
  var value: Fraction? {
    if case .optimal(let value, _) = self { value } else { nil }
  }
}
