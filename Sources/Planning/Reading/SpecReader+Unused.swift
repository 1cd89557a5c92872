// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Attributes that nothing uses.
extension SpecReader {
  /// What nothing uses is in the result's totals and no mistake, unless the name was most likely
  /// meant to be a word of the format, or one resource alone has it.
  mutating func noteUnusedAttributes() {
    let unused = names.unused
    if unused.isEmpty { return }
    let withPeriods = registry.formats.flatMap(\.conditional)
      .filter { $0.topLevel == "periods" }.flatMap { $0.resource.map(\.name) }
    let words = keys.names(in: .resource) + (found["periods"] == nil ? [] : withPeriods)
    let counts = resourcesByAttribute()
    let unusedNames = Set(unused.map(\.name))
    let used = spec.attributes.filter { !unusedNames.contains($0) }
    for attribute in unused {
      if found["periods"] == nil, withPeriods.contains(attribute.name) {
        note(
          "nothing uses the attribute \(quoted(attribute.name)); it is more than an attribute only "
            + "in a spec with \"periods\"",
          at: attribute.pointer, offset: attribute.offset, severity: .warning)
      } else if let hint = ReservedWords.hint(for: attribute.name, among: words) {
        note(
          "nothing uses the attribute \(quoted(attribute.name)); \(hint)",
          at: attribute.pointer, offset: attribute.offset)
      } else if counts[names.attribute(attribute.name)!] ?? 0 <= 1 {
        note(
          "nothing uses the attribute \(quoted(attribute.name))"
            + suggestion(for: attribute.name, among: words + used),
          at: attribute.pointer, offset: attribute.offset, severity: .warning)
      }
    }
  }

  /// How many resources have each attribute.
  private func resourcesByAttribute() -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for figure in spec.figures { counts[figure.attribute, default: 0] += 1 }
    return counts
  }
}
