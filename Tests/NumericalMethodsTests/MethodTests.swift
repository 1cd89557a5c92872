// SPDX-License-Identifier: GPL-3.0-or-later
import ExactSimplex
import LinearProgram
import NumericalMethods
import Testing

@testable import Oracle

/// Whatever a method returns is a basis; where it says that the basis is optimal, exact arithmetic
/// agrees; and on programs of its shape it mostly gets there.
struct MethodTests {
  /// - Returns: how many of the programs with an optimum the method ended at it.
  static func share(
    _ method: any CrashMethod, rounds: Int, seed: UInt64,
    _ make: (inout SplitMix64) -> RandomProgram
  ) throws -> (solved: Int, optimal: Int) {
    var random = SplitMix64(seed: seed)
    var (solved, optimal) = (0, 0)
    for round in 0..<rounds {
      let program = make(&random).program
      guard case .optimal(let best)? = program.exactVerdict(from: Basis(ofRowsIn: program)) else {
        _ = method.attempt(try NumericProgram(program), hints: StructureHints())?.start()
        continue
      }
      optimal += 1
      let numeric = try NumericProgram(program)
      guard let start = method.attempt(numeric, hints: StructureHints())?.start() else { continue }
      let basic =
        start.basis.columns.count { $0 == .basic } + start.basis.rows.count { $0 == .basic }
      #expect(basic == program.rows.count, "\(method.name), seed \(seed), round \(round)")
      let solution = BasisSolution(of: program, at: start.basis)
      #expect(solution != nil, "singular: \(method.name), seed \(seed), round \(round)")
      guard start.claim == .optimal else { continue }
      solved += 1
      let objective = solution?.optimum.map { program.objective(at: $0.point) }
      #expect(
        objective == program.objective(at: best.point),
        "\(method.name), seed \(seed), round \(round)")
    }
    return (solved, optimal)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `block prices end at the optimum of small block programs`(seed: UInt64) throws {
    let (solved, optimal) = try Self.share(BlockPrices(), rounds: 300, seed: seed) {
      RandomProgram.blocks(&$0, blocks: $0.int(0...6), singles: $0.int(0...6), floors: false)
    }
    #expect(optimal > 100)
    #expect(solved * 100 > optimal * 95, "\(solved) of \(optimal)")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `block prices that fall without end prove that there is no plan`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var (infeasible, proved) = (0, 0)
    for round in 0..<600 {
      let program = RandomProgram.blocks(
        &random, blocks: random.int(0...6), singles: random.int(0...6), floors: round % 2 == 0
      ).program
      guard case .infeasible? = program.exactVerdict(from: Basis(ofRowsIn: program)) else {
        continue
      }
      infeasible += 1
      let attempt = BlockPrices().attempt(try NumericProgram(program), hints: StructureHints())
      guard let start = attempt?.start(), case .infeasible(let variable) = start.claim else {
        continue
      }
      let certificate = BasisSolution(of: program, at: start.basis)?.certificate(outside: variable)
      if let certificate, program.proves(certificate) { proved += 1 }
    }
    #expect(infeasible > 30)
    #expect(proved * 100 > infeasible * 80, "\(proved) of \(infeasible)")
  }

  /// Resources whose amounts are columns too: what ends the way to the optimum is none of the
  /// choices that are nearest to a tie at first.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `block prices place many workloads on amounts that are held`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var p = RandomProgram()
    p.sense = .maximize
    let workloads = 10_000
    let held = (0..<3).map { _ in p.row(nil, 0) }
    for row in held { p.column(cost: 0, upper: workloads / 20, [(row: row, value: -1)]) }
    for _ in 0..<workloads {
      let share = p.row(nil, 1)
      let worth = random.int(10_000...120_000)
      let parts = [1000, random.int(500...900), random.int(200...400)]
      for (row, part) in zip(held, parts) {
        p.column(cost: worth * part / 1000, [(row: row, value: 1), (row: share, value: 1)])
      }
    }
    let program = p.program
    let start = try #require(
      BlockPrices().attempt(try NumericProgram(program), hints: StructureHints())?.start())
    #expect(start.claim == .optimal)
    #expect(BasisSolution(of: program, at: start.basis)?.optimum != nil)
  }

  /// A floor may be worth exceeding, which block prices leave to others.
  @Test func `block prices tell when a floor is in the way`() throws {
    let (solved, optimal) = try Self.share(BlockPrices(), rounds: 500, seed: 4) {
      RandomProgram.blocks(&$0, blocks: $0.int(0...6), singles: $0.int(0...6), floors: true)
    }
    #expect(solved > optimal / 2, "\(solved) of \(optimal)")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an interior point ends at the optimum of small programs`(seed: UInt64) throws {
    let (solved, optimal) = try Self.share(InteriorBasis(), rounds: 200, seed: seed) {
      RandomProgram.blocks(&$0, blocks: $0.int(0...6), singles: $0.int(0...6), floors: true)
    }
    #expect(solved * 100 > optimal * 60, "\(solved) of \(optimal)")
  }

  @Test func `an interior point ends at the optimum of max-min programs`() throws {
    let (solved, optimal) = try Self.share(InteriorBasis(), rounds: 60, seed: 5) {
      RandomProgram.fair(&$0, jobs: $0.int(2...10))
    }
    #expect(solved * 100 > optimal * 70, "\(solved) of \(optimal)")
  }

  @Test(arguments: [6, 7] as [UInt64])
  func `a common level is the optimum where nothing shared binds`(seed: UInt64) throws {
    let (solved, optimal) = try Self.share(CommonLevel(), rounds: 150, seed: seed) {
      RandomProgram.fair(&$0, jobs: $0.int(10...14), slack: true)
    }
    #expect(optimal > 100)
    #expect(solved * 3 > optimal, "\(solved) of \(optimal)")
  }

  @Test func `a common level is the optimum where one linking row binds`() throws {
    let (solved, optimal) = try Self.share(CommonLevel(), rounds: 300, seed: 8) {
      RandomProgram.fair(&$0, jobs: $0.int(10...14))
    }
    #expect(optimal > 100)
    #expect(solved > 3, "\(solved) of \(optimal)")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the network simplex method ends at the optimum of networks`(seed: UInt64) throws {
    let (solved, optimal) = try Self.share(NetworkSimplex(), rounds: 300, seed: seed) {
      RandomProgram.network(&$0, nodes: $0.int(1...7), arcs: $0.int(1...15))
    }
    #expect(optimal > 50)
    #expect(solved == optimal, "\(solved) of \(optimal)")
  }
}
