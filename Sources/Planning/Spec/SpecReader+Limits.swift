// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

/// Two ends as they stand in the spec, with their places.
struct WrittenBounds {
  var bounds = LinearProgram.Bounds(lower: nil, upper: nil)
  var minAt: Pointer?
  var maxAt: Pointer?
}

extension SpecReader {
  /// `demand`, `budget`, `demands` and `budgets`.
  mutating func readLimits(_ found: [String: JSONMember]) {
    for (single, several, isDemand) in [("demand", "demands", true), ("budget", "budgets", false)] {
      var limits: [Spec.Limit] = []
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

  private mutating func readShorthand(_ member: JSONMember, isDemand: Bool) -> Spec.Limit? {
    let pointer = Pointer().appending(member.key)
    let bounds = readBounds(member.value, at: pointer, isDemand: isDemand)
    guard let model else {
      if !modelIsUnknown {
        note(
          "\(quoted(member.key)) needs a \"model\" that says of what; without one, write "
            + "\(quoted(member.key + "s"))", at: pointer, offset: member.keyOffset)
      }
      return nil
    }
    let attribute = isDemand ? model.demandAttribute : model.budgetAttribute
    use(
      attribute, at: pointer, offset: member.keyOffset,
      because: "the model \(model.name) bounds it: ")
    guard let bounds else { return nil }
    return Spec.Limit(
      attribute: attribute, bounds: bounds.bounds, at: pointer, minAt: bounds.minAt,
      maxAt: bounds.maxAt, offset: member.keyOffset)
  }

  private mutating func readGroup(
    _ value: JSONValue, _ section: String, isDemand: Bool, beside short: JSONMember?
  ) -> [Spec.Limit] {
    let here = Pointer().appending(section)
    guard value.kind == .object else {
      expected("an object of attributes and numbers", value, at: here)
      return []
    }
    var limits: [Spec.Limit] = []
    for member in members(of: value) {
      let pointer = here.appending(member.key)
      use(member.key, at: pointer, offset: member.keyOffset)
      if let short, let model,
        member.key == (isDemand ? model.demandAttribute : model.budgetAttribute)
      {
        note(
          "\(quoted(short.key)) already bounds \(quoted(member.key)): keep one of the two",
          at: pointer, offset: member.keyOffset)
      }
      if let bounds = readBounds(member.value, at: pointer, isDemand: isDemand) {
        limits.append(
          Spec.Limit(
            attribute: member.key, bounds: bounds.bounds, at: pointer, minAt: bounds.minAt,
            maxAt: bounds.maxAt, offset: member.keyOffset))
      }
    }
    return limits
  }

  /// A number, or an object with `min`, `max` or both.
  private mutating func readBounds(
    _ value: JSONValue, at pointer: Pointer, isDemand: Bool
  ) -> WrittenBounds? {
    var written = WrittenBounds()
    if let number = value.number {
      if isDemand {
        (written.bounds.lower, written.minAt) = (Rational(number), pointer)
      } else {
        (written.bounds.upper, written.maxAt) = (Rational(number), pointer)
      }
      return written
    }
    guard value.kind == .object, value.count > 0 else {
      expected("a number or {\"min\": …, \"max\": …}", value, at: pointer)
      return nil
    }
    return readEnds(of: value, known: SpecFormat.range.map(\.name), at: pointer)
  }

  /// `min`, `max` and, where it is known, `equals`. Keys beside `known` are complained of.
  mutating func readEnds(of value: JSONValue, known: [String], at pointer: Pointer)
    -> WrittenBounds
  {
    var written = WrittenBounds()
    var maxOffset = 0
    var ends: [String] = []
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      guard known.contains(member.key) else {
        unknown("key", member, at: place, among: known)
        continue
      }
      if !["min", "max", "equals"].contains(member.key) { continue }
      if let other = ends.first(where: { ($0 == "equals") != (member.key == "equals") }) {
        note(
          "\(quoted(member.key)) beside \(quoted(other)): \"equals\" stands alone",
          at: place, offset: member.keyOffset)
      }
      ends.append(member.key)
      let end = number(member.value, at: place)
      switch member.key {
      case "min": (written.bounds.lower, written.minAt) = (end, place)
      case "max":
        (written.bounds.upper, written.maxAt) = (end, place)
        maxOffset = member.value.offset
      default:
        written = WrittenBounds(
          bounds: LinearProgram.Bounds(lower: end, upper: end), minAt: place, maxAt: place)
      }
    }
    if !ends.contains("equals"), let lower = written.bounds.lower, let upper = written.bounds.upper,
      lower > upper
    {
      note(
        "max (\(upper.text)) is below min (\(lower.text))", at: written.maxAt!, offset: maxOffset)
    }
    return written
  }

  /// Notes that an attribute is used, and complains where no resource has it.
  mutating func use(
    _ attribute: String, at pointer: Pointer, offset: Int, because reason: String = ""
  ) {
    names.use(attribute)
    guard names.isKnown, !names.hasAttribute(attribute) else { return }
    if attribute.isEmpty {
      return note("an attribute needs a name", at: pointer, offset: offset)
    }
    note(
      "\(reason)no resource has the attribute \(quoted(attribute))"
        + suggestion(for: attribute, among: names.attributeNames), at: pointer, offset: offset)
  }
}
