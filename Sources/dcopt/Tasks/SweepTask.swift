// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import ParametricProgramming
import PlanSolving
import Planning

/// Reading a spec, solving it at many points and writing what came out.
struct SweepTask {
  var input = SpecReading()
  var format: SweepFormat
  var words = Words()
  var output: String?
  var planner = Planner()

  func run(_ path: String, _ variations: [Variation]) throws {
    let (text, spec) = try read(path)
    let sweep = try orUsage {
      try working(planner) { planner in
        try Sweep(text, spec, variations, planner: planner, tables: input.tables(of: path))
      }
    }
    var lines = SweepLines(
      title: spec.title, variations: variations, format: format, words: words)
    let progress = Progress(total: sweep.count)
    // A file is written whole at the end, a stream as it comes.
    var pending = ""
    var done = 0
    var failure: (any Error)?
    OrderedWork<Int, Result<Sweep.Point, any Error>>.each(sweep.count) { index in
      Result { try sweep.point(index) }
    } collect: { answer in
      guard failure == nil else { return }
      switch answer {
      case .failure(let error): failure = error
      case .success(let point):
        pending += lines.text(point)
        done += 1
        progress.advance(to: done, objective: point.objective.map(words.number))
      }
      if output == nil, pending.utf8.count > 1 << 16 {
        Output.writeOrExit(pending)
        pending = ""
      }
    }
    if let failure { throw failure }
    try Output.write(pending + lines.end(color: input.color, to: output), to: output)
  }

  func curve(of path: String, over number: BreakPoints) throws {
    let (text, spec) = try read(path)
    let curve = try orUsage {
      try working(planner) { planner in
        try planner.curve(
          of: text, spec, over: number.at, from: number.from, to: number.to,
          tables: input.tables(of: path))
      }
    }
    switch format {
    case .json: try Output.write(curve.json, to: output)
    case .csv: try Output.write(curve.csv, to: output)
    case .table, .markdown, .html:
      let report = curve.report(title: spec.title, in: words)
      try Output.write(
        report.text(as: format.ofReport, color: input.color, to: output), to: output)
    }
  }

  private func read(_ path: String) throws -> (SpecText, Spec) {
    if ModelFormat(ofFileAt: path) != nil {
      throw ValidationError(
        "\(path) is another solver's file: a sweep is over the numbers of a spec.")
    }
    return try input.read(path) { bytes throws(Diagnostics) in
      let spec = try input.spec(bytes, of: path)
      let tables = input.tables(of: path)
      let text =
        SpecReading.isYAML(path)
        ? try SpecText(yaml: bytes, tables: tables) : try SpecText(bytes, tables: tables)
      return (text, spec)
    }
  }

  /// A pointer that leads nowhere is a wrong call.
  private func orUsage<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SpecText.Refusal {
      throw ValidationError("The pointer leads to no number: \(error.says.asSentence)")
    } catch let error as Planner.NoCurve {
      throw ValidationError(error.says.asSentence)
    }
  }
}

extension String {
  /// With a point at its end, unless it is a question.
  var asSentence: String { hasSuffix("?") ? self : self + "." }
}
