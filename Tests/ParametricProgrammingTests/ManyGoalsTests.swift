// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Oracle
import Programs
import Testing

@testable import ParametricProgramming

/// Frontiers of several goals beside the enumerator, over many weighted sums: no plan may be better
/// than the best of those found by more than the error, and an exact frontier has each best plan.
struct ManyGoalsTests {
  private let solver: (LinearProgram) throws -> ExactSolving = { _ in
    { $0.exactVerdict(from: Basis(ofRowsIn: $0)) }
  }

  private func weighted(
    _ program: LinearProgram, _ goals: [Goal], _ weights: [Rational]
  ) -> OracleProblem {
    var program = program
    program.sense = .minimize
    for j in program.columns.indices {
      program.columns[j].cost = zip(weights, goals).reduce(.zero) { $0 + $1.0 * $1.1.minimized[j] }
    }
    return OracleProblem(program)
  }

  private func check(
    _ found: ManyGoalFrontier.Plans, _ program: LinearProgram, _ goals: [Goal],
    _ generator: inout SplitMix64, _ place: Comment
  ) {
    let isProved = program.proves(found, goals: goals)
    #expect(isProved, place)
    let images = found.plans.map { plan in
      zip(goals, plan.values).map { $0.sense == .minimize ? $1 : -$1 }
    }
    for _ in 0..<8 {
      // Weights that no edge of the frontier is likely to have.
      let weights = goals.map { _ in Rational(generator.int(1...1_000_003)) }
      guard case .optimal(let value, let vertices) = solve(weighted(program, goals, weights)) else {
        Issue.record("\(place): no best weighted sum")
        continue
      }
      let best = images.map { ParametricProgram.product(weights, $0) }.min()!
      let error = found.error * ParametricProgram.product(weights, found.scale)
      #expect(Fraction(best) >= value && Fraction(best - error) <= value, place)
      if found.isComplete {
        let values = goals.map { goal in
          zip(goal.costs, vertices[0]).reduce(Fraction.zero) { $0 + Fraction($1.0) * $1.1 }
        }
        let isThere = found.plans.contains { $0.values.map { Fraction($0) } == values }
        #expect(isThere, place)
      }
    }
    // Each corner is the only best plan for some weights: the sum of the supports through it.
    for image in images where found.isComplete {
      let touching = found.supports.filter {
        ParametricProgram.product($0.weights, image) == $0.bound
      }
      #expect(touching.count >= goals.count, place)
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func `every best weighted sum is among the plans`(count: Int) throws {
    let seed: UInt64 = 40 + UInt64(count)
    var generator = SplitMix64(seed: seed)
    var seen: Set<String> = []
    for round in 0..<40 {
      var program = generator.program(columns: generator.int(2...3), rows: generator.int(1...3))
      for j in program.columns.indices where generator.chance(65) {
        program.columns[j].bounds.upper =
          program.columns[j].bounds.lower! + Rational(generator.int(1...5))
      }
      let goals = (0..<count).map { _ in
        Goal(
          generator.chance(50) ? .minimize : .maximize,
          costs: program.columns.map { _ in generator.smallNumber() })
      }
      let place: Comment = "seed \(seed), round \(round)"
      switch try program.frontier(among: goals, solver: solver) {
      case .infeasible(let certificate):
        seen.insert("infeasible")
        #expect(program.proves(certificate), place)
        #expect(solve(OracleProblem(program)) == .infeasible, place)
      case .unbounded(let goal, _):
        seen.insert("unbounded")
        let weights = goals.indices.map { $0 == goal ? Rational.one : .zero }
        #expect(solve(weighted(program, goals, weights)) == .unbounded, place)
      case .plans(let found):
        seen.insert("plans")
        #expect(found.isComplete && found.error.isZero, place)
        check(found, program, goals, &generator, place)
        let loose = try program.frontier(
          among: goals, tolerance: Rational(1, 5), solveLimit: generator.int(1...8), solver: solver)
        if case .plans(let loose) = loose {
          if !loose.error.isZero { seen.insert("error") }
          check(loose, program, goals, &generator, place)
        }
      }
    }
    #expect(seen.isSuperset(of: ["infeasible", "plans"]))
    #expect(count < 3 || seen.contains("unbounded"))
    #expect(count < 3 || seen.contains("error"))
  }

  @Test func `two goals give the corners of their frontier`() throws {
    var generator = SplitMix64(seed: 9)
    var corners = 0
    for round in 0..<60 {
      var program = generator.program(columns: 4, rows: 2)
      for j in program.columns.indices {
        program.columns[j].bounds.upper = program.columns[j].bounds.lower! + Rational(4)
      }
      let goals = (0..<2).map { _ in
        Goal(.minimize, costs: program.columns.map { _ in generator.smallNumber() })
      }
      let solve = try solver(program)
      let two = try program.frontier(between: goals[0], and: goals[1], solve: solve)
      let many = try program.frontier(among: goals, solver: solver)
      guard case .corners(let two) = two, case .plans(let many) = many else { continue }
      #expect(two.corners.map { [$0.first, $0.second] } == many.plans.map(\.values), "\(round)")
      corners += two.corners.count
    }
    #expect(corners > 60)
  }

  @Test func `a plan that another betters in one goal alone is not listed, and each solve counts`()
    throws
  {
    // The best of each goal by itself leaves the other two at 0; one plan is the best of all.
    let program = LinearProgram(
      sense: .minimize,
      columns: (0..<3).map { _ in
        .init(bounds: .init(lower: .zero, upper: .one), cost: .zero)
      }, rows: [.init(lower: nil, upper: Rational(3))],
      entries: (0..<3).map { _ in [.init(row: 0, value: .one)] })
    let goals = (0..<3).map { g in
      Goal(.maximize, costs: (0..<3).map { $0 == g ? Rational.one : .zero })
    }
    var solves = 0
    let found = try program.frontier(among: goals) { _ in
      { program in
        solves += 1
        return program.exactVerdict(from: Basis(ofRowsIn: program))
      }
    }
    guard case .plans(let plans) = found else {
      Issue.record("no plans")
      return
    }
    #expect(plans.plans.map(\.values) == [[.one, .one, .one]])
    #expect(plans.isComplete && plans.solves == solves && solves > 3)
  }
}
