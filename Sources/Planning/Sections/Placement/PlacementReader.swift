// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// Reads how workloads take their places: `whole`, `one_place`, `uses`, `gives`, `spread` and
/// `sharing`.
final class PlacementReader: SectionReading {
  static let format = SectionFormat(
    topLevel: [
      SpecFormat.Key(
        "sharing", ##"{"$ref": "#/$defs/sharing"}"##,
        "Units that two or more workloads have together, by name, and what they count for.")
    ],
    resource: [
      SpecFormat.Key(
        "gives", ##"{"$ref": "#/$defs/quantities"}"##,
        "What a unit gives to those that use it, such as cpu and memory.")
    ],
    workload: [
      SpecFormat.Key("whole", #"{"type": "boolean"}"#, "Whole units on each resource."),
      SpecFormat.Key(
        "one_place",
        ##"""
        {"anyOf": [
          {"type": "boolean"},
          {"type": "object", "properties": {"over": {"const": "all"}}, "required": ["over"],
           "additionalProperties": false}
        ]}
        """##, "All of it on one resource, in each period or (over: all) in all of them."),
      SpecFormat.Key(
        "uses", ##"{"$ref": "#/$defs/quantities"}"##,
        "What a unit uses of what resources give; without it a unit takes a unit."),
      SpecFormat.Key(
        "spread",
        ##"""
        {"type": "object", "minProperties": 1, "additionalProperties": false, "properties": {
          "sites": {"$ref": "#/$defs/fraction"}, "resources": {"$ref": "#/$defs/fraction"}}}
        """##, "The greatest part of it in any one site, or on any one resource."),
    ],
    option: [
      SpecFormat.Key(
        "uses", ##"{"$ref": "#/$defs/quantities"}"##, "What a unit uses here, where it differs.")
    ],
    definitions: [
      .init(
        "quantities",
        ##"""
        {"type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
         "additionalProperties": {"$ref": "#/$defs/floored"}}
        """##
      ),
      .init(
        "fraction",
        ##"""
        {"anyOf": [
          {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
          {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}}
        ]}
        """##
      ),
      .init(
        "sharing",
        ##"""
        {"type": "object", "minProperties": 1, "propertyNames": {"minLength": 1},
         "additionalProperties": {
           "type": "object", "required": ["on"], "additionalProperties": false,
           "properties": {"on": {
             "description": "Resource: workload: what a unit counts for.",
             "type": "object", "minProperties": 1,
             "additionalProperties": {
               "type": "object", "minProperties": 2,
               "additionalProperties": {"$ref": "#/$defs/figures"}}}}}}
        """##
      ),
    ],
    groups: [
      .init(
        name: "capacity", says: "Quantity and resource: what is used of what is given.",
        figures: [
          .init(name: "used", says: "What workloads use."),
          .init(name: "given", says: "What the amount held gives."),
        ]),
      .init(name: "sharing", says: "Who shares: resource: how many units they have together."),
    ])

  /// What is written of a workload, with its places.
  struct Written {
    var wholeAt: Pointer?
    var onePlace: PlacementSection.OnePlace?
    var uses: (quantities: [PlacementSection.Quantity], offset: Int)?
    var usesOn: [Int: [PlacementSection.Quantity]] = [:]
    var spread: (value: JSONValue, at: Pointer)?
  }

  struct Given {
    let quantity: PlacementSection.Quantity
    let offset: Int
  }

  var written: [Int: Written] = [:]
  var gives: [Int: [Given]] = [:]
  var shares: [PlacementSection.Share] = []

  func read(
    resourceKey member: JSONMember, of resource: Int, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {
    let quantities = quantities(member.value, at: pointer, &reader)
    gives[resource] = quantities.map { Given(quantity: $0.quantity, offset: $0.offset) }
  }

  func read(
    workloadKey member: JSONMember, of workload: Int, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {
    let value = member.value
    switch member.key {
    case "whole":
      guard let flag = value.bool else {
        return reader.expected("true or false", value, at: pointer)
      }
      if flag { written[workload, default: .init()].wholeAt = pointer }
    case "one_place": readOnePlace(member, workload, at: pointer, &reader)
    case "uses":
      let quantities = quantities(value, at: pointer, &reader).map(\.quantity)
      written[workload, default: .init()].uses = (quantities, member.keyOffset)
    default: written[workload, default: .init()].spread = (value, pointer)
    }
  }

  func read(
    optionKey member: JSONMember, of workload: Int, option: Int, resource: Int,
    at pointer: Pointer, _ reader: inout SpecReader
  ) {
    let quantities = quantities(member.value, at: pointer, &reader)
    written[workload, default: .init()].usesOn[option] = quantities.map(\.quantity)
    for (quantity, offset) in quantities {
      noteMissing(quantity, on: resource, at: quantity.bound.at, offset, &reader)
    }
  }

  /// An object of quantities, none below 0.
  private func quantities(
    _ value: JSONValue, at pointer: Pointer, _ reader: inout SpecReader
  ) -> [(quantity: PlacementSection.Quantity, offset: Int)] {
    guard value.kind == .object, value.count > 0 else {
      reader.expected("an object of quantities, such as {\"cpu\": 2}", value, at: pointer)
      return []
    }
    return reader.members(of: value).compactMap { field in
      let place = pointer.appending(field.key)
      if field.key.isEmpty {
        reader.note("a quantity needs a name", at: place, offset: field.keyOffset)
      }
      return reader.nonnegativeSeries(field.value, at: place).map {
        (.init(name: field.key, bound: WrittenBound(series: $0, at: place)), field.keyOffset)
      }
    }
  }

  private func readOnePlace(
    _ member: JSONMember, _ workload: Int, at pointer: Pointer, _ reader: inout SpecReader
  ) {
    let value = member.value
    var span = Limit.Span.each
    if value.kind == .object, value.count == 1, value["over"]?.string == "all" {
      span = .all
      if reader.found["periods"] == nil {
        reader.note(
          "\"over\" needs \"periods\": without them there is one place", at: pointer,
          offset: value.offset)
      }
    } else if let flag = value.bool {
      if !flag { return }
    } else {
      return reader.expected(
        "true, false or {\"over\": \"all\"} (the same place in all periods)", value, at: pointer)
    }
    written[workload, default: .init()].onePlace = .init(
      at: pointer, offset: member.keyOffset, span: span)
  }

  // MARK: - The end

  func finish(_ reader: inout SpecReader) -> (any Section)? {
    let spec = reader.spec
    let rules = spec.workloads.indices.map { w -> PlacementSection.Rules in
      var rules = PlacementSection.Rules()
      guard let written = written[w] else { return rules }
      rules.wholeAt = written.wholeAt
      rules.onePlace = written.onePlace
      rules.uses = uses(written, w, &reader)
      rules.spread = spread(written, w, &reader)
      return rules
    }
    let section = PlacementSection(
      spec, rules, gives: gives.mapValues { $0.map(\.quantity) }, shares)
    noteUnused(section, &reader)
    let saysSomething =
      !shares.isEmpty || !section.capacities.isEmpty
      || rules.contains {
        $0.wholeAt != nil || $0.onePlace != nil || !$0.spread.isEmpty || !$0.uses.isEmpty
      }
    return saysSomething ? section : nil
  }

  /// What a unit of a workload uses on each of its options.
  private func uses(
    _ written: Written, _ w: Int, _ reader: inout SpecReader
  ) -> [[PlacementSection.Quantity]?] {
    if written.uses == nil, written.usesOn.isEmpty { return [] }
    return reader.spec.workloads[w].options.enumerated().map { k, option in
      let own = written.usesOn[k]
      guard let all = written.uses else { return own }
      let kept = all.quantities.filter { quantity in
        own?.contains { $0.name == quantity.name } != true
      }
      for quantity in kept {
        noteMissing(quantity, on: option.resource, at: quantity.bound.at, all.offset, &reader)
      }
      return kept + (own ?? [])
    }
  }

  /// Complains of a quantity that a resource does not give.
  private func noteMissing(
    _ quantity: PlacementSection.Quantity, on resource: Int, at place: Pointer, _ offset: Int,
    _ reader: inout SpecReader
  ) {
    let given = (gives[resource] ?? []).map(\.quantity.name)
    if given.contains(quantity.name) || quantity.bound.series.values.allSatisfy(\.isZero) { return }
    let name = reader.spec.resources[resource].name
    let hint =
      given.isEmpty
      ? "; write \"gives\": {\(quoted(quantity.name)): …} in it"
      : reader.suggestion(for: quantity.name, among: given)
    reader.note(
      "the resource \(quoted(name)) gives no \(quoted(quantity.name))\(hint)", at: place,
      offset: offset)
  }

  private func noteUnused(_ section: PlacementSection, _ reader: inout SpecReader) {
    for (r, given) in gives.sorted(by: { $0.key < $1.key }) {
      for given in given
      where !section.capacities.contains(where: {
        $0.resource == r && $0.quantity.name == given.quantity.name
      }) {
        reader.note(
          "nothing uses \(quoted(given.quantity.name)) of \(quoted(reader.spec.resources[r].name)): "
            + "what a unit of a workload takes of it is its \"uses\"",
          at: given.quantity.bound.at, offset: given.offset, severity: .warning)
      }
    }
  }
}
