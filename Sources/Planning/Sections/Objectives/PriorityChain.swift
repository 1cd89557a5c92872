// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// Objectives solved in their order: the best value of each one becomes a row of the programs
/// after it, loosened by what the objective allows (lexicographic or preemptive goal programming;
/// Ignizio, "Goal programming and extensions", 1976). Where only the basis of the best plan is
/// exact and its figures are rounded, later programs are held on its optimal face instead: a row
/// with a rounded number could have no plan, or let in one that is not the best.
struct PriorityChain {
  /// How an objective ended.
  struct Stage {
    let objective: Objective
    /// The best that it can be, given those before it.
    let best: Rational
    let costs: [Rational]
  }

  let formulation: Formulation
  /// The answer of the last program that was solved, and that program. Its first columns and rows
  /// are those of the formulation.
  private(set) var solution: Solution
  private(set) var program: LinearProgram
  /// Those that were solved to a proved end; the last one's best is the solution's objective.
  private(set) var stages: [Stage] = []

  /// The basis of each program that was solved, in their order; nil where one has none.
  private(set) var bases: [Basis?] = []
  /// How far the first program was proved that was not proved exactly.
  private var unproved: Solution.Proof?
  /// What later programs are built on, if that is not the last one: the next worst is held for
  /// each contender by itself.
  private var held: LinearProgram?
  /// The plans that are best at every level of the last objective, where it has levels.
  private var levels: LinearProgram?

  /// Takes another plan that is as good: the first columns of a point.
  mutating func take(_ optimal: [Rational]) {
    guard let point = solution.point else { return }
    solution.point = formulation.settled(optimal + point.dropFirst(optimal.count))
    solution.basis = nil
    if !bases.isEmpty { bases[bases.count - 1] = nil }
  }

  /// One program whose columns are the amounts.
  var isPlain: Bool {
    formulation.spec.objectives.count == 1 && formulation.composition == nil
      && program.columns.count == formulation.spec.resources.count
  }

  var isComplete: Bool { stages.count == formulation.spec.objectives.count }

  /// The program, without costs, whose plans are the best ones of the last objective; nil where
  /// that is not proved.
  var optimalPlans: LinearProgram? {
    guard isComplete, solution.isProved, let point = solution.point else { return nil }
    var best = levels ?? program
    if levels == nil {
      if let prices = solution.prices, let costs = solution.reducedCosts(in: program) {
        best = program.optimalFace(prices: prices, reducedCosts: costs)
      } else {
        let value = program.objective(at: point)
        best.append(
          row: LinearProgram.Bounds(lower: value, upper: value),
          entries: Self.row(of: program.columns.map(\.cost)))
      }
    }
    for j in best.columns.indices { best.columns[j].cost = .zero }
    return best
  }

  /// Solves the objectives. `solve` gives the answer to a program, which must be proved to count.
  init(_ formulation: Formulation, solve: (LinearProgram) throws -> Solution) rethrows {
    try self.init(formulation) { program, _ in try solve(program) }
  }

  /// The same with the place that a program's basis will have in `bases`; nil where it has none, as
  /// it only tries what a plan leaves open.
  init(
    _ formulation: Formulation, solve: (LinearProgram, _ place: Int?) throws -> Solution
  ) rethrows {
    self.formulation = formulation
    program = formulation.program
    solution = Solution(status: .stopped, proof: .none)
    try run(solve)
    try settleScenarios(solve)
    solution.point = solution.point.map { formulation.settled($0) }
  }

  private mutating func run(_ solve: (LinearProgram, Int?) throws -> Solution) rethrows {
    for (k, objective) in formulation.spec.objectives.enumerated() {
      if k > 0 {
        hold(stages[k - 1])
      }
      levels = nil
      if objective.isLexicographic {
        guard try fill(objective, isFirst: k == 0, solve) else { return }
        continue
      }
      if k > 0 {
        formulation.load(objective, isFirst: false, into: &program)
      }
      solution = try solve(program, bases.count)
      bases.append(solution.basis)
      weigh(isFirst: k == 0)
      guard solution.status == .optimal, let best = solution.objective(in: program) else { return }
      stages.append(
        Stage(objective: objective, best: best, costs: program.columns.map(\.cost)))
    }
  }

  /// A worst case and a tail leave open what is done in scenarios that do not count: there too it is
  /// the best with what is committed. No scenario gets worse, so that the plan is as good as it was,
  /// and its prices prove it.
  private mutating func settleScenarios(
    _ solve: (LinearProgram, _ place: Int?) throws -> Solution
  ) rethrows {
    guard let composition = formulation.composition, composition.futures.measure != .mean,
      isComplete, stages.count == 1, case .sum = formulation.spec.objectives[0].goal,
      solution.proof == .exact || solution.proof == .exactSearch, let point = solution.point
    else { return }
    var (better, values) = (point, [Rational]())
    for s in composition.futures.scenarios.indices {
      let (program, columns) = composition.rest(ofScenario: s, at: point)
      let best = try solve(program, bases.count)
      bases.append(best.basis)
      guard best.status == .optimal, best.proof == .exact || best.proof == .exactSearch,
        let own = best.point
      else { return }
      for (column, value) in zip(columns, own) { better[Int(column)] = value }
      values.append(program.objective(at: own))
    }
    composition.setMeasure(of: values, formulation.spec.objectives[0].sense, in: &better)
    guard program.isFeasible(better), program.objective(at: better) == program.objective(at: point)
    else { return }
    solution.point = better
    solution.basis = nil
  }

  /// What is said of a program is no surer than what is known of those before it, and a program
  /// that holds what another one reached has a plan.
  private mutating func weigh(isFirst: Bool) {
    if !isFirst, solution.status == .infeasible {
      solution = Solution(status: .stopped, proof: .none)
    }
    if !solution.isProved { unproved = unproved ?? solution.proof }
    if let unproved, solution.isProved { solution.proof = unproved }
  }

  /// The answer to a formulation with one objective, where it is known.
  init(_ formulation: Formulation, program: LinearProgram, solution: Solution) {
    (self.formulation, self.program, self.solution) = (formulation, program, solution)
    self.solution.point = solution.point.map { formulation.settled($0) }
    guard solution.status == .optimal, let point = solution.point else { return }
    stages = [
      Stage(
        objective: formulation.spec.objectives[0], best: program.objective(at: point),
        costs: program.columns.map(\.cost))
    ]
  }

  /// Adds the row that keeps an objective as good as it may stay.
  private mutating func hold(_ stage: Stage) {
    if let held {
      (program, self.held) = (held, nil)
      return
    }
    let objective = stage.objective
    if objective.within.isZero, let face = face(of: program) {
      program = face
      return
    }
    let give = objective.within * stage.best.magnitude
    let bounds =
      objective.sense == .minimize
      ? LinearProgram.Bounds(lower: nil, upper: stage.best + give)
      : LinearProgram.Bounds(lower: stage.best - give, upper: nil)
    program.append(rows: [(bounds, Self.row(of: stage.costs))])
  }

  /// An objective as a row.
  private static func row(of costs: [Rational]) -> [LinearProgram.RowEntry] {
    costs.enumerated().filter { !$1.isZero }
      .map { LinearProgram.RowEntry(column: $0, value: $1) }
  }

  /// What is left of a program that was just solved, if no worse plan may be taken and the figures
  /// of the best one are rounded; nil where a row can say it.
  private func face(of program: LinearProgram) -> LinearProgram? {
    guard let rounded = solution.rounded else { return nil }
    return program.optimalFace(prices: rounded.prices, reducedCosts: rounded.reducedCosts)
  }

  // MARK: - The next worst

  /// Max-min with water filling: the contenders that no best plan can better are held where they
  /// are, and the worst of the others is made as good as can be, until none is left (Radunović and
  /// Le Boudec, "A unified framework for max-min and min-max fairness", 2007). False where a
  /// program has no proved optimum.
  private mutating func fill(
    _ objective: Objective, isFirst: Bool, _ solve: (LinearProgram, Int?) throws -> Solution
  ) rethrows -> Bool {
    let contenders = formulation.contenders(of: objective.goal)
    var base = isFirst ? formulation.withoutObjective : program
    for j in base.columns.indices { base.columns[j].cost = .zero }
    base.sense = objective.sense
    var loosened = base
    var open = Array(contenders.indices)
    var first: (program: LinearProgram, solution: Solution, worst: Int)?
    while !open.isEmpty {
      program = base
      let firstRow = program.rows.count
      let worst = formulation.addWorst(open.map { contenders[$0] }, objective.sense, to: &program)
      // What is missed is paid for in the first level, and stays as it is there in the others.
      if isFirst, first == nil { formulation.charge(objective.sense, into: &program) }
      program.sense = objective.sense
      solution = try solve(program, bases.count)
      bases.append(solution.basis)
      weigh(isFirst: isFirst && first == nil)
      guard solution.status == .optimal, let point = solution.point else { return false }
      let level = point[worst]
      if let rounded = solution.rounded {
        base = base.optimalFace(
          prices: Array(rounded.prices.prefix(base.rows.count)),
          reducedCosts: Array(rounded.reducedCosts.prefix(base.columns.count)))
      }
      if first == nil {
        first = (program, solution, worst)
        if isFirst, let row = charged(at: point, objective.sense) {
          base.append(rows: [row])
          loosened.append(rows: [row])
        }
      }
      let settled = try settled(open, contenders, objective.sense, level, firstRow, base, solve)
      if solution.rounded != nil {
        hold(settled.map { contenders[$0] }, objective.sense, in: &base)
      } else {
        base.append(
          rows: settled.map { atLeastAsGood(contenders[$0], objective.sense, level) })
      }
      let give = objective.within * level.magnitude
      let least = objective.sense == .maximize ? level - give : level + give
      loosened.append(
        rows: settled.map { atLeastAsGood(contenders[$0], objective.sense, least) })
      let gone = Set(settled)
      open.removeAll { gone.contains($0) }
    }
    let best = first!.solution.objective(in: first!.program)!
    settle(on: first!)
    stages.append(
      Stage(objective: objective, best: best, costs: program.columns.map(\.cost)))
    // Later objectives keep what was reached at every level.
    held = objective.within.isZero ? base : loosened
    levels = base
    return true
  }

  /// Holds contenders together at a level that is known only rounded. The prices of the level need
  /// no other contender, so that its face without their rows still has no other level.
  private func hold(
    _ contenders: [Formulation.Contender], _ sense: LinearProgram.Sense,
    in program: inout LinearProgram
  ) {
    let level = formulation.addWorst(contenders, sense, to: &program)
    program.columns[level].cost = .zero
    for i in program.rows.indices.suffix(contenders.count) {
      program.rows[i] = .init(lower: .zero, upper: .zero)
    }
  }

  /// The row that keeps what is missed and moved from costing more than at a point: levels after
  /// the first are not bought with it.
  private func charged(
    at point: [Rational], _ sense: LinearProgram.Sense
  ) -> (bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry])? {
    let charges = formulation.charges(sense).filter { !$0.value.isZero }
    if charges.isEmpty { return nil }
    var sum = charges.reduce(Rational.zero) { $0 + $1.value * point[$1.column] }
    if solution.rounded != nil {
      // All of one sign, each rounded once.
      let give = sum.magnitude * Rational(1, 1 << 52)
      sum = sense == .minimize ? sum + give : sum - give
    }
    return (
      sense == .minimize ? .init(lower: nil, upper: sum) : .init(lower: sum, upper: nil), charges
    )
  }

  /// The plan of the last level with the prices of the first: that is the objective. The plan is an
  /// optimum of the first level too, so that its prices prove it.
  private mutating func settle(
    on first: (program: LinearProgram, solution: Solution, worst: Int)
  ) {
    var point = Array(solution.point!.prefix(formulation.columnCount))
    point += first.solution.point!.dropFirst(point.count)
    let proof = solution.proof
    (program, solution) = (first.program, first.solution)
    solution.point = point
    solution.basis = nil
    solution.rounded = nil
    if proof != .exact { solution.proof = proof }
  }

  /// The row that keeps a contender at `level` or better.
  private func atLeastAsGood(
    _ contender: Formulation.Contender, _ sense: LinearProgram.Sense, _ level: Rational
  ) -> (bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry]) {
    let bound = contender.weight * level
    let bounds =
      sense == .maximize
      ? LinearProgram.Bounds(lower: bound, upper: nil)
      : LinearProgram.Bounds(lower: nil, upper: bound)
    return (bounds, contender.coefficients)
  }

  /// The contenders that are at `level` in every best plan; at least one.
  ///
  /// A row with a price is tight in every optimum (complementary slackness). Where there are no
  /// prices, or none is left, each tight contender is tried by itself.
  private func settled(
    _ open: [Int], _ contenders: [Formulation.Contender], _ sense: LinearProgram.Sense,
    _ level: Rational, _ firstRow: Int, _ base: LinearProgram,
    _ solve: (LinearProgram, Int?) throws -> Solution
  ) rethrows -> [Int] {
    if let prices = solution.prices {
      let priced = open.indices.filter { !prices[firstRow + $0].isZero }.map { open[$0] }
      if !priced.isEmpty { return priced }
    }
    let tight = open.filter { index in
      let contender = contenders[index]
      let value = contender.coefficients.reduce(Rational.zero) {
        $0 + $1.value * solution.point![$1.column]
      }
      return value == contender.weight * level
    }
    var fixed: [Int] = []
    for index in tight {
      var alone = base
      alone.append(
        rows: open.map { atLeastAsGood(contenders[$0], sense, level) })
      alone.sense = sense
      for entry in contenders[index].coefficients {
        alone.columns[entry.column].cost = entry.value
      }
      let best = try solve(alone, nil)
      if best.status == .optimal,
        best.point.map({ alone.objective(at: $0) })
          == contenders[index].weight * level
      {
        fixed.append(index)
      }
    }
    return fixed.isEmpty ? tight : fixed
  }
}

extension Objective {
  var isLexicographic: Bool {
    switch goal {
    case .sum: false
    case .worstWorkload(_, let isLexicographic), .utilization(let isLexicographic): isLexicographic
    }
  }

  var isWorst: Bool { if case .sum = goal { false } else { true } }
}
