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
    (self.isPrinted, printed, self.cases) = (isPrinted, nil, cases)
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
    return (ProposedPlan(reader, printed: reader.document.root), reader.list)
  }

  /// The same amounts with other placements.
  func placing(_ other: ProposedPlan) -> ProposedPlan {
    ProposedPlan(
      amounts: amounts, placement: other.placement, bought: bought, isPrinted: isPrinted,
      printed: other.printed)
  }

  private init(
    amounts: [Series], placement: [[Series]], bought: [Series?], isPrinted: Bool,
    printed: JSONValue?
  ) {
    (self.amounts, self.placement, self.bought) = (amounts, placement, bought)
    (self.isPrinted, self.printed) = (isPrinted, printed)
  }

  private init(_ reader: PlanReader, printed: JSONValue?) {
    (amounts, placement, bought) = (reader.amounts, reader.placement, reader.bought)
    (isPrinted, self.printed) = (reader.isPrinted, printed)
  }

  /// What the plan has of columns of sections that place something.
  func added(for spec: Spec) -> [Added: Series] {
    var added: [Added: Series] = [:]
    for (s, section) in spec.sections.enumerated() {
      for (item, column) in section.mathematics(in: spec).columns.enumerated()
      where column.placing != nil && !column.printedAt.isEmpty {
        added[Added(section: s, item: item)] = PerPeriod(spec.periods) { said(column, $0) }
      }
    }
    return added
  }

  /// What the plan says of a column of a section that results print.
  private func said(_ column: AddedColumn, _ t: Int) -> Rational {
    guard let printed else { return .zero }
    return column.printedAt.reduce(printed, { value, key in value?[key] })?.figure(t) ?? .zero
  }

  /// What the plan says of a column of the program; nil where it says nothing.
  func said(_ kind: Layout.ColumnKind, _ t: Int, in formulation: Formulation) -> Rational? {
    switch kind {
    case .amount(let r): amounts[r][t]
    case .placement(let w, let k): placement[w][k][t]
    case .bought(let r): bought[r]?[t]
    case .added(let added):
      formulation.column(added).printedAt.isEmpty ? nil : said(formulation.column(added), t)
    case .missed, .moved: nil
    }
  }

  /// The plan as a point of the formulation's program, in the decimals that it is written in. What
  /// must be bought, where it does not say, and what is missed of soft bounds, is the least that the
  /// amounts ask for.
  ///
  /// `constraints` are other ones of the same rows and columns, where some of the resources are lost.
  func point(of formulation: Formulation, constraints: LinearProgram? = nil) -> [Rational] {
    let (spec, layout) = (formulation.spec, formulation.layout)
    var point = (0..<layout.columnCount).map { j -> Rational in
      let (kind, period) = layout.kind(ofColumn: j)
      let t = period ?? 0
      if let said = said(kind, t, in: formulation) { return said }
      switch kind {
      case .bought(let r):
        let scaling = spec.resources[r].scaling!
        let before = t == 0 ? scaling.start : amounts[r][t - 1]
        return max(.zero, amounts[r][t] - scaling.keep[t] * before)
      default: return .zero
      }
    }
    point = formulation.settled(point, printed: printed)
    for j in spec.running == nil ? 0..<0 : point.indices {
      guard case (.moved(let kept, let isUp), let t?) = layout.kind(ofColumn: j) else { continue }
      let change = point[layout.column(kept.column, t)!] - spec.running!.amount(kept, t)
      point[j] = max(.zero, isUp ? change : -change)
    }
    formulation.settleMissed(in: &point, constraints: constraints)
    return point
  }
}

extension Formulation {
  /// Makes what is missed of soft bounds the least that the rest of a point asks for.
  func settleMissed(in point: inout [Rational], constraints: LinearProgram? = nil) {
    var bare = point
    for j in 0..<layout.columnCount {
      if case .missed = layout.kind(ofColumn: j).kind { bare[j] = .zero }
    }
    let activity = (constraints ?? withoutObjective).activities(at: bare)
    for j in 0..<layout.columnCount {
      let (kind, period) = layout.kind(ofColumn: j)
      guard case .missed(let row, let isLower) = kind, let i = layout.row(row, period ?? 0)
      else { continue }
      let bounds = program.rows[i]
      let missed = isLower ? bounds.lower! - activity[i] : activity[i] - bounds.upper!
      point[j] = max(.zero, missed)
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
      if let series = series(member.value, at) { amounts[j] = series }
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
    if let count = spec.periods?.count, value.kind == .array, numbers.count == count,
      value.count == count
    {
      return .list(numbers)
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
