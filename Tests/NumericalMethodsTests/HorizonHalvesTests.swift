// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Testing

@testable import NumericalMethods
@testable import Oracle

/// What the halves of a horizon come to is so in exact arithmetic.
struct HorizonHalvesTests {
  private func start(
    _ horizon: RandomProgram.Horizon, leastRows: Int = 30
  ) throws -> StartingBasis? {
    let hints = StructureHints(periodOfRow: horizon.periodOfRow)
    let method = HorizonHalves(fewRows: 2, leastRows: leastRows)
    return try #require(
      method.attempt(try NumericProgram(horizon.program.program), hints: hints)
    ).start()
  }

  /// Whether there is a plan; nil where that is not said, or not so.
  private func isFeasible(_ horizon: RandomProgram.Horizon, _ what: Comment) throws -> Bool? {
    let start = try #require(try start(horizon), what)
    return try start.provedVerdict(on: horizon.program.program, what)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `they solve plans over many periods, or prove that there is none`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var ended: [Bool?: Int] = [:]
    for ramp in [nil, 6, 1, 0] {
      for (sells, isRound) in [(false, false), (true, false), (false, true)] {
        let horizon = RandomProgram.Horizon(
          &random, periods: 80, resources: 3, ramp: ramp, sells: sells, isRound: isRound)
        let what = Comment(rawValue: "seed \(seed), \(ramp ?? 0), \(sells), \(isRound)")
        ended[try isFeasible(horizon, what), default: 0] += 1
      }
    }
    #expect(ended[true] ?? 0 >= 6 && ended[false] ?? 0 >= 1, "\(ended), seed \(seed)")
  }

  /// Bounds over all periods, of either side, that bind, do not, or cannot be kept; over amounts with
  /// and without bounds of their own, as a minimum and as a maximum.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `they price what is bounded over all periods`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var ended: [Bool?: Int] = [:]
    for round in 0..<60 {
      let totals = (0..<random.int(1...4)).map { place -> (Int?, Int?) in
        let middle = (place + 1) * random.int(300...900)
        switch random.int(1...4) {
        case 1: return (middle, nil)
        case 2: return (middle, middle)
        case 3: return (middle - 50, middle + 50)
        default: return (nil, middle)
        }
      }
      var horizon = RandomProgram.Horizon(
        &random, periods: 80, resources: 3, ramp: random.chance(50) ? 8 : nil,
        sells: random.chance(40), totals: totals, isSoft: random.chance(30))
      if random.chance(50) { horizon.program.turn() }
      let sequence = RowSequence(
        try NumericProgram(horizon.program.program),
        StructureHints(periodOfRow: horizon.periodOfRow))
      #expect(sequence.longRows.count == totals.count)
      ended[try isFeasible(horizon, "seed \(seed), round \(round), \(totals)"), default: 0] += 1
    }
    #expect(ended[true] ?? 0 >= 15 && ended[false] ?? 0 >= 3, "\(ended), seed \(seed)")
  }

  /// A column of all periods that cannot move ties nothing together: its share of each row is known.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `they pass over a column of all periods that cannot move`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var ended: [Bool?: Int] = [:]
    for round in 0..<12 {
      var horizon = RandomProgram.Horizon(
        &random, periods: 80, resources: 3, ramp: round % 2 == 0 ? nil : 6)
      let given = random.int(-12...8)
      horizon.program.column(
        cost: random.int(-5...5), lower: given, upper: given, (0..<80).map { (row: $0, value: 3) })
      if random.chance(50) { horizon.program.turn() }
      ended[try isFeasible(horizon, "seed \(seed), round \(round), \(given)"), default: 0] += 1
    }
    #expect(ended[true] ?? 0 >= 3, "\(ended), seed \(seed)")
  }

  /// Each period may give up to 10 at a price of its own, and in all so much is wanted: the price of
  /// the whole is that of the dearest period that is needed.
  @Test func `a sample tells the price of the whole`() throws {
    let periods = 400
    var p = RandomProgram()
    var random = SplitMix64(seed: 4)
    let all = p.row(10 * periods / 2, nil)
    for _ in 0..<periods {
      let row = p.row(0, nil)
      p.column(
        cost: random.int(100...199), upper: 10, [(row: all, value: 1), (row: row, value: 1)])
    }
    let program = try NumericProgram(p.program)
    let hints = StructureHints(periodOfRow: [-1] + (0..<Int32(periods)))
    let sequence = RowSequence(program, hints)
    #expect(sequence.longRows == [0])
    let pieces = (0..<40).map { (10 * $0 + 1)..<(10 * $0 + 11) }
    let prices = LongRowPrices(program, sequence, pieces)
    let first = prices.first(until: .never)[all]
    #expect((130...170).contains(first), "\(first)")
    // With nothing given so far, half of the sample is too little of it.
    let value = Storage(repeating: 0.0, count: program.columnCount + program.rowCount)
    let more = try #require(prices.next(at: value, until: .never))
    #expect(more[all] > first)
  }

  /// Of 60 periods with a chain and a demand each, one chain crosses where two periods meet.
  @Test func `a horizon is cut between two periods`() throws {
    var random = SplitMix64(seed: 5)
    let horizon = RandomProgram.Horizon(&random, periods: 60, resources: 1, totals: [(nil, 100)])
    let program = try NumericProgram(horizon.program.program)
    let sequence = RowSequence(program, StructureHints(periodOfRow: horizon.periodOfRow))
    let rows = program.rowCount
    #expect(rows == 121 && sequence.longRows == [0])
    let cut = sequence.cut(0..<rows)
    // The long row comes first; then two rows a period.
    #expect(cut.place % 2 == 1 && abs(cut.place - 60) <= 1)
    #expect(cut.rows == 2, "the chain and the long row")
    let (low, high) = (0..<cut.place, cut.place..<rows)
    #expect(
      (0..<rows).filter { !sequence.isWithin(low, $0) && !sequence.isWithin(high, $0) }.count == 2)
    #expect(
      sequence.columns(at: low).count + sequence.columns(at: high).count == program.columnCount)
  }

  /// What the pieces found is kept: joining them takes few pivots more than the pieces did, and all of
  /// them no more than twice what all at once takes.
  @Test func `joins go on from the pieces`() throws {
    var random = SplitMix64(seed: 6)
    let horizon = RandomProgram.Horizon(&random, periods: 400, resources: 4)
    let program = try NumericProgram(horizon.program.program)
    let joined = try #require(try start(horizon, leastRows: 100))
    let atOnce = try #require(
      DualStart(fewRows: 1).attempt(program, hints: StructureHints())?.start())
    #expect(joined.iterations < 2 * atOnce.iterations, "\(joined.iterations), \(atOnce.iterations)")
  }

  /// Whatever the pieces, the plan is worth the same.
  @Test func `pieces of every size end in the same worth`() throws {
    var random = SplitMix64(seed: 7)
    let horizon = RandomProgram.Horizon(&random, periods: 90, resources: 2, ramp: 6)
    let program = horizon.program.program
    var worth: Set<Rational> = []
    for leastRows in [12, 25, 60, 200] {
      let start = try #require(try start(horizon, leastRows: leastRows))
      let optimum = try #require(BasisSolution(of: program, at: start.basis)?.optimum)
      worth.insert(program.objective(at: optimum.point))
    }
    #expect(worth.count == 1)
  }

  /// Threads change nothing, with a plan and without, and whichever half has none.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `both halves at once end in the same basis`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var infeasible = 0
    for ramp in [nil, 6, 2, 1, 0] {
      let horizon = RandomProgram.Horizon(&random, periods: 120, resources: 3, ramp: ramp)
      let (program, hints) = (
        try NumericProgram(horizon.program.program),
        StructureHints(periodOfRow: horizon.periodOfRow)
      )
      let ends = try [1, 2, 5].map { processors in
        let method = HorizonHalves(fewRows: 2, leastRows: 30, processors: processors)
        return try #require(method.attempt(program, hints: hints)?.start())
      }
      if case .infeasible = ends[0].claim { infeasible += 1 }
      for end in ends {
        #expect(end.basis == ends[0].basis, "seed \(seed)")
        #expect(end.claim == ends[0].claim && end.iterations == ends[0].iterations)
      }
    }
    #expect(infeasible > 0)
  }

  /// Rows that stand by resource are not one after the other in time.
  @Test func `rows in no order are left to others`() throws {
    var random = SplitMix64(seed: 9)
    let horizon = RandomProgram.Horizon(&random, periods: 80, resources: 3)
    let program = try NumericProgram(horizon.program.program)
    let method = HorizonHalves(fewRows: 2, leastRows: 30)
    #expect(method.attempt(program, hints: StructureHints()) == nil)
  }

  @Test func `they give up where they are told to`() throws {
    var random = SplitMix64(seed: 1)
    let horizon = RandomProgram.Horizon(&random, periods: 80, resources: 3)
    let attempt = try #require(
      HorizonHalves(fewRows: 2, leastRows: 30).attempt(
        try NumericProgram(horizon.program.program),
        hints: StructureHints(periodOfRow: horizon.periodOfRow)))
    #expect(attempt.start(until: StopSignal { true }) == nil)
  }
}
