// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Reads what can be allocated: `resources`.
final class ResourcesReader: SectionReading {
  static let format = SectionFormat(
    place: 2,
    topLevel: [
      SpecFormat.Key(
        "resources", SpecFormat.orTable(SpecFormat.named("resource")),
        "What can be allocated: attributes a unit, by name.")
    ],
    resource: SpecFormat.resource)
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) {
    if let resources = reader.found["resources"] {
      reader.readResources(resources.value)
    } else {
      reader.note(
        "expected \"resources\", and there are none", at: Pointer(),
        offset: reader.document.root.offset)
    }
  }

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    reader.noteIdleStarts()
    return nil
  }
}

extension SpecReader {
  /// Reserved where the spec has periods; attributes like any other elsewhere.
  private static let wordsOfTime = SpecFormat.resourceWithPeriods.map(\.name)

  fileprivate mutating func readResources(_ value: JSONValue) {
    let here = Pointer().appending("resources")
    guard value.kind == .object, value.count > 0 else {
      return expected("an object of resources, at least one", value, at: here)
    }
    names.isKnown = true
    for attribute in model?.defaults.keys.sorted() ?? [] { names.give(attribute) }
    let defaults = (model?.defaults ?? [:]).map { (names.attribute($0)!, $1) }
    spec.resources.reserveCapacity(value.count)
    for member in eachMember(of: value) {
      let name = member.key
      if name.isEmpty {
        note("a resource needs a name", at: here.appending(name), offset: member.keyOffset)
      }
      if !readPlainResource(member.value, name, defaults) {
        readResource(member, at: here.appending(name), defaults)
      }
    }
  }

  /// Reads a resource with nothing but numbers under keys that were met before; false, and nothing is
  /// changed, for any other, and for one that is wrong.
  private mutating func readPlainResource(
    _ value: JSONValue, _ name: String, _ defaults: [(Int, Rational)]
  ) -> Bool {
    let first = spec.figures.count
    guard var members = knownKeys.ofResources.plainMembers(of: value) else { return false }
    var (max, place, position) = (Rational?.none, 0, 0)
    reading: while true {
      switch members.next() {
      case .end: break reading
      case .other: place = -1
      case .member: place = knownKeys.ofResources.place(of: members, from: place)
      }
      if place < 0 { break }
      let number = Rational(members)
      switch knownKeys.ofResources[place] {
      case .max:
        if max != nil {
          place = -1
          break reading
        }
        max = number
      case .attribute(let name, let attribute):
        let isThere = spec.figures[first...].contains { $0.attribute == attribute }
        if isThere || position >= lastAttributes.count {
          place = -1
          break reading
        }
        if lastAttributes[position]?.index != attribute {
          lastAttributes[position] = (name, attribute)
        }
        spec.figures.append(Spec.Figure(attribute: attribute, series: .constant(number)))
        position += 1
      }
      place += 1
    }
    if place < 0 || max?.signum ?? 1 < 0 {
      spec.figures.removeSubrange(first...)
      return false
    }
    addDefaults(defaults, since: first)
    spec.resources.append(
      Resource(name: name, max: max, figures: first..<spec.figures.count))
    return true
  }

  private mutating func addDefaults(_ defaults: [(Int, Rational)], since first: Int) {
    for (attribute, value) in defaults
    where !spec.figures[first...].contains(where: { $0.attribute == attribute }) {
      spec.figures.append(Spec.Figure(attribute: attribute, series: .constant(value)))
    }
  }

  /// What a resource says beside its attributes.
  private struct Fields {
    var min: Series?
    var max: Series?
    var minIsWritten = false
    var maxValue: JSONValue?
    var isInteger = false
    var isConstant = false
    var constantOffset = 0
    var site: String?
    var tags: [String] = []
    var scaling = ScalingFields()
  }

  private mutating func readResource(
    _ member: JSONMember, at pointer: Pointer, _ defaults: [(Int, Rational)]
  ) {
    var fields = Fields()
    let first = spec.figures.count
    if member.value.kind == .object {
      var position = 0
      let resource = spec.resources.count
      for field in members(of: member.value) {
        if !isFigure(field, position: position), readReserved(field, &fields, at: pointer) {
          if field.keyEquals("max") { knownKeys.ofResources.add(field, .max) }
          continue
        }
        let count = spec.figures.count
        readFigure(
          field, position: position, since: first, at: pointer, on: .amount(resource))
        // What `committed` is depends on its value.
        if spec.figures.count > count, !field.keyEquals("committed") {
          knownKeys.ofResources.add(field, attribute: spec.figures[count].attribute, names)
        }
        position += 1
      }
    } else {
      expected("an object of attributes", member.value, at: pointer)
    }
    addDefaults(defaults, since: first)
    checkBounds(fields, at: pointer)
    checkConstant(
      fields.isConstant, fields.constantOffset, min: fields.min, max: fields.max, at: pointer)
    let scaling = scaling(fields.scaling, of: member, at: pointer)
    spec.resources.append(
      Resource(
        name: member.key, min: fields.min, max: fields.max, isOpenBelow: false,
        isInteger: fields.isInteger, isConstant: fields.isConstant && spec.periods != nil,
        figures: first..<spec.figures.count, site: fields.site,
        tags: fields.tags + [fields.site].compactMap(\.self), start: fields.scaling.start ?? .zero,
        scaling: scaling))
  }

  /// Whether the attribute that the resource before has at a position is there again.
  private func isFigure(_ field: JSONMember, position: Int) -> Bool {
    guard position < lastAttributes.count, let known = lastAttributes[position] else {
      return false
    }
    return field.keyEquals(known.name)
  }

  /// Reads what is no attribute; false for what is one.
  private mutating func readReserved(
    _ field: JSONMember, _ fields: inout Fields, at pointer: Pointer
  ) -> Bool {
    let value = field.value
    if field.keyEquals("min") {
      fields.min = series(value, at: pointer.appending("min"))
      fields.minIsWritten = true
    } else if field.keyEquals("max") {
      fields.max = series(value, at: pointer.appending("max"))
      fields.maxValue = value
    } else if field.keyEquals("integer") {
      if let flag = value.bool {
        fields.isInteger = flag
      } else {
        expected("true or false", value, at: pointer.appending("integer"))
      }
    } else if field.keyEquals("committed"), readCommitted(value, at: pointer, isPurchase: false) {
      return true
    } else if field.keyEquals("site") {
      fields.site = readSite(value, at: pointer.appending("site"))
    } else if field.keyEquals("tags") {
      fields.tags = readTags(value, at: pointer.appending("tags"))
    } else if found["periods"] != nil, Self.wordsOfTime.contains(field.key) {
      readScaling(field, &fields.scaling, at: pointer.appending(field.key))
    } else if field.keyEquals("constant") {
      fields.isConstant = readConstant(field, at: pointer.appending("constant"))
      fields.constantOffset = field.keyOffset
    } else if let section = keys.section(of: field, in: .resource) {
      room(section).read(
        resourceKey: field, of: spec.resources.count, at: pointer.appending(field.key), &self)
    } else {
      return false
    }
    return true
  }

  private mutating func checkBounds(_ fields: Fields, at pointer: Pointer) {
    guard let upper = fields.max, let value = fields.maxValue,
      let t = upper.firstPeriod(below: fields.min ?? .constant(.zero))
    else { return }
    let lower = fields.min?[t] ?? .zero
    let floor =
      fields.minIsWritten ? "min (\(lower.text))" : "min, which is 0 where it is left out"
    note(
      "max (\(upper[t].text)) is below \(floor)\(inPeriod(t))",
      at: upper.isList ? pointer.appending("max").appending(t) : pointer.appending("max"),
      offset: offset(of: value, element: t))
  }
}
