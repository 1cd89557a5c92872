// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactNumbers
import Planning

struct Pareto: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trade goals off: the plans that no other betters in all of them.",
    discussion: """
      Between two goals all corners of the frontier are found, exactly; any plan between two \
      corners is a mixture of theirs. With three and more the corners are exact too, and they may \
      be fewer than all: the result says how far any plan can be from a mixture of them. With \
      whole numbers the frontier between two goals is the plans themselves, each proved. Exits 0 \
      with a frontier, 2 where the spec has no plan, 3 where a goal has no end.

      EXAMPLES:
        dcopt pareto spec.json --between energy,cost
        dcopt pareto spec.json --between max:compute,min:cost --format table
        dcopt pareto spec.json --between energy,cost --format html > frontier.html
      """)

  @OptionGroup var input: SpecInput

  @Option(help: "Left out: a table on a terminal, JSON elsewhere.")
  var format: SweepFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @OptionGroup var wording: WordOptions

  @Option(
    help: ArgumentHelp(
      "Attributes, with min: or max: before them where need be.", valueName: "goal,goal"))
  var between: String

  @Option(
    parsing: .unconditional,
    help: "With three goals and more: how near is near enough, a fraction of each goal's range.")
  var within: Fraction?

  @OptionGroup var limit: TimeLimit

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  func run() throws {
    var planner = limit.planner
    let spec = try input.reader.read(spec, for: &planner)
    let goals = between.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let found: TradeOff
    do {
      found = try working(planner) { planner in
        try planner.tradeOff(
          spec, between: goals, tolerance: within?.value ?? Rational(1, 1000))
      }
    } catch let error as TradeOff.Refusal {
      throw ValidationError(error.says.asSentence)
    }
    let format = format ?? SweepFormat(Output.format(for: output))
    switch format {
    case .json: try Output.write(found.json, to: output)
    case .csv: try Output.write(found.csv, to: output)
    case .table, .markdown, .html:
      let report = found.report(
        mostResources: format.mostResources, in: wording.words)
      try Output.write(
        report.text(as: format.ofReport, color: input.color, to: output), to: output)
    }
    switch found.outcome {
    case .corners: return
    case .infeasible: throw ExitCode(2)
    case .unbounded: throw ExitCode(3)
    }
  }
}
