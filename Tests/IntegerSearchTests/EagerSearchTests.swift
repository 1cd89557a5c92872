// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Foundation
import LinearProgram
import NumericalMethods
import Oracle
import Testing

@testable import IntegerSearch

/// Searches whose parts all come into play at once, beside the best of all points, tried one by one.
struct EagerSearchTests {
  private static let rounds = Int(ProcessInfo.processInfo.environment["DCOPT_ROUNDS"] ?? "") ?? 200

  @Test func `eager searches find the best of all points, and prove it`() throws {
    var programs = ShapedPrograms(seed: 31)
    var seen: Set<String> = []
    for round in 0..<Self.rounds {
      let shaped = programs.next()
      let program = shaped.program
      var limits = SearchLimits(nodes: 20_000)
      limits.habits = .eager
      limits.isPlain = round % 5 == 4
      let found = try #require(
        program.searched(from: Basis(ofRowsIn: program), limits: limits),
        "seed 31, round \(round)")
      let tree = try #require(found.tree, "seed 31, round \(round): not proved")
      for node in tree.nodes { seen.insert(Self.kind(of: node)) }
      guard let value = shaped.best else {
        seen.insert("no plan")
        #expect(found.point == nil, "seed 31, round \(round)")
        #expect(program.proves(tree, incumbent: nil), "seed 31, round \(round)")
        continue
      }
      let point = try #require(found.point, "seed 31, round \(round)")
      #expect(
        program.objective(at: point) == Rational(value, shaped.below), "seed 31, round \(round)")
      #expect(program.proves(tree, incumbent: point), "seed 31, round \(round)")
      #expect(!program.proves(tree, incumbent: nil), "seed 31, round \(round)")
      if limits.isPlain {
        let names = program.columns.indices.map { "x\($0)" }
        let text = try #require(program.vipr(tree, incumbent: point, names: names))
        let best = Fraction(value) / Fraction(shaped.below)
        #expect(try VIPRChecker.check(text) == .range(best, best), "seed 31, round \(round)")
      }
    }
    let wanted: Set = ["no plan", "closed", "cut", "branch", "narrowed", "dominated", "whole"]
    #expect(seen.isSuperset(of: wanted), "only \(seen.sorted())")
  }

  private static func kind(of node: SearchTree.Node) -> String {
    String("\(node)".prefix { $0 != "(" })
  }

  /// A point that is known shows a search what to beat; where it is the best already, the tree alone
  /// is left to make.
  @Test func `the best point given beforehand is only proved`() throws {
    var programs = ShapedPrograms(seed: 32)
    for round in 0..<Self.rounds / 4 {
      let program = programs.next().program
      let first = try #require(program.searched(from: Basis(ofRowsIn: program)))
      guard let point = first.point else { continue }
      let again = try #require(program.searched(from: Basis(ofRowsIn: program), plan: point))
      #expect(again.point == point, "seed 32, round \(round)")
      #expect(again.tree != nil, "seed 32, round \(round)")
    }
  }
}
