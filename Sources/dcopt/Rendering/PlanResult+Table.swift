// SPDX-License-Identifier: GPL-3.0-or-later
import GLPKSolver
import LinearProgram
import Planning

extension PlanResult {
  /// The result for a person: what to do, what binds, and what the answer rests on.
  var table: String {
    var text = title.map { printable($0) + "\n\n" } ?? ""
    text += headline + "\n"
    if hasPlan {
      text += "\n" + resourceTable.text
      for (kind, rows) in [("demand", demands), ("budget", budgets), ("constraint", constraints)]
      where !rows.isEmpty {
        text += "\n" + Self.rowTable(kind, rows).text
      }
    }
    if !conflict.isEmpty {
      text += "\nThese cannot hold together, and any one fewer could:\n"
      for part in conflict { text += "  \(printable(part.at)): \(printable(part.says))\n" }
    }
    if !repair.isEmpty {
      text += "\nThe least change with which there is a plan:\n"
      for change in repair {
        let verb = change.to > change.from ? "raise" : "lower"
        text +=
          "  \(verb) \(printable(change.at)) from \(change.from.shown) to \(change.to.shown)\n"
      }
    }
    text += sensitivityText + alternativesText
    if !direction.isEmpty {
      text += "\nThe objective improves for ever in this direction:\n"
      for (name, value) in direction {
        text += "  \(printable(name)) \(value.signum > 0 ? "+" : "")\(value.shown)\n"
      }
    }
    return text + "\n" + proof.sentence(status) + "\n"
  }

  private var headline: String {
    guard let value = objective.value else { return status.rawValue }
    let goal = objective.terms.map { printable($0.name) }.joined(separator: " + ")
    return "\(status.rawValue): \(objective.sense.name) \(goal) = \(value.shown)"
  }

  private var resourceTable: TextTable {
    var table = TextTable(header: ["resource", "amount", "at", "reduced cost"])
    for resource in resources {
      table.add([
        printable(resource.name), resource.amount.shown,
        resource.at == .between ? "" : resource.at.rawValue, resource.reducedCost?.shown ?? "-",
      ])
    }
    return table
  }

  private var sensitivityText: String {
    guard let sensitivity else { return "" }
    var table = TextTable(
      header: ["price of", "bound", "one less", "one more", "holds from", "holds to"])
    for (row, prices) in zip(demands + budgets + constraints, sensitivity.prices) {
      table.add([
        printable(row.name), prices.bound.shown, prices.less?.shown ?? "no plan",
        prices.more?.shown ?? "no plan", prices.from?.shown ?? "any", prices.to?.shown ?? "any",
      ])
    }
    var weights = TextTable(header: ["weight of", "best plan from", "to"])
    for (name, range) in sensitivity.staysOptimal {
      weights.add([printable(name), range.from?.shown ?? "any", range.to?.shown ?? "any"])
    }
    return (sensitivity.prices.isEmpty ? "" : "\n" + table.text) + "\n" + weights.text
  }

  private var alternativesText: String {
    guard let alternatives else { return "" }
    if alternatives.isUnique { return "\nNo other plan is as good.\n" }
    var table = TextTable(header: ["in plans as good", "least", "greatest"])
    for (resource, range) in zip(resources, alternatives.ranges) {
      table.add([printable(resource.name), range.from?.shown ?? "any", range.to?.shown ?? "any"])
    }
    return "\n" + table.text
  }

  private static func rowTable(_ kind: String, _ rows: [Row]) -> TextTable {
    var table = TextTable(header: [kind, "min", "max", "total", "slack", "shadow price"])
    for row in rows {
      table.add([
        printable(row.name), row.bounds.lower?.shown ?? "", row.bounds.upper?.shown ?? "",
        row.total.shown, row.slack.shown, row.shadowPrice?.shown ?? "-",
      ])
    }
    return table
  }
}

extension Rational {
  /// Ten significant digits are enough for a person; JSON has them all.
  var shown: String {
    let value = double
    guard value.isFinite, value.magnitude < 1e15, value.magnitude > 1e-6 else { return text }
    var scale = 1.0
    var digits = 0
    while value.magnitude * scale < 1e9, digits < 18 {
      scale *= 10
      digits += 1
    }
    return printed((value * scale).rounded() / scale)
  }
}

extension PlanResult.Proof {
  fileprivate func sentence(_ status: Solution.Status) -> String {
    switch method {
    case .exact: return "Proved in exact arithmetic."
    case .exactBasis: return "Proved in exact arithmetic; each figure is rounded once."
    case .exactSearch: return "Proved in exact arithmetic, by a search over the whole numbers."
    case .search:
      let bound = relaxationBound.map { " (proved bound without whole numbers: \($0.shown))" } ?? ""
      return "The plan is exact; that none is better rests on GLPK's branch and cut\(bound)."
    case .tolerance: return "Checked within a tolerance, not exactly."
    case .none:
      if status == .stopped, let gap { return "Stopped: not proved; the gap is \(gap.shown)." }
      return "Stopped: nothing was proved."
    }
  }
}
