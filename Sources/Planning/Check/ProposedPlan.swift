// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// A plan that somebody proposes: amounts by resource, `{"CPU": 500}`; or a whole result with an
/// `allocation`, and a `placement` where the spec has workloads. Over time an amount is a list, or
/// one number for all periods.
public struct ProposedPlan: Sendable {
  /// An amount a resource of the spec, in its order; 0 where the plan leaves one out.
  let amounts: [Series]
  /// What workloads get: a list a workload, an amount an option.
  let placement: [[Series]]
  /// What is bought of each resource, as a result says it; nil where it is left open.
  let bought: [Series?]
  /// Whether it is a result: then each amount stands for all numbers that print like it.
  let isPrinted: Bool
  /// The periods that are not in the plan: what it has for them goes on from the last that is.
  let newPeriods: Set<Int>
  /// What it was read from: sections find there what amounts do not tell.
  private let printed: JSONValue?
  /// Of a spec with futures, the plan of each case, in the order of the composition.
  private(set) var cases: [ProposedPlan] = []

  /// Reads a plan for `spec`. Throws everything that is wrong with it, with its places.
  public init(_ bytes: [UInt8], for spec: Spec) throws(Diagnostics) {
    let document = try Diagnostics.reportingJSON(bytes)
    if let futures = spec.futures {
      try self.init(document, futures, spec)
      return
    }
    self = try Self.read(document, document.root, at: Pointer(), for: spec)
  }

  /// A plan in a part of a document, with its complaints.
  static func read(
    _ document: JSONDocument, _ root: JSONValue, at place: Pointer, for spec: Spec,
    hasAmounts: Bool = true
  ) throws(Diagnostics) -> ProposedPlan {
    var reader = PlanReader(document: document, spec: spec)
    reader.hasAmounts = hasAmounts
    reader.read(root, at: place)
    if !reader.list.isEmpty { throw Diagnostics(list: reader.list) }
    return ProposedPlan(reader, printed: root)
  }

  init(cases: [ProposedPlan], isPrinted: Bool) {
    (amounts, placement, bought) = (cases[0].amounts, cases[0].placement, cases[0].bought)
    (self.isPrinted, printed, self.cases, newPeriods) = (isPrinted, nil, cases, [])
  }

  /// A plan that runs, for a spec that may have changed since: what the spec no longer has is
  /// a warning.
  public static func running(
    _ bytes: [UInt8], for spec: Spec
  ) throws(Diagnostics) -> (plan: ProposedPlan, warnings: [Diagnostic]) {
    var reader = PlanReader(document: try Diagnostics.reportingJSON(bytes), spec: spec)
    reader.severityOfUnknown = .warning
    reader.read(reader.document.root, at: Pointer())
    if reader.list.contains(where: { $0.severity == .error }) {
      throw Diagnostics(list: reader.list)
    }
    return (ProposedPlan(reader), reader.list)
  }

  /// The same amounts with other placements.
  func placing(_ other: ProposedPlan) -> ProposedPlan {
    ProposedPlan(
      amounts: amounts, placement: other.placement, bought: bought, isPrinted: isPrinted,
      newPeriods: newPeriods, printed: other.printed)
  }

  private init(
    amounts: [Series], placement: [[Series]], bought: [Series?], isPrinted: Bool,
    newPeriods: Set<Int>, printed: JSONValue?
  ) {
    (self.amounts, self.placement, self.bought) = (amounts, placement, bought)
    (self.isPrinted, self.newPeriods, self.printed) = (isPrinted, newPeriods, printed)
  }

  private init(_ reader: PlanReader, printed: JSONValue? = nil) {
    (amounts, placement, bought) = (reader.amounts, reader.placement, reader.bought)
    (isPrinted, self.printed) = (reader.isPrinted, printed ?? reader.document.root)
    newPeriods = reader.newPeriods
  }

  /// What the plan has of columns of sections that place something.
  func added(for spec: Spec) -> [Added: Series] {
    var added: [Added: Series] = [:]
    for (s, section) in spec.sections.enumerated() {
      for (item, column) in section.mathematics(in: spec).columns.enumerated()
      where column.placing != nil && !column.printedAt.isEmpty {
        added[Added(section: s, item: item)] = PerPeriod(spec.periods) {
          said(column.printedAt, $0)
        }
      }
    }
    return added
  }

  /// What the plan says where keys lead to.
  private func said(_ keys: [String], _ t: Int) -> Rational {
    guard let root = printed else { return .zero }
    return keys.reduce(root, { value, key in value?[key] })?.figure(t) ?? .zero
  }

  /// What the plan says of a column of the program; nil where it says nothing.
  func said(_ kind: Layout.ColumnKind, _ t: Int, in formulation: Formulation) -> Rational? {
    switch kind {
    case .amount(let r): return amounts[r][t]
    case .placement(let w, let k): return placement[w][k][t]
    case .bought(let r): return bought[r]?[t]
    case .own:
      let keys = formulation.layout.words(of: kind).keys
      return keys.isEmpty ? nil : said(keys, t)
    }
  }

  /// The plan as a point of the formulation's program, in the decimals that it is written in. What
  /// must be bought, where it does not say, and what is missed of soft bounds, is the least that the
  /// amounts ask for.
  ///
  /// `constraints` are other ones of the same rows and columns, where some of the resources are lost.
  func point(of formulation: Formulation, constraints: LinearProgram? = nil) -> [Rational] {
    let (spec, layout) = (formulation.spec, formulation.layout)
    var least: [Int: [Rational]] = [:]
    var point = (0..<layout.columnCount).map { j -> Rational in
      let (kind, period) = layout.kind(ofColumn: j)
      let t = period ?? 0
      if let said = said(kind, t, in: formulation) { return said }
      switch kind {
      case .bought(let r):
        if least[r] == nil {
          least[r] = spec.resources[r].leastBought(for: amounts[r], layout.periods)
        }
        return least[r]![t]
      default: return .zero
      }
    }
    point = formulation.settled(point, printed: printed)
    formulation.rooms.running.settle(&point, layout)
    formulation.settleMissed(in: &point, constraints: constraints)
    return point
  }
}

extension Formulation {
  /// Makes what is missed of soft bounds the least that the rest of a point asks for.
  func settleMissed(in point: inout [Rational], constraints: LinearProgram? = nil) {
    let misses = (0..<layout.columnCount).filter { layout.missed(by: $0) != nil }
    var bare = point
    for j in misses { bare[j] = .zero }
    let activity = (constraints ?? withoutObjective).activities(at: bare)
    for j in misses {
      let (row, isLower) = layout.missed(by: j)!
      guard let i = layout.row(row, layout.kind(ofColumn: j).period ?? 0) else { continue }
      let bounds = program.rows[i]
      let missed = isLower ? bounds.lower! - activity[i] : activity[i] - bounds.upper!
      point[j] = max(.zero, missed)
    }
  }
}

/// Where the periods of a spec are in the lists of a plan that says what its own are.
private struct PeriodPlaces {
  /// How many periods the plan has.
  let count: Int
  /// Of each period of the spec, its place in the plan; nil where the plan has no such period.
  let from: [Int?]

  /// By name where both have names, and else one after the other; nil where the plan says nothing of
  /// its periods, or nothing else than the spec.
  init?(of printed: JSONValue?, in periods: Periods) {
    guard let printed else { return nil }
    if let names = periods.names, printed.kind == .array {
      let own = printed.elements.map { $0.string ?? "" }
      if own.map(ExactName.init) == names.map(ExactName.init) { return nil }
      let places = Dictionary(own.enumerated().map { (ExactName($1), $0) }) { first, _ in first }
      (count, from) = (own.count, names.map { places[ExactName($0)] })
      return
    }
    let own =
      printed.kind == .array
      ? printed.count : printed.number.flatMap { Int(exactly: $0.double) } ?? 0
    if own == periods.count || own < 1 { return nil }
    (count, from) = (own, (0..<periods.count).map { $0 < own ? $0 : nil })
  }

  /// The plan's numbers for the periods of the spec: what is new goes on from the last period that
  /// is kept, and where none is kept before it from the first, or from the plan's last.
  func moved(_ numbers: [Rational]) -> [Rational] {
    var last = numbers[from.first { $0 != nil }.flatMap { $0 } ?? count - 1]
    return from.map { place in
      if let place { last = numbers[place] }
      return last
    }
  }
}

/// Reads a plan and notes all that is wrong with it.
private struct PlanReader {
  let document: JSONDocument
  let spec: Spec
  var list: [Diagnostic] = []
  var amounts: [Series]
  var placement: [[Series]]
  var bought: [Series?]
  var isPrinted = false
  var severityOfUnknown = Diagnostic.Severity.error
  /// Of each period of the spec, the place in the plan's lists; nil where they are the same.
  private var periodPlaces: PeriodPlaces?
  var newPeriods: Set<Int> {
    Set((periodPlaces?.from ?? []).enumerated().compactMap { $1 == nil ? $0 : nil })
  }
  /// Whether more than what is placed is read.
  var hasAmounts = true

  init(document: JSONDocument, spec: Spec) {
    (self.document, self.spec) = (document, spec)
    amounts = Array(repeating: .constant(.zero), count: spec.resources.count)
    bought = Array(repeating: nil, count: spec.resources.count)
    placement = spec.workloads.map { workload in
      Array(repeating: .constant(.zero), count: workload.options.count)
    }
  }

  private mutating func note(
    _ says: String, _ at: Pointer, _ offset: Int, _ severity: Diagnostic.Severity = .error
  ) {
    list.append(
      Diagnostic(
        position: document.position(ofOffset: offset), at: at.description, severity: severity,
        kind: .spec, says: says))
  }

  mutating func read(_ root: JSONValue, at base: Pointer) {
    for duplicate in document.duplicateKeys {
      note("the key \(quoted(duplicate.key)) is there twice", Pointer(), duplicate.second)
    }
    readPeriods(root)
    if !spec.workloads.isEmpty { readPlacement(root, at: base.appending("placement")) }
    if !hasAmounts { return }
    var places: [ExactName: Int] = [:]
    for (j, resource) in spec.resources.enumerated() { places[ExactName(resource.name)] = j }
    var here = base
    var plan = root
    if let allocation = root.members.first(where: { $0.key == "allocation" }),
      places[ExactName("allocation")] == nil || allocation.value.kind == .object
    {
      plan = allocation.value
      here = here.appending("allocation")
      isPrinted = root["status"]?.string != nil && root["dcopt"] != nil
      readBought(root["resources"], places)
    } else if root.members.contains(where: { $0.key == "status" }),
      places[ExactName("status")] == nil
    {
      return note("this result has no plan in it: no \"allocation\"", here, root.offset)
    } else if root.members.contains(where: { $0.key == "resources" && $0.value.kind == .object }),
      places[ExactName("resources")] == nil
    {
      return note("this is a spec and no plan: expected amounts by resource", here, root.offset)
    }
    if plan.kind != .object {
      note("expected amounts by resource, found \(plan.inWords)", here, plan.offset)
    }
    for member in plan.members {
      let at = here.appending(member.key)
      guard let j = places[ExactName(member.key)] else {
        unknown(member, "resource", at, among: spec.resources.map(\.name))
        continue
      }
      guard let series = series(member.value, at) else { continue }
      amounts[j] = series
      // A running plan may be one for another spec.
      if spec.resources[j].isConstant, severityOfUnknown == .error,
        let t = series.values.firstIndex(where: { $0 != series.values[0] })
      {
        note(
          "\(quoted(member.key)) is constant: one amount for all periods, and this is another",
          at.appending(t), Array(member.value.elements)[t].offset)
      }
    }
  }

  /// Where the periods of the spec are in the plan's lists.
  private mutating func readPeriods(_ root: JSONValue) {
    guard let count = spec.periods?.count else { return }
    periodPlaces = PeriodPlaces(of: root["periods"], in: spec.periods!)
    if severityOfUnknown == .warning, let from = periodPlaces?.from, from.allSatisfy({ $0 == nil })
    {
      note(
        "the plan has none of the spec's periods: nothing of it is kept",
        Pointer().appending("periods"), root["periods"]!.offset, .warning)
    }
    if severityOfUnknown == .error, let t = periodPlaces?.from.firstIndex(where: { $0 == nil }) {
      note(
        "the plan has no period \(quoted(spec.periods!.label(t))): it is one for other periods",
        Pointer().appending("periods"), root["periods"]!.offset)
    } else if severityOfUnknown == .error, let other = periodPlaces?.count, other != count {
      note(
        "the plan is one for \(other) periods, and the spec has \(count)",
        Pointer().appending("periods"), root["periods"]!.offset)
    }
  }

  /// What a result says was bought.
  private mutating func readBought(_ value: JSONValue?, _ places: [ExactName: Int]) {
    let here = Pointer().appending("resources")
    for member in value?.members.map({ $0 }) ?? [] {
      guard let r = places[ExactName(member.key)], spec.resources[r].scaling?.buy != nil,
        let said = member.value["bought"]
      else { continue }
      bought[r] = series(said, here.appending(member.key).appending("bought"))
    }
  }

  private mutating func unknown(
    _ member: JSONMember, _ what: String, _ at: Pointer, among known: [String]
  ) {
    let near = nearestName(to: member.key, among: known)
    note(
      "the spec has no \(what) \(quoted(member.key))"
        + (near.map { "; did you mean \(quoted($0))?" } ?? ""), at, member.keyOffset,
      severityOfUnknown)
  }

  private mutating func series(_ value: JSONValue, _ at: Pointer) -> Series? {
    if let number = value.number { return .constant(Rational(number)) }
    let numbers = value.elements.compactMap { $0.number.map(Rational.init) }
    if let count = spec.periods?.count, value.kind == .array, numbers.count == value.count {
      if let periodPlaces, periodPlaces.count == numbers.count {
        return .list(periodPlaces.moved(numbers))
      }
      if periodPlaces == nil, numbers.count == count { return .list(numbers) }
    }
    let wanted = spec.periods.map { "a number or a list of \($0.count) numbers" } ?? "a number"
    note("expected \(wanted), found \(value.inWords)", at, value.offset)
    return nil
  }

  private mutating func readPlacement(_ root: JSONValue, at here: Pointer) {
    guard let value = root["placement"], value.kind == .object else {
      return note(
        "the spec has workloads, and the plan no \"placement\" of them", here, root.offset)
    }
    var places: [ExactName: Int] = [:]
    for (w, workload) in spec.workloads.enumerated() { places[ExactName(workload.name)] = w }
    for member in value.members {
      let at = here.appending(member.key)
      guard let w = places[ExactName(member.key)] else {
        unknown(member, "workload", at, among: spec.workloads.map(\.name))
        continue
      }
      let names = spec.workloads[w].options.map { spec.resources[$0.resource].name }
      for field in member.value.members {
        let place = at.appending(field.key)
        guard let k = names.firstIndex(where: { ExactName($0) == ExactName(field.key) }) else {
          let near = nearestName(to: field.key, among: names)
          note(
            "\(quoted(member.key)) cannot use \(quoted(field.key))"
              + (near.map { "; did you mean \(quoted($0))?" } ?? ""), place, field.keyOffset,
            severityOfUnknown)
          continue
        }
        if let series = series(field.value, place) { placement[w][k] = series }
      }
    }
  }
}
