// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Reads `demand`, `budget`, `demands` and `budgets`.
final class LimitsReader: SectionReading {
  static let format = SectionFormat(
    place: 3,
    topLevel: [
      SpecFormat.Key(
        "demand", SpecFormat.ref("limit"),
        "With a model: the least total of its attribute, or a range."),
      SpecFormat.Key(
        "budget", SpecFormat.ref("limit"), "With a model: the most of its attribute, or a range."),
      SpecFormat.Key(
        "demands", SpecFormat.orTable(SpecFormat.limits), "Attribute: the least total, or a range."),
      SpecFormat.Key(
        "budgets", SpecFormat.orTable(SpecFormat.limits),
        "Attribute: the most in total, or a range."),
    ],
    limit: SpecFormat.limit)
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) { reader.readLimits() }
}

extension SpecReader {
  private static let limitKeys = SpecFormat.limit.map(\.name)

  /// Each pair is one list, in the order of the file.
  fileprivate mutating func readLimits() {
    for (single, several, isDemand) in [("demand", "demands", true), ("budget", "budgets", false)] {
      var limits: [Limit] = []
      var short: JSONMember?
      if let member = found[single] {
        short = member
        if let limit = readShorthand(member, isDemand: isDemand) { limits.append(limit) }
      }
      if let group = found[several] {
        limits += readGroup(group.value, several, isDemand: isDemand, beside: short)
      }
      limits.sort { $0.offset < $1.offset }
      if isDemand { spec.demands = limits } else { spec.budgets = limits }
    }
  }

  private mutating func readShorthand(_ member: JSONMember, isDemand: Bool) -> Limit? {
    let pointer = Pointer().appending(member.key)
    guard let model else {
      _ = readLimit(member, of: 0, "", at: pointer, isFloor: isDemand)
      if !modelIsUnknown {
        note(
          "\(quoted(member.key)) needs a \"model\" that says of what; without one, write "
            + "\(quoted(member.key + "s"))", at: pointer, offset: member.keyOffset)
      }
      return nil
    }
    let name = isDemand ? model.demandAttribute : model.budgetAttribute
    let attribute = use(
      name, at: pointer, offset: member.keyOffset,
      because: "the model \(model.name) bounds it: ")
    return readLimit(member, of: attribute ?? 0, name, at: pointer, isFloor: isDemand)
  }

  private mutating func readGroup(
    _ value: JSONValue, _ section: String, isDemand: Bool, beside short: JSONMember?
  ) -> [Limit] {
    let here = Pointer().appending(section)
    guard value.kind == .object else {
      expected("an object of attributes and numbers", value, at: here)
      return []
    }
    var limits: [Limit] = []
    for member in members(of: value) {
      let pointer = here.appending(member.key)
      let of = member.value.kind == .object ? member.value["of"] : nil
      if member.key.isEmpty, of != nil {
        note("what is bounded needs a name", at: pointer, offset: member.keyOffset)
        continue
      }
      let attribute =
        of.map { useOf($0, at: pointer.appending("of")) }
        ?? use(member.key, at: pointer, offset: member.keyOffset)
      if let short, let model, of == nil, member.value["where"] == nil,
        member.key == (isDemand ? model.demandAttribute : model.budgetAttribute)
      {
        note(
          "\(quoted(short.key)) already bounds \(quoted(member.key)): keep one of the two",
          at: pointer, offset: member.keyOffset)
      }
      let limit = readLimit(
        member, of: attribute ?? 0, member.key, at: pointer, isFloor: isDemand, isInGroup: true)
      if let limit { limits.append(limit) }
    }
    return limits
  }

  /// A number, a list with one a period, or an object with `min`, `max` or both, and perhaps
  /// `over` and `penalty`. A bare number is a floor or a ceiling.
  mutating func readLimit(
    _ member: JSONMember, of attribute: Int, _ name: String, at pointer: Pointer, isFloor: Bool,
    isTotal: Bool = true, isInGroup: Bool = false
  ) -> Limit? {
    let value = member.value
    var ends = Ends()
    var span = Limit.Span.each
    var penalty: Series?
    var part: Part?
    if value.number != nil || value.kind == .array {
      guard let series = series(value, at: pointer) else { return nil }
      let bound = WrittenBound(series: series, at: pointer)
      if isFloor { ends.min = bound } else { ends.max = bound }
    } else {
      guard value.kind == .object, value.count > 0 else {
        expected("a number or {\"min\": …, \"max\": …}", value, at: pointer)
        return nil
      }
      // A need of a workload has no sections of its own.
      ends = readEnds(
        of: value, known: isTotal ? keys.names(in: .limit) : Self.limitKeys, at: pointer)
      for field in members(of: value) {
        let place = pointer.appending(field.key)
        if field.keyEquals("over") { span = readSpan(field, at: place) }
        if field.keyEquals("where") {
          if isTotal {
            part = readPart(field.value, at: place)
          } else {
            note(
              "\"where\" is of demands and budgets: a need is the workload's own", at: place,
              offset: field.keyOffset)
          }
        }
        if field.keyEquals("of"), !isInGroup {
          note(
            "\"of\" names the attribute in \"demands\" and \"budgets\"; here it is clear",
            at: place, offset: field.keyOffset)
        }
        if field.keyEquals("penalty") { penalty = nonnegativeSeries(field.value, at: place) }
        if field.keyEquals("probability") { readProbability(field, of: pointer, in: value) }
        if isTotal, let section = keys.section(of: field, in: .limit) {
          room(section).read(limitKey: field, of: pointer, at: place, &self)
        }
      }
      if !members(of: value).contains(where: { ["min", "max"].contains($0.key) }) {
        note("expected \"min\", \"max\" or both", at: pointer, offset: value.offset)
      }
      if span == .all { noteListsOverAll(ends, penalty, value, at: pointer) }
    }
    return Limit(
      attribute: attribute, name: name, ends: ends, span: span, penalty: penalty, part: part,
      at: pointer,
      offset: member.keyOffset)
  }

  /// The attribute that a limit with a name of its own is on.
  private mutating func useOf(_ value: JSONValue, at pointer: Pointer) -> Int? {
    guard let name = value.string else {
      expected("the name of an attribute", value, at: pointer)
      return nil
    }
    return use(name, at: pointer, offset: value.offset)
  }

  private mutating func readSpan(_ field: JSONMember, at place: Pointer) -> Limit.Span {
    guard field.value.string == "all" else {
      expected(
        "\"all\", for the sum over all periods (each period where \"over\" is left out)",
        field.value, at: place)
      return .each
    }
    if found["periods"] == nil {
      note("\"over\" needs \"periods\"", at: place, offset: field.keyOffset)
    }
    return .all
  }

  private mutating func noteListsOverAll(
    _ ends: Ends, _ penalty: Series?, _ value: JSONValue, at pointer: Pointer
  ) {
    let numbers = [("min", ends.min?.series), ("max", ends.max?.series), ("penalty", penalty)]
    for (key, series) in numbers where series?.isList == true {
      let member = members(of: value).first { $0.key == key }!
      note(
        "expected a number, found a list: the bound is on the sum over all periods",
        at: pointer.appending(key), offset: member.value.offset)
    }
  }
}
