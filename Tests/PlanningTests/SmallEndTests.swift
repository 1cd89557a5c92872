// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import Testing

@testable import Planning

/// Ends of small readers, at which small mistakes (`make mutants`) were once met by no test.
struct SmallEndTests {
  @Test(arguments: [
    ("3", "3"), ("-7/2", "-7/2"), ("0", "0"), ("6/4", "3/2"), ("-0", "0"),
    ("123456789012345678901234567891/7", "123456789012345678901234567891/7"),
  ])
  func `a fraction of a certificate`(text: String, value: String) {
    #expect(Rational(fraction: text).map { "\($0)" } == value)
  }

  @Test(arguments: [
    "", "-", "x", "1x", "x1", "/2", "1/", "1/0", "1/-2", "1/2/3", "+1", "1 ", " 1", "1.5", "1e3",
    "--1",
    "٣", "1/x",
  ])
  func `what is no fraction of a certificate`(text: String) {
    #expect(Rational(fraction: text) == nil)
  }

  @Test func `a decimal is exact up to sixty digits`() {
    let long = Rational(digits: "12345678901234567891", exponent: -10)
    #expect(long.decimal == "1234567890.1234567891")
    #expect(
      Rational(digits: "-12345678901234567891", exponent: -20).decimal == "-0.12345678901234567891")
    #expect(Rational(1, 3).decimal == "0.3333333333333333")
    #expect(Rational(7).decimal == "7")
  }

  @Test func `a list has a figure for each of its periods, and no more`() throws {
    let list = try JSONDocument(parsing: Array("[1, 2]".utf8)).root
    #expect((0..<3).map { list.figure($0).map { "\($0)" } } == ["1", "2", nil])
    let number = try JSONDocument(parsing: Array("7".utf8)).root
    #expect((0..<3).map { number.figure($0).map { "\($0)" } } == ["7", "7", "7"])
    let none = try JSONDocument(parsing: Array("{\"a\": 1}".utf8)).root
    #expect(none.figure(0) == nil)
  }

  @Test(arguments: [
    ("int", "integer"), ("isinteger", "integer"), ("integral", "integer"), ("whole", "integer"),
    ("discrete", "integer"), ("整数", "integer"), ("maximum", "max"), ("capacity", "max"),
    ("upperbound", "max"), ("容量", "max"), ("minimum", "min"), ("lb", "min"), ("最少", "min"),
    ("moq", "at_least"), ("起订量", "at_least"), ("setupcost", "fixed"), ("固定成本", "fixed"),
    ("lotsize", "step"), ("granularity", "step"), ("prerequisite", "requires"), ("依赖", "requires"),
    ("incompatible", "excludes"), ("互斥", "excludes"), ("label", "tags"), ("标签", "tags"),
  ])
  func `what others call a key is told the word for it`(name: String, word: String) {
    let text = #"{"resources": {"a": {"cost": 1, "max": 2, "\#(name)": 1}}, "minimize": "cost"}"#
    do throws(Diagnostics) {
      _ = try Planner.read(Array(text.utf8))
      Issue.record("\(name) is taken")
    } catch {
      let says = error.list.map(\.says)
      #expect(
        says == ["nothing uses the attribute \"\(name)\"; the word for it is \"\(word)\""],
        "\(says)")
    }
  }

  @Test func `what a plan says of purchases is read`() throws {
    let text = #"""
      {"periods": 2, "resources": {"a": {"work": 1, "buy": {"price": 1}}},
       "demands": {"work": {"min": [1, 2]}}, "minimize": "price"}
      """#
    let spec = try Planner.read(Array(text.utf8)).spec
    let plan = try ProposedPlan(
      Array(#"{"allocation": {"a": [1, 2]}, "resources": {"a": {"bought": [1, 5]}}}"#.utf8),
      for: spec)
    #expect(plan.bought[0].map { series in (0..<2).map { "\(series[$0])" } } == ["1", "5"])
  }
}
