// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import Planning
import Testing

@testable import dcopt

/// Options of `solve` that change what a result says beside its plan.
struct SolveOptionTests {
  private static let spec = "examples/listing-with-budget.json"

  @Test func `a weighted repair is printed with its weights, verified, and explained`() throws {
    let options = "--repair-weight /budgets/cost=never --repair-weight /resources=2.50"
    let run = try Run.shell("dcopt solve \(Self.spec) \(options)")
    #expect(run.code == 2 && run.error.isEmpty)
    #expect(
      run.text.contains(#""repair_weights": { "/budgets/cost": "never", "/resources": 2.5 }"#))
    #expect(!run.text.contains(#""at": "/budgets/cost", "from""#))
    func verify(_ change: String) throws -> Int32 {
      try Run.shell(
        "dcopt solve \(Self.spec) \(options) | sed '\(change)' | dcopt verify \(Self.spec) -"
      ).code
    }
    #expect(try verify("") == 0)
    for change in [
      #"s/"never"/1/"#, #"s/"never"/"Never"/"#, #"s/"never"/0/"#, "/repair_weights/d",
      #"s/"repair_weights": {.*}/"repair_weights": []/"#,
      "s/, \"\\/resources\": 2.5/, \"\\/x\": 2/",
      "s/150/151/",
    ] { #expect(try verify(change) == 1, "\(change)") }
    let explained = try Run.shell("dcopt explain \(Self.spec) \(options)")
    #expect(explained.text.contains("lower /resources/TPU/min"))
    #expect(!explained.text.contains("raise /budgets/cost"))
    // Where there is a plan, there is nothing to repair.
    let optimal = try Run.shell(
      "dcopt solve examples/energy.json --repair-weight /budget=2 | dcopt verify examples/energy.json -"
    )
    #expect(optimal.code == 0)
  }

  @Test(arguments: [
    ("/budgets/cots=2", "no bound of \(spec) is there; did you mean /budgets/cost?"),
    ("/budget=2", "did you mean /budgets?"), ("budgets=2", "did you mean /budgets?"),
    ("/resources/TPU=2 --repair-weight /resources/TPU=3", "says twice"),
    ("/resources/CPU/cost=2", "no bound of"), ("/budgets", "is invalid"),
    ("/budgets=", "is invalid"),
    ("/budgets=0", "is invalid"), ("/budgets=-1", "is invalid"), ("/budgets=often", "is invalid"),
  ])
  func `a weight without a place or a number is a usage error`(option: String, says: String) throws
  {
    for command in ["solve", "explain"] {
      let run = try Run.shell("dcopt \(command) \(Self.spec) --repair-weight \(option)")
      #expect(run.code == 64 && run.output.isEmpty, "\(option)")
      #expect(run.error.contains(says), "\(option): \(run.error)")
    }
  }

  @Test func `among several specs, one without the place has its line`() throws {
    let run = try Run.shell(
      "dcopt solve \(Self.spec) examples/energy.json --repair-weight /budgets/cost=2")
    #expect(run.code == 64)
    #expect(
      run.text.hasSuffix(
        #"{ "dcopt": 1, "status": "failed", "because": "no bound where a repair weight is" }"#
          + "\n"))
  }

  @Test func `statistics are the same on every run, verified over and in the schema`() throws {
    let results = try SchemaChecker(ResultFormat.schema)
    for example in ["energy", "inference-fleet", "listing", "listing-with-budget"] {
      let spec = "examples/\(example).json"
      let run = try Run.shell("dcopt solve --stats \(spec)")
      #expect(try Run.shell("dcopt solve --stats \(spec)").output == run.output)
      let root = try JSONDocument(parsing: Array(run.output)).root
      #expect(results.accepts(root), "\(example)\n\(run.text)")
      #expect(root.members.map(\.key).last == "statistics")
      let verified = try Run.shell("dcopt solve --stats \(spec) | dcopt verify \(spec) -")
      #expect(verified.code == 0, "\(verified.text)")
    }
    let table = try Run.shell("dcopt solve --stats --format table examples/energy.json").text
    #expect(table.contains("\n2 rows, 3 columns, 6 nonzeros\n"))
    let times = try Run.shell("dcopt solve --stats --verbose examples/energy.json").error
    #expect(times.contains(" in GLPK, ") && times.contains(" of proof\n"))
  }
}
