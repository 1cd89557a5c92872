// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say in sentences what a spec's answer rests on.",
    discussion: """
      What binds and what a unit more of it would change, what keeps a resource out of the plan; or \
      why there is no plan and what the least change is that gives one. Of a long spec, what is \
      shared by its workloads and its periods. Exits as solve does.

      EXAMPLE:
        dcopt explain spec.json --lang zh
      """)

  @OptionGroup var input: SpecInput

  @OptionGroup var replanning: Replanning

  @OptionGroup var wording: WordOptions

  @OptionGroup var repair: RepairOptions

  @OptionGroup var limit: TimeLimit

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  func validate() throws {
    try Input.checkIsReadOnce([spec, replanning.from])
  }

  func run() throws {
    let file = SpecReading.name(spec)
    var planner = limit.planner
    let spec = try replanning.start(input.reader.read(spec, for: &planner), input.reader)
    try repair.weights.check(for: spec, in: file)
    Interruption.listen()
    let result = try input.reader.answering(self.spec) {
      try working(planner) { planner in
        try planner.solve(spec, also: .explanation, repairWeights: repair.weights)
      }
    }
    try Output.write(
      Explanation(result, in: wording.words, width: Output.width(for: nil)).text, to: nil)
    if let code = Interruption.exitCode ?? result.exitCode { throw code }
  }
}
