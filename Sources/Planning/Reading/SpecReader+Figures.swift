// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// What a unit of something has of attributes.
extension SpecReader {
  /// Attributes of groups such as `buy` are remembered apart from those of resources.
  private static let firstOfGroup = 1000

  /// An object of attributes and what a unit has of each.
  ///
  /// `target` is what they are charged on, where sections may have their say; `isFigure` tells what
  /// is none.
  mutating func readFigures(
    of value: JSONValue, at pointer: Pointer, on target: AddedRow.Term.Target? = nil,
    without reserved: [String] = [], where isFigure: (JSONMember) -> Bool = { _ in true }
  ) -> [Spec.Figure] {
    let first = spec.figures.count
    let figures = members(of: value).filter { field in
      isFigure(field) && !reserved.contains(where: field.keyEquals)
    }
    for (position, field) in figures.enumerated() {
      if case .bought = target, field.keyEquals("committed"),
        readCommitted(field.value, at: pointer, isPurchase: true)
      {
        continue
      }
      readFigure(
        field, position: Self.firstOfGroup + position, since: first, at: pointer, on: target)
    }
    defer { spec.figures.removeSubrange(first...) }
    return Array(spec.figures[first...])
  }

  /// Appends what a unit has of an attribute to the spec's figures. `position` is the attribute's
  /// place among its neighbours: there the resource before most likely had the same one.
  mutating func readFigure(
    _ field: JSONMember, position: Int, since first: Int, at pointer: Pointer,
    on target: AddedRow.Term.Target?
  ) {
    let attribute: Int
    while position >= lastAttributes.count { lastAttributes.append(nil) }
    if let known = lastAttributes[position], field.keyEquals(known.name) {
      attribute = known.index
    } else {
      let key = field.key
      if key == Spec.units {
        return note(
          "\"units\" is built in: 1 for every resource, and not to be set",
          at: pointer.appending(key), offset: field.keyOffset)
      }
      if key.isEmpty {
        return note(
          "an attribute needs a name", at: pointer.appending(key), offset: field.keyOffset)
      }
      attribute = names.add(
        attribute: key, at: pointer.appending(key), offset: field.keyOffset)
      lastAttributes[position] = (key, attribute)
    }
    if spec.figures[first...].contains(where: { $0.attribute == attribute }) {
      note(
        "\(quoted(field.key)) is there twice, spelled with different Unicode characters",
        at: pointer.appending(field.key), offset: field.keyOffset)
    }
    if field.value.kind == .object, let target,
      let section = field.value.members.lazy.compactMap({ [keys] in
        keys.section(of: $0, in: .figure)
      }).first
    {
      // What is charged is the section's to say; the attribute is there all the same.
      spec.figures.append(Spec.Figure(attribute: attribute, series: .constant(.zero)))
      room(section).read(
        figure: field.value, attribute: attribute, of: target,
        at: pointer.appending(field.key), &self)
    } else if let series = series(field.value, at: pointer.appending(field.key)) {
      spec.figures.append(Spec.Figure(attribute: attribute, series: series))
    }
  }
}
