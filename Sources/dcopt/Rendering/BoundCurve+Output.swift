// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

extension BoundCurve {
  var json: String { output.document }

  var output: JSONOutput {
    .object([
      ("dcopt", .integer(1)), ("at", .string(at)), ("written", .number(written)),
      ("pieces", .list(pieces.map(\.output))),
      (
        "proof",
        .object([
          ("verified", .bool(isProved)),
          ("method", .string(isOfWholeNumbers ? "exact search" : "exact")),
        ])
      ),
    ])
  }

  /// The pieces of the curve, for a person.
  func report(title: String?, in words: Words) -> Report {
    // The ends of the range are none.
    let ends = Set(pieces.flatMap { [$0.from, $0.to] }.compactMap(\.self))
      .subtracting([pieces.first?.from, pieces.last?.to].compactMap(\.self)).count
    var report = Report(
      title: title,
      headline: words.breakPoints(ends, printable(at), words.number(written)), words: words)
    report.tone = isProved ? .good : .neutral
    if let graph = graph(words) { report.blocks.append(.picture(.graph(graph))) }
    var table = words.table(["from", "to", "objective", "to", "a unit"])
    for piece in pieces {
      table.add(
        [
          .number(piece.from, or: words.term("any")), .number(piece.to, or: words.term("any")),
        ]
          + (piece.slope.map {
            [.number(piece.objectiveFrom, or: ""), .number(piece.objectiveTo, or: ""), .number($0)]
          } ?? [.text(words.term(piece.word)), "", ""]))
    }
    report.blocks.append(.table(table))
    report.blocks.append(
      .sentence(
        !isProved
          ? words.notProved : isOfWholeNumbers ? words.allSteps : words.allBreakPoints))
    return report
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

  /// The curve; where it goes on without end, a quarter of what its corners span beyond them.
  private func graph(_ words: Words) -> Graph? {
    let ends = pieces.flatMap { [$0.from, $0.to] }.compactMap(\.self) + [written]
    let span = ends.max()! - ends.min()!
    let reach =
      !span.isZero ? span / Rational(4) : written.isZero ? .one : written.magnitude / Rational(2)
    var curves: [[Graph.Point]] = []
    var points: [Graph.Point] = []
    var dots: [Graph.Point] = []
    var gaps: [(from: Double, to: Double)] = []
    for piece in pieces {
      guard let slope = piece.slope else {
        gaps.append((piece.from?.double ?? -.infinity, piece.to?.double ?? .infinity))
        continue
      }
      // Steps are not joined.
      if isOfWholeNumbers, !points.isEmpty {
        curves.append(points)
        points = []
      }
      let from = piece.from ?? piece.to.map { $0 - reach }
      let to = piece.to ?? piece.from.map { $0 + reach }
      guard let from, let to else { continue }
      let start = piece.objectiveFrom ?? piece.objectiveTo! - slope * (to - from)
      points.append(Graph.Point(x: from.double, y: start.double))
      if piece.from != nil { dots.append(points.last!) }
      points.append(Graph.Point(x: to.double, y: (start + slope * (to - from)).double))
      if piece.to != nil { dots.append(points.last!) }
    }
    if points.isEmpty { return nil }
    curves.append(points)
    var graph = Graph(
      title: words.objectiveOver(printable(at)) + (gaps.isEmpty ? "" : words.shadedIsNone),
      x: printable(at), y: words.term("objective"),
      curves: [
        Graph.Curve(
          name: words.term("objective"), pieces: curves,
          dots: dots.count <= Graph.mostDots ? dots : [])
      ])
    graph.gaps = gaps
    graph.mark = (written.double, words.inTheSpec(words.number(written)))
    return graph
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
