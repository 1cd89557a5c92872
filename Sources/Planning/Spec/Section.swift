// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// A section of the spec as it was read: a room of its own. What it adds to the program is data
/// (`SectionMathematics`: columns and rows, each with its name, its place in the spec and its
/// formula), so that layout, formulation, words, certificates, exports and proofs need to know
/// nothing of it.
///
/// A section meets the others in four things: the amounts of resources (and what is bought and
/// placed), the totals of attributes, the first objective, and the registry of rows and columns,
/// where each knows its owner.
protocol Section: Sendable {
  /// What it adds, for a spec that is in order. Asked once a formulation.
  func mathematics(in spec: Spec) -> SectionMathematics
  /// Puts the section's own columns into the one form that is printed, where the program leaves a
  /// choice or a plan gives only amounts: from the values of all others. `printed` is a printed
  /// result or plan, for what amounts do not tell.
  func settle(_ values: inout SectionValues, printed: JSONValue?)
  /// What the result says of it.
  func figures(_ values: SectionValues) -> SectionFigures
  /// What parts of the spec its mathematics leans on with numbers of its own.
  var leans: Leaning { get }
  /// What `--verbose` says of how it is modelled.
  var remarks: [String] { get }
  /// Whether its mathematics is still what it means where attributes count in these directions: a
  /// linear form may be right only where less is better.
  func holds(for directions: AttributeDirections) -> Bool
}

/// Parts of the spec whose numbers a section has put into rows of its own, so that they cannot be
/// taken away from the program one by one.
struct Leaning: Sendable {
  /// Resources whose upper ends they are.
  var resources: Set<Int> = []
  /// Whether other rows have implied such an end.
  var onRows = false

  mutating func merge(_ other: Leaning) {
    resources.formUnion(other.resources)
    onRows = onRows || other.onRows
  }
}

extension Section {
  func settle(_ values: inout SectionValues, printed: JSONValue?) {}
  func figures(_ values: SectionValues) -> SectionFigures { SectionFigures() }
  var leans: Leaning { Leaning() }
  var remarks: [String] { [] }
  func holds(for directions: AttributeDirections) -> Bool { true }
}
