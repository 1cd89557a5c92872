// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// The plans among several goals that cannot be bettered in one without giving up some of another,
/// exactly or within a proved error.
public enum ManyGoalFrontier: Sendable {
  case plans(Plans)
  case infeasible(FarkasCertificate)
  /// One goal alone can be bettered for ever.
  case unbounded(goal: Int, Ray)

  public struct Plans: Sendable {
    /// By the first goal, the best first, then by the second, and so on. None is dominated by
    /// another.
    public var plans: [Plan]
    /// The plans are all corners of the frontier, each once.
    public var isComplete: Bool
    /// For every plan of the program there is a mixture of these plans that is in no goal worse than
    /// it by more than `error · scale`.
    public var error: Rational
    /// A figure a goal: its range over the plans that are best in one goal; 1 where that is 0.
    public var scale: [Rational]
    /// Weighted sums of the goals that no plan can better. With the plans they prove the error.
    public var supports: [Support]
    /// How many linear programs were solved.
    public var solves: Int
  }

  public struct Plan: Sendable {
    /// A value a goal.
    public var values: [Rational]
    /// A value a column.
    public var point: [Rational]
  }

  /// Σ weight · goal ≥ bound for every plan, all goals as minima.
  public struct Support: Sendable {
    public var weights: [Rational]
    public var bound: Rational
    /// Row prices of which `bound` is the dual bound.
    public var prices: [Rational]
  }
}

/// Benson's outer approximation ("An outer approximation algorithm for generating all efficient
/// extreme points in the outcome set of a multiple objective linear programming problem", 1998; with
/// the error of Löhne, Rudloff and Ulus, "Primal and dual approximation algorithms for convex vector
/// optimization problems", 2014).
///
/// The values that plans have, and all worse ones, are a polyhedron. It is enclosed by half-spaces.
/// From each vertex v of the enclosure a linear program goes as far along `scale` as there is a plan:
/// min t where goalᵢ(x) ≤ vᵢ + t·scaleᵢ. Where t is 0, v is a corner; where t is at most the
/// tolerance, the plan is near enough; otherwise the prices of the program are a half-space that cuts
/// v off. With tolerance 0 it ends in all corners.
struct ManyGoals {
  let program: LinearProgram
  let goals: [Goal]
  let tolerance: Rational
  let solveLimit: Int
  private var costs: [[Rational]]
  private var solves = 0

  init(_ program: LinearProgram, goals: [Goal], tolerance: Rational, solveLimit: Int) {
    precondition(!goals.isEmpty && tolerance.signum >= 0)
    self.program = program.relaxation
    (self.goals, self.tolerance, self.solveLimit) = (goals, tolerance, solveLimit)
    costs = goals.map(\.minimized)
  }

  /// A plan that was found, with its goals as minima.
  private struct Found {
    let values: [Rational]
    let point: [Rational]
  }

  mutating func run(_ solver: (LinearProgram) throws -> ExactSolving) throws -> ManyGoalFrontier {
    var best: [Found] = []
    var supports: [ManyGoalFrontier.Support] = []
    let solve = try solver(program)
    for goal in goals.indices {
      var single = program
      single.sense = .minimize
      for j in single.columns.indices { single.columns[j].cost = costs[goal][j] }
      switch try verdict(single, solve) {
      case .infeasible(let certificate): return .infeasible(certificate)
      case .unbounded(let ray): return .unbounded(goal: goal, ray)
      case .optimal(let optimum):
        best.append(found(optimum.point))
        supports.append(
          .init(
            weights: goals.indices.map { $0 == goal ? .one : .zero },
            bound: single.objective(at: optimum.point), prices: optimum.prices))
      }
    }
    let scale = goals.indices.map { goal -> Rational in
      let values = best.map { $0.values[goal] }
      let range = values.max()! - values.min()!
      return range.isZero ? .one : range
    }
    let outcome = try enclose(
      best, supports.map(\.bound), scale, try solver(scalarized(scale)), &supports)
    return .plans(
      ManyGoalFrontier.Plans(
        plans: listed(outcome.plans), isComplete: outcome.isComplete, error: outcome.error,
        scale: scale, supports: supports,
        solves: solves))
  }

  /// The program in which vertices are projected: a column t and a row a goal more.
  private func scalarized(_ scale: [Rational]) -> LinearProgram {
    let m = program.rows.count
    var columns = program.columns
    for j in columns.indices { columns[j].cost = .zero }
    columns.append(.init(bounds: .init(lower: nil, upper: nil), cost: .one))
    var entries = columns.indices.dropLast().map { j in
      Array(program.entries[j])
        + goals.indices.compactMap { goal in
          costs[goal][j].isZero ? nil : LinearProgram.Entry(row: m + goal, value: costs[goal][j])
        }
    }
    entries.append(goals.indices.map { .init(row: m + $0, value: -scale[$0]) })
    return LinearProgram(
      sense: .minimize, columns: columns,
      rows: program.rows + goals.map { _ in .init(lower: nil, upper: .zero) }, entries: entries)
  }

  private mutating func verdict(
    _ program: LinearProgram, _ solve: ExactSolving
  ) throws -> Verdict {
    solves += 1
    guard let verdict = try solve(program) else { throw Unproved() }
    return verdict
  }

  private func found(_ point: [Rational]) -> Found {
    Found(values: costs.map { ParametricProgram.product($0, point) }, point: point)
  }

  /// Encloses the values until every vertex is near a plan or the solves run out.
  private mutating func enclose(
    _ best: [Found], _ least: [Rational], _ scale: [Rational], _ solve: ExactSolving,
    _ supports: inout [ManyGoalFrontier.Support]
  ) throws -> (plans: [Found], isComplete: Bool, error: Rational) {
    var projected = scalarized(scale)
    let m = program.rows.count
    var polyhedron = GoalPolyhedron(above: least)
    var near: [[Rational]: (plan: Found, distance: Rational)] = [:]
    var all = best
    while let vertex = polyhedron.generators.first(where: { !$0.isRay && near[$0.values] == nil }) {
      if solves >= solveLimit {
        var error = Rational.zero
        for vertex in polyhedron.generators where !vertex.isRay {
          error = max(error, try distance(of: vertex.values, to: all, scale))
        }
        return (all, false, error)
      }
      for goal in goals.indices { projected.rows[m + goal].upper = vertex.values[goal] }
      guard case .optimal(let optimum) = try verdict(projected, solve) else {
        preconditionFailure("far enough along the scale there is a plan")
      }
      let plan = found(Array(optimum.point.dropLast()))
      let distance = optimum.point[program.columns.count]
      all.append(plan)
      if distance <= tolerance {
        near[vertex.values] = (plan, distance)
        continue
      }
      let weights = goals.indices.map { -optimum.prices[m + $0] }
      let bound = ParametricProgram.product(weights, vertex.values) + distance
      supports.append(
        .init(weights: weights, bound: bound, prices: Array(optimum.prices.prefix(m))))
      polyhedron.cut(weights: weights, bound: bound)
    }
    // Vertices that were cut off since they were near do not count any more.
    let vertices = polyhedron.generators.filter { !$0.isRay }.map { near[$0.values]! }
    let furthest = vertices.map(\.distance).max() ?? .zero
    return (vertices.map(\.plan), furthest.isZero, furthest)
  }

  /// How far along the scale some mixture of plans is as good as `values`: a small linear program.
  private func distance(
    of values: [Rational], to plans: [Found], _ scale: [Rational]
  ) throws -> Rational {
    let p = goals.count
    let mixture = LinearProgram(
      sense: .minimize,
      columns: plans.map { _ in .init(bounds: .init(lower: .zero, upper: nil), cost: .zero) }
        + [.init(bounds: .init(lower: nil, upper: nil), cost: .one)],
      rows: values.map { .init(lower: nil, upper: $0) } + [.init(lower: .one, upper: .one)],
      entries: plans.map { plan in
        plan.values.enumerated().compactMap { $1.isZero ? nil : .init(row: $0, value: $1) }
          + [.init(row: p, value: .one)]
      } + [scale.enumerated().map { .init(row: $0, value: -$1) }])
    guard case .optimal(let optimum) = mixture.exactVerdict(from: Basis(ofRowsIn: mixture)) else {
      throw Unproved()
    }
    return optimum.point[plans.count]
  }

  /// The plans that none of them dominates, each value once, in order.
  private func listed(_ plans: [Found]) -> [ManyGoalFrontier.Plan] {
    let ordered = plans.sorted { $0.values.lexicographicallyPrecedes($1.values) }
    var kept: [Found] = []
    for plan in ordered {
      // What dominates a plan comes before it.
      let isDominated = kept.contains { zip($0.values, plan.values).allSatisfy { $0 <= $1 } }
      if !isDominated { kept.append(plan) }
    }
    return kept.map { plan in
      ManyGoalFrontier.Plan(
        values: zip(goals, plan.values).map { $0.sense == .minimize ? $1 : -$1 },
        point: plan.point)
    }
  }
}

extension LinearProgram {
  /// The frontier among `goals` within `tolerance`, a share of each goal's range, or as near as
  /// `solveLimit` linear programs come. The program's own costs do not matter.
  ///
  /// `solver` makes what solves the programs that have the matrix of the one that it is given. Throws
  /// `Unproved` and what `solver` throws.
  public func frontier(
    among goals: [Goal], tolerance: Rational = .zero, solveLimit: Int = 1_000,
    solver: (LinearProgram) throws -> ExactSolving
  ) throws -> ManyGoalFrontier {
    var search = ManyGoals(self, goals: goals, tolerance: tolerance, solveLimit: solveLimit)
    return try search.run(solver)
  }

  /// Whether the plans are feasible and have their values, and no plan betters a support.
  public func proves(_ found: ManyGoalFrontier.Plans, goals: [Goal]) -> Bool {
    let relaxed = relaxation
    let areFeasible = found.plans.allSatisfy { plan in
      relaxed.largestViolation(at: plan.point).isZero
        && goals.map { $0.value(at: plan.point) } == plan.values
    }
    return areFeasible
      && found.supports.allSatisfy { support in
        var weighted = relaxed
        weighted.sense = .minimize
        for j in weighted.columns.indices {
          weighted.columns[j].cost = zip(support.weights, goals).reduce(.zero) {
            $0 + $1.0 * ($1.1.sense == .minimize ? $1.1.costs[j] : -$1.1.costs[j])
          }
        }
        return support.weights.allSatisfy { $0.signum >= 0 }
          && weighted.dualBound(prices: support.prices) == support.bound
      }
  }
}
