// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A shorthand: the attributes that `demand` and `budget` bound, and the default objective.
struct Model: Sendable {
  let name: String
  let demandAttribute: String
  let budgetAttribute: String
  let sense: LinearProgram.Sense
  let objective: [String]
  /// Attributes that a resource has without saying so.
  var defaults: [String: Rational] = [:]

  static let all = [allocation, energy, security]
}
