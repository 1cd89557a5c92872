// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

extension BoundCurve {
  var json: String { output.document }

  var output: JSONOutput {
    .object([
      ("dcopt", .integer(1)), ("at", .string(at)), ("written", .number(written)),
      ("pieces", .list(pieces.map(\.output))),
      (
        "proof",
        .object([("verified", .bool(isProved)), ("method", .string("exact"))])
      ),
    ])
  }

  var table: String {
    var table = TextTable(header: ["from", "to", "objective", "to", "a unit"])
    for piece in pieces {
      let from = piece.from?.shown ?? "any"
      table.add(
        [from, piece.to?.shown ?? "any"]
          + (piece.slope.map {
            [piece.objectiveFrom?.shown ?? "", piece.objectiveTo?.shown ?? "", $0.shown]
          } ?? [piece.word, "", ""]))
    }
    let chart = TerminalChart(points, x: at, y: "objective").text
    return "\(printable(at)) is \(written.shown).\n\n" + table.text
      + (chart.isEmpty ? "" : "\n" + chart)
  }

  var csv: String {
    CSV.line(["from", "to", "status", "objective_from", "objective_to", "slope"])
      + pieces.map { piece in
        CSV.line([
          piece.from?.text ?? "", piece.to?.text ?? "", piece.word,
          piece.objectiveFrom?.text ?? "", piece.objectiveTo?.text ?? "", piece.slope?.text ?? "",
        ])
      }.joined()
  }

  /// The corners, and where the curve goes on without end as far again as they reach.
  private var points: [TerminalChart.Point] {
    let ends = pieces.flatMap { [$0.from, $0.to] }.compactMap(\.self) + [written]
    let reach = max((ends.max()! - ends.min()!), written.magnitude / Rational(2))
    var points: [TerminalChart.Point] = []
    for piece in pieces {
      guard let slope = piece.slope else { continue }
      let from = piece.from ?? piece.to.map { $0 - reach }
      let to = piece.to ?? piece.from.map { $0 + reach }
      guard let from, let to else { continue }
      let start = piece.objectiveFrom ?? piece.objectiveTo! - slope * (to - from)
      points.append(TerminalChart.Point(x: from.double, y: start.double))
      points.append(TerminalChart.Point(x: to.double, y: (start + slope * (to - from)).double))
    }
    return points
  }
}

extension BoundCurve.Piece {
  fileprivate var slope: Rational? {
    if case .optimal(let slope) = outcome { slope } else { nil }
  }

  fileprivate var word: String {
    switch outcome {
    case .optimal: "optimal"
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    }
  }

  fileprivate var output: JSONOutput {
    var members: [(String, JSONOutput)] = [
      ("from", .optional(from)), ("to", .optional(to)), ("status", .string(word)),
    ]
    if let slope {
      members += [
        ("objective_from", .optional(objectiveFrom)), ("objective_to", .optional(objectiveTo)),
        ("slope", .number(slope)),
      ]
    }
    return .object(members)
  }
}
