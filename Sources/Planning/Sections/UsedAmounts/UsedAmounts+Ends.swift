// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

extension UsedAmounts {
  /// Finds the upper end of each amount that is used, and notes what keeps "used" from being true:
  /// no upper end, no smallest amount where being used could be a gain, ends that clash.
  func closed(by ends: any EndsOfAmounts, _ reader: inout SpecReader) -> any Section {
    var section = self
    let spec = reader.spec
    let directions = AttributeDirections(spec)
    for (u, use) in uses.enumerated() {
      let resource = spec.resources[use.resource]
      func note(_ says: String, _ reader: inout SpecReader) {
        reader.note(says, at: use.at, offset: use.offset)
      }
      if resource.isOpenBelow
        || (0..<spec.periodCount).contains(where: { (resource.min?[$0] ?? .zero).signum < 0 })
      {
        note("an amount that may be below 0 has no \"used\": raise its \"min\" to 0", &reader)
        continue
      }
      var most: [Rational] = []
      for t in 0..<spec.periodCount {
        guard let end = ends.amount(use.resource, t) else { break }
        most.append(end)
      }
      guard most.count == spec.periodCount else {
        note(
          "what speaks of a used amount needs an upper end of \(quoted(resource.name))"
            + "\(reader.inPeriod(most.count)), and nothing in the spec gives one: write its \"max\"",
          &reader)
        continue
      }
      section.uses[u].most = most
      if let least = use.atLeast?.series[0], let top = most.max(), least > top {
        reader.note(
          "at_least (\(least.text)) is above the greatest amount (\(top.text)): it can never be used",
          at: use.at, offset: use.offset, severity: .warning)
      }
      if use.least == nil, let reason = reason(for: use, directions) {
        note(
          "\(reason) needs the smallest amount of \(quoted(resource.name)) that counts as used: "
            + "write \"at_least\", \"step\" or \"integer\"", &reader)
      }
    }
    return section
  }

  func holds(for directions: AttributeDirections) -> Bool {
    uses.allSatisfy { use in
      (use.least != nil || reason(for: use, directions) == nil)
        && !(use.startUp ?? []).contains { $0.gains(directions) }
    }
  }

  /// Why a resource must not count as used at 0: being used could be a gain.
  private func reason(for use: Use, _ directions: AttributeDirections) -> String? {
    if use.startUp != nil { return "\"start_up\"" }
    if use.fixed.contains(where: { $0.gains(directions) }) {
      return "a \"fixed\" figure that can help"
    }
    if links.contains(where: { !$0.isExclusion && $0.other == use.resource }) {
      return "\"requires\""
    }
    if choices.contains(where: { $0.ends.min != nil && $0.resources.contains(use.resource) }) {
      return "a choice with \"min\""
    }
    return nil
  }
}
