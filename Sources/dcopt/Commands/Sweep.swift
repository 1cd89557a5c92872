// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Solve a spec at many values of its numbers.",
    discussion: """
      Where one bound moves, its exact curve is calculated once and every point is read off it and \
      proved. JSON is one result a line. Exits 0 where every point has an answer, whatever it is.

      EXAMPLES:
        dcopt sweep spec.json --vary /budgets/cost=500:2000:100
        dcopt sweep spec.json --vary /budgets/cost=500,1000 --vary /demands/x=1:5:1
        dcopt sweep spec.json --vary '/demands/vcpu*=0.8:1.4:0.1'
        dcopt sweep spec.json --breakpoints /budgets/cost
        dcopt sweep spec.json --vary /demands/work=1:9:1 --format html > sweep.html
      """)

  @OptionGroup var input: SpecInput

  @Option(help: "Left out: a table on a terminal, JSON elsewhere.")
  var format: SweepFormat?

  @Option(help: "Write the result to a file, whole or not at all.", completion: .file())
  var output: String?

  @OptionGroup var wording: WordOptions

  @Option(
    help: ArgumentHelp(
      "A number's JSON Pointer and its values; with a * behind the pointer, factors for a number "
        + "or a whole list. Several make a grid.",
      valueName: "pointer=from:to:step"))
  var vary: [String] = []

  @Option(
    help: ArgumentHelp(
      "The objective's whole curve over one number: every break point. In a range where there is one; "
        + "with whole numbers from half of the number to twice that where there is none.",
      valueName: "pointer[=from:to]"))
  var breakpoints: BreakPoints?

  @OptionGroup var limit: TimeLimit

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  func validate() throws {
    if vary.isEmpty == (breakpoints == nil) {
      throw ValidationError("Say either what to --vary or of which number the --breakpoints are.")
    }
    for text in vary {
      if let refusal = Variation.refusal(of: text) {
        throw ValidationError("--vary \(printable(text)): \(refusal)")
      }
    }
    var seen: Set<String> = []
    for variation in vary.compactMap(Variation.init) where !seen.insert(variation.at).inserted {
      throw ValidationError("--vary \(variation.at) is there twice.")
    }
  }

  func run() throws {
    var task = SweepTask(
      input: input.reader, format: format ?? SweepFormat(Output.format(for: output)),
      words: wording.words, output: output)
    task.planner = limit.planner
    if let breakpoints {
      try task.curve(of: spec, over: breakpoints)
    } else {
      try task.run(spec, vary.compactMap(Variation.init))
    }
  }
}
