// SPDX-License-Identifier: GPL-3.0-or-later
import PlanSolving
import Testing

@testable import Planning

/// Names that look alike are not mixed up in silence.
struct NameTests {
  @Test func `an attribute spelled in two ways in one resource is an error`() throws {
    let text =
      "{\"resources\": {\"a\": {\"caf\\u00e9\": 1, \"cafe\\u0301\": 5}}, \"maximize\": \"caf\\u00e9\"}"
    let error = #expect(throws: Diagnostics.self) { try Planner.read(Array(text.utf8)) }
    #expect(error?.list.map(\.at) == ["/resources/a/cafe\u{301}"])
  }

  @Test func `resources that differ only in how a letter is encoded are two`() throws {
    let text = """
      {"resources": {"caf\\u00e9": {"cost": 1, "max": 2}, "cafe\\u0301": {"cost": 3, "max": 4}},
       "constraints": {"none": {"terms": {"caf\\u00e9": 1}, "max": 0}}, "maximize": "cost"}
      """
    let result = try Planner().solve(try Planner.read(Array(text.utf8)).spec)
    #expect(result.resources.map(\.amount[0].description) == ["0", "4"])
  }
}
