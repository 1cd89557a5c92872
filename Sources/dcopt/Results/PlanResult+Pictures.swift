// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Pictures of a plan: bars, or curves where there are periods.
extension PlanResult {
  /// More curves than this in one picture cannot be told apart, nor more pictures of one kind be
  /// read.
  private static let mostCurves = Graph.mostCurves
  static let mostBars = 40

  /// The amounts. Of many resources, those that are used most over time.
  var amountPicture: Picture? {
    guard let periods else {
      let bars = resources.filter { !$0.amount[0].isZero }
        .map { (name: printable($0.name), value: $0.amount[0].double, marks: [Double]()) }
      if bars.isEmpty || bars.count > Self.mostBars { return nil }
      return .bars(title: "Amounts", bars: bars)
    }
    let sums = resources.map { $0.amount.values.reduce(.zero, +) }
    let most = resources.indices.filter { !sums[$0].isZero }.sorted { sums[$0] > sums[$1] }
      .prefix(Self.mostCurves).sorted()
    if most.isEmpty { return nil }
    return .lines(
      title: "Amounts over time", labels: periods.labels,
      lines: most.map { r in
        (printable(resources[r].name), (0..<periods.count).map { resources[r].amount[$0].double })
      })
  }

  /// What stores hold over time, and what waits.
  var sectionPictures: [Picture] {
    guard let periods else { return [] }
    func lines(
      _ title: String, _ figure: String,
      _ entries: [(name: String, figures: [SectionFigures.Figure])]
    ) -> Picture? {
      let curves = entries.prefix(Self.mostCurves).compactMap { name, figures in
        figures.first { $0.name == figure }.map { figure in
          (printable(name), (0..<periods.count).map { figure.value[$0].double })
        }
      }
      return curves.isEmpty ? nil : .lines(title: title, labels: periods.labels, lines: curves)
    }
    let waiting = demands.enumerated().compactMap { index, row in
      sections.demands[index].map { (name: row.name, figures: $0) }
    }
    return [
      lines(
        "What is stored", "level", sections.groups.first { $0.name == "stores" }?.entries ?? []),
      lines("What waits", "backlog", waiting),
    ].compactMap(\.self)
  }

  /// The use of each demand, budget or constraint beside its bounds.
  func pictures(_ kind: String, _ rows: [Row]) -> [Picture] {
    guard let periods else {
      // Totals of different attributes have different units: a bar is a part of its own bounds.
      let bars = rows.compactMap { row -> (name: String, value: Double, marks: [Double])? in
        let ends = [row.min?[0].double, row.max?[0].double].compactMap(\.self)
        guard let scale = ends.map(\.magnitude).max(), scale > 0, row.total[0].signum >= 0
        else { return nil }
        return (printable(row.name), row.total[0].double / scale, ends.map { $0 / scale })
      }
      if bars.isEmpty || bars.count > Self.mostBars { return [] }
      return [.bars(title: "Use of each \(kind), 1 is its bound", bars: bars)]
    }
    return rows.filter { !$0.isOverAll }.prefix(Self.mostCurves).map { row in
      let curves = [("total", row.total), ("min", row.min), ("max", row.max)].compactMap {
        name, series in series.map { values in (name, values) }
      }
      return .lines(
        title: "\(printable(row.fullName)), a \(kind)", labels: periods.labels,
        lines: curves.map { name, values in
          (name, (0..<periods.count).map { values[$0].double })
        })
    }
  }
}

extension Periods {
  /// A short label for each.
  var labels: [String] { (0..<count).map { names?[$0] ?? String($0 + 1) } }
}
