// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// What a plan comes to in each scenario and after each loss.
public struct FutureResults: Sendable {
  /// A case, with its results in the words of its spec. Prices are those of the whole plan's
  /// objective.
  public struct Case: Sendable {
    public let name: String
    /// nil of a loss.
    public let probability: Rational?
    /// How much the scenario counts in the objective, as the dual values have it: its probability
    /// for the mean; for a worst case more where it binds, and nothing where it does not. nil of a
    /// loss, and where there are no prices.
    public let weight: Rational?
    public let result: PlanResult
    /// What is left of the scenario after each loss.
    public let losses: [Case]
  }

  /// A demand that may be missed.
  public struct Chance: Sendable {
    public let name: String
    /// What the scenarios in which it holds must weigh, and what they do.
    public let least: Rational
    public let held: Rational
    public let missedIn: [String]
  }

  public let measure: Futures.Measure
  /// Empty where the spec has losses only.
  public let scenarios: [Case]
  /// The losses of a spec without scenarios.
  public let losses: [Case]
  public let chances: [Chance]
  /// What is bought in all scenarios alike, by resource.
  public let purchases: [(name: String, amount: Series)]
  /// What a plan for scenarios is worth; nil where nobody worked it out.
  public internal(set) var value: ValueOfFutures?
  /// What a further unit of what is committed is worth; nil where it was not asked for.
  public internal(set) var committedWorth: [CommittedWorth] = []
}

extension PlanResult {
  /// The answer to a spec with futures that has a plan: at the top what is committed, or the plan
  /// that survives the losses; and each case by itself.
  init(_ chain: PriorityChain, _ composition: Composition) {
    let whole = WholeFigures(chain, composition)
    let views = composition.cases.indices.map { CaseView(chain, composition, whole, case: $0) }
    let spec = chain.formulation.spec
    let futures = composition.futures
    self = views[0].result
    status = chain.solution.status
    proof = Self.proof(of: chain.solution, chain)
    let plans = futures.scenarios.indices.map {
      views[composition.caseNumber(scenario: $0, loss: nil)]
    }
    let best = chain.isComplete ? chain.stages.last?.best : nil
    let last = min(chain.stages.count, spec.objectives.count - 1)
    objective = Self.objective(last, best: best, plans, futures)
    priorities =
      spec.objectives.count == 1
      ? []
      : chain.stages.enumerated().map { k, stage in
        let isKept = k == spec.objectives.count - 1 || stage.objective.within.isZero
        return Priority(
          objective: Self.objective(k, best: isKept ? stage.best : nil, plans, futures),
          best: stage.best, within: stage.objective.within)
      }
    let weights = chain.scenarioWeights(composition)
    let cases = futures.scenarios.enumerated().map { s, scenario in
      FutureResults.Case(
        name: scenario.name, probability: scenario.probability, weight: weights?[s],
        result: plans[s].result, losses: Self.losses(of: s, views, composition))
    }
    var results = FutureResults(
      measure: futures.measure, scenarios: futures.hasScenarios ? cases : [],
      losses: futures.hasScenarios ? [] : cases[0].losses,
      chances: composition.chances(at: chain.solution.point!), purchases: [])
    if futures.hasScenarios {
      let first = self
      results = results.with(
        purchases: spec.resources.indices.filter { futures.isCommittedPurchase[$0] }.compactMap {
          r in
          first.resources[r].bought.map { (spec.resources[r].name, $0) }
        })
      resources = spec.resources.indices.filter { futures.isCommitted[$0] }
        .map { first.resources[$0] }
      (rowGroups, workloads) = ([], [])
      (moves, moveCost, sections) = ([], nil, SectionFigures())
      totals = Self.means(of: plans.map(\.result.totals), futures)
    }
    self.futures = results
  }

  /// The mean of each attribute's total over the scenarios.
  private static func means(
    of totals: [[(name: String, total: Series)]], _ futures: Futures
  ) -> [(name: String, total: Series)] {
    totals[0].indices.map { a in
      func mean(_ t: Int) -> Rational {
        zip(futures.scenarios, totals).reduce(.zero) { $0 + $1.0.probability * $1.1[a].total[t] }
      }
      let (name, first) = totals[0][a]
      return (name, first.isList ? .list(first.values.indices.map(mean)) : .constant(mean(0)))
    }
  }

  private static func losses(
    of s: Int, _ views: [CaseView], _ composition: Composition
  ) -> [FutureResults.Case] {
    composition.futures.losses.enumerated().map { l, loss in
      FutureResults.Case(
        name: loss.name, probability: nil, weight: nil,
        result: views[composition.caseNumber(scenario: s, loss: l)].result, losses: [])
    }
  }

  /// An objective over the scenarios. What attributes contribute is that of the mean or of the worst
  /// scenario; a tail is no sum of such parts.
  private static func objective(
    _ k: Int, best: Rational?, _ plans: [CaseView], _ futures: Futures
  ) -> Objective {
    let parts = plans.map { $0.objectives[k] }
    let (sense, values) = (parts[0].sense, parts.map { $0.value! })
    var terms: [(name: String, value: Rational?)] = []
    var (penalties, moveCost): (Rational?, Rational?)
    func mean(_ figure: (Objective) -> Rational?) -> Rational? {
      guard figure(parts[0]) != nil else { return nil }
      return zip(futures.scenarios, parts).reduce(.zero) { $0 + $1.0.probability * figure($1.1)! }
    }
    switch futures.measure {
    case .mean:
      terms = parts[0].terms.indices.map { i in
        (parts[0].terms[i].name, mean { $0.terms[i].value })
      }
      (penalties, moveCost) = (mean(\.penalties), mean(\.moveCost))
    case .worst:
      let worst = futures.value(of: values, sense)
      let part = parts[values.firstIndex(of: worst)!]
      (terms, penalties, moveCost) = (part.terms, part.penalties, part.moveCost)
    case .tail: terms = parts[0].terms.map { ($0.name, nil) }
    }
    let value = best ?? futures.value(of: values, sense)
    if terms.count == 1, penalties == nil, moveCost == nil { terms[0].value = value }
    return Objective(
      sense: sense, value: value, terms: terms, weights: parts[0].weights, penalties: penalties,
      moveCost: moveCost,
      worst: parts[0].worst)
  }
}

extension FutureResults {
  fileprivate func with(purchases: [(name: String, amount: Series)]) -> FutureResults {
    FutureResults(
      measure: measure, scenarios: scenarios, losses: losses, chances: chances,
      purchases: purchases, value: value)
  }
}

/// The figures of the whole that all cases have their parts of, worked out once.
private struct WholeFigures {
  let point: [Rational]
  /// Of each row, without what a demand that is missed is let off.
  let activities: [Rational]
  let prices: [Rational]?
  let reducedCosts: [Rational]?

  init(_ chain: PriorityChain, _ composition: Composition) {
    let (solution, program) = (chain.solution, chain.program)
    point = solution.point!
    var activities = solution.activities(in: program)!
    if let missed = composition.missed(at: point) {
      for (i, letOff) in missed.enumerated() where !letOff.isZero {
        activities[i] = activities[i] - letOff
      }
    }
    self.activities = activities
    prices = solution.prices
    reducedCosts = solution.reducedCosts(in: program)
  }
}

/// The part of a whole's answer that is a case's.
private struct CaseView {
  let result: PlanResult
  /// What each objective comes to in the case.
  let objectives: [PlanResult.Objective]

  init(
    _ chain: PriorityChain, _ composition: Composition, _ whole: WholeFigures, case c: Int
  ) {
    let own = composition.cases[c]
    // Without a verdict of its own: then no figure is said to be a best one.
    var solution = Solution(status: .stopped, proof: .none)
    func of(_ figures: [Rational], _ places: [Int32]) -> [Rational] {
      places.map { figures[Int($0)] }
    }
    solution.point = own.settled(of(whole.point, own.columns))
    solution.prices = whole.prices.map { composition.prices(ofCase: c, $0) }
    solution.rounded = RoundedOptimum(
      point: solution.point!, activities: of(whole.activities, own.rows),
      prices: solution.prices ?? [],
      reducedCosts: whole.reducedCosts.map { of($0, own.columns) } ?? [], objective: .zero,
      basis: Basis(columns: [], rows: []))
    let part = PriorityChain(own.formulation, program: own.program, solution: solution)
    let words = Wording(part)
    objectives = own.formulation.spec.objectives.map { words.objective($0, best: nil) }
    var result = PlanResult(plain: part)
    result.objective = objectives[min(chain.stages.count, objectives.count - 1)]
    self.result = result
  }
}

extension Composition {
  /// The prices of a case's rows. A number of the spec bounds a plan's row and those of its losses, so
  /// the plan has the sum of what they cost; a loss has its own part.
  fileprivate func prices(ofCase c: Int, _ whole: [Rational]) -> [Rational] {
    let own = cases[c]
    guard own.loss == nil else { return own.rows.map { whole[Int($0)] } }
    let losses = cases[(c + 1)..<(c + 1 + futures.losses.count)]
    return own.rows.enumerated().map { i, row in
      var sum = whole[Int(row)]
      for loss in losses where loss.rows[i] != row { sum += whole[Int(loss.rows[i])] }
      return sum
    }
  }

  /// What each row of the whole is let off at a point; nil where nothing may be missed.
  func missed(at point: [Rational]) -> [Rational]? {
    if futures.chances.isEmpty { return nil }
    var missed = [Rational](repeating: .zero, count: rowCount)
    for (j, owner) in columnOwners.enumerated() where !point[j].isZero {
      guard case .miss = owner else { continue }
      for entry in program.entries[j] where !isChance(row: entry.row) {
        missed[entry.row] += entry.value * point[j]
      }
    }
    return missed
  }

  /// Whether a row says what scenarios weigh.
  func isChance(row i: Int) -> Bool {
    if case .chance = rowOwners[i] { true } else { false }
  }

  fileprivate func chances(at point: [Rational]) -> [FutureResults.Chance] {
    futures.chances.enumerated().map { k, chance in
      var (held, missed) = (Rational.one, [String]())
      for (j, owner) in columnOwners.enumerated() where !point[j].isZero {
        guard case .miss(k, let s) = owner else { continue }
        held -= futures.scenarios[s].probability
        missed.append(futures.scenarios[s].name)
      }
      return FutureResults.Chance(
        name: cases[0].formulation.spec.demands[chance.demand].name, least: chance.probability,
        held: held, missedIn: missed)
    }
  }
}

extension PriorityChain {
  /// How much each scenario counts in the last objective: nil without prices. The rows of the
  /// scenarios are the last ones of a worst case or a tail.
  fileprivate func scenarioWeights(_ composition: Composition) -> [Rational]? {
    let futures = composition.futures
    guard isComplete, let prices = solution.prices else { return nil }
    if futures.measure == .mean { return futures.scenarios.map(\.probability) }
    guard prices.count >= futures.scenarios.count else { return nil }
    return prices.suffix(futures.scenarios.count).map(\.magnitude)
  }
}
