// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import Planning

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a spec's linear program for another solver.",
    discussion: """
      The numbers are exact decimals. Names that a format cannot have are changed, each to one of \
      its own, and comments say which is which. A file has one objective: of a spec with \
      priorities it is the first, or with --priority N the Nth, whose earlier ones are solved and \
      held by rows.

      EXAMPLES:
        dcopt export spec.json --to lp --output spec.lp && highs spec.lp
        dcopt export spec.json --to mps --priority 2 > second.mps
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case mps, lp, mathprog }

  @OptionGroup var input: SpecInput

  @OptionGroup var replanning: Replanning

  @Option(help: "Free MPS, CPLEX LP or GNU MathProg.")
  var to: Format

  @Option(help: "Write to a file, whole or not at all.", completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("Which of the spec's priorities to write.", valueName: "number"))
  var priority: Int?

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  func validate() throws {
    try Input.checkIsReadOnce([spec, replanning.from])
  }

  func run() throws {
    let file = SpecReading.name(spec)
    let spec = try replanning.start(input.reader.read(spec), input.reader)
    let count = spec.objectives.count
    if let priority, !(1...count).contains(priority) {
      throw ValidationError(
        "--priority \(priority): \(file) has \(count == 1 ? "one objective" : "\(count) objectives")."
      )
    }
    let exported: ExportedProgram
    do {
      exported = try working { try $0.exported(spec, priority: priority ?? 1) }
    } catch let error as Planner.NoEarlierOptimum {
      Output.complain(
        "\(file): no optimum to hold: an earlier objective is \(error.status.rawValue)")
      throw error.status.exitCode ?? ExitCode(4)
    }
    if count > 1, priority == nil, !input.quiet {
      Output.complain(
        "\(file): the first of \(count) priorities is written; --priority 2 writes the next one")
    }
    let text =
      switch to {
      case .mps: exported.mps
      case .lp: exported.lp
      case .mathprog: exported.mathProg
      }
    try Output.write(text, to: output)
  }
}
