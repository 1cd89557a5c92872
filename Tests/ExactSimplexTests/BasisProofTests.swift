// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle
import ExactNumbers
import LinearProgram
import Testing

@testable import ExactSimplex

/// What is said of a basis that is not written down in exact fractions.
struct BasisProofTests {
  private func programs(_ count: Int, seed: UInt64) -> [LinearProgram] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      generator.program(columns: 2 + generator.int(0...5), rows: 1 + generator.int(0...4))
    }
  }

  @Test func `a rounded optimum has the figures of the exact one, and other bases have none`() {
    var (rounded, refused) = (0, 0)
    for (round, program) in programs(600, seed: 301).enumerated() {
      guard case .optimal(let optimum) = program.exactVerdict(from: Basis(ofRowsIn: program))
      else { continue }
      let place: Comment = "seed 301, round \(round)"
      guard let found = program.roundedOptimum(at: optimum.basis) else {
        Issue.record("not proved, \(place)")
        continue
      }
      rounded += 1
      #expect(found.objective == program.objective(at: optimum.point), place)
      let vertex = BasisSolution(of: program, at: optimum.basis)!
      #expect(found.point == vertex.point!, place)
      #expect(found.prices == vertex.prices!, place)
      #expect(found.activities == program.activities(at: vertex.point!), place)
      #expect(found.reducedCosts == program.reducedCosts(prices: vertex.prices!), place)
      var generator = SplitMix64(seed: UInt64(round))
      let statuses: [Basis.Status] = [.basic, .atLower, .atUpper, .atZero]
      for _ in 0..<5 {
        let other = Basis(
          columns: program.columns.map { _ in statuses[generator.int(0...3)] },
          rows: program.rows.map { _ in statuses[generator.int(0...3)] })
        if let found = program.roundedOptimum(at: other) {
          #expect(found.objective == program.objective(at: optimum.point), place)
        } else {
          refused += 1
        }
      }
    }
    #expect(rounded > 100 && refused > 300)
  }

  /// Degenerate vertices and ties among them: what no enclosure tells is calculated exactly.
  @Test func `a lifted optimum that is not written down is rounded from the exact one`() {
    var limits = ProofLimits.onlyOptimum
    (limits.elimination, limits.enclosure, limits.writing) = (0, 0, 0)
    var (rounded, refused) = (0, 0)
    for (round, program) in programs(600, seed: 305).enumerated() {
      guard case .optimal(let optimum) = program.exactVerdict(from: Basis(ofRowsIn: program))
      else { continue }
      let place: Comment = "seed 305, round \(round)"
      switch program.proof(from: optimum.basis, limits: limits) {
      case .rounded(let found):
        rounded += 1
        let vertex = BasisSolution(of: program, at: optimum.basis)!
        #expect(found.point.map(\.double) == vertex.point!.map(\.double), place)
        #expect(found.prices.map(\.double) == vertex.prices!.map(\.double), place)
        #expect(
          found.activities.map(\.double) == program.activities(at: vertex.point!).map(\.double),
          place)
        #expect(
          found.reducedCosts.map(\.double)
            == program.reducedCosts(prices: vertex.prices!).map(\.double), place)
      case .exact: break
      default: Issue.record("not proved, \(place)")
      }
      var generator = SplitMix64(seed: UInt64(round))
      let statuses: [Basis.Status] = [.basic, .atLower, .atUpper, .atZero]
      for _ in 0..<5 {
        let other = Basis(
          columns: program.columns.map { _ in statuses[generator.int(0...3)] },
          rows: program.rows.map { _ in statuses[generator.int(0...3)] })
        if case .rounded(let found) = program.proof(from: other, limits: limits) {
          #expect(found.objective.double == program.objective(at: optimum.point).double, place)
        } else {
          refused += 1
        }
      }
    }
    #expect(rounded > 50 && refused > 300, "\(rounded) \(refused)")
  }

  /// Numbers of 17 digits, so that no figure is a short fraction, and a column that is half of one
  /// basic column and three times another: its reduced cost is 0, which no enclosure can tell.
  @Test func `a column that ties exactly leaves nothing open`() throws {
    var generator = SplitMix64(seed: 303)
    func number() -> Rational {
      let digits = (0..<17).map { _ in String(generator.int(1...9)) }.joined()
      return Rational(digits: digits, exponent: -16)
    }
    for round in 0..<60 {
      let size = 4
      let matrix = (0..<size).map { _ in (0..<size).map { _ in number() } }
      let costs = (0..<size).map { _ in number() }
      let point = (0..<size).map { _ in number() }
      func entries(_ weights: [Rational]) -> [LinearProgram.Entry] {
        (0..<size).map { i in
          let sum = (0..<size).reduce(Rational.zero) { $0 + matrix[$1][i] * weights[$1] }
          return .init(row: i, value: sum)
        }
      }
      func unit(_ j: Int) -> [Rational] { (0..<size).map { $0 == j ? .one : .zero } }
      let tied = [Rational(1, 2), Rational(3), .zero, .zero]
      let free = LinearProgram.Bounds(lower: .zero, upper: nil)
      let rows = entries(point).map { LinearProgram.Bounds(lower: $0.value, upper: $0.value) }
      for (extra, isOptimal) in [(Rational.zero, true), (number(), true), (-number(), false)] {
        let cost = costs[0] * tied[0] + costs[1] * tied[1] + extra
        let program = LinearProgram(
          sense: .minimize,
          columns: costs.map { .init(bounds: free, cost: $0) } + [.init(bounds: free, cost: cost)],
          rows: rows, entries: (0..<size).map { entries(unit($0)) } + [entries(tied)])
        let basis = Basis(
          columns: Array(repeating: .basic, count: size) + [.atLower],
          rows: Array(repeating: .atLower, count: size))
        let found = program.roundedOptimum(at: basis)
        #expect((found != nil) == isOptimal, "round \(round), \(extra)")
        guard let found else { continue }
        #expect(found.reducedCosts[size] == Rational(exactly: extra.double), "round \(round)")
      }
    }
  }

  @Test func `a safe bound never cuts the optimum off, and is near it`() {
    var (near, found) = (0, 0)
    for (round, program) in programs(600, seed: 302).enumerated() {
      guard case .optimal(let optimum) = program.exactVerdict(from: Basis(ofRowsIn: program))
      else { continue }
      let objective = program.objective(at: optimum.point)
      var generator = SplitMix64(seed: UInt64(round))
      for error in [0.0, 1e-12, 1e-3] {
        let prices = optimum.prices.map {
          $0.double * (1 + error * Double(generator.int(-9...9)))
            + error * Double(generator.int(-9...9))
        }
        // However far off the objective is said to be, the bound holds.
        var safe = SafeBound(program, objective: objective.double + Double(generator.int(-5...5)))
        guard let bound = safe.value(prices: prices).map({ Rational(exactly: $0) }) else {
          continue
        }
        found += 1
        let isSafe = program.sense == .minimize ? bound <= objective : bound >= objective
        #expect(isSafe, "seed 302, round \(round)")
      }
      if let known = program.boundedOptimum(at: optimum.basis), known.isNearlyOptimal {
        near += 1
        let isSafe =
          program.sense == .minimize ? known.bound <= objective : known.bound >= objective
        #expect(isSafe && known.relativeGap < 1e-9, "seed 302, round \(round)")
      }
    }
    #expect(found > 200 && near > 80)
  }

  @Test func `a basis that agrees with a vertex and its prices gives just these`() {
    var found = 0
    for (round, program) in programs(600, seed: 305).enumerated() {
      guard case .optimal(let optimum) = program.exactVerdict(from: Basis(ofRowsIn: program))
      else { continue }
      let place: Comment = "seed 305, round \(round)"
      func wish(_ value: Rational, _ bounds: LinearProgram.Bounds, _ price: Rational) -> BasisWish {
        let status: Basis.Status
        if value == bounds.lower {
          status = .atLower
        } else if value == bounds.upper {
          status = .atUpper
        } else {
          return price.isZero ? .basic : .held(.atZero)
        }
        return price.isZero ? .either(status) : .held(status)
      }
      let costs = program.reducedCosts(prices: optimum.prices)
      let activity = program.activities(at: optimum.point)
      let basis = Basis(
        of: program,
        columns: program.columns.indices.map {
          wish(optimum.point[$0], program.columns[$0].bounds, costs[$0])
        },
        rows: program.rows.indices.map { wish(activity[$0], program.rows[$0], optimum.prices[$0]) })
      // A free variable at 0 without a price may be held or basic, and here it is said to be basic.
      guard let basis, let solution = BasisSolution(of: program, at: basis) else { continue }
      found += 1
      #expect(solution.point == optimum.point, place)
      #expect(solution.prices == optimum.prices, place)
    }
    #expect(found > 150)
  }

  /// Jobs on machines with a common least throughput of four decimals: the exact optimum has as
  /// many digits as there are jobs.
  private func fairProgram(jobs: Int) -> LinearProgram {
    var generator = SplitMix64(seed: 303)
    typealias Bounds = LinearProgram.Bounds
    var rows = [Bounds](repeating: Bounds(lower: nil, upper: .one), count: jobs)
    rows += Array(repeating: Bounds(lower: .zero, upper: nil), count: jobs)
    rows.append(Bounds(lower: nil, upper: Rational(jobs, 8)))
    var program = LinearProgram(sense: .maximize, rows: rows)
    for job in 0..<jobs {
      let speed = Rational(10_000 + generator.int(0...90_000), 10_000)
      program.append(
        .init(bounds: Bounds(lower: .zero, upper: nil), cost: .zero),
        entries: [
          .init(row: job, value: .one), .init(row: jobs + job, value: speed),
          .init(row: 2 * jobs, value: .one),
        ])
    }
    program.append(
      .init(bounds: Bounds(lower: .zero, upper: nil), cost: .one),
      entries: (jobs..<2 * jobs).map { LinearProgram.Entry(row: $0, value: Rational(-1)) })
    return program
  }

  @Test func `a basis with a common column is proved, though its fractions are too long`() throws {
    let jobs = 1_000
    let program = fairProgram(jobs: jobs)
    var basis = Basis(ofRowsIn: program)
    for job in 0..<jobs {
      basis.columns[job] = .basic
      basis.rows[jobs + job] = .atLower
    }
    basis.columns[jobs] = .basic
    basis.rows[2 * jobs] = .atUpper
    guard case .rounded(let optimum) = program.proof(from: basis) else {
      Issue.record("not rounded")
      return
    }
    // The capacity over the sum of all times.
    var time = Rational.zero
    for job in 0..<jobs { time += .one / program.entries[job].dropFirst().first!.value }
    #expect(optimum.objective.double == (Rational(jobs, 8) / time).double)
    #expect(optimum.activities[2 * jobs] == Rational(jobs, 8))
    let areZero = optimum.reducedCosts.allSatisfy { $0.isZero }
    #expect(areZero)
    // A basis that leaves the capacity free is not optimal.
    basis.rows[2 * jobs] = .basic
    basis.rows[0] = .atUpper
    if program.proof(from: basis, limits: .onlyOptimum) != nil { Issue.record("not optimal") }
  }

  @Test func `a kernel without structure is proved by lifting`() throws {
    // A x ≤ b, maximize c·x with A ≥ 0 where c is a positive sum of rows: all rows held.
    var generator = SplitMix64(seed: 304)
    let size = 60
    typealias Entry = LinearProgram.Entry
    let columns = (0..<size).map { j in
      (0..<size).compactMap { i -> Entry? in
        i == j || generator.chance(10)
          ? Entry(row: i, value: Rational(i == j ? 5_000 : generator.int(1...900), 100)) : nil
      }
    }
    let costs = columns.map { column in
      column.reduce(Rational.zero) { $0 + $1.value * Rational(1 + $1.row, 10) }
    }
    var activity = [Rational](repeating: .zero, count: size)
    for (j, column) in columns.enumerated() {
      for entry in column { activity[entry.row] += entry.value * Rational(1 + j, 7) }
    }
    let program = LinearProgram(
      sense: .maximize,
      columns: costs.map { .init(bounds: .init(lower: .zero, upper: nil), cost: $0) },
      rows: activity.map { .init(lower: nil, upper: $0 + Rational(generator.int(0...9), 100)) },
      entries: columns)
    let basis = Basis(
      columns: Array(repeating: .basic, count: size), rows: Array(repeating: .atUpper, count: size))
    var limits = ProofLimits()
    (limits.elimination, limits.enclosure, limits.tableau) = (1_000, 0, 0)
    guard case .exact(.optimal(let optimum)) = program.proof(from: basis, limits: limits) else {
      Issue.record("not proved")
      return
    }
    #expect(program.proves(optimum))
    let prices = (0..<size).map { Rational(1 + $0, 10) }
    #expect(optimum.prices == prices)
    (limits.lifting, limits.bound) = (1_000, 0)
    if program.proof(from: basis, limits: limits) != nil { Issue.record("beyond the limit") }
  }
}
