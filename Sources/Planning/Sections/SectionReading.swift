// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// Reads a section of the spec. One is made for each spec that is read; the reader of the whole
/// calls it for each key that its `format` names, and at the end for what came of it.
protocol SectionReading: AnyObject, SendableMetatype {
  /// The keys that it takes, by where they stand.
  static var format: SectionFormat { get }
  init()

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
}

/// The keys of a section, by where they stand, each with its schema; and what its part of a result
/// looks like.
struct SectionFormat: Sendable {
  var topLevel: [SpecFormat.Key] = []
  /// Keys of a resource that are no attributes.
  var resource: [SpecFormat.Key] = []
  /// Keys of an object that stands in place of a figure.
  var figure: [SpecFormat.Key] = []
  var limit: [SpecFormat.Key] = []
  var workload: [SpecFormat.Key] = []
  /// Keys under `on`, beside the attributes of a workload on a resource.
  var option: [SpecFormat.Key] = []
  /// Named parts that the schemas above refer to: name, JSON.
  var definitions: [(name: String, schema: String)] = []
  /// What it adds to a result.
  var groups: [Group] = []
  var resultOfResource: [Figure] = []
  var resultOfLimit: [Figure] = []

  /// A figure of a result, as `SectionFigures` has it.
  struct Figure: Sendable {
    let name: String
    let says: String
    var isFlag = false
  }

  /// A member of a result: a name each, with these figures; none where the author names them.
  struct Group: Sendable {
    let name: String
    let says: String
    var figures: [Figure] = []
  }
}

/// The sections that a reader knows beside those that are built in.
struct SectionRegistry: Sendable {
  let readers: [any SectionReading.Type]

  /// Every section of version 1.
  static let standard = SectionRegistry(
    readers: [TiersReader.self, UsedAmountsReader.self, PlacementReader.self])

  func adding(_ reader: any SectionReading.Type) -> SectionRegistry {
    SectionRegistry(readers: readers + [reader])
  }

  /// Where a key leads: the number of the section that reads it. A few dozen names, which are
  /// looked up only where no attribute is met again: a dictionary would cost a small spec more.
  struct Keys: Sendable {
    private let topLevel, resource, figure, limit, workload, option: [(name: String, section: Int)]

    init(_ registry: SectionRegistry) {
      func list(_ keys: (SectionFormat) -> [SpecFormat.Key]) -> [(name: String, section: Int)] {
        registry.readers.enumerated().flatMap { index, reader in
          keys(reader.format).map { ($0.name, index) }
        }
      }
      topLevel = list(\.topLevel)
      resource = list(\.resource)
      figure = list(\.figure)
      limit = list(\.limit)
      workload = list(\.workload)
      option = list(\.option)
    }

    enum Place { case topLevel, resource, figure, limit, workload, option }

    /// nil where no section takes the key.
    func section(of member: JSONMember, in place: Place) -> Int? {
      list(place).first { member.keyEquals($0.name) }?.section
    }

    func names(in place: Place) -> [String] { list(place).map(\.name) }

    private func list(_ place: Place) -> [(name: String, section: Int)] {
      switch place {
      case .topLevel: topLevel
      case .resource: resource
      case .figure: figure
      case .limit: limit
      case .workload: workload
      case .option: option
      }
    }
  }
}
