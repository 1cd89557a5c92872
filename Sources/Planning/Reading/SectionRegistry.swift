// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText

/// The sections that a reader knows beside those that are built in.
struct SectionRegistry: Sendable {
  let readers: [any SectionReading.Type]

  /// The ends that a spec implies for its amounts.
  let ends: @Sendable (Spec) -> any EndsOfAmounts
  /// Reads scenarios, once all else has been.
  let readFutures: @Sendable (inout SpecReader) -> Void

  /// The keys of all sections, as they stand in the schema.
  var formats: [SectionFormat] {
    let formats = readers.map { $0.format }
    return formats.indices.sorted { (formats[$0].place, $0) < (formats[$1].place, $1) }
      .map { formats[$0] }
  }

  func adding(_ reader: any SectionReading.Type) -> SectionRegistry {
    SectionRegistry(readers: readers + [reader], ends: ends, readFutures: readFutures)
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
