// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// How the optimum answers to changes: two-sided shadow prices with the range of each, and how far
/// each weight of the objective may move before another plan is better.
///
/// At a degenerate vertex the one price of a basis is right on one side at most. The rates here do
/// not come from a basis: each is the optimum of the program of directions at the vertex (the
/// directional derivative of the value function; Gal and Greenberg, "Advances in sensitivity
/// analysis and parametric programming", 1997, chapter 3), so they are the same whatever basis the
/// solver ended in.
public struct Sensitivity: Sendable {
  public struct Prices: Sendable {
    /// The rate at which the objective changes as the bound grows; nil where it cannot grow.
    public var more: Rational?
    /// The rate as the bound shrinks, signed so that rate × change is what the objective does.
    public var less: Rational?
    /// The least bound down to which `less` holds, and the greatest up to which `more` does; nil
    /// is no end.
    public var from: Rational?
    public var to: Rational?
    /// The bound as it is.
    public var bound: Rational
  }

  public struct Range: Sendable {
    public var from: Rational?
    public var to: Rational?
  }

  /// One a row of the formulation; nil for rows that no author wrote.
  public let prices: [Prices?]
  /// What a resource that is at its `min`, and could be more, costs: the rate at which the
  /// objective changes as it is forced in. One a resource; `impossible` where no plan has more.
  public let entering: [PerPeriod<Entering>]

  public enum Entering: Sendable, Equatable {
    case notAtMin, impossible
    case rate(Rational)
  }

  /// By how much the objective changes with a further unit of a resource that is at its `max`,
  /// where the worst case over workloads is the one objective; nil for other resources.
  public let further: [PerPeriod<Rational?>]

  /// One a term of the objective; none for a worst case.
  public let staysOptimal: [(name: String, range: Range)]

  /// nil where the last objective has no proved optimum, or there are whole numbers.
  init?(_ chain: PriorityChain, solver: Solver) throws {
    let (solution, formulation) = (chain.solution, chain.formulation)
    guard chain.isComplete, solution.proof == .exact, let point = solution.point,
      !chain.program.hasIntegers
    else { return nil }
    let (spec, layout) = (formulation.spec, formulation.layout)
    let vertex = Vertex(chain.program, point)
    prices = try (0..<layout.rowCount).map { i in
      switch layout.kind(ofRow: i).kind {
      case .keep, .held, .ramp, .kept: return nil
      case .budget: return try vertex.prices(ofRow: i, preferringUpper: true, solver)
      default: return try vertex.prices(ofRow: i, preferringUpper: false, solver)
      }
    }
    entering = try spec.resources.indices.map { r in
      try PerPeriod(spec.periods) { try vertex.entering(layout.amount(r, $0), solver) }
    }
    let isWorst =
      if spec.objectives.count == 1, case .worstWorkload = spec.objectives[0].goal { true } else {
        false
      }
    further = try spec.resources.indices.map { r in
      try PerPeriod(spec.periods) {
        isWorst ? try vertex.further(layout.amount(r, $0), solver) : nil
      }
    }
    staysOptimal = try spec.objectives.last!.terms.map { term in
      var figures = formulation.coefficients(ofAttribute: term.attribute)
      figures += Array(repeating: .zero, count: chain.program.columns.count - figures.count)
      let range = try vertex.range(figures, solver)
      return (
        spec.attributes[term.attribute],
        Range(from: range.from.map { term.weight + $0 }, to: range.to.map { term.weight + $0 })
      )
    }
  }
}

/// An optimal vertex and what is active there.
private struct Vertex {
  let program: LinearProgram
  let point: [Rational]
  let activity: [Rational]

  init(_ program: LinearProgram, _ point: [Rational]) {
    (self.program, self.point, activity) = (program, point, program.activities(at: point))
  }

  private typealias Bounds = LinearProgram.Bounds

  /// The bounds of a step away from `value` that stays within `bounds` at first.
  private func cone(_ value: Rational, _ bounds: LinearProgram.Bounds) -> LinearProgram.Bounds {
    Bounds(
      lower: value == bounds.lower ? .zero : nil, upper: value == bounds.upper ? .zero : nil)
  }

  func prices(
    ofRow i: Int, preferringUpper: Bool, _ solver: Solver
  ) throws -> Sensitivity.Prices {
    let row = program.rows[i]
    let isUpper: Bool
    if row.lower == nil || row.upper == nil {
      isUpper = row.lower == nil
    } else if activity[i] == row.lower || activity[i] == row.upper {
      isUpper = activity[i] == row.upper
    } else {
      isUpper = preferringUpper
    }
    let bound = isUpper ? row.upper! : row.lower!
    var prices = Sensitivity.Prices(bound: bound)
    for step in [Rational.one, -.one] {
      guard let rate = try rate(i, isUpper: isUpper, step, solver) else {
        if step.signum > 0 { prices.to = bound } else { prices.from = bound }
        continue
      }
      let reach = try reach(i, isUpper: isUpper, step, rate, solver)
      if step.signum > 0 {
        (prices.more, prices.to) = (rate, reach.map { bound + $0 })
      } else {
        (prices.less, prices.from) = (rate, reach.map { bound - $0 })
      }
    }
    return prices
  }

  /// The objective's rate as the bound moves in the direction of `step`; nil where it cannot.
  private func rate(_ i: Int, isUpper: Bool, _ step: Rational, _ solver: Solver) throws -> Rational?
  {
    var directions = directions
    let isFixed = program.rows[i].isFixed
    if isUpper || isFixed, directions.rows[i].upper != nil { directions.rows[i].upper = step }
    if !isUpper || isFixed, directions.rows[i].lower != nil { directions.rows[i].lower = step }
    if let lower = directions.rows[i].lower, let upper = directions.rows[i].upper, lower > upper {
      return nil
    }
    let solution = try solver.solve(directions)
    guard solution.status == .optimal, let direction = solution.point else { return nil }
    return program.objective(at: direction) / step
  }

  /// The objective's rate as a column that is at its lower bound is forced up.
  func entering(_ j: Int, _ solver: Solver) throws -> Sensitivity.Entering {
    let bounds = program.columns[j].bounds
    guard point[j] == bounds.lower, !bounds.isFixed else { return .notAtMin }
    var directions = directions
    directions.columns[j].bounds.lower = .one
    let solution = try solver.solve(directions)
    guard solution.status == .optimal, let direction = solution.point else { return .impossible }
    return .rate(program.objective(at: direction))
  }

  /// By how much the objective changes where a column that is at its upper bound may be one more;
  /// nil for others.
  func further(_ j: Int, _ solver: Solver) throws -> Rational? {
    guard let upper = program.columns[j].bounds.upper, point[j] == upper else { return nil }
    var more = program
    more.columns[j].bounds.upper = upper + .one
    let solution = try solver.solve(more)
    guard solution.status == .optimal, solution.proof != .none, let best = solution.point
    else { return nil }
    return more.objective(at: best) - program.objective(at: point)
  }

  /// The program of the directions in which one may leave the vertex.
  private var directions: LinearProgram {
    var directions = program
    for j in program.columns.indices {
      directions.columns[j].bounds = cone(point[j], program.columns[j].bounds)
    }
    for k in program.rows.indices { directions.rows[k] = cone(activity[k], program.rows[k]) }
    return directions
  }

  /// How far the bound may move before the rate changes; nil for as far as one likes.
  private func reach(
    _ i: Int, isUpper: Bool, _ step: Rational, _ rate: Rational, _ solver: Solver
  ) throws -> Rational? {
    var moved = program
    let row = program.rows[i]
    let isFixed = row.isFixed
    let distance = program.columns.count
    moved.sense = .maximize
    for j in moved.columns.indices { moved.columns[j].cost = .zero }
    moved.append(.init(bounds: Bounds(lower: .zero, upper: nil), cost: .one), entries: [])
    // The end that moves becomes a row of its own; the other end stays.
    moved.rows[i] = Bounds(
      lower: isUpper && !isFixed ? row.lower : nil, upper: !isUpper && !isFixed ? row.upper : nil)
    let moving = Bounds(
      lower: !isUpper || isFixed ? row.lower : nil, upper: isUpper || isFixed ? row.upper : nil)
    let best = program.objective(at: point)
    var (activity, value): ([LinearProgram.RowEntry], [LinearProgram.RowEntry]) = ([], [])
    for (j, column) in program.columns.enumerated() {
      if let entry = program.entries[j].first(where: { $0.row == i }) {
        activity.append(.init(column: j, value: entry.value))
      }
      value.append(.init(column: j, value: column.cost))
    }
    activity.append(.init(column: distance, value: -step))
    value.append(.init(column: distance, value: -(rate * step)))
    moved.append(rows: [(moving, activity), (Bounds(lower: best, upper: best), value)])
    let solution = try solver.solve(moved)
    return solution.status == .optimal ? solution.point?[distance] : nil
  }

  /// How far the costs may move along `figures` each way with this point still optimal: as far as
  /// there are prices that prove it.
  func range(_ figures: [Rational], _ solver: Solver) throws -> Sensitivity.Range {
    var range = Sensitivity.Range()
    let low = program.sense == .minimize
    // Columns: a price a row, and the change of the weight. Rows: the reduced cost of each column.
    var columns = program.rows.indices.map { i in
      let cone = cone(activity[i], program.rows[i])
      let (rises, falls) = (cone.lower != nil, cone.upper != nil)
      return LinearProgram.Column(
        bounds: Bounds(
          lower: (low ? falls : rises) ? nil : .zero, upper: (low ? rises : falls) ? nil : .zero),
        cost: .zero)
    }
    columns.append(.init(bounds: Bounds(lower: nil, upper: nil), cost: .one))
    var entries = [[LinearProgram.Entry]](repeating: [], count: columns.count)
    var rows: [LinearProgram.Bounds] = []
    for (j, column) in program.columns.enumerated() {
      let cone = cone(point[j], column.bounds)
      let (atLower, atUpper) = (cone.lower != nil, cone.upper != nil)
      if atLower, atUpper { continue }
      let row = rows.count
      let free = !atLower && !atUpper
      rows.append(
        Bounds(
          lower: free || (low ? atUpper : atLower) ? column.cost : nil,
          upper: free || (low ? atLower : atUpper) ? column.cost : nil))
      for entry in program.entries[j] {
        entries[entry.row].append(.init(row: row, value: entry.value))
      }
      if !figures[j].isZero {
        entries[columns.count - 1].append(.init(row: row, value: -figures[j]))
      }
    }
    for sense in [LinearProgram.Sense.minimize, .maximize] {
      let solution = try solver.solve(
        LinearProgram(sense: sense, columns: columns, rows: rows, entries: entries))
      let end = solution.status == .optimal ? solution.bound : nil
      if sense == .minimize { range.from = end } else { range.to = end }
    }
    return range
  }
}
