// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import GLPKSolver
import LinearProgram
import Oracle
import PlanSolving
import ProgramText
import Testing

@testable import Planning

/// Files of other solvers: what they say when they are read, and that what is written reads back.
struct ModelFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/models")

  private static func read(_ name: String) throws -> (spec: Spec, warnings: [Diagnostic]) {
    let path = folder.appending(path: name).path
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    return try Planner.read(model: bytes, as: #require(ModelFormat(ofFileAt: path)))
  }

  private static func spec(_ name: String) throws -> Spec { try read(name).spec }

  private static func range(_ bounds: LinearProgram.Bounds) -> String {
    "\(bounds.lower?.text ?? "-") \(bounds.upper?.text ?? "-")"
  }

  static func objectiveNames(_ spec: Spec) -> [String] {
    spec.objectives[0].terms.map { spec.attributes[$0.attribute] }
  }

  @Test func `an MPS file's bounds, ranges, whole columns and constant are all kept`() throws {
    let (spec, warnings) = try Self.read("everything.mps")
    // A negative upper end of a column without a lower one.
    #expect(warnings.map(\.says).count == 1)
    #expect(warnings.first?.says.contains(#"the column "UPNEG""#) == true)
    #expect(spec.title == "EVERY")
    #expect(spec.objectives[0].sense == .minimize)
    let columns = spec.resources.map {
      "\($0.name) \(Self.range($0.bounds(0))) "
        + (spec.figure(of: $0, spec.attribute("COST")!)
        + spec.figure(of: $0, spec.attribute("objective constant")!)).text
        + ($0.isInteger ? " whole" : "")
    }
    #expect(
      columns == [
        "FREE - - 1.5", "MINUS - 4 -2", "UPNEG - -2 0.1", "FIXED 2.5 2.5 1", "WHOLE 0 9 3 whole",
        "BIN 0 1 -1 whole", "LOW 1.25 - 1", "objective constant 1 1 7.113",
      ])
    // An E row with a range R goes from its right-hand side R further, up or down by its sign; the
    // objective and WATCH bound nothing.
    let rows = spec.constraints.map {
      "\($0.name) \(Self.range($0.ends.bounds(0))) \($0.terms.map { "\($0.coefficient[0].text) \(spec.name(of: $0.target))" })"
    }
    #expect(
      rows == [
        #"LESS - 4 ["1 FREE"]"#, #"MORE -9 - ["1 MINUS"]"#, #"SAME -3 -3 ["1 MINUS", "1 UPNEG"]"#,
        #"LESSR 2 8 ["1 FIXED"]"#, #"MORER 1.5 3.75 ["1 WHOLE"]"#,
        #"SAMEP 5 6 ["1 BIN", "1 LOW"]"#, #"SAMEN 4 5 ["1 LOW"]"#,
      ])
  }

  @Test func `the constant counts in the objective`() throws {
    // An MPS file has the constant's negative.
    #expect(
      Self.objectiveNames(try Self.spec("everything.mps")) == ["COST", "objective constant"])
    let result = try Planner().solve(Self.spec("sets.mod"))
    #expect(result.objective.terms.last?.value?.text == "2.5")
    // 1/3 of a gpu gives 4/3, at 5; the rest of the 10 comes from cpus, at 2.
    #expect(result.objective.value.map { $0.double } == 2.5 + 5.0 / 3 + 2 * (10 - 4.0 / 3))
    #expect(result.resources.map(\.name) == ["amount[cpu]", "amount[gpu]", "objective constant"])
  }

  @Test func `free MPS, and fixed MPS with blanks in its names`() throws {
    let free = try Self.spec("free.mps")
    #expect(free.resources.map(\.name) == ["a_column_with_a_long_name"])
    #expect(free.constraints.map(\.name) == ["a_row_with_a_long_name"])
    let fixed = try Self.spec("blanks.mps")
    #expect(fixed.resources.map(\.name) == ["COL A"])
    #expect(fixed.constraints.map(\.name) == ["ROW 1"])
  }

  @Test func `an LP file's bounds, whole columns and unnamed rows`() throws {
    let spec = try Self.spec("everything.lp")
    #expect(spec.objectives[0].sense == .maximize)
    #expect(Self.objectiveNames(spec) == ["gain"])
    #expect(
      spec.resources.map { "\($0.name) \(Self.range($0.bounds(0)))\($0.isInteger ? " whole" : "")" }
        == ["x 0 4.5", "y - -", "z - 8", "w 1 7.5 whole"])
    #expect(
      spec.constraints.map { "\($0.name) \(Self.range($0.ends.bounds(0)))" }
        == ["cap - 10", "floor -2 -", "row 3 6 6"])
  }

  @Test(arguments: [
    ("x.mps", "NAME X\nROWS\n N c\n L r\nCOLUMNS\n x c 1 s 1\nENDATA\n", 6, "s"),
    ("x.mps", "NAME X\nROWS\n N c\n Z r\n", 4, "kind of row"),
    ("x.mps", "", 1, ""),
    ("x.lp", "Minimize\n obj: x\nSubject To\n c: x ++ <= 4\nEnd\n", 4, ""),
    ("x.lp", "\n\nhello", 3, ""),
    ("x.mod", "var x >= 0;\nmaximize o: x;\ns.t. c: x <= y;\nend;\n", 3, "y"),
    ("x.mod", "var x\nend;\n", 2, ""),
    ("x.mod", "param p;\nvar x >= p;\nminimize o: x;\nend;\n", 3, "p"),
    ("x.mod", "param p := 1 / 0;\nvar x >= p;\nminimize o: x;\nend;\n", 3, "divide"),
    ("x.mod", "check: 1 > 2;\nvar x;\nminimize o: x;\nend;\n", 1, ""),
  ])
  func `a file that is no model has an error with its line`(
    name: String, text: String, line: Int, mentions: String
  ) throws {
    let format = try #require(ModelFormat(ofFileAt: name))
    let error = try #require(throws: Diagnostics.self) {
      try Planner.read(model: Array(text.utf8), as: format)
    }
    #expect(error.list[0].kind == .model)
    #expect(error.list[0].position.line == line, "\(error.list[0])")
    #expect(mentions.isEmpty || error.list[0].says.contains(mentions), "\(error.list[0])")
    #expect(!error.list[0].says.contains("stdin"))
  }

  // MARK: - Written

  private static func written(_ program: ExportedProgram, as format: ModelFormat) throws
    -> (text: String, model: WrittenProgram)
  {
    let text =
      switch format {
      case .mps: program.mps
      case .lp: program.lp
      case .mathProg: program.mathProg
      }
    do {
      return (
        text,
        try Planner.program(Array(text.utf8), as: format) { text throws(ProgramTextError) in
          try MathProgModel.translated(text)
        }
      )
    } catch {
      Issue.record("\(format): \(error)\n\(text)")
      throw error
    }
  }

  /// A program as a set of sentences that do not depend on the order of rows and columns.
  private static func sentences(_ model: WrittenProgram, flip: Bool) -> [String] {
    var all: [String] = []
    func say(_ value: Rational?) -> String { value.map { printed($0.double) } ?? "-" }
    for column in model.columns {
      let cost = flip ? -column.cost : column.cost
      all.append(
        "column \(column.name) \(say(column.lower)) \(say(column.upper)) \(say(cost))"
          + (column.isInteger ? " whole" : ""))
    }
    for row in model.rows where row.lower != nil || row.upper != nil {
      let terms = model.terms[row.terms]
        .map { "\(say($0.coefficient)) \(model.columns[$0.column].name)" }
      let sides = [("_min", row.lower, true), ("_max", row.upper, false)]
      for (end, bound, isLower) in sides {
        guard let bound else { continue }
        let isFixed = row.lower == row.upper
        var name = row.name
        for end in ["_min", "_max"] where name.hasSuffix(end) { name.removeLast(4) }
        all.append(
          "row \(name)\(isFixed ? "=" : end) \(isLower ? ">=" : "<=") \(say(bound)) "
            + terms.sorted().joined(separator: " "))
      }
    }
    return all.sorted()
  }

  private static func sentences(
    _ exported: ExportedProgram, as format: ModelFormat
  ) -> [String] {
    var all: [String] = []
    func say(_ value: Rational?) -> String { value.map { printed($0.double) } ?? "-" }
    for (j, column) in exported.program.columns.enumerated() {
      let name = exported.columns[j]
      // GLPK makes no column of a MathProg variable that counts nowhere.
      let isNowhere = column.cost.isZero && exported.program.entries[j].isEmpty
      if format == .mathProg, isNowhere { continue }
      all.append(
        "column \(name) \(say(column.bounds.lower)) \(say(column.bounds.upper)) \(say(column.cost))"
          + (column.isInteger ? " whole" : ""))
    }
    for (i, terms) in exported.rowTerms.enumerated() {
      let bounds = exported.program.rows[i]
      let shown = terms.map { "\(say($0.value)) \(exported.columns[$0.column])" }
        .sorted().joined(separator: " ")
      let mark = bounds.isFixed ? ("=", "=") : ("_min", "_max")
      if bounds.lower != nil {
        all.append("row \(exported.rows[i])\(mark.0) >= \(say(bounds.lower)) \(shown)")
      }
      if bounds.upper != nil {
        all.append("row \(exported.rows[i])\(mark.1) <= \(say(bounds.upper)) \(shown)")
      }
    }
    if format == .lp, exported.rows.isEmpty { all.append("row no_rows_min >= 0 ") }
    return all.sorted()
  }

  @Test(arguments: ModelFormat.allCases)
  func `400 random specs read back to the same program`(
    format: ModelFormat
  ) throws {
    for seed in UInt64(0)..<400 {
      let spec = try Planner.read(
        Array(RandomSpec(seed: seed, withIntegers: seed % 4 == 0).json.utf8)
      ).spec
      let exported = ExportedProgram(Formulation(spec))
      #expect(
        Set(exported.columns + exported.rows).count == exported.columns.count + exported.rows.count)
      let (text, model) = try Self.written(exported, as: format)
      let isMaximization = exported.program.sense == .maximize
      let flip = format == .mps && isMaximization
      #expect(model.isMaximization == (isMaximization && !flip))
      let (left, right) = (Self.sentences(model, flip: flip), Self.sentences(exported, as: format))
      #expect(left == right, "seed \(seed), \(format)\n\(text)")
    }
  }

  /// A later objective's file holds the earlier ones at what they reached: where that is no decimal,
  /// no plan less.
  @Test(arguments: ModelFormat.allCases)
  func `each priority of random specs reads back to a program with its best value`(
    format: ModelFormat
  ) throws {
    var (compared, exact) = (0, 0)
    for seed in UInt64(0)..<80 {
      let random = RandomPlan(seed: seed, sections: [.priorities, .worst, .next, .soft, .periods])
      let spec = try Planner.read(Array(random.json.utf8)).spec
      let result = try Planner().solve(spec)
      guard result.status == .optimal, result.priorities.count > 1 else { continue }
      for (k, priority) in result.priorities.enumerated() {
        let exported = try Planner().exported(spec, priority: k + 1)
        let (text, model) = try Self.written(exported, as: format)
        let again = try Planner().solve(model.spec)
        let isFlipped = format == .mps && exported.program.sense == .maximize
        let value = try #require(again.objective.value, "seed \(seed), \(k + 1)\n\(text)")
        let best = isFlipped ? -priority.best : priority.best
        let far = (value - best).double.magnitude
        #expect(far <= 1e-9 * max(1, best.double.magnitude), "seed \(seed), \(k + 1)\n\(text)")
        if value == best { exact += 1 }
        compared += 1
      }
    }
    #expect(compared > 60 && exact * 2 > compared, "\(exact) of \(compared)")
  }

  @Test func `a priority after one without an optimum has no program`() throws {
    let spec = try Planner.read(
      Array(
        #"""
        {"resources": {"a": {"x": 1, "max": 2}}, "demands": {"x": 3},
         "priorities": [{"minimize": "x"}, {"maximize": "x"}]}
        """#.utf8)
    ).spec
    _ = try Planner().exported(spec, priority: 1)
    let error = #expect(throws: Planner.NoEarlierOptimum.self) {
      try Planner().exported(spec, priority: 2)
    }
    #expect(error?.status == .infeasible)
  }

  @Test(arguments: ModelFormat.allCases, ["everything.mps", "everything.lp", "sets.mod"])
  func `what was read and is written reads back, free columns and constant included`(
    format: ModelFormat, name: String
  ) throws {
    let exported = ExportedProgram(Formulation(try Self.spec(name)))
    let (text, model) = try Self.written(exported, as: format)
    let flip = format == .mps && exported.program.sense == .maximize
    #expect(Self.sentences(model, flip: flip) == Self.sentences(exported, as: format), "\(text)")
  }

  @Test func `names become what every format can read, each one of its own`() throws {
    let names = ["a b", "a_b", "a-b", "12", "e10", "Sum", "end", "é", "é", "🖥", "", "x/y", "_"]
    var portable = PortableNames()
    let made = names.map { portable.take($0) }
    #expect(
      made == [
        "a_b", "a_b_2", "a_b_3", "x_12", "x_e10", "x_Sum", "x_end", "x__", "x___2", "x___3", "x_",
        "x_y", "x___4",
      ], "\(made)")
  }

  @Test(arguments: [
    ("0.1", "0.1"), ("-0.1", "-0.1"), ("1e-20", "0.00000000000000000001"), ("12.50", "12.5"),
    ("1e20", "100000000000000000000"), ("-3", "-3"), ("0", "0"), ("1e300", "1e+300"),
    ("0.1234567890123456789012345678901234567890", "0.123456789012345678901234567890123456789"),
  ])
  func `a number is written as it stands`(text: String, decimal: String) {
    #expect(Rational(decimal: text)?.decimal == decimal)
  }
}

extension Spec {
  fileprivate func name(of target: Constraint.Term.Target) -> String {
    switch target {
    case .resource(let r): resources[r].name
    case .attribute(let a): attributes[a]
    }
  }
}
