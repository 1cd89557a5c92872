// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ArgumentParser
import LinearProgram
import Planning
import SystemThreads

/// Evaluates the lines of a file on all cores, and sums them up in their order.
struct EvaluationTask {
  let evaluation: Evaluation
  let reading: SpecReading
  let file: String
  let printsEach: Bool

  /// What came of some lines.
  private struct Answers: Sendable {
    var list: [(line: Int, outcome: Evaluation.Outcome)] = []
    var complaints = ""
    var code: Int32 = 0
  }

  /// Written by one thread, read after it has ended.
  private final class Sum: @unchecked Sendable {
    var summary: EvaluationSummary
    var code: Int32 = 0
    init(_ summary: EvaluationSummary) { self.summary = summary }
  }

  /// Throws the exit code where a line is no scenario.
  func run(_ path: String) throws -> EvaluationSummary {
    let jobs = SystemThread.processors
    let ring = OrderedWork<SpecLines, Answers>(places: 16 * jobs)
    let sum = Sum(EvaluationSummary(evaluation))
    let collector = SystemThread {
      ring.collect { answers in
        Output.complain(lines: answers.complaints)
        sum.code = max(sum.code, answers.code)
        var lines = ""
        for (line, outcome) in answers.list {
          sum.summary.add(outcome, line: line)
          if printsEach { lines += outcome.output(line: line, evaluation.demands).line + "\n" }
        }
        if printsEach { Output.writeOrExit(lines) }
      }
    }
    let workers = (0..<jobs).map { _ in SystemThread { ring.perform(answers) } }
    let read = Result { try SpecLines.read(path, ring.put) }
    ring.close()
    for thread in workers + [collector] { thread.join() }
    try read.get()
    if sum.code != 0 { throw ExitCode(sum.code) }
    if sum.summary.count == 0 {
      Output.complain("\(file): error: there is no scenario in it")
      throw ExitCode(65)
    }
    if sum.summary.isMixed {
      Output.complain("\(file): error: some scenarios have a \"probability\", and others none")
      throw ExitCode(65)
    }
    return sum.summary
  }

  private func answers(_ lines: SpecLines) -> Answers {
    var answers = Answers()
    lines.forEach { number, line in
      do {
        answers.list.append((number, try evaluation.outcome(of: line)))
      } catch let error as Diagnostics {
        for diagnostic in error.list {
          answers.complaints += reading.text(diagnostic.moved(toLine: number), in: file) + "\n"
        }
        answers.code = max(answers.code, 65)
      } catch {
        answers.complaints += "\(file):\(number): \(error)\n"
        answers.code = 70
      }
    }
    return answers
  }
}
