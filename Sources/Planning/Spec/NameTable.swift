// SPDX-License-Identifier: GPL-3.0-or-later

/// The names that a spec's resources give, and which of them something uses.
struct NameTable {
  /// Where an attribute stands first.
  struct Occurrence {
    let name: String
    let pointer: Pointer
    let offset: Int
  }

  /// Whether there are resources to check names against.
  var isKnown = false
  var resources: [ExactName: Int] = [:]
  private(set) var attributes: [Occurrence] = []
  private var places: [String: Int] = [:]
  private var used: Set<String> = []

  mutating func add(attribute name: String, at pointer: @autoclosure () -> Pointer, offset: Int) {
    guard places[name] == nil else { return }
    places[name] = attributes.count
    attributes.append(Occurrence(name: name, pointer: pointer(), offset: offset))
  }

  /// Attributes that a model gives every resource.
  private(set) var given: Set<String> = [Spec.units]
  mutating func give(_ name: String) { given.insert(name) }

  func hasAttribute(_ name: String) -> Bool { places[name] != nil || given.contains(name) }

  var attributeNames: [String] {
    attributes.map(\.name) + given.filter { places[$0] == nil }.sorted()
  }

  mutating func use(_ name: String) { used.insert(name) }

  var unused: [Occurrence] { attributes.filter { !used.contains($0.name) } }
}
