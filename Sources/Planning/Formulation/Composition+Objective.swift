// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension Composition {
  /// Makes `objective` the one of the whole, whose columns begin with those of the composition: the
  /// mean of what it comes to in each scenario, weighted by their probabilities; or the worst, with
  /// a column t for it and a row a scenario, t ≥ c·x for a minimum; or the mean of the worst part α,
  /// min η + Σ pₛ zₛ / α with zₛ ≥ c·x − η and zₛ ≥ 0 (Rockafellar and Uryasev, "Optimization of
  /// conditional value-at-risk", 2000). Only the plans of the scenarios are charged, not losses.
  func load(_ objective: Objective, isFirst: Bool, into program: inout LinearProgram) {
    program.sense = objective.sense
    for j in program.columns.indices { program.columns[j].cost = .zero }
    var costs: [[LinearProgram.RowEntry]] = []
    for own in cases where own.isPlan {
      costs.append(self.costs(of: objective, isFirst: isFirst, own, &program))
    }
    let isLow = objective.sense == .minimize
    switch futures.measure {
    case .mean:
      for (scenario, terms) in zip(futures.scenarios, costs) {
        for term in terms { program.columns[term.column].cost += scenario.probability * term.value }
      }
    case .worst:
      let worst = program.columns.count
      program.append(.init(bounds: .init(lower: nil, upper: nil), cost: .one), entries: [])
      program.append(
        rows: costs.map { terms in
          (
            .init(lower: isLow ? .zero : nil, upper: isLow ? nil : .zero),
            terms.map { .init(column: $0.column, value: -$0.value) }
              + [.init(column: worst, value: .one)]
          )
        })
    case .tail(let part):
      let threshold = program.columns.count
      program.append(.init(bounds: .init(lower: nil, upper: nil), cost: .one), entries: [])
      for scenario in futures.scenarios {
        let price = scenario.probability / part
        program.append(
          .init(bounds: .init(lower: .zero, upper: nil), cost: isLow ? price : -price), entries: [])
      }
      program.append(
        rows: costs.enumerated().map { s, terms in
          (
            .init(lower: .zero, upper: nil),
            terms.map { .init(column: $0.column, value: isLow ? -$0.value : $0.value) } + [
              .init(column: threshold, value: isLow ? .one : -.one),
              .init(column: threshold + 1 + s, value: .one),
            ]
          )
        })
    }
  }

  /// What an objective comes to in a case, as a linear function of the whole's columns. A worst case
  /// over workloads or resources brings a column and rows of its own.
  private func costs(
    of objective: Objective, isFirst: Bool, _ own: Case, _ program: inout LinearProgram
  ) -> [LinearProgram.RowEntry] {
    let formulation = own.formulation
    var costs = [Rational](repeating: .zero, count: own.columns.count)
    var worst: [LinearProgram.RowEntry] = []
    switch objective.goal {
    case .sum(let terms): costs = formulation.coefficients(of: terms)
    case .worstWorkload, .utilization:
      let contenders = formulation.contenders(of: objective.goal).map { contender in
        Formulation.Contender(
          coefficients: contender.coefficients.map {
            .init(column: Int(own.columns[$0.column]), value: $0.value)
          }, weight: contender.weight, name: contender.name)
      }
      let column = formulation.addWorst(contenders, objective.sense, to: &program)
      program.columns[column].cost = .zero
      worst = [.init(column: column, value: .one)]
    }
    if isFirst {
      for charge in formulation.charges(objective.sense) { costs[charge.column] += charge.value }
    }
    return costs.enumerated().filter { !$1.isZero }
      .map { .init(column: Int(own.columns[$0]), value: $1) } + worst
  }

  /// A scenario and its losses by themselves, with what all scenarios share as it is at a point, and
  /// the columns of the whole that the program's are.
  func rest(ofScenario s: Int, at point: [Rational]) -> (program: LinearProgram, [Int32]) {
    let futures = futures.alone(s)
    var spec = futures.scenarios[0].spec
    if !futures.losses.isEmpty { spec.futures = futures }
    let formulation = Formulation(spec)
    var program = formulation.program
    var columns = [Int32](repeating: -1, count: formulation.columnCount)
    let first = caseNumber(scenario: s, loss: nil)
    if let alone = formulation.composition {
      for (c, own) in alone.cases.enumerated() {
        for (j, column) in own.columns.enumerated() {
          columns[Int(column)] = cases[first + c].columns[j]
        }
      }
    } else {
      columns = cases[first].columns
    }
    for j in cases[first].columns.indices where isAcrossScenarios[j] {
      let own = formulation.composition.map { Int($0.cases[0].columns[j]) } ?? j
      let value = point[Int(cases[first].columns[j])]
      program.columns[own].bounds = .init(lower: value, upper: value)
    }
    // A demand that is missed in the plan asks for nothing.
    let layout = cases[first].formulation.layout
    for (k, chance) in futures.chances.enumerated() where isMissed(k, s, at: point) {
      for t in 0..<layout.periods {
        guard let row = layout.row(.demand(chance.demand), t) else { continue }
        let rows = formulation.composition.map { $0.cases.map { Int($0.rows[row]) } } ?? [row]
        for i in rows { program.rows[i] = .init(lower: nil, upper: nil) }
      }
    }
    return (program, columns)
  }

  private func isMissed(_ chance: Int, _ s: Int, at point: [Rational]) -> Bool {
    columnOwners.indices.contains { j in
      if case .miss(chance, s) = columnOwners[j] { !point[j].isZero } else { false }
    }
  }

  /// The columns that a worst case or a tail of weighted sums brings, for values of the scenarios.
  func setMeasure(
    of values: [Rational], _ sense: LinearProgram.Sense, in point: inout [Rational]
  ) {
    switch futures.measure {
    case .mean: break
    case .worst: point[columnCount] = futures.value(of: values, sense)
    case .tail:
      let threshold = point[columnCount]
      for (s, value) in values.enumerated() {
        let excess = sense == .minimize ? value - threshold : threshold - value
        point[columnCount + 1 + s] = max(.zero, excess)
      }
    }
  }

  /// The mean of an attribute's total over the scenarios, as a linear function.
  func coefficients(ofAttribute attribute: Int) -> [Rational] {
    var result = [Rational](repeating: .zero, count: columnCount)
    for own in cases where own.isPlan {
      let probability = futures.scenarios[own.scenario].probability
      for (j, value) in own.formulation.coefficients(ofAttribute: attribute).enumerated()
      where !value.isZero { result[Int(own.columns[j])] += probability * value }
    }
    return result
  }
}

extension Futures {
  /// One scenario by itself, with its losses.
  func alone(_ s: Int) -> Futures {
    let scenario = scenarios[s]
    var alone = Futures(
      scenarios: [
        .init(
          name: "", probability: .one, spec: scenario.spec, at: scenario.at,
          changed: scenario.changed)
      ], measure: .mean, isCommitted: isCommitted, isCommittedPurchase: isCommittedPurchase,
      knownPeriods: 0)
    alone.losses = losses
    return alone
  }

  /// What values, one a scenario, come to together.
  func value(of values: [Rational], _ sense: LinearProgram.Sense) -> Rational {
    switch measure {
    case .mean: zip(scenarios, values).reduce(.zero) { $0 + $1.0.probability * $1.1 }
    case .worst: sense == .minimize ? values.max()! : values.min()!
    case .tail(let part): tail(part, of: values, sense)
    }
  }

  /// The mean of the worst part, with a fraction of the scenario at its edge.
  private func tail(
    _ part: Rational, of values: [Rational], _ sense: LinearProgram.Sense
  ) -> Rational {
    let order = values.indices.sorted {
      sense == .minimize ? values[$0] > values[$1] : values[$0] < values[$1]
    }
    var (rest, sum) = (part, Rational.zero)
    for s in order where rest.signum > 0 {
      let weight = min(rest, scenarios[s].probability)
      sum += weight * values[s]
      rest -= weight
    }
    return sum / part
  }
}
