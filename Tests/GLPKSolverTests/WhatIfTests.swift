// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Instances
import Testing

@testable import GLPKSolver
@testable import ParametricProgramming

/// Plans over time under one number that moves: what is read off the curve is what solving anew
/// from nothing gives.
struct WhatIfTests {
  private func check(_ parametric: ParametricProgram, _ from: Rational, _ to: Rational) throws
    -> ParametricCurve
  {
    let curve = try Solver().curve(of: parametric, from: from, to: to)
    let isProved = parametric.proves(curve, from: from, to: to)
    #expect(isProved)
    for k in 0...20 {
      let t = from + (to - from) * Rational(k, 20)
      let program = parametric.program(at: t)
      let solution = try Solver().solve(program)
      #expect(solution.proof == .exact)
      let optimum = curve.optimum(at: t)
      #expect(optimum?.objective == solution.bound)
      if let optimum {
        #expect(program.largestViolation(at: optimum.point).isZero)
        #expect(program.objective(at: optimum.point) == optimum.objective)
      }
    }
    return curve
  }

  @Test(arguments: [Rational.one, Rational(9, 10)])
  func `the curve of a budget over all periods`(keep: Rational) throws {
    let stairs = Staircase(periods: 12, resources: 4, demands: 2, keep: keep)
    let row = stairs.program.rows[stairs.budgetRow]
    let parametric = ParametricProgram(
      stairs.program,
      motion: .bounds(rows: [.init(index: stairs.budgetRow, upper: .one)], columns: []))
    let curve = try check(parametric, -row.upper!, .zero)
    #expect(curve.pieces.count > 5)
    #expect(curve.pieces.first?.hasValue == false)
  }

  /// Tangents would make up for a walk that gave up.
  @Test(arguments: [(Rational.one, 40), (Rational(9, 10), 64)])
  func `a walk of more pivots than a factorisation lasts for comes to its end`(
    keep: Rational, least: Int
  ) throws {
    let stairs = Staircase(periods: 24, resources: 8, demands: 4, keep: keep)
    let row = stairs.program.rows[stairs.budgetRow]
    let parametric = ParametricProgram(
      stairs.program,
      motion: .bounds(rows: [.init(index: stairs.budgetRow, upper: .one)], columns: []))
    let curve = try Solver().curve(of: parametric, from: -row.upper!, to: .zero)
    #expect(parametric.proves(curve, from: -row.upper!, to: .zero))
    let ends = curve.breakPoints
    let warm = try WarmSolver(stairs.program)
    defer { warm.close() }
    var tracing = CurveTracing(parametric: parametric, solve: warm.verdict)
    let (first, last) = (try tracing.touch(ends[0]), try tracing.touch(ends[ends.count - 1]))
    let pieces = try #require(tracing.walkedPieces(from: first, to: last))
    #expect(pieces.map(\.first.at) + [pieces[pieces.count - 1].last.at] == ends)
    #expect(pieces.count > least)
  }

  @Test func `the curve of a price`() throws {
    let stairs = Staircase(periods: 12, resources: 4, demands: 2, keep: Rational(9, 10))
    let rates = stairs.program.columns.indices.map { $0 % 3 == 1 ? Rational.one : .zero }
    let parametric = ParametricProgram(stairs.program, motion: .costs(rates))
    let curve = try check(parametric, .zero, Rational(60))
    #expect(curve.pieces.count > 2)
  }

  @Test func `the frontier of 50 resources under 10 constraints`() throws {
    let (program, goals) = Fleet.program(resources: 50, rows: 10)
    let frontier = try Solver().frontier(of: program, between: goals[0], and: goals[1])
    guard case .corners(let found) = frontier else {
      Issue.record("no corners")
      return
    }
    let isProved = found.parametric.proves(found.curve, from: .zero, to: nil)
    #expect(isProved)
    #expect(found.corners.count > 10)
  }

  @Test func `the frontier of three goals within a hundredth`() throws {
    let (program, goals) = Fleet.program(resources: 12, rows: 4, goals: 3)
    let tolerance = Rational(1, 100)
    let frontier = try Solver().frontier(of: program, among: goals, tolerance: tolerance)
    guard case .plans(let found) = frontier else {
      Issue.record("no plans")
      return
    }
    #expect(program.proves(found, goals: goals))
    #expect(found.error <= tolerance && found.plans.count > 10)
  }

  @Test func `rates of bounds are slopes of the curve`() throws {
    let stairs = Staircase(periods: 5, resources: 3, demands: 2)
    let ends =
      stairs.program.rows.indices.map { BoundRates.End(.row($0), .lower) }
      + stairs.program.columns.indices.map { BoundRates.End(.column($0), .upper) }
    let rates = try Solver().rates(of: ends, in: stairs.program)
    #expect(rates.count == ends.count)
    for (end, rates) in zip(ends, rates) {
      guard let rates, let parametric = stairs.program.moving(end) else { continue }
      let curve = try Solver().curve(of: parametric, from: -.one, to: .one)
      let here = try #require(curve.optimum(at: .zero))
      #expect(rates.grows?.perUnit == here.slopeRight)
      #expect(rates.shrinks?.perUnit == here.slopeLeft)
    }
  }
}
