// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram

/// How the optimum answers to changes: two-sided shadow prices with the range of each, and how far
/// each weight of the objective may move before another plan is better.
///
/// At a degenerate vertex the one price of a basis is right on one side at most. The rates here do
/// not come from a basis but from the curve of the optimal value (`BoundRates`), so they are the
/// same whatever basis the solver ended in.
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
  /// The prices of each resource's `min` and `max`; nil for an end that is not written.
  public let ends: [(min: PerPeriod<Prices>?, max: PerPeriod<Prices>?)]
  /// What a resource that is at its `min`, and could be more, costs: the rate at which the
  /// objective changes as it is forced in. One a resource; `impossible` where no plan has more.
  public let entering: [PerPeriod<Entering>]
  /// One a resource: what would bring it into the plan, where it is not in it and can be.
  public let thresholds: [PerPeriod<EntryThreshold?>]

  public enum Entering: Sendable, Equatable {
    case notAtMin, impossible
    case rate(Rational)
  }

  /// By how much the objective changes with a further unit of a resource that is at its `max`,
  /// where the worst case over workloads is the one objective; nil for other resources.
  public let further: [PerPeriod<Rational?>]

  /// One a term of the objective; none for a worst case.
  public let staysOptimal: [(name: String, range: Range)]

  /// nil where the last objective has no proved optimum, there are whole numbers, or the exact work
  /// is too much.
  init?(_ chain: PriorityChain, by solves: FurtherSolves) throws {
    let (solution, formulation) = (chain.solution, chain.formulation)
    guard chain.isComplete, solution.proof == .exact, let point = solution.point,
      !chain.program.hasIntegers
    else { return nil }
    let (spec, layout) = (formulation.spec, formulation.layout)
    let vertex = Vertex(chain.program, point)
    let rows = (0..<layout.rowCount).map { i -> BoundRates.End? in
      switch layout.kind(ofRow: i).kind {
      case .keep, .held, .ramp, .kept: nil
      case .budget: vertex.end(ofRow: i, preferringUpper: true)
      default: vertex.end(ofRow: i, preferringUpper: false)
      }
    }
    let columns = spec.resources.indices.flatMap { r in
      (0..<layout.periods).flatMap { t -> [BoundRates.End?] in
        let j = layout.amount(r, t)
        let (resource, isAtMin) = (spec.resources[r], vertex.isHeldUp(j))
        return [
          resource.min != nil || isAtMin ? BoundRates.End(.column(j), .lower) : nil,
          resource.max != nil ? BoundRates.End(.column(j), .upper) : nil,
        ]
      }
    }
    let ends = rows + columns
    var found = (try solves.rates(ends.compactMap(\.self), chain.program))[...]
    let rates = ends.map { $0 == nil ? nil : found.removeFirst() }
    prices = rates[..<rows.count].map { $0.map(Prices.init) }
    func rate(_ r: Int, _ t: Int, isLower: Bool) -> BoundRates? {
      rates[rows.count + 2 * (r * layout.periods + t) + (isLower ? 0 : 1)]
    }
    self.ends = spec.resources.enumerated().map { r, resource in
      func prices(isLower: Bool) -> PerPeriod<Prices> {
        PerPeriod(spec.periods) { Prices(rate(r, $0, isLower: isLower)!) }
      }
      return (
        resource.min.map { _ in prices(isLower: true) },
        resource.max.map { _ in prices(isLower: false) }
      )
    }
    let entering = spec.resources.indices.map { r in
      PerPeriod(spec.periods) { t -> Entering in
        guard vertex.isHeldUp(layout.amount(r, t)) else { return .notAtMin }
        return (rate(r, t, isLower: true)?.grows).map { .rate($0.perUnit) } ?? .impossible
      }
    }
    self.entering = entering
    thresholds = spec.resources.indices.map { r in
      PerPeriod(spec.periods) { t in
        guard case .rate(let rate) = entering[r][t], point[layout.amount(r, t)].isZero else {
          return nil
        }
        return EntryThreshold(chain, column: layout.amount(r, t), rate: rate)
      }
    }
    let isWorst =
      if spec.objectives.count == 1, case .worstWorkload = spec.objectives[0].goal { true } else {
        false
      }
    further = try spec.resources.indices.map { r in
      try PerPeriod(spec.periods) {
        isWorst ? try vertex.further(layout.amount(r, $0), solves.solve) : nil
      }
    }
    staysOptimal = try spec.objectives.last!.terms.map { term in
      var figures = formulation.coefficients(ofAttribute: term.attribute)
      figures += Array(repeating: .zero, count: chain.program.columns.count - figures.count)
      let range = try vertex.range(figures, solves.solve)
      return (
        spec.attributes[term.attribute],
        Range(from: range.from.map { term.weight + $0 }, to: range.to.map { term.weight + $0 })
      )
    }
  }
}

extension Sensitivity.Prices {
  init(_ rates: BoundRates) {
    bound = rates.bound
    (more, less) = (rates.grows?.perUnit, rates.shrinks?.perUnit)
    to = rates.grows.map(\.until) ?? bound
    from = rates.shrinks.map(\.until) ?? bound
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

  /// Whether a column stands at its lower bound and may leave it.
  func isHeldUp(_ j: Int) -> Bool {
    let bounds = program.columns[j].bounds
    return point[j] == bounds.lower && !bounds.isFixed
  }

  /// The end of a row that its price is of: the one that binds, or the preferred one.
  func end(ofRow i: Int, preferringUpper: Bool) -> BoundRates.End {
    let row = program.rows[i]
    let isUpper: Bool
    if row.lower == nil || row.upper == nil {
      isUpper = row.lower == nil
    } else if activity[i] == row.lower || activity[i] == row.upper {
      isUpper = activity[i] == row.upper
    } else {
      isUpper = preferringUpper
    }
    return BoundRates.End(.row(i), isUpper ? .upper : .lower)
  }

  /// By how much the objective changes where a column that is at its upper bound may be one more;
  /// nil for others.
  func further(_ j: Int, _ solve: (LinearProgram) throws -> Solution) throws -> Rational? {
    guard let upper = program.columns[j].bounds.upper, point[j] == upper else { return nil }
    var more = program
    more.columns[j].bounds.upper = upper + .one
    let solution = try solve(more)
    guard solution.status == .optimal, solution.proof != .none, let best = solution.point
    else { return nil }
    return more.objective(at: best) - program.objective(at: point)
  }

  /// How far the costs may move along `figures` each way with this point still optimal: as far as
  /// there are prices that prove it.
  func range(
    _ figures: [Rational], _ solve: (LinearProgram) throws -> Solution
  ) throws -> Sensitivity.Range {
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
      let solution = try solve(
        LinearProgram(sense: sense, columns: columns, rows: rows, entries: entries))
      let end = solution.status == .optimal ? solution.bound : nil
      if sense == .minimize { range.from = end } else { range.to = end }
    }
    return range
  }
}
