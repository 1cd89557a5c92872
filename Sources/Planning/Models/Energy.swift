// SPDX-License-Identifier: GPL-3.0-or-later

extension Model {
  /// min Σ (Eᵢ+Tᵢ)xᵢ where Σ Eᵢxᵢ ≤ C, Σ Tᵢxᵢ ≥ A, x ≥ 0: least energy plus time.
  static let energy = Model(
    name: "energy", demandAttribute: "time", budgetAttribute: "energy",
    sense: .minimize, objective: ["energy", "time"])
}
