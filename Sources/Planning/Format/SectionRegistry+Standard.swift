// SPDX-License-Identifier: GPL-3.0-or-later

extension SectionRegistry {
  /// Every section of version 1, in the order in which they are read.
  static let standard = SectionRegistry(
    readers: [
      PeriodsReader.self, ResourcesReader.self, LinksReader.self, WorkloadsReader.self,
      LimitsReader.self, ConstraintsReader.self, TiersReader.self, UsedAmountsReader.self,
      StoresReader.self, WaitingReader.self, PlacementReader.self, NaivePlacementCheck.self,
      ScenariosReader.self, ObjectivesReader.self, LivesReader.self,
    ],
    ends: { ImpliedEnds($0) }, readFutures: { $0.readFutures() })
}

extension SpecFormat {
  /// The keys of the top level.
  public static var topLevel: [Key] {
    header + SectionRegistry.standard.formats.flatMap(\.topLevel)
  }

  /// A JSON Schema (2020-12) of specs, as JSON text.
  public static var schema: String { schema(with: .standard) }

  /// The same with other sections than those of version 1.
  static func schema(with sections: SectionRegistry) -> String {
    SpecSchema(sections.formats).text
  }
}

extension ResultFormat {
  /// A JSON Schema (2020-12) of results, as JSON text.
  public static var schema: String { schema(with: .standard) }

  /// The same with other sections than those of version 1.
  static func schema(with sections: SectionRegistry) -> String {
    schema(with: sections.formats)
  }
}
