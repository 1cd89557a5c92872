// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import NumericalMethods
import Testing

@testable import GLPKSolver

/// The steps of a solve, one by one.
struct SolveCourseTests {
  private let clash = LinearProgram(
    sense: .maximize,
    columns: [.init(bounds: .init(lower: .zero, upper: nil), cost: .one)],
    rows: [.init(lower: Rational(2), upper: nil), .init(lower: nil, upper: .one)],
    entries: [[.init(row: 0, value: .one), .init(row: 1, value: .one)]])

  /// maximize x + y where x + 2y ≤ 4 and 3x + y ≤ 6: the optimum is 14/5.
  private let small = LinearProgram(
    sense: .maximize,
    columns: Array(
      repeating: .init(bounds: .init(lower: .zero, upper: nil), cost: .one), count: 2),
    rows: [.init(lower: nil, upper: Rational(4)), .init(lower: nil, upper: Rational(6))],
    entries: [
      [.init(row: 0, value: .one), .init(row: 1, value: Rational(3))],
      [.init(row: 0, value: Rational(2)), .init(row: 1, value: .one)],
    ])

  private func course(
    _ program: LinearProgram, _ methods: [any CrashMethod] = []
  ) throws -> SolveCourse {
    var solver = Solver()
    (solver.catalogue.fewEntries, solver.catalogue.crashes) = (0, methods)
    return SolveCourse(try GuardedProblem(program), proving: program, by: solver)
  }

  private static let steps: [SolveStep] = [
    .search, .proofOfStart, .glpkFromStart, .glpk, .proof, .glpkEnlarged, .proofOfEnlarged,
    .feasibility, .proofOfFeasibility, .glpkFromFeasible, .lastProof,
  ]

  @Test func `whatever the steps come to, a solve ends, and no step is taken twice but a search`() {
    let outcomes: [SolveStep.Outcome] = [.found, .nothing, .exhausted, .solved]
    var ends = 0
    func walk(_ step: SolveStep, _ taken: [SolveStep]) {
      for outcome in outcomes
      where (step != .search || outcome != .nothing)
        && (step != .proofOfEnlarged || outcome == .solved)
      {
        guard let next = step.next(after: outcome) else {
          #expect(outcome == .solved || step == .lastProof || step == .glpkEnlarged)
          ends += 1
          continue
        }
        #expect(!taken.contains(next) && next != step, "\(taken) \(step) \(next)")
        walk(next, taken + [step])
      }
    }
    walk(.search, [])
    #expect(ends > 20)
    #expect(SolveStep.search.next(after: .nothing) == .search)
    // As often as there are enlargements.
    #expect(SolveStep.proofOfEnlarged.next(after: .nothing) == .glpkEnlarged)
    for step in Self.steps { #expect(step.next(after: .solved) == nil) }
  }

  @Test func `GLPK by itself, and the proof of its basis`() throws {
    var course = try course(small)
    #expect(try course.take(.search) == .exhausted)
    #expect(course.start == nil && course.statistics.method == "primal simplex")
    #expect(try course.take(.glpk) == .found)
    #expect(course.answer?.isStopped == false)
    #expect(course.solution == nil && !course.statistics.fellBack)
    #expect(try course.take(.proof) == .solved)
    #expect(course.solution?.proof == .exact)
    #expect(course.solution?.bound == Rational(14, 5))
  }

  @Test func `a basis that is said to be the last one is proved before GLPK is asked`() throws {
    var course = try course(small, [DualStart(fewRows: 1), InteriorBasis()])
    #expect(try course.take(.search) == .found)
    #expect(course.start?.claim == .optimal)
    #expect(try course.take(.proofOfStart) == .solved)
    #expect(course.answer == nil)
    #expect(course.solution?.bound == Rational(14, 5))
  }

  @Test func `a basis that is wrongly said to be the last one is where GLPK goes on`() throws {
    let bad = StartingBasisTests.Bad(kind: .rows, claim: .optimal)
    var course = try course(small, [bad])
    #expect(try course.take(.search) == .found)
    #expect(try course.take(.proofOfStart) == .nothing)
    #expect(course.solution == nil)
    #expect(try course.take(.glpkFromStart) == .found)
    #expect(try course.take(.proof) == .solved)
    #expect(course.solution?.bound == Rational(14, 5))
  }

  @Test func `a method that finds nothing gives way to the next, and then to GLPK`() throws {
    let nothing = StartingBasisTests.Bad(kind: .noneAtAll, claim: .none)
    var course = try course(small, [nothing, nothing])
    #expect(try course.take(.search) == .nothing)
    #expect(try course.take(.search) == .exhausted)
    #expect(try course.take(.glpk) == .found)
    #expect(course.statistics.fellBack && course.statistics.method == "bad")
  }

  @Test func `without the costs, a clash is proved`() throws {
    var course = try course(clash)
    #expect(try course.take(.feasibility) == .found)
    #expect(try course.take(.proofOfFeasibility) == .solved)
    #expect(course.solution?.status == .infeasible)
    let certificate = try #require(course.solution?.certificate)
    #expect(clash.proves(certificate))
  }

  @Test func `a feasible point without the costs is where the primal simplex goes on`() throws {
    var course = try course(small)
    #expect(try course.take(.feasibility) == .found)
    #expect(try course.take(.glpkFromFeasible) == .found)
    #expect(try course.take(.lastProof) == .solved)
    #expect(course.solution?.bound == Rational(14, 5))
  }

  /// Sources that each send to all sinks.
  private static func transport(_ sources: Int, _ sinks: Int) throws -> NumericProgram {
    try NumericProgram(
      LinearProgram(
        sense: .minimize,
        columns: (0..<sources * sinks).map {
          .init(bounds: .init(lower: .zero, upper: nil), cost: Rational($0 * 7 % 10 + 1))
        },
        rows: (0..<sources).map { _ in .init(lower: nil, upper: Rational(sinks)) }
          + (0..<sinks).map { _ in .init(lower: .one, upper: nil) },
        entries: (0..<sources * sinks).map {
          [.init(row: $0 / sinks, value: .one), .init(row: sources + $0 % sinks, value: .one)]
        }))
  }

  @Test func `each method is in the catalogue once, and a network of many links comes first`()
    throws
  {
    let catalogue = MethodChoice.Catalogue()
    let names = catalogue.crashes.map(\.name)
    #expect(Set(names).count == names.count && names.count >= 7)
    func order(_ program: NumericProgram) -> [String] {
      catalogue.methods(for: program, hints: StructureHints()).map(\.name)
    }
    let wide = order(try Self.transport(40, 50))
    #expect(wide.first == "network simplex")
    #expect(wide.sorted() == names.sorted())
    #expect(order(try Self.transport(3, 400)) == names)
    #expect(order(try Self.transport(2, 3)).isEmpty)
  }
}
