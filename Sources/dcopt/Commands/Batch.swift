// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import ExactSimplex
import PlanSolving
import Planning
import SystemThreads

struct Batch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Solve many specs, one a line, on all cores.",
    discussion: """
      Standard output has one line for each line of the input, in its order: the result, or what \
      is wrong with the spec. The memory does not grow with the input, and a line that takes all of \
      it ends no other. Exits 0 whatever the lines \
      say, 66 where the input cannot be read, 70 if a line met a defect. Tables that a line \
      names are read only with --allow-outside, from the current folder.

      EXAMPLE:
        jq -c . specs/*.json | dcopt batch | jq -r .status | sort | uniq -c
      """)

  @OptionGroup var input: SpecInput

  @Option(help: "Threads that solve. Left out: as many as there are processors to use.")
  var jobs: Int?

  @Flag(help: "Add two-sided prices, their ranges, and how far each weight may move.")
  var sensitivity = false

  @Flag(help: "Add the least and the greatest amount of each resource over all optimal plans.")
  var alternatives = false

  @Option(
    parsing: .unconditional,
    help: "Stop the solver after this many seconds a spec; 5m and 1h are minutes and hours.")
  var timeLimit: Seconds?

  @OptionGroup var search: SearchOptions

  @Argument(help: "Specs, one a line (NDJSON); - is standard input.", completion: .file())
  var specs = "-"

  func validate() throws {
    try Seconds.validate(timeLimit)
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is a number of threads, from 1 to 1024.")
    }
  }

  var planner: Planner {
    var limits = SolverLimits(time: timeLimit?.duration)
    search.limit(&limits)
    return Planner(limits: limits)
  }

  /// The number of the first line: this process is the one that solves.
  @Option(help: .hidden) var worker: Int?

  func run() throws {
    if worker == nil, let supervisor = BatchSupervisor(specs) { return try supervisor.run() }
    if worker != nil { BatchWorker.offersItsMemory() }
    try solve()
  }

  private func solve() throws {
    var extras: Planner.Extras = []
    if sensitivity { extras.insert(.sensitivity) }
    if alternatives { extras.insert(.alternatives) }
    let answer = SpecAnswer(
      planner: planner, extras: extras, reading: input.reader, file: SpecReading.name(specs))
    let jobs = jobs ?? SystemThread.processors
    let ring = OrderedWork<SpecLines, SpecAnswer.Text>(places: 16 * jobs)
    let ends = Ends()
    let writer = SystemThread {
      let progress = Progress(total: nil)
      var done = (worker ?? 1) - 1
      ring.collect { text in
        Output.complain(lines: text.complaints)
        Output.writeOrExit(text.results)
        if text.hasDefect { ends.code = ExitCode(70) }
        done += text.count
        progress.advance(to: done)
      }
      StatusLine.clear()
    }
    let workers = (0..<jobs).map { _ in SystemThread { ring.perform(answer.answer) } }
    let reading = Result {
      try SpecLines.read(worker == nil ? specs : "-", from: worker ?? 1, ring.put)
    }
    ring.close()
    for thread in workers + [writer] { thread.join() }
    try reading.get()
    if let code = ends.code { throw code }
  }

  /// Written by the writer, read after it has ended.
  private final class Ends: @unchecked Sendable { var code: ExitCode? }
}
