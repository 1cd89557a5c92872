// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a starter spec, and say what each part of it is for.",
    discussion: """
      The spec goes to standard output or into a new file, what is said of it to standard error. A \
      file that is there is never replaced (exit code 73).

      EXAMPLE:
        dcopt init allocation spec.json
      """)

  @Argument(help: "The model of the spec; long is one that states its own objective.")
  var model: Starter

  @Argument(help: "The file to write; left out or -, standard output.", completion: .file())
  var file: String = "-"

  @Flag(help: "Do not say what the parts are for.")
  var quiet = false

  func run() throws {
    if file == "-" {
      try Output.write(model.spec, to: nil)
    } else {
      try Output.create(file, model.spec)
    }
    if !quiet { Output.complain(lines: model.guide) }
  }
}

extension Starter: ExpressibleByArgument {}
