// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension ReportFormat {
  /// Writes a result in this format, JSON, which can be large, without a text between. Returns how
  /// many bytes it has.
  func write(
    _ result: PlanResult, in words: Words, color: ColorChoice, to output: String?
  ) throws -> Int {
    if self == .json { return try Output.write(result.output, to: output) }
    let bytes = Array(text(result, in: words, color: color, to: output).utf8)
    try Output.write(bytes, to: output)
    return bytes.count
  }

  /// A result in this format.
  func text(
    _ result: PlanResult, in words: Words, color: ColorChoice, to output: String?
  ) -> String {
    switch self {
    case .json: return result.json
    case .table, .markdown, .html:
      return result.report(in: words).text(as: self, color: color, to: output)
    case .csv: return CSV.text([(nil, result)])
    case .openmetrics:
      var metrics = OpenMetrics()
      metrics.add(result)
      return metrics.text
    }
  }
}

extension Report {
  /// As Markdown, as a page, or else as a text.
  func text(as format: ReportFormat, color: ColorChoice, to output: String?) -> String {
    switch format {
    case .markdown: markdown
    case .html: HTML.page([(nil, self)])
    case .json, .table, .csv, .openmetrics:
      text(output == nil ? .onStandardOutput(color) : .off, width: Output.width(for: output))
    }
  }
}

/// The answers to several specs in one output.
struct SeveralReports {
  let format: ReportFormat
  let words: Words
  let color: ColorChoice
  let output: String?
  private var text = ""
  private var isFirst = true
  private var pages: [(name: String?, report: Report)] = []
  private var results: [(name: String?, result: PlanResult)] = []
  private var metrics = OpenMetrics()

  init(format: ReportFormat, words: Words, color: ColorChoice, output: String?) {
    (self.format, self.words, self.color, self.output) = (format, words, color, output)
  }

  mutating func add(_ result: PlanResult, named name: String) {
    switch format {
    case .json: text += result.output.line + "\n"
    case .table: addTable(result.report(in: words), named: name)
    case .markdown: addMarkdown(result.report(in: words), named: name)
    case .html: pages.append((name, result.report(in: words)))
    case .csv: results.append((name, result))
    case .openmetrics: metrics.add(result, named: name)
    }
  }

  /// What has no result: `line` for JSON, a word for people; the figures' formats have none of it.
  mutating func add(_ line: JSONOutput, _ word: String, named name: String) {
    var report = Report(title: nil, headline: words.term(word), words: words)
    report.tone = .bad
    switch format {
    case .json: text += line.line + "\n"
    case .table: addTable(report, named: name)
    case .markdown: addMarkdown(report, named: name)
    case .html: pages.append((name, report))
    case .csv, .openmetrics: break
    }
  }

  private mutating func addTable(_ report: Report, named name: String) {
    let color = output == nil ? Color.onStandardOutput(color) : .off
    if !isFirst { text += "\n" }
    text +=
      color.paint("== \(printable(name)) ==", .bold) + "\n\n"
      + report.text(color, width: Output.width(for: output))
    isFirst = false
  }

  private mutating func addMarkdown(_ report: Report, named name: String) {
    if !isFirst { text += "\n" }
    text += "## \(Report.escaped(name))\n\n" + report.markdown
    isFirst = false
  }

  /// What can be written before the next is there.
  mutating func take() -> String {
    defer { text = "" }
    return text
  }

  /// What could only be written at the end.
  mutating func end() -> String {
    switch format {
    case .json, .table, .markdown: take()
    case .html: HTML.page(pages)
    case .csv: CSV.text(results)
    case .openmetrics: metrics.text
    }
  }
}
