// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a sweep costs: the curve of one right-hand side over a staircase of periods, and 1,000 values
// on it, beside solving each from nothing. Processor times, user and system, of all threads.
// `swift run -c release what-if [periods] [resources]`.
import ExactNumbers
import ExactSimplex
import GLPKSolver
import Glibc
import Instances
import LinearProgram
import ParametricProgramming

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let periods = arguments.first ?? 168
let resources = arguments.dropFirst().first ?? 20

/// Milliseconds of processor time so far.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

func tenths(_ number: Double) -> Double { (number * 10).rounded() / 10 }

func measure<T>(_ what: String, _ body: () throws -> T) rethrows -> (T, Double) {
  let start = processorTime()
  let result = try body()
  let time = processorTime() - start
  print("\(what): \(tenths(time)) ms")
  return (result, time)
}

/// Cold solves of some of the values, each proved; a solve's mean.
func measureCold(_ parametric: ParametricProgram, _ values: [Rational]) throws -> Double {
  let some = stride(from: 50, to: values.count, by: 100).map { values[$0] }
  let (_, time) = try measure("  \(some.count) of the values, cold and proved") {
    for value in some {
      let solution = try Solver().solve(parametric.program(at: value))
      guard solution.isProved else { throw Unproved() }
    }
  }
  return time / Double(some.count)
}

func measureSweep(
  _ name: String, _ parametric: ParametricProgram, from: Rational, to: Rational
) throws {
  let values = (0..<1000).map { from + (to - from) * Rational($0, 999) }
  print("\(name):")
  let cold = try measureCold(parametric, values)
  let (curve, curveTime) = try measure("  its curve") {
    try Solver().curve(of: parametric, from: from, to: to)
  }
  print("    \(curve.pieces.count) pieces, \(curve.breakPoints.count) break points and ends")
  let (found, time) = measure("  1000 values on it, plans and prices") {
    values.reduce(0) { count, value in
      guard let optimum = curve.optimum(at: value) else { return count }
      return count + (optimum.point.count + optimum.prices.count > 0 ? 1 : 0)
    }
  }
  let times = tenths(1000 * cold / (time + curveTime))
  print("    \(found) with a plan; \(times) times as fast as cold")
  let some = stride(from: 0, to: values.count, by: 10).map { values[$0] }
  let (proved, proofTime) = measure("  100 of them proved from the program's own numbers") {
    some.reduce(0) { count, value in
      guard let optimum = curve.optimum(at: value) else { return count }
      let program = parametric.program(at: value)
      let verdict = Optimum(
        point: optimum.point, prices: optimum.prices, basis: Basis(ofRowsIn: program))
      return count + (program.proves(verdict) ? 1 : 0)
    }
  }
  let all = time + curveTime + 10 * proofTime
  print("    \(proved) proved; with all of them \(tenths(1000 * cold / all)) times as fast as cold")
}

let keeps = arguments.count > 2 ? [Rational(arguments.last!, 10)] : [.one, Rational(9, 10)]
for keep in keeps {
  let stairs = Staircase(periods: periods, resources: resources, demands: 4, keep: keep)
  let program = stairs.program
  print("keep \(keep): \(program.rows.count) rows, \(program.columns.count) columns")
  guard let point = try Solver().solve(program).point else { continue }
  let used = program.activities(at: point)[stairs.budgetRow]
  // The energy budget, around what the best plan spends without it; and one period's demand.
  let peak = stairs.firstDemandRow + stairs.demands * (periods * 3 / 4)
  let (budget, demand) = (program.rows[stairs.budgetRow].upper!, program.rows[peak].lower!)
  func moving(_ shift: ParametricProgram.Shift) -> ParametricProgram {
    ParametricProgram(program, motion: .bounds(rows: [shift], columns: []))
  }
  try measureSweep(
    "energy budget", moving(.init(index: stairs.budgetRow, upper: .one)),
    from: used * Rational(8, 10) - budget, to: used * Rational(11, 10) - budget)
  try measureSweep(
    "one demand", moving(.init(index: peak, lower: .one)), from: -demand * Rational(1, 2),
    to: demand * Rational(1, 2))
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
