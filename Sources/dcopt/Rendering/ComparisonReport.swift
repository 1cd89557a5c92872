// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A comparison as a person reads it: blocks of lines, before they are set as text or Markdown.
struct ComparisonReport {
  /// A table whose first column is text.
  struct Block {
    let header: [String]
    var rows: [[String]] = []
  }

  let headline: String
  private let comparison: Comparison
  private(set) var blocks: [Block] = []
  /// Titles with what is under them.
  private(set) var lists: [(title: String, lines: [String])] = []

  init(_ comparison: Comparison) {
    self.comparison = comparison
    headline = comparison.differs ? "Different" : "The same"
    add(summary(of: comparison))
    var prices = Block(header: ["reduced cost of", "from", "to", "change"])
    for section in comparison.sections where section.path.first != "objective" {
      if section.path == ["resources"] {
        // A resource that came or went is among the amounts already.
        let changed = section.entries.filter { $0.kind == .changed }
        prices.rows += rows(changed, figure: "reduced_cost")
        add(
          Block(
            header: ["bought", "from", "to", "change"],
            rows: rows(changed, figure: "bought")))
      } else {
        add(block(section))
      }
    }
    add(prices)
    list("No longer in the conflict:", comparison.conflict.removed)
    list("New in the conflict:", comparison.conflict.added)
  }

  private mutating func add(_ block: Block) { if !block.rows.isEmpty { blocks.append(block) } }

  private mutating func list(_ title: String, _ clashes: [ResultFigures.Clash]) {
    if clashes.isEmpty { return }
    lists.append((title, clashes.map { "\(printable($0.at)): \(printable($0.says))" }))
  }

  /// The verdict and the objective.
  private func summary(of comparison: Comparison) -> Block {
    var block = Block(header: ["", "from", "to", "change", "%"])
    func words(_ name: String, _ words: Comparison.Words?) {
      guard let words else { return }
      block.rows.append([
        name, words.from.map { printable($0) } ?? "-", words.to.map { printable($0) } ?? "-", "",
        "",
      ])
    }
    func word(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }
    words("verdict", comparison.status)
    words("proved", comparison.verified.map { (word($0.from), word($0.to)) })
    words("sense", comparison.sense)
    words("worst case of", comparison.worst)
    if let objective = comparison.objective {
      block.rows += rows("objective", objective).map {
        $0 + [objective.percent?.shown ?? ""]
      }
    }
    for section in comparison.sections where section.path.first == "objective" {
      for entry in section.entries {
        for (_, difference) in entry.figures {
          block.rows += rows(printable(entry.name), difference).map {
            $0 + [difference.percent?.shown ?? ""]
          }
        }
      }
    }
    return block
  }

  private func block(_ section: Comparison.Section) -> Block {
    let title = Self.title(section.path.map { printable($0) }[...])
    return Block(
      header: [title, "from", "to", "change"], rows: section.entries.flatMap { rows($0) })
  }

  private static func title(_ path: ArraySlice<String>) -> String {
    let path = Array(path)
    return switch path[0] {
    case "scenarios":
      path.count > 2 ? "\(title(path[2...])), \(path[1])" : "in scenario \(path[1])"
    case "losses": path.count > 2 ? "\(title(path[2...])), without \(path[1])" : path[1]
    case "purchases": "bought"
    case "value_of": "value of"
    case "resources": "of resource"
    case "allocation": "amount of"
    case "placement": "\(path[1]) gets of"
    case "sharing": "\(path[1]) share of"
    case "demands": "demand"
    case "budgets": "budget"
    case "constraints": "constraint"
    case "links": "link"
    case "priorities": "priority"
    case "repair": "repair of"
    case "workloads": path.count > 2 ? "need of \(path[1])" : "workload \(path[1])"
    default: path[0]
    }
  }

  /// A line a figure that changed; of what came or went, its amount or total.
  private func rows(_ entry: Comparison.Entry) -> [[String]] {
    let name = printable(entry.name)
    if entry.kind != .changed {
      let kind = entry.kind == .added ? "added" : "removed"
      let known = entry.figures.first { $0.name == nil || $0.name == "total" }
      guard let known = known ?? entry.figures.first else { return [[name, "-", "-", kind]] }
      return rows(name, known.difference).map { [$0[0], $0[1], $0[2], kind] }
    }
    return entry.figures.flatMap { figure, difference in
      rows(figure.map { "\(name): \(words(for: $0))" } ?? name, difference)
    }
  }

  /// The lines of one figure over several entries, by the entries' names.
  private func rows(_ entries: [Comparison.Entry], figure: String) -> [[String]] {
    entries.flatMap { entry in
      entry.figures.filter { $0.name == figure }.flatMap { rows(printable(entry.name), $1) }
    }
  }

  private func words(for figure: String) -> String {
    figure == "shadow_price" ? "shadow price" : printable(figure)
  }

  /// One line for a number, a line for each period in which a list is different.
  private func rows(
    _ name: String, _ difference: Comparison.Difference
  ) -> [[String]] {
    let (from, to, change) = (difference.from, difference.to, difference.change)
    let length = Swift.max(length(from), length(to))
    guard length > 0 else {
      return [[name, shown(from, 0), shown(to, 0), change.map { shown($0, 0) } ?? ""]]
    }
    return (0..<length).compactMap { t in
      if value(from, t) == value(to, t) { return nil }
      let period = printable(comparison.label(ofPeriod: t))
      return ["\(name) in \(period)", shown(from, t), shown(to, t)]
        + [change.map { shown($0, t) } ?? ""]
    }
  }

  /// How many periods a figure is over; 0 for one number.
  private func length(_ figure: Comparison.Figure?) -> Int {
    if case .list(let values)? = figure { values.count } else { 0 }
  }

  private func value(_ figure: Comparison.Figure?, _ t: Int) -> Rational? {
    switch figure {
    case .constant(let value)?: t == 0 ? value : nil
    case .list(let values)?: t < values.count ? values[t] : nil
    case nil: nil
    }
  }

  /// A figure in a period; `-` for none.
  private func shown(_ figure: Comparison.Figure?, _ t: Int) -> String {
    value(figure, t)?.shown ?? "-"
  }
}

extension Comparison {
  /// For a person, as a text, Markdown or a page.
  var report: Report {
    let comparison = ComparisonReport(self)
    var report = Report(title: nil, headline: comparison.headline)
    report.tone = differs ? .neutral : .good
    report.blocks = comparison.blocks.map { block in
      var table = TextTable(header: block.header)
      for row in block.rows { table.add(row) }
      return .table(table)
    }
    report.blocks += comparison.lists.map { .list($0.title, $0.lines) }
    return report
  }
}
