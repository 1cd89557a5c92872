// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Reads what speaks of amounts that are used; see `UsedAmounts`.
final class UsedAmountsReader: SectionReading {
  static let format = SectionFormat(
    topLevel: [
      SpecFormat.Key(
        "choices", ##"{"type": "object", "additionalProperties": {"$ref": "#/$defs/choice"}}"##,
        "How many of some resources are used in a period, by a name of your own.")
    ],
    resource: [
      SpecFormat.Key(
        "step", #"{"type": "number", "exclusiveMinimum": 0}"#, "The amount is a multiple of it."),
      SpecFormat.Key(
        "at_least", #"{"type": "number", "exclusiveMinimum": 0}"#,
        "The amount is 0, or at least this."),
      SpecFormat.Key(
        "fixed", ##"{"$ref": "#/$defs/figures", "minProperties": 1}"##,
        "What is charged in each period in which any of it is used, by attribute."),
      SpecFormat.Key(
        "start_up", ##"{"$ref": "#/$defs/figures", "minProperties": 1}"##,
        "What is charged in each period in which it is used and was not in the one before."),
      SpecFormat.Key(
        "requires", ##"{"$ref": "#/$defs/nameOrNames"}"##,
        "Resources that are used wherever this one is."),
      SpecFormat.Key(
        "excludes", ##"{"$ref": "#/$defs/nameOrNames"}"##,
        "Resources that are not used where this one is."),
    ],
    definitions: [
      .init(
        "nameOrNames",
        #"{"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true}]}"#
      ),
      .init(
        "choice",
        ##"""
        {"type": "object", "required": ["of"], "additionalProperties": false,
         "anyOf": [{"required": ["min"]}, {"required": ["max"]}],
         "properties": {
           "of": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true},
           "min": {"$ref": "#/$defs/counts"}, "max": {"$ref": "#/$defs/counts"}}}
        """##
      ),
      .init(
        "counts",
        ##"""
        {"anyOf": [
           {"type": "integer", "minimum": 0},
           {"type": "array", "items": {"type": "integer", "minimum": 0}},
           {"$ref": "#/$defs/column"}]}
        """##
      ),
    ],
    needPeriods: ["start_up"],
    resultOfResource: [
      .init(name: "is_used", says: "Whether any of it is used.", isFlag: true),
      .init(name: "starts", says: "Whether it is used and was not before.", isFlag: true),
      .init(name: "steps", says: "How many steps the amount has."),
    ])

  /// A name of a resource, where it stands.
  private struct Reference {
    let name: String
    let at: Pointer
    let offset: Int
  }

  /// What a resource says.
  private struct Entry {
    var use: UsedAmounts.Use
    var isUse = false
    var requires: [Reference] = []
    var excludes: [Reference] = []
  }

  private var entries: [Int: Entry] = [:]
  private var order: [Int] = []
  private var steps: [UsedAmounts.Step] = []
  private var choices: [(name: String, of: [Reference], ends: Ends, at: Pointer)] = []

  func read(
    resourceKey member: JSONMember, of resource: Int, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {
    let value = member.value
    if member.key == "step" {
      if let size = positive(value, at: pointer, &reader) {
        steps.append(
          .init(resource: resource, size: WrittenBound(series: .constant(size), at: pointer)))
      }
      return
    }
    if entries[resource] == nil {
      entries[resource] = Entry(
        use: .init(resource: resource, at: pointer, offset: member.keyOffset))
      order.append(resource)
    }
    switch member.key {
    case "at_least":
      guard let least = positive(value, at: pointer, &reader) else { return }
      entries[resource]!.use.atLeast = WrittenBound(series: .constant(least), at: pointer)
      entries[resource]!.use.least = least
      entries[resource]!.isUse = true
    case "fixed", "start_up":
      guard value.kind == .object, value.count > 0 else {
        return reader.expected("an object of attributes", value, at: pointer)
      }
      let figures = reader.readFigures(of: value, at: pointer)
      entries[resource]!.isUse = true
      if member.key == "fixed" {
        entries[resource]!.use.fixed = figures
      } else if reader.found["periods"] == nil {
        reader.note(
          "\"start_up\" needs \"periods\": without them nothing was there before; \"fixed\" is "
            + "charged where it is used", at: pointer, offset: member.keyOffset)
      } else {
        entries[resource]!.use.startUp = figures
      }
    default:
      let names = names(value, at: pointer, &reader)
      if member.key == "requires" {
        entries[resource]!.requires = names
      } else {
        entries[resource]!.excludes = names
      }
    }
  }

  private func positive(
    _ value: JSONValue, at pointer: Pointer, _ reader: inout SpecReader
  ) -> Rational? {
    guard let number = reader.number(value, at: pointer) else { return nil }
    if number.signum > 0 { return number }
    reader.note(
      "expected a number above 0, found \(number.text)", at: pointer, offset: value.offset)
    return nil
  }

  /// A name, or a list of names.
  private func names(
    _ value: JSONValue, at pointer: Pointer, _ reader: inout SpecReader
  ) -> [Reference] {
    if let name = value.string { return [.init(name: name, at: pointer, offset: value.offset)] }
    guard value.kind == .array, value.count > 0 else {
      reader.expected("the name of a resource, or a list of names", value, at: pointer)
      return []
    }
    var names: [Reference] = []
    for (index, element) in value.elements.enumerated() {
      let place = pointer.appending(index)
      guard let name = element.string else {
        reader.expected("the name of a resource", element, at: place)
        continue
      }
      if names.contains(where: { ExactName($0.name) == ExactName(name) }) {
        reader.note("\(quoted(name)) is in the list twice", at: place, offset: element.offset)
        continue
      }
      names.append(.init(name: name, at: place, offset: element.offset))
    }
    return names
  }

  func read(topLevel member: JSONMember, at pointer: Pointer, _ reader: inout SpecReader) {
    guard member.value.kind == .object else {
      return reader.expected("an object of named choices", member.value, at: pointer)
    }
    for choice in reader.members(of: member.value) {
      let place = pointer.appending(choice.key)
      guard choice.value.kind == .object else {
        reader.expected("an object with \"of\", and \"min\" or \"max\"", choice.value, at: place)
        continue
      }
      let ends = reader.readEnds(of: choice.value, known: ["of", "min", "max"], at: place)
      for (key, bound) in [("min", ends.min), ("max", ends.max)] {
        guard let bound, let value = choice.value[key],
          bound.series.values.contains(where: { !$0.isInteger || $0.signum < 0 })
        else { continue }
        reader.expected(
          "how many resources, a whole number from 0", value, at: place.appending(key))
      }
      guard let of = choice.value["of"], of.kind == .array, of.count > 0 else {
        reader.note(
          "a choice needs \"of\": a list of resources", at: place, offset: choice.value.offset)
        continue
      }
      if ends.min == nil, ends.max == nil,
        !reader.members(of: choice.value).contains(where: { ["min", "max"].contains($0.key) })
      {
        reader.note(
          "a choice needs \"min\", \"max\" or both: how many of them are used", at: place,
          offset: choice.value.offset)
      }
      choices.append((choice.key, names(of, at: place.appending("of"), &reader), ends, place))
    }
  }

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    var section = UsedAmounts(steps: steps)
    func resource(_ reference: Reference) -> Int? {
      if let resource = reader.resource(named: reference.name) { return resource }
      reader.note(
        "no resource is called \(quoted(reference.name))"
          + reader.suggestion(for: reference.name, among: reader.spec.resources.lazy.map(\.name)),
        at: reference.at, offset: reference.offset)
      return nil
    }
    var used: [Int: UsedAmounts.Use] = [:]
    func use(_ resource: Int, _ reference: Reference? = nil) {
      if used[resource] == nil {
        used[resource] =
          entries[resource]?.use
          ?? .init(
            resource: resource, at: reference?.at ?? reader.spec.resources[resource].at,
            offset: reference?.offset ?? 0)
      }
    }
    for r in order {
      let entry = entries[r]!
      if entry.isUse { use(r) }
      for (list, isExclusion) in [(entry.requires, false), (entry.excludes, true)] {
        for reference in list {
          guard let other = resource(reference) else { continue }
          if other == r {
            reader.note(
              "a resource cannot \(isExclusion ? "exclude" : "require") itself", at: reference.at,
              offset: reference.offset)
            continue
          }
          use(r)
          use(other, reference)
          section.links.append(
            .init(resource: r, other: other, isExclusion: isExclusion, at: reference.at))
        }
      }
    }
    for choice in choices {
      var resources: [Int] = []
      for reference in choice.of {
        guard let r = resource(reference) else { continue }
        resources.append(r)
        use(r, reference)
      }
      section.choices.append(
        .init(name: choice.name, resources: resources, ends: choice.ends, at: choice.at))
    }
    section.uses = closed(used, reader.spec)
    return section.uses.isEmpty && section.steps.isEmpty ? nil : section
  }

  /// Uses in the order of the resources, each with the least amount that counts as one.
  private func closed(_ used: [Int: UsedAmounts.Use], _ spec: Spec) -> [UsedAmounts.Use] {
    var uses: [UsedAmounts.Use] = []
    for r in used.keys.sorted() where r < spec.resources.count {
      let written = spec.resources[r]
      var use = used[r]!
      use.startsUsed = written.start.signum > 0
      use.name = written.name
      use.fixedNames = use.fixed.map { spec.attributes[$0.attribute] }
      use.startNames = (use.startUp ?? []).map { spec.attributes[$0.attribute] }
      let unit =
        steps.first { $0.resource == r }?.size.series[0] ?? (written.isInteger ? .one : nil)
      if let unit {
        // The least multiple of a unit that is not below `at_least`.
        use.least = use.least.map { -(-$0 / unit).floor * unit } ?? unit
      }
      uses.append(use)
    }
    return uses
  }
}
