// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Names that parts of a spec use of others.
extension SpecReader {
  /// Notes that an attribute is used, and complains where nothing has it.
  @discardableResult
  mutating func use(
    _ name: String, at pointer: Pointer, offset: Int, because reason: String = ""
  ) -> Int? {
    if let attribute = names.attribute(name) {
      names.use(attribute)
      return attribute
    }
    guard names.isKnown else { return nil }
    if name.isEmpty {
      note("an attribute needs a name", at: pointer, offset: offset)
    } else {
      let hint =
        resource(named: name) == nil
        ? suggestion(for: name, among: names.attributeNames)
        : "; \(quoted(name)) is a resource: \"units\" counts amounts, and \"min\" and \"max\" of a "
          + "resource bound its own"
      note(
        "\(reason)no resource has the attribute \(quoted(name))\(hint)", at: pointer,
        offset: offset)
    }
    return nil
  }

  /// The name of a site.
  mutating func readSite(_ value: JSONValue, at pointer: Pointer) -> String? {
    if let name = value.string, !name.isEmpty { return name }
    expected("the name of a site", value, at: pointer)
    return nil
  }
}
