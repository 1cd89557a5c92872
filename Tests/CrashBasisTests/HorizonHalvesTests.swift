// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Testing

@testable import CrashBasis
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
    let program = horizon.program.program
    let start = try #require(try start(horizon), what)
    let basic =
      start.basis.columns.count { $0 == .basic } + start.basis.rows.count { $0 == .basic }
    #expect(basic == program.rows.count, what)
    let solution = try #require(BasisSolution(of: program, at: start.basis), what)
    switch start.claim {
    case .optimal:
      #expect(solution.optimum != nil, what)
      return true
    case .infeasible(let variable):
      let certificate = try #require(solution.certificate(outside: variable), what)
      #expect(program.proves(certificate), what)
      return false
    default:
      Issue.record("neither: \(what)")
      return nil
    }
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

  /// Bounds over all periods, of either side, that bind, do not, or cannot be kept.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `they price what is bounded over all periods`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var ended: [Bool?: Int] = [:]
    for round in 0..<40 {
      let totals = (0..<random.int(1...3)).map { place -> (Int?, Int?) in
        let middle = (place + 1) * random.int(300...900)
        switch random.int(1...4) {
        case 1: return (middle, nil)
        case 2: return (middle, middle)
        case 3: return (middle - 50, middle + 50)
        default: return (nil, middle)
        }
      }
      let horizon = RandomProgram.Horizon(
        &random, periods: 80, resources: 3, ramp: random.chance(50) ? 8 : nil, totals: totals)
      let sequence = RowSequence(
        try NumericProgram(horizon.program.program),
        StructureHints(periodOfRow: horizon.periodOfRow))
      #expect(sequence.longRows.count == totals.count)
      ended[try isFeasible(horizon, "seed \(seed), round \(round), \(totals)"), default: 0] += 1
    }
    #expect(ended[true] ?? 0 >= 10 && ended[false] ?? 0 >= 3, "\(ended), seed \(seed)")
  }

  /// The same program ends in the same basis, whatever the pieces, where that is the only one.
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
