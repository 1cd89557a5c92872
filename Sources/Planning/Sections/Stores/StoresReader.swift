// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// `"store": {"of": "kwh", "in": 0.25, "out": 0.25, "efficiency": 0.9}` on a resource.
final class StoresReader: SectionReading {
  private static let keys = ["of", "in", "out", "efficiency", "keep", "start", "cyclic"]

  static let format = SectionFormat(
    resource: [
      SpecFormat.Key(
        "store", ##"{"$ref": "#/$defs/store"}"##,
        "With periods: each unit holds up to one unit of an attribute.")
    ],
    definitions: [
      .init("part", #"{"type": "number", "minimum": 0, "maximum": 1}"#),
      .init(
        "parts",
        ##"""
        {"anyOf": [{"$ref": "#/$defs/part"}, {"type": "array", "items": {"$ref": "#/$defs/part"}},
                   {"$ref": "#/$defs/column"}]}
        """##
      ),
      .init(
        "store",
        ##"""
        {"type": "object", "required": ["of"], "additionalProperties": false, "properties": {
          "of": {"description": "The attribute of which a unit holds one.", "type": "string", "minLength": 1},
          "in": {"description": "The most that a unit takes in; no end if left out.", "$ref": "#/$defs/floored"},
          "out": {"description": "The most that a unit gives; no end if left out.", "$ref": "#/$defs/floored"},
          "efficiency": {"description": "The part of what is taken in that arrives; 1.", "$ref": "#/$defs/parts"},
          "keep": {"description": "The part of the level that is there a period later; 1.", "$ref": "#/$defs/parts"},
          "start": {"description": "The part that is full before the first period; 0.", "$ref": "#/$defs/part"},
          "cyclic": {"description": "As full before the first period as after the last.", "type": "boolean"}}}
        """##
      ),
    ],
    needPeriods: ["store"],
    groups: [
      .init(
        name: Stores.group, says: "What stores hold, take in and give.",
        figures: [
          .init(name: "level", says: "What is in it at the end of the period."),
          .init(name: "in", says: "What it takes in."), .init(name: "out", says: "What it gives."),
        ])
    ])

  /// A store, and the attribute that it holds, which may be named further down.
  private struct Found {
    var store: Stores.Store
    let of: (name: String, offset: Int)
  }

  private var found: [Found] = []

  func read(
    resourceKey member: JSONMember, of resource: Int, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {
    let value = member.value
    guard value.kind == .object else {
      return reader.expected(
        "an object with \"of\": what each unit holds, and how it is filled", value, at: pointer)
    }
    if reader.found["periods"] == nil {
      reader.note(
        "\"store\" needs \"periods\": without them there is nothing to store for", at: pointer,
        offset: member.keyOffset)
    }
    var fields = Fields(store: .init(resource: resource, attribute: 0, at: pointer))
    for field in reader.members(of: value) { read(field, &fields, at: pointer, &reader) }
    if fields.isCyclic {
      fields.store.start = nil
      if let start = fields.start {
        reader.note(
          "\"start\" beside \"cyclic\": a cyclic store starts as full as it ends",
          at: pointer.appending("start"), offset: start.keyOffset)
      }
    }
    guard let of = fields.of else {
      return reader.note(
        "a store needs \"of\": the attribute that it holds", at: pointer, offset: value.offset)
    }
    if !of.name.isEmpty { found.append(Found(store: fields.store, of: of)) }
  }

  /// What a store says, as it is read.
  private struct Fields {
    var store: Stores.Store
    var of: (name: String, offset: Int)?
    var start: JSONMember?
    var isCyclic = false
  }

  private func read(
    _ field: JSONMember, _ fields: inout Fields, at pointer: Pointer, _ reader: inout SpecReader
  ) {
    let place = pointer.appending(field.key)
    switch field.key {
    case "of":
      if let name = field.value.string, !name.isEmpty {
        fields.of = (name, field.value.offset)
      } else {
        reader.expected("the name of an attribute", field.value, at: place)
        fields.of = ("", field.value.offset)
      }
    case "in", "out":
      let bound = reader.nonnegativeSeries(field.value, at: place).map {
        WrittenBound(series: $0, at: place)
      }
      if field.key == "in" { fields.store.into = bound } else { fields.store.outOf = bound }
    case "efficiency":
      if let part = reader.partSeries(field.value, at: place) { fields.store.efficiency = part }
    case "keep":
      if let part = reader.partSeries(field.value, at: place) { fields.store.keep = part }
    case "start":
      fields.start = field
      if field.value.kind == .array {
        reader.expected("a number from 0 to 1", field.value, at: place)
      } else if let part = reader.partSeries(field.value, at: place) {
        fields.store.start = part[0]
      }
    case "cyclic":
      if let flag = field.value.bool {
        fields.isCyclic = flag
      } else {
        reader.expected("true or false", field.value, at: place)
      }
    default:
      reader.unknown("key", field, at: place, among: Self.keys)
    }
  }

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    let stores = found.compactMap { found -> Stores.Store? in
      let (store, of) = (found.store, found.of)
      let place = store.at.appending("of")
      if of.name == Spec.units {
        reader.note(
          "\"units\" counts amounts, and cannot be stored", at: place, offset: of.offset)
        return nil
      }
      guard let attribute = reader.use(of.name, at: place, offset: of.offset) else { return nil }
      return Stores.Store(
        resource: store.resource, attribute: attribute, into: store.into, outOf: store.outOf,
        efficiency: store.efficiency, keep: store.keep, start: store.start, at: store.at)
    }
    return stores.isEmpty ? nil : Stores(stores, of: reader.spec.resources)
  }
}

extension SpecReader {
  /// Numbers from 0 to 1.
  mutating func partSeries(_ value: JSONValue, at place: Pointer) -> Series? {
    guard let series = series(value, at: place) else { return nil }
    guard let t = series.values.firstIndex(where: { $0.signum < 0 || $0 > .one }) else {
      return series
    }
    note(
      "expected a number from 0 to 1, found \(series.values[t].text)",
      at: series.isList ? place.appending(t) : place, offset: offset(of: value, element: t))
    return nil
  }
}
