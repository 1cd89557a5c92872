// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// A sweep as it is written: JSON a line a point, CSV, or a report.
struct SweepLines {
  let title: String?
  let variations: [Variation]
  let format: SweepFormat
  let words: Words
  private var rows: [SweepRow] = []
  private var resources: [String] = []
  /// What the objectives before the last one are.
  private var earlier: [PlanResult.Objective] = []

  init(title: String?, variations: [Variation], format: SweepFormat, words: Words) {
    (self.title, self.variations, self.format) = (title, variations, format)
    self.words = words
  }

  /// What a point adds now; all but JSON is in `end`.
  mutating func text(_ point: Sweep.Point) -> String {
    if format == .json { return point.output.line + "\n" }
    let row = SweepRow(point)
    rows.append(row)
    if case .result(let result) = point.answer, resources.isEmpty {
      resources = result.resources.map(\.name)
      earlier = result.priorities.dropLast().map(\.objective)
    }
    return ""
  }

  /// What comes after the last point.
  func end(color: ColorChoice, to output: String?) -> String {
    switch format {
    case .json: return ""
    case .csv:
      return csv
    case .table, .markdown, .html:
      return report.text(as: format.ofReport, color: color, to: output)
    }
  }

  /// What is wrong at points comes last, where it is somewhere.
  private var csv: String {
    let english = Words()
    let areInvalid = rows.contains { $0.reason != nil }
    let head =
      names + ["status"] + earlier.map(english.goal) + ["objective"] + resources
      + (areInvalid ? ["reason"] : [])
    return CSV.line(head)
      + rows.map { row in
        let amounts = row.amounts.map(\.text)
        return CSV.line(
          row.set.map(\.text) + [row.status]
            + earlier.indices.map { row.earlier(at: $0)?.text ?? "" } + [row.objective?.text ?? ""]
            + amounts + Array(repeating: "", count: resources.count - amounts.count)
            + (areInvalid ? [row.reason ?? ""] : []))
      }.joined()
  }

  /// Each reason once, with its first point and how many more there are.
  private var reasons: [String] {
    var known: [String: Int] = [:]
    var list: [(row: SweepRow, others: Int)] = []
    for row in rows {
      guard let reason = row.reason else { continue }
      if let place = known[reason] {
        list[place].others += 1
      } else {
        known[reason] = list.count
        list.append((row, 0))
      }
    }
    return list.map { row, others in
      let point = zip(names, row.set).map { "\(printable($0)) \(words.number($1))" }
        .joined(separator: ", ")
      return words.whyInvalid(
        others > 0 ? words.andMore(point, others) : point, printable(row.reason!))
    }
  }

  /// The pointers as headings.
  private var names: [String] { variations.map { Self.name($0.at) } }

  private var report: Report {
    var report = Report(title: title, headline: headline, words: words)
    report.tone = rows.allSatisfy { $0.status == "optimal" } ? .good : .neutral
    if let picture { report.blocks.append(.picture(picture)) }
    // Of the resources only those that are used anywhere, and not more than can be read.
    let used = resources.indices.filter { r in
      rows.contains { r < $0.amounts.count && !$0.amounts[r].isZero }
    }.prefix(format.mostResources)
    var table = TextTable(
      header: names.map { printable($0) } + [words.term("status")] + earlier.map(words.goal)
        + [words.term("objective")] + used.map { printable(resources[$0]) }, digits: words.digits)
    for row in rows {
      table.add(
        row.set.map { .number($0) }
          + [.text(words.term(row.status))]
          + earlier.indices.map { .number(row.earlier(at: $0), or: "") }
          + [.number(row.objective, or: "")]
          + used.map { row.amounts.isEmpty ? "" : .number(row.amounts[$0]) })
    }
    report.blocks.append(.table(table))
    if !reasons.isEmpty { report.blocks.append(.list(words.invalidPoints, reasons)) }
    report.note(more: resources.count - used.count)
    return report
  }

  /// `6 points: 5 optimal, 1 infeasible`.
  private var headline: String {
    var counts: [(status: String, count: Int)] = []
    for row in rows {
      if let place = counts.firstIndex(where: { $0.status == row.status }) {
        counts[place].count += 1
      } else {
        counts.append((row.status, 1))
      }
    }
    return words.points(rows.count, counts.map { ($0.count, words.term($0.status)) })
  }

  /// The objective over the number that moves fastest, a curve for each combination of the others.
  private var picture: Picture? {
    guard let last = variations.last, last.values.count > 1 else { return nil }
    let all = stride(from: 0, to: rows.count, by: last.values.count).map {
      rows[$0..<$0 + last.values.count]
    }
    let shown = all.prefix(Graph.mostCurves)
    let curves = shown.map { rows in
      let pieces = Self.pieces(of: rows)
      // A point alone would not be seen without one.
      let dots = last.values.count <= Graph.mostDots ? pieces : pieces.filter { $0.count == 1 }
      return Graph.Curve(
        name: zip(names, rows.first!.set).dropLast().map { "\(printable($0)) \(words.number($1))" }
          .joined(separator: ", "), pieces: pieces, dots: Array(dots.joined()))
    }
    if curves.allSatisfy(\.pieces.isEmpty) { return nil }
    var graph = Graph(
      title: words.objectiveOver(printable(names.last!)), x: printable(names.last!),
      y: words.term("objective"), curves: curves)
    if all.count == 1 {
      graph.absent = rows.filter { $0.objective == nil }.map { $0.set[0].double }
      if !graph.absent.isEmpty { graph.title += words.crossIsNone }
    } else if all.count > shown.count {
      graph.title += words.firstCurves(shown.count, of: all.count)
    }
    return .graph(graph)
  }

  /// The points in the order of their values, broken where there is no objective.
  private static func pieces(of rows: ArraySlice<SweepRow>) -> [[Graph.Point]] {
    rows.sorted { $0.set.last! < $1.set.last! }.split { $0.objective == nil }.map { rows in
      rows.map { Graph.Point(x: $0.set.last!.double, y: $0.objective!.double) }
    }
  }

  /// `/budgets/cost` as a heading: `budgets cost`.
  private static func name(_ pointer: String) -> String {
    Pointer.keys(of: pointer).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// A point's figures.
private struct SweepRow {
  let set: [Rational]
  let status: String
  let objective: Rational?
  /// Over time the mean; empty where there is no plan.
  let amounts: [Rational]
  /// What is wrong with the spec there.
  let reason: String?
  private let priorities: [Rational?]

  /// What an objective before the last one is there.
  func earlier(at place: Int) -> Rational? {
    place < priorities.count ? priorities[place] : nil
  }

  init(_ point: Sweep.Point) {
    (set, objective) = (point.set.map(\.value), point.objective)
    switch point.answer {
    case .result(let result):
      status = result.status.rawValue
      amounts = result.resources.map { $0.amount.mean }
      priorities = result.priorities.map(\.objective.value)
      reason = nil
    case .invalid(let diagnostics):
      (status, amounts, priorities) = ("invalid", [], [])
      reason = diagnostics.list.map { "\($0.at): \($0.says)" }.joined(separator: "; ")
    }
  }
}

extension Sweep.Point {
  var objective: Rational? {
    if case .result(let result) = answer { result.objective.value } else { nil }
  }

  fileprivate var output: JSONOutput {
    let answer: JSONOutput =
      switch answer {
      case .result(let result): result.output
      case .invalid(let diagnostics): diagnostics.output
      }
    return .object([
      ("set", .object(set.map { ($0.at, .number($0.value)) })), ("result", answer),
    ])
  }
}
