// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

/// The worst case: `{"worst": "tokens"}`, `{"worst": "utilization", "then": "next"}`.
extension SpecReader {
  private static let worstKeys = SpecFormat.worst.map(\.name)
  private static let utilization = Objective.utilization

  mutating func readWorst(
    _ value: JSONValue, _ worst: JSONMember, _ sense: LinearProgram.Sense, at pointer: Pointer
  ) -> Objective.Goal {
    var isLexicographic = false
    for member in members(of: value) {
      let place = pointer.appending(member.key)
      if member.keyEquals("then") {
        if member.value.string == "next" {
          isLexicographic = true
        } else {
          expected("\"next\": after the worst, the next worst, and so on", member.value, at: place)
        }
      } else if !member.keyEquals("worst") {
        unknown("key", member, at: place, among: Self.worstKeys)
      }
    }
    let place = pointer.appending("worst")
    guard let name = worst.value.string else {
      expected("the name of an attribute, or \"utilization\"", worst.value, at: place)
      return .sum([])
    }
    if name == Self.utilization {
      checkUtilization(worst, sense, at: place)
      return .utilization(isLexicographic: isLexicographic)
    }
    if names.isKnown, names.attribute(name) == nil,
      nearestName(to: name, among: [Self.utilization]) != nil
    {
      note(
        "no resource has the attribute \(quoted(name)); did you mean \"utilization\"?", at: place,
        offset: worst.value.offset)
      return .sum([])
    }
    let attribute = use(name, at: place, offset: worst.value.offset)
    if found["workloads"] == nil {
      note(
        "the worst case is over workloads, and the spec has no \"workloads\"", at: place,
        offset: worst.value.offset)
    } else if let attribute, attribute != Spec.unitsIndex, !namedOnWorkloads.contains(attribute) {
      note(
        "no workload has the attribute \(quoted(name)) under \"on\"", at: place,
        offset: worst.value.offset)
    }
    return .worstWorkload(attribute: attribute ?? 0, isLexicographic: isLexicographic)
  }

  private mutating func checkUtilization(
    _ worst: JSONMember, _ sense: LinearProgram.Sense, at place: Pointer
  ) {
    if sense == .maximize {
      note(
        "the greatest utilization can be minimized, not maximized", at: place,
        offset: worst.value.offset)
    }
    if names.attribute(Self.utilization) != nil {
      note(
        "\"utilization\" is both an attribute and the ratio of amount to max: rename the attribute",
        at: place, offset: worst.value.offset)
    }
    let isBounded = spec.resources.contains { resource in
      resource.max?.values.contains { $0.signum > 0 } ?? false
    }
    if names.isKnown, !isBounded {
      note(
        "utilization is the ratio of amount to \"max\", and no resource has a \"max\" above 0",
        at: place, offset: worst.value.offset)
    }
  }
}
