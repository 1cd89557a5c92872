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
    if goals.count > 2 {
      members += [("complete", .bool(isComplete)), ("error", .number(error))]
    }
    members.append(
      ("proof", .object([("verified", .bool(isProved)), ("method", .string("exact"))])))
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
    corner.values + corner.plan.resources.map { $0.amount.values.reduce(.zero, +) }
  }

  var csv: String {
    CSV.line(header) + corners.map { CSV.line(cells($0).map(\.text)) }.joined()
  }

  /// The corners, for a person; of the resources only those that are used anywhere, and at most
  /// `mostResources` of them.
  func report(mostResources: Int) -> Report {
    guard outcome == .corners else {
      var report = Report(title: title, headline: word)
      report.tone = .bad
      return report
    }
    let goal = goals.map { "\($0.sense.name) \(printable($0.name))" }.joined(separator: ", ")
    let count = corners.count == 1 ? "1 corner" : "\(corners.count) corners"
    var report = Report(title: title, headline: "\(goal): \(count)")
    report.tone = isProved ? .good : .neutral
    report.blocks = graphs.map { .picture(.graph($0)) }
    let all = corners.map(cells)
    let used = (goals.count..<header.count).filter { place in all.contains { !$0[place].isZero } }
    let shown = Array(goals.indices) + used.prefix(mostResources)
    var table = TextTable(header: shown.map { printable(header[$0]) })
    for cells in all { table.add(shown.map { cells[$0].shown }) }
    report.blocks.append(.table(table))
    report.note(more: header.count - shown.count)
    report.blocks.append(.sentence(sentence))
    return report
  }

  /// The curve between two goals; of more the corners as each pair of goals sees them.
  private var graphs: [Graph] {
    if goals.count == 2 { return [graph(0, 1, isCurve: true)] }
    let pairs = goals.indices.flatMap { a in goals.indices.filter { $0 > a }.map { (a, $0) } }
    return pairs.prefix(Self.mostGraphs).map { graph($0, $1, isCurve: false) }
  }

  private static let mostGraphs = 6

  private func graph(_ a: Int, _ b: Int, isCurve: Bool) -> Graph {
    let points = corners.map { Graph.Point(x: $0.values[a].double, y: $0.values[b].double) }
    let names = (printable(goals[a].name), printable(goals[b].name))
    let isDotted = !isCurve || points.count <= Graph.mostDots
    return Graph(
      title: isCurve ? "The frontier" : "The corners in \(names.0) and \(names.1)", x: names.0,
      y: names.1,
      curves: [
        Graph.Curve(
          name: "frontier", pieces: isCurve ? [points] : points.map { [$0] },
          dots: isDotted ? points : [])
      ])
  }

  private var sentence: String {
    guard isProved else { return "Not proved." }
    if isComplete { return "All corners, proved in exact arithmetic." }
    return "No plan betters a mixture of these in all goals by more than "
      + "\((error * Rational(100)).shown) % of their ranges; proved."
  }
}
