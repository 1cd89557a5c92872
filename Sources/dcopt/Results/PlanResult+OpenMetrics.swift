// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Results as OpenMetrics text (openmetrics.io, 1.0), for the textfile collector of a Prometheus
/// node exporter: what is planned, and how far from its bounds, to be graphed and alerted on.
struct OpenMetrics {
  private struct Family {
    let name: String
    let says: String
    var samples: [String] = []
  }

  private var families = [
    Family(name: "dcopt_status", says: "1 for the verdict, 0 for the others."),
    Family(name: "dcopt_proved", says: "1 where the verdict is proved in exact arithmetic."),
    Family(name: "dcopt_objective", says: "The objective's value."),
    Family(name: "dcopt_objective_part", says: "What an attribute contributes, weighted."),
    Family(name: "dcopt_amount", says: "The planned amount of a resource."),
    Family(name: "dcopt_used", says: "What workloads get of a resource."),
    Family(name: "dcopt_bought", says: "What is bought of a resource."),
    Family(name: "dcopt_sum", says: "The total that a demand, budget or constraint is on."),
    Family(name: "dcopt_bound", says: "The least (end=min) or greatest (end=max) total."),
    Family(name: "dcopt_slack", says: "How far a total is from the nearest bound."),
    Family(name: "dcopt_use_ratio", says: "A total divided by its greatest value."),
    Family(
      name: "dcopt_shadow_price", says: "The objective's change for a unit more of the bound."),
    Family(name: "dcopt_missed", says: "By how much a soft bound is missed."),
    Family(name: "dcopt_placed", says: "What a workload gets of a resource."),
    Family(name: "dcopt_total", says: "An attribute's total."),
    Family(name: "dcopt_figure", says: "What a further section of the spec says of a name."),
    Family(name: "dcopt_probability", says: "How likely a scenario is, or that a demand holds."),
    Family(
      name: "dcopt_value_of", says: "What planning for scenarios, or knowing which one, is worth."),
  ]

  /// All samples, a family after the other. The same results give the same bytes.
  var text: String {
    families.filter { !$0.samples.isEmpty }.map { family in
      "# HELP \(family.name) \(family.says)\n# TYPE \(family.name) gauge\n"
        + family.samples.joined()
    }.joined() + "# EOF\n"
  }

  /// Adds a result; `name` tells it from others.
  mutating func add(_ result: PlanResult, named name: String? = nil) {
    let own = name.map { [("spec", $0)] } ?? []
    addVerdict(of: result, own)
    addFigures(of: result, own)
    guard let futures = result.futures else { return }
    func add(_ family: String, _ labels: [(String, String)], _ value: Rational?) {
      self.add(family, own + labels, value)
    }
    for (name, amount) in futures.purchases {
      overPeriods(amount, of: result) { add("dcopt_bought", [("resource", name)] + $0, $1) }
    }
    for chance in futures.chances {
      add("dcopt_probability", [("demand", chance.name)], chance.held)
    }
    add("dcopt_value_of", [("what", "planning")], futures.value?.planning)
    add("dcopt_value_of", [("what", "knowing")], futures.value?.knowing)
    for scenario in futures.scenarios {
      let labels = [("scenario", scenario.name)]
      add("dcopt_probability", labels, scenario.probability)
      addFigures(of: scenario.result, own + labels)
      for loss in scenario.losses {
        addRest(of: loss.result, own + labels + [("loss", loss.name)])
      }
    }
    for loss in futures.losses { addRest(of: loss.result, own + [("loss", loss.name)]) }
  }

  private mutating func add(
    _ family: String, _ labels: [(String, String)], _ value: Rational?
  ) {
    guard let value, let place = families.firstIndex(where: { $0.name == family }) else { return }
    families[place].samples.append("\(family)\(Self.labels(labels)) \(value.text)\n")
  }

  private func overPeriods(
    _ series: Series?, of result: PlanResult, _ body: ([(String, String)], Rational) -> Void
  ) {
    guard let series else { return }
    let labels = series.isList ? result.periods?.labels : nil
    for (t, value) in series.values.enumerated() {
      body(labels.map { [("period", $0[t])] } ?? [], value)
    }
  }

  private mutating func addVerdict(of result: PlanResult, _ own: [(String, String)]) {
    for status in ["optimal", "infeasible", "unbounded", "stopped", "within_gap"] {
      add(
        "dcopt_status", own + [("status", status)],
        result.status.rawValue == status ? .one : .zero)
    }
    add("dcopt_proved", own, result.proof.verified ? .one : .zero)
  }

  /// A plan's figures.
  private mutating func addFigures(of result: PlanResult, _ own: [(String, String)]) {
    func add(_ family: String, _ labels: [(String, String)], _ value: Rational?) {
      self.add(family, own + labels, value)
    }
    add("dcopt_objective", [("sense", result.objective.sense.name)], result.objective.value)
    for term in result.objective.terms {
      add("dcopt_objective_part", [("attribute", term.name)], term.value)
    }
    for resource in result.resources {
      for (family, series) in [
        ("dcopt_amount", resource.amount), ("dcopt_used", resource.used),
        ("dcopt_bought", resource.bought),
      ] {
        overPeriods(series, of: result) { add(family, [("resource", resource.name)] + $0, $1) }
      }
    }
    addRest(of: result, own)
  }

  /// What the amounts come to.
  private mutating func addRest(of result: PlanResult, _ own: [(String, String)]) {
    func add(_ family: String, _ labels: [(String, String)], _ value: Rational?) {
      self.add(family, own + labels, value)
    }
    func overPeriods(_ series: Series?, _ body: ([(String, String)], Rational) -> Void) {
      self.overPeriods(series, of: result, body)
    }
    for (kind, rows) in result.labelledRows {
      for row in rows {
        let labels = [("kind", kind), ("name", row.fullName)]
        overPeriods(row.total) { add("dcopt_sum", labels + $0, $1) }
        overPeriods(row.min) { add("dcopt_bound", labels + [("end", "min")] + $0, $1) }
        overPeriods(row.max) { add("dcopt_bound", labels + [("end", "max")] + $0, $1) }
        overPeriods(row.slack) { add("dcopt_slack", labels + $0, $1) }
        overPeriods(row.useRatio) { add("dcopt_use_ratio", labels + $0, $1) }
        overPeriods(row.shadowPrice) { add("dcopt_shadow_price", labels + $0, $1) }
        overPeriods(row.missed) { add("dcopt_missed", labels + $0, $1) }
      }
    }
    for workload in result.workloads {
      for (resource, amount) in workload.placement {
        let labels = [("workload", workload.name), ("resource", resource)]
        overPeriods(amount) { add("dcopt_placed", labels + $0, $1) }
      }
    }
    for (name, total) in result.totals {
      overPeriods(total) { add("dcopt_total", [("attribute", name)] + $0, $1) }
    }
    for (of, figure) in result.sectionFigures {
      let labels = [("of", of), ("figure", figure.name)]
      overPeriods(figure.value) { add("dcopt_figure", labels + $0, $1) }
    }
  }

  private static func labels(_ labels: [(String, String)]) -> String {
    if labels.isEmpty { return "" }
    return "{" + labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",") + "}"
  }

  /// A label's value: backslash, quote and line feed are escaped, and nothing else.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension PlanResult {
  /// What sections say, with whose figure it is.
  fileprivate var sectionFigures: [(of: String, figure: SectionFigures.Figure)] {
    func of(_ names: [String], _ added: [Int: [SectionFigures.Figure]])
      -> [(of: String, figure: SectionFigures.Figure)]
    {
      names.enumerated().flatMap { index, name in (added[index] ?? []).map { (name, $0) } }
    }
    return of(resources.map(\.name), sections.resources) + of(demands.map(\.name), sections.demands)
      + of(budgets.map(\.name), sections.budgets)
      + sections.groups.flatMap { group in
        group.entries.flatMap { entry in entry.figures.map { (entry.name, $0) } }
      }
  }

  fileprivate var labelledRows: [(kind: String, rows: [Row])] {
    rowGroups.filter(\.isAlwaysThere).map { ($0.noun, $0.rows) } + [
      ("need", workloads.flatMap(\.needs)), ("share", workloads.compactMap(\.share)),
    ] + rowGroups.filter { !$0.isAlwaysThere }.map { ($0.noun, $0.rows) }
  }
}

extension PlanResult.Row {
  /// Nothing where there is no greatest total, or where it is 0.
  fileprivate var useRatio: Series? {
    guard let max, !max.values.contains(where: { $0.isZero }) else { return nil }
    if !total.isList { return .constant(total[0] / max[0]) }
    return .list(total.values.indices.map { total[$0] / max[$0] })
  }
}
