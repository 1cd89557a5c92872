// SPDX-License-Identifier: GPL-3.0-or-later

/// A spec's plan as points of a linear program, written out row by row from the format's
/// description.
public struct PlanFormulation: Sendable {
  /// Column → coefficient.
  typealias Form = [Int: Fraction]

  /// A row, and where in the spec it was written; what the format itself asks for has no place.
  public struct Row: Sendable {
    /// The JSON Pointer without the index of a period.
    public var at: String?
    public var period: Int?
    /// What is bounded, where the place alone does not say it.
    public var pair: String?
    var form: Form
    var lower: Fraction?
    var upper: Fraction?
  }

  /// A demand, a budget or a need in one period, or over all of them, in a plan.
  public struct LimitValue: Sendable {
    /// The JSON Pointer of the limit as a whole.
    public let at: String
    public let period: Int?
    public let total: Fraction
    /// nil where the limit is hard.
    public let missed: Fraction?
  }

  /// What is missed of a soft bound.
  struct Missed: Sendable {
    var column: Int
    var total: Form
    /// The bound that is missed, from below or from above.
    var bound: Fraction
    var isFloor: Bool
  }

  /// An objective as a form over the columns.
  struct Goal: Sendable {
    var sense: OracleProblem.Sense
    var form: Form
    var within: Fraction
    /// The levels whose worst is optimized, by name; empty for a sum.
    var levels: [(name: String, form: Form)]
    /// The two columns whose difference is the worst level.
    var level: (plus: Int, minus: Int)?
    var thenNext: Bool
  }

  public let model: PlanModel
  public private(set) var rows: [Row] = []
  var columns: [OracleProblem.Column] = []
  private(set) var missed: [Missed] = []
  private var limits: [(at: String, period: Int?, total: Form, missed: [Int]?)] = []
  private(set) var goals: [Goal] = []
  private var held: [[Int]] = []
  private var bought: [[Int]?] = []
  /// Workload, position in `on`, period.
  private var placed: [[[Int]]] = []
  private var penalties: Form = [:]

  private var periods: Range<Int> { 0..<model.periodCount }

  public init(_ model: PlanModel) {
    self.model = model
    for resource in model.resources {
      held.append(periods.map { _ in column(integer: resource.integer) })
      bought.append(resource.buy == nil ? nil : periods.map { _ in column() })
    }
    for workload in model.workloads {
      placed.append(workload.on.map { _ in periods.map { _ in column() } })
    }
    for index in model.resources.indices { addResource(index) }
    for limit in model.demands {
      add(limit, at: "/demands/\(limit.name)", periods.map { total(limit.name, $0) })
    }
    for limit in model.budgets {
      add(limit, at: "/budgets/\(limit.name)", periods.map { total(limit.name, $0) })
    }
    for constraint in model.constraints { add(constraint) }
    for index in model.workloads.indices { addWorkload(index) }
    for index in model.links.indices { addLink(index) }
    for objective in model.objectives { add(objective) }
  }

  private mutating func column(integer: Bool = false) -> Int {
    columns.append(.init(integer: integer))
    return columns.count - 1
  }

  // MARK: - Totals

  /// An attribute's total in a period.
  func total(_ name: String, _ period: Int) -> Form {
    var sum: Form = [:]
    for (r, resource) in model.resources.enumerated() {
      if name == "units" { sum[held[r][period], default: .zero] = .one }
      for figure in resource.attributes where figure.name == name {
        sum[held[r][period], default: .zero] = figure.value[period]
      }
      for figure in resource.buy ?? [] where figure.name == name {
        sum[bought[r]![period], default: .zero] = figure.value[period]
      }
    }
    for (w, workload) in model.workloads.enumerated() {
      for (k, on) in workload.on.enumerated() {
        let column = placed[w][k][period]
        for figure in on.figures where figure.name == name {
          sum[column, default: .zero] = sum[column, default: .zero] + figure.value[period]
        }
        let crossing = model.link(
          from: workload, to: model.resources[model.resource(on.resource)])
        if name == "cost", case .link(let l) = crossing, let cost = model.links[l].cost,
          let traffic = workload.traffic
        {
          sum[column, default: .zero] =
            sum[column, default: .zero] + cost[period] * traffic[period]
        }
      }
    }
    return sum
  }

  /// A workload's own total of an attribute in a period.
  func total(_ name: String, of w: Int, _ period: Int) -> Form {
    var sum: Form = [:]
    for (k, on) in model.workloads[w].on.enumerated() {
      if name == "units" { sum[placed[w][k][period]] = .one }
      for figure in on.figures where figure.name == name {
        sum[placed[w][k][period]] = figure.value[period]
      }
    }
    return sum
  }

  private func sum(_ forms: [Form]) -> Form {
    forms.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }

  // MARK: - Rows

  private mutating func addResource(_ r: Int) {
    let resource = model.resources[r]
    let at = "/resources/\(resource.name)"
    func row(_ key: String?, _ t: Int, _ form: Form, _ lower: Fraction?, _ upper: Fraction?) -> Row
    {
      Row(at: key.map { "\(at)/\($0)" }, period: t, form: form, lower: lower, upper: upper)
    }
    for t in periods {
      let amount: Form = [held[r][t]: .one]
      if let min = resource.min { rows.append(row("min", t, amount, min[t], nil)) }
      if let max = resource.max { rows.append(row("max", t, amount, nil, max[t])) }
      // What was there a period ago: a column, or the start.
      let start = t == 0 ? resource.start?.fraction ?? .zero : .zero
      let change = t == 0 ? amount : [held[r][t]: .one, held[r][t - 1]: -.one]
      if let up = resource.rampUp { rows.append(row("ramp_up", t, change, nil, up[t] + start)) }
      if let down = resource.rampDown {
        rows.append(row("ramp_down", t, change, start - down[t], nil))
      }
      if let bought = bought[r] {
        let keep = resource.keep?[t] ?? .one
        var balance: Form = [held[r][t]: .one, bought[t]: -.one]
        if t > 0 { balance[held[r][t - 1]] = -keep }
        rows.append(row(nil, t, balance, nil, keep * start))
      }
      let users = model.workloads.indices.flatMap { w in
        model.workloads[w].on.indices.filter { model.workloads[w].on[$0].resource == resource.name }
          .map { placed[w][$0][t] }
      }
      if users.isEmpty { continue }
      var use: Form = [held[r][t]: -.one]
      for column in users { use[column] = .one }
      rows.append(row(nil, t, use, nil, .zero))
    }
  }

  /// The rows of a limit on totals, one a period.
  private mutating func add(_ limit: PlanModel.Limit, at: String, _ totals: [Form]) {
    let spans = limit.overAll ? [(nil, sum(totals))] : periods.map { ($0, totals[$0]) }
    for (period, form) in spans as [(Int?, Form)] {
      var columns: [Int] = []
      for (key, numbers) in [("min", limit.min), ("max", limit.max)] {
        guard let bound = numbers?[period ?? 0] else { continue }
        let isFloor = key == "min"
        var whole = form
        if let penalty = limit.penalty {
          let column = column()
          missed.append(Missed(column: column, total: form, bound: bound, isFloor: isFloor))
          penalties[column] = penalty.fraction
          columns.append(column)
          whole[column] = isFloor ? .one : -.one
        }
        rows.append(
          Row(
            at: limit.penalty != nil ? nil : limit.bare ? at : "\(at)/\(key)", period: period,
            form: whole, lower: isFloor ? bound : nil, upper: isFloor ? nil : bound))
      }
      limits.append((at, period, form, limit.penalty == nil ? nil : columns))
    }
  }

  private mutating func add(_ constraint: PlanModel.Constraint) {
    let at = "/constraints/\(constraint.name)"
    for t in periods {
      let form = sum(
        constraint.terms.map { term in
          let resource = model.resources.firstIndex { $0.name == term.name }
          let form = resource.map { [held[$0][t]: .one] } ?? total(term.name, t)
          return form.mapValues { $0 * term.value[t] }
        })
      for (key, numbers) in [
        ("min", constraint.min), ("max", constraint.max), ("equals", constraint.equals),
      ] {
        guard let bound = numbers?[t] else { continue }
        rows.append(
          Row(
            at: "\(at)/\(key)", period: t, form: form, lower: key == "max" ? nil : bound,
            upper: key == "min" ? nil : bound))
      }
    }
  }

  private mutating func addWorkload(_ w: Int) {
    let workload = model.workloads[w]
    let at = "/workloads/\(workload.name)"
    for limit in workload.needs {
      let totals = periods.map { total(limit.name, of: w, $0) }
      add(limit, at: "\(at)/needs/\(limit.name)", totals)
    }
    for t in periods {
      if let share = workload.share {
        let form = total("units", of: w, t)
        rows.append(Row(at: "\(at)/share", period: t, form: form, lower: nil, upper: share[t]))
      }
      for (k, on) in workload.on.enumerated() {
        let form: Form = [placed[w][k][t]: .one]
        switch model.link(from: workload, to: model.resources[model.resource(on.resource)]) {
        case .none: break
        case .impossible:
          rows.append(Row(at: nil, period: t, form: form, lower: nil, upper: .zero))
        case .link(let l):
          guard let limit = workload.maxLatency, let latency = model.links[l].latency,
            limit.fraction < latency.fraction
          else { continue }
          rows.append(
            Row(
              at: "\(at)/max_latency", period: t, pair: "\(workload.name) on \(on.resource)",
              form: form, lower: nil, upper: .zero))
        }
      }
    }
  }

  private mutating func addLink(_ l: Int) {
    guard let bandwidth = model.links[l].bandwidth else { return }
    for t in periods {
      var form: Form = [:]
      for (w, workload) in model.workloads.enumerated() {
        for (k, on) in workload.on.enumerated() {
          let resource = model.resources[model.resource(on.resource)]
          guard case .link(l) = model.link(from: workload, to: resource) else { continue }
          form[placed[w][k][t]] = workload.traffic?[t] ?? .zero
        }
      }
      rows.append(
        Row(
          at: "/links/\(model.links[l].name)/bandwidth", period: t, form: form, lower: nil,
          upper: bandwidth[t]))
    }
  }

  // MARK: - Objectives

  private mutating func add(_ objective: PlanModel.Objective) {
    let isFirst = goals.isEmpty
    var goal = Goal(
      sense: objective.sense, form: [:], within: objective.within?.fraction ?? .zero, levels: [],
      level: nil, thenNext: objective.thenNext)
    switch objective.goal {
    case .terms(let terms):
      goal.form = sum(
        terms.flatMap { term in
          periods.map { total(term.name, $0).mapValues { $0 * term.weight.fraction } }
        })
    case .worst(let name):
      goal.levels = name == "utilization" ? utilizations : levels(name)
      let (plus, minus) = (column(), column())
      goal.level = (plus, minus)
      goal.form = [plus: .one, minus: -.one]
      for level in goal.levels {
        var form = level.form
        form[plus] = -.one
        form[minus] = .one
        let isLeast = objective.sense == .maximize
        rows.append(
          Row(at: nil, form: form, lower: isLeast ? .zero : nil, upper: isLeast ? nil : .zero))
      }
    }
    if isFirst {
      let isMinimized = objective.sense == .minimize
      goal.form = sum([goal.form, isMinimized ? penalties : penalties.mapValues { -$0 }])
    }
    goals.append(goal)
  }

  private func levels(_ name: String) -> [(name: String, form: Form)] {
    model.workloads.enumerated().map { w, workload in
      let weight = workload.weight?.fraction ?? .one
      let whole = sum(periods.map { total(name, of: w, $0) })
      return (workload.name, whole.mapValues { $0 / weight })
    }
  }

  private var utilizations: [(name: String, form: Form)] {
    model.resources.enumerated().flatMap { r, resource in
      periods.compactMap { t in
        guard let max = resource.max?[t], max > .zero else { return nil }
        return ("\(resource.name) \(t)", [held[r][t]: .one / max])
      }
    }
  }

  // MARK: - Programs

  /// The linear program of one objective, with further rows.
  func problem(
    sense: OracleProblem.Sense, form: Form, further: [Row] = [],
    where keep: (Row) -> Bool = { _ in true }
  ) -> OracleProblem {
    OracleProblem(
      sense: sense, objective: dense(form), columns: columns,
      rows: (rows.filter(keep) + further).map {
        .init(coefficients: dense($0.form), lower: $0.lower, upper: $0.upper)
      })
  }

  private func dense(_ form: Form) -> [Fraction] {
    var all = [Fraction](repeating: .zero, count: columns.count)
    for (column, coefficient) in form { all[column] = coefficient }
    return all
  }

  func value(_ form: Form, at point: [Fraction]) -> Fraction {
    form.reduce(.zero) { $0 + $1.value * point[$1.key] }
  }

  /// All columns of a plan, whatever it says of amounts, purchases and placements. What is missed
  /// and the levels follow from it.
  public func point(
    held amount: (_ resource: String, _ period: Int) -> Fraction,
    bought purchase: (_ resource: String, _ period: Int) -> Fraction,
    placed placement: (_ workload: String, _ resource: String, _ period: Int) -> Fraction
  ) -> [Fraction] {
    var point = [Fraction](repeating: .zero, count: columns.count)
    for (r, resource) in model.resources.enumerated() {
      for t in periods {
        point[held[r][t]] = amount(resource.name, t)
        if let bought = bought[r] { point[bought[t]] = purchase(resource.name, t) }
      }
    }
    for (w, workload) in model.workloads.enumerated() {
      for (k, on) in workload.on.enumerated() {
        for t in periods { point[placed[w][k][t]] = placement(workload.name, on.resource, t) }
      }
    }
    for soft in missed {
      let total = value(soft.total, at: point)
      point[soft.column] = max(.zero, soft.isFloor ? soft.bound - total : total - soft.bound)
    }
    for goal in goals {
      guard let level = goal.level else { continue }
      let values = goal.levels.map { value($0.form, at: point) }
      let worst = (goal.sense == .maximize ? values.min() : values.max()) ?? .zero
      point[worst < .zero ? level.minus : level.plus] = worst < .zero ? -worst : worst
    }
    return point
  }

  /// Whether a point keeps everything that the spec says.
  public func isFeasible(_ point: [Fraction]) -> Bool {
    problem(sense: .minimize, form: [:]).isFeasible(point)
  }

  /// What an objective comes to, penalties included, in the spec's order.
  public func objectives(at point: [Fraction]) -> [Fraction] {
    goals.map { value($0.form, at: point) }
  }

  /// All demands, budgets and needs, in the spec's order.
  public func limitValues(at point: [Fraction]) -> [LimitValue] {
    limits.map { limit in
      LimitValue(
        at: limit.at, period: limit.period, total: value(limit.total, at: point),
        missed: limit.missed.map { $0.reduce(.zero) { $0 + point[$1] } })
    }
  }

  /// The levels behind an objective that has a worst case, worst first.
  public func levels(of objective: Int, at point: [Fraction]) -> [Fraction] {
    let values = goals[objective].levels.map { value($0.form, at: point) }
    return goals[objective].sense == .maximize ? values.sorted() : values.sorted(by: >)
  }
}
