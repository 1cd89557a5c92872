// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The sections of a spec in the order of their rows and columns in the program: the formulation is
/// this list.
final class Rooms: Sendable {
  let resources: AmountRoom
  let workloads: WorkloadRoom
  let links: LinkRoom
  let further: FurtherRoom
  let running: RunningRoom
  /// By the numbers that a `Layout` gives them.
  let list: [any Room]

  init(_ spec: Spec, _ sections: [SectionMathematics]) {
    resources = AmountRoom(spec)
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

  /// Calls `body` with what a unit of a column counts for of each attribute. An attribute may come
  /// twice: then both count.
  @inline(__always)
  func forEachCharge(
    of kind: Layout.ColumnKind, in period: Int, _ layout: Layout,
    _ body: (_ attribute: Int, _ figure: Rational) -> Void
  ) {
    if case .amount(let r) = kind {
      resources.forEachCharge(ofResource: r, in: period, body)
    } else {
      for room in layout.rooms(meeting: kind) {
        room.forEachCharge(of: kind, in: period, layout, body)
      }
    }
  }
}
