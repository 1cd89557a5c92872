// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import LinearProgram
import Testing

@testable import NumericalMethods
@testable import Oracle

/// What sifting says of a program is so in exact arithmetic, or it gives up.
struct SiftingTests {
  /// Many columns over a few rows of every kind, in small whole numbers; most have no upper bound.
  static func program(_ random: inout SplitMix64) -> RandomProgram {
    var p = RandomProgram()
    p.sense = random.chance(50) ? .maximize : .minimize
    let worth = p.sense == .maximize ? -1 : 1
    let rows = random.int(1...5)
    let isCovering = random.chance(60)
    // Every unit takes of the first row, and gives at most nine times that to the second.
    let isStarved = rows > 1 && random.chance(30)
    for i in 0..<rows {
      if isStarved && i < 2 {
        _ = i == 0 ? p.row(nil, 3) : p.row(random.int(20...60), nil)
        continue
      }
      let side = random.int(isCovering ? 1...60 : -20...60)
      switch random.int(1...6) {
      case 1: _ = p.row(side, side)
      case 2: _ = p.row(side, side + random.int(0...9))
      case 3: _ = p.row(nil, isCovering ? 40 * side : side)
      default: _ = p.row(side, nil)
      }
    }
    for _ in 0..<random.int(60...150) {
      let entries = (0..<rows).filter { random.chance(50) || isStarved && $0 < 2 }
        .map { (row: $0, value: random.int(isCovering || isStarved && $0 < 2 ? 1...9 : -4...6)) }
      let cost = worth * random.int(0...30)
      switch random.int(1...30) {
      case 1: p.column(cost: cost, upper: random.int(1...3), entries)
      case 2 where !isStarved: p.column(cost: -cost, lower: nil, upper: random.int(-1...1), entries)
      case 3 where !isStarved && random.chance(30): p.column(cost: 0, lower: nil, entries)
      case 4: p.column(cost: cost, lower: random.int(0...2), entries)
      default: p.column(cost: cost, entries)
      }
    }
    return p
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what it says of random programs is proved`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var (tried, optimal, infeasible, steps) = (0, 0, 0, 0)
    for round in 0..<400 {
      let program = Self.program(&random).program
      let method = Sifting(columnsPerRow: 5, fewColumns: 1, perRow: 1, batch: 3)
      guard let attempt = method.attempt(try NumericProgram(program), hints: StructureHints())
      else { continue }
      tried += 1
      guard let start = attempt.start() else { continue }
      let what = Comment(rawValue: "seed \(seed), round \(round)")
      steps += start.iterations
      let solution = try #require(BasisSolution(of: program, at: start.basis), what)
      switch start.claim {
      case .optimal:
        #expect(solution.optimum != nil, what)
        optimal += 1
      case .infeasible(let variable):
        let certificate = try #require(solution.certificate(outside: variable), what)
        #expect(program.proves(certificate), what)
        infeasible += 1
      case .primalFeasible, .dualFeasible, .none: Issue.record("no such claim is made: \(what)")
      }
    }
    #expect(tried > 250 && steps > tried)
    #expect(optimal > 150 && infeasible > 30, "\(optimal), \(infeasible) of \(tried)")
    #expect((optimal + infeasible) * 100 >= 95 * tried, "\(optimal), \(infeasible) of \(tried)")
  }

  @Test func `it is for programs of many columns without an end`() throws {
    func attempt(rows: Int, columns: Int, upper: Int?) throws -> CrashAttempt? {
      var p = RandomProgram()
      for _ in 0..<rows { _ = p.row(5, nil) }
      for j in 0..<columns {
        p.column(cost: 1 + j % 7, upper: upper, [(row: j % rows, value: 1 + j % 3)])
      }
      return Sifting().attempt(try NumericProgram(p.program), hints: StructureHints())
    }
    #expect(try attempt(rows: 10, columns: 6000, upper: nil) != nil)
    #expect(try attempt(rows: 10, columns: 6000, upper: 4) == nil)
    #expect(try attempt(rows: 600, columns: 6000, upper: nil) == nil)
    #expect(try attempt(rows: 10, columns: 600, upper: nil) == nil)
  }
}
