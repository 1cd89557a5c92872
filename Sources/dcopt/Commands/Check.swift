// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactNumbers
import Planning

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Audit a plan: what it violates, and how far it is from the best one.",
    discussion: """
      A plan is {"CPU": 500, …}, or a whole result, in which each amount stands for the numbers \
      that print like it. Exits 0 where it is feasible (and close enough to the best, with \
      --within), 1 where it is not. Of several objectives, the first in which the plan is worse than \
      the spec lets it be is compared, or else the last.

      EXAMPLE:
        dcopt check spec.json plan.json --within 0.01
      """)

  @OptionGroup var input: SpecInput

  @OptionGroup var replanning: Replanning

  @Option(help: "Left out: a table on a terminal, JSON elsewhere.")
  var format: AuditFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @OptionGroup var wording: WordOptions

  @OptionGroup var limit: TimeLimit

  @Option(
    parsing: .unconditional,
    help: "Fail a plan that is worse than the best by more than this fraction, say 0.01.")
  var within: Fraction?

  @Option(
    parsing: .unconditional,
    help: "Let a plan from elsewhere miss a bound by this fraction of it, or of 1 where it is less."
  )
  var tolerance: Fraction?

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  @Argument(help: "The plan, a JSON file; - is standard input.", completion: .file())
  var plan: String

  func validate() throws {
    try Input.checkIsReadOnce([spec, plan, replanning.from])
  }

  func run() throws {
    var planner = limit.planner
    let spec = try replanning.start(input.reader.read(spec, for: &planner), input.reader)
    let plan = try input.reader.read(plan) { bytes throws(Diagnostics) in
      try ProposedPlan(bytes, for: spec)
    }
    let check = try input.reader.answering(self.spec) {
      try working(planner) {
        try $0.check(plan, of: spec, tolerance: tolerance?.value ?? .zero)
      }
    }
    let passes = check.passes(within: within?.value)
    let format = format ?? AuditFormat(for: output)
    let report = check.report(
      title: format == .table ? nil : spec.title, in: wording.words)
    try Output.write(
      format == .json
        ? check.json : report.text(as: format.ofReport, color: input.color, to: output),
      to: output)
    if !passes { throw ExitCode(1) }
  }
}
