// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

/// Reads `maximize`, `minimize` or `priorities`; else the objective is the model's.
final class ObjectivesReader: SectionReading {
  static let format = SectionFormat(
    place: 8,
    topLevel: [
      SpecFormat.Key(
        "maximize", SpecFormat.maximize, "The objective: an attribute, a list of them, or weights."),
      SpecFormat.Key(
        "minimize", SpecFormat.ref("objective"),
        "The objective: an attribute, a list of them, or weights."),
      SpecFormat.Key(
        "priorities", ##"{"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/priority"}}"##,
        "Several objectives, the first one first."),
    ],
    definitions: [
      .init(
        "objective",
        """
        {
          "anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1,
             "uniqueItems": true},
            {"type": "object", "propertyNames": {"minLength": 1},
             "additionalProperties": {"type": "number"}, "minProperties": 1},
            {"type": "object", "properties": \(SpecFormat.properties(SpecFormat.worst)), "required": ["worst"],
             "additionalProperties": false}
          ]
        }
        """
      ),
      .init(
        "priority",
        """
        {
          "type": "object",
          "properties": \(SpecFormat.properties(SpecFormat.priority)),
          "additionalProperties": false,
          "oneOf": [{"required": ["minimize"]}, {"required": ["maximize"]}]
        }
        """
      ),
    ])
  static let isAlwaysAsked = true

  func read(_ reader: inout SpecReader) { reader.readObjective(root: reader.document.root) }
}

extension SpecReader {
  fileprivate mutating func readObjective(root: JSONValue) {
    let stated = [found["maximize"], found["minimize"], found["priorities"]].compactMap(\.self)
      .sorted { $0.keyOffset < $1.keyOffset }
    for other in stated.dropFirst() {
      let way = stated.contains { $0.key == "priorities" } ? "; priorities are a list of them" : ""
      note(
        "\(quoted(other.key)) beside \(quoted(stated[0].key)): a spec has one objective\(way)",
        at: Pointer().appending(other.key), offset: other.keyOffset)
    }
    for member in stated {
      let pointer = Pointer().appending(member.key)
      if member.key == "priorities" {
        readPriorities(member.value, at: pointer)
      } else {
        spec.objectives = [readObjective(member, at: pointer)]
      }
    }
    guard stated.isEmpty else { return }
    if let model {
      let place = found["model"]!.value.offset
      let pointer = Pointer().appending("model")
      let terms = model.objective.compactMap { attribute in
        use(
          attribute, at: pointer, offset: place,
          because: "the objective of the model \(model.name) needs it: ")
      }
      spec.objectives = [
        Objective(
          sense: model.sense, goal: .sum(terms.map { Objective.Term(attribute: $0, weight: .one) }),
          at: pointer)
      ]
    } else if !modelIsUnknown {
      note(
        "expected \"maximize\", \"minimize\" or a \"model\"; there is no objective",
        at: Pointer(), offset: root.offset)
    }
  }

  /// A `maximize` or `minimize`.
  func isObjective(_ member: JSONMember) -> Bool {
    member.keyEquals("maximize") || member.keyEquals("minimize")
  }

  mutating func readObjective(_ member: JSONMember, at pointer: Pointer) -> Objective {
    let sense: LinearProgram.Sense = member.keyEquals("maximize") ? .maximize : .minimize
    let value = member.value
    let worst = members(of: value).first { $0.keyEquals("worst") }
    if let worst, worst.value.number == nil {
      return Objective(sense: sense, goal: readWorst(value, worst, sense, at: pointer), at: pointer)
    }
    if let then = members(of: value).first(where: { $0.keyEquals("then") }),
      then.value.number == nil
    {
      note(
        "\"then\" needs \"worst\"", at: pointer.appending("then"), offset: then.keyOffset)
      return Objective(sense: sense, goal: .sum([]), at: pointer)
    }
    return Objective(sense: sense, goal: .sum(readWeights(value, at: pointer)), at: pointer)
  }

  private mutating func readWeights(_ value: JSONValue, at pointer: Pointer) -> [Objective.Term] {
    var terms: [Objective.Term] = []
    switch value.kind {
    case .string:
      if let attribute = use(value.string!, at: pointer, offset: value.offset) {
        terms.append(Objective.Term(attribute: attribute, weight: .one))
      }
    case .array where value.count > 0:
      var seen: [String] = []
      for (index, element) in value.elements.enumerated() {
        let place = pointer.appending(index)
        guard let name = element.string else {
          expected("the name of an attribute", element, at: place)
          continue
        }
        if seen.contains(name) {
          note("\(quoted(name)) is in the list twice", at: place, offset: element.offset)
          continue
        }
        seen.append(name)
        if let attribute = use(name, at: place, offset: element.offset) {
          terms.append(Objective.Term(attribute: attribute, weight: .one))
        }
      }
    case .object where value.count > 0:
      for member in members(of: value) {
        let place = pointer.appending(member.key)
        let attribute = use(member.key, at: place, offset: member.keyOffset)
        if let weight = number(member.value, at: place), let attribute {
          terms.append(Objective.Term(attribute: attribute, weight: weight))
        }
      }
    default:
      expected("an attribute, a list of attributes or an object of weights", value, at: pointer)
    }
    return terms
  }
}
