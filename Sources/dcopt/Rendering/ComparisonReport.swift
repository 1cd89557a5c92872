// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A comparison as a person reads it: blocks of lines, before they are set as text or Markdown.
struct ComparisonReport {
  /// A table whose first column is text.
  struct Block {
    let header: [String]
    var rows: [[Cell]] = []
  }

  let headline: String
  private let comparison: Comparison
  private let words: Words
  private(set) var blocks: [Block] = []
  /// Titles with what is under them.
  private(set) var lists: [(title: String, lines: [String])] = []

  init(_ comparison: Comparison, in words: Words) {
    (self.comparison, self.words) = (comparison, words)
    headline = words.term(comparison.differs ? "Different" : "The same")
    add(summary(of: comparison))
    var prices = block("reduced cost of")
    for section in comparison.sections where section.path.first != "objective" {
      if section.path == ["resources"] {
        // A resource that came or went is among the amounts already.
        let changed = section.entries.filter { $0.kind == .changed }
        prices.rows += rows(changed, figure: "reduced_cost")
        add(
          block("bought", rows(changed, figure: "bought")))
      } else {
        add(block(section))
      }
    }
    add(prices)
    list(words.noLongerInConflict, comparison.conflict.removed)
    list(words.newInConflict, comparison.conflict.added)
  }

  private mutating func add(_ block: Block) { if !block.rows.isEmpty { blocks.append(block) } }

  private mutating func list(_ title: String, _ clashes: [ResultFigures.Clash]) {
    if clashes.isEmpty { return }
    lists.append((title, clashes.map { "\(printable($0.at)): \(printable($0.says))" }))
  }

  /// The verdict and the objective.
  private func summary(of comparison: Comparison) -> Block {
    var block = Block(header: ["", "from", "to", "change", "%"].map(words.term))
    func add(_ name: String, _ from: String?, _ to: String?) {
      block.rows.append([
        .text(words.term(name)), .text(from.map { printable(words.term($0)) } ?? "-"),
        .text(to.map { printable(words.term($0)) } ?? "-"), "", "",
      ])
    }
    func percent(_ difference: Comparison.Difference) -> [Cell] {
      [.number(difference.percent, or: "")]
    }
    if let status = comparison.status { add("verdict", status.from, status.to) }
    if let verified = comparison.verified {
      add("proved", Self.word(verified.from), Self.word(verified.to))
    }
    if let sense = comparison.sense { add("sense", sense.from, sense.to) }
    if let worst = comparison.worst { add("worst case of", worst.from, worst.to) }
    if let objective = comparison.objective {
      block.rows += rows(words.term("objective"), objective).map { $0 + percent(objective) }
    }
    for section in comparison.sections where section.path.first == "objective" {
      for entry in section.entries {
        for (_, difference) in entry.figures {
          // What missing and moving cost has a name of ours beside the author's attributes.
          let name = section.path.count == 1 ? words.term(entry.name) : printable(entry.name)
          block.rows += rows(name, difference).map { $0 + percent(difference) }
        }
      }
    }
    return block
  }

  private static func word(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }

  private func block(_ name: String, _ rows: [[Cell]] = []) -> Block {
    Block(header: [name, "from", "to", "change"].map(words.term), rows: rows)
  }

  private func block(_ section: Comparison.Section) -> Block {
    let title = words.heading(section.path.map { printable($0) }[...])
    return Block(
      header: [title] + ["from", "to", "change"].map(words.term),
      rows: section.entries.flatMap { rows($0) })
  }

  /// A line a figure that changed; of what came or went, its amount or total.
  private func rows(_ entry: Comparison.Entry) -> [[Cell]] {
    let name = printable(entry.name)
    if entry.kind != .changed {
      let kind = Cell.text(words.term(entry.kind == .added ? "added" : "removed"))
      let known = entry.figures.first { $0.name == nil || $0.name == "total" }
      guard let known = known ?? entry.figures.first else {
        return [[.text(name), "-", "-", kind]]
      }
      return rows(name, known.difference).map { [$0[0], $0[1], $0[2], kind] }
    }
    return entry.figures.flatMap { figure, difference in
      rows(figure.map { "\(name): \(printable(words.figure($0)))" } ?? name, difference)
    }
  }

  /// The lines of one figure over several entries, by the entries' names.
  private func rows(_ entries: [Comparison.Entry], figure: String) -> [[Cell]] {
    entries.flatMap { entry in
      entry.figures.filter { $0.name == figure }.flatMap { rows(printable(entry.name), $1) }
    }
  }

  /// One line for a number, a line for each period in which a list is different.
  private func rows(
    _ name: String, _ difference: Comparison.Difference
  ) -> [[Cell]] {
    let (from, to, change) = (difference.from, difference.to, difference.change)
    let length = Swift.max(length(from), length(to))
    guard length > 0 else {
      return [[.text(name)] + pair(from, to, 0) + [change.map { shown($0, 0) } ?? ""]]
    }
    return (0..<length).filter { value(from, $0) != value(to, $0) }.map { t in
      let period = printable(comparison.label(ofPeriod: t, in: words))
      return [.text(words.inPeriod(name, period))] + pair(from, to, t)
        + [change.map { shown($0, t) } ?? ""]
    }
  }

  /// Both values, so that it can be seen where they differ.
  private func pair(
    _ from: Comparison.Figure?, _ to: Comparison.Figure?, _ t: Int
  ) -> [Cell] {
    guard let from = value(from, t), let to = value(to, t) else {
      return [shown(from, t), shown(to, t)]
    }
    let (one, other) = words.pair(from, to)
    return [.text(one), .text(other)]
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
  private func shown(_ figure: Comparison.Figure?, _ t: Int) -> Cell {
    .number(value(figure, t), or: "-")
  }
}

extension Comparison {
  /// What a sentence calls a period, from 0: its name, or its number.
  fileprivate func label(ofPeriod t: Int, in words: Words) -> String {
    if let names = periods.from ?? periods.to, names.indices.contains(t) { return names[t] }
    return words.periodNumber(t)
  }

  /// For a person, as a text, Markdown or a page.
  func report(in words: Words) -> Report {
    let comparison = ComparisonReport(self, in: words)
    var report = Report(title: nil, headline: comparison.headline, words: words)
    report.tone = differs ? .neutral : .good
    report.blocks = comparison.blocks.map { block in
      var table = TextTable(header: block.header, digits: words.digits)
      for row in block.rows { table.add(row) }
      return .table(table)
    }
    report.blocks += comparison.lists.map { .list($0.title, $0.lines) }
    return report
  }
}
