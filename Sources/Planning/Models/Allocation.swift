// SPDX-License-Identifier: GPL-3.0-or-later

extension Model {
  /// max Σ rᵢ where Σ cᵢrᵢ ≤ C, Σ aᵢrᵢ ≥ A, r ≥ 0: as much as a budget buys that meets a demand.
  static let allocation = Model(
    name: "allocation", demandAttribute: "efficiency", budgetAttribute: "cost",
    sense: .maximize, objective: [Spec.units], defaults: ["efficiency": .one])
}
