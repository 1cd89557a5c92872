// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A result as one flat table (RFC 4180, with the line feeds of this system): a line a figure that
/// a plan has, with its kind, whose it is, its name and its period; the same columns in each.
enum CSV {
  static let header = [
    "kind", "of", "name", "period", "value", "min", "max", "slack", "price", "at", "missed",
  ]

  /// Lines for several results, with the file's name in front of each where there are several.
  static func text(_ results: [(name: String?, result: PlanResult)]) -> String {
    let hasNames = results.contains { $0.name != nil }
    let hasCases = results.contains { $0.result.futures != nil }
    var text = line((hasNames ? ["file"] : []) + (hasCases ? ["scenario", "loss"] : []) + header)
    for (name, result) in results {
      func add(_ rows: [[String]], _ scenario: String = "", _ loss: String = "") {
        for row in rows {
          text += line((hasNames ? [name ?? ""] : []) + (hasCases ? [scenario, loss] : []) + row)
        }
      }
      add(result.csvRows)
      result.forEachCase { scenario, loss, rows in add(rows, scenario, loss) }
    }
    return text
  }

  /// A line of cells, quoted where they need it.
  static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\n"
  }

  /// What a spreadsheet would take for a formula gets an apostrophe before it, which says that it is a
  /// text (owasp.org, "CSV injection"); numbers stay numbers. Control characters are escaped, all but
  /// the ends of lines, which quotes keep.
  private static func safe(_ cell: String) -> String {
    guard let first = cell.utf8.first else { return cell }
    var cell = cell
    if cell.unicodeScalars.contains(where: \.isTerminalControl) {
      cell = cell.unicodeScalars.map { $0.isTerminalControl ? printable(String($0)) : String($0) }
        .joined()
    }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      return "'" + cell
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      return Rational(decimal: cell) == nil ? "'" + cell : cell
    default: return cell
    }
  }

  private static func quoted(_ cell: String) -> String {
    let cell = safe(cell)
    let special: Set<Unicode.Scalar> = ["\"", ",", "\n", "\r"]
    let isPlain =
      !cell.unicodeScalars.contains(where: special.contains) && cell.first != " "
      && cell.last != " "
    return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

extension PlanResult {
  /// The lines of each scenario, and of what is left of it after each loss.
  fileprivate func forEachCase(_ body: (_ scenario: String, _ loss: String, [[String]]) -> Void) {
    guard let futures else { return }
    for scenario in futures.scenarios {
      let weights = [
        line("probability", value: scenario.probability), line("weight", value: scenario.weight),
      ]
      body(scenario.name, "", weights.filter { $0[4] != "" } + scenario.result.figureRows)
      for loss in scenario.losses { body(scenario.name, loss.name, loss.result.restRows) }
    }
    for loss in futures.losses { body("", loss.name, loss.result.restRows) }
  }

  fileprivate var csvRows: [[String]] {
    var rows = [line("status", name: status.rawValue)] + figureRows
    if let futures {
      for (name, amount) in futures.purchases {
        rows += overPeriods(amount) { t, period in
          line("bought", name: name, period: period, value: amount[t])
        }
      }
      for chance in futures.chances {
        rows.append(line("probability", name: chance.name, value: chance.held, min: chance.least))
      }
      if let value = futures.value?.planning {
        rows.append(line("value of planning", value: value))
      }
      if let value = futures.value?.knowing { rows.append(line("value of knowing", value: value)) }
    }
    rows += conflict.map { line("conflict", of: $0.at, name: $0.says) }
    rows += repair.map { line("repair", name: $0.at, value: $0.to) }
    rows += direction.map { line("direction", name: $0.name, value: $0.value) }
    return rows
  }

  /// A plan's figures.
  private var figureRows: [[String]] {
    var rows: [[String]] = []
    for (index, objective) in (priorities.isEmpty ? [objective] : priorities.map(\.objective))
      .enumerated()
    {
      guard let value = objective.value else { continue }
      let of = priorities.isEmpty ? "" : String(index + 1)
      rows.append(line("objective", of: of, name: objective.sense.name, value: value))
      for term in objective.terms {
        rows.append(line("term", of: of, name: term.name, value: term.value))
      }
      if let penalties = objective.penalties {
        rows.append(line("penalties", of: of, value: penalties))
      }
    }
    for resource in resources { rows += lines(of: resource) }
    return rows + restRows
  }

  /// What the amounts come to.
  private var restRows: [[String]] {
    var rows: [[String]] = []
    for group in rowGroups { rows += group.rows.flatMap { lines(group.noun, of: "", $0) } }
    for workload in workloads {
      for (resource, amount) in workload.placement {
        rows += overPeriods(amount) { t, period in
          line(
            "placement", of: workload.name, name: resource, period: period, value: amount[t])
        }
      }
      rows += workload.needs.flatMap { lines("need", of: workload.name, $0) }
      if let share = workload.share { rows += lines("share", of: workload.name, share) }
      if let level = workload.level { rows.append(line("level", of: workload.name, value: level)) }
    }
    rows += sectionRows
    return rows
  }

  /// What sections say, and the totals of attributes.
  private var sectionRows: [[String]] {
    var rows: [[String]] = []
    func add(_ kind: String, of: String, _ figure: SectionFigures.Figure) {
      rows += overPeriods(figure.value) { t, period in
        line(kind, of: of, name: figure.name, period: period, value: figure.value[t])
      }
    }
    for (kind, names, added) in [
      ("resource", resources.map(\.name), sections.resources),
      ("demand", demands.map(\.name), sections.demands),
      ("budget", budgets.map(\.name), sections.budgets),
    ] {
      for (index, name) in names.enumerated() {
        for figure in added[index] ?? [] { add(kind, of: name, figure) }
      }
    }
    for group in sections.groups {
      for entry in group.entries {
        for figure in entry.figures { add(group.name, of: entry.name, figure) }
      }
    }
    for (name, total) in totals { add("total", of: "", .init(name, total)) }
    return rows
  }

  private func lines(of resource: Resource) -> [[String]] {
    var rows = overPeriods(resource.amount) { t, period in
      line(
        "amount", name: resource.name, period: period, value: resource.amount[t],
        price: resource.reducedCost?[t], at: resource.at[t].rawValue)
    }
    for (kind, series) in [("bought", resource.bought), ("used", resource.used)] {
      guard let series else { continue }
      rows += overPeriods(series) { t, period in
        line(kind, name: resource.name, period: period, value: series[t])
      }
    }
    return rows
  }

  private func lines(_ kind: String, of: String, _ row: Row) -> [[String]] {
    overPeriods(row.total) { t, period in
      line(
        kind, of: of, name: row.name, period: row.isOverAll ? "all" : period, value: row.total[t],
        min: row.min?[t], max: row.max?[t], slack: row.slack[t], price: row.shadowPrice?[t],
        missed: row.missed?[t])
    }
  }

  private func overPeriods(_ series: Series, _ line: (Int, String) -> [String]) -> [[String]] {
    guard let periods, series.isList else { return [line(0, "")] }
    let labels = periods.labels
    return (0..<periods.count).map { line($0, labels[$0]) }
  }

  private func line(
    _ kind: String, of: String = "", name: String = "", period: String = "",
    value: Rational? = nil, min: Rational? = nil, max: Rational? = nil, slack: Rational? = nil,
    price: Rational? = nil, at: String = "", missed: Rational? = nil
  ) -> [String] {
    let figures = [value, min, max, slack, price].map { $0?.text ?? "" }
    return [kind, of, name, period] + figures + [at, missed?.text ?? ""]
  }
}

extension Unicode.Scalar {
  /// A control character that is neither an end of a line nor a tab.
  fileprivate var isTerminalControl: Bool {
    value < 0x20 ? ![9, 10, 13].contains(value) : (0x7F...0x9F).contains(value)
  }
}
