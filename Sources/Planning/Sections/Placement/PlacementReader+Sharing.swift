// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// `"sharing": {"a+b": {"on": {"v100": {"a": {"steps": 7}, "b": {"steps": 6}}}}}`.
extension PlacementReader {
  func read(topLevel member: JSONMember, at pointer: Pointer, _ reader: inout SpecReader) {
    guard member.value.kind == .object, member.value.count > 0 else {
      return reader.expected(
        "an object of workloads that share units, at least one entry", member.value, at: pointer)
    }
    guard !reader.spec.workloads.isEmpty else {
      if reader.found["workloads"] == nil {
        reader.note(
          "\"sharing\" needs \"workloads\": they are who shares", at: pointer,
          offset: member.keyOffset)
      }
      return
    }
    let places = Dictionary(
      reader.spec.workloads.enumerated().map { (ExactName($1.name), $0) }
    ) { first, _ in first }
    for entry in reader.members(of: member.value) {
      let place = pointer.appending(entry.key)
      if entry.key.isEmpty {
        reader.note("what is shared needs a name", at: place, offset: entry.keyOffset)
      }
      readEntry(entry, places, at: place, &reader)
    }
  }

  private func readEntry(
    _ entry: JSONMember, _ places: [ExactName: Int], at pointer: Pointer,
    _ reader: inout SpecReader
  ) {
    guard entry.value.kind == .object else {
      return reader.expected("an object with \"on\"", entry.value, at: pointer)
    }
    var on: JSONMember?
    for field in reader.members(of: entry.value) {
      if field.keyEquals("on") {
        on = field
      } else {
        reader.unknown("key", field, at: pointer.appending(field.key), among: ["on"])
      }
    }
    guard let on else {
      return reader.note(
        "what is shared needs \"on\": the resources of which units are shared", at: pointer,
        offset: entry.value.offset)
    }
    let here = pointer.appending("on")
    guard on.value.kind == .object, on.value.count > 0 else {
      return reader.expected("an object of resources, at least one", on.value, at: here)
    }
    for member in reader.members(of: on.value) {
      let place = here.appending(member.key)
      guard let resource = reader.resource(named: member.key) else {
        if reader.names.isKnown {
          let known = reader.spec.resources.map(\.name)
          reader.note(
            "no resource is called \(quoted(member.key))"
              + reader.suggestion(for: member.key, among: known), at: place,
            offset: member.keyOffset)
        }
        continue
      }
      guard let parts = parts(member, resource, places, at: place, &reader) else { continue }
      shares.append(
        .init(
          name: entry.key, resource: resource, at: place, offset: member.keyOffset, parts: parts))
    }
  }

  /// Who shares a unit of a resource, and what it counts for; nil where that is wrong.
  private func parts(
    _ member: JSONMember, _ resource: Int, _ places: [ExactName: Int], at pointer: Pointer,
    _ reader: inout SpecReader
  ) -> [AddedColumn.Placing.Part]? {
    guard member.value.kind == .object else {
      reader.expected("an object of workloads that share a unit", member.value, at: pointer)
      return nil
    }
    var parts: [AddedColumn.Placing.Part] = []
    var isWrong = false
    for field in reader.members(of: member.value) {
      let place = pointer.appending(field.key)
      guard let w = places[ExactName(field.key)] else {
        let known = reader.spec.workloads.map(\.name)
        reader.note(
          "no workload is called \(quoted(field.key))"
            + reader.suggestion(for: field.key, among: known), at: place, offset: field.keyOffset)
        isWrong = true
        continue
      }
      let options = reader.spec.workloads[w].options
      guard let k = options.firstIndex(where: { $0.resource == resource }) else {
        reader.note(
          "\(quoted(field.key)) has no \(quoted(member.key)) under \"on\": what it cannot use alone "
            + "it cannot share", at: place, offset: field.keyOffset)
        isWrong = true
        continue
      }
      guard field.value.kind == .object else {
        reader.expected("an object of what a unit counts for", field.value, at: place)
        isWrong = true
        continue
      }
      let figures = reader.readFigures(of: field.value, at: place)
      for figure in figures { reader.namedOnWorkloads.insert(figure.attribute) }
      parts.append(.init(workload: w, option: k, figures: figures))
    }
    if !isWrong, parts.count < 2 {
      reader.note(
        "a unit is shared by two workloads or more, found \(parts.count)", at: pointer,
        offset: member.value.offset)
    }
    return isWrong || parts.count < 2 ? nil : parts
  }
}
