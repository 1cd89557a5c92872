// SPDX-License-Identifier: GPL-3.0-or-later
import PlanSolving
import Testing

@testable import Planning

/// What a reader of a diagnostic is told to write instead.
struct HintTests {
  private static func says(_ text: String) throws -> [String] {
    do {
      return try Planner.read(Array(text.utf8)).warnings.map(Self.line)
    } catch {
      return error.list.map(Self.line)
    }
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.severity == .error ? "" : "warning: ")\(diagnostic.at): \(diagnostic.says)"
  }

  @Test(arguments: [
    (
      #"{"periods": 2, "resources": {"b": {"max": 1, "store": {"of": "kwh", "discharge_efficiency": 0.9}}, "g": {"kwh": 1}}, "minimize": "kwh"}"#,
      #"/resources/b/store/discharge_efficiency: unknown key "discharge_efficiency"; the word for it is "efficiency""#
    ),
    (
      #"{"resources": {"a": {"kw": 1, "rps": 2}, "b": {"kW": 1, "rps": 2}}, "budgets": {"kw": 9}, "maximize": "rps"}"#,
      #"warning: /resources/b/kW: nothing uses the attribute "kW"; did you mean "kw"?"#
    ),
    (
      #"{"resources": {"a": {"rps": 2, "max": 1}}, "demands": {"rps": {"csv": "load.csv"}}, "minimize": "units"}"#,
      #"/demands/rps/csv: unknown key "csv"; a list that is in a table needs "column" beside it"#
    ),
    (
      #"{"resources": {"a": {"rps": 2, "max": 1}}, "demands": {"rps": {"at_most": 2}}, "minimize": "units"}"#,
      #"/demands/rps/at_most: unknown key "at_most"; the word for it is "max""#
    ),
    (
      #"{"resources": {"a": {"rps": 2, "max": 1}, "b": {"rps": 1, "max": 1}}, "choices": {"c": {"of": ["a", "b"], "max": 1.5}}, "maximize": "rps"}"#,
      "/choices/c/max: expected how many resources, a whole number from 0, found a number (1.5)"
    ),
    (
      #"{"resources": {"a": {"rps": 2, "max": 1}, "b": {"rps": 1, "max": 1}}, "choices": {"c": {"of": ["a", "b"], "max": -1}}, "maximize": "rps"}"#,
      "/choices/c/max: expected how many resources, a whole number from 0, found a number (-1)"
    ),
    (
      #"{"status": "optimal", "objective": {"value": 1}, "resources": {"a": {"amount": 1}}, "proof": {}}"#,
      ": this is a result of dcopt, and no spec"
    ),
    (
      #"{"resources": {"a": {"site": "x", "rps": 2, "cost": 1}, "b": {"site": "y", "rps": 2, "cost": 1}, "c": {"rps": 2, "cost": 1}}, "demands": {"rps": 4}, "survive": {"any": 1, "of": "sites"}, "minimize": "cost"}"#,
      #"warning: /survive/of: "c" has no "site", and no loss of a site takes it"#
    ),
  ])
  func `a mistake is told with its cure`(text: String, wanted: String) throws {
    let says = try Self.says(text)
    #expect(says.contains(wanted), "\(says)")
  }
}
