// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import LinearProgram
import NumericalMethods
import Oracle
import Testing

@testable import IntegerSearch

/// Certificates for other checkers, checked by one that knows the format alone.
struct VIPRTests {
  /// The example of the format's description.
  private let example = """
    % min x + y, 4x + y ≥ 1, 4x − y ≤ 2
    VER 1.0
    VAR 2
    x y
    INT 2
    0 1
    OBJ min
    2  0 1  1 1
    CON 2 0
    C1 G 1  2  0 4  1 1
    C2 L 2  2  0 4  1 -1
    RTP range 1 1
    SOL 2
    feas 2  0 1  1 2
    opt 1  1 1
    DER 4
    C3 G -1/2  1  1 1   { lin 2  0 1/2  1 -1/2 } 3
    C4 G 0     1  1 1   { rnd 1  2 1 } 4
    C5 G 1/4   OBJ     { lin 2  0 1/4  3 3/4 } 5
    C6 G 1     OBJ     { rnd 1  4 1 } 0
    """

  @Test func `the checker takes the description's example, and nothing that is wrong in it`() throws
  {
    #expect(try VIPRChecker.check(example) == .range(.one, .one))
    let wrong = [
      ("opt 1  1 1", "opt 1  1 0"), ("RTP range 1 1", "RTP range 2 2"), ("3 3/4 } 5", "3 1/2 } 5"),
      ("C4 G 0 ", "C4 G 1 "), ("{ rnd 1  4 1 }", "{ lin 1  4 1 }"), ("1 -1/2 } 3", "1 1/2 } 3"),
      ("{ rnd 1  4 1 } 0", "{ asm } 0"),
    ]
    for (right, changed) in wrong {
      let text = example.replacingOccurrences(of: right, with: changed)
      #expect(text != example)
      #expect(throws: VIPRChecker.Refusal.self, "\(changed)") { try VIPRChecker.check(text) }
    }
  }

  @Test func `searches leave certificates that the checker takes`() throws {
    let rounds = Int(ProcessInfo.processInfo.environment["DCOPT_ROUNDS"] ?? "") ?? 150
    var programs = RandomPrograms(seed: 18)
    var seen: Set<String> = []
    for round in 0..<rounds {
      let (program, problem) = programs.next()
      guard problem.columns.allSatisfy({ $0.upper != nil || !$0.integer }) else { continue }
      var limits = SearchLimits(nodes: 20_000)
      limits.isPlain = true
      guard let whole = program.withWholeBounds else {
        let tree = SearchTree(nodes: [.empty(column: 0)])
        let text = try #require(program.vipr(tree, incumbent: nil, names: names(of: program)))
        #expect(try VIPRChecker.check(text) == .infeasible)
        continue
      }
      let answer = solve(problem)
      if case .unbounded = answer { continue }
      let found = try #require(whole.searched(from: Basis(ofRowsIn: whole), limits: limits))
      let tree = try #require(found.tree, "seed 18, round \(round)")
      let text = try #require(
        program.vipr(tree, incumbent: found.point, names: names(of: program)),
        "seed 18, round \(round)")
      for word in ["asm", "uns", "rnd", "max"] where text.contains(word) { seen.insert(word) }
      do {
        switch answer {
        case .optimal(let value, _):
          #expect(try VIPRChecker.check(text) == .range(value, value), "seed 18, round \(round)")
          refusesBetter(text, value)
        default: #expect(try VIPRChecker.check(text) == .infeasible, "seed 18, round \(round)")
        }
      } catch {
        Issue.record("seed 18, round \(round): \(error)")
      }
    }
    #expect(seen == ["asm", "uns", "rnd", "max"])
  }

  @Test func `names are words, whatever stands in them, and ends of whole columns are rounded`()
    throws
  {
    let program = LinearProgram(
      sense: .minimize,
      columns: [
        .init(
          bounds: .init(lower: Rational(1, 3), upper: Rational(2, 3)), cost: .one, isInteger: true)
      ], rows: [], entries: [[]])
    let tree = SearchTree(nodes: [.empty(column: 0)])
    let text = try #require(
      program.vipr(tree, incumbent: nil, names: ["a\u{1}b\u{7F}c\nd e"]))
    #expect(try VIPRChecker.check(text) == .infeasible)
    let words = text.unicodeScalars.filter { $0 != "\n" }
    #expect(!words.contains { $0.value < 32 || $0.value == 127 }, "\(text)")
    #expect(text.hasPrefix("% x0 is a?b?c?d e\n"), "\(text)")
  }

  /// A better objective is not what was proved.
  private func refusesBetter(_ text: String, _ value: Fraction) {
    for step in [Fraction(1), Fraction(-1)] {
      let other = text.replacingOccurrences(
        of: "RTP range \(value) \(value)", with: "RTP range \(value + step) \(value + step)")
      #expect(throws: VIPRChecker.Refusal.self) { try VIPRChecker.check(other) }
    }
  }

  private func names(of program: LinearProgram) -> [String] {
    program.columns.indices.map { "column \($0)" }
  }
}
