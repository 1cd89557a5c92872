// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// The plans among two or more goals that cannot be bettered in one without giving up some of
/// another.
public struct TradeOff: Sendable {
  public struct Goal: Sendable {
    /// An attribute.
    public let name: String
    public let sense: LinearProgram.Sense
  }

  public enum Outcome: Sendable {
    case corners, infeasible, unbounded
  }

  /// A plan and what it comes to.
  public struct Corner: Sendable {
    /// A value a goal.
    public let values: [Rational]
    public let plan: PlanResult
  }

  public let title: String?
  public let goals: [Goal]
  public let outcome: Outcome
  /// In the order of the first goal, the best of it first; then by the second, and so on.
  public let corners: [Corner]
  /// Whether these are all corners of the frontier.
  public let isComplete: Bool
  /// With three and more goals: for every plan a mixture of these is in no goal worse than it by
  /// more than this fraction of the goal's range. 0 where the corners are complete.
  public let error: Rational
  /// Whether the corners are plans with whole numbers: a mixture of two of them is none.
  public let isOfWholeNumbers: Bool
  /// Whether the corners were proved to be all, or the error to be as small as it says.
  public let isProved: Bool

  /// Why a spec has no frontier.
  public struct Refusal: Error, Sendable {
    public let says: String
  }
}

extension Planner {
  /// The frontier between goals, each an attribute, exactly; with three and more up to `tolerance`,
  /// a fraction of each goal's range. A goal's sense is `min:` or `max:` before its name; else that
  /// of the spec's own objective where it is one of its terms, else it is minimized.
  ///
  /// Throws `TradeOff.Refusal`, `SolverFailure`.
  public func tradeOff(
    _ spec: Spec, between names: [String], tolerance: Rational
  ) throws -> TradeOff {
    let goals = try names.map { try Self.goal($0, spec) }
    guard goals.count >= 2 else {
      throw TradeOff.Refusal(says: "a frontier is between two goals or more, such as energy,cost")
    }
    for (k, goal) in goals.enumerated() where goals[..<k].contains(where: { $0.name == goal.name })
    {
      throw TradeOff.Refusal(says: "the goal \(quoted(goal.name)) is there twice")
    }
    if let futures = spec.futures, futures.measure != .mean {
      throw TradeOff.Refusal(says: "a frontier is between means: \"over_scenarios\" says otherwise")
    }
    let formulation = Formulation(spec)
    let program = formulation.withoutObjective
    if program.hasIntegers, goals.count > 2 {
      throw TradeOff.Refusal(
        says: "over whole numbers a frontier is between two goals: take the others as budgets, or "
          + "give the goals weights in \"minimize\"")
    }
    if formulation.canMiss {
      throw TradeOff.Refusal(
        says:
          "a spec with penalties has no frontier: what is missed or waits would cost nothing; sweep a "
          + "budget on one of the goals instead")
    }
    let directions = AttributeDirections(spec).adding(
      goals.map { (spec.attribute($0.name)!, $0.sense) })
    if !spec.sections.allSatisfy({ $0.holds(for: directions) }) {
      throw TradeOff.Refusal(
        says: "the goals count tiers or start-ups in a direction in which the spec does not: a "
          + "frontier between them is not known from this spec: state them in its objective")
    }
    let functions = goals.map { goal in
      LinearProgram.goal(
        goal.sense, formulation.coefficients(ofAttribute: spec.attribute(goal.name)!))
    }
    let solver = solver
    do {
      if program.hasIntegers {
        return try Self.whole(solver, formulation, program, goals, functions)
      }
      return goals.count == 2
        ? try Self.exact(solver, formulation, program, goals, functions)
        : try Self.enclosed(solver, formulation, program, goals, functions, tolerance)
    } catch let error as Unproved {
      throw TradeOff.Refusal(says: error.description)
    }
  }

  private static func goal(_ text: String, _ spec: Spec) throws -> TradeOff.Goal {
    var name = text
    var sense: LinearProgram.Sense?
    if spec.attribute(text) == nil {
      if text.hasPrefix("min:") { sense = .minimize }
      if text.hasPrefix("max:") { sense = .maximize }
      if sense != nil { name = String(text.dropFirst(4)) }
    }
    guard let attribute = spec.attribute(name) else {
      let near = nearestName(to: name, among: spec.attributes)
      throw TradeOff.Refusal(
        says: "no resource has the attribute \(quoted(name))"
          + (near.map { "; did you mean \(quoted($0))?" } ?? ""))
    }
    let own = spec.objectives.first { $0.terms.contains { $0.attribute == attribute } }
    return TradeOff.Goal(name: name, sense: sense ?? own?.sense ?? .minimize)
  }

  private static func exact(
    _ solver: any ProgramSolver, _ formulation: Formulation, _ program: LinearProgram,
    _ goals: [TradeOff.Goal], _ functions: [Goal]
  ) throws -> TradeOff {
    switch try solver.frontier(of: program, between: functions[0], and: functions[1]) {
    case .corners(let found):
      return TradeOff(
        title: formulation.spec.title, goals: goals, outcome: .corners,
        corners: found.corners.map { corner in
          formulation.corner([corner.first, corner.second], corner.point, program)
        }, isComplete: true, error: .zero, isOfWholeNumbers: false,
        isProved: found.parametric.proves(found.curve, from: .zero, to: nil))
    case .infeasible: return .none(formulation, goals, .infeasible)
    case .unbounded: return .none(formulation, goals, .unbounded)
    }
  }

  private static func whole(
    _ solver: any ProgramSolver, _ formulation: Formulation, _ program: LinearProgram,
    _ goals: [TradeOff.Goal], _ functions: [Goal]
  ) throws -> TradeOff {
    switch try solver.wholeFrontier(of: program, between: functions[0], and: functions[1]) {
    case .corners(let found):
      return TradeOff(
        title: formulation.spec.title, goals: goals, outcome: .corners,
        corners: found.corners.map {
          formulation.corner([$0.first, $0.second], $0.point, program)
        }, isComplete: found.isComplete, error: .zero, isOfWholeNumbers: true,
        isProved: found.isComplete)
    case .infeasible: return .none(formulation, goals, .infeasible)
    case .unbounded: return .none(formulation, goals, .unbounded)
    case nil:
      throw TradeOff.Refusal(
        says: "over whole numbers one of two goals must count whole amounts alone, so that it has "
          + "steps: sweep a budget of one of them instead")
    }
  }

  private static func enclosed(
    _ solver: any ProgramSolver, _ formulation: Formulation, _ program: LinearProgram,
    _ goals: [TradeOff.Goal], _ functions: [Goal], _ tolerance: Rational
  ) throws -> TradeOff {
    switch try solver.frontier(of: program, among: functions, tolerance: tolerance) {
    case .plans(let found):
      return TradeOff(
        title: formulation.spec.title, goals: goals, outcome: .corners,
        corners: found.plans.map { formulation.corner($0.values, $0.point, program) },
        isComplete: found.isComplete, error: found.error, isOfWholeNumbers: false,
        isProved: program.proves(found, goals: functions))
    case .infeasible: return .none(formulation, goals, .infeasible)
    case .unbounded: return .none(formulation, goals, .unbounded)
    }
  }
}

extension TradeOff {
  fileprivate static func none(
    _ formulation: Formulation, _ goals: [Goal], _ outcome: Outcome
  ) -> TradeOff {
    TradeOff(
      title: formulation.spec.title, goals: goals, outcome: outcome, corners: [], isComplete: true,
      error: .zero, isOfWholeNumbers: false, isProved: true)
  }
}

extension LinearProgram {
  fileprivate static func goal(_ sense: Sense, _ costs: [Rational]) -> Goal {
    Goal(sense, costs: costs)
  }
}

extension Formulation {
  /// Whether some bound may be missed, or put off, at a price.
  fileprivate var canMiss: Bool {
    if let composition { return composition.cases[0].formulation.canMiss }
    return (0..<layout.columnCount).contains { layout.missed(by: $0) != nil }
      || !charges(.minimize).isEmpty
  }

  fileprivate func corner(
    _ values: [Rational], _ point: [Rational], _ program: LinearProgram
  ) -> TradeOff.Corner {
    let solution = Solution(status: .optimal, proof: .exact, point: point)
    return TradeOff.Corner(
      values: values, plan: PlanResult(PriorityChain(self, program: program, solution: solution)))
  }
}
