// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Tags of resources and workloads, and the parts of the plan that demands and budgets are on.
extension SpecReader {
  /// A tag, or a list of tags.
  mutating func readTags(_ value: JSONValue, at pointer: Pointer) -> [String] {
    if let tag = value.string, !tag.isEmpty { return [tag] }
    guard value.kind == .array, value.count > 0 else {
      expected("a tag, or a list of tags", value, at: pointer)
      return []
    }
    var tags: [String] = []
    for (index, element) in value.elements.enumerated() {
      let place = pointer.appending(index)
      guard let tag = element.string, !tag.isEmpty else {
        expected("a tag", element, at: place)
        continue
      }
      if tags.contains(where: { ExactName($0) == ExactName(tag) }) {
        note("\(quoted(tag)) is in the list twice", at: place, offset: element.offset)
        continue
      }
      tags.append(tag)
    }
    return tags
  }

  /// The part of the plan that a demand or a budget is on. A tag that nothing has is a mistake.
  mutating func readPart(_ value: JSONValue, at pointer: Pointer) -> Part? {
    let tags = readTags(value, at: pointer)
    let known = spec.resources.flatMap(\.tags) + spec.workloads.flatMap(\.tags)
    let places = Set(known.map(ExactName.init))
    for (index, tag) in tags.enumerated() where !places.contains(ExactName(tag)) {
      let isList = value.kind == .array
      note(
        "no resource and no workload has the tag or the site \(quoted(tag))"
          + suggestion(for: tag, among: known),
        at: isList ? pointer.appending(index) : pointer,
        offset: isList ? Array(value.elements)[index].offset : value.offset)
    }
    return tags.isEmpty ? nil : Part(tags, of: spec)
  }
}
