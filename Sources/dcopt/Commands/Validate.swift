// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say everything that is wrong with specs, without solving them.",
    discussion: """
      Exits 0 where all are valid, 65 where one is not, 66 where one cannot be read.

      EXAMPLE:
        dcopt validate --strict --diagnostics github specs/*.json
      """)

  @OptionGroup var input: SpecInput

  @Argument(help: "Specs, JSON files; - is standard input.", completion: .file())
  var specs: [String]

  func run() throws {
    var worst: ExitCode?
    for spec in specs {
      do {
        _ = try input.reader.read(spec)
      } catch let code as ExitCode {
        worst = max(worst, code)
      }
    }
    if let worst { throw worst }
  }

  private func max(_ a: ExitCode?, _ b: ExitCode) -> ExitCode {
    guard let a, a.rawValue > b.rawValue else { return b }
    return a
  }
}
