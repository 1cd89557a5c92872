// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Reads `scenarios`, `over_scenarios`, `known_from` and `survive`, once all else of a spec has
/// been read and is in order. Each scenario is read as a spec of its own: the text of this one with
/// some of its numbers replaced.
struct FuturesReading {
  static let topLevel = ["scenarios", "over_scenarios", "known_from", "survive"]
  /// More cases than this are taken for a mistake.
  static let mostCases = 100_000
  /// A hint for the first of many mistakes: each looks at every name.
  private static let mostSuggestions = 100

  private let document: JSONDocument
  private let spec: Spec
  private let found: [String: JSONMember]
  private let sections: SectionRegistry
  private(set) var notes: [Note] = []
  /// How many changes lead nowhere.
  private var refusals = 0

  /// Something that is wrong, for the reader of the whole to note.
  struct Note {
    let says: String
    let at: Pointer
    let offset: Int
    var severity = Diagnostic.Severity.error
  }

  init(
    _ document: JSONDocument, _ spec: Spec, _ found: [String: JSONMember],
    _ sections: SectionRegistry
  ) {
    (self.document, self.spec, self.found) = (document, spec, found)
    self.sections = sections
  }

  private mutating func note(
    _ says: String, at pointer: Pointer, _ offset: Int, _ severity: Diagnostic.Severity = .error
  ) {
    notes.append(Note(says: says, at: pointer, offset: offset, severity: severity))
  }

  private mutating func expected(_ what: String, _ value: JSONValue, at pointer: Pointer) {
    note("expected \(what), found \(value.inWords)", at: pointer, value.offset)
  }

  /// nil where something is wrong, or the spec has neither scenarios nor losses.
  mutating func read(committed: [Bool], purchases: [Bool], chances: [Futures.Chance]) -> Futures? {
    let measure = readMeasure()
    let known = readKnownFrom()
    refuseObjectives()
    var futures = Futures(
      scenarios: [], measure: measure, isCommitted: committed, isCommittedPurchase: purchases,
      knownPeriods: known)
    futures.chances = chances
    if let member = found["scenarios"] {
      let text = ScenarioText(of: document, without: Self.topLevel)
      futures.text = text?.document
      futures.scenarios = readScenarios(member.value, text)
    }
    if let member = found["survive"] { futures.losses = readLosses(member.value) }
    if !notes.contains(where: { $0.severity == .error }) {
      let cases = max(1, futures.scenarios.count) * (1 + futures.losses.count)
      if cases > Self.mostCases {
        let member = found["survive"] ?? found["scenarios"]!
        note(
          "\(cases) cases in all are more than \(Self.mostCases)",
          at: Pointer().appending(member.key), member.keyOffset)
      }
    }
    guard !notes.contains(where: { $0.severity == .error }) else { return nil }
    if futures.scenarios.isEmpty {
      if futures.losses.isEmpty { return nil }
      var plain = spec
      plain.futures = nil
      futures.scenarios = [
        .init(name: "", probability: .one, spec: plain, at: Pointer(), changed: [])
      ]
    } else {
      warnOfNothingCommitted(futures)
      checkChances(futures)
      guard !notes.contains(where: { $0.severity == .error }) else { return nil }
    }
    return futures
  }

  // MARK: - The measure

  private mutating func readMeasure() -> Futures.Measure {
    guard let member = found["over_scenarios"] else { return .mean }
    let (value, here) = (member.value, Pointer().appending("over_scenarios"))
    if found["scenarios"] == nil {
      note("\"over_scenarios\" needs \"scenarios\"", at: here, member.keyOffset)
    }
    if let word = value.string {
      if word == "mean" { return .mean }
      if word == "worst" { return .worst }
    } else if value.kind == .object, value.count == 1,
      let tail = value.members.first(where: { $0.keyEquals("tail") })
    {
      let place = here.appending("tail")
      guard let part = tail.value.number.map(Rational.init) else {
        expected("a number above 0 and at most 1", tail.value, at: place)
        return .mean
      }
      if part.signum > 0, part <= .one { return .tail(part) }
      note(
        "expected the part of the worst scenarios, above 0 and at most 1, found \(part.text)",
        at: place, tail.value.offset)
      return .mean
    }
    expected("\"mean\", \"worst\" or {\"tail\": 0.05}", value, at: here)
    return .mean
  }

  private mutating func readKnownFrom() -> Int {
    guard let member = found["known_from"] else { return 0 }
    let (value, here) = (member.value, Pointer().appending("known_from"))
    guard found["scenarios"] != nil else {
      note("\"known_from\" needs \"scenarios\"", at: here, member.keyOffset)
      return 0
    }
    guard let periods = spec.periods else {
      note("\"known_from\" needs \"periods\"", at: here, member.keyOffset)
      return 0
    }
    if let names = periods.names {
      guard let name = value.string else {
        expected("the name of a period", value, at: here)
        return 0
      }
      if let index = names.firstIndex(where: { ExactName($0) == ExactName(name) }) { return index }
      note(
        "no period is called \(quoted(name))"
          + (nearestName(to: name, among: names).map { "; did you mean \(quoted($0))?" } ?? ""),
        at: here, value.offset)
      return 0
    }
    if let number = value.number.map(Rational.init), number.isInteger, number >= .one,
      number <= Rational(periods.count)
    {
      return Int(number.double) - 1
    }
    expected("the number of a period, from 1 to \(periods.count)", value, at: here)
    return 0
  }

  /// What nobody could read in one way only.
  private mutating func refuseObjectives() {
    guard let member = found["scenarios"] ?? found["survive"] else { return }
    for objective in spec.objectives where objective.isLexicographic {
      note(
        "\"then\": \"next\" is not for a spec with \(quoted(member.key)): the next worst of which "
          + "case would be open",
        at: objective.at.appending("then"), member.keyOffset)
    }
  }

  // MARK: - Scenarios

  private mutating func readScenarios(
    _ value: JSONValue, _ text: ScenarioText?
  ) -> [Futures.Scenario] {
    let here = Pointer().appending("scenarios")
    guard value.kind == .object, value.count > 0 else {
      expected("an object of scenarios, at least one", value, at: here)
      return []
    }
    guard let text else { return [] }
    let layout = Formulation.layout(of: spec)
    var written: [Written] = []
    var scenarios: [Futures.Scenario] = []
    for member in value.members {
      let place = here.appending(member.key)
      if member.key.isEmpty {
        note("a scenario needs a name", at: place, member.keyOffset)
        continue
      }
      let stands = Written(
        name: member.key, value: member.value, offset: member.keyOffset, at: place)
      guard let fields = readFields(stands, text) else { continue }
      written.append(fields)
      guard fields.isWhole, let own = readSpec(fields, text, layout) else { continue }
      scenarios.append(
        .init(
          name: member.key, probability: .zero, spec: own, at: place,
          changed: fields.changes.map(\.at)))
    }
    guard let probabilities = readProbabilities(written, value, at: here),
      scenarios.count == written.count
    else { return [] }
    for (s, probability) in probabilities.enumerated() {
      scenarios[s].setProbability(probability)
    }
    return scenarios
  }

  /// What stands in a scenario.
  private struct Written {
    var name: String
    let value: JSONValue
    let offset: Int
    let at: Pointer
    var probability: JSONValue?
    var changes: [ScenarioText.Change] = []
    /// Whether no change was refused.
    var isWhole = true
  }

  private mutating func readFields(
    _ stands: Written, _ text: ScenarioText, further: [String] = []
  ) -> Written? {
    var written = stands
    let place = stands.at
    guard stands.value.kind == .object else {
      expected("an object with \"probability\" and \"set\"", stands.value, at: place)
      return nil
    }
    for field in stands.value.members where !further.contains(field.key) {
      let inside = place.appending(field.key)
      if field.keyEquals("probability") {
        written.probability = field.value
      } else if field.keyEquals("set") {
        guard field.value.kind == .object else {
          expected("an object of JSON pointers and numbers", field.value, at: inside)
          continue
        }
        for change in field.value.members {
          if let change = readChange(change, at: inside.appending(change.key), text) {
            written.changes.append(change)
          } else {
            written.isWhole = false
          }
        }
      } else {
        let near = nearestName(to: field.key, among: ["probability", "set"] + further)
        note(
          "unknown key \(quoted(field.key))"
            + (near.map { "; did you mean \(quoted($0))?" } ?? ""), at: inside, field.keyOffset)
      }
    }
    for (one, other) in text.overlaps(written.changes) {
      note(
        "\(quoted(other.at)) is inside of \(quoted(one.at)), which is replaced too",
        at: place.appending("set").appending(other.at), other.offset)
      return nil
    }
    return written
  }

  private mutating func readChange(
    _ member: JSONMember, at place: Pointer, _ text: ScenarioText
  ) -> ScenarioText.Change? {
    let pointer = member.key
    if let refusal = text.refusal(ofChanging: pointer, suggests: refusals < Self.mostSuggestions) {
      refusals += 1
      note(refusal, at: place, member.keyOffset)
      return nil
    }
    let value = member.value
    let isList = value.kind == .array && value.elements.allSatisfy { $0.number != nil }
    guard value.number != nil || isList else {
      expected("a number or a list of numbers", value, at: place)
      return nil
    }
    return ScenarioText.Change(at: pointer, offset: member.keyOffset, value: value)
  }

  /// The scenario's spec; nil with a note where it is none, or not of the same form.
  private mutating func readSpec(
    _ written: Written, _ text: ScenarioText, _ layout: Layout
  ) -> Spec? {
    do throws(Diagnostics) {
      let own = try SpecReader.read(
        text.replacing(written.changes), isScenario: true, sections: sections
      ).spec
      if Formulation.layout(of: own).hasSameKinds(as: layout) { return own }
      note(
        "these numbers give the plan other rows or columns than the spec itself has",
        at: written.at,
        written.offset)
      return nil
    } catch {
      let causes = ScenarioText.Causes(written.changes)
      for diagnostic in error.list where diagnostic.severity == .error {
        let cause = causes.first(of: diagnostic.at) ?? written.changes.first
        let name = quoted(written.name)
        let place = diagnostic.at == cause?.at ? "" : "\(diagnostic.at): "
        note(
          "in the scenario \(name): \(place)\(diagnostic.says)",
          at: cause.map { written.at.appending("set").appending($0.at) } ?? written.at,
          cause?.offset ?? written.offset)
      }
      return nil
    }
  }

  /// A scenario on a line of its own, which may have a name.
  mutating func readLine(
    _ text: ScenarioText
  ) -> (name: String?, weight: Rational?, spec: Spec)? {
    let root = document.root
    let stands = Written(
      name: root["name"]?.string ?? "", value: root, offset: root.offset, at: Pointer())
    for duplicate in document.duplicateKeys {
      note("the key \(quoted(duplicate.key)) is there twice", at: Pointer(), duplicate.second)
    }
    if let name = root["name"], name.string == nil {
      expected("a name", name, at: Pointer().appending("name"))
    }
    guard let written = readFields(stands, text, further: ["name"]), notes.isEmpty,
      let own = readSpec(written, text, Formulation.layout(of: spec))
    else { return nil }
    var weight: Rational?
    if let value = written.probability {
      weight = value.number.map(Rational.init)
      if (weight?.signum ?? 0) <= 0 {
        expected("a number above 0", value, at: Pointer().appending("probability"))
        return nil
      }
    }
    return (written.name.isEmpty ? nil : written.name, weight, own)
  }

  /// All the same where none is written.
  private mutating func readProbabilities(
    _ written: [Written], _ value: JSONValue, at here: Pointer
  ) -> [Rational]? {
    let stated = written.filter { $0.probability != nil }
    if stated.isEmpty {
      if written.isEmpty { return nil }
      return Array(repeating: Rational(1, written.count), count: written.count)
    }
    var probabilities: [Rational] = []
    for one in written {
      let place = one.at.appending("probability")
      guard let value = one.probability else {
        note(
          "other scenarios have a \"probability\": this one needs it too", at: one.at,
          one.offset)
        continue
      }
      guard let number = value.number.map(Rational.init) else {
        expected("a number above 0 and at most 1", value, at: place)
        continue
      }
      if number.signum <= 0 || number > .one {
        note(
          "expected a number above 0 and at most 1, found \(number.text)", at: place, value.offset)
        continue
      }
      probabilities.append(number)
    }
    guard probabilities.count == written.count else { return nil }
    let sum = probabilities.reduce(.zero, +)
    if sum == .one { return probabilities }
    note(
      "the probabilities sum to \(sum.text), and not to 1; leave all of them out for scenarios that "
        + "weigh the same", at: here, value.offset)
    return nil
  }

  private mutating func warnOfNothingCommitted(_ futures: Futures) {
    guard let member = found["scenarios"] else { return }
    if futures.knownPeriods > 0
      || (futures.isCommitted + futures.isCommittedPurchase).contains(true)
    {
      return
    }
    note(
      "nothing is committed: each scenario is planned by itself; write \"committed\": true in a "
        + "resource whose amount is decided before it is known which one comes",
      at: Pointer().appending("scenarios"), member.keyOffset, .warning)
  }

  /// A demand that may be missed needs an end to how far it can be: nobody writes a big number.
  private mutating func checkChances(_ futures: Futures) {
    if futures.chances.isEmpty { return }
    for scenario in futures.scenarios {
      let formulation = Formulation(scenario.spec)
      let implied = GiveOfRows(
        formulation.withoutObjective, without: futures.chanceRows(in: formulation.layout))
      for chance in futures.chances {
        for t in 0..<formulation.layout.periods {
          guard let row = formulation.layout.row(.demand(chance.demand), t) else { continue }
          for isLower in [true, false] {
            guard case .open(let column) = implied.give(row: row, isLower: isLower) else {
              continue
            }
            let name = formulation.name(ofColumn: column)
            return note(
              "nothing says how far this can be missed in the scenario \(quoted(scenario.name)): "
                + "\(quoted(name)) has no \(isLower ? "least" : "greatest") amount; a \"max\" would "
                + "give one", at: chance.at, scenariosOffset)
          }
        }
      }
    }
  }

  private var scenariosOffset: Int { found["scenarios"]?.keyOffset ?? 0 }

  // MARK: - Losses

  private mutating func readLosses(_ value: JSONValue) -> [Futures.Loss] {
    let here = Pointer().appending("survive")
    guard value.kind == .object, let of = value["of"] else {
      expected("an object such as {\"any\": 1, \"of\": \"sites\"}", value, at: here)
      return []
    }
    for member in value.members where !["any", "of"].contains(member.key) {
      let near = nearestName(to: member.key, among: ["any", "of"])
      note(
        "unknown key \(quoted(member.key))" + (near.map { "; did you mean \(quoted($0))?" } ?? ""),
        at: here.appending(member.key), member.keyOffset)
    }
    let parts = readParts(of, at: here.appending("of"))
    var any = 1
    if let written = value["any"] {
      let place = here.appending("any")
      if let number = written.number.map(Rational.init), number.isInteger, number.signum > 0 {
        any = number < Rational(1_000_000) ? Int(number.double) : 1_000_000
        if !parts.isEmpty, any > parts.count {
          note(
            "there are \(parts.count) that may be lost: no \(number.text) of them", at: place,
            written.offset)
          return []
        }
      } else {
        expected("how many may be lost at once, 1 or more", written, at: place)
      }
    }
    if parts.isEmpty { return [] }
    return losses(any, of: parts, at: here, value)
  }

  private mutating func readParts(
    _ value: JSONValue, at place: Pointer
  ) -> [(name: String, resources: [Int])] {
    let sites = spec.resources.compactMap(\.site)
    if value.string == "sites" {
      var seen: Set<ExactName> = []
      let all = sites.filter { seen.insert(ExactName($0)).inserted }
      if all.isEmpty {
        note("no resource has a \"site\"", at: place, value.offset)
      }
      noteResourcesWithoutSite(at: place, value)
      return all.map { ($0, resources(called: $0)) }
    }
    guard value.kind == .array, value.count > 0 else {
      expected("\"sites\", or a list of sites, tags and resources", value, at: place)
      return []
    }
    var parts: [(name: String, resources: [Int])] = []
    for (index, element) in value.elements.enumerated() {
      let inside = place.appending(index)
      guard let name = element.string else {
        expected("the name of a site or a resource", element, at: inside)
        continue
      }
      let lost = resources(called: name)
      if lost.isEmpty {
        let near = nearestName(
          to: name, among: sites + spec.resources.flatMap { [$0.name] + $0.tags })
        note(
          "no site, tag or resource is called \(quoted(name))"
            + (near.map { "; did you mean \(quoted($0))?" } ?? ""), at: inside, element.offset)
      } else if parts.contains(where: { ExactName($0.name) == ExactName(name) }) {
        note("\(quoted(name)) is in the list twice", at: inside, element.offset)
      } else {
        parts.append((name, lost))
      }
    }
    return parts.count == value.count ? parts : []
  }

  /// Of many resources, one without a site was most likely forgotten.
  private mutating func noteResourcesWithoutSite(at place: Pointer, _ value: JSONValue) {
    let without = spec.resources.filter { $0.site == nil }.map { quoted($0.name) }
    guard let first = without.first, without.count < spec.resources.count else { return }
    note(
      first + (without.count > 1 ? " and \(without.count - 1) more resources have" : " has")
        + " no \"site\", and no loss of a site takes it", at: place, value.offset,
      .warning)
  }

  private func resources(called name: String) -> [Int] {
    let wanted = ExactName(name)
    return spec.resources.indices.filter { r in
      let resource = spec.resources[r]
      return ExactName(resource.name) == wanted
        || resource.site.map { ExactName($0) == wanted } == true
        || resource.tags.contains { ExactName($0) == wanted }
    }
  }

  /// All ways to lose so many at once, in the order of the list.
  private mutating func losses(
    _ any: Int, of parts: [(name: String, resources: [Int])], at place: Pointer, _ value: JSONValue
  ) -> [Futures.Loss] {
    var count = 1.0
    for k in 0..<any { count *= Double(parts.count - k) / Double(k + 1) }
    if count > Double(Self.mostCases) {
      note(
        "losing any \(any) of \(parts.count) is more than \(Self.mostCases) cases", at: place,
        value.offset)
      return []
    }
    var losses: [Futures.Loss] = []
    var chosen: [Int] = []
    func choose(from first: Int) {
      if chosen.count == any {
        losses.append(
          .init(
            name: chosen.map { parts[$0].name }.joined(separator: " and "),
            resources: Set(chosen.flatMap { parts[$0].resources }).sorted()))
        return
      }
      for next in first..<max(first, parts.count) {
        chosen.append(next)
        choose(from: next + 1)
        chosen.removeLast()
      }
    }
    choose(from: 0)
    return losses
  }
}

extension Futures.Scenario {
  fileprivate mutating func setProbability(_ probability: Rational) {
    self = Self(name: name, probability: probability, spec: spec, at: at, changed: changed)
  }
}

extension Layout {
  /// Whether both stand for the same things at the same places.
  func hasSameKinds(as other: Layout) -> Bool {
    periods == other.periods && periodRows == other.periodRows && horizonRows == other.horizonRows
      && furtherColumns == other.furtherColumns && horizonColumns == other.horizonColumns
  }
}
