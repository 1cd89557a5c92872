// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Several objectives in an order: `[{"minimize": "energy", "within": 0.02}, …]`.
extension SpecReader {
  private static let priorityKeys = SpecFormat.priority.map(\.name)

  mutating func readPriorities(_ value: JSONValue, at pointer: Pointer) {
    guard value.kind == .array, value.count > 0 else {
      return expected("a list of objectives, the first one first", value, at: pointer)
    }
    for (index, element) in value.elements.enumerated() {
      let place = pointer.appending(index)
      guard element.kind == .object else {
        expected("an object with \"minimize\" or \"maximize\"", element, at: place)
        continue
      }
      readPriority(element, at: place, isLast: index == value.count - 1)
    }
  }

  private mutating func readPriority(_ value: JSONValue, at pointer: Pointer, isLast: Bool) {
    var objective: Objective?
    var within: Rational?
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      if isObjective(member) {
        if objective != nil {
          note(
            "an objective is either minimized or maximized: make this the next priority",
            at: place, offset: member.keyOffset)
        }
        objective = readObjective(member, at: place)
      } else if member.keyEquals("within") {
        within = nonnegative(member.value, at: place)
        if isLast {
          note(
            "nothing comes after the last priority: its \"within\" says nothing", at: place,
            offset: member.keyOffset, severity: .warning)
        }
      } else {
        unknown("key", member, at: place, among: Self.priorityKeys)
      }
    }
    guard var objective else {
      return note(
        "expected \"minimize\" or \"maximize\"", at: pointer, offset: value.offset)
    }
    objective.within = within ?? .zero
    spec.objectives.append(objective)
  }
}
