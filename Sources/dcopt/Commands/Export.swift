// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a spec's linear program for another solver.",
    discussion: """
      The numbers are exact decimals. Names that a format cannot have are changed, each to one of \
      its own, and comments say which is which.

      EXAMPLE:
        dcopt export spec.json --to lp --output spec.lp && highs spec.lp
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case mps, lp, mathprog }

  @OptionGroup var input: SpecInput

  @Option(help: "Free MPS, CPLEX LP or GNU MathProg.")
  var to: Format

  @Option(help: "Write to a file, whole or not at all.", completion: .file())
  var output: String?

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  func run() throws {
    let exported = ExportedProgram(Formulation(try input.reader.read(spec)))
    let text =
      switch to {
      case .mps: exported.mps
      case .lp: exported.lp
      case .mathprog: exported.mathProg
      }
    try Output.write(text, to: output)
  }
}
