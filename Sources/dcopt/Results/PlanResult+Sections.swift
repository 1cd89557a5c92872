// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Tables of what further sections of the spec say of a plan.
extension PlanResult {
  private static let mostEntries = 20

  /// A table for what is said of resources, demands and budgets, and one a group.
  func sectionBlocks(_ words: Words) -> [Report.Block] {
    var groups: [SectionFigures.Group] = []
    for (each, names, added) in [
      ("resource", resources.map(\.name), sections.resources),
      ("demand", demands.map(\.name), sections.demands),
      ("budget", budgets.map(\.name), sections.budgets),
    ] where !added.isEmpty {
      groups.append(
        .init(
          each, each: each,
          names.enumerated().compactMap { index, name in
            let figures = (added[index] ?? []).filter { !$0.isEvident }
            return figures.isEmpty ? nil : (name, figures)
          }))
    }
    return (groups + sections.groups).flatMap { blocks($0, words) }
  }

  /// The table of a group: of a long one, the first entries that are not all 0.
  private func blocks(_ group: SectionFigures.Group, _ words: Words) -> [Report.Block] {
    if group.entries.count <= Self.mostEntries {
      return group.entries.isEmpty ? [] : [.table(table(group, words))]
    }
    let entries = group.entries.filter { entry in
      entry.figures.contains { $0.value.values.contains { !$0.isZero } }
    }
    let shown = SectionFigures.Group(
      group.name, each: group.entryName, Array(entries.prefix(Self.mostEntries)))
    let rest = words.aboveZero(entries.count, of: group.entries.count, group.name)
    return (shown.entries.isEmpty ? [] : [.table(table(shown, words))]) + [.sentence(rest)]
  }

  private func table(_ group: SectionFigures.Group, _ words: Words) -> TextTable {
    if group.entries.contains(where: { $0.figures.contains { $0.value.isList } }) {
      return overTime(group, words)
    }
    let names = Self.names(group)
    var table = words.table([group.entryName], names.map(words.figure))
    for (name, figures) in group.entries {
      table.add(
        [.text(entry(name, words))]
          + names.map { name in
            guard let figure = figures.first(where: { $0.name == name }) else { return "" }
            return figure.isFlag
              ? .text(words.term(figure.value[0].isZero ? "no" : "yes")) : .number(figure.value[0])
          })
    }
    return table
  }

  /// A line a figure: its ends and its mean.
  private func overTime(_ group: SectionFigures.Group, _ words: Words) -> TextTable {
    var table = words.table([group.entryName, "least", "mean", "greatest", "in"])
    for (name, figures) in group.entries {
      for figure in figures {
        let values = figure.value.values
        // In one cell, so that each line has a name of its own however narrow the table is.
        let name = Cell.text(words.figure(figure.name, of: entry(name, words)))
        if figure.isFlag {
          table.add([
            name, "", "", "", .text(words.ofPeriods(values.count { !$0.isZero }, values.count)),
          ])
          continue
        }
        let most = values.indices.max { values[$0] < values[$1] }!
        table.add([
          name, .number(values.min()!), .number(figure.value.mean), .number(values[most]),
          .text(
            figure.value.isList && !values[most].isZero ? words.period(most, of: periods!) : ""),
        ])
      }
    }
    return table
  }

  /// What an entry is called: in words, where it is a total that could bind.
  private func entry(_ name: String, _ words: Words) -> String {
    let phrase = sections.ceilings.first { $0.name.english == name }?.name
    return printable(phrase.map { words.choose($0) } ?? name)
  }

  /// The names of a group's figures, in the order in which they come.
  private static func names(_ group: SectionFigures.Group) -> [String] {
    group.entries.reduce(into: []) { names, entry in
      for figure in entry.figures where !names.contains(figure.name) { names.append(figure.name) }
    }
  }
}
