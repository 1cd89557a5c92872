// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import JSONText
import Planning

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of specs or of results.",
    discussion: """
      Editors complete and check a spec by it. It accepts all that dcopt accepts; that numbers fit \
      together and that names are there, only dcopt itself can say (dcopt validate).

      EXAMPLE:
        dcopt schema spec > dcopt.schema.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case spec, result }

  @Argument(help: "Of which format.")
  var format: Format = .spec

  func run() throws {
    let text = format == .spec ? SpecFormat.schema : ResultFormat.schema
    let document = try JSONDocument(parsing: Array(text.utf8))
    try Output.write(JSONOutput(document.root).document, to: nil)
  }
}
