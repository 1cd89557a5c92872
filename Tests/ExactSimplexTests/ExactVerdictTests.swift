// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle
import ExactNumbers
import LinearProgram
import Testing

@testable import ExactSimplex

struct ExactVerdictTests {
  private func program(_ generator: inout SplitMix64) -> LinearProgram {
    let n = 2 + Int(generator.next() % 5)
    let m = 1 + Int(generator.next() % 5)
    let number = { (generator: inout SplitMix64) -> Rational in
      let value = Int(generator.next() % 11) - 5
      switch generator.next() % 6 {
      case 0: return Rational(value, 10)
      case 1: return Rational(digits: String(value), exponent: Int(generator.next() % 9) - 4)
      default: return Rational(value)
      }
    }
    let bounds = { (generator: inout SplitMix64) -> LinearProgram.Bounds in
      let a = number(&generator)
      switch generator.next() % 6 {
      case 0: return .init(lower: nil, upper: nil)
      case 1: return .init(lower: a, upper: a)
      case 2: return .init(lower: nil, upper: a)
      case 3: return .init(lower: a, upper: a + number(&generator).magnitude)
      default: return .init(lower: a, upper: nil)
      }
    }
    return LinearProgram(
      sense: generator.next() % 2 == 0 ? .minimize : .maximize,
      columns: (0..<n).map { _ in .init(bounds: bounds(&generator), cost: number(&generator)) },
      rows: (0..<m).map { _ in bounds(&generator) },
      entries: (0..<n).map { _ in
        (0..<m).compactMap { row in
          let value = number(&generator)
          return value.isZero || generator.next() % 3 == 0
            ? nil : LinearProgram.Entry(row: row, value: value)
        }
      })
  }

  private func kind(_ verdict: Verdict?, _ program: LinearProgram) -> String {
    switch verdict {
    case nil: "nothing"
    case .optimal(let optimum): "optimal \(program.objective(at: optimum.point))"
    case .infeasible: "infeasible"
    case .unbounded: "unbounded"
    }
  }

  @Test func `every start ends in the same proved verdict`() throws {
    var generator = SplitMix64(seed: 7)
    var seen: Set<String> = []
    for round in 0..<1500 {
      let program = program(&generator)
      let first = program.exactVerdict(from: Basis(ofRowsIn: program))
      let verdict = try #require(first, "round \(round)")
      #expect(program.proves(verdict), "round \(round)")
      seen.insert(String(kind(verdict, program).prefix(5)))
      for _ in 0..<3 {
        let statuses: [Basis.Status] = [.basic, .atLower, .atUpper, .atZero]
        let hint = Basis(
          columns: program.columns.map { _ in statuses[Int(generator.next() % 4)] },
          rows: program.rows.map { _ in statuses[Int(generator.next() % 4)] })
        let other = program.exactVerdict(from: hint)
        #expect(kind(other, program) == kind(verdict, program), "round \(round)")
      }
    }
    #expect(seen == ["optim", "infea", "unbou"])
  }

  @Test func `a proof with one figure changed is refused`() throws {
    var generator = SplitMix64(seed: 11)
    var refused = 0
    for _ in 0..<600 {
      let program = program(&generator)
      switch program.exactVerdict(from: Basis(ofRowsIn: program)) {
      case .optimal(var optimum):
        let i = Int(generator.next() % UInt64(program.rows.count))
        optimum.prices[i] += .one
        // Weak duality: changed prices may prove the optimum only if they are optimal too.
        if program.proves(optimum) {
          #expect(program.dualBound(prices: optimum.prices) == program.objective(at: optimum.point))
        } else {
          refused += 1
        }
        let j = program.columns.indices.first {
          !program.columns[$0].cost.isZero
        }
        if let j {
          optimum.prices[i] -= .one
          optimum.point[j] += Rational(1, 1_000_000)
          #expect(!program.proves(optimum))
        }
      case .infeasible(var certificate):
        certificate.weights = certificate.weights.map { -$0 }
        if !program.proves(certificate) { refused += 1 }
        #expect(!program.proves(FarkasCertificate(weights: certificate.weights.map { _ in .zero })))
      case .unbounded(var ray):
        ray.direction = ray.direction.map { -$0 }
        #expect(!program.proves(ray))
        refused += 1
      case nil: Issue.record("no verdict")
      }
    }
    #expect(refused > 300)
  }

  @Test func `a factorisation solves exactly, both ways, or says that it cannot`() {
    var generator = SplitMix64(seed: 3)
    var solved = 0
    for _ in 0..<300 {
      let size = 1 + Int(generator.next() % 12)
      let rows: [[(column: Int, value: Rational)]] = (0..<size).map { _ in
        (0..<size).compactMap { column in
          generator.next() % 3 == 0 ? (column, Rational(Int(generator.next() % 9) + 1, 7)) : nil
        }
      }
      guard let factor = BasisFactor<Rational>(SquareMatrix(rows: rows), limit: 1_000_000) else {
        continue
      }
      solved += 1
      let right = (0..<size).map { _ in Rational(Int(generator.next() % 100), 3) }
      let x = factor.solve(right)!
      let y = factor.solveTransposed(right)!
      var transposed = [Rational](repeating: .zero, count: size)
      for (i, row) in rows.enumerated() {
        #expect(row.reduce(Rational.zero) { $0 + $1.value * x[$1.column] } == right[i])
        for entry in row { transposed[entry.column] += entry.value * y[i] }
      }
      #expect(transposed == right)
    }
    #expect(solved > 50)
  }
}

extension SquareMatrix {
  /// From an array a row.
  init(rows: [[(column: Int, value: Rational)]]) {
    self.init()
    for j in rows.indices {
      for (i, row) in rows.enumerated() {
        for entry in row where entry.column == j {
          self.row.append(Int32(i))
          value.append(entry.value)
        }
      }
      start.append(row.count)
    }
  }
}
