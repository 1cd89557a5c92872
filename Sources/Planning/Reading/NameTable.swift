// SPDX-License-Identifier: GPL-3.0-or-later

/// The names that a spec gives, and which of them something uses.
struct NameTable {
  /// Where an attribute stands first.
  struct Occurrence {
    let name: String
    let pointer: Pointer
    let offset: Int
  }

  /// Whether there are resources to check names against.
  var isKnown = false
  /// All attributes, `units` first; an attribute's number is its place here.
  private(set) var attributes: [String] = [Spec.units]
  /// The first place of each attribute; nil for those that a model gives.
  private var occurrences: [Occurrence?] = [nil]
  private var order: [Int] = []
  private var places: [String: Int] = [Spec.units: 0]
  private var isUsed = [true]

  /// The number of an attribute that stands at a place of the spec.
  mutating func add(attribute name: String, at pointer: @autoclosure () -> Pointer, offset: Int)
    -> Int
  {
    let index = number(of: name)
    if occurrences[index] == nil, index != Spec.unitsIndex {
      occurrences[index] = Occurrence(name: name, pointer: pointer(), offset: offset)
      order.append(index)
    }
    return index
  }

  /// Adds an attribute that a model gives every resource.
  mutating func give(_ name: String) { _ = number(of: name) }

  private mutating func number(of name: String) -> Int {
    if let index = places[name] { return index }
    places[name] = attributes.count
    attributes.append(name)
    occurrences.append(nil)
    isUsed.append(false)
    return attributes.count - 1
  }

  func attribute(_ name: String) -> Int? { places[name] }

  /// For suggestions: as they first stand in the spec, then those that are given.
  var attributeNames: [String] {
    order.map { attributes[$0] }
      + attributes.indices.filter { occurrences[$0] == nil }.map { attributes[$0] }.sorted()
  }

  mutating func use(_ attribute: Int) { isUsed[attribute] = true }

  var unused: [Occurrence] { order.filter { !isUsed[$0] }.map { occurrences[$0]! } }
}
