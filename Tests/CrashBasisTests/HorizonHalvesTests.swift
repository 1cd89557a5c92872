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

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `they solve plans over many periods, or prove that there is none`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var ended = (optimal: 0, infeasible: 0)
    for ramp in [nil, 6, 1] {
      for (sells, budget, isRound) in [
        (false, nil, false), (true, nil, false), (false, nil, true), (false, 700, false),
      ] {
        let horizon = RandomProgram.Horizon(
          &random, periods: 80, resources: 3, ramp: ramp, sells: sells, budget: budget,
          isRound: isRound)
        let what = Comment(rawValue: "seed \(seed), \(ramp ?? 0), \(sells), \(isRound)")
        let program = horizon.program.program
        let start = try #require(try start(horizon), what)
        let basic =
          start.basis.columns.count { $0 == .basic } + start.basis.rows.count { $0 == .basic }
        #expect(basic == program.rows.count, what)
        let solution = try #require(BasisSolution(of: program, at: start.basis), what)
        switch start.claim {
        case .optimal:
          #expect(solution.optimum != nil, what)
          ended.optimal += 1
        case .infeasible(let variable):
          let certificate = try #require(solution.certificate(outside: variable), what)
          #expect(program.proves(certificate), what)
          ended.infeasible += 1
        default: Issue.record("neither: \(what)")
        }
      }
    }
    #expect(ended.optimal >= 6 && ended.infeasible >= 1, "\(ended), seed \(seed)")
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
