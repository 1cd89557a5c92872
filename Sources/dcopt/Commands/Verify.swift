// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import JSONText
import Planning

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prove a result anew from the spec, without GLPK.",
    discussion: """
      Every figure of the result is compared with one that is recomputed in exact arithmetic. \
      Exits 0 only where the verdict is proved and all figures are right, 1 where something is \
      false, and 4 where it would take too long to find out.

      EXAMPLE:
        dcopt solve spec.json | dcopt verify spec.json -
      """)

  @OptionGroup var input: SpecInput

  @OptionGroup var replanning: Replanning

  @Argument(help: "The spec, a JSON file; - is standard input.", completion: .file())
  var spec: String

  @Argument(
    help: "The result of solve, or a certificate, a JSON file; - is standard input.",
    completion: .file())
  var result: String

  func validate() throws {
    try Input.checkIsReadOnce([spec, result, replanning.from])
  }

  func run() throws {
    let spec = try replanning.start(input.reader.read(spec), input.reader)
    let result = try input.reader.read(result) { bytes throws(Diagnostics) in
      try Diagnostics.reportingJSON(bytes)
    }
    let verification = try working(phase: "proving") { _ in Verification(of: result, for: spec) }
    try Output.write(verification.json, to: nil)
    if !verification.isProved { throw ExitCode(verification.isChecked ? 1 : 4) }
  }
}
