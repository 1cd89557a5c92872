// SPDX-License-Identifier: GPL-3.0-or-later
import PlanSolving
import Planning

/// Answers specs, one a line, each by one line.
struct SpecAnswer: Sendable {
  var planner = Planner()
  var extras: Planner.Extras = []
  /// How doubts are treated, and how those of the lines that are solved are said.
  var reading = SpecReading()
  /// The name of the input in what is said of it.
  var file = "<stdin>"

  struct Text: Sendable {
    /// For standard output: a line a spec.
    var results = ""
    /// For standard error.
    var complaints = ""
    var hasDefect = false
    /// How many specs were answered.
    var count = 0
  }

  func answer(_ lines: SpecLines) -> Text {
    answer(lines) { try planner.solve($0, also: extras) }
  }

  /// The same with what solves a spec.
  func answer(_ lines: SpecLines, solve: (Spec) throws -> PlanResult) -> Text {
    var text = Text()
    lines.forEach { number, line in
      text.results += answer(line, number: number).line
      text.results += "\n"
      text.count += 1
    }
    return text

    func answer(_ line: [UInt8], number: Int) -> JSONOutput {
      do {
        let (spec, warnings) = try Planner.read(
          line, strict: reading.strict, tables: reading.tablesOfLines)
        for warning in warnings where !reading.quiet {
          text.complaints += reading.text(warning.moved(toLine: number), in: file) + "\n"
        }
        if let refusal = Planner.refusal(of: extras, for: spec) {
          text.complaints += "\(file):\(number): \(refusal)\n"
          return .failed(because: refusal)
        }
        do {
          return try solve(spec).output
        } catch let error as Diagnostics {
          return error.placed(inSpec: line, tables: reading.tablesOfLines).output
        }
      } catch let error as Diagnostics {
        return error.output
      } catch {
        text.hasDefect = true
        text.complaints += "\(file):\(number): \(error)\n"
        return .failed(because: "\(error)")
      }
    }
  }
}
