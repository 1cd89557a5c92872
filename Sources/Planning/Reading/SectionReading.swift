// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Reads a section of the spec. One is made for each spec that is read; the reader of the whole
/// calls it for each key that its `format` names, and at the end for what came of it.
protocol SectionReading: AnyObject, SendableMetatype {
  /// The keys that it takes, by where they stand.
  static var format: SectionFormat { get }
  /// Whether every spec is asked for it, and not only one with keys of its `format`.
  static var isAlwaysAsked: Bool { get }
  init()

  /// Its turn, in the order of the registry, where every spec is asked for it.
  func read(_ reader: inout SpecReader)
  /// A member of the top level. All resources, links and workloads have been read.
  func read(topLevel member: JSONMember, at pointer: Pointer, _ reader: inout SpecReader)
  /// A member of a resource, whose number will be `resource`.
  func read(
    resourceKey member: JSONMember, of resource: Int, at pointer: Pointer,
    _ reader: inout SpecReader)
  /// A figure that is an object with one of `format.figure`'s keys: what a unit of `target`, an amount
  /// or a purchase, counts for.
  func read(
    figure value: JSONValue, attribute: Int, of target: AddedRow.Term.Target, at pointer: Pointer,
    _ reader: inout SpecReader)
  /// A member of a demand or a budget. `limit` is its pointer.
  func read(
    limitKey member: JSONMember, of limit: Pointer, at pointer: Pointer, _ reader: inout SpecReader)
  /// A member of a workload, whose number will be `workload`.
  func read(
    workloadKey member: JSONMember, of workload: Int, at pointer: Pointer,
    _ reader: inout SpecReader)
  /// A member of an option of a workload: of what stands under `on` for a resource. The option's
  /// number will be `option`.
  func read(
    optionKey member: JSONMember, of workload: Int, option: Int, resource: Int,
    at pointer: Pointer, _ reader: inout SpecReader)
  /// What the spec says of it; nil where it says nothing. Everything else has been read.
  func finish(_ reader: inout SpecReader) -> (any Section)?
}

extension SectionReading {
  static var isAlwaysAsked: Bool { false }
  func read(_ reader: inout SpecReader) {}
  func read(topLevel member: JSONMember, at pointer: Pointer, _ reader: inout SpecReader) {}
  func read(
    resourceKey member: JSONMember, of resource: Int, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {}
  func read(
    figure value: JSONValue, attribute: Int, of target: AddedRow.Term.Target, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {}
  func read(
    limitKey member: JSONMember, of limit: Pointer, at pointer: Pointer, _ reader: inout SpecReader
  ) {}
  func read(
    workloadKey member: JSONMember, of workload: Int, at pointer: Pointer,
    _ reader: inout SpecReader
  ) {}
  func read(
    optionKey member: JSONMember, of workload: Int, option: Int, resource: Int,
    at pointer: Pointer, _ reader: inout SpecReader
  ) {}
  func finish(_ reader: inout SpecReader) -> (any Section)? { nil }
}
