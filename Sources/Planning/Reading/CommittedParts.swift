// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// What resources and demands say of scenarios, as it is read.
struct CommittedParts {
  /// The places of resources.
  var amounts: Set<Int> = []
  var purchases: Set<Int> = []
  var chances: [(limit: Pointer, probability: Rational, at: Pointer, offset: Int)] = []
}
