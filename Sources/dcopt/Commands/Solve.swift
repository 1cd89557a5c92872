// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import GLPKSolver
import Planning

struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the best plan for a spec, and prove it.",
    discussion: "Exits 0 with an optimal plan, 2 infeasible, 3 unbounded, 4 stopped at a limit.")

  @OptionGroup var input: SpecInput

  @Option(help: "json or table. Left out: a table on a terminal, JSON elsewhere.")
  var format: OutputFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @Flag(help: "Add two-sided prices, their ranges, and how far each weight may move.")
  var sensitivity = false

  @Flag(help: "Add the least and the greatest amount of each resource over all optimal plans.")
  var alternatives = false

  @Option(help: "Write what proves the verdict, in exact fractions.", completion: .file())
  var certificate: String?

  @Option(help: "Stop the solver after this many seconds.")
  var timeLimit: Double?

  func validate() throws {
    if let timeLimit, !(timeLimit >= 0 && timeLimit <= 2_000_000) {
      throw ValidationError("--time-limit is a number of seconds, from 0 to 2000000.")
    }
  }

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  func run() throws {
    let limits = SolverLimits(time: timeLimit.map { .seconds($0) })
    var extras: Planner.Extras = []
    if sensitivity { extras.insert(.sensitivity) }
    if alternatives { extras.insert(.alternatives) }
    try Self.run(
      spec, input: input.reader, limits: limits, also: extras, format: format, output: output,
      certificate: certificate)
  }

  /// Reads, solves and writes. The defaults are those of the command's options.
  static func run(
    _ spec: String, input: SpecReading = SpecReading(), limits: SolverLimits = SolverLimits(),
    also extras: Planner.Extras = [], format: OutputFormat? = nil, output: String? = nil,
    certificate: String? = nil
  ) throws {
    let spec = try input.read(spec)
    let result = try reportingDefects { try Planner(limits: limits).solve(spec, also: extras) }
    let format = format ?? Output.format(for: output)
    try Output.write(format == .json ? result.json : result.table, to: output)
    if let certificate {
      guard let proof = result.certificate else {
        Output.complain(
          "dcopt: no certificate: with whole numbers, or after a stop, there is none to write")
        throw ExitCode(73)
      }
      try Output.write(proof.json, to: certificate)
    }
    if let code = result.exitCode { throw code }
  }
}

extension PlanResult {
  /// nil where all is well.
  var exitCode: ExitCode? {
    switch status {
    case .optimal: nil
    case .infeasible: ExitCode(2)
    case .unbounded: ExitCode(3)
    case .stopped: ExitCode(4)
    }
  }
}
