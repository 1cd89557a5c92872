// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Where a decimal point is a comma, every byte is what it is elsewhere: files of other solvers have
/// been written with commas there, and read to half of a number (opencobra/cobrapy issue 640).
struct LocaleTests {
  /// German, made for the tests; nil where there is nothing to make it of.
  private static let german: String? = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dcopt-locales").path
    let made = try? Run.shell(
      """
      mkdir -p \(folder) && { [ -d \(folder)/de_DE.UTF-8 ] ||
        localedef -i de_DE -f UTF-8 \(folder)/made.$$ &&
        mv -T \(folder)/made.$$ \(folder)/de_DE.UTF-8; }
      LOCPATH=\(folder) LC_ALL=de_DE.UTF-8 locale decimal_point
      """)
    let variables = "LOCPATH=\(folder) LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 LC_NUMERIC=de_DE.UTF-8"
    return made?.text == ",\n" ? variables : nil
  }()

  private static let commands = [
    "dcopt solve docs/specs/priorities.json", "dcopt solve examples/training-mix.json --format csv",
    "dcopt solve docs/specs/priorities.json --format table --sensitivity",
    "dcopt solve Tests/dcoptTests/Fixtures/golden/day.spec.json --format html",
    "dcopt solve docs/specs/priorities.json --format openmetrics",
    "dcopt solve docs/specs/priorities.json --format markdown",
    "dcopt solve Tests/PlanningTests/Fixtures/models/everything.mps --quiet",
    "dcopt solve Tests/PlanningTests/Fixtures/models/everything.lp --quiet",
    "dcopt solve Tests/PlanningTests/Fixtures/models/sets.mod --quiet",
    "dcopt export examples/training-mix.json --to mps",
    "dcopt export examples/training-mix.json --to lp",
    "dcopt export examples/training-mix.json --to mathprog",
    "dcopt sweep docs/specs/priorities.json --vary /demands/tokens=400.5:500:33.25 --format csv",
    "dcopt sweep examples/energy.json --vary /demand=400.5:500:33.25",
    "dcopt sweep examples/training-mix.json --breakpoints '/constraints/p100 hours/max' --format html",
    "dcopt pareto examples/training-frontier.json --between energy,cost --format markdown",
    "dcopt diff docs/specs/priorities.json examples/training-mix.json",
    "dcopt explain examples/training-mix.json", "dcopt schema",
    "printf 'resources: {a: {cost: 2.5, max: 1.25}}\\nmaximize: cost\\n' > $T/a.yaml; dcopt solve $T/a.yaml",
    "dcopt solve --stats docs/specs/priorities.json | dcopt verify docs/specs/priorities.json -",
  ]

  @Test(
    .enabled(if: german != nil, "no German locale can be made (Debian: locales)"),
    arguments: commands)
  func `a decimal comma changes nothing`(command: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func run(_ variables: String) throws -> Run {
      try Run.shell("export T=\(folder.path) \(variables); \(command)")
    }
    let (plain, german) = (try run("LC_ALL=C.UTF-8"), try run(Self.german!))
    #expect(plain.output == german.output && plain.error == german.error, "\(german.error)")
    #expect(plain.code == german.code && plain.output.count > 40)
  }
}
