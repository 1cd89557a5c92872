// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactNumbers
import ExactSimplex
import LinearProgram
import PlanSolving
import Planning

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold what a plan commits, and see what it comes to in other scenarios.",
    discussion: """
      A line of the scenarios is {"set": {"/demands/gpu": 80}}, with a "name" and a "probability" \
      where wished; they weigh the same where none is written. What the spec says is committed is \
      held as the plan has it, the rest is planned for each line by itself, on all cores. Where \
      that cannot be, demands are missed, as little as can be. Prints the mean, the worst, and how \
      often each demand is missed. Exits 65 where a line is no scenario of the spec.

      EXAMPLES:
        dcopt solve spec.json > plan.json
        dcopt evaluate spec.json plan.json --scenarios more.ndjson
      """)

  @OptionGroup var input: SpecInput

  @Option(help: "Left out: a table on a terminal, JSON elsewhere.")
  var format: AuditFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @OptionGroup var wording: WordOptions

  @Option(help: "Scenarios, one a line (NDJSON); - is standard input.", completion: .file())
  var scenarios: String

  @Flag(help: "First a line of JSON for each scenario.")
  var each = false

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  @Argument(
    help: "The plan, a result of solve, a JSON file; - is standard input.", completion: .file())
  var plan: String

  func validate() throws {
    try Input.checkIsReadOnce([spec, plan, scenarios])
  }

  func run() throws {
    let file = SpecReading.name(spec)
    let spec = try input.reader.read(spec)
    if let refusal = Evaluation.refusal(of: spec) {
      Output.complain("\(file): error: \(refusal)")
      throw ExitCode(65)
    }
    let evaluation = try input.reader.read(plan) { bytes throws(Diagnostics) in
      try Evaluation(plan: bytes, for: spec, planner: Planner())
    }
    let task = EvaluationTask(
      evaluation: evaluation, reading: input.reader, file: SpecReading.name(scenarios),
      printsEach: each)
    let summary = try task.run(scenarios)
    let format = format ?? AuditFormat(for: output)
    try Output.write(
      format == .json
        ? summary.json
        : summary.report(title: format == .table ? nil : spec.title, in: wording.words).text(
          as: format.ofReport, color: input.color, to: output),
      to: output)
  }
}
