// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Oracle
import Programs
import Testing

@testable import ExactSimplex

/// The ways to solve the system of a basis, beside each other and beside dense elimination.
struct BasisSystemTests {
  /// A sparse matrix with triangular parts, a kernel, and by chance no inverse.
  private func rows(_ ties: inout NearTies, _ size: Int) -> [[(column: Int, value: Rational)]] {
    let columns = (0..<size).map { $0 }
    let kernel = ties.int(size + 1)
    return (0..<size).map { i in
      columns.compactMap { j in
        let isPossible = i < kernel && j < kernel ? ties.int(3) > 0 : j >= i && ties.int(4) == 0
        guard isPossible || i == j && ties.int(20) > 0 else { return nil }
        let value = Rational(1 + ties.int(9999), [1, 10, 100][ties.int(3)])
        return (j, ties.int(2) == 0 ? value : -value)
      }
    }
  }

  /// Whether dense elimination over another big integer finds an inverse.
  private func isRegular(_ rows: [[(column: Int, value: Rational)]]) -> Bool {
    var dense = rows.map { row in
      var line = [Fraction](repeating: .zero, count: rows.count)
      for entry in row { line[entry.column] = Fraction(entry.value) }
      return line
    }
    for k in dense.indices {
      guard let pivot = (k..<dense.count).first(where: { !dense[$0][k].isZero })
      else { return false }
      dense.swapAt(k, pivot)
      for i in k + 1..<dense.count where !dense[i][k].isZero {
        let factor = dense[i][k] / dense[k][k]
        for j in k..<dense.count { dense[i][j] = dense[i][j] - factor * dense[k][j] }
      }
    }
    return true
  }

  @Test func `a basis is solved exactly or singular, as dense elimination says`() {
    var ties = NearTies(seed: 201)
    var (solved, singular) = (0, 0)
    for round in 0..<200 {
      let rows = rows(&ties, 1 + ties.int(9))
      let factor = BasisFactor<Rational>(SquareMatrix(rows: rows), limit: 1_000_000)
      #expect((factor != nil) == isRegular(rows), "seed 201, round \(round)")
      guard let factor else {
        singular += 1
        continue
      }
      solved += 1
      let right = rows.indices.map { _ in Rational(ties.int(200) - 100, 1 + ties.int(5)) }
      let (x, y) = (factor.solve(right)!, factor.solveTransposed(right)!)
      var transposed = [Rational](repeating: .zero, count: rows.count)
      for (i, row) in rows.enumerated() {
        #expect(row.reduce(Rational.zero) { $0 + $1.value * x[$1.column] } == right[i])
        for entry in row { transposed[entry.column] += entry.value * y[i] }
      }
      #expect(transposed == right, "seed 201, round \(round)")
    }
    #expect(solved > 50 && singular > 20)
  }

  @Test func `lifting finds what elimination finds`() {
    var ties = NearTies(seed: 202)
    var (agreed, refused) = (0, 0)
    for round in 0..<120 {
      let matrix = SquareMatrix(rows: rows(&ties, 1 + ties.int(30)))
      guard let factor = BasisFactor<Rational>(matrix, limit: 10_000_000) else { continue }
      let right = (0..<matrix.size).map { _ in Rational(ties.int(2000) - 1000, 100) }
      guard let lifted = LiftedFactor(matrix, limit: 100_000_000),
        let x = lifted.solve(right), let y = lifted.solveTransposed(right)
      else {
        // Too badly conditioned for doubles.
        refused += 1
        continue
      }
      agreed += 1
      let (exactX, exactY) = (factor.solve(right)!, factor.solveTransposed(right)!)
      #expect(x.values == exactX, "seed 202, round \(round)")
      #expect(y.values == exactY, "seed 202, round \(round)")
      for i in 0..<matrix.size {
        #expect(x.enclosure(i).contains(exactX[i]), "seed 202, round \(round)")
        #expect(y.enclosure(i).contains(exactY[i]), "seed 202, round \(round)")
      }
    }
    #expect(agreed > 60 && refused < 20)
  }

  /// Right-hand sides of up to 30 digits before the point and 9 behind it: the whole part of a solution
  /// is several digits of the lifting, and no machine word holds what it starts from.
  @Test func `lifting finds solutions with long whole parts`() {
    var ties = NearTies(seed: 205)
    var (agreed, refused) = (0, 0)
    for round in 0..<120 {
      let matrix = SquareMatrix(rows: rows(&ties, 1 + ties.int(20)))
      guard let factor = BasisFactor<Rational>(matrix, limit: 10_000_000) else { continue }
      let digits = 1 + ties.int(30)
      let right = (0..<matrix.size).map { _ in
        let text = (0..<digits).map { _ in String(1 + ties.int(9)) }.joined()
        return Rational(digits: (ties.int(2) == 0 ? "-" : "") + text, exponent: -ties.int(10))
      }
      guard let lifted = LiftedFactor(matrix, limit: 100_000_000),
        let x = lifted.solve(right), let y = lifted.solveTransposed(right)
      else {
        // Too badly conditioned for doubles, or beyond what it takes.
        refused += 1
        continue
      }
      agreed += 1
      let place: Comment = "seed 205, round \(round)"
      let (exactX, exactY) = (factor.solve(right)!, factor.solveTransposed(right)!)
      #expect(x.values == exactX, place)
      #expect(y.values == exactY, place)
      let terms = (0..<matrix.size).map { i in
        (component: i, coefficient: Rational(ties.int(2000) - 1000, 100))
      }
      let constant = Rational(ties.int(100), 8)
      let sum = terms.reduce(constant) { $0 + $1.coefficient * exactX[$1.component] }
      #expect(x.sum(constant, terms) == sum, place)
      #expect(x.sum(constant - sum, terms) == nil || x.sum(constant - sum, terms) == .zero, place)
    }
    #expect(agreed > 60 && refused < agreed, "\(agreed) \(refused)")
  }

  @Test func `an enclosure contains the number, whatever was done to it`() {
    var ties = NearTies(seed: 203)
    var balls = 0
    for round in 0..<400 {
      var exact = ties.number()
      var enclosure = Enclosure(exact)
      for _ in 0..<12 {
        let other = ties.int(4) == 0 ? exact : ties.number()
        let enclosed = other == exact ? enclosure : Enclosure(other)
        switch ties.int(3) {
        case 0: (exact, enclosure) = (exact - other, enclosure - enclosed)
        case 1: (exact, enclosure) = (exact * other, enclosure * enclosed)
        default:
          if other.isZero { continue }
          (exact, enclosure) = (exact / other, enclosure / enclosed)
        }
        #expect(enclosure.contains(exact), "seed 203, round \(round)")
        if let sign = enclosure.certainSign { #expect(sign == exact.signum) }
        if let rounded = enclosure.rounded, enclosure.exact == nil {
          balls += 1
          #expect(rounded.double == exact.double, "seed 203, round \(round)")
        }
        if enclosure.radius.isNaN || exact.weight > 200 { break }
      }
    }
    #expect(balls > 200)
  }

  @Test func `an integer is put together from digits that overlap`() {
    var ties = NearTies(seed: 204)
    for bits in [16, 32] {
      for _ in 0..<200 {
        let digits = (0..<1 + ties.int(9)).map { _ in
          (ties.int(1 << 40) - 1 << 39) >> ties.int(40)
        }
        let scale = Rational(1 << bits)
        let plain = digits.reduce(Rational.zero) { $0 * scale + Rational($1) }
        let number = BigInteger(digits: digits, bits: bits)
        #expect(Rational(reducing: BigRational(number, over: BigInteger(1))) == plain)
        let (high, low) = number.doubleDouble(scaledBy: 0)
        #expect(high == plain.double)
        #expect(
          (plain - Rational(exactly: high) - Rational(exactly: low)).magnitude.double
            <= high.magnitude * 0x1p-105)
      }
    }
  }
}

extension Enclosure {
  /// Whether a number lies within the radius, or is just the one that is known.
  func contains(_ value: Rational) -> Bool {
    if let exact { return exact == value }
    if radius.isNaN { return true }
    return (value - Rational(exactly: high) - Rational(exactly: low)).magnitude
      <= Rational(exactly: radius)
  }
}
