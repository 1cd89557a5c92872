// SPDX-License-Identifier: GPL-3.0-or-later

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
  /// Those of the keys above that a spec without periods may not have.
  var needPeriods: [String] = []
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
