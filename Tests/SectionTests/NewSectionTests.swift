// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// A section is a room: reading, mathematics, words, results, schema and proof of a new one need
/// nothing that is not in `Spares`.
struct NewSectionTests {
  private let registry = SectionRegistry.standard.adding(SparesReader.self)

  private func spec(_ text: String) throws -> Spec {
    try Planner.read(Array(text.utf8), sections: registry).spec
  }

  private static let plain = """
    {"resources": {"gpu": {"cost": 10, "tokens": 4}, "cpu": {"cost": 4, "tokens": 1}},
     "demands": {"tokens": 100}, "spares": {"gpu": 0.2}, "minimize": "cost"}
    """

  @Test func `it is read, modelled and proved`() throws {
    let result = try Planner().solve(spec(Self.plain), also: .certificate)
    // 25 units at 10, and 5 in reserve at 3.
    #expect(result.objective.value == Rational(265))
    #expect(result.proof.verified)
    #expect(result.totals.map(\.name) == ["cost", "tokens"])
    #expect(result.totals[0].total == .constant(Rational(265)))
  }

  @Test func `JSON, tables and CSV print it`() throws {
    let result = try Planner().solve(spec(Self.plain))
    #expect(result.json.contains(#""spares": { "gpu": { "kept": 5 } }"#), "\(result.json)")
    #expect(result.report(in: Words()).text(width: nil).contains("spares of  kept"))
    #expect(CSV.text([(nil, result)]).contains("spares,gpu,kept,,5,"))
  }

  @Test func `over time it has a column and a row a period`() throws {
    let text = Self.plain.replacing("{\"resources\"", with: "{\"periods\": 3, \"resources\"")
      .replacing("100", with: "[100, 40, 0]")
    let result = try Planner().solve(spec(text))
    #expect(result.json.contains(#""spares": { "gpu": { "kept": [5, 2, 0] } }"#), "\(result.json)")
    #expect(result.objective.value == Rational(371))
  }

  @Test func `a verifier proves its results, and refuses false ones`() throws {
    let spec = try spec(Self.plain)
    let printed = try Planner().solve(spec).json
    for (text, isTrue) in [(printed, true), (printed.replacing("265", with: "264"), false)] {
      let document = try JSONDocument(parsing: Array(text.utf8))
      let verification = Verification(of: document, for: spec)
      #expect(verification.isProved == isTrue, "\(verification)")
    }
  }

  @Test func `certificates name its columns and rows`() throws {
    let result = try Planner().solve(spec(Self.plain), also: .certificate)
    let names = result.certificate!.parts[0].sections.flatMap { $0.figures.map(\.name) }
    #expect(names.contains("spare gpu") && names.contains("/spares/gpu"), "\(names)")
  }

  @Test func `a conflict says its words`() throws {
    let text = Self.plain.replacing(
      "\"minimize\"", with: "\"budgets\": {\"cost\": 255}, \"minimize\"")
    let result = try Planner().solve(spec(text))
    #expect(result.status == .infeasible)
    #expect(result.conflict.map(\.at).contains("/spares/gpu"), "\(result.conflict)")
    #expect(
      result.conflict.contains { $0.says == "spares of gpu is at least 0.2" }, "\(result.conflict)")
  }

  @Test func `its mistakes have their places`() {
    let text = Self.plain.replacing("{\"gpu\": 0.2}", with: "{\"gpx\": 0.2, \"cpu\": \"x\"}")
    do throws(Diagnostics) {
      _ = try Planner.read(Array(text.utf8), sections: registry)
      Issue.record("read a spec that is wrong")
    } catch {
      #expect(error.list.map(\.at) == ["/spares/gpx", "/spares/cpu"])
    }
  }

  @Test func `schemas know it, and others do not`() {
    #expect(SpecFormat.schema(with: registry).contains("\"spares\""))
    #expect(ResultFormat.schema(with: registry).contains("\"spares\""))
    #expect(!SpecFormat.schema.contains("\"spares\""))
    #expect(
      throws: Diagnostics.self, performing: { _ = try Planner.read(Array(Self.plain.utf8)) })
  }
}
