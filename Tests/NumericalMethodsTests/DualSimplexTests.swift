// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import LinearProgram
import Testing

@testable import NumericalMethods
@testable import Oracle

/// What our own dual simplex method says is so in exact arithmetic, or it gives up.
struct DualSimplexTests {
  /// Rows and columns of every kind in small whole numbers: degenerate, boxed, fixed and free;
  /// feasible or not, bounded or not.
  static func program(_ random: inout SplitMix64) -> RandomProgram {
    var p = RandomProgram()
    p.sense = random.chance(50) ? .maximize : .minimize
    let worth = p.sense == .maximize ? -1 : 1
    let rows = random.int(1...12)
    for _ in 0..<rows {
      let side = random.int(-4...9)
      switch random.int(1...6) {
      case 1: _ = p.row(side, side)
      case 2: _ = p.row(side, nil)
      case 3: _ = p.row(side, side + random.int(1...6))
      case 4: _ = p.row(nil, nil)
      default: _ = p.row(nil, side)
      }
    }
    for _ in 0..<random.int(1...16) {
      let entries = (0..<rows).filter { _ in random.chance(35) }
        .map { (row: $0, value: random.int(-3...4)) }
      let cost = random.chance(25) ? 0 : random.int(0...6)
      let low = random.int(-2...2)
      switch random.int(1...10) {
      case 1...4: p.column(cost: worth * cost, lower: 0, entries)
      case 5...7:
        p.column(
          cost: worth * random.int(-6...6), lower: low, upper: low + random.int(1...5), entries)
      case 8: p.column(cost: worth * random.int(-6...6), lower: low, upper: low, entries)
      case 9: p.column(cost: -worth * cost, lower: nil, upper: low, entries)
      // Now and then its cost draws it away without end.
      default: p.column(cost: random.chance(70) ? 0 : cost, lower: nil, entries)
      }
    }
    return p
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `what it says of random programs is proved`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var tried = 0
    var ended = (optimal: 0, infeasible: 0)
    for round in 0..<400 {
      let program = Self.program(&random).program
      let method = DualStart(fewRows: 1)
      guard let attempt = method.attempt(try NumericProgram(program), hints: StructureHints())
      else { continue }
      tried += 1
      guard let start = attempt.start() else { continue }
      let what = Comment(rawValue: "seed \(seed), round \(round)")
      switch try start.provedVerdict(on: program, what) {
      case true: ended.optimal += 1
      case false: ended.infeasible += 1
      case nil: break
      }
    }
    #expect(tried > 150)
    #expect(ended.optimal > 40 && ended.infeasible > 40, "\(ended)")
    #expect(
      (ended.optimal + ended.infeasible) * 100 >= 97 * tried, "\(ended) of \(tried), seed \(seed)")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it solves plans over many periods, or proves that there is none`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for ramp in [nil, 6, 1] {
      let program = RandomProgram.Horizon(&random, periods: 60, resources: 3, ramp: ramp)
        .program.program
      let start = try #require(
        DualStart().attempt(try NumericProgram(program), hints: StructureHints())?.start())
      let solution = try #require(BasisSolution(of: program, at: start.basis))
      switch start.claim {
      case .optimal: #expect(solution.optimum != nil, "seed \(seed)")
      case .infeasible(let variable):
        #expect(solution.certificate(outside: variable) != nil, "seed \(seed)")
        #expect(ramp == 1)
      default: Issue.record("neither: seed \(seed), ramp \(ramp ?? 0)")
      }
    }
  }

  @Test func `it gives up where it is told to`() throws {
    var random = SplitMix64(seed: 1)
    let program = RandomProgram.Horizon(&random, periods: 80, resources: 3).program.program
    let attempt = try #require(
      DualStart().attempt(try NumericProgram(program), hints: StructureHints()))
    #expect(attempt.start(until: StopSignal { true }) == nil)
  }

  /// Where the rows leave room for so much of what pays without a bound of its own.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what only rows bound is solved as well`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let program = RandomProgram.Horizon(&random, periods: 80, resources: 3, sells: true)
      .program.program
    let numeric = try NumericProgram(program)
    #expect(numeric.hasCostWithoutEnd)
    let start = try #require(
      DualStart().attempt(numeric, hints: StructureHints())?.start(), "seed \(seed)")
    let solution = try #require(BasisSolution(of: program, at: start.basis))
    #expect(start.claim == .optimal && solution.optimum != nil, "seed \(seed)")
  }

  @Test func `a cost without an end that no row bounds is left to others`() throws {
    var p = RandomProgram()
    for _ in 0..<250 {
      let row = p.row(nil, 5)
      p.column(cost: 1, upper: 3, [(row: row, value: 1)])
    }
    // Two that bound each other only.
    let row = p.row(nil, 5)
    p.column(cost: -1, [(row: row, value: 1)])
    p.column(cost: 0, lower: nil, [(row: row, value: 1)])
    let numeric = try NumericProgram(p.program)
    #expect(numeric.endingCosts() == nil)
    #expect(DualStart().attempt(numeric, hints: StructureHints()) == nil)
  }

  /// A bound is made beyond what the rows leave room for; what proves that there is no plan must not
  /// lean on it.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `that there is no plan is proved without bounds that were made`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var p = RandomProgram()
    let rows = 300
    var capacity = 0
    let all = p.row(rows * 15, nil)
    for _ in 0..<rows {
      let (side, use) = (random.int(5...15), random.int(1...3))
      let row = p.row(nil, side)
      capacity += side
      // Drawn up, or down from a bound above.
      if random.chance(50) {
        p.column(cost: -random.int(1...9), [(row: row, value: use), (row: all, value: use)])
      } else {
        p.column(
          cost: random.int(1...9), lower: nil, upper: 0,
          [(row: row, value: -use), (row: all, value: -use)])
      }
    }
    #expect(capacity < rows * 15)
    if random.chance(50) { p.turn() }
    let numeric = try NumericProgram(p.program)
    #expect(numeric.hasCostWithoutEnd)
    let start = try #require(
      DualStart().attempt(numeric, hints: StructureHints())?.start(), "seed \(seed)")
    guard case .infeasible(let variable) = start.claim else {
      Issue.record("not said to be infeasible: seed \(seed)")
      return
    }
    let solution = try #require(BasisSolution(of: p.program, at: start.basis))
    #expect(solution.certificate(outside: variable) != nil, "seed \(seed)")
  }
}
