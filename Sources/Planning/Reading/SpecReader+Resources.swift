// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

extension SpecReader {
  static let reservedInResource = SpecFormat.resource.map(\.name)
  /// Reserved where the spec has periods; attributes like any other elsewhere.
  static let reservedWithPeriods = SpecFormat.resourceWithPeriods.map(\.name)

  /// Attributes of groups such as `buy` are remembered apart from those of resources.
  private static let firstOfGroup = 1000

  mutating func readResources(_ value: JSONValue) {
    let here = Pointer().appending("resources")
    guard value.kind == .object, value.count > 0 else {
      return expected("an object of resources, at least one", value, at: here)
    }
    names.isKnown = true
    for attribute in model?.defaults.keys.sorted() ?? [] { names.give(attribute) }
    let defaults = (model?.defaults ?? [:]).map { (names.attribute($0)!, $1) }
    spec.resources.reserveCapacity(value.count)
    for member in members(of: value) {
      if member.key.isEmpty {
        note("a resource needs a name", at: here.appending(member.key), offset: member.keyOffset)
      }
      readResource(member, at: here.appending(member.key), defaults)
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
    var site: String?
    var tags: [String] = []
    var start: Rational?
    var rampUp: WrittenBound?
    var rampDown: WrittenBound?
    var buy: [Spec.Figure]?
    var keep: (series: Series, offset: Int)?
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
          continue
        }
        readFigure(
          field, position: position, since: first, at: pointer, on: .amount(resource))
        position += 1
      }
    } else {
      expected("an object of attributes", member.value, at: pointer)
    }
    for (attribute, value) in defaults
    where !spec.figures[first...].contains(where: { $0.attribute == attribute }) {
      spec.figures.append(Spec.Figure(attribute: attribute, series: .constant(value)))
    }
    checkBounds(fields, at: pointer)
    if let keep = fields.keep, fields.buy == nil {
      note(
        "\"keep\" needs \"buy\": without it nothing wears off", at: pointer.appending("keep"),
        offset: keep.offset)
    }
    var scaling: Resource.Scaling?
    if fields.buy != nil || fields.rampUp != nil || fields.rampDown != nil {
      scaling = Resource.Scaling(
        start: fields.start ?? .zero, rampUp: fields.rampUp, rampDown: fields.rampDown,
        buy: fields.buy, keep: fields.keep?.series ?? .constant(.one))
    } else if fields.start != nil,
      !members(of: member.value).contains(where: { $0.key == "start_up" })
    {
      let offset = members(of: member.value).first { $0.key == "start" }!.keyOffset
      note(
        "\"start\" says nothing without \"ramp_up\", \"ramp_down\" or \"buy\"",
        at: pointer.appending("start"), offset: offset, severity: .warning)
    }
    spec.resources.append(
      Resource(
        name: member.key, min: fields.min, max: fields.max, isOpenBelow: false,
        isInteger: fields.isInteger, isConstant: fields.isConstant && spec.periods != nil,
        figures: first..<spec.figures.count, site: fields.site,
        tags: fields.tags + [fields.site].compactMap(\.self), start: fields.start ?? .zero,
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
    } else if found["periods"] != nil, Self.reservedWithPeriods.contains(field.key) {
      readScaling(field, &fields, at: pointer.appending(field.key))
    } else if field.keyEquals("constant") {
      fields.isConstant = readConstant(field, at: pointer.appending("constant"))
    } else if let section = keys.section(of: field, in: .resource) {
      room(section).read(
        resourceKey: field, of: spec.resources.count, at: pointer.appending(field.key), &self)
    } else {
      return false
    }
    return true
  }

  private mutating func readConstant(_ field: JSONMember, at place: Pointer) -> Bool {
    guard let flag = field.value.bool else {
      expected("true or false", field.value, at: place)
      return false
    }
    if flag, found["periods"] == nil {
      note(
        "\"constant\" needs \"periods\": without them an amount is one amount", at: place,
        offset: field.keyOffset)
    }
    return flag
  }

  private mutating func readScaling(
    _ field: JSONMember, _ fields: inout Fields, at place: Pointer
  ) {
    let value = field.value
    switch field.key {
    case "ramp_up", "ramp_down":
      guard let series = nonnegativeSeries(value, at: place) else { return }
      let bound = WrittenBound(series: series, at: place)
      if field.key == "ramp_up" { fields.rampUp = bound } else { fields.rampDown = bound }
    case "start": fields.start = nonnegative(value, at: place)
    case "keep":
      guard let series = nonnegativeSeries(value, at: place) else { return }
      fields.keep = (series, field.keyOffset)
    default:
      fields.buy = []
      guard value.kind == .object else {
        return expected("an object of attributes", value, at: place)
      }
      fields.buy = readFigures(of: value, at: place, on: .bought(spec.resources.count))
    }
  }

  /// An object of attributes and what a unit has of each.
  ///
  /// `target` is what they are charged on, where sections may have their say; `isFigure` tells what
  /// is none.
  mutating func readFigures(
    of value: JSONValue, at pointer: Pointer, on target: AddedRow.Term.Target? = nil,
    where isFigure: (JSONMember) -> Bool = { _ in true }
  ) -> [Spec.Figure] {
    let first = spec.figures.count
    for (position, field) in members(of: value).filter(isFigure).enumerated() {
      if case .bought = target, field.keyEquals("committed"),
        readCommitted(field.value, at: pointer, isPurchase: true)
      {
        continue
      }
      readFigure(
        field, position: Self.firstOfGroup + position, since: first, at: pointer, on: target)
    }
    defer { spec.figures.removeSubrange(first...) }
    return Array(spec.figures[first...])
  }

  /// Appends what a unit has of an attribute to the spec's figures. `position` is the attribute's
  /// place among its neighbours: there the resource before most likely had the same one.
  private mutating func readFigure(
    _ field: JSONMember, position: Int, since first: Int, at pointer: Pointer,
    on target: AddedRow.Term.Target?
  ) {
    let attribute: Int
    while position >= lastAttributes.count { lastAttributes.append(nil) }
    if let known = lastAttributes[position], field.keyEquals(known.name) {
      attribute = known.index
    } else {
      let key = field.key
      if key == Spec.units {
        return note(
          "\"units\" is built in: 1 for every resource, and not to be set",
          at: pointer.appending(key), offset: field.keyOffset)
      }
      if key.isEmpty {
        return note(
          "an attribute needs a name", at: pointer.appending(key), offset: field.keyOffset)
      }
      attribute = names.add(
        attribute: key, at: pointer.appending(key), offset: field.keyOffset)
      lastAttributes[position] = (key, attribute)
    }
    if spec.figures[first...].contains(where: { $0.attribute == attribute }) {
      note(
        "\(quoted(field.key)) is there twice, spelled with different Unicode characters",
        at: pointer.appending(field.key), offset: field.keyOffset)
    }
    if field.value.kind == .object, let target,
      let section = field.value.members.lazy.compactMap({ [keys] in
        keys.section(of: $0, in: .figure)
      }).first
    {
      // What is charged is the section's to say; the attribute is there all the same.
      spec.figures.append(Spec.Figure(attribute: attribute, series: .constant(.zero)))
      room(section).read(
        figure: field.value, attribute: attribute, of: target,
        at: pointer.appending(field.key), &self)
    } else if let series = series(field.value, at: pointer.appending(field.key)) {
      spec.figures.append(Spec.Figure(attribute: attribute, series: series))
    }
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

  /// The name of a site.
  mutating func readSite(_ value: JSONValue, at pointer: Pointer) -> String? {
    if let name = value.string, !name.isEmpty { return name }
    expected("the name of a site", value, at: pointer)
    return nil
  }

  /// What nothing uses is in the result's totals and no mistake, unless the name was most likely
  /// meant to be a word of the format, or one resource alone has it.
  mutating func noteUnusedAttributes() {
    let unused = names.unused
    if unused.isEmpty { return }
    let words =
      Self.reservedInResource + keys.names(in: .resource)
      + (found["periods"] == nil ? [] : Self.reservedWithPeriods)
    let counts = resourcesByAttribute()
    for attribute in unused {
      if found["periods"] == nil, Self.reservedWithPeriods.contains(attribute.name) {
        note(
          "nothing uses the attribute \(quoted(attribute.name)); it is more than an attribute only "
            + "in a spec with \"periods\"",
          at: attribute.pointer, offset: attribute.offset, severity: .warning)
      } else if let hint = ReservedWords.hint(for: attribute.name, among: words) {
        note(
          "nothing uses the attribute \(quoted(attribute.name)); \(hint)",
          at: attribute.pointer, offset: attribute.offset)
      } else if counts[names.attribute(attribute.name)!] ?? 0 <= 1 {
        note(
          "nothing uses the attribute \(quoted(attribute.name))"
            + suggestion(for: attribute.name, among: words),
          at: attribute.pointer, offset: attribute.offset, severity: .warning)
      }
    }
  }

  /// How many resources have each attribute.
  private func resourcesByAttribute() -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for figure in spec.figures { counts[figure.attribute, default: 0] += 1 }
    return counts
  }
}
