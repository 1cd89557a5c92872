// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

/// A sweep as lines: JSON, a table with a chart, or CSV.
struct SweepLines {
  private let variations: [String]
  private let format: SweepFormat
  private var table: TextTable?
  private var header: [String] = []
  private var curve: [TerminalChart.Point] = []

  init(variations: [String], format: SweepFormat) {
    (self.variations, self.format) = (variations, format)
  }

  /// What a point adds now; a table is all in `end`.
  mutating func text(_ point: Sweep.Point) -> String {
    if format == .json { return point.output.line + "\n" }
    let isFirst = header.isEmpty
    if isFirst { header = variations.map(Self.name) + ["status", "objective"] }
    var cells = point.set.map(\.value.text)
    switch point.answer {
    case .result(let result):
      cells += [result.status.rawValue, result.objective.value?.text ?? ""]
      let amounts = result.resources.map { ($0.name, $0.amount.values.reduce(.zero, +)) }
      if header.count == variations.count + 2 { header += amounts.map(\.0) }
      cells += amounts.map(\.1.text)
    case .invalid: cells += ["invalid", ""]
    }
    if let value = point.objective, variations.count == 1 {
      curve.append(TerminalChart.Point(x: point.set[0].value.double, y: value.double))
    }
    rows.append(cells)
    return ""
  }

  private var rows: [[String]] = []

  /// What comes after the last point.
  var end: String {
    switch format {
    case .json: return ""
    case .csv:
      return ([header] + rows).map { row in
        CSV.line(row + Array(repeating: "", count: max(0, header.count - row.count)))
      }.joined()
    case .table:
      let shown = min(header.count, variations.count + 2 + Self.mostResources)
      var table = TextTable(header: header.prefix(shown).map(printable))
      for row in rows {
        let cells = row.prefix(shown).enumerated().map { place, text in
          place == variations.count ? text : Rational(decimal: text)?.shown ?? text
        }
        table.add(cells + Array(repeating: "", count: shown - cells.count))
      }
      let left = header.count - shown
      let more = left > 0 ? "JSON and CSV have \(left) more resources.\n" : ""
      let chart = TerminalChart(curve, x: header.first ?? "", y: "objective").text
      return table.text + more + (chart.isEmpty ? "" : "\n" + chart)
    }
  }

  private static let mostResources = 8

  /// `/budgets/cost` as a heading: `budgets cost`.
  private static func name(_ pointer: String) -> String {
    pointer.split(separator: "/").map {
      $0.replacing("~1", with: "/").replacing("~0", with: "~")
    }.joined(separator: " ")
  }
}

extension Sweep.Point {
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
