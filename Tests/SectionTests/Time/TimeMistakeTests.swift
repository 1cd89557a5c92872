// SPDX-License-Identifier: GPL-3.0-or-later
import JSONText
import Testing

@testable import Planning

/// What makes no sense over time is said at its place, and never read in silence.
struct TimeMistakeTests {
  /// A mistake: parts of a spec, the pointer, and words that the message must have.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var battery = ""
    var server = ""
    var demand = "[1, 2, 3]"
    var budgets = "{}"
    var constraint = ""
    var periods = "\"periods\": 3, "
    let at: String
    let says: String
    var isWarning = false

    var spec: String {
      """
      {\(periods)"resources": {"grid": {"kwh": 1, "cost": 2},
         "battery": {\(battery.isEmpty ? "\"max\": 2" : "\"max\": 2, \(battery)")},
         "server": {"kwh": 1\(server.isEmpty ? "" : ", \(server)")}},
       "demands": {"kwh": \(demand)}, "budgets": \(budgets),
       "constraints": {\(constraint)}, "minimize": "cost"}
      """
    }

    var testDescription: String { "\(at): \(says)" }
  }

  static let store = "/resources/battery/store"
  static let mistakes: [Mistake] = [
    .init(battery: "\"store\": 5", at: store, says: "an object with \"of\""),
    .init(battery: "\"store\": {}", at: store, says: "needs \"of\""),
    .init(battery: "\"store\": {\"of\": 3}", at: store + "/of", says: "the name of an attribute"),
    .init(battery: "\"store\": {\"of\": \"\"}", at: store + "/of", says: "the name"),
    .init(
      battery: "\"store\": {\"of\": \"kw\"}", at: store + "/of",
      says: "no resource has the attribute \"kw\"; did you mean \"kwh\"?"),
    .init(battery: "\"store\": {\"of\": \"units\"}", at: store + "/of", says: "cannot be stored"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"efficiency\": 90}", at: store + "/efficiency",
      says: "a number from 0 to 1, found 90"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"efficiency\": -0.1}", at: store + "/efficiency",
      says: "from 0 to 1"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"keep\": [1, 1, 1.5]}", at: store + "/keep/2",
      says: "from 0 to 1, found 1.5"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"in\": -1}", at: store + "/in", says: "0 or more"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"out\": [1, 2]}", at: store + "/out",
      says: "a list of 3 numbers"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"start\": [1, 1, 1]}", at: store + "/start",
      says: "expected a number from 0 to 1"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"start\": 2}", at: store + "/start",
      says: "from 0 to 1"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"start\": 1, \"cyclic\": true}", at: store + "/start",
      says: "beside \"cyclic\""),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"cyclic\": 1}", at: store + "/cyclic",
      says: "true or false"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\", \"eficiency\": 1}", at: store + "/eficiency",
      says: "did you mean \"efficiency\"?"),
    .init(
      battery: "\"store\": {\"of\": \"kwh\"}", demand: "1", periods: "", at: store,
      says: "needs \"periods\""),
    .init(demand: "{\"min\": 1, \"wait\": -1}", at: "/demands/kwh/wait", says: "of 0 or more"),
    .init(demand: "{\"min\": 1, \"wait\": 1.5}", at: "/demands/kwh/wait", says: "a whole number"),
    .init(
      demand: "{\"min\": 1, \"wait\": \"3\"}", at: "/demands/kwh/wait", says: "a number of periods"),
    .init(
      demand: "{\"min\": 1, \"wait\": [1, 2, 3]}", at: "/demands/kwh/wait",
      says: "a number of periods"),
    .init(demand: "{\"min\": 1, \"wait\": {}}", at: "/demands/kwh/wait", says: "needs \"most\""),
    .init(
      demand: "{\"min\": 1, \"wait\": {\"most\": 1, \"penalty\": -1}}",
      at: "/demands/kwh/wait/penalty", says: "0 or more"),
    .init(
      demand: "{\"min\": 1, \"wait\": {\"most\": 1, \"penality\": 1}}",
      at: "/demands/kwh/wait/penality", says: "did you mean \"penalty\"?"),
    .init(
      demand: "{\"max\": 5, \"wait\": 1}", at: "/demands/kwh/wait", says: "needs a \"min\""),
    .init(
      demand: "{\"min\": 1, \"max\": 5, \"wait\": 1}", at: "/demands/kwh/wait",
      says: "into \"budgets\""),
    .init(
      demand: "{\"min\": -1, \"wait\": 1}", at: "/demands/kwh/wait", says: "of 0 or more"),
    .init(
      demand: "{\"min\": 1, \"over\": \"all\", \"wait\": 1}", at: "/demands/kwh/wait",
      says: "beside \"over\""),
    .init(
      budgets: "{\"cost\": {\"max\": 9, \"wait\": 1}}", at: "/budgets/cost/wait",
      says: "stands on a demand"),
    .init(
      demand: "{\"min\": 1, \"wait\": 1}", periods: "", at: "/demands/kwh/wait",
      says: "needs \"periods\""),
    .init(
      server: "\"buy\": {\"cost\": 1, \"lead\": -1}", at: "/resources/server/buy/lead",
      says: "a whole number of 0 or more"),
    .init(
      server: "\"buy\": {\"cost\": 1, \"life\": 0}", at: "/resources/server/buy/life",
      says: "a whole number of 1 or more"),
    .init(
      server: "\"buy\": {\"cost\": 1, \"life\": [1, 2, 3]}", at: "/resources/server/buy/life",
      says: "expected a number"),
    .init(
      server: "\"keep\": 0.9, \"buy\": {\"cost\": 1, \"life\": 2}", at: "/resources/server/keep",
      says: "beside \"life\""),
    .init(
      constraint: "\"c\": {\"terms\": {\"grid\": 1}, \"before\": {\"gird\": -1}, \"max\": 1}",
      at: "/constraints/c/before/gird", says: "did you mean \"grid\"?"),
    .init(
      constraint: "\"c\": {\"terms\": {\"grid\": 1}, \"before\": {}, \"max\": 1}",
      at: "/constraints/c/before", says: "an object of coefficients, at least one"),
    .init(
      constraint: "\"c\": {\"before\": {\"grid\": 1}, \"max\": 1}", at: "/constraints/c",
      says: "needs \"terms\""),
    .init(
      demand: "1",
      constraint: "\"c\": {\"terms\": {\"grid\": 1}, \"before\": {\"grid\": -1}, \"max\": 1}",
      periods: "", at: "/constraints/c/before", says: "needs \"periods\""),
    .init(
      server: "\"start\": 3", at: "/resources/server/start", says: "a constraint with \"before\"",
      isWarning: true),
    .init(
      server: "\"constant\": 1", at: "/resources/server/constant", says: "true or false"),
    .init(
      server: "\"constant\": true", demand: "1", periods: "", at: "/resources/server/constant",
      says: "needs \"periods\""),
    .init(
      server: "\"constant\": true, \"min\": [1, 2, 3], \"max\": [4, 2, 9]",
      at: "/resources/server/constant", says: "no amount is at least 3 and at most 2"),
  ]

  @Test(arguments: mistakes)
  func `each mistake is said once, at its place`(mistake: Mistake) throws {
    let bytes = Array(mistake.spec.utf8)
    var said: [Diagnostic] = []
    do throws(Diagnostics) {
      said = try Planner.read(bytes).warnings
    } catch {
      said = error.list
    }
    let mine = said.filter { $0.at == mistake.at }
    #expect(mine.count == 1, "\(said)")
    guard let found = mine.first else { return }
    #expect(found.says.contains(mistake.says), "\(found.says)")
    #expect(found.severity == (mistake.isWarning ? .warning : .error))
    // Nothing else is wrong with these specs.
    #expect(said.filter { $0.severity == .error }.count == (mistake.isWarning ? 0 : 1), "\(said)")
  }

  @Test func `a plan that changes what is constant is refused at its place`() throws {
    let text = """
      {"periods": 3, "resources": {"a": {"x": 1, "cost": 1, "constant": true}},
       "demands": {"x": 2}, "minimize": "cost"}
      """
    let spec = try Planner.read(Array(text.utf8)).spec
    do throws(Diagnostics) {
      _ = try ProposedPlan(Array(#"{"a": [2, 3, 2]}"#.utf8), for: spec)
      Issue.record("took a plan that is none")
    } catch {
      #expect(error.list.map(\.at) == ["/a/1"])
      #expect(error.list[0].says.contains("constant"), "\(error.list)")
    }
    _ = try ProposedPlan(Array(#"{"a": [2, 2, 2]}"#.utf8), for: spec)
  }
}
