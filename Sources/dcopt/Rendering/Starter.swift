// SPDX-License-Identifier: GPL-3.0-or-later

/// The specs that `init` writes: small, solvable, and a line of words for each part.
enum Starter: String, CaseIterable {
  case allocation, energy, security, long

  var spec: String {
    switch self {
    case .allocation:
      """
      {
        "dcopt": 1,
        "title": "As much as the budget buys",
        "model": "allocation",
        "resources": {
          "cpu": { "cost": 1, "efficiency": 1, "max": 500 },
          "gpu": { "cost": 8, "efficiency": 12, "max": 60 }
        },
        "budget": 800,
        "demand": 600
      }

      """
    case .energy:
      """
      {
        "dcopt": 1,
        "title": "The work with the least energy and time",
        "model": "energy",
        "resources": {
          "cpu": { "energy": 5, "time": 1 },
          "gpu": { "energy": 10, "time": 5 }
        },
        "budget": 1000,
        "demand": 400
      }

      """
    case .security:
      """
      {
        "dcopt": 1,
        "title": "Enough security at the least cost",
        "model": "security",
        "resources": {
          "firewall": { "cost": 10, "security": 8, "max": 5 },
          "monitoring": { "cost": 4, "security": 3, "max": 20 }
        },
        "demand": 60
      }

      """
    case .long:
      """
      {
        "dcopt": 1,
        "title": "A fleet at the least cost",
        "resources": {
          "small": { "cost": 1, "compute": 1, "power": 0.1 },
          "large": { "cost": 9, "compute": 12, "power": 0.7, "max": 40, "integer": true }
        },
        "demands": { "compute": 300 },
        "budgets": { "power": 24 },
        "constraints": { "spread": { "terms": { "large": 1, "small": -2 }, "max": 0 } },
        "minimize": "cost"
      }

      """
    }
  }

  /// What each part is for, a line each.
  var guide: String {
    let common = [
      ("dcopt", "the version of the format"),
      ("title", "printed above the table"),
      ("resources", "what can be allocated, each with its figures a unit; min, max and integer"),
      ("", "bound the amount"),
    ]
    let own: [(String, String)] =
      switch self {
      case .allocation:
        [
          ("model", "allocation: as many units as possible"),
          ("budget", "the most cost in total"), ("demand", "the least efficiency in total"),
        ]
      case .energy:
        [
          ("model", "energy: the least energy plus time"),
          ("budget", "the most energy in total"), ("demand", "the least time in total"),
        ]
      case .security:
        [
          ("model", "security: the least cost"), ("demand", "the least security in total"),
          ("", "a budget on cost may stand beside it"),
        ]
      case .long:
        [
          ("demands", "attribute: the least total, or {\"min\": …, \"max\": …}"),
          ("budgets", "attribute: the most in total, likewise"),
          ("constraints", "any other linear row: terms, and min, max or equals"),
          ("minimize", "an attribute, a list of them, or weights; or maximize"),
        ]
      }
    return (common + own).map { key, says in
      "  " + key + String(repeating: " ", count: 13 - key.count) + says + "\n"
    }.joined()
  }
}
