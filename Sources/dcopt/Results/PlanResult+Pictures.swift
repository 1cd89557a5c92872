// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Pictures of a plan: bars, or curves where there are periods.
extension PlanResult {
  /// More curves than this in one picture cannot be told apart.
  private static let mostCurves = Graph.mostCurves
  /// More rows than this of one kind share a picture.
  private static let mostPictures = 2
  static let mostBars = 40
  private static let mostHeat = 40

  /// The amounts. Of many resources, those that are used most over time.
  func amountPicture(_ words: Words) -> Picture? {
    guard let periods else {
      let bars = resources.filter { !$0.amount[0].isZero }
        .map { (name: printable($0.name), value: $0.amount[0].double, marks: [Double]()) }
      if bars.isEmpty || bars.count > Self.mostBars { return nil }
      return .bars(title: words.amounts, bars: bars)
    }
    let sums = resources.map { $0.amount.values.reduce(.zero, +) }
    let most = resources.indices.filter { !sums[$0].isZero }.sorted { sums[$0] > sums[$1] }
      .prefix(Self.mostCurves).sorted()
    if most.isEmpty { return nil }
    return .lines(
      title: words.amountsOverTime, labels: periods.labels,
      lines: most.map { r in
        line(printable(resources[r].name), resources[r].amount, periods)
      })
  }

  private func line(
    _ name: String, _ series: Series, _ periods: Periods, _ kind: Picture.Line.Kind = .step
  ) -> Picture.Line {
    Picture.Line(name: name, values: (0..<periods.count).map { series[$0].double }, kind: kind)
  }

  /// What stores hold over time, and what waits.
  func sectionPictures(_ words: Words) -> [Picture] {
    guard let periods else { return [] }
    func picture(
      _ title: String, _ figure: String,
      _ entries: [(name: String, figures: [SectionFigures.Figure])]
    ) -> Picture? {
      let curves = entries.compactMap { name, figures in
        figures.first { $0.name == figure }.flatMap { figure in
          figure.value.values.allSatisfy(\.isZero)
            ? nil : line(printable(name), figure.value, periods, .level)
        }
      }.prefix(Self.mostCurves)
      return curves.isEmpty
        ? nil : .lines(title: title, labels: periods.labels, lines: Array(curves))
    }
    let waiting = demands.enumerated().compactMap { index, row in
      sections.demands[index].map { (name: row.name, figures: $0) }
    }
    return [
      picture(
        words.whatIsStored, "level",
        sections.groups.first { $0.name == "stores" }?.entries ?? []),
      picture(words.whatWaits, "backlog", waiting),
    ].compactMap(\.self)
  }

  /// The use of each demand, budget or constraint beside its bounds.
  func pictures(_ kind: String, _ rows: [Row], _ words: Words) -> [Picture] {
    guard let periods else { return bars(kind, rows, words).map { [$0] } ?? [] }
    // Nothing happens in an idle row.
    let busy = rows.indices.filter { k in
      !rows[k].isOverAll && rows[k].total.values.contains { !$0.isZero }
    }
    if busy.count > Self.mostPictures { return shares(kind, busy.map { rows[$0] }, words) }
    return busy.map { k in
      let row = rows[k]
      if kind == "demand", let stack = stack(k, row, periods, words) { return stack }
      let bounds = [("min", row.min), ("max", row.max)].compactMap { name, series in
        series.map { line(words.term(name), $0, periods, .bound) }
      }
      return .lines(
        title: words.rowOverTime(words.fullName(of: row), kind), labels: periods.labels,
        lines: bounds + [line(words.term("total"), row.total, periods)])
    }
  }

  /// Totals of different attributes have different units: a bar is a part of its own bounds.
  private func bars(_ kind: String, _ rows: [Row], _ words: Words) -> Picture? {
    // Of many, only those in which something happens.
    let busy = rows.filter { !$0.total[0].isZero }
    let shown = rows.count > Self.mostCurves && !busy.isEmpty ? busy : rows
    let bars = shown.compactMap { row -> (name: String, value: Double, marks: [Double])? in
      let ends = [row.min?[0].double, row.max?[0].double].compactMap(\.self)
      guard let scale = ends.map(\.magnitude).max(), scale > 0, row.total[0].signum >= 0
      else { return nil }
      return (printable(row.name), row.total[0].double / scale, ends.map { $0 / scale })
    }
    if bars.isEmpty || bars.count > Self.mostBars { return nil }
    return .bars(title: words.useOfEach(kind), bars: bars)
  }

  /// One picture for what many rows share: how far each is to its bound. Of many rows those that are
  /// nearest to it.
  private func shares(_ kind: String, _ rows: [Row], _ words: Words) -> [Picture] {
    guard let periods else { return [] }
    let lines = rows.compactMap { row -> (line: Picture.Line, most: Double)? in
      guard let bound = row.max ?? row.min,
        (0..<periods.count).allSatisfy({ bound[$0].signum > 0 && row.total[$0].signum >= 0 })
      else { return nil }
      let values = (0..<periods.count).map { (row.total[$0] / bound[$0]).double }
      return (Picture.Line(name: words.fullName(of: row), values: values), values.max() ?? 0)
    }
    if lines.isEmpty { return [] }
    let nearest = Set(
      lines.indices.sorted { lines[$0].most > lines[$1].most }.prefix(Self.mostCurves - 1))
    let one = Picture.Line(
      name: "1", values: [Double](repeating: 1, count: periods.count), kind: .bound)
    return [
      .lines(
        title: words.sharesOverTime(kind), labels: periods.labels,
        lines: [one] + lines.indices.filter(nearest.contains).map { lines[$0].line })
    ]
  }

  /// What meets a demand over time, one on the other, with the demand; nil where it is met by one
  /// resource alone, or by too many.
  private func stack(_ k: Int, _ row: Row, _ periods: Periods, _ words: Words) -> Picture? {
    guard supplies.indices.contains(k) else { return nil }
    let supplies = supplies[k].filter { $0.part.contains { !$0.isZero } }
    guard (2...Self.mostCurves).contains(supplies.count) else { return nil }
    let bounds = [("min", row.min), ("max", row.max)].compactMap { name, series in
      series.map { line(words.term(name), $0, periods, .bound) }
    }
    return .stack(
      title: words.metBy(words.fullName(of: row)), labels: periods.labels,
      layers: supplies.map { supply in
        Picture.Line(
          name: supply.resource.map(printable) ?? words.other, values: supply.part.map(\.double))
      }, bounds: bounds)
  }

  /// Who gets how much of what: a square each, with periods the mean. nil where that is too little
  /// or too much to look at.
  func placementPicture(_ words: Words) -> Picture? {
    let used = resources.map(\.name).filter { name in
      workloads.contains { $0.placement.contains { $0.resource == name && !$0.amount.mean.isZero } }
    }
    guard (2...Self.mostHeat).contains(workloads.count), (2...16).contains(used.count) else {
      return nil
    }
    return .heat(
      title: words.whoGetsWhat, rows: workloads.map { printable($0.name) },
      columns: used.map(printable),
      values: workloads.map { workload in
        used.map { name in
          workload.placement.first { $0.resource == name }?.amount.mean.double ?? 0
        }
      })
  }
}

extension Periods {
  /// A short label for each.
  var labels: [String] { (0..<count).map { names?[$0] ?? String($0 + 1) } }
}
