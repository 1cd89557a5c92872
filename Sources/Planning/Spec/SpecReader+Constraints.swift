// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

extension SpecReader {
  private static let keys = SpecFormat.constraint.map(\.name)

  mutating func readConstraints(_ value: JSONValue) {
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
    var terms: [Spec.Term] = []
    if let field = fields.first(where: { $0.key == "terms" }) {
      terms = readTerms(field.value, at: pointer.appending("terms"))
    } else {
      note("a constraint needs \"terms\"", at: pointer, offset: value.offset)
    }
    let written = readEnds(of: value, known: Self.keys, at: pointer)
    if written.minAt == nil, written.maxAt == nil {
      note(
        "a constraint needs at least one of \"min\", \"max\" and \"equals\"", at: pointer,
        offset: value.offset)
    }
    spec.constraints.append(
      Spec.Constraint(
        name: member.key, terms: terms, bounds: written.bounds, at: pointer,
        minAt: written.minAt, maxAt: written.maxAt))
  }

  private mutating func readTerms(_ value: JSONValue, at pointer: Pointer) -> [Spec.Term] {
    guard value.kind == .object, value.count > 0 else {
      expected("an object of coefficients, at least one", value, at: pointer)
      return []
    }
    var terms: [Spec.Term] = []
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      let coefficient = number(member.value, at: place)
      guard names.isKnown else { continue }
      let isAttribute = names.hasAttribute(member.key)
      if isAttribute { names.use(member.key) }
      switch (names.resources[ExactName(member.key)], isAttribute) {
      case (_?, true):
        note(
          "\(quoted(member.key)) is both a resource and an attribute: rename one", at: place,
          offset: member.keyOffset)
      case (let index?, false):
        guard let coefficient else { continue }
        terms.append(
          Spec.Term(name: member.key, target: .resource(index), coefficient: coefficient))
      case (nil, true):
        guard let coefficient else { continue }
        terms.append(
          Spec.Term(name: member.key, target: .attribute(member.key), coefficient: coefficient))
      case (nil, false):
        let known = spec.resources.map(\.name) + names.attributeNames
        note(
          "no resource and no attribute is called \(quoted(member.key))"
            + suggestion(for: member.key, among: known), at: place, offset: member.keyOffset)
      }
    }
    return terms
  }
}
