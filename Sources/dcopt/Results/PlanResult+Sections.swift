// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Tables of what further sections of the spec say of a plan.
extension PlanResult {
  private static let mostEntries = 20

  /// A table for what is said of resources, demands and budgets, and one a group.
  var sectionBlocks: [Report.Block] {
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
    return (groups + sections.groups).flatMap(blocks)
  }

  /// The table of a group: of a long one, the first entries that are not all 0.
  private func blocks(_ group: SectionFigures.Group) -> [Report.Block] {
    if group.entries.count <= Self.mostEntries {
      return group.entries.isEmpty ? [] : [.table(table(group))]
    }
    let entries = group.entries.filter { entry in
      entry.figures.contains { $0.value.values.contains { !$0.isZero } }
    }
    let shown = SectionFigures.Group(
      group.name, each: group.entryName, Array(entries.prefix(Self.mostEntries)))
    let rest =
      "\(entries.count) of \(group.entries.count) of \(group.name) are above 0; JSON and CSV have all."
    return (shown.entries.isEmpty ? [] : [.table(table(shown))]) + [.sentence(rest)]
  }

  private func table(_ group: SectionFigures.Group) -> TextTable {
    if group.entries.contains(where: { $0.figures.contains { $0.value.isList } }) {
      return overTime(group)
    }
    let names = Self.names(group)
    var table = TextTable(header: [group.entryName] + names)
    for (name, figures) in group.entries {
      table.add(
        [printable(name)]
          + names.map { name in figures.first { $0.name == name }.map { $0.shown(0) } ?? "" })
    }
    return table
  }

  /// A line a figure: its ends and its mean.
  private func overTime(_ group: SectionFigures.Group) -> TextTable {
    var table = TextTable(
      header: [group.entryName, "", "least", "mean", "greatest", "in"])
    for (name, figures) in group.entries {
      for figure in figures {
        let values = figure.value.values
        if figure.isFlag {
          table.add([
            printable(name), figure.name, "", "", "",
            "\(values.filter { !$0.isZero }.count) of \(values.count) periods",
          ])
          continue
        }
        let most = values.indices.max { values[$0] < values[$1] }!
        table.add([
          printable(name), figure.name, values.min()!.shown,
          (values.reduce(.zero, +) / Rational(values.count)).shown, values[most].shown,
          figure.value.isList && !values[most].isZero ? printable(periods!.label(most)) : "",
        ])
      }
    }
    return table
  }

  /// The names of a group's figures, in the order in which they come.
  private static func names(_ group: SectionFigures.Group) -> [String] {
    group.entries.reduce(into: []) { names, entry in
      for figure in entry.figures where !names.contains(figure.name) { names.append(figure.name) }
    }
  }
}

extension SectionFigures.Figure {
  fileprivate func shown(_ t: Int) -> String {
    isFlag ? (value[t].isZero ? "no" : "yes") : value[t].shown
  }
}
