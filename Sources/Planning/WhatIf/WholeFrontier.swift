// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import IntegerSearch
import LinearProgram
import ParametricProgramming

/// The plans with whole numbers that cannot be bettered in one of two goals without giving up some of
/// the other. They are points: between two of them there need be no plan.
public struct WholeFrontier: Sendable {
  /// Plans beyond this number are left out: a frontier that is longer is hardly read.
  static let mostCorners = 1_000

  /// From the best of the first goal to the best of the second, each pair of values once.
  public var corners: [Frontier.Corner] = []
  /// Whether these are all of them (within the ends that were asked for).
  public var isComplete = false
  /// Whether the second goal can be as good as one likes beyond the last of them.
  public var isEndless = false
}

/// What a search for such a frontier comes to.
public enum WholeFrontierOutcome: Sendable {
  case corners(WholeFrontier)
  case infeasible
  /// One of the goals has no end.
  case unbounded
}

extension ProgramSolver {
  /// The frontier between two goals of a program with whole numbers, by searches: the best of the
  /// first goal, then the best of the second among those plans, then the same where the second must be
  /// better by a step (Haimes, Lasdon and Wismer, "On a bicriterion formulation of the problems of
  /// integrated system identification and system optimization", 1971). Each search is proved, so that
  /// none is missed.
  ///
  /// One of the goals must be a sum of whole columns; nil where none is. `from` and `to` are ends of the
  /// second goal, which is the one with steps then: the best of the first goal where the second is at
  /// least as good as `from`, and on until it is as good as `to`. The time limit is one on all searches.
  ///
  /// Throws what `solve` throws.
  public func wholeFrontier(
    of program: LinearProgram, between first: Goal, and second: Goal, from: Rational? = nil,
    to: Rational? = nil
  ) throws -> WholeFrontierOutcome? {
    if let step = program.step(of: second) {
      var walk = FrontierWalk(self, program, first, stepped: second, step)
      return try walk.run(from: from, to: to)
    }
    guard from == nil, to == nil, let step = program.step(of: first) else { return nil }
    var walk = FrontierWalk(self, program, second, stepped: first, step)
    guard case .corners(var found)? = try walk.run(from: nil, to: nil) else { return walk.outcome }
    found.corners = found.corners.reversed().map {
      Frontier.Corner(first: $0.second, second: $0.first, point: $0.point)
    }
    return .corners(found)
  }
}

extension LinearProgram {
  /// The number of which a sum of whole columns is always a multiple; nil where a column of it need
  /// not be whole.
  fileprivate func step(of goal: Goal) -> Rational? {
    var costed = self
    for (j, cost) in goal.costs.enumerated() { costed.columns[j].cost = cost }
    if goal.costs.allSatisfy(\.isZero) { return .one }
    return costed.objectiveStep
  }
}

/// The searches of one frontier.
private struct FrontierWalk {
  private let solver: any ProgramSolver
  private let end: ContinuousClock.Instant?
  private var program: LinearProgram
  private let free: Goal
  private let stepped: Goal
  private let step: Rational
  private(set) var outcome: WholeFrontierOutcome?

  init(
    _ solver: any ProgramSolver, _ program: LinearProgram, _ free: Goal, stepped: Goal,
    _ step: Rational
  ) {
    (self.solver, self.free, self.stepped, self.step) = (solver, free, stepped, step)
    end = solver.limits.time.map { .now + $0 }
    self.program = program
    self.program.sense = .minimize
    func entries(_ goal: Goal) -> [LinearProgram.RowEntry] {
      goal.minimized.enumerated().filter { !$1.isZero }.map { .init(column: $0, value: $1) }
    }
    // Both goals are rows, so that each can be limited.
    self.program.append(rows: [
      (LinearProgram.Bounds(lower: nil, upper: nil), entries(free)),
      (LinearProgram.Bounds(lower: nil, upper: nil), entries(stepped)),
    ])
  }

  private var freeRow: Int { program.rows.count - 2 }
  private var steppedRow: Int { program.rows.count - 1 }

  /// The least of a goal, as a minimum, in the limits.
  private func least(of goal: Goal) throws -> (solution: Solution, value: Rational?) {
    var costed = program
    for (j, cost) in goal.minimized.enumerated() { costed.columns[j].cost = cost }
    var solver = solver
    solver.limits.time = end.map { max(.zero, $0 - .now) }
    let solution = try solver.solve(costed)
    guard solution.status == .optimal, solution.isProved, let point = solution.point else {
      return (solution, nil)
    }
    return (solution, costed.objective(at: point))
  }

  /// Ends are of the stepped goal as it is stated.
  mutating func run(from: Rational?, to: Rational?) throws -> WholeFrontierOutcome? {
    func minimized(_ value: Rational) -> Rational {
      stepped.sense == .minimize ? value : -value
    }
    var found = WholeFrontier()
    var limit = from.map(minimized)
    program.rows[steppedRow].upper = limit
    let best = try least(of: stepped)
    if best.solution.status == .infeasible { return ended(.infeasible) }
    found.isEndless = best.solution.status == .unbounded
    if found.isEndless, to == nil { return ended(.unbounded) }
    if best.value == nil, !found.isEndless { return ended(.corners(found)) }
    // Nothing is gained beyond what is asked for, nor beyond what there is.
    let last = [to.map(minimized), best.value].compactMap(\.self).max()!
    while found.corners.count < WholeFrontier.mostCorners {
      program.rows[steppedRow].upper = limit
      program.rows[freeRow].upper = nil
      let first = try least(of: free)
      if first.solution.status == .unbounded { return ended(.unbounded) }
      guard let value = first.value else {
        // Only the steps beyond `last` can be without a plan.
        found.isComplete = first.solution.status == .infeasible && first.solution.isProved
        break
      }
      program.rows[freeRow].upper = value
      let second = try least(of: stepped)
      guard let level = second.value, let point = second.solution.point else { break }
      let stated = (free.sense == .minimize ? value : -value, minimized(level))
      found.corners.append(Frontier.Corner(first: stated.0, second: stated.1, point: point))
      if level <= last {
        found.isComplete = true
        break
      }
      limit = level - step
    }
    return ended(.corners(found))
  }

  private mutating func ended(_ outcome: WholeFrontierOutcome) -> WholeFrontierOutcome {
    self.outcome = outcome
    return outcome
  }
}
