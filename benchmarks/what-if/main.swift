// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a sweep costs: the curve of one right-hand side over a staircase of periods, and 1,000 values
// on it, beside solving each from nothing. `swift run -c release what-if [periods] [resources]`.
import ExactNumbers
import ExactSimplex
import GLPKSolver
import Instances
import ParametricProgramming

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let periods = arguments.first ?? 168
let resources = arguments.dropFirst().first ?? 20
let clock = ContinuousClock()

func milliseconds(_ duration: Duration) -> Double {
  let (seconds, attoseconds) = duration.components
  return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
}

func measure<T>(_ what: String, _ body: () throws -> T) rethrows -> (T, Double) {
  let start = clock.now
  let result = try body()
  let time = milliseconds(clock.now - start)
  print("\(what): \((time * 10).rounded() / 10) ms")
  return (result, time)
}

let keeps = arguments.count > 2 ? [Rational(arguments.last!, 10)] : [.one, Rational(9, 10)]
for keep in keeps {
  let stairs = Staircase(periods: periods, resources: resources, demands: 4, keep: keep)
  let program = stairs.program
  print("keep \(keep): \(program.rows.count) rows, \(program.columns.count) columns")
  let (cold, coldTime) = try measure("one cold solve") { try Solver().solve(program) }
  print("  \(cold.status), proof \(cold.proof)")
  guard let point = cold.point else { continue }
  let used = program.activities(at: point)[stairs.budgetRow]
  // The energy budget, around what the best plan spends without it; and one period's demand.
  let peak = stairs.firstDemandRow + stairs.demands * (periods * 3 / 4)
  let sweeps: [(String, Int, ParametricProgram.Shift, Rational, Rational)] = [
    (
      "energy budget", stairs.budgetRow,
      .init(index: stairs.budgetRow, upper: .one), used * Rational(8, 10), used * Rational(11, 10)
    ),
    (
      "one demand", peak, .init(index: peak, lower: .one), program.rows[peak].lower! * Rational(1, 2),
      program.rows[peak].lower! * Rational(3, 2)
    ),
  ]
  for (name, row, shift, from, to) in sweeps {
    let bound = program.rows[row].upper ?? program.rows[row].lower!
    let parametric = ParametricProgram(program, motion: .bounds(rows: [shift], columns: []))
    let (curve, curveTime) = try measure("\(name): its curve") {
      try Solver(limits: SolverLimits(usesAllProcessors: true))
        .curve(of: parametric, from: from - bound, to: to - bound)
    }
    print("  \(curve.pieces.count) pieces, \(curve.breakPoints.count) break points and ends")
    let values = (0..<1000).map { from - bound + (to - from) * Rational($0, 999) }
    let (feasible, time) = measure("  1000 values on it") {
      values.reduce(0) { $0 + (curve.optimum(at: $1) == nil ? 0 : 1) }
    }
    print("  \(feasible) with a plan; \(1000 * coldTime / (time + curveTime)) times as fast as cold")
    try measureWarm(parametric, values)
  }
}

func measureWarm(_ parametric: ParametricProgram, _ values: [Rational]) throws {
  let warm = try WarmSolver(parametric.program)
  let (_, time) = try measure("  100 of the values, warm and proved") {
    for value in values.enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
      guard try warm.verdict(on: parametric.program(at: value)) != nil else { throw Unproved() }
    }
  }
  print("  \((time / 100 * 10).rounded() / 10) ms each")
}

for (resources, rows) in [(50, 10), (200, 10)] {
  let (program, goals) = Fleet.program(resources: resources, rows: rows)
  let (frontier, _) = try measure("frontier of \(resources) resources under \(rows) rows") {
    try Solver().frontier(of: program, between: goals[0], and: goals[1])
  }
  if case .corners(let found) = frontier { print("  \(found.corners.count) corners") }
}

for (goals, resources, rows, tolerance) in [
  (3, 20, 4, Rational.zero), (3, 50, 10, Rational(1, 100)), (4, 50, 10, Rational(1, 20)),
] {
  let (program, goals) = Fleet.program(resources: resources, rows: rows, goals: goals)
  let (frontier, _) = try measure(
    "\(goals.count) goals, \(resources) resources, \(rows) rows, tolerance \(tolerance)"
  ) { try Solver().frontier(of: program, among: goals, tolerance: tolerance) }
  if case .plans(let found) = frontier {
    print("  \(found.plans.count) plans, error \(found.error.double), \(found.solves) solves")
  }
}
