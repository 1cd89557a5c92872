// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import JSONText
import LinearProgram
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// Scenarios and losses as a user meets them: every byte of every format, proofs, audits,
/// evaluation, and what is said of specs that are wrong.
struct ScenarioCommandTests {
  private static let folder = "Tests/dcoptTests/Fixtures/scenarios"
  private static let names = ["week", "chance", "both", "impossible", "two-losses"]

  private func compare(_ command: String, with name: String) throws {
    let run = try Run.shell(command)
    var made = run.text
    if !run.error.isEmpty { made += "--- standard error\n" + run.error }
    made += "--- exit code \(run.code)\n"
    let file = Checkout.root.appending(path: "\(Self.folder)/\(name)")
    if Checkout.updates {
      try made.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == made, "\(name)")
    }
  }

  @Test(arguments: [("germany", 128), ("spain", 42)])
  func `the price of a need is what one more and one less of it change, losses included`(
    workload: String, need: Int
  ) throws {
    let spec = "examples/survive-any-site.json"
    let result = try Run.dcopt("solve", Checkout.root.appending(path: spec).path)
    let row = try JSONDocument(parsing: Array(result.text.utf8)).root
      .member("workloads")?.member(workload)?.member("needs")?.member("rps")
    let price = try #require(row?.member("shadow_price")?.number?.double)
    let sweep = try Run.shell(
      "dcopt sweep \(spec) --vary /workloads/\(workload)/needs/rps="
        + "\(need - 1),\(need),\(need + 1) --format csv | tail -n +2 | cut -d, -f3")
    let objectives = sweep.text.split(separator: "\n").compactMap { Double($0) }
    try #require(objectives.count == 3)
    #expect(price > 0 && price >= objectives[1] - objectives[0] - 1e-9)
    #expect(price <= objectives[2] - objectives[1] + 1e-9)
  }

  @Test(arguments: names)
  func `every format of a result is what it was`(name: String) throws {
    let spec = "\(Self.folder)/\(name).json"
    for format in ["json", "table", "markdown", "html", "csv", "openmetrics"] {
      try compare("dcopt solve --format \(format) \(spec)", with: "\(name).\(format).txt")
    }
    for language in ["en", "zh"] {
      try compare("dcopt explain --lang \(language) \(spec)", with: "\(name).\(language).txt")
    }
    try compare("dcopt export --to lp \(spec)", with: "\(name).lp.txt")
  }

  @Test func `the other commands print what they did`() throws {
    let (spec, lines) = ("\(Self.folder)/chance.json", "\(Self.folder)/more.ndjson")
    try compare(
      "dcopt solve \(spec) | dcopt check \(spec) - --format table", with: "check.txt")
    for format in ["json", "table", "markdown", "html"] {
      try compare(
        "dcopt solve \(spec) | dcopt evaluate \(spec) - --scenarios \(lines) --format \(format)",
        with: "evaluate.\(format).txt")
    }
    try compare(
      "dcopt solve \(spec) | dcopt evaluate \(spec) - --scenarios \(lines) --each --format json",
      with: "evaluate-each.txt")
    let diff = "sed 's/29/31/' \(spec) | dcopt diff \(spec) - --format table"
    try compare(diff, with: "diff.txt")
    try compare(
      "dcopt sweep \(spec) --vary /scenarios/c/set/~1demands~1gpu~1min=28:30:1 --format table",
      with: "sweep.txt")
    try compare(
      "jq -c . \(Self.folder)/week.json \(spec) | dcopt batch | cut -c1-120", with: "batch.txt")
  }

  @Test(arguments: names)
  func `every result is proved, with and without its certificate, and follows the schema`(
    name: String
  ) throws {
    let file = Checkout.root.appending(path: "\(Self.folder)/\(name).json")
    let solved = try SolvedSpec(String(contentsOf: file, encoding: .utf8))
    #expect(solved.doubt(solved.json) == nil, "\(name)")
    let certificate = try #require(solved.result.certificate)
    #expect(solved.doubt(certificate.json) == nil, "\(name)")
    let schema = try SchemaChecker(ResultFormat.schema)
    #expect(schema.accepts(try JSONDocument(parsing: Array(solved.json.utf8)).root), "\(name)")
    var changer = ResultChanger()
    var refused = 0
    for _ in 0..<150 {
      guard let changed = try changer.change(solved.json) else { continue }
      // A basis is a hint, and the words of a title are the spec's.
      if solved.doubt(changed) != nil { refused += 1 }
    }
    #expect(refused > 90, "\(name): \(refused)")
  }

  @Test func `random results are proved`() throws {
    var options = RandomScenarios.Options()
    for seed in UInt64(0)..<36 {
      options.measure = [.mean, .worst, .tail][Int(seed % 3)]
      options.periods = seed % 4 == 0 ? 2 : 1
      options.hasIntegers = seed % 5 == 0
      options.hasChance = seed % 7 == 0 && options.measure == .mean
      let random = RandomScenarios(seed: seed, options)
      let solved = try SolvedSpec(random.json)
      let place: Comment = "seed \(seed)\n\(random.json)\n\(solved.json)"
      #expect(solved.doubt(solved.json) == nil, place)
      if let certificate = solved.result.certificate {
        #expect(solved.doubt(certificate.json) == nil, place)
      }
      let survival = RandomSurvival(seed: seed)
      let fleet = try SolvedSpec(survival.json)
      #expect(fleet.doubt(fleet.json) == nil, "seed \(seed)\n\(survival.json)\n\(fleet.json)")
    }
  }

  /// Held at the plan, a scenario costs what the plan says that it does.
  @Test func `the spec's own scenarios evaluate to the result's values`() throws {
    for seed in UInt64(0)..<20 {
      let random = RandomScenarios(seed: seed, .init())
      let solved = try SolvedSpec(random.json)
      guard let futures = solved.result.futures else { continue }
      let place: Comment = "seed \(seed)\n\(random.json)"
      let evaluation = try Evaluation(
        plan: Array(solved.json.utf8), for: solved.spec, planner: Planner())
      let document = try JSONDocument(parsing: Array(random.json.utf8)).root
      let scenarios = document.members.first { $0.key == "scenarios" }!.value
      for scenario in futures.scenarios {
        let line = scenarios.members.first { $0.key == scenario.name }!.value.sourceText
        let outcome = try evaluation.outcome(of: Array(line.utf8))
        #expect(outcome.isProved && outcome.missed.isEmpty, place)
        let value = try #require(outcome.value?.double, place)
        let wanted = scenario.result.objective.value!.double
        // The plan is read as it is printed: to the last digit of a double.
        #expect(abs(value - wanted) <= 1e-9 * max(1, abs(wanted)), place)
      }
    }
  }

  /// A spec, where something is wrong with it, and words of what is said there.
  private static let bad: [(spec: String, at: String, says: String)] = {
    func with(_ members: String, resource: String = "", demand: String = "10") -> String {
      "{\"resources\": {\"r\": {\"cost\": 1\(resource)}, \"s\": {\"cost\": 2}}, "
        + "\"demands\": {\"units\": \(demand)}, \(members), \"minimize\": \"cost\"}"
    }
    func scenarios(
      _ text: String, resource: String = ", \"committed\": true", demand: String = "10"
    )
      -> String
    { with("\"scenarios\": \(text)", resource: resource, demand: demand) }
    let set = "{\"set\": {\"/demands/units\": 5}}"
    return [
      (scenarios("3"), "/scenarios", "expected an object of scenarios"),
      (scenarios("{}"), "/scenarios", "at least one"),
      (scenarios("{\"\": \(set)}"), "/scenarios/", "needs a name"),
      (scenarios("{\"a\": 3}"), "/scenarios/a", "expected an object with \"probability\""),
      (scenarios("{\"a\": {\"sett\": {}}}"), "/scenarios/a/sett", "did you mean \"set\"?"),
      (scenarios("{\"a\": {\"set\": []}}"), "/scenarios/a/set", "JSON pointers"),
      (
        scenarios("{\"a\": {\"set\": {\"/demands/unit\": 5}}}"), "/scenarios/a/set/~1demands~1unit",
        "did you mean \"/demands/units\"?"
      ),
      (
        scenarios("{\"a\": {\"set\": {\"demands\": 5}}}"), "/scenarios/a/set/demands",
        "there is nothing"
      ),
      (
        scenarios("{\"a\": {\"set\": {\"/demands/units\": \"5\"}}}"),
        "/scenarios/a/set/~1demands~1units", "expected a number or a list"
      ),
      (
        scenarios("{\"a\": {\"set\": {\"/demands/units\": [1, 2]}}}"),
        "/scenarios/a/set/~1demands~1units", "in the scenario \"a\": expected a number"
      ),
      (
        scenarios("{\"a\": {\"set\": {\"/resources/r/committed\": 1}}}"),
        "/scenarios/a/set/~1resources~1r~1committed", "expected a number or a list"
      ),
      (
        scenarios("{\"a\": {\"set\": {\"/minimize\": 1}}}"), "/scenarios/a/set/~1minimize",
        "expected a number or a list"
      ),
      (
        scenarios(
          "{\"a\": {\"set\": {\"/resources/r/max\": 1}}}", resource: ", \"min\": 3, \"max\": 9"),
        "/scenarios/a/set/~1resources~1r~1max", "is below min"
      ),
      (
        scenarios("{\"a\": {\"set\": {\"/scenarios/a\": 1}}}"), "/scenarios/a/set/~1scenarios~1a",
        "there is nothing"
      ),
      (
        scenarios("{\"a\": {\"probability\": 0.5, \"set\": {}}, \"b\": {\"set\": {}}}"),
        "/scenarios/b", "needs it too"
      ),
      (
        scenarios("{\"a\": {\"probability\": 0.5}, \"b\": {\"probability\": 0.4}}"), "/scenarios",
        "sum to 0.9"
      ),
      (
        scenarios("{\"a\": {\"probability\": 0}, \"b\": {\"probability\": 1}}"),
        "/scenarios/a/probability", "above 0"
      ),
      (
        scenarios("{\"a\": {\"probability\": \"half\"}}"), "/scenarios/a/probability",
        "expected a number"
      ),
      (
        scenarios("{\"a\": \(set)}", resource: ", \"committed\": 1"), "/resources/r/committed",
        "expected true or false"
      ),
      (
        with("\"title\": \"t\"", resource: ", \"committed\": true"), "/resources/r/committed",
        "needs \"scenarios\""
      ),
      (with("\"over_scenarios\": \"mean\""), "/over_scenarios", "needs \"scenarios\""),
      (
        with("\"over_scenarios\": \"median\", \"scenarios\": {\"a\": \(set)}"), "/over_scenarios",
        "expected \"mean\", \"worst\""
      ),
      (
        with("\"over_scenarios\": {\"tail\": 0}, \"scenarios\": {\"a\": \(set)}"),
        "/over_scenarios/tail", "above 0"
      ),
      (
        with("\"over_scenarios\": {\"tail\": 2}, \"scenarios\": {\"a\": \(set)}"),
        "/over_scenarios/tail", "at most 1"
      ),
      (with("\"known_from\": 2"), "/known_from", "needs \"scenarios\""),
      (
        with("\"known_from\": 2, \"scenarios\": {\"a\": \(set)}"), "/known_from",
        "needs \"periods\""
      ),
      (
        with(
          "\"periods\": [\"mon\", \"tue\"], \"known_from\": \"tu\", \"scenarios\": {\"a\": \(set)}"),
        "/known_from", "did you mean \"tue\"?"
      ),
      (
        with("\"periods\": 3, \"known_from\": 4, \"scenarios\": {\"a\": \(set)}"), "/known_from",
        "from 1 to 3"
      ),
      (
        with("\"title\": \"t\"", demand: "{\"min\": 3, \"probability\": 0.9}"),
        "/demands/units/probability", "needs \"scenarios\""
      ),
      (
        scenarios("{\"a\": {}}", demand: "{\"min\": 3, \"probability\": 1.5}"),
        "/demands/units/probability", "from 0 to 1"
      ),
      (
        scenarios("{\"a\": {}}", demand: "{\"min\": 3, \"probability\": 0.9, \"penalty\": 2}"),
        "/demands/units/probability", "beside \"penalty\""
      ),
      (
        scenarios("{\"a\": {}}", demand: "{\"min\": 3, \"max\": 5, \"probability\": 0.9}"),
        "/demands/units/probability", "one end only"
      ),
      (
        scenarios("{\"a\": {}}", demand: "{\"max\": 5, \"probability\": 0.9}"),
        "/demands/units/probability", "has no greatest amount"
      ),
      (
        scenarios(
          "{\"a\": {\"set\": {\"/demands/units/probability\": 0.5}}}",
          demand: "{\"min\": 5, \"probability\": 0.9}"),
        "/scenarios/a/set/~1demands~1units~1probability", "the same in all of them"
      ),
      (
        with(
          "\"budgets\": {\"cost\": {\"max\": 3, \"probability\": 0.5}}, \"scenarios\": {\"a\": {}}"),
        "/budgets/cost/probability", "only a demand"
      ),
      (with("\"survive\": 1"), "/survive", "expected an object"),
      (with("\"survive\": {}"), "/survive", "expected an object"),
      (with("\"survive\": {\"of\": []}"), "/survive/of", "a list of sites, tags and resources"),
      (with("\"survive\": {\"of\": \"sites\"}"), "/survive/of", "no resource has a \"site\""),
      (with("\"survive\": {\"of\": [\"rr\"]}"), "/survive/of/0", "no site, tag or resource"),
      (with("\"survive\": {\"of\": [\"r\", \"r\"]}"), "/survive/of/1", "twice"),
      (with("\"survive\": {\"of\": [3]}"), "/survive/of/0", "the name of a site"),
      (with("\"survive\": {\"any\": 0, \"of\": [\"r\"]}"), "/survive/any", "1 or more"),
      (with("\"survive\": {\"any\": 2, \"of\": [\"r\"]}"), "/survive/any", "there are 1"),
      (with("\"survive\": {\"any\": 1.5, \"of\": [\"r\"]}"), "/survive/any", "1 or more"),
      (
        with("\"survive\": {\"off\": [\"r\"], \"of\": [\"r\"]}"), "/survive/off",
        "did you mean \"of\"?"
      ),
    ]
  }()

  @Test func `what is wrong with scenarios is said at its place`() throws {
    #expect(Self.bad.count >= 40)
    for (spec, at, says) in Self.bad {
      do throws(Diagnostics) {
        _ = try Planner.read(Array(spec.utf8))
        Issue.record("nothing is wrong with \(spec)")
      } catch {
        let errors = error.list.filter { $0.severity == .error }
        #expect(errors.count == 1, "\(spec)\n\(errors.map { "\($0.at): \($0.says)" })")
        #expect(
          errors.contains { $0.at == at && $0.says.contains(says) },
          "\(spec)\n\(errors.map { "\($0.at): \($0.says)" })")
        // The place is where the key or the value stands.
        for one in errors { #expect(one.position.line == 1 && one.position.column > 1, "\(spec)") }
      }
    }
  }

  @Test func `what does not go with scenarios is refused in words`() throws {
    let spec = "\(Self.folder)/chance.json"
    for (command, code, says) in [
      ("dcopt solve --sensitivity \(spec)", 64, "--sensitivity is not for a spec with"),
      ("dcopt solve --alternatives \(spec)", 64, "--alternatives is not for a spec with"),
      (
        "dcopt solve \(spec) > /dev/null; echo '{}' | dcopt solve --from - --keep-cost 1 \(spec)",
        64,
        "which of them runs is not known"
      ),
      (
        "dcopt pareto --between cost,units \(Self.folder)/week.json", 64,
        "a frontier is between means"
      ),
      ("echo '{\"reserved\": 3}' | dcopt check \(spec) -", 65, "says nothing of the scenario"),
      (
        "echo '{\"reserved\": 3}' | dcopt evaluate examples/energy.json - --scenarios \(spec)", 65,
        "nothing says what is committed"
      ),
      (
        "echo '{\"set\": {\"/demands/gpuu\": 1}}' | dcopt evaluate \(spec) "
          + "examples/ci/../../\(Self.folder)/plan.json --scenarios -", 65, "there is nothing after"
      ),
    ] as [(String, Int32, String)] {
      let run = try Run.shell(command)
      #expect(run.code == code, "\(command): \(run.error)")
      #expect(run.error.contains(says), "\(command): \(run.error)")
    }
  }

  @Test func `the best fleet before a running one is kept where that costs less`() throws {
    let spec = #"""
      {"resources": {"a": {"cost": 3, "work": 1}, "b": {"cost": 4, "work": 1}, "c": {"cost": 5, "work": 1}},
       "demands": {"work": 10}, "survive": {"of": ["a", "b", "c"]}, "minimize": "cost"}
      """#
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    try Data(spec.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Run.shell(
      "echo '{\"b\": 10, \"c\": 10}' | dcopt solve --from - --keep-cost 100 \(file.path)")
    let root = try JSONDocument(parsing: Array(run.output)).root
    let allocation = root.members.first { $0.key == "allocation" }!.value
    #expect(allocation.members.map { $0.value.number!.double } == [0, 10, 10], "\(run.text)")
  }
}
