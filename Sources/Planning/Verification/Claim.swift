// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText
import LinearProgram

/// What a printed result says of a spec, as far as a verifier needs it to find the same vertex.
struct Claim {
  let status: String?
  private let root: JSONValue
  private let formulation: Formulation
  /// A value a column of the formulation, as it is printed; nil where one is not there.
  private let values: [Rational]?

  init(_ root: JSONValue, for formulation: Formulation) {
    (self.root, self.formulation) = (root, formulation)
    status = root["status"]?.string
    if let composition = formulation.composition {
      values = composition.values(printed: root)
      return
    }
    let sections = Sections(root, formulation.spec)
    let values = (0..<formulation.layout.columnCount).map { j in
      let (kind, period) = formulation.layout.kind(ofColumn: j)
      return sections.value(kind, period ?? 0)
    }
    guard values.allSatisfy({ $0 != nil }) else {
      self.values = nil
      return
    }
    var point = formulation.settled(values.map { $0! }, printed: root)
    for j in formulation.spec.running == nil ? 0..<0 : point.indices {
      guard case (.moved(let kept, let isUp), let t?) = formulation.layout.kind(ofColumn: j),
        case .added = kept
      else { continue }
      let column = formulation.layout.column(kept.column, t)!
      let change = point[column] - formulation.spec.running!.amount(kept, t)
      point[j] = max(.zero, isUp ? change : -change)
    }
    self.values = point
  }

  /// The basis of the nth program that was solved, as the result has it; nil where it has none.
  func basis(ofSolve n: Int, _ program: LinearProgram) -> Basis? {
    guard let bases = root["proof"]?["bases"], bases.kind == .array, n < bases.count else {
      return nil
    }
    return Array(bases.elements)[n].string.flatMap { Basis($0, of: program) }
  }

  /// The amounts that must be whole numbers; nil where the result has none, and for columns that are
  /// none of the formulation's.
  func amount(ofColumn j: Int) -> Rational? {
    guard let values, values.indices.contains(j) else { return nil }
    return values[j]
  }

  /// The basis of `program` that the result's figures describe. Its first columns and rows are the
  /// formulation's; some columns may have been fixed.
  ///
  /// What is at a bound is held there or basic, as the arithmetic asks; what has a price is held.
  func basis(of program: LinearProgram) -> Basis? {
    // A result with scenarios has its bases.
    guard let values, formulation.composition == nil else { return nil }
    let layout = formulation.layout
    let sections = Sections(root, formulation.spec)
    let prices = ClaimedPrices(formulation, program, sections, values)
    func isZero(_ price: Double, beside cost: Double) -> Bool {
      price.magnitude <= 1e-9 * max(1, cost.magnitude)
    }
    var point = values.map(\.double)
    for j in layout.columnCount..<max(layout.columnCount, program.columns.count) {
      point.append(Self.worst(of: program, column: j, at: point))
    }
    let columns = program.columns.indices.map { j -> BasisWish in
      guard j < layout.columnCount else { return .basic }
      let (kind, period) = layout.kind(ofColumn: j)
      let bounds = program.columns[j].bounds
      guard let status = Self.status(values[j].double, bounds) else { return .basic }
      switch kind {
      case .amount(let r):
        let hasPrice = !program.columns[j].isInteger && sections.reducedCost(r, period ?? 0) != 0
        return hasPrice ? .held(status) : .either(status)
      default:
        guard let price = prices.reducedCost(ofColumn: j) else { return .either(status) }
        return isZero(price, beside: program.columns[j].cost.double)
          ? .either(status) : .held(status)
      }
    }
    let activity = Self.activities(of: program, at: point)
    let rows = program.rows.indices.map { i -> BasisWish in
      let bounds = program.rows[i]
      if i < layout.rowCount, let row = sections.row(ofRow: i, formulation) {
        guard row.slack == 0 else { return .basic }
        let isUpper =
          bounds.lower == nil || (bounds.upper != nil && row.total == bounds.upper?.double)
        return row.price == 0
          ? .either(isUpper ? .atUpper : .atLower) : .held(isUpper ? .atUpper : .atLower)
      }
      guard let status = Self.status(activity[i], bounds) else { return .basic }
      guard let price = prices.price(ofRow: i), !isZero(price, beside: 1) else {
        return .either(status)
      }
      return .held(status)
    }
    return Basis(of: program, columns: columns, rows: rows)
  }

  /// The value of a column that stands for the worst of several rows: as good as all of them let
  /// it be.
  private static func worst(
    of program: LinearProgram, column j: Int, at point: [Double]
  ) -> Double {
    let activity = activities(of: program, at: point)
    let levels = program.entries[j].map { -activity[$0.row] / $0.value.double }
    return (program.sense == .maximize ? levels.min() : levels.max()) ?? 0
  }

  /// The bound at which a printed value stands; nil between the bounds.
  static func status(_ value: Double, _ bounds: LinearProgram.Bounds) -> Basis.Status? {
    func isAt(_ bound: Rational?) -> Bool {
      guard let bound = bound?.double else { return false }
      return (value - bound).magnitude <= 1e-9 * Swift.max(1, bound.magnitude)
    }
    if isAt(bounds.lower) { return .atLower }
    return isAt(bounds.upper) ? .atUpper : nil
  }

  private static func activities(of program: LinearProgram, at point: [Double]) -> [Double] {
    var activity = [Double](repeating: 0, count: program.rows.count)
    for (j, value) in point.enumerated() where value != 0 {
      for entry in program.entries[j] { activity[entry.row] += entry.value.double * value }
    }
    return activity
  }
}

/// The figures of a printed result, by what they stand for.
struct Sections {
  let root: JSONValue
  let spec: Spec
  private let members: [String: [ExactName: JSONValue]]

  init(_ root: JSONValue, _ spec: Spec) {
    (self.root, self.spec) = (root, spec)
    var members: [String: [ExactName: JSONValue]] = [:]
    for section in [
      "allocation", "resources", "demands", "budgets", "constraints", "workloads", "links",
      "placement",
    ] {
      members[section] = Dictionary(
        (root[section]?.members.map { (ExactName($0.key), $0.value) }) ?? []
      ) { first, _ in first }
    }
    self.members = members
  }

  private func member(_ section: String, _ name: String) -> JSONValue? {
    members[section]?[ExactName(name)]
  }

  func value(_ kind: Layout.ColumnKind, _ t: Int) -> Rational? {
    switch kind {
    case .amount(let r): return number(member("allocation", spec.resources[r].name), t)
    case .bought(let r):
      return number(member("resources", spec.resources[r].name)?["bought"], t)
    case .placement(let w, let k):
      let workload = spec.workloads[w]
      let resource = spec.resources[workload.options[k].resource].name
      return number(member("placement", workload.name)?[resource], t)
    case .missed(let row, let isLower):
      guard let entry = entry(row), let missed = number(entry["missed"], t),
        let total = number(entry["total"], t)
      else { return nil }
      let ends = limit(row).ends
      let end = isLower ? ends.min!.series[t] : ends.max!.series[t]
      return (isLower ? total < end : total > end) ? missed : .zero
    case .moved(let kept, let isUp):
      guard let amount = value(kept.column, t) else { return nil }
      let change = amount - spec.running!.amount(kept, t)
      return max(.zero, isUp ? change : -change)
    case .added: return .zero
    }
  }

  private func limit(_ kind: Layout.RowKind) -> Limit {
    switch kind {
    case .demand(let i): spec.demands[i]
    case .budget(let i): spec.budgets[i]
    case .need(let w, let n): spec.workloads[w].needs[n]
    default: preconditionFailure("only limits can be missed")
    }
  }

  func reducedCost(_ r: Int, _ t: Int) -> Double {
    number(member("resources", spec.resources[r].name)?["reduced_cost"], t)?.double ?? 0
  }

  /// What is printed of a row; nil for rows of which nothing is.
  func row(
    ofRow i: Int, _ formulation: Formulation
  ) -> (total: Double, slack: Double, price: Double)? {
    let (kind, period) = formulation.layout.kind(ofRow: i)
    let t = period ?? 0
    guard let entry = entry(kind), let total = number(entry["total"], t)?.double else { return nil }
    // A soft bound that is missed holds its row all the same.
    let isMissed = (number(entry["missed"], t)?.signum ?? 0) > 0
    return (
      total, isMissed ? 0 : number(entry["slack"], t)?.double ?? 1,
      number(entry["shadow_price"], t)?.double ?? 0
    )
  }

  private func entry(_ kind: Layout.RowKind) -> JSONValue? {
    switch kind {
    case .demand(let i): member("demands", spec.demands[i].name)
    case .budget(let i): member("budgets", spec.budgets[i].name)
    case .constraint(let i): member("constraints", spec.constraints[i].name)
    case .need(let w, let n):
      member("workloads", spec.workloads[w].name)?["needs"]?[spec.workloads[w].needs[n].name]
    case .share(let w): member("workloads", spec.workloads[w].name)?["share"]
    case .bandwidth(let l): member("links", spec.links[l].name)
    case .keep, .ramp, .held, .kept, .added: nil
    }
  }

  /// A number, or the one for a period of a list.
  private func number(_ value: JSONValue?, _ t: Int) -> Rational? {
    value?.figure(t)
  }
}

extension JSONValue {
  /// The value of an object's member; nil for anything else.
  subscript(key: String) -> JSONValue? {
    members.first { $0.keyEquals(key) }?.value
  }

  /// A number, or the one for a period of a list.
  func figure(_ period: Int) -> Rational? {
    if let number { return Rational(number) }
    guard kind == .array, period < count else { return nil }
    return Array(elements)[period].number.map(Rational.init)
  }
}
