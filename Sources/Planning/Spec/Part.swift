// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of a plan, told by tags: `"where": ["eu", "spot"]`. A site counts as a tag.
///
/// An amount is in it where its resource has all the tags; what a workload gets of a resource where
/// the two together have them.
public struct Part: Sendable {
  public let tags: [String]
  /// One a resource.
  private let resources: [Bool]
  /// One an option of each workload.
  private let options: [[Bool]]

  init(_ tags: [String], of spec: Spec) {
    self.tags = tags
    let wanted = tags.map(ExactName.init)
    let own = spec.resources.map { Set($0.tags.map(ExactName.init)) }
    resources = own.map { tags in wanted.allSatisfy(tags.contains) }
    options = spec.workloads.map { workload in
      let tags = Set(workload.tags.map(ExactName.init))
      return workload.options.map { option in
        wanted.allSatisfy { tags.contains($0) || own[option.resource].contains($0) }
      }
    }
  }

  func hasResource(_ resource: Int) -> Bool { resources[resource] }

  func hasOption(_ option: Int, of workload: Int) -> Bool { options[workload][option] }
}
