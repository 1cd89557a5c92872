// SPDX-License-Identifier: GPL-3.0-or-later

/// A random spec of the format's further sections as JSON text, and what it means as a linear
/// program. A seed gives the same spec everywhere.
public struct RandomPlan: Sendable {
  /// The sections and forms that a spec may use.
  public struct Sections: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let periods = Sections(rawValue: 1)
    public static let workloads = Sections(rawValue: 2)
    public static let links = Sections(rawValue: 4)
    public static let soft = Sections(rawValue: 8)
    public static let priorities = Sections(rawValue: 16)
    public static let worst = Sections(rawValue: 32)
    public static let next = Sections(rawValue: 64)
    public static let integers = Sections(rawValue: 128)
    /// Floors that are often too high.
    public static let clash = Sections(rawValue: 256)
    public static let all: Sections = [
      .periods, .workloads, .links, .soft, .priorities, .worst, .integers,
    ]
  }

  /// The spec's text.
  public let json: String
  public let formulation: PlanFormulation

  public init(seed: UInt64, sections: Sections) {
    var draft = PlanDraft(seed: seed, sections: sections)
    draft.fill()
    json = JSONWriter.text(of: draft.model.tree, seed: seed ^ 0x5EED_0F7E_5700_0000)
    formulation = PlanFormulation(draft.model)
  }

  public var periodCount: Int { formulation.model.periodCount }
  public var hasPeriods: Bool { formulation.model.periods != nil }
  /// What a period is called in sentences.
  public func periodName(_ period: Int) -> String {
    formulation.model.periodNames?[period] ?? "period \(period + 1)"
  }
  /// Workload and resource, wherever something may be placed.
  public var pairs: [(workload: String, resource: String)] {
    formulation.model.workloads.flatMap { workload in
      workload.on.map { (workload.name, $0.resource) }
    }
  }
}

/// A spec in the making.
private struct PlanDraft {
  private(set) var model = PlanModel()
  private let sections: RandomPlan.Sections
  private var random: SplitMix64
  /// Attributes of resources, and those under `on`.
  private var attributes: [String] = []
  private var figures: [String] = []

  init(seed: UInt64, sections: RandomPlan.Sections) {
    self.sections = sections
    random = SplitMix64(seed: seed &* 512 &+ UInt64(sections.rawValue))
  }

  private func has(_ section: RandomPlan.Sections) -> Bool { sections.contains(section) }

  mutating func fill() {
    if has(.periods) {
      model.periods = has(.integers) ? 2 : random.pick([2, 2, 2, 3])
      if random.chance(30) {
        model.periodNames = Array(["mon", "tue", "wed"].prefix(model.periodCount))
      }
    }
    attributes = random.chance(70) ? ["cost", "work"] : ["cost"]
    figures = random.chance(60) ? ["tokens"] : ["tokens", "heat"]
    fillResources()
    if has(.workloads) { fillWorkloads() }
    if has(.links) { fillLinks() }
    fillLimits()
    if random.chance(35) { fillConstraint() }
    fillObjectives()
  }

  // MARK: - Numbers

  /// A number above 0.
  private mutating func number() -> DecimalNumber {
    switch random.int(1...100) {
    case ...55: DecimalNumber(random.int(1...6))
    case ...85: DecimalNumber(random.pick([5, 15, 25, 12, 3, 8, 35]), e: -1)
    default: DecimalNumber(random.int(1...400), e: -2)
    }
  }

  /// A number a period, sometimes, where there are periods.
  private mutating func each(
    _ percent: Int = 40, _ one: (inout PlanDraft) -> DecimalNumber
  ) -> PlanModel.Numbers {
    if let count = model.periods, random.chance(percent) {
      return .each((0..<count).map { _ in one(&self) })
    }
    return .one(one(&self))
  }

  private mutating func numbers() -> PlanModel.Numbers { each { $0.number() } }

  private mutating func scaled(_ factor: Int, _ percent: Int = 40) -> PlanModel.Numbers {
    each(percent) { $0.number() * DecimalNumber(factor) }
  }

  // MARK: - Sections

  private mutating func fillResources() {
    for name in ["h100", "a100", "cpu"].prefix(random.pick([1, 2, 2, 2, 3])) {
      var resource = PlanModel.Resource(name: name)
      for attribute in attributes
      where random.chance(85) || (name == "h100" && attribute == "work") {
        let negative = random.chance(4)
        let value = each { negative ? -$0.number() : $0.number() }
        resource.attributes.append((attribute, value))
      }
      if random.chance(80) || has(.worst) { resource.max = scaled(2) }
      if random.chance(12) {
        resource.min = each { DecimalNumber($0.random.int(0...2), e: -1) }
        resource.max = resource.max.map { increased($0, by: DecimalNumber(2, e: -1)) }
      }
      if has(.integers) && random.chance(60) {
        resource.integer = true
        resource.max = each { DecimalNumber($0.random.pick([30, 45, 20, 60]), e: -1) }
      }
      if has(.periods) { fillChange(&resource) }
      model.resources.append(resource)
    }
    if !model.resources.contains(where: { $0.attributes.contains { $0.name == "cost" } }) {
      model.resources[0].attributes.append(("cost", numbers()))
    }
  }

  private mutating func fillChange(_ resource: inout PlanModel.Resource) {
    if random.chance(35) { resource.rampUp = each { $0.random.chance(10) ? .zero : $0.number() } }
    if random.chance(25) { resource.rampDown = each { $0.random.chance(10) ? .zero : $0.number() } }
    if random.chance(55) {
      var buy: PlanModel.Figures = [("cost", numbers())]
      if random.chance(25) { buy.append(("capital", numbers())) }
      resource.buy = buy
      if random.chance(60) {
        resource.keep = each { DecimalNumber($0.random.pick([0, 5, 9, 10, 75]), e: -1) }
        if case .one(let keep) = resource.keep!, DecimalNumber(1) <= keep {
          resource.keep = .one(DecimalNumber(9, e: -1))
        } else if case .each(let list) = resource.keep! {
          resource.keep = .each(list.map { DecimalNumber(1) <= $0 ? DecimalNumber(1) : $0 })
        }
      }
    }
    let matters = resource.rampUp != nil || resource.rampDown != nil || resource.buy != nil
    if matters && random.chance(50) { resource.start = number() }
  }

  private mutating func fillWorkloads() {
    for name in ["train", "serve", "batch"].prefix(random.pick([1, 2, 2, 3])) {
      if name == "batch" && has(.periods) && model.resources.count > 2 { continue }
      var workload = PlanModel.Workload(name: name)
      for resource in model.resources where random.chance(75) {
        var on: PlanModel.Figures = [("tokens", numbers())]
        if figures.count > 1 && random.chance(70) { on.append(("heat", numbers())) }
        if random.chance(15) { on.append(("cost", numbers())) }
        workload.on.append((resource.name, on))
      }
      if workload.on.isEmpty {
        workload.on.append((random.pick(model.resources).name, [("tokens", numbers())]))
      }
      if random.chance(40) { workload.weight = number() }
      if random.chance(40) { workload.share = each { $0.number() } }
      if random.chance(45) {
        var need = PlanModel.Limit(name: "tokens")
        need.min = scaled(has(.clash) ? 4 : 1)
        if random.chance(15) { need.max = bumped(need.min!) }
        shape(&need, bare: need.max == nil)
        workload.needs.append(need)
      }
      if random.chance(12) {
        var need = PlanModel.Limit(name: "units")
        need.max = scaled(2)
        shape(&need, bare: false)
        workload.needs.append(need)
      }
      model.workloads.append(workload)
    }
    let used = model.workloads.flatMap { $0.on.flatMap { $0.figures.map(\.name) } }
    figures = figures.filter { used.contains($0) }
  }

  /// The same numbers and something on top.
  private mutating func bumped(_ numbers: PlanModel.Numbers) -> PlanModel.Numbers {
    increased(numbers, by: number())
  }

  private func increased(
    _ numbers: PlanModel.Numbers, by more: DecimalNumber
  ) -> PlanModel.Numbers {
    switch numbers {
    case .one(let number): .one(number + more)
    case .each(let list): .each(list.map { $0 + more })
    }
  }

  private mutating func fillLinks() {
    let sites = ["eu", "us"]
    for index in model.resources.indices where random.chance(80) {
      model.resources[index].site = random.pick(sites)
    }
    for index in model.workloads.indices {
      if random.chance(80) { model.workloads[index].site = random.pick(sites) }
      if random.chance(80) { model.workloads[index].traffic = each { $0.number() } }
      if random.chance(40) {
        model.workloads[index].maxLatency = DecimalNumber(random.pick([10, 20, 55]), e: 0)
      }
    }
    for (name, from, to) in random.shuffle([("there", "eu", "us"), ("back", "us", "eu")])
      .prefix(random.pick([1, 2, 2]))
    {
      var link = PlanModel.Link(name: name, from: from, to: to)
      if random.chance(60) { link.bandwidth = scaled(2) }
      if random.chance(50) { link.latency = DecimalNumber(random.pick([10, 20, 30, 205]), e: 0) }
      if random.chance(60) { link.cost = each { DecimalNumber($0.random.int(1...9), e: -1) } }
      model.links.append(link)
    }
  }

  private mutating func fillLimits() {
    let floors = has(.workloads) ? attributes + figures + ["units"] : attributes + ["units"]
    for name in random.some(random.pick([0, 1, 1, 1]), of: floors.filter { $0 != "cost" }) {
      var limit = PlanModel.Limit(name: name)
      limit.min = scaled(has(.clash) ? 5 : 1)
      if random.chance(12) { limit.max = bumped(limit.min!) }
      shape(&limit, bare: limit.max == nil)
      model.demands.append(limit)
    }
    for name in random.some(
      random.pick([0, 0, 1, 1, 2]),
      of: attributes.filter { $0 == "cost" || !has(.clash) } + ["units"])
    {
      var limit = PlanModel.Limit(name: name)
      limit.max = scaled(random.pick([3, 6]))
      shape(&limit, bare: true)
      model.budgets.append(limit)
    }
  }

  /// Makes a limit soft, or a limit over all periods, or a bare number.
  private mutating func shape(_ limit: inout PlanModel.Limit, bare: Bool) {
    if has(.soft) && random.chance(60) { limit.penalty = number() }
    if has(.periods) && random.chance(35) {
      limit.overAll = true
      func single(_ numbers: PlanModel.Numbers?) -> PlanModel.Numbers? {
        switch numbers {
        case .each(let list): .one(list.reduce(.zero, +))
        default: numbers
        }
      }
      limit.min = single(limit.min)
      limit.max = single(limit.max)
      if let min = limit.min, let max = limit.max, max[0] < min[0] { limit.max = nil }
    }
    limit.bare = bare && limit.penalty == nil && !limit.overAll && random.chance(70)
  }

  private mutating func fillConstraint() {
    var terms: PlanModel.Figures = []
    for resource in model.resources where random.chance(60) {
      let negative = random.chance(40)
      terms.append((resource.name, each(30) { negative ? -$0.number() : $0.number() }))
    }
    let names = has(.workloads) ? ["units", "cost"] + figures.prefix(1) : ["units", "cost"]
    if terms.isEmpty || random.chance(40) {
      let name = random.pick(names)
      terms.append((name, each(30) { $0.number() }))
    }
    var constraint = PlanModel.Constraint(name: "spread", terms: terms)
    switch random.int(1...100) {
    case ...50: constraint.max = scaled(4)
    case ...80: constraint.min = each { -$0.number() }
    case ...90:
      constraint.min = each { -$0.number() }
      constraint.max = scaled(4)
    default: constraint.equals = numbers()
    }
    model.constraints.append(constraint)
  }

  // MARK: - Objectives

  private mutating func fillObjectives() {
    let count = has(.priorities) ? random.pick([1, 2, 2, 3]) : 1
    model.usesPriorities = has(.priorities)
    var names: [String] = []
    for index in 0..<count {
      var objective = goal()
      if case .worst(let name) = objective.goal {
        if names.contains(name) { continue }
        names.append(name)
      }
      if index + 1 < count && random.chance(50) {
        objective.within = DecimalNumber(random.pick([0, 2, 10, 25, 50]), e: -2)
      }
      model.objectives.append(objective)
    }
    for (index, objective) in model.objectives.enumerated() {
      let isLast = index + 1 == model.objectives.count
      guard has(.next), isLast || random.chance(50), case .worst = objective.goal else { continue }
      model.objectives[index].thenNext = true
    }
  }

  private mutating func goal() -> PlanModel.Objective {
    if has(.worst) && random.chance(has(.priorities) ? 55 : 90) {
      if !model.workloads.isEmpty && random.chance(70) {
        let sense: OracleProblem.Sense = random.chance(80) ? .maximize : .minimize
        let name = random.pick(figures + (random.chance(15) ? ["units"] : []))
        return .init(sense: sense, goal: .worst(name))
      }
      return .init(sense: .minimize, goal: .worst("utilization"))
    }
    let isMinimized = random.chance(55)
    let gains = attributes.filter { $0 != "cost" } + gainedByUse
    let names = isMinimized ? ["cost", "cost", "units"] : gains
    var terms: [(name: String, weight: DecimalNumber)] = [(random.pick(names), DecimalNumber(1))]
    if random.chance(30) {
      let other = random.pick((attributes + gainedByUse).filter { $0 != terms[0].name })
      terms = [(terms[0].name, number()), (other, isMinimized ? number() : -number())]
    }
    return .init(sense: isMinimized ? .minimize : .maximize, goal: .terms(terms))
  }

  private var gainedByUse: [String] {
    model.workloads.isEmpty ? ["units"] : figures
  }
}
