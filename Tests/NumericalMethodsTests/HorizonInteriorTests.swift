// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Testing

@testable import NumericalMethods
@testable import Oracle

/// What the interior of a horizon comes to is so in exact arithmetic.
struct HorizonInteriorTests {
  /// A horizon with what ties all of it together: columns that serve each period alike, at a price
  /// that is worth about half of all periods, and chains whose purchases are dear.
  private func tied(
    _ random: inout SplitMix64, periods: Int, shared: Int, isRound: Bool, ramp: Int?
  ) -> RandomProgram.Horizon {
    var horizon = RandomProgram.Horizon(
      &random, periods: periods, resources: 2, ramp: ramp, isRound: isRound)
    for _ in 0..<shared {
      let gives = random.int(1...3)
      horizon.program.column(
        cost: random.int(1...(2 * periods)), upper: random.chance(50) ? 12 : nil,
        (0..<periods).map { (row: $0, value: gives) })
    }
    return horizon
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `it solves plans that hang together over all periods`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let method = HorizonInterior(fewRows: 2)
    var (optimal, tried) = (0, 0)
    for round in 0..<24 {
      let horizon = tied(
        &random, periods: 120, shared: round % 3, isRound: round % 4 == 1,
        ramp: round % 5 == 4 ? random.int(1...6) : nil)
      let program = horizon.program.program
      let what = Comment(rawValue: "seed \(seed), round \(round)")
      let hints = StructureHints(periodOfRow: horizon.periodOfRow)
      // The shape that it is for, whatever the order of the rows is.
      let attempt = try #require(
        method.attempt(try NumericProgram(program), hints: hints), what)
      tried += 1
      guard let start = attempt.start() else { continue }
      switch start.claim {
      case .optimal, .infeasible:
        if try start.provedVerdict(on: program, what) == true { optimal += 1 }
      case .primalFeasible, .dualFeasible, .none: continue
      }
    }
    #expect(optimal * 10 >= 7 * tried, "\(optimal) of \(tried), seed \(seed)")
  }

  /// Machines on demand beside cheaper ones that a purchase covers, which lives for so many periods:
  /// many plans are as good, and the worth of a purchase goes from period to period.
  private func purchases(
    _ random: inout SplitMix64, periods: Int, life: Int
  ) -> (program: RandomProgram, periodOfRow: [Int32]) {
    var p = RandomProgram()
    var period: [Int32] = []
    let rows = (0..<periods).map { t in
      let wave = 100 + (t % 24 < 12 ? 40 : 0) + 20 * t / periods + random.int(0...15)
      let rows = (p.row(10 * wave, nil), p.row(nil, 0), p.row(0, 0), p.row(nil, 0))
      period += Array(repeating: Int32(t), count: 4)
      return (demand: rows.0, cover: rows.1, level: rows.2, there: rows.3)
    }
    for t in 0..<periods {
      p.column(cost: 19, [(row: rows[t].demand, value: 1)])
      p.column(cost: 0, [(row: rows[t].demand, value: 1), (row: rows[t].cover, value: 14)])
      p.column(
        cost: 0, upper: 100_000, [(row: rows[t].cover, value: -10), (row: rows[t].there, value: 1)])
      var bought = [(row: rows[t].level, value: -1)]
      if t + life < periods { bought.append((row: rows[t + life].level, value: 1)) }
      p.column(cost: 10 * life, bought)
      var level = [(row: rows[t].level, value: 1), (row: rows[t].there, value: -1)]
      if t + 1 < periods { level.append((row: rows[t + 1].level, value: -1)) }
      p.column(cost: 0, level)
    }
    return (p, period)
  }

  /// What the costs are moved by must not add up over the periods: the levels of all hours of a life move
  /// by less than what was bought is worth, which goes on from level to level. The basis of the moved costs
  /// is then that of the given ones but for few pivots.
  @Test func `purchases with a life take few pivots`() throws {
    var random = SplitMix64(seed: 8)
    let life = 60
    for round in 0..<3 {
      let (p, periodOfRow) = purchases(&random, periods: 700, life: life)
      let what = Comment(rawValue: "seed 8, round \(round)")
      let numeric = try NumericProgram(p.program)
      let point = try #require(InteriorPoint(numeric, limit: 1_000_000))
      #expect(point.run(tolerance: 0.1, until: .never) || point.iterations > 0)
      let stakes = point.costStakes()
      // By period: on demand, on plan, in use, bought, level.
      let levels = (300..<(300 + life)).map { stakes[5 * $0 + 4] / point.columnScale[5 * $0 + 4] }
      let bought = 5 * 300 + 3
      #expect(levels.min()! > 0, what)
      #expect(
        levels.reduce(0, +) < 0.5 * Double(life) * point.originalCost(bought)
          / point.columnScale[bought],
        what)
      let start = try #require(
        HorizonInterior(fewRows: 2).attempt(
          numeric, hints: StructureHints(periodOfRow: periodOfRow))?.start(), what)
      #expect(try start.provedVerdict(on: p.program, what) == true)
      #expect(start.iterations < 150, what)
    }
  }

  @Test func `the same basis comes out again`() throws {
    var random = SplitMix64(seed: 5)
    let horizon = tied(&random, periods: 150, shared: 2, isRound: true, ramp: nil)
    let numeric = try NumericProgram(horizon.program.program)
    let hints = StructureHints(periodOfRow: horizon.periodOfRow)
    let starts = try (0..<2).map { _ in
      try #require(HorizonInterior(fewRows: 2).attempt(numeric, hints: hints)?.start())
    }
    #expect(starts[0].basis == starts[1].basis)
    #expect(starts[0].iterations == starts[1].iterations)
  }

  @Test func `halves leave alone what all periods share`() throws {
    var random = SplitMix64(seed: 6)
    let horizon = tied(&random, periods: 150, shared: 1, isRound: false, ramp: nil)
    let numeric = try NumericProgram(horizon.program.program)
    let hints = StructureHints(periodOfRow: horizon.periodOfRow)
    #expect(HorizonHalves(fewRows: 2, leastRows: 30).attempt(numeric, hints: hints) == nil)
    #expect(HorizonInterior(fewRows: 2).attempt(numeric, hints: hints) != nil)
  }

  @Test func `it is not for short programs, nor for those whose rows all cross`() throws {
    var random = SplitMix64(seed: 7)
    let horizon = tied(&random, periods: 100, shared: 1, isRound: false, ramp: nil)
    let hints = StructureHints(periodOfRow: horizon.periodOfRow)
    #expect(
      HorizonInterior().attempt(try NumericProgram(horizon.program.program), hints: hints) == nil)
    var tangled = RandomProgram()
    let rows = (0..<100).map { _ in tangled.row(1, nil) }
    for i in rows {
      tangled.column(
        cost: 1, [(row: i, value: 1), (row: rows[(7 * i + 31) % 100], value: 1)])
    }
    #expect(
      HorizonInterior(fewRows: 2).attempt(
        try NumericProgram(tangled.program), hints: StructureHints()) == nil)
  }
}
