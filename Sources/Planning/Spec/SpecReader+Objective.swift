// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

extension SpecReader {
  mutating func readObjective(_ found: [String: JSONMember], root: JSONValue) {
    let stated = [found["maximize"], found["minimize"]].compactMap(\.self)
      .sorted { $0.keyOffset < $1.keyOffset }
    if stated.count == 2 {
      note(
        "\(quoted(stated[1].key)) beside \(quoted(stated[0].key)): a spec has one objective",
        at: Pointer().appending(stated[1].key), offset: stated[1].keyOffset)
    }
    for member in stated {
      let pointer = Pointer().appending(member.key)
      spec.objective = Spec.Objective(
        sense: member.key == "maximize" ? .maximize : .minimize,
        terms: readWeights(member.value, at: pointer))
    }
    guard stated.isEmpty else { return }
    if let model {
      spec.objective = Spec.Objective(
        sense: model.sense, terms: model.objective.map { ($0, .one) })
      let place = found["model"]!.value.offset
      for attribute in model.objective {
        use(
          attribute, at: Pointer().appending("model"), offset: place,
          because: "the objective of the model \(model.name) needs it: ")
      }
    } else if !modelIsUnknown {
      note(
        "expected \"maximize\", \"minimize\" or a \"model\"; there is no objective",
        at: Pointer(), offset: root.offset)
    }
  }

  private mutating func readWeights(
    _ value: JSONValue, at pointer: Pointer
  ) -> [(attribute: String, weight: Rational)] {
    switch value.kind {
    case .string:
      let name = value.string!
      use(name, at: pointer, offset: value.offset)
      return [(name, .one)]
    case .array where value.count > 0:
      var terms: [(attribute: String, weight: Rational)] = []
      for (index, element) in value.elements.enumerated() {
        let place = pointer.appending(index)
        guard let name = element.string else {
          expected("the name of an attribute", element, at: place)
          continue
        }
        if terms.contains(where: { $0.attribute == name }) {
          note("\(quoted(name)) is in the list twice", at: place, offset: element.offset)
          continue
        }
        use(name, at: place, offset: element.offset)
        terms.append((name, .one))
      }
      return terms
    case .object where value.count > 0:
      var terms: [(attribute: String, weight: Rational)] = []
      for member in members(of: value) {
        let place = pointer.appending(member.key)
        use(member.key, at: place, offset: member.keyOffset)
        if let weight = number(member.value, at: place) { terms.append((member.key, weight)) }
      }
      return terms
    default:
      expected("an attribute, a list of attributes or an object of weights", value, at: pointer)
      return []
    }
  }
}
