// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Reads other linear rows: `constraints`.
final class ConstraintsReader: SectionReading {
  static let format = SectionFormat(
    place: 4,
    topLevel: [
      SpecFormat.Key(
        "constraints", SpecFormat.orTable(SpecFormat.named("constraint", least: 0)),
        "Other linear rows, by name.")
    ],
    definitions: [
      .init(
        "constraint",
        """
        {
          "type": "object",
          "properties": \(SpecFormat.properties(SpecFormat.constraint)),
          "required": ["terms"],
          "additionalProperties": false,
          "oneOf": [
            {"required": ["equals"], "properties": {"min": false, "max": false}},
            {"anyOf": [{"required": ["min"]}, {"required": ["max"]}],
             "properties": {"equals": false}}
          ]
        }
        """
      )
    ])
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) {
    if let constraints = reader.found["constraints"] { reader.readConstraints(constraints.value) }
  }
}

extension SpecReader {
  private static let constraintKeys = SpecFormat.constraint.map(\.name)

  fileprivate mutating func readConstraints(_ value: JSONValue) {
    let here = Pointer().appending("constraints")
    guard value.kind == .object else {
      return expected("an object of named constraints", value, at: here)
    }
    for member in members(of: value) {
      let pointer = here.appending(member.key)
      if member.key.isEmpty {
        note("a constraint needs a name", at: pointer, offset: member.keyOffset)
      }
      readConstraint(member, at: pointer)
    }
  }

  private mutating func readConstraint(_ member: JSONMember, at pointer: Pointer) {
    let value = member.value
    guard value.kind == .object else {
      return expected("an object with \"terms\" and a bound", value, at: pointer)
    }
    let fields = members(of: value)
    var terms: [Constraint.Term] = []
    if let field = fields.first(where: { $0.key == "terms" }) {
      terms = readTerms(field.value, at: pointer.appending("terms"))
    } else {
      note("a constraint needs \"terms\"", at: pointer, offset: value.offset)
    }
    var before: [Constraint.Term] = []
    if let field = fields.first(where: { $0.key == "before" }) {
      before = readTerms(field.value, at: pointer.appending("before"))
      if found["periods"] == nil {
        note(
          "\"before\" needs \"periods\": without them nothing comes before",
          at: pointer.appending("before"), offset: field.keyOffset)
      }
    }
    let ends = readEnds(of: value, known: Self.constraintKeys, at: pointer)
    if !fields.contains(where: { ["min", "max", "equals"].contains($0.key) }) {
      note(
        "a constraint needs at least one of \"min\", \"max\" and \"equals\"", at: pointer,
        offset: value.offset)
    }
    spec.constraints.append(
      Constraint(name: member.key, terms: terms, before: before, ends: ends, at: pointer))
  }

  private mutating func readTerms(_ value: JSONValue, at pointer: Pointer) -> [Constraint.Term] {
    guard value.kind == .object, value.count > 0 else {
      expected("an object of coefficients, at least one", value, at: pointer)
      return []
    }
    var terms: [Constraint.Term] = []
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      let coefficient = series(member.value, at: place)
      guard names.isKnown else { continue }
      let attribute = names.attribute(member.key)
      if let attribute { names.use(attribute) }
      switch (resource(named: member.key), attribute) {
      case (_?, _?):
        note(
          "\(quoted(member.key)) is both a resource and an attribute: rename one", at: place,
          offset: member.keyOffset)
      case (let index?, nil):
        guard let coefficient else { continue }
        terms.append(Constraint.Term(target: .resource(index), coefficient: coefficient))
      case (nil, let attribute?):
        guard let coefficient else { continue }
        terms.append(Constraint.Term(target: .attribute(attribute), coefficient: coefficient))
      case (nil, nil):
        let known = spec.resources.map(\.name) + names.attributeNames
        note(
          "no resource and no attribute is called \(quoted(member.key))"
            + suggestion(for: member.key, among: known), at: place, offset: member.keyOffset)
      }
    }
    return terms
  }
}
