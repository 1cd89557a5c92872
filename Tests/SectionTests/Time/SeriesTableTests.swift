// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import PlanSolving
import Testing

@testable import Planning

/// Lists of one number a period from the columns of tables.
struct SeriesTableTests {
  private static let load = "hour,vcpu,price\nh1,10,0.5\nh2,12,0.25\nh3,8,1e-1\n"

  private static let access = TableAccess { path in
    switch path {
    case "load.csv": .table(Array(load.utf8), file: "load.csv")
    case "holes.csv": .table(Array("a,b\n1,\n2,x\n3,4\n".utf8), file: "holes.csv")
    case "twice.csv": .table(Array("a,a\n1,2\n".utf8), file: "twice.csv")
    default: .refused(because: "cannot be read: there is none")
    }
  }

  private func spec(
    periods: String = "3", demand: String = #"{"csv": "load.csv", "column": "vcpu"}"#,
    cost: String = #"{"csv": "load.csv", "column": "price"}"#
  ) -> String {
    """
    {"periods": \(periods), "resources": {"a": {"vcpu": 1, "cost": \(cost)}},
     "demands": {"vcpu": \(demand)}, "minimize": "cost"}
    """
  }

  private func read(_ text: String) throws(Diagnostics) -> Spec {
    try Planner.read(Array(text.utf8), tables: Self.access).spec
  }

  @Test func `a column is the same as the list that it holds`() throws {
    let list = try Planner().solve(read(spec(demand: "[10, 12, 8]", cost: "[0.5, 0.25, 0.1]")))
    for demand in [
      #"{"csv": "load.csv", "column": "vcpu"}"#,
      #"{"min": {"column": "vcpu", "csv": "load.csv"}}"#,
    ] {
      let result = try Planner().solve(read(spec(demand: demand)))
      #expect(result.objective.value == list.objective.value)
      #expect(result.objective.value == Rational(88, 10))
      #expect(result.demands[0].min == list.demands[0].min)
    }
  }

  @Test func `periods have their names from a column`() throws {
    let spec = try read(spec(periods: #"{"csv": "load.csv", "column": "hour"}"#))
    #expect(spec.periods?.names == ["h1", "h2", "h3"])
  }

  @Test(
    arguments: [
      (#"{"csv": "load.csv", "column": "vcpus"}"#, "load.csv", 1, 1, "did you mean \"vcpu\"?"),
      (#"{"csv": "no.csv", "column": "vcpu"}"#, nil, 2, 25, "cannot be read"),
      (#"{"csv": "load.csv", "column": 3}"#, nil, 2, 47, "the name of a column"),
      (#"{"csv": "load.csv", "column": "vcpu", "x": 1}"#, nil, 2, 25, "beside \"column\""),
      (#"{"csv": "holes.csv", "column": "b"}"#, "holes.csv", 2, 3, "an empty cell"),
      (#"{"csv": "twice.csv", "column": "a"}"#, "twice.csv", 1, 3, "there twice"),
      (#"{"csv": "load.csv", "column": "hour"}"#, "load.csv", 2, 1, "expected a number"),
      (#"{"csv": "load.csv"}"#, nil, 2, 24, "unknown key \"csv\""),
    ] as [(String, String?, Int, Int, String)])
  func `mistakes are said where they are`(
    demand: String, file: String?, line: Int, column: Int, says: String
  ) {
    do throws(Diagnostics) {
      _ = try read(spec(demand: demand))
      Issue.record("read \(demand)")
    } catch {
      let found = error.list.first { $0.says.contains(says) }
      #expect(found != nil, "\(error.list)")
      #expect(found?.file == file)
      if file != nil { #expect(found?.position.line == line && found?.position.column == column) }
    }
  }

  @Test func `a column has as many rows as there are periods`() {
    do throws(Diagnostics) {
      _ = try read(spec(periods: "4"))
      Issue.record("read a list that is too short")
    } catch {
      #expect(error.list.allSatisfy { $0.file == "load.csv" && $0.position.line == 1 })
      #expect(error.list[0].says.contains("a list of 4 numbers"), "\(error.list)")
    }
  }

  @Test func `a factor scales numbers, lists and columns`() throws {
    for (demand, cost) in [
      ("[10, 12, 8]", "[0.5, 0.25, 0.1]"),
      (#"{"csv": "load.csv", "column": "vcpu"}"#, "[0.5, 0.25, 0.1]"),
    ] {
      let text = try SpecText(
        Array(spec(demand: demand, cost: cost).utf8), tables: Self.access)
      let sweep = try Sweep(
        text, read(spec(demand: demand, cost: cost)), [Variation("/demands/vcpu*=0.5:1.5:0.5")!],
        planner: Planner(), tables: Self.access)
      let values = try (0..<sweep.count).map { index -> Rational? in
        guard case .result(let result) = try sweep.point(index).answer else { return nil }
        return result.objective.value
      }
      #expect(values == [Rational(44, 10), Rational(88, 10), Rational(132, 10)])
    }
    let number = try SpecText(Array(spec(demand: "4").utf8), tables: Self.access)
    #expect(
      try String(decoding: number.replacing([("/demands/vcpu*", Rational(3, 2))]), as: UTF8.self)
        == spec(demand: "6"))
    #expect(throws: SpecText.Refusal.self) { try number.number(at: "/demands*") }
    #expect(throws: SpecText.Refusal.self) { try number.number(at: "/demand*") }
  }
}
