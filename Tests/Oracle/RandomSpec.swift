// SPDX-License-Identifier: GPL-3.0-or-later

/// A random spec as JSON text, and what it means as a linear program. A seed gives the same
/// spec everywhere.
public struct RandomSpec: Sendable {
  /// The spec's text.
  public let json: String
  /// What the text means, not read from it.
  public let problem: OracleProblem
  /// The resources' names, in the order of the columns.
  public let columnNames: [String]

  public init(seed: UInt64, withIntegers: Bool = false) {
    var draft = SpecDraft(seed: seed, withIntegers: withIntegers)
    draft.fill()
    json = JSONWriter.text(of: draft.tree(), seed: seed ^ 0x5EED_0F7E_5700_0000)
    problem = draft.problem
    columnNames = draft.resources.map(\.name)
  }
}

/// A spec in the making.
struct SpecDraft {
  /// What kind of numbers the spec has.
  enum Style {
    case equal, tenths, plain, wide
  }

  /// What kind of answer the spec should have. Not each gets it.
  enum Aim {
    case feasible, clash, unbounded, anything
  }

  enum Model: String {
    case allocation, energy, security

    var demand: String {
      switch self {
      case .allocation: "efficiency"
      case .energy: "time"
      case .security: "security"
      }
    }

    var budget: String {
      switch self {
      case .allocation, .security: "cost"
      case .energy: "energy"
      }
    }
  }

  struct Resource {
    var name: String
    var attributes: [(name: String, value: DecimalNumber)] = []
    var min: DecimalNumber?
    var max: DecimalNumber?
    var integer: Bool?
  }

  struct Bounds {
    var min: DecimalNumber?
    var max: DecimalNumber?
    /// One number in place of the two: a demand's floor, a budget's ceiling, an equation.
    var single = false
  }

  struct Constraint {
    var name: String
    var terms: [(name: String, weight: DecimalNumber)]
    var bounds: Bounds
  }

  enum Goal {
    case name(String)
    case list([String])
    case weights([(name: String, weight: DecimalNumber)])
  }

  private static let resourceNames = [
    "cpu", "gpu", "tpu", "disk", "m5.large", "node a", "café", "a/b", "t~1", "12\" rack", "R",
    "fire\\wall", "🖥", "0",
  ]
  private static let attributeNames = [
    "cost", "energy", "time", "security", "efficiency", "compute", "memory", "co2/h", "q~0",
    "größe", "GB per s",
  ]
  private static let constraintNames = ["spread", "cap", "link 1", "k/2", "~", "balance", "égal"]

  private(set) var resources: [Resource] = []

  private var random: SplitMix64
  private let withIntegers: Bool
  private let style: Style
  private let aim: Aim
  private let model: Model?
  private var attributes: [String] = []
  private var demand: Bounds?
  private var budget: Bounds?
  private var demands: [(name: String, bounds: Bounds)] = []
  private var budgets: [(name: String, bounds: Bounds)] = []
  private var constraints: [Constraint] = []
  private var sense = OracleProblem.Sense.minimize
  private var goal: Goal?
  /// Amounts within the resources' bounds, around which rows are placed.
  private var point: [DecimalNumber] = []

  init(seed: UInt64, withIntegers: Bool) {
    random = SplitMix64(seed: seed &* 2 &+ (withIntegers ? 1 : 0))
    self.withIntegers = withIntegers
    switch random.int(1...100) {
    case ...40: style = .equal
    case ...70: style = .tenths
    case ...85: style = .plain
    default: style = .wide
    }
    switch random.int(1...100) {
    case ...18: aim = .clash
    case ...36: aim = .unbounded
    case ...50: aim = .anything
    default: aim = .feasible
    }
    model = random.chance(35) ? random.pick([.allocation, .energy, .security]) : nil
  }

  mutating func fill() {
    fillResources()
    fillDemandsAndBudgets()
    fillConstraints()
    if aim == .clash { addClash() }
    fillGoal()
  }

  // MARK: - Numbers

  /// A number that is at least zero, mostly more.
  private mutating func number() -> DecimalNumber {
    switch style {
    case .equal: return DecimalNumber(random.pick([0, 1, 1, 1, 1, 2, 2, 2, 3, 4]))
    case .tenths:
      if random.chance(60) {
        return DecimalNumber(random.pick([1, 1, 2, 3, 3, 5, 6, 7, 9, 11, 12]), e: -1)
      }
      return random.chance(50)
        ? DecimalNumber(random.int(1...300), e: -2) : DecimalNumber(random.int(1...9))
    case .plain: return DecimalNumber(random.int(0...100))
    case .wide: return DecimalNumber(random.int(1...9), e: random.int(-6...6))
    }
  }

  private mutating func signedNumber(negative percent: Int) -> DecimalNumber {
    let size = number()
    return random.chance(percent) ? -size : size
  }

  /// A bound that is not tighter than the total, which it often equals.
  private mutating func loosened(_ total: DecimalNumber, up: Bool) -> DecimalNumber {
    let slack = random.chance(40) ? .zero : number()
    let bound = up ? total + slack : total - slack
    return style == .wide && random.chance(70) ? bound.rounded(up: up) : bound
  }

  /// What a bound on a total is: around the point, or anywhere.
  private mutating func bounds(_ total: DecimalNumber, min: Bool, max: Bool) -> Bounds {
    if aim == .anything && random.chance(60) {
      let low = signedNumber(negative: 10)
      let high = max && !min ? low : low + number()
      return Bounds(min: min ? low : nil, max: max ? high : nil)
    }
    return Bounds(
      min: min ? loosened(total, up: false) : nil, max: max ? loosened(total, up: true) : nil)
  }

  // MARK: - Resources

  private mutating func fillResources() {
    let names = random.some(random.pick([1, 2, 2, 3, 3, 3, 4, 4]), of: Self.resourceNames)
    let own = model.map { [$0.demand, $0.budget] } ?? []
    let others = Self.attributeNames.filter { !own.contains($0) }
    let further = random.some(own.isEmpty ? random.int(0...3) : random.int(0...1), of: others)
    attributes = random.shuffle(own + further)

    for name in names { resources.append(Resource(name: name)) }
    for index in resources.indices {
      fillAttributes(index)
      fillRange(index)
    }
    for attribute in attributes where !resources.contains(where: { owns($0, attribute) }) {
      let index = random.int(0...(resources.count - 1))
      let value = number()
      resources[index].attributes.append((attribute, value))
    }
    if withIntegers {
      let index = random.int(0...(resources.count - 1))
      for other in resources.indices where other == index || random.chance(40) {
        fillIntegerRange(other)
      }
    }
    for resource in resources { point.append(amount(of: resource)) }
  }

  private func owns(_ resource: Resource, _ attribute: String) -> Bool {
    resource.attributes.contains { $0.name == attribute }
  }

  private mutating func fillAttributes(_ index: Int) {
    if index > 0 && style == .equal && random.chance(25) {
      resources[index].attributes = resources[index - 1].attributes
      return
    }
    for attribute in random.chance(30) ? random.shuffle(attributes) : attributes
    where random.chance(80) {
      let value = signedNumber(negative: 5)
      resources[index].attributes.append((attribute, value))
    }
  }

  private mutating func fillRange(_ index: Int) {
    if random.chance(30) { resources[index].min = number() }
    if random.chance(aim == .unbounded ? 12 : 40) {
      let width = random.chance(10) ? .zero : number() + number()
      resources[index].max = (resources[index].min ?? .zero) + width
    }
    if withIntegers && random.chance(15) { resources[index].integer = false }
  }

  private mutating func fillIntegerRange(_ index: Int) {
    let low = DecimalNumber(random.pick([0, 0, 10, 20, 5]), e: -1)
    resources[index].min = low.isZero && random.chance(80) ? nil : low
    resources[index].max = DecimalNumber(random.pick([20, 30, 40, 60, 25, 59]), e: -1)
    if random.chance(3) {
      resources[index].min = DecimalNumber(2, e: -1)
      resources[index].max = DecimalNumber(8, e: -1)
    }
    resources[index].integer = true
  }

  /// An amount that a resource can have, where it can have one.
  private mutating func amount(of resource: Resource) -> DecimalNumber {
    let low = resource.min ?? .zero
    if resource.integer == true, let max = resource.max {
      let (least, most) = (Int(low.fraction.ceiling), Int(max.fraction.floor))
      return least <= most ? DecimalNumber(random.int(least...most)) : low
    }
    if random.chance(25) { return low }
    let amount = low + number()
    if let max = resource.max, max <= amount { return max }
    return amount
  }

  // MARK: - Rows

  private var rowCount: Int {
    (demand == nil ? 0 : 1) + (budget == nil ? 0 : 1) + demands.count + budgets.count
      + constraints.count
  }

  /// Coefficients of a resource's amount or an attribute's total, one a resource.
  private func coefficients(_ name: String) -> [DecimalNumber] {
    resources.map { resource in
      if name == "units" || name == resource.name { return DecimalNumber(1) }
      if let own = resource.attributes.first(where: { $0.name == name }) { return own.value }
      return model == .allocation && name == "efficiency" ? DecimalNumber(1) : .zero
    }
  }

  private func coefficients(
    _ terms: [(name: String, weight: DecimalNumber)]
  ) -> [DecimalNumber] {
    var sum = resources.map { _ in DecimalNumber.zero }
    for term in terms {
      for (index, coefficient) in coefficients(term.name).enumerated() {
        sum[index] = sum[index] + term.weight * coefficient
      }
    }
    return sum
  }

  private func total(_ coefficients: [DecimalNumber]) -> DecimalNumber {
    zip(coefficients, point).reduce(.zero) { $0 + $1.0 * $1.1 }
  }

  private mutating func fillDemandsAndBudgets() {
    if let model {
      if random.chance(85) {
        demand = bounds(total(coefficients(model.demand)), min: true, max: false)
      }
      if random.chance(aim == .unbounded ? 25 : 85) {
        budget = bounds(total(coefficients(model.budget)), min: false, max: true)
      }
    }
    let names = random.shuffle(attributes + (random.chance(25) ? ["units"] : []))
    let most = aim == .clash ? 4 : 5
    for name in names {
      let sum = total(coefficients(name))
      let taken = demand != nil && name == model?.demand
      if !taken && rowCount < most && random.chance(model == nil ? 50 : 25) {
        let both = aim != .unbounded && random.chance(25)
        var made = bounds(sum, min: true, max: both)
        made.single = !both && random.chance(80)
        demands.append((name, made))
      }
      let spent = budget != nil && name == model?.budget
      let budgetChance = aim == .unbounded ? 15 : model == nil ? 55 : 25
      if !spent && rowCount < most && random.chance(budgetChance) {
        let both = random.chance(25)
        var made = bounds(sum, min: both, max: true)
        made.single = !both && random.chance(80)
        budgets.append((name, made))
      }
    }
  }

  private mutating func fillConstraints() {
    let room = (aim == .clash ? 5 : 6) - rowCount
    let count = min(room, random.pick([0, 0, 0, 1, 1, 1, 2, 2]))
    let names = random.some(max(0, count), of: Self.constraintNames)
    for name in names {
      let candidates = resources.map(\.name) + attributes + (random.chance(15) ? ["units"] : [])
      var terms: [(name: String, weight: DecimalNumber)] = []
      for term in random.some(random.int(1...3), of: candidates) {
        let weight = signedNumber(negative: 35)
        terms.append((term, weight))
      }
      let sum = total(coefficients(terms))
      var made: Bounds
      switch random.int(1...100) {
      case ...40: made = bounds(sum, min: false, max: true)
      case ...70: made = bounds(sum, min: true, max: false)
      case ...85: made = bounds(sum, min: true, max: true)
      default:
        made = bounds(sum, min: true, max: false)
        if aim != .anything { made.min = sum }
        made.max = made.min
        made.single = true
      }
      constraints.append(Constraint(name: name, terms: terms, bounds: made))
    }
  }

  /// Adds a row that contradicts a sum of others: where every plan has a·x <= b, it asks for
  /// a·x >= b and some more.
  private mutating func addClash() {
    var facts: [(name: String, weight: DecimalNumber, limit: DecimalNumber)] = []
    func collect(_ name: String, _ bounds: Bounds) {
      if let max = bounds.max { facts.append((name, DecimalNumber(1), max)) }
      if let min = bounds.min { facts.append((name, DecimalNumber(-1), -min)) }
    }
    for resource in resources {
      collect(resource.name, Bounds(min: resource.min ?? .zero, max: resource.max))
    }
    // Demands and budgets are worth more than bounds, so they are drawn more often.
    for _ in 1...2 {
      for (name, bounds) in demands + budgets { collect(name, bounds) }
      if let model, let demand { collect(model.demand, demand) }
      if let model, let budget { collect(model.budget, budget) }
    }

    var terms: [(name: String, weight: DecimalNumber)] = []
    var limit = DecimalNumber.zero
    let wanted = random.int(1...3)
    for fact in random.shuffle(facts) where terms.count < wanted {
      if terms.contains(where: { $0.name == fact.name }) { continue }
      let factor = number()
      if factor.isZero { continue }
      terms.append((fact.name, factor * fact.weight))
      limit = limit + factor * fact.limit
    }
    if terms.isEmpty { return }
    var more = number()
    if more.isZero { more = DecimalNumber(1) }
    var bound = limit + more
    if style == .wide && random.chance(70) { bound = bound.rounded(up: true) }
    let name = "over"
    if random.chance(50) {
      constraints.append(Constraint(name: name, terms: terms, bounds: Bounds(min: bound)))
    } else {
      let turned = terms.map { (name: $0.name, weight: -$0.weight) }
      constraints.append(Constraint(name: name, terms: turned, bounds: Bounds(max: -bound)))
    }
    constraints = random.shuffle(constraints)
  }

  // MARK: - Objective

  private mutating func fillGoal() {
    if let model, random.chance(aim == .unbounded ? 50 : 65) {
      sense = model == .allocation ? .maximize : .minimize
      return
    }
    let growing = aim == .unbounded ? random.chance(80) : random.chance(40)
    sense = growing ? .maximize : .minimize
    let candidates = attributes + (attributes.isEmpty || random.chance(20) ? ["units"] : [])
    switch random.int(1...100) {
    case ...35: goal = .name(random.pick(candidates))
    case ...55: goal = .list(random.some(random.int(1...3), of: candidates))
    default:
      var weights: [(name: String, weight: DecimalNumber)] = []
      let negative = aim == .unbounded && !growing ? 90 : 15
      for name in random.some(random.int(1...3), of: candidates) {
        let weight = signedNumber(negative: negative)
        weights.append((name, weight))
      }
      goal = .weights(weights)
    }
  }

  private var goalTerms: [(name: String, weight: DecimalNumber)] {
    switch goal {
    case .name(let name): [(name, DecimalNumber(1))]
    case .list(let names): names.map { ($0, DecimalNumber(1)) }
    case .weights(let weights): weights
    case nil:
      switch model {
      case .allocation, nil: [("units", DecimalNumber(1))]
      case .energy: [("energy", DecimalNumber(1)), ("time", DecimalNumber(1))]
      case .security: [("cost", DecimalNumber(1))]
      }
    }
  }

  // MARK: - Meaning

  var problem: OracleProblem {
    var rows: [OracleProblem.Row] = []
    func add(_ coefficients: [DecimalNumber], _ bounds: Bounds) {
      rows.append(
        .init(
          coefficients: coefficients.map(\.fraction),
          lower: bounds.min?.fraction, upper: bounds.max?.fraction))
    }
    if let model, let demand { add(coefficients(model.demand), demand) }
    for (name, bounds) in demands { add(coefficients(name), bounds) }
    if let model, let budget { add(coefficients(model.budget), budget) }
    for (name, bounds) in budgets { add(coefficients(name), bounds) }
    for constraint in constraints { add(coefficients(constraint.terms), constraint.bounds) }
    return OracleProblem(
      sense: sense,
      objective: coefficients(goalTerms).map(\.fraction),
      columns: resources.map { resource in
        .init(
          lower: resource.min?.fraction ?? .zero,
          upper: resource.max?.fraction,
          integer: resource.integer ?? false)
      },
      rows: rows)
  }

  // MARK: - Text

  mutating func tree() -> JSONTree {
    var sections: [(name: String, value: JSONTree)] = []
    if random.chance(70) { sections.append(("dcopt", .word("1"))) }
    if random.chance(40) { sections.append(("title", .string("plan \"\(random.int(1...99))\""))) }
    if let model { sections.append(("model", .string(model.rawValue))) }
    var members: [(name: String, value: JSONTree)] = []
    for resource in resources { members.append((resource.name, resourceTree(resource))) }
    sections.append(("resources", .object(members)))

    if let floor = demand?.min { sections.append(("demand", .number(floor))) }
    if let ceiling = budget?.max { sections.append(("budget", .number(ceiling))) }
    if !demands.isEmpty || random.chance(10) {
      sections.append(("demands", .object(demands.map { ($0.name, boundsTree($0.bounds)) })))
    }
    if !budgets.isEmpty || random.chance(10) {
      sections.append(("budgets", .object(budgets.map { ($0.name, boundsTree($0.bounds)) })))
    }
    if !constraints.isEmpty || random.chance(10) {
      var written: [(name: String, value: JSONTree)] = []
      for constraint in constraints {
        let terms = constraint.terms.map { (name: $0.name, value: JSONTree.number($0.weight)) }
        var parts: [(name: String, value: JSONTree)] = [("terms", .object(terms))]
        if constraint.bounds.single, let value = constraint.bounds.min {
          parts.append(("equals", .number(value)))
        } else {
          parts += boundsMembers(constraint.bounds)
        }
        if random.chance(20) { parts = random.shuffle(parts) }
        written.append((constraint.name, .object(parts)))
      }
      sections.append(("constraints", .object(written)))
    }
    if let goal {
      let value: JSONTree =
        switch goal {
        case .name(let name): .string(name)
        case .list(let names): .list(names.map { .string($0) })
        case .weights(let weights): .object(weights.map { ($0.name, .number($0.weight)) })
        }
      sections.append((sense == .minimize ? "minimize" : "maximize", value))
    }
    return .object(random.chance(30) ? random.shuffle(sections) : sections)
  }

  private mutating func resourceTree(_ resource: Resource) -> JSONTree {
    var parts = resource.attributes.map { (name: $0.name, value: JSONTree.number($0.value)) }
    parts += boundsMembers(Bounds(min: resource.min, max: resource.max))
    if let integer = resource.integer { parts.append(("integer", .word("\(integer)"))) }
    return .object(random.chance(30) ? random.shuffle(parts) : parts)
  }

  private func boundsTree(_ bounds: Bounds) -> JSONTree {
    if bounds.single, let only = bounds.min ?? bounds.max { return .number(only) }
    return .object(boundsMembers(bounds))
  }

  private func boundsMembers(_ bounds: Bounds) -> [(name: String, value: JSONTree)] {
    var parts: [(name: String, value: JSONTree)] = []
    if let min = bounds.min { parts.append(("min", .number(min))) }
    if let max = bounds.max { parts.append(("max", .number(max))) }
    return parts
  }
}
