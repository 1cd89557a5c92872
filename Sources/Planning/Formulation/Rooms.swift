// SPDX-License-Identifier: GPL-3.0-or-later

/// The sections of a spec in the order of their rows and columns in the program: the formulation is
/// this list.
struct Rooms: Sendable {
  let resources: AmountRoom
  let workloads: WorkloadRoom
  let links: LinkRoom
  let further: FurtherRoom
  let running: RunningRoom
  /// By the numbers that a `Layout` gives them.
  let list: [any Room]

  init(_ spec: Spec, _ sections: [SectionMathematics]) {
    resources = AmountRoom(spec: spec)
    workloads = WorkloadRoom(spec, sections)
    links = LinkRoom(spec)
    further = FurtherRoom(spec, sections)
    running = RunningRoom(spec, sections)
    list = [
      resources, LimitRoom(.demands, of: spec), LimitRoom(.budgets, of: spec),
      ConstraintRoom(spec), ScalingRoom(spec), workloads, links, further, PenaltyRoom(spec),
      running,
    ]
  }
}
