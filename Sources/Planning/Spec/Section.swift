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
  /// What `--verbose` says of how it is modelled.
  var remarks: [String] { get }
  /// Whether its mathematics is still what it means where attributes count in these directions: a
  /// linear form may be right only where less is better.
  func holds(for directions: AttributeDirections) -> Bool
}

extension Section {
  func settle(_ values: inout SectionValues, printed: JSONValue?) {}
  func figures(_ values: SectionValues) -> SectionFigures { SectionFigures() }
  var remarks: [String] { [] }
  func holds(for directions: AttributeDirections) -> Bool { true }
}
