// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// One amount that the new plan changes.
public struct Move: Sendable {
  /// nil in a spec without workloads.
  public let workload: String?
  public let resource: String
  /// From 0; nil in a spec without periods.
  public let period: Int?
  public let from: Rational
  public let to: Rational

  public var size: Rational { (to - from).magnitude }
}
