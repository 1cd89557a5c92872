// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import PlanSolving
import Planning

struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the best plan for a spec, and prove it.",
    discussion: """
      Exits 0 with an optimal plan or one within the gap, 2 infeasible, 3 unbounded, 4 stopped at a limit. Several specs \
      are answered one after the other, each table under its file's name, each JSON result on a \
      line; the exit code is the greatest.

      EXAMPLES:
        dcopt solve spec.json
        dcopt solve spec.json --format json | jq .allocation
        dcopt solve specs/*.json --output results.ndjson
        dcopt solve spec.json --format html --output plan.html
      """)

  @OptionGroup var input: SpecInput

  @Option(help: "Left out: a table on a terminal, JSON elsewhere.")
  var format: ReportFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @OptionGroup var wording: WordOptions

  @Flag(help: "Add two-sided prices, their ranges, and how far each weight may move.")
  var sensitivity = false

  @Flag(help: "Add the least and the greatest amount of each resource over all optimal plans.")
  var alternatives = false

  @Flag(help: "Add the size of the linear program and how it was solved.")
  var stats = false

  @OptionGroup var repair: RepairOptions

  @Option(
    help: "Write what proves the verdict, in exact fractions; to FILE.vipr in VIPR's format.",
    completion: .file())
  var certificate: String?

  @OptionGroup var replanning: Replanning

  @Flag(help: "Say on standard error how each problem is solved: GLPK's log, the proof, the time.")
  var verbose = false

  @Option(
    parsing: .unconditional,
    help: "Stop the solver after this many seconds; 5m and 1h are minutes and hours.")
  var timeLimit: Seconds?

  @OptionGroup var search: SearchOptions

  @Argument(help: "Specs, JSON files; - is standard input.", completion: .file())
  var specs: [String]

  func validate() throws {
    try Seconds.validate(timeLimit)
    if specs.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Only one of the specs can be standard input.")
    }
    if certificate != nil, specs.count > 1 {
      throw ValidationError("--certificate is for one spec.")
    }
    if replanning.from != nil, specs.count > 1 {
      throw ValidationError("--from is for one spec.")
    }
    if replanning.from == "-", specs[0] == "-" {
      throw ValidationError("Only one of the two files can be standard input.")
    }
  }

  var planner: Planner {
    var limits = SolverLimits(time: timeLimit?.duration, usesAllProcessors: true)
    search.limit(&limits)
    limits.isPlain = certificate.map(SolveTask.isVIPR) ?? false
    return Planner(limits: limits)
  }

  func run() throws {
    var task = SolveTask(input: input.reader, isVerbose: verbose)
    task.planner = planner
    if sensitivity { task.extras.insert(.sensitivity) }
    if alternatives { task.extras.insert(.alternatives) }
    if stats { task.extras.insert(.statistics) }
    if certificate != nil { task.extras.insert(.certificate) }
    if format == .html { task.extras.insert(.supplies) }
    task.repairWeights = repair.weights
    task.format = format ?? Output.reportFormat(for: output)
    task.output = output
    task.words = wording.words
    if specs.count > 1 { return try task.run(specs) }
    let reading = input.reader
    try task.run(specs[0], certificate: certificate) { try replanning.start($0, reading) }
  }
}

extension PlanResult {
  /// nil where all is well.
  var exitCode: ExitCode? { status.exitCode }
}

extension Solution.Status {
  /// nil where all is well.
  var exitCode: ExitCode? {
    switch self {
    case .optimal, .withinGap: nil
    case .infeasible: ExitCode(2)
    case .unbounded: ExitCode(3)
    case .stopped: ExitCode(4)
    }
  }
}
