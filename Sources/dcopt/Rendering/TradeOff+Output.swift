// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
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

  var table: String {
    var text = title.map { printable($0) + "\n\n" } ?? ""
    guard outcome == .corners else { return text + word + "\n" }
    let goal = goals.map { "\($0.sense.name) \(printable($0.name))" }.joined(separator: ", ")
    let count = corners.count == 1 ? "1 corner" : "\(corners.count) corners"
    text += "\(goal): \(count)\n\n"
    let shown = min(header.count, goals.count + 8)
    var table = TextTable(header: header.prefix(shown).map(printable))
    for corner in corners { table.add(cells(corner).prefix(shown).map(\.shown)) }
    text += table.text
    if shown < header.count {
      text += "JSON and CSV have \(header.count - shown) more resources.\n"
    }
    if goals.count == 2 {
      let points = corners.map {
        TerminalChart.Point(x: $0.values[0].double, y: $0.values[1].double)
      }
      let chart = TerminalChart(points, x: printable(goals[0].name), y: printable(goals[1].name))
        .text
      if !chart.isEmpty { text += "\n" + chart }
    }
    return text + "\n" + sentence + "\n"
  }

  private var sentence: String {
    guard isProved else { return "Not proved." }
    if isComplete { return "All corners, proved in exact arithmetic." }
    return "No plan betters a mixture of these in all goals by more than "
      + "\((error * Rational(100)).shown) % of their ranges; proved."
  }
}
