// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import PlanSolving
import Planning

/// The plainest calls, `dcopt solve FILE` with a format and an output at most. ArgumentParser takes ten
/// times as long to look at the declared commands as dcopt takes to solve a small spec, and these calls
/// say nothing that needs it.
struct PlainSolve {
  private var spec: String?
  private var format: ReportFormat?
  private var output: String?

  /// nil for any other call, and for one with a mistake: what is wrong with it is ArgumentParser's to say.
  init?(_ arguments: some Sequence<String>) {
    var words = arguments.makeIterator()
    guard words.next() == "solve" else { return nil }
    while let word = words.next() {
      switch word {
      case "--format":
        guard format == nil, let value = words.next().flatMap(ReportFormat.init), value != .html
        else { return nil }
        format = value
      case "--output":
        guard output == nil, let path = words.next(), !path.isEmpty, !path.hasPrefix("-")
        else { return nil }
        output = path
      default:
        guard spec == nil, word == "-" || !word.hasPrefix("-") else { return nil }
        spec = word
      }
    }
    if spec == nil { return nil }
  }

  func run() throws {
    var task = SolveTask()
    task.planner = Planner(limits: SolverLimits(usesAllProcessors: true))
    task.output = output
    task.format = format ?? Output.reportFormat(for: output)
    try task.run(spec!)
  }
}
