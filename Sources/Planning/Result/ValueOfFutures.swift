// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// What it is worth to plan for scenarios, and what it would be worth to know which one comes
/// (Birge and Louveaux, "Introduction to stochastic programming", 2011, chapter 4). Both are 0 or
/// more. They are of the mean over scenarios only.
public struct ValueOfFutures: Sendable {
  /// The value of the stochastic solution: by how much the best of those plans that are best for the
  /// mean of all numbers does worse, once the scenarios come. nil where none of them holds in all
  /// scenarios, or that is not proved.
  public let planning: Rational?
  /// Whether no plan for the mean holds in all scenarios.
  public let isMeanImpossible: Bool
  /// The expected value of perfect information: by how much the plan would do better if each
  /// scenario was planned by itself. nil where that is not proved.
  public let knowing: Rational?
}

extension ValueOfFutures {
  /// nil where they make no sense: no mean, one scenario only, several objectives, a demand that may
  /// be missed in some scenarios. `solve` is asked the same programs in the same order by whoever
  /// proves the values anew.
  init?(_ chain: PriorityChain, solve: (LinearProgram) throws -> Solution) rethrows {
    guard let composition = chain.formulation.composition, chain.isComplete,
      chain.solution.isExact, let best = chain.stages.last?.best,
      composition.futures.measure == .mean, composition.futures.scenarios.count > 1,
      composition.futures.chances.isEmpty, chain.stages.count == 1
    else { return nil }
    let objective = chain.formulation.spec.objectives[0]
    var knowing: Rational? = .zero
    for (s, scenario) in composition.futures.scenarios.enumerated() {
      let program = composition.program(ofScenario: s)
      let solution = try solve(program)
      // Figures that are rounded would leave something of a difference that is none.
      guard solution.status == .optimal, solution.isExact,
        let value = solution.objective(in: program)
      else {
        knowing = nil
        break
      }
      knowing = knowing.map { $0 + scenario.probability * value }
    }
    self.knowing = knowing.map { objective.sense == .minimize ? best - $0 : $0 - best }
    (planning, isMeanImpossible) = try Self.planning(chain.formulation, best, solve)
  }

  private static func planning(
    _ formulation: Formulation, _ best: Rational, _ solve: (LinearProgram) throws -> Solution
  ) rethrows -> (Rational?, Bool) {
    let composition = formulation.composition!
    guard composition.futures.losses.isEmpty else { return (nil, false) }
    let mean = composition.meanProgram
    let solution = try solve(mean)
    if solution.status == .infeasible, solution.isProved { return (nil, true) }
    guard solution.status == .optimal, solution.isProved,
      let program = composition.program(formulation.program, withBestPlansOf: mean, solution)
    else { return (nil, false) }
    let found = try solve(program)
    if found.status == .infeasible, found.isProved { return (nil, true) }
    guard found.status == .optimal, found.isExact, let value = found.objective(in: program) else {
      return (nil, false)
    }
    return ((value - best).magnitude, false)
  }
}

extension Solution {
  /// Proved, with exact figures.
  fileprivate var isExact: Bool { proof == .exact || proof == .exactSearch }
}

extension LinearProgram {
  /// The best plan, where it is known that no other is as good: nothing that is not basic can move
  /// without a loss.
  fileprivate func onlyBestPlan(_ solution: Solution) -> [Rational]? {
    guard !hasIntegers, solution.proof == .exact, let basis = solution.basis,
      let prices = solution.prices, let costs = solution.reducedCosts(in: self)
    else { return nil }
    func isHeld(_ status: Basis.Status, _ bounds: Bounds, _ dual: Rational) -> Bool {
      status == .basic || bounds.lower == bounds.upper || !dual.isZero
    }
    let isOnly =
      columns.indices.allSatisfy { isHeld(basis.columns[$0], columns[$0].bounds, costs[$0]) }
      && rows.indices.allSatisfy { isHeld(basis.rows[$0], rows[$0], prices[$0]) }
    return isOnly ? solution.point : nil
  }

  /// The program whose plans are the best ones of this; nil where that is not known.
  fileprivate func bestPlans(_ solution: Solution) -> LinearProgram? {
    if !hasIntegers, let prices = solution.prices, let costs = solution.reducedCosts(in: self) {
      return optimalFace(prices: prices, reducedCosts: costs)
    }
    guard solution.proof != .exactBasis, let value = solution.objective(in: self) else {
      return nil
    }
    var program = self
    program.append(
      row: .init(lower: value, upper: value),
      entries: columns.enumerated().filter { !$1.cost.isZero }
        .map { RowEntry(column: $0, value: $1.cost) })
    return program
  }
}

extension Composition {
  /// A scenario by itself, with its losses.
  fileprivate func program(ofScenario s: Int) -> LinearProgram {
    var spec = futures.scenarios[s].spec
    if !futures.losses.isEmpty { spec.futures = futures.alone(s) }
    return Formulation(spec).program
  }

  /// The program of one scenario with the mean of every number over all of them.
  fileprivate var meanProgram: LinearProgram {
    let programs = futures.scenarios.map { Formulation($0.spec).program }
    let weights = futures.scenarios.map(\.probability)
    func mean(_ number: (LinearProgram) -> Rational?) -> Rational? {
      var sum = Rational.zero
      for (program, weight) in zip(programs, weights) {
        guard let number = number(program) else { return nil }
        sum += weight * number
      }
      return sum
    }
    func bounds(_ bounds: (LinearProgram) -> LinearProgram.Bounds) -> LinearProgram.Bounds {
      .init(lower: mean { bounds($0).lower }, upper: mean { bounds($0).upper })
    }
    var result = LinearProgram(sense: programs[0].sense)
    for i in programs[0].rows.indices { result.rows.append(bounds { $0.rows[i] }) }
    for (j, column) in programs[0].columns.enumerated() {
      var sums: [Int: Rational] = [:]
      for (program, weight) in zip(programs, weights) {
        for entry in program.entries[j] { sums[entry.row, default: .zero] += weight * entry.value }
      }
      result.append(
        .init(
          bounds: bounds { $0.columns[j].bounds }, cost: mean { $0.columns[j].cost }!,
          isInteger: column.isInteger),
        entries: sums.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
          .map { .init(row: $0.key, value: $0.value) })
    }
    return result
  }

  /// The whole, in which what is committed is what it is in some of the best plans of the `mean`. Where
  /// there is one only, what is committed has its value, and the scenarios fall apart.
  fileprivate func program(
    _ whole: LinearProgram, withBestPlansOf mean: LinearProgram, _ solution: Solution
  ) -> LinearProgram? {
    guard let plan = mean.onlyBestPlan(solution) else {
      return mean.bestPlans(solution).flatMap { self.program(whole, withPlansOf: $0) }
    }
    var held = whole
    for (j, value) in plan.enumerated() where j < isAcrossScenarios.count && isAcrossScenarios[j] {
      let shared = Int(cases[0].columns[j])
      guard held.columns[shared].bounds.contains(value) else { return nil }
      held.columns[shared].bounds = .init(lower: value, upper: value)
    }
    return held
  }

  /// The whole, in which what is committed is what it is in some of the `plans` of one scenario.
  fileprivate func program(
    _ whole: LinearProgram, withPlansOf plans: LinearProgram
  ) -> LinearProgram? {
    var (columns, rows) = (whole.columns, whole.rows)
    var entries = whole.entries.map { Array($0) }
    let first = rows.count
    rows += plans.rows
    for j in plans.columns.indices {
      let added = plans.entries[j].map {
        LinearProgram.Entry(row: first + $0.row, value: $0.value)
      }
      guard j < isAcrossScenarios.count, isAcrossScenarios[j] else {
        var column = plans.columns[j]
        column.cost = .zero
        columns.append(column)
        entries.append(added)
        continue
      }
      let shared = Int(cases[0].columns[j])
      guard let bounds = columns[shared].bounds.intersection(plans.columns[j].bounds) else {
        return nil
      }
      columns[shared].bounds = bounds
      entries[shared] += added
    }
    return LinearProgram(sense: whole.sense, columns: columns, rows: rows, entries: entries)
  }
}

extension LinearProgram.Bounds {
  /// nil where no number is within both.
  fileprivate func intersection(_ other: LinearProgram.Bounds) -> LinearProgram.Bounds? {
    let lower = [self.lower, other.lower].compactMap(\.self).max()
    let upper = [self.upper, other.upper].compactMap(\.self).min()
    if let lower, let upper, lower > upper { return nil }
    return .init(lower: lower, upper: upper)
  }
}
