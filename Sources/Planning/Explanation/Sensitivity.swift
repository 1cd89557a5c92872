// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// How the optimum answers to changes: two-sided shadow prices with the range of each, and how far
/// each weight of the objective may move before another plan is better.
///
/// At a degenerate vertex the one price of a basis is right on one side at most. The rates here do
/// not come from a basis but from the curve of the optimal value (`BoundRates`), so they are the
/// same whatever basis the solver ended in.
public struct Sensitivity: Sendable {
  public struct Prices: Sendable, Equatable {
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

  public struct Range: Sendable, Equatable {
    public var from: Rational?
    public var to: Rational?
  }

  /// Of what there are prices: `shared` leaves out those by workload, by period, and of a resource
  /// among many.
  enum Scope { case all, shared }

  /// One a row of the formulation; nil for rows that no author wrote, or that were left out.
  public let prices: [Prices?]
  /// The prices of each resource's `min` and `max`; nil for an end that is not written.
  public let ends: [(min: PerPeriod<Prices>?, max: PerPeriod<Prices>?)]
  /// What a resource that is at its `min`, and could be more, costs: the rate at which the
  /// objective changes as it is forced in. One a resource; `impossible` where no plan has more.
  public let entering: [PerPeriod<Entering>]
  /// One a resource: what would bring it into the plan, where it is not in it and can be.
  public let thresholds: [PerPeriod<EntryThreshold?>]

  /// Of a long spec: the ends of amounts that one number holds, in all periods alike.
  public let common: [CommonEnd]

  /// One number that is an end of a resource's amount in every period.
  public struct CommonEnd: Sendable {
    public let resource: Int
    public let isLower: Bool
    public let prices: Prices
    /// In how many periods the amount is there; nil where it is one amount for all.
    public let periods: Int?
  }

  public enum Entering: Sendable, Equatable {
    case notAtMin, impossible
    case rate(Rational)
  }

  /// One a term of the objective; none for a worst case, nor in `shared`.
  public let staysOptimal: [(name: String, range: Range)]

  /// nil where the last objective has no proved optimum, there are whole numbers, or the exact work
  /// is too much.
  init?(_ chain: PriorityChain, of scope: Scope = .all, by solves: FurtherSolves) throws {
    let (solution, formulation) = (chain.solution, chain.formulation)
    guard chain.isComplete, solution.proof == .exact, let point = solution.point,
      !chain.program.hasIntegers
    else { return nil }
    let (spec, layout) = (formulation.spec, formulation.layout)
    let vertex = OptimalVertex(chain.program, point)
    let isWhole = scope == .all || (layout.periods == 1 && layout.resources <= 100)
    let rows = Self.rows(formulation, vertex, scope)
    let columns = isWhole ? Self.amounts(formulation, vertex) : []
    let common = scope == .shared ? Self.commonEnds(formulation, vertex) : []
    let ends = rows + columns + common.map(\.end)
    var found = (try solves.rates(ends.compactMap(\.self), chain.program))[...]
    let rates = ends.map { $0 == nil ? nil : found.removeFirst() }
    prices = rates[..<rows.count].map { $0.map(Prices.init) }
    self.common = zip(common, rates.suffix(common.count)).compactMap { one, rates in
      rates.map {
        CommonEnd(
          resource: one.resource, isLower: one.end.side == .lower, prices: Prices($0),
          periods: one.periods)
      }
    }
    func rate(_ r: Int, _ t: Int, isLower: Bool) -> BoundRates? {
      isWhole ? rates[rows.count + 2 * (r * layout.periods + t) + (isLower ? 0 : 1)] : nil
    }
    self.ends = spec.resources.enumerated().map { r, resource in
      if !isWhole { return (nil, nil) }
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
        guard isWhole, vertex.isHeldUp(layout.amount(r, t)) else { return .notAtMin }
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
    staysOptimal =
      scope == .all ? try Self.staysOptimal(chain, vertex, solves.solve) : []
  }

  /// The end of each row that a price is of; nil for one that has none, or that is left out.
  private static func rows(
    _ formulation: Formulation, _ vertex: OptimalVertex, _ scope: Scope
  ) -> [BoundRates.End?] {
    let layout = formulation.layout
    return (0..<layout.rowCount).map { i in
      let (kind, period) = layout.kind(ofRow: i)
      if scope == .shared, layout.periods > 1, period != nil { return nil }
      let traits = layout.traits(of: kind)
      if traits.prices == .none || (traits.prices == .ofPart && scope != .all) { return nil }
      var end = vertex.end(ofRow: i, preferringUpper: traits.prefersUpper)
      end.columns = formulation.followers(ofRow: i)
      return end
    }
  }

  /// The two ends of each amount, period by period; nil for one that is not written and does not
  /// hold it.
  private static func amounts(
    _ formulation: Formulation, _ vertex: OptimalVertex
  ) -> [BoundRates.End?] {
    let (spec, layout) = (formulation.spec, formulation.layout)
    return spec.resources.indices.flatMap { r in
      (0..<layout.periods).flatMap { t -> [BoundRates.End?] in
        let j = layout.amount(r, t)
        let (resource, isAtMin) = (spec.resources[r], vertex.isHeldUp(j))
        return [
          resource.min != nil || isAtMin ? BoundRates.End(.column(j), .lower) : nil,
          resource.max != nil ? BoundRates.End(.column(j), .upper) : nil,
        ]
      }
    }
  }

  /// With more resources than this nobody reads on.
  private static let mostResources = 40
  /// How many bounds may move in all: a price in which those of a year of hours move takes seconds.
  private static let mostMoving = 20_000

  /// The ends of amounts that one number holds in all periods, where the plan is there in any: of an
  /// amount that is the same in all, and a `max` that is no list.
  private static func commonEnds(
    _ formulation: Formulation, _ vertex: OptimalVertex
  ) -> [(resource: Int, end: BoundRates.End, periods: Int?)] {
    let (spec, layout) = (formulation.spec, formulation.layout)
    if layout.periods == 1 || layout.resources > mostResources { return [] }
    var moving = 0
    var ends: [(resource: Int, end: BoundRates.End, periods: Int?)] = []
    for (r, resource) in spec.resources.enumerated() {
      let columns = (0..<layout.periods).map { layout.amount(r, $0) }
      if resource.isConstant {
        let (value, bounds) = (vertex.point[columns[0]], vertex.program.columns[columns[0]].bounds)
        if value == bounds.lower {
          ends.append((r, BoundRates.End(.column(columns[0]), .lower), nil))
        } else if value == bounds.upper {
          ends.append((r, BoundRates.End(.column(columns[0]), .upper), nil))
        }
      } else if let most = resource.max, !most.isList {
        let count = columns.count { vertex.point[$0] == most[0] }
        if count == 0 || moving + columns.count > mostMoving
          || columns.contains(where: { vertex.program.columns[$0].bounds.isFixed })
        {
          continue
        }
        moving += columns.count
        var end = BoundRates.End(.column(columns[0]), .upper)
        end.columns = Array(columns.dropFirst())
        ends.append((r, end, count))
      }
    }
    return ends
  }

  /// How far each weight of the last objective may move with the same plan still best.
  private static func staysOptimal(
    _ chain: PriorityChain, _ vertex: OptimalVertex,
    _ solve: (LinearProgram) throws -> Solution
  ) throws -> [(name: String, range: Range)] {
    let spec = chain.formulation.spec
    return try spec.objectives.last!.terms.map { term in
      var figures = chain.formulation.coefficients(ofAttribute: term.attribute)
      figures += Array(repeating: .zero, count: chain.program.columns.count - figures.count)
      let range = try vertex.range(figures, solve)
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
