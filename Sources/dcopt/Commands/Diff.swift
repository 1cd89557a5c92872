// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import JSONText
import Planning

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what changed from one result to another.",
    discussion: """
      Each file is a result of solve, or a spec, which is solved first. Compared are the verdict, \
      the objective, amounts, totals, prices and what clashes. Exits 0 where nothing differs, 1 \
      where something does.

      EXAMPLE:
        dcopt diff last-night.json spec.json --format markdown
      """)

  @OptionGroup var input: SpecInput

  @Option(help: "Left out: a table on a terminal, JSON elsewhere.")
  var format: AuditFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @OptionGroup var wording: WordOptions

  @OptionGroup var limit: TimeLimit

  @Option(
    parsing: .unconditional,
    help: "Numbers that differ by no more than this fraction of the greater are the same.")
  var tolerance: Fraction?

  @Argument(help: "What it was, a JSON file; - is standard input.", completion: .file())
  var from: String

  @Argument(help: "What it is, a JSON file; - is standard input.", completion: .file())
  var to: String

  func validate() throws {
    if from == "-", to == "-" {
      throw ValidationError("Only one of the two files can be standard input.")
    }
  }

  func run() throws {
    let comparison = Comparison(
      from: try figures(of: from), to: try figures(of: to), tolerance: tolerance?.value ?? .zero)
    let format = format ?? AuditFormat(for: output)
    let words = wording.words
    var report = comparison.report(in: words)
    if format == .table { report.headline = report.headline.lowercased() }
    if format == .html { report.title = words.term("What changed") }
    try Output.write(
      format == .json
        ? comparison.json : report.text(as: format.ofReport, color: input.color, to: output),
      to: output)
    if comparison.differs { throw ExitCode(1) }
  }

  /// The figures of a result, or of what a spec is solved to, as they are printed.
  private func figures(of path: String) throws -> ResultFigures {
    let reader = input.reader
    var planner = limit.planner
    if ModelFormat(ofFileAt: path) != nil || SpecReading.isYAML(path) {
      let spec = try reader.read(path, for: &planner)
      return try figures(of: spec, path, planner)
    }
    let (spec, figures) = try reader.read(path) {
      bytes throws(Diagnostics) -> (Spec?, ResultFigures?) in
      let document = try Diagnostics.reportingJSON(bytes)
      if ResultFigures.isResult(document.root) { return (nil, try ResultFigures(document)) }
      return (try reader.spec(bytes, of: path), nil)
    }
    return try figures ?? self.figures(of: spec!, path, planner)
  }

  private func figures(of spec: Spec, _ path: String, _ planner: Planner) throws -> ResultFigures {
    let printed = try input.reader.answering(path) {
      try working(planner) { try $0.solve(spec) }.output.line
    }
    var figures = try ResultFigures(JSONDocument(parsing: Array(printed.utf8)))
    figures.periods = spec.periods?.names
    return figures
  }
}
