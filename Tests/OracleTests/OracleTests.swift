// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Oracle
import Testing

private func decimal(_ text: String) -> Fraction { Fraction(decimal: text) }

@Suite struct FractionTests {
  private static let values =
    ["0", "1", "-1", "2", "0.5", "-0.75", "0.1", "1e-6", "-3e6", "12.5"]
    .map(decimal) + [Fraction(1) / Fraction(3), Fraction(-22) / Fraction(7)]

  @Test func arithmeticOnKnownValues() {
    #expect(decimal("0.1") + decimal("0.2") == decimal("0.3"))
    #expect(Fraction(1) / Fraction(3) + Fraction(1) / Fraction(6) == decimal("0.5"))
    #expect(Fraction(2) / Fraction(3) * (Fraction(9) / Fraction(4)) == decimal("1.5"))
    #expect(Fraction(1) / Fraction(2) - Fraction(1) / Fraction(3) == Fraction(1) / Fraction(6))
    #expect(Fraction(6) / Fraction(-4) == decimal("-1.5"))
    #expect((Fraction(6) / Fraction(-4)).description == "-3/2")
    #expect((Fraction(6) / Fraction(3)).description == "2")
    #expect(Fraction(0).description == "0")
    #expect((Fraction(0) / Fraction(-5)).hashValue == Fraction(0).hashValue)
  }

  @Test func laws() {
    let (zero, one) = (Fraction(0), Fraction(1))
    for a in Self.values {
      #expect(a + zero == a && a * one == a && a * zero == zero)
      #expect(a - a == zero && -(-a) == a && a + -a == zero)
      #expect(a == zero || a / a == one)
      #expect(a.denominator > 0)
      #expect(a.numerator.greatestCommonDivisor(with: a.denominator) == 1)
      for b in Self.values {
        #expect(a + b == b + a && a * b == b * a)
        #expect(b == zero || a / b * b == a)
        #expect((a < b) == (a.double < b.double))
        #expect((a < b) == (-b < -a))
        for c in Self.values {
          #expect((a + b) + c == a + (b + c))
          #expect((a * b) * c == a * (b * c))
          #expect(a * (b + c) == a * b + a * c)
        }
      }
    }
  }

  @Test(arguments: [
    ("0", 0, 1), ("-0", 0, 1), ("0e9", 0, 1), ("7", 7, 1), ("0.1", 1, 10), ("0.10", 1, 10),
    ("1e1", 10, 1), ("1e-6", 1, 1_000_000), ("-2.5E3", -2500, 1), ("2.50E-1", 1, 4),
    ("1E+02", 100, 1), ("-12.125", -97, 8), ("0.000e-3", 0, 1),
  ])
  func readsDecimals(_ text: String, _ numerator: Int, _ denominator: Int) {
    #expect(decimal(text) == Fraction(numerator) / Fraction(denominator))
  }

  @Test(arguments: [("2.5", 2, 3), ("-2.5", -3, -2), ("4", 4, 4), ("-4", -4, -4), ("0", 0, 0)])
  func roundsToIntegers(_ text: String, _ floor: Int, _ ceiling: Int) {
    #expect(Int(decimal(text).floor) == floor)
    #expect(Int(decimal(text).ceiling) == ceiling)
  }

  @Test(arguments: [
    "9007199254740992", "9007199254740993", "9007199254740994", "9007199254740995",
    "-9007199254740993", "0.1", "0.3", "1e23", "5e-324", "2.4703282292062327e-324",
    "2.4703282292062328e-324", "7.4109846876186981e-324", "2.2250738585072011e-308",
    "2.2250738585072014e-308", "1.7976931348623157e308", "1.7976931348623158e308",
    "1.7976931348623159e308", "-1e309", "1e-400", "1.00000000000000011102230246251565404",
  ])
  func roundsToTheNearestDouble(_ text: String) {
    #expect(decimal(text).double == Double(text))
  }

  @Test func roundsRandomDecimalsLikeTheStandardLibrary() {
    var state: UInt64 = 2027
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    for index in 0..<2000 {
      let sign = random(0...1) == 0 ? "" : "-"
      let part = (0...random(0...25)).map { _ in String(random(0...9)) }.joined()
      // Every fourth one is anywhere in the range of a double, the others are near one.
      let exponent = index % 4 == 0 ? random(-340...310) : random(-12...12)
      let text = "\(sign)\(random(0...9)).\(part)e\(exponent)"
      #expect(decimal(text).double == Double(text), "\(text)")
    }
  }
}

@Suite struct SolveTests {
  /// A problem of integers: rows are coefficients, lower and upper bound.
  private func problem(
    _ sense: OracleProblem.Sense, _ objective: [Int], columns: [OracleProblem.Column]? = nil,
    rows: [([Int], Int?, Int?)]
  ) -> OracleProblem {
    OracleProblem(
      sense: sense,
      objective: objective.map { Fraction($0) },
      columns: columns ?? objective.map { _ in .init() },
      rows: rows.map { coefficients, lower, upper in
        .init(
          coefficients: coefficients.map { Fraction($0) },
          lower: lower.map { Fraction($0) }, upper: upper.map { Fraction($0) })
      })
  }

  private func optimal(_ value: Int, _ vertices: [[Int]]) -> OracleVerdict {
    .optimal(value: Fraction(value), vertices: vertices.map { $0.map { Fraction($0) } })
  }

  @Test func oneOptimum() {
    let windows = problem(
      .maximize, [3, 5], rows: [([1, 0], nil, 4), ([0, 2], nil, 12), ([3, 2], nil, 18)])
    #expect(solve(windows) == optimal(36, [[2, 6]]))

    let kleeMinty = problem(
      .maximize, [100, 10, 1],
      rows: [([1, 0, 0], nil, 1), ([20, 1, 0], nil, 100), ([200, 20, 1], nil, 10000)])
    #expect(solve(kleeMinty) == optimal(10000, [[0, 0, 10000]]))

    // The feasible set has no end, the objective has.
    let open = problem(.minimize, [2, 3], rows: [([1, 1], 4, nil), ([1, 0], 1, nil)])
    #expect(solve(open) == optimal(8, [[4, 0]]))
  }

  @Test func optimumIsAFraction() {
    let third = problem(.maximize, [1, 1], rows: [([1, 2], nil, 1), ([2, 1], nil, 1)])
    let value = Fraction(1) / Fraction(3)
    #expect(solve(third) == .optimal(value: value + value, vertices: [[value, value]]))
  }

  @Test func severalOptimaAtDegenerateVertices() {
    let twice = problem(
      .maximize, [1, 1],
      rows: [([1, 1], nil, 1), ([2, 2], nil, 2), ([1, 0], nil, 1), ([1, -1], nil, 1)])
    #expect(solve(twice) == optimal(1, [[0, 1], [1, 0]]))

    let equal = problem(.minimize, [1, 1, 1], rows: [([1, 1, 1], 2, 2)])
    #expect(solve(equal) == optimal(2, [[0, 0, 2], [0, 2, 0], [2, 0, 0]]))

    let square = problem(
      .minimize, [0, 0], columns: [.init(upper: Fraction(1)), .init(upper: Fraction(1))], rows: [])
    #expect(solve(square) == optimal(0, [[0, 0], [0, 1], [1, 0], [1, 1]]))
  }

  @Test func infeasible() {
    #expect(solve(problem(.minimize, [1], rows: [([1], 2, nil), ([1], nil, 1)])) == .infeasible)
    #expect(
      solve(problem(.maximize, [1, 1], rows: [([1, -1], 1, nil), ([-1, 1], 1, nil)]))
        == .infeasible)
    #expect(solve(problem(.maximize, [1], rows: [([0], 1, nil)])) == .infeasible)
    let crossed = OracleProblem.Column(lower: Fraction(2), upper: Fraction(1))
    #expect(solve(problem(.maximize, [1], columns: [crossed], rows: [])) == .infeasible)
  }

  @Test func exactWhereDoublesAreNot() {
    func sum(_ total: String) -> OracleProblem {
      let columns = ["0.1", "0.2"].map {
        OracleProblem.Column(lower: decimal($0), upper: decimal($0))
      }
      let row = OracleProblem.Row(
        coefficients: [Fraction(1), Fraction(1)], lower: decimal(total), upper: decimal(total))
      return OracleProblem(
        sense: .minimize, objective: [Fraction(1), Fraction(1)], columns: columns, rows: [row])
    }
    #expect(
      solve(sum("0.3"))
        == .optimal(value: decimal("0.3"), vertices: [[decimal("0.1"), decimal("0.2")]]))
    #expect(solve(sum("0.30000000000000004")) == .infeasible)
  }

  @Test func unbounded() {
    #expect(solve(problem(.maximize, [1, 1], rows: [([1, -1], nil, 1)])) == .unbounded)
    #expect(solve(problem(.minimize, [-1, 0], rows: [([1, -1], 0, 0)])) == .unbounded)
    #expect(solve(problem(.maximize, [2, -1], rows: [([1, -1], nil, 3)])) == .unbounded)
    #expect(
      solve(problem(.maximize, [1, -1], rows: [([1, -1], nil, 3)])) == optimal(3, [[3, 0]]))
  }

  @Test func integers() {
    let bit = OracleProblem.Column(upper: Fraction(1), integer: true)
    let knapsack = problem(
      .maximize, [8, 11, 6, 4], columns: [bit, bit, bit, bit], rows: [([5, 7, 4, 3], nil, 14)])
    #expect(solve(knapsack) == optimal(21, [[0, 1, 1, 1]]))

    let few = OracleProblem.Column(lower: decimal("0.5"), upper: decimal("3.5"), integer: true)
    let mixed = problem(.minimize, [2, 1], columns: [few, .init()], rows: [([2, 1], 5, nil)])
    #expect(solve(mixed) == optimal(5, [[1, 3], [2, 1]]))
    #expect(solve(problem(.maximize, [0, 1], columns: [few, .init()], rows: [])) == .unbounded)

    let none = OracleProblem.Column(lower: decimal("0.2"), upper: decimal("0.8"), integer: true)
    #expect(solve(problem(.minimize, [1], columns: [none], rows: [])) == .infeasible)
  }
}

@Suite struct RandomSpecTests {
  private static let seeds = UInt64(0)..<500

  @Test func everyVerdictOccurs() {
    var (optimal, infeasible, unbounded) = (0, 0, 0)
    let time = ContinuousClock().measure {
      for seed in Self.seeds {
        let problem = RandomSpec(seed: seed).problem
        switch solve(problem) {
        case .optimal(let value, let vertices):
          optimal += 1
          #expect(!vertices.isEmpty)
          #expect(vertices.allSatisfy { problem.isFeasible($0) && problem.value(at: $0) == value })
        case .infeasible: infeasible += 1
        case .unbounded: unbounded += 1
        }
      }
    }
    print("\(optimal) optimal, \(infeasible) infeasible, \(unbounded) unbounded in \(time)")
    #expect(min(optimal, infeasible, unbounded) >= 30)
  }

  @Test(arguments: [false, true]) func sameSeedSameSpec(_ withIntegers: Bool) {
    var texts: Set<String> = []
    for seed in Self.seeds {
      let first = RandomSpec(seed: seed, withIntegers: withIntegers)
      let second = RandomSpec(seed: seed, withIntegers: withIntegers)
      #expect(first.json == second.json)
      #expect(first.problem == second.problem)
      #expect(first.columnNames == second.columnNames)
      texts.insert(first.json)
    }
    #expect(texts.count > 490)
  }

  @Test(arguments: [false, true]) func textIsJSONOfTheSameShape(_ withIntegers: Bool) throws {
    for seed in Self.seeds {
      let spec = RandomSpec(seed: seed, withIntegers: withIntegers)
      let tree = try JSONSerialization.jsonObject(with: Data(spec.json.utf8)) as? [String: Any]
      let resources = try #require(tree?["resources"] as? [String: [String: Any]])
      #expect(Set(resources.keys) == Set(spec.columnNames))
      #expect(spec.problem.columns.count == spec.columnNames.count)
      #expect((1...4).contains(spec.columnNames.count))
      #expect(spec.problem.rows.count <= 6)
      var rows = [tree?["demand"], tree?["budget"]].compactMap(\.self).count
      for section in ["demands", "budgets", "constraints"] {
        rows += (tree?[section] as? [String: Any])?.count ?? 0
      }
      #expect(rows == spec.problem.rows.count)
      for (name, column) in zip(spec.columnNames, spec.problem.columns) {
        let resource = try #require(resources[name])
        #expect(column.integer == (resource["integer"] as? Bool ?? false))
        #expect(column.lower.double == resource["min"] as? Double ?? 0)
        #expect(column.upper?.double == resource["max"] as? Double)
        if column.integer { #expect(try #require(column.upper) <= Fraction(6)) }
      }
      #expect(withIntegers == spec.problem.columns.contains(where: \.integer))
    }
  }
}

@Suite struct SimplexTests {
  @Test func findsWhatEnumerationFinds() {
    for seed in UInt64(0)..<400 {
      let problem = RandomSpec(seed: seed, withIntegers: seed % 4 == 0).problem
      switch (solve(problem), solveBySimplex(problem)) {
      case (.infeasible, .infeasible), (.unbounded, .unbounded): break
      case (.optimal(let value, _), .optimal(let other, let point)):
        #expect(value == other, "seed \(seed)")
        #expect(problem.isFeasible(point), "seed \(seed)")
      case (let one, let other): Issue.record("seed \(seed): \(one), \(other)")
      }
    }
  }
}
