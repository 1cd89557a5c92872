// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import NumericalMethods
import Testing

@testable import GLPKSolver
@testable import Oracle

/// A starting basis is a hint: whatever it is, the verdict is the same.
struct StartingBasisTests {
  /// Says what it is told to say.
  struct Bad: CrashMethod {
    enum Kind: CaseIterable { case singular, random, tooManyBasic, tooFewBasic, noneAtAll, rows }

    let kind: Kind
    let claim: StartingBasis.Claim
    let name = "bad"

    func attempt(_ program: NumericProgram, hints: StructureHints) -> CrashAttempt? {
      CrashAttempt(why: "test") { _ in start(program) }
    }

    private func start(_ program: NumericProgram) -> StartingBasis? {
      var random = SplitMix64(seed: UInt64(program.entryCount))
      let (columns, rows) = (program.columnCount, program.rowCount)
      func basis(_ basic: [Int]) -> Basis {
        var basis = Basis(
          columns: .init(repeating: .atLower, count: columns),
          rows: .init(repeating: .atUpper, count: rows))
        for variable in basic {
          if variable < columns {
            basis.columns[variable] = .basic
          } else {
            basis.rows[variable - columns] = .basic
          }
        }
        return basis
      }
      let all = Array(0..<(columns + rows))
      switch kind {
      case .singular:
        return .init(basis: basis(Array(all.prefix(rows))), claim: claim, iterations: 1)
      case .random:
        return .init(basis: basis(random.some(rows, of: all)), claim: claim, iterations: 1)
      case .tooManyBasic: return .init(basis: basis(all), claim: claim, iterations: 1)
      case .tooFewBasic: return .init(basis: basis([]), claim: claim, iterations: 1)
      case .noneAtAll: return nil
      case .rows:
        return .init(basis: basis(Array(all.suffix(rows))), claim: claim, iterations: 1)
      }
    }
  }

  /// A program of a few rows and columns; often infeasible or unbounded.
  static func random(_ random: inout SplitMix64) -> LinearProgram {
    let rows = random.int(1...6)
    let columns = random.int(1...7)
    let bounds = (0..<rows).map { _ -> LinearProgram.Bounds in
      let side = Rational(random.int(-3...9))
      switch random.int(1...4) {
      case 1: return .init(lower: side, upper: nil)
      case 2: return .init(lower: side, upper: side)
      default: return .init(lower: nil, upper: side)
      }
    }
    return LinearProgram(
      sense: random.chance(50) ? .minimize : .maximize,
      columns: (0..<columns).map { _ in
        .init(
          bounds: .init(
            lower: random.chance(90) ? Rational(random.int(-1...1)) : nil,
            upper: random.chance(40) ? Rational(random.int(2...6)) : nil),
          cost: Rational(random.int(-3...5)))
      }, rows: bounds,
      entries: (0..<columns).map { _ in
        (0..<rows).filter { _ in random.chance(60) }
          .map { ($0, random.int(-2...4)) }.filter { $0.1 != 0 }
          .map { .init(row: $0.0, value: Rational($0.1)) }
      })
  }

  @Test(arguments: Bad.Kind.allCases)
  func `a bad starting basis changes no verdict`(kind: Bad.Kind) throws {
    var random = SplitMix64(seed: 7)
    for round in 0..<200 {
      let program = Self.random(&random)
      var plain = Solver()
      plain.catalogue.crashes = []
      var misled = Solver()
      misled.catalogue.fewEntries = 0
      let claim = [StartingBasis.Claim.optimal, .dualFeasible, .primalFeasible, .none][round % 4]
      misled.catalogue.crashes = [Bad(kind: kind, claim: claim)]
      let right = try plain.solve(program)
      let answer = try misled.solve(program)
      #expect(answer.status == right.status, "round \(round)")
      #expect(answer.proof == right.proof, "round \(round)")
      #expect(answer.bound == right.bound, "round \(round)")
    }
  }

  @Test func `every method ends in the verdict of the plain solver`() throws {
    var random = SplitMix64(seed: 11)
    for round in 0..<600 {
      let program = Self.random(&random)
      var plain = Solver()
      plain.catalogue.crashes = []
      var eager = Solver()
      eager.catalogue.fewEntries = 0
      // As many methods as can be asked for such small programs.
      eager.catalogue.crashes.insert(HorizonHalves(fewRows: 2, leastRows: 3), at: round % 8)
      eager.catalogue.crashes.insert(HorizonInterior(fewRows: 2), at: round % 9)
      let right = try plain.solve(program)
      let answer = try eager.solve(program)
      #expect(answer.status == right.status, "round \(round)")
      #expect(answer.proof == .exact, "round \(round)")
      #expect(answer.bound == right.bound, "round \(round)")
    }
  }

  /// Infeasible programs are proved from its basis, without GLPK.
  @Test func `the sparse dual simplex ends in the verdict of the plain solver`() throws {
    var random = SplitMix64(seed: 13)
    let method = DualStart(fewRows: 1)
    var (tried, withoutGLPK) = (0, 0)
    for round in 0..<600 {
      let program = Self.random(&random)
      var plain = Solver()
      plain.catalogue.crashes = []
      var sparse = Solver()
      sparse.catalogue.fewEntries = 0
      sparse.catalogue.crashes = [method]
      let right = try plain.solve(program)
      let answer = try sparse.solve(program)
      #expect(answer.status == right.status, "round \(round)")
      #expect(answer.proof == .exact, "round \(round)")
      #expect(answer.bound == right.bound, "round \(round)")
      if method.attempt(try NumericProgram(program), hints: StructureHints()) == nil { continue }
      tried += 1
      if answer.statistics?.pivots == 0 { withoutGLPK += 1 }
    }
    #expect(tried > 150)
    #expect(withoutGLPK * 100 >= 97 * tried, "\(withoutGLPK) of \(tried)")
  }
}
