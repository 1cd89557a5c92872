// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import GLPKGuard
import Instances
import LinearProgram
import Testing

@testable import GLPKSolver

struct WarmSolverTests {
  private func kind(_ verdict: Verdict?, _ program: LinearProgram) -> String {
    switch verdict {
    case nil: "nothing"
    case .optimal(let optimum): "optimal \(program.objective(at: optimum.point))"
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    }
  }

  private func cold(_ program: LinearProgram) throws -> String {
    let solution = try Solver().solve(program)
    #expect(solution.proof == .exact)
    return solution.status == .optimal ? "optimal \(solution.bound!)" : "\(solution.status)"
  }

  @Test func `a chain of changes gives what solving anew gives, proved`() throws {
    var state: UInt64 = 2026
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    var seen: Set<String> = []
    for round in 0..<60 {
      let (m, n) = (random(1...6), random(1...7))
      var program = LinearProgram(
        sense: random(0...1) == 0 ? .minimize : .maximize,
        columns: (0..<n).map { _ in
          .init(
            bounds: .init(
              lower: random(0...4) > 0 ? .zero : nil,
              upper: random(0...2) > 0 ? Rational(random(0...9)) : nil),
            cost: Rational(random(-5...5)))
        },
        rows: (0..<m).map { _ in
          let low = Rational(random(-4...4))
          return [
            .init(lower: low, upper: nil), .init(lower: nil, upper: low),
            .init(lower: low, upper: low + Rational(random(0...5))),
          ][random(0...2)]
        },
        entries: (0..<n).map { _ in
          (0..<m).compactMap { row in
            let value = random(-3...3)
            return value == 0 ? nil : .init(row: row, value: Rational(value, random(1...3)))
          }
        })
      let warm = try WarmSolver(program)
      defer { warm.close() }
      for step in 0..<12 {
        if random(0...3) > 0 {
          let i = random(0...(m - 1))
          let by = Rational(random(-3...3), 2)
          program.rows[i].lower = program.rows[i].lower.map { $0 + by }
          program.rows[i].upper = program.rows[i].upper.map { $0 + by }
        }
        if random(0...3) == 0 {
          program.columns[random(0...(n - 1))].cost = Rational(random(-5...5))
        }
        if random(0...4) == 0 {
          let j = random(0...(n - 1))
          if let upper = program.columns[j].bounds.upper {
            program.columns[j].bounds.upper = upper + Rational(random(0...4))
          }
        }
        let verdict = try warm.verdict(on: program)
        let isProved = verdict.map { program.proves($0) } ?? false
        #expect(isProved, "round \(round), step \(step)")
        #expect(kind(verdict, program) == (try cold(program)), "round \(round), step \(step)")
        seen.insert(String(kind(verdict, program).prefix(5)))
      }
    }
    #expect(seen == ["optim", "infea", "unbou"])
  }

  @Test func `sessions live beside each other and beside other solves of the same thread`() throws {
    let stairs = [
      Staircase(periods: 4, resources: 3, demands: 2), .init(periods: 3, resources: 2, demands: 1),
    ]
    let warm = try stairs.map { try WarmSolver($0.program) }
    for _ in 0..<5 {
      for (stairs, warm) in zip(stairs, warm) {
        let alone = try Solver().solve(stairs.program)
        let verdict = try warm.verdict(on: stairs.program)
        #expect(kind(verdict, stairs.program) == "optimal \(alone.bound!)")
      }
    }
    warm.forEach { $0.close() }
    // Closed, it is slow and still right.
    #expect(
      kind(try warm[0].verdict(on: stairs[0].program), stairs[0].program).hasPrefix("optimal"))
  }

  @Test func `a session without memory is a failure and not a crash`() throws {
    let program = Staircase(periods: 200, resources: 20, demands: 2).program
    #expect(throws: SolverFailure.self) {
      try WarmSolver(program, limits: SolverLimits(memoryMegabytes: 1))
    }
  }

  @Test func `an abort ends the session and nothing else`() throws {
    let program = Staircase(periods: 3, resources: 2, demands: 1).program
    for _ in 0..<20 {
      let session = try Session(GuardedProblem(program))
      #expect(try session.solve(.init()).outcome == GUARD_OPTIMAL)
      var wrong = Session.Step()
      wrong.rows.append(program.rows.count, (lower: 0, upper: 1))
      #expect(throws: SolverFailure.self) { try session.solve(wrong) }
      #expect(throws: SolverFailure.self) { try session.solve(.init()) }
      session.close()
      #expect(throws: SolverFailure.self) { try session.solve(.init()) }
      #expect(try Solver().solve(program).proof == .exact)
    }
  }

  @Test func `a limit on the iterations stops a session, which then goes on from there`() throws {
    let program = Staircase(periods: 30, resources: 6, demands: 2).program
    let session = try Session(GuardedProblem(program))
    defer { session.close() }
    var step = Session.Step()
    step.iterationLimit = 3
    #expect(try session.solve(step).outcome == GUARD_STOPPED)
    let answer = try session.solve(.init())
    #expect(answer.outcome == GUARD_OPTIMAL)
    let verdict = program.exactVerdict(from: answer.basis)
    #expect(kind(verdict, program) == (try cold(program)))
  }
}
