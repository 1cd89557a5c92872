// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

extension TradeOff {
  var json: String { output.document }

  var output: JSONOutput {
    var members: [(String, JSONOutput)] = [
      ("dcopt", .integer(1)), ("status", .string(word)),
      ("goals", .object(goals.map { ($0.name, .string($0.sense.name)) })),
      ("corners", .list(corners.map(output))),
    ]
    if isOfWholeNumbers {
      members += [("whole_numbers", .bool(true)), ("complete", .bool(isComplete))]
    } else if goals.count > 2 {
      members += [("complete", .bool(isComplete)), ("error", .number(error))]
    }
    members.append(
      (
        "proof",
        .object([
          ("verified", .bool(isProved)),
          ("method", .string(isOfWholeNumbers ? "exact search" : "exact")),
        ])
      ))
    return .object(members)
  }

  private func output(_ corner: Corner) -> JSONOutput {
    var members: [(String, JSONOutput)] = [
      ("objectives", .object(zip(goals, corner.values).map { ($0.name, .number($1)) })),
      ("allocation", corner.plan.allocationOutput),
    ]
    if let placement = corner.plan.placementOutput { members.append(("placement", placement)) }
    members += corner.plan.groupsOutput
    return .object(members)
  }

  private var word: String {
    switch outcome {
    case .corners: "optimal"
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    }
  }

  private var header: [String] {
    goals.map(\.name) + (corners.first?.plan.resources.map(\.name) ?? [])
  }

  private func cells(_ corner: Corner) -> [Rational] {
    corner.values + corner.plan.resources.map { $0.amount.mean }
  }

  var csv: String {
    CSV.line(header) + corners.map { CSV.line(cells($0).map(\.text)) }.joined()
  }

  /// The corners, for a person; of the resources only those that are used anywhere, and at most
  /// `mostResources` of them.
  func report(mostResources: Int, in words: Words) -> Report {
    guard outcome == .corners else {
      var report = Report(title: title, headline: words.term(word), words: words)
      report.tone = .bad
      return report
    }
    let goal = words.list(goals.map { words.goal($0.sense, printable($0.name)) })
    var report = Report(
      title: title,
      headline: isOfWholeNumbers
        ? words.plans(goal, corners.count) : words.corners(goal, corners.count),
      words: words)
    report.tone = isProved ? .good : .neutral
    report.blocks = graphs(words).map { .picture(.graph($0)) }
    let all = corners.map(cells)
    let used = (goals.count..<header.count).filter { place in all.contains { !$0[place].isZero } }
    let shown = Array(goals.indices) + used.prefix(mostResources)
    var table = TextTable(header: shown.map { printable(header[$0]) }, digits: words.digits)
    for cells in all { table.add(shown.map { .number(cells[$0]) }) }
    report.blocks.append(.table(table))
    report.note(more: header.count - shown.count)
    report.blocks.append(
      .sentence(
        isOfWholeNumbers
          ? words.wholeFrontier(isProved) : words.frontier(isProved, isComplete, error)))
    return report
  }

  /// The curve between two goals; of more the corners as each pair of goals sees them.
  private func graphs(_ words: Words) -> [Graph] {
    if goals.count == 2 { return [graph(0, 1, isCurve: !isOfWholeNumbers, words)] }
    let pairs = goals.indices.flatMap { a in goals.indices.filter { $0 > a }.map { (a, $0) } }
    return pairs.prefix(Self.mostGraphs).map { graph($0, $1, isCurve: false, words) }
  }

  private static let mostGraphs = 6

  private func graph(_ a: Int, _ b: Int, isCurve: Bool, _ words: Words) -> Graph {
    let points = corners.map { Graph.Point(x: $0.values[a].double, y: $0.values[b].double) }
    let names = (printable(goals[a].name), printable(goals[b].name))
    let isDotted = !isCurve || points.count <= Graph.mostDots
    return Graph(
      title: isCurve || isOfWholeNumbers ? words.theFrontier : words.cornersIn(names.0, names.1),
      x: names.0,
      y: names.1,
      curves: [
        Graph.Curve(
          name: "frontier", pieces: isCurve ? [points] : points.map { [$0] },
          dots: isDotted ? points : [])
      ])
  }
}
