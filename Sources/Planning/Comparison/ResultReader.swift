// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import JSONText

extension ResultFigures {
  /// Whether this is a result, or means to be one: no spec has a `status`.
  public static func isResult(_ root: JSONValue) -> Bool { root["status"] != nil }

  /// Reads a result as `solve` and `batch` print it. Throws everything that is wrong with it, with
  /// its places. Sections that nobody compares are not looked at.
  public init(_ document: JSONDocument) throws(Diagnostics) {
    var reader = ResultReader(document: document)
    reader.read()
    if !reader.list.isEmpty {
      throw Diagnostics(list: reader.list.sorted { $0.position < $1.position })
    }
    self = reader.figures
  }
}

/// Reads a result and notes all that is wrong with it.
private struct ResultReader {
  let document: JSONDocument
  var list: [Diagnostic] = []
  var figures = ResultFigures()

  private static let rowFigures = ["min", "max", "total", "missed", "shadow_price"]
  private static let statuses = ["optimal", "infeasible", "unbounded", "stopped", "within_gap"]
  /// Of a line that answers no spec: there is nothing else to compare.
  private static let failures = ["invalid", "failed"]

  private mutating func note(_ says: String, _ at: Pointer, _ value: JSONValue) {
    list.append(
      Diagnostic(
        position: value.position, at: at.description, severity: .error, kind: .spec, says: says))
  }

  private mutating func expected(_ what: String, _ value: JSONValue, _ at: Pointer) {
    note("expected \(what), found \(value.inWords)", at, value)
  }

  mutating func read() {
    for duplicate in document.duplicateKeys {
      list.append(
        Diagnostic(
          position: document.position(ofOffset: duplicate.second), at: "", severity: .error,
          kind: .spec, says: "the key \(quoted(duplicate.key)) is there twice"))
    }
    let (root, here) = (document.root, Pointer())
    if let version = root["dcopt"], version.number.map(Rational.init) != .one {
      expected("1, the version of the format", version, here.appending("dcopt"))
    }
    let names = root["periods"]?.elements.map(\.string) ?? []
    if !names.isEmpty, names.allSatisfy({ $0 != nil }) { figures.periods = names.map { $0! } }
    guard readStatus(root), !Self.failures.contains(figures.status) else { return }
    readObjective(root)
    add(
      ["priorities"],
      members(root["priorities"], here.appending("priorities")).compactMap { name, value, at in
        figure(value["value"], at.appending("value")).map {
          .init(name: goal(of: value) ?? name, figures: [(nil, $0)])
        }
      })
    if figures.hasPlan { readPlan(root) }
    readSingles(root["direction"], ["direction"], isOfPlan: false)
    readConflict(root)
    if let verified = root["proof"]?["verified"] {
      figures.isVerified = verified.bool
      if verified.bool == nil {
        expected("true or false", verified, here.appending("proof").appending("verified"))
      }
    }
  }

  /// What a priority is called: `minimize late`, `maximize the least tokens`.
  private func goal(of priority: JSONValue) -> String? {
    guard let sense = priority["sense"]?.string else { return nil }
    if let worst = priority["worst"]?.string {
      return "\(sense) the \(sense == "maximize" ? "least" : "greatest") \(worst)"
    }
    guard let terms = priority["terms"], terms.kind == .object, terms.count > 0 else { return nil }
    return "\(sense) \(terms.members.map(\.key).joined(separator: " + "))"
  }

  private mutating func readStatus(_ root: JSONValue) -> Bool {
    guard let value = root["status"] else {
      expected("a result: an object with a \"status\"", root, Pointer())
      return false
    }
    let known = Self.statuses + Self.failures
    guard let status = value.string, known.contains(status) else {
      let near = value.string.flatMap { nearestName(to: $0, among: known) }
      let hint = near.map { "; did you mean \(quoted($0))?" } ?? ""
      note(
        "expected a verdict (\(Self.statuses.map(quoted).joined(separator: ", "))), found "
          + (value.string.map(quoted) ?? value.inWords) + hint,
        Pointer().appending("status"), value)
      return false
    }
    figures.status = status
    return true
  }

  private mutating func readObjective(_ root: JSONValue) {
    let at = Pointer().appending("objective")
    guard let objective = root["objective"] else {
      return note("the result has no \"objective\"", Pointer(), root)
    }
    guard objective.kind == .object else { return expected("an object", objective, at) }
    figures.sense = objective["sense"]?.string
    if figures.sense == nil {
      let value = objective["sense"] ?? objective
      note("expected \"minimize\" or \"maximize\"", at.appending("sense"), value)
    }
    figures.worst = objective["worst"]?.string
    if let value = objective["value"] {
      figures.value = value.number.map(Rational.init)
      if value.number == nil { expected("a number", value, at.appending("value")) }
    }
    readSingles(objective["terms"], ["objective", "terms"], isOfPlan: true)
    if let penalties = figure(objective["penalties"], at.appending("penalties")) {
      add(["objective"], [.init(name: "penalties", figures: [(nil, penalties)])])
    }
  }

  private mutating func readPlan(_ root: JSONValue) {
    if root["allocation"] == nil {
      note("the result has an objective, and no \"allocation\"", Pointer(), root)
    }
    readFigures(root, [])
    readSingles(root["purchases"], ["purchases"], isOfPlan: true)
    let worth = Pointer().appending("value_of")
    add(
      ["value_of"],
      ["planning", "knowing"].compactMap { what in
        figure(root["value_of"]?[what], worth.appending(what)).map {
          .init(name: what, figures: [(nil, $0)])
        }
      })
    for (name, value, at) in members(root["scenarios"], Pointer().appending("scenarios")) {
      let path = ["scenarios", name]
      if let objective = figure(
        value["objective"]?["value"], at.appending("objective").appending("value"))
      {
        add(path, [.init(name: "objective", figures: [(nil, objective)])])
      }
      readFigures(value, path)
      readLosses(value, path)
    }
    readLosses(root, [])
  }

  private mutating func readLosses(_ value: JSONValue, _ path: [String]) {
    let at = path.reduce(Pointer()) { $0.appending($1) }.appending("losses")
    for (name, loss, _) in members(value["losses"], at) {
      readFigures(loss, path + ["losses", name])
    }
  }

  /// The figures of a plan, or of a case of one.
  private mutating func readFigures(_ root: JSONValue, _ path: [String]) {
    let here = path.reduce(Pointer()) { $0.appending($1) }
    readSingles(root["allocation"], path + ["allocation"], isOfPlan: true)
    for (name, value, _) in members(root["placement"], here.appending("placement")) {
      readSingles(value, path + ["placement", name], isOfPlan: true)
    }
    let added = SectionRegistry.standard.readers.map { $0.format }
    func names(_ figures: (SectionFormat) -> [SectionFormat.Figure]) -> [String] {
      added.flatMap { figures($0).filter { !$0.isFlag }.map(\.name) }
    }
    readEntries(
      root["resources"], path + ["resources"],
      ["bought", "reduced_cost"] + names(\.resultOfResource))
    for section in ["demands", "budgets", "constraints"] {
      readEntries(
        root[section], path + [section],
        Self.rowFigures + (section == "constraints" ? [] : names(\.resultOfLimit)))
    }
    readSingles(root["totals"], path + ["totals"], isOfPlan: true)
    for group in added.flatMap(\.groups) {
      if group.figures.isEmpty {
        let here = Pointer().appending(group.name)
        for (name, value, _) in members(root[group.name], here) {
          readSingles(value, [group.name, name], isOfPlan: true)
        }
        continue
      }
      readEntries(
        root[group.name], path + [group.name], group.figures.filter { !$0.isFlag }.map(\.name))
    }
    for (name, value, at) in members(root["workloads"], here.appending("workloads")) {
      var entries: [ResultFigures.Entry] = []
      if let level = figure(value["level"], at.appending("level")) {
        entries.append(.init(name: "level", figures: [(nil, level)]))
      }
      if let share = value["share"] {
        let figures = rowFigures(share, at.appending("share"), Self.rowFigures)
        entries.append(.init(name: "share", figures: figures))
      }
      add(path + ["workloads", name], entries)
      readEntries(value["needs"], path + ["workloads", name, "needs"], Self.rowFigures)
    }
    for key in added.flatMap(\.rows) {
      readEntries(root[key], path + [key], Self.rowFigures)
    }
  }

  private mutating func readConflict(_ root: JSONValue) {
    for (_, value, at) in members(root["conflict"], Pointer().appending("conflict")) {
      guard let place = value["at"]?.string, let says = value["says"]?.string else {
        expected("an object with \"at\" and \"says\"", value, at)
        continue
      }
      figures.conflict.append(.init(at: place, says: says))
    }
    var entries: [ResultFigures.Entry] = []
    for (_, value, at) in members(root["repair"], Pointer().appending("repair")) {
      guard let place = value["at"]?.string, let to = figure(value["to"], at.appending("to"))
      else {
        expected("an object with \"at\" and \"to\"", value, at)
        continue
      }
      entries.append(.init(name: place, figures: [(nil, to)]))
    }
    add(["repair"], entries, isOfPlan: false)
  }

  // MARK: - Parts

  private mutating func add(
    _ path: [String], _ entries: [ResultFigures.Entry], isOfPlan: Bool = true
  ) {
    if !entries.isEmpty {
      figures.sections.append(.init(path: path, entries: entries, isOfPlan: isOfPlan))
    }
  }

  /// The members of an object, or the elements of a list by their numbers; a complaint where the
  /// value is neither, nothing where it is not there.
  private mutating func members(
    _ value: JSONValue?, _ at: Pointer
  ) -> [(name: String, value: JSONValue, at: Pointer)] {
    guard let value else { return [] }
    switch value.kind {
    case .object: return value.members.map { ($0.key, $0.value, at.appending($0.key)) }
    case .array:
      return value.elements.enumerated().map { (String($0), $1, at.appending($0)) }
    default:
      expected("an object", value, at)
      return []
    }
  }

  /// A section of names with a figure each.
  private mutating func readSingles(_ value: JSONValue?, _ path: [String], isOfPlan: Bool) {
    let at = path.reduce(Pointer()) { $0.appending($1) }
    let entries = members(value, at).compactMap { name, value, at in
      figure(value, at).map { ResultFigures.Entry(name: name, figures: [(nil, $0)]) }
    }
    add(path, entries, isOfPlan: isOfPlan)
  }

  /// A section of names with several figures each.
  private mutating func readEntries(_ value: JSONValue?, _ path: [String], _ names: [String]) {
    let at = path.reduce(Pointer()) { $0.appending($1) }
    add(
      path,
      members(value, at).map { name, value, at in
        .init(name: name, figures: rowFigures(value, at, names))
      })
  }

  private mutating func rowFigures(
    _ value: JSONValue, _ at: Pointer, _ names: [String]
  ) -> [(name: String?, figure: ResultFigures.Figure)] {
    guard value.kind == .object else {
      expected("an object", value, at)
      return []
    }
    return names.compactMap { name in
      figure(value[name], at.appending(name)).map { (name: name, figure: $0) }
    }
  }

  /// A figure; nil where it is not there, and with a complaint where it is something else.
  private mutating func figure(_ value: JSONValue?, _ at: Pointer) -> ResultFigures.Figure? {
    guard let value else { return nil }
    switch value.kind {
    case .null: return .constant(nil)
    case .number: return .constant(value.number.map(Rational.init))
    case .array:
      var numbers: [Rational?] = []
      if value.count == 0 { note("expected one number a period, found an empty list", at, value) }
      for (t, element) in value.elements.enumerated() {
        if element.kind != .null, element.number == nil {
          expected("a number", element, at.appending(t))
        }
        numbers.append(element.number.map(Rational.init))
      }
      return .list(numbers)
    default:
      expected("a number or a list of numbers", value, at)
      return nil
    }
  }
}
