// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Reads work and what it may use: `workloads`.
final class WorkloadsReader: SectionReading {
  static let format = SectionFormat(
    place: 5,
    topLevel: [
      SpecFormat.Key(
        "workloads", SpecFormat.orTable(SpecFormat.named("workload")),
        "Work that gets amounts of resources, by name.")
    ],
    workload: SpecFormat.workload)
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) {
    if let workloads = reader.found["workloads"] { reader.readWorkloads(workloads.value) }
  }
}

extension SpecReader {
  private static let workloadKeys = SpecFormat.workload.map(\.name)
  private static let workloadKeysWithLinks = SpecFormat.workloadWithLinks.map(\.name)

  private var knownInWorkload: [String] {
    Self.workloadKeys + (found["links"] == nil ? [] : Self.workloadKeysWithLinks)
  }

  fileprivate mutating func readWorkloads(_ value: JSONValue) {
    let here = Pointer().appending("workloads")
    guard value.kind == .object, value.count > 0 else {
      return expected("an object of workloads, at least one", value, at: here)
    }
    spec.workloads.reserveCapacity(value.count)
    for member in eachMember(of: value) {
      let name = member.key
      let pointer = here.appending(name)
      if name.isEmpty {
        note("a workload needs a name", at: pointer, offset: member.keyOffset)
      }
      guard member.value.kind == .object else {
        expected("an object with \"on\"", member.value, at: pointer)
        continue
      }
      readWorkload(member, name, at: pointer)
    }
  }

  /// What a workload says beside `on` and `needs`.
  private struct Fields {
    var weight = Rational.one
    var share: WrittenBound?
    var site: String?
    var tags: [String] = []
    var traffic: Series?
    var maxLatency: WrittenBound?
    var on: JSONMember?
    var needs: JSONMember?
  }

  private mutating func readWorkload(_ member: JSONMember, _ name: String, at pointer: Pointer) {
    var fields = Fields()
    for field in eachMember(of: member.value) { readField(field, &fields, at: pointer) }
    var options: [Workload.Option] = []
    if let on = fields.on {
      options = readOptions(on.value, fields, at: pointer.appending("on"))
    } else {
      note(
        "a workload needs \"on\": the resources that it can use", at: pointer,
        offset: member.value.offset)
    }
    let needs = fields.needs.map {
      readNeeds($0.value, options, fields.on, at: pointer.appending("needs"))
    }
    spec.workloads.append(
      Workload(
        name: name, needs: needs ?? [], weight: fields.weight, share: fields.share,
        site: fields.site, tags: fields.tags + [fields.site].compactMap(\.self),
        traffic: fields.traffic, maxLatency: fields.maxLatency,
        options: options))
  }

  private mutating func readField(
    _ field: JSONMember, _ fields: inout Fields, at pointer: Pointer
  ) {
    let value = field.value
    if field.keyEquals("on") {
      fields.on = field
      return
    }
    if field.keyEquals("weight") {
      readWeight(value, &fields, at: pointer)
      return
    }
    let key = field.key
    let place = pointer.appending(key)
    guard knownInWorkload.contains(key) else {
      if let section = keys.section(of: field, in: .workload) {
        return room(section).read(
          workloadKey: field, of: spec.workloads.count, at: place, &self)
      }
      if Self.workloadKeysWithLinks.contains(key) {
        return note(
          "\(quoted(key)) needs \"links\": without them there is nothing to cross", at: place,
          offset: field.keyOffset)
      }
      return unknown(
        "key", field, at: place, among: knownInWorkload + keys.names(in: .workload))
    }
    switch key {
    case "needs": fields.needs = field
    case "share":
      fields.share = nonnegativeSeries(value, at: place).map {
        WrittenBound(series: $0, at: place)
      }
    case "site": fields.site = readSite(value, at: place)
    case "tags": fields.tags = readTags(value, at: place)
    case "traffic": fields.traffic = nonnegativeSeries(value, at: place)
    default:
      fields.maxLatency = nonnegative(value, at: place).map {
        WrittenBound(series: .constant($0), at: place)
      }
    }
  }

  private mutating func readWeight(
    _ value: JSONValue, _ fields: inout Fields, at pointer: Pointer
  ) {
    guard let weight = number(value, at: pointer.appending("weight")) else { return }
    if weight.signum > 0 {
      fields.weight = weight
    } else {
      note(
        "expected a number above 0, found \(weight.text)", at: pointer.appending("weight"),
        offset: value.offset)
    }
  }

  private mutating func readOptions(
    _ value: JSONValue, _ fields: Fields, at pointer: Pointer
  ) -> [Workload.Option] {
    guard value.kind == .object, value.count > 0 else {
      expected("an object of resources, at least one", value, at: pointer)
      return []
    }
    var options: [Workload.Option] = []
    options.reserveCapacity(value.count)
    let hasLinks = found["links"] != nil
    for member in eachMember(of: value) {
      if !hasLinks, let option = plainOption(member, after: options.last) {
        options.append(option)
        continue
      }
      let place = pointer.appending(member.key)
      guard let resource = resource(named: member.key) else {
        if names.isKnown {
          note(
            "no resource is called \(quoted(member.key))"
              + suggestion(for: member.key, among: spec.resources.lazy.map(\.name)), at: place,
            offset: member.keyOffset)
        }
        continue
      }
      guard member.value.kind == .object else {
        expected("an object of what a unit counts for", member.value, at: place)
        continue
      }
      let figures = readFigures(of: member.value, at: place) { [keys] field in
        keys.section(of: field, in: .option) == nil
      }
      for field in members(of: member.value) {
        if let section = keys.section(of: field, in: .option) {
          room(section).read(
            optionKey: field, of: spec.workloads.count, option: options.count, resource: resource,
            at: place.appending(field.key), &self)
        } else if let attribute = names.attribute(field.key) {
          namedOnWorkloads.insert(attribute)
          if attribute != Spec.unitsIndex {
            knownKeys.ofOptions.add(field, attribute: attribute, names)
          }
        }
      }
      let way = way(
        from: fields.site, slowest: fields.maxLatency, to: resource, at: place,
        offset: member.keyOffset)
      options.append(
        Workload.Option(
          resource: resource, figures: figures, link: way.link, obstacle: way.obstacle))
    }
    return options
  }

  /// An option with nothing but numbers under keys that were met before; nil, and nothing is changed,
  /// for any other, and for one that is wrong.
  private mutating func plainOption(
    _ member: JSONMember, after last: Workload.Option?
  ) -> Workload.Option? {
    guard var members = knownKeys.ofOptions.plainMembers(of: member.value) else { return nil }
    // Most workloads have the resources in the same order.
    var resource = (last?.resource ?? -1) + 1
    if resource >= spec.resources.count || !member.keyEquals(spec.resources[resource].name) {
      guard let found = self.resource(named: member.key) else { return nil }
      resource = found
    }
    var (figures, place) = ([Spec.Figure](), 0)
    while true {
      switch members.next() {
      case .other: return nil
      case .end:
        return Workload.Option(resource: resource, figures: figures, link: nil, obstacle: nil)
      case .member:
        place = knownKeys.ofOptions.place(of: members, from: place)
        guard place >= 0, case .attribute(_, let attribute) = knownKeys.ofOptions[place],
          !figures.contains(where: { $0.attribute == attribute })
        else { return nil }
        figures.append(
          Spec.Figure(attribute: attribute, series: .constant(Rational(members))))
        place += 1
      }
    }
  }

  private mutating func readNeeds(
    _ value: JSONValue, _ options: [Workload.Option], _ written: JSONMember?, at pointer: Pointer
  ) -> [Limit] {
    let on = written.map { Array($0.value.members) } ?? []
    guard value.kind == .object else {
      expected("an object of attributes and numbers", value, at: pointer)
      return []
    }
    var needs: [Limit] = []
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      let attribute = names.attribute(member.key)
      let isThere =
        attribute == Spec.unitsIndex
        || on.contains { $0.value.members.contains { $0.keyEquals(member.key) } }
      if let attribute { names.use(attribute) }
      if !isThere, written != nil {
        let known = options.flatMap { $0.figures.map { names.attributes[$0.attribute] } }
        note(
          "nothing under \"on\" has the attribute \(quoted(member.key))"
            + suggestion(for: member.key, among: known), at: place, offset: member.keyOffset)
      }
      let need = readLimit(
        member, of: attribute ?? 0, member.key, at: place, isFloor: true, isTotal: false)
      if let need { needs.append(need) }
    }
    return needs
  }
}
