// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import JSONText
import Oracle
import PlanSolving
import Planning
import Testing

@testable import dcopt

/// The schema rejects what the validator rejects, but for what no schema can say, and nothing else.
struct SchemaTests {
  /// What the validator says of things that a schema cannot know: sums, references, repeated keys.
  private static let unsayable = [
    "no resource has the attribute", "no resource and no attribute is called",
    "is both a resource and an attribute", "is below", "is there twice", "no resource is called",
    "nothing under", "no workload has the attribute", "one a period, found",
    "from one site to another", "already leads from",
    "the worst case is over workloads", "is both an attribute and the ratio",
    "is not read here", "has a \"max\" above 0",
    // What is near to a word, ends that the rest of the spec implies, tags, the order of tiers.
    "nothing uses the attribute", "needs the smallest amount", "upper end of", "require itself",
    "exclude itself", "has the tag or the site", "expected an end above",
    "the last tier has no end",
    "expected where the tier ends", "tiers begin at 0", "an amount that may be below 0",
    // What is spread and what gives, scenarios, what needs a number that is there and read.
    "a part that can be nowhere", "has no \"site\"", "gives no", "there is nothing after",
    "the probabilities sum to", "other scenarios have a", "no site, tag or resource is called",
    "expected the number of a period", "\"wait\" needs a \"min\"",
  ]
  /// What makes the validator look no further into a value, in which more may be wrong.
  private static let hiding = ["no resource is called", "one a period, found"]
  private let schema: SchemaChecker

  init() throws { schema = try SchemaChecker(SpecFormat.schema) }

  /// Whether the two agree on a text; nil where it is no JSON.
  private func agreement(_ bytes: [UInt8]) -> (agree: Bool, isValid: Bool, why: String)? {
    guard let document = try? JSONDocument(parsing: bytes) else { return nil }
    let accepted = schema.accepts(document.root)
    var errors: [String] = []
    do throws(Diagnostics) {
      _ = try Planner.read(bytes)
    } catch {
      errors = error.list.filter { $0.severity == .error }.map(\.says)
    }
    let sayable = errors.filter { says in !Self.unsayable.contains { says.contains($0) } }
    // Futures are read once the rest is right.
    let hides =
      errors.contains { says in Self.hiding.contains { says.contains($0) } }
      || document.root.members.contains { member in
        ["scenarios", "survive", "known_from", "over_scenarios"].contains(member.key)
      } && !errors.isEmpty
    return (
      accepted == sayable.isEmpty || (hides && !accepted), errors.isEmpty,
      "the schema \(accepted ? "accepts" : "rejects"), the validator says \(errors)"
    )
  }

  @Test func `on every bad fixture, example and golden spec they agree`() throws {
    var texts: [(String, [UInt8])] = []
    for folder in ["Tests/dcoptTests/Fixtures/bad", "Tests/dcoptTests/Fixtures/golden", "examples"]
    {
      let folder = Checkout.root.appending(path: folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
      where name.hasSuffix(".json") && name != "expected.json" && !name.hasPrefix("example-") {
        texts.append((name, Array(try Data(contentsOf: folder.appending(path: name)))))
      }
    }
    var (compared, valid) = (0, 0)
    for (name, bytes) in texts {
      guard let found = agreement(bytes) else { continue }
      #expect(found.agree, "\(name): \(found.why)")
      (compared, valid) = (compared + 1, valid + (found.isValid ? 1 : 0))
    }
    #expect(compared > 250 && valid > 15, "\(compared) compared, \(valid) valid")
  }

  @Test func `on 2000 mutated specs they agree`() throws {
    var random = SplitMix64(seed: 7)
    var (valid, invalid) = (0, 0)
    for seed in UInt64(0)..<2000 {
      let text = RandomSpec(seed: seed, withIntegers: seed % 3 == 0).json
      var tree = JSONOutput(try JSONDocument(parsing: Array(text.utf8)).root)
      for _ in 0..<random.int(0...3) { tree.mutate(&random) }
      let mutated = Array(tree.line.utf8)
      let found = try #require(agreement(mutated))
      #expect(found.agree, "seed \(seed): \(found.why)\n\(tree.line)")
      if found.isValid { valid += 1 } else { invalid += 1 }
    }
    #expect(valid > 400 && invalid > 400, "\(valid) valid, \(invalid) invalid")
  }

  /// Specs that use every section, whole and valid.
  private static let rich = [
    #"""
    {"periods": ["mon", "tue"], "resources": {
       "a": {"cost": [1, 2], "work": 3, "max": [9, 8], "ramp_up": 4, "ramp_down": [5, 6],
             "start": 1, "buy": {"price": 7}, "keep": 0.9},
       "b": {"cost": 2, "work": [1, 2], "min": 1, "max": 5, "integer": true}},
     "demands": {"work": {"min": [4, 5], "penalty": 100}, "units": {"min": 1, "over": "all"}},
     "budgets": {"price": {"max": 900, "over": "all"}},
     "constraints": {"c": {"terms": {"a": [1, 2], "work": -1}, "max": [50, 60]}},
     "priorities": [{"minimize": {"cost": 1, "price": 2}, "within": 0.1}, {"minimize": "units"}]}
    """#,
    #"""
    {"resources": {"x": {"cost": 1, "site": "eu", "max": 10}, "y": {"cost": 2, "site": "us"}},
     "workloads": {
       "w": {"needs": {"tokens": 5}, "weight": 2, "share": 9, "site": "eu", "traffic": 1,
             "max_latency": 90, "on": {"x": {"tokens": 1}, "y": {"tokens": 2, "energy": 1}}},
       "v": {"on": {"y": {"tokens": 1}}, "needs": {"tokens": {"min": 1, "max": 8}}}},
     "links": {"l": {"from": "eu", "to": "us", "bandwidth": 100, "latency": 80, "cost": 0.1}},
     "budgets": {"cost": 100}, "maximize": {"worst": "tokens", "then": "next"}}
    """#,
    #"""
    {"periods": 3, "model": "energy", "title": "t", "dcopt": 1, "$schema": "s",
     "resources": {"p": {"energy": [1, 2, 3], "time": 2, "max": 7}},
     "demand": [1, 2, 3], "budget": {"max": 90, "over": "all"},
     "minimize": {"worst": "utilization"}}
    """#,
    #"""
    {"periods": 3, "resources": {
       "a": {"cost": 1, "work": 2, "max": 9, "step": 3, "at_least": 3, "fixed": {"cost": 5}, "start_up": {"cost": 1},
             "tags": ["x", "y"]},
       "b": {"cost": {"tiers": [[3, 1], [6, 2], 4]}, "work": 1, "max": 8, "at_least": 1, "excludes": "a"},
       "c": {"cost": 3, "work": 1, "max": 5, "integer": true, "requires": "a", "constant": true},
       "d": {"max": 4, "store": {"of": "work", "in": 2, "out": [1, 2, 3], "efficiency": 0.9, "keep": 0.8, "start": 1}},
       "e": {"cost": 2, "work": 3, "buy": {"price": 2, "lead": 1, "life": 2}}},
     "choices": {"one": {"of": ["a", "b", "c"], "min": 1, "max": 2}},
     "demands": {"work": {"min": [2, 3, 4], "wait": {"most": 1, "penalty": 2}}},
     "budgets": {"part": {"of": "cost", "where": "x", "max": 90}},
     "constraints": {"k": {"terms": {"a": 1, "work": 1}, "max": 200, "before": {"a": 1}}},
     "minimize": {"cost": 1, "price": 1}}
    """#,
    #"""
    {"resources": {
       "n": {"cost": 3, "max": 9, "integer": true, "site": "eu", "gives": {"cpu": 16, "memory": 64}},
       "m": {"cost": 5, "max": 9, "integer": true, "site": "us", "gives": {"cpu": 32, "memory": 64}}},
     "workloads": {
       "web": {"whole": true, "needs": {"units": 6}, "uses": {"cpu": 4, "memory": 8}, "spread": {"sites": 1},
               "on": {"n": {}, "m": {}}},
       "db": {"whole": true, "one_place": true, "needs": {"units": 2}, "uses": {"cpu": 4}, "on": {"n": {}, "m": {}}}},
     "survive": {"any": 1, "of": ["eu", "us"]}, "minimize": "cost"}
    """#,
    #"""
    {"periods": 2, "resources": {
       "r": {"cost": 2, "work": 1, "max": 20, "committed": true},
       "s": {"cost": [3, 4], "work": 1, "max": 20, "buy": {"cost": 1, "committed": true}}},
     "demands": {"work": {"min": [4, 5], "probability": 0.9}},
     "scenarios": {"low": {"set": {"/demands/work/min": [3, 4]}, "probability": 0.5},
                   "high": {"set": {"/demands/work/min": [6, 7]}, "probability": 0.5}},
     "over_scenarios": {"tail": 0.5}, "known_from": 2, "minimize": "cost"}
    """#,
  ]

  @Test(arguments: 0...5)
  func `on specs with periods, workloads and links they agree, as they are and mutated`(which: Int)
    throws
  {
    let document = try JSONDocument(parsing: Array(Self.rich[which].utf8))
    let whole = try #require(agreement(Array(Self.rich[which].utf8)))
    #expect(whole.agree && whole.isValid, "\(whole.why)")
    var random = SplitMix64(seed: UInt64(which))
    for _ in 0..<1000 {
      var tree = JSONOutput(document.root)
      for _ in 0...random.int(0...2) { tree.mutate(&random) }
      let found = try #require(agreement(Array(tree.line.utf8)))
      #expect(found.agree, "\(found.why)\n\(tree.line)")
    }
  }

  @Test func `every result is valid by its schema`() throws {
    let results = try SchemaChecker(ResultFormat.schema)
    func check(_ text: String, _ name: String) throws {
      #expect(results.accepts(try JSONDocument(parsing: Array(text.utf8)).root), "\(name)\n\(text)")
    }
    for seed in UInt64(0)..<200 {
      let spec = try Planner.read(
        Array(RandomSpec(seed: seed, withIntegers: seed % 4 == 0).json.utf8)
      ).spec
      try check(Planner().solve(spec, also: [.sensitivity, .alternatives]).json, "seed \(seed)")
    }
    for spec in Self.rich {
      let spec = try Planner.read(Array(spec.utf8)).spec
      let result = try Planner().solve(spec, also: [.sensitivity, .alternatives])
      #expect(result.hasPlan)
      try check(result.json, result.json)
    }
    for line in [#"{"resources": {"a": {"c": "2"}}, "maximize": "c"}"#, "{", "{}"] {
      try check(SpecAnswer().answer(SpecLines(first: 1, bytes: Array(line.utf8))).results, line)
    }
    try check(JSONOutput.failed(because: "a defect").line, "failed")
    let wrong = [
      #"{"dcopt": 1, "status": "solved"}"#, #"{"dcopt": 1, "status": "optimal"}"#,
      #"{"dcopt": 2, "status": "failed", "because": ""}"#,
      #"{"dcopt": 1, "status": "invalid", "because": ""}"#, "[]",
    ]
    for text in wrong {
      #expect(!results.accepts(try JSONDocument(parsing: Array(text.utf8)).root), "\(text)")
    }
  }

  static let hasJSONSchema =
    (try? Run.shell("python3 -c 'from jsonschema import Draft202012Validator'").code) == 0

  @Test(.enabled(if: hasJSONSchema, "Python's jsonschema is not installed (PyPI: jsonschema)"))
  func `an independent validator finds the schemas valid and reads them in the same way`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var random = SplitMix64(seed: 11)
    var lines = ""
    for seed in UInt64(0)..<500 {
      let text = RandomSpec(seed: seed).json
      var tree = JSONOutput(try JSONDocument(parsing: Array(text.utf8)).root)
      for _ in 0..<random.int(0...3) { tree.mutate(&random) }
      let accepted = schema.accepts(try JSONDocument(parsing: Array(tree.line.utf8)).root)
      lines += "[\(accepted), \(tree.line)]\n"
    }
    try Data(lines.utf8).write(to: folder.appending(path: "specs"))
    let script = """
      import json, subprocess, sys
      from jsonschema import Draft202012Validator as V
      def schema(of):
          s = json.loads(subprocess.check_output(["dcopt", "schema", of])); V.check_schema(s); return V(s)
      spec, result = schema("spec"), schema("result")
      for line in open(sys.argv[1]):
          accepted, value = json.loads(line)
          if spec.is_valid(value) != accepted: print(accepted, line); sys.exit(1)
      for example in sys.argv[2:]:
          run = subprocess.run(["dcopt", "solve", example], stdout=subprocess.PIPE)
          if not result.is_valid(json.loads(run.stdout)): print(example); sys.exit(1)
      """
    try Data(script.utf8).write(to: folder.appending(path: "check.py"))
    let run = try Run.shell(
      "python3 \(folder.path)/check.py \(folder.path)/specs examples/*.json")
    #expect(run.code == 0, "\(run.text)\(run.error)")
  }
}

extension JSONOutput {
  /// Changes one thing somewhere: takes a member out, puts one in, renames a key, replaces a value.
  fileprivate mutating func mutate(_ random: inout SplitMix64) {
    switch self {
    case .object(var members) where !members.isEmpty && random.int(0...2) > 0:
      let index = random.int(0...members.count - 1)
      members[index].1.mutate(&random)
      self = .object(members)
    case .object(var members):
      switch random.int(0...2) {
      case 0 where !members.isEmpty: members.remove(at: random.int(0...members.count - 1))
      case 1 where !members.isEmpty:
        members[random.int(0...members.count - 1)].0 = Self.key(&random)
      default: members.append((Self.key(&random), Self.value(&random)))
      }
      // A key that is there twice is for the reader of JSON to find.
      var seen: Set<[UInt8]> = []
      self = .object(members.filter { seen.insert(Array($0.0.utf8)).inserted })
    case .list(var elements) where !elements.isEmpty && random.int(0...1) == 0:
      elements.append(random.pick(elements))
      self = .list(elements)
    default: self = Self.value(&random)
    }
  }

  private static func key(_ random: inout SplitMix64) -> String {
    let keys =
      [
        SpecFormat.topLevel, SpecFormat.constraint, SpecFormat.resource, SpecFormat.limit,
        SpecFormat.resourceWithPeriods, SpecFormat.workload, SpecFormat.workloadWithLinks,
        SpecFormat.link, SpecFormat.worst, SpecFormat.priority, SpecFormat.scenario,
        SpecFormat.survive, SpecFormat.resourceWithScenarios, SpecFormat.buy,
      ].joined().map(\.name) + ["units", "", "cost", "gpu", "time", "energy", "Min", "probability"]
    return random.pick(keys)
  }

  private static func value(_ random: inout SplitMix64) -> JSONOutput {
    let values: [JSONOutput] = [
      .null, .bool(true), .integer(0), .integer(1), .integer(-3), .string(""), .string("cost"),
      .string("energy"), .list([]), .list([.string("cost"), .string("cost")]), .list([.integer(1)]),
      .object([]), .object([("min", .integer(1))]), .object([("cost", .integer(2))]),
      .list([.integer(1), .integer(2)]), .list([.integer(-1), .integer(2), .integer(3)]),
      .object([("worst", .string("cost"))]), .object([("worst", .string("utilization"))]),
      .object([("max", .integer(9)), ("over", .string("all"))]), .string("all"),
      .object([("minimize", .string("cost"))]), .object([("a", .object([]))]),
      .object([("terms", .object([("cost", .integer(1))])), ("max", .integer(5))]),
    ]
    return random.pick(values)
  }
}
