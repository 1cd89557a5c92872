// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// What the units are by which two plans differ.
public struct MovedUnits: Sendable {
  public private(set) var all = Rational.zero
  /// Of a workload, in a period: what it has more than before in all, what it has less, and what it has
  /// elsewhere. A unit that moves differs at both ends. Without workloads, what there is more and less of.
  public private(set) var new = Rational.zero
  public private(set) var gone = Rational.zero
  public private(set) var moved = Rational.zero

  public init(_ moves: [Move]) {
    struct Owner: Hashable { let workload: String?, period: Int? }
    var sums: [Owner: (up: Rational, down: Rational)] = [:]
    for move in moves {
      let change = move.to - move.from
      let owner = Owner(workload: move.workload, period: move.period)
      if change.signum > 0 {
        sums[owner, default: (.zero, .zero)].up += change
      } else {
        sums[owner, default: (.zero, .zero)].down += -change
      }
      all += change.magnitude
    }
    for (owner, (up, down)) in sums {
      let both = owner.workload == nil ? .zero : min(up, down)
      new += up - both
      gone += down - both
      moved += both
    }
  }
}
