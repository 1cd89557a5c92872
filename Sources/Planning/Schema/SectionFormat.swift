// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys of a section, by where they stand, each with its schema; and what its part of a result
/// looks like.
struct SectionFormat: Sendable {
  /// Where its keys stand among those of other sections.
  var place = 100
  var topLevel: [SpecFormat.Key] = []
  /// Keys of a resource that are no attributes.
  var resource: [SpecFormat.Key] = []
  /// Keys of an object that stands in place of a figure.
  var figure: [SpecFormat.Key] = []
  var limit: [SpecFormat.Key] = []
  var workload: [SpecFormat.Key] = []
  /// Keys that mean something only in a spec with a certain key at its top level; elsewhere those of
  /// a resource are attributes like any other.
  var conditional: [Conditional] = []
  /// Keys under `on`, beside the attributes of a workload on a resource.
  var option: [SpecFormat.Key] = []
  /// Named parts that the schemas above refer to: name, JSON.
  var definitions: [Definition] = []
  /// Those of the keys above that a spec without periods may not have.
  var needPeriods: [String] = []
  /// What it adds to a result.
  var groups: [Group] = []
  /// Members of a result whose entries are rows.
  var rows: [String] = []
  var resultOfResource: [Figure] = []
  var resultOfLimit: [Figure] = []

  /// A part of the schema, put together only where it is asked for.
  struct Definition: Sendable {
    let name: String
    var schema: String { makeSchema() }
    private let makeSchema: @Sendable () -> String

    init(_ name: String, _ schema: @autoclosure @escaping @Sendable () -> String) {
      (self.name, makeSchema) = (name, schema)
    }
  }

  struct Conditional: Sendable {
    let topLevel: String
    let resource: [SpecFormat.Key]
    let workload: [SpecFormat.Key]

    init(
      with topLevel: String, resource: [SpecFormat.Key] = [], workload: [SpecFormat.Key] = []
    ) {
      (self.topLevel, self.resource, self.workload) = (topLevel, resource, workload)
    }
  }

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
