// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import LinearProgram

/// An allocation that somebody proposes: `{"CPU": 500}`, or a whole result with an `allocation`.
public struct ProposedPlan: Sendable {
  /// An amount a resource of the spec, in its order; 0 where the plan leaves one out.
  public let amounts: [Rational]

  /// Reads a plan for `spec`. Throws everything that is wrong with it, with its places.
  public init(_ bytes: [UInt8], for spec: Spec) throws(Diagnostics) {
    let document = try Diagnostics.reportingJSON(bytes)
    var list: [Diagnostic] = []
    func note(_ says: String, _ at: Pointer, _ offset: Int) {
      list.append(
        Diagnostic(
          position: document.position(ofOffset: offset), at: at.description, severity: .error,
          kind: .spec, says: says))
    }
    for duplicate in document.duplicateKeys {
      note("the key \(quoted(duplicate.key)) is there twice", Pointer(), duplicate.second)
    }
    var places: [ExactName: Int] = [:]
    for (j, resource) in spec.resources.enumerated() { places[ExactName(resource.name)] = j }
    var amounts = [Rational](repeating: .zero, count: spec.resources.count)
    var plan = document.root
    var here = Pointer()
    if let allocation = plan.members.first(where: { $0.key == "allocation" }),
      places[ExactName("allocation")] == nil || allocation.value.kind == .object
    {
      plan = allocation.value
      here = here.appending("allocation")
    } else if plan.members.contains(where: { $0.key == "status" }),
      places[ExactName("status")] == nil
    {
      note("this result has no plan in it: no \"allocation\"", here, plan.offset)
      throw Diagnostics(list: list)
    }
    if plan.kind != .object {
      note("expected amounts by resource, found \(plan.inWords)", here, plan.offset)
    }
    for member in plan.members {
      let at = here.appending(member.key)
      guard let j = places[ExactName(member.key)] else {
        let near = nearestName(to: member.key, among: spec.resources.map(\.name))
        note(
          "the spec has no resource \(quoted(member.key))"
            + (near.map { "; did you mean \(quoted($0))?" } ?? ""), at, member.keyOffset)
        continue
      }
      if let number = member.value.number {
        amounts[j] = Rational(number)
      } else {
        note("expected a number, found \(member.value.inWords)", at, member.value.offset)
      }
    }
    if !list.isEmpty { throw Diagnostics(list: list) }
    self.amounts = amounts
  }
}
