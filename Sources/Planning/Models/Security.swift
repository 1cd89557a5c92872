// SPDX-License-Identifier: GPL-3.0-or-later

extension Model {
  /// min Σ cᵢrᵢ where Σ aᵢrᵢ ≥ A, r ≥ 0: the security that is asked for at least cost.
  static let security = Model(
    name: "security", demandAttribute: "security", budgetAttribute: "cost",
    sense: .minimize, objective: ["cost"])
}
