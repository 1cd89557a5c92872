// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle

/// Numbers that doubles confuse, and evaluation of proofs that knows no doubles.
package struct NearTies {
  package var generator: SplitMix64

  package init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  package mutating func int(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

  package mutating func number() -> Rational {
    let small = Rational(int(19) - 9)
    switch int(60) {
    case 0: return small * Rational(digits: "1", exponent: -300)
    case 1: return small * Rational(digits: "1", exponent: 300)
    case 2: return small * Rational(exactly: 0x1p-1074)
    case 3..<15: return .zero
    case 15..<20: return Rational(digits: "\(int(2_000_001) - 1_000_000)", exponent: -4)
    case 20..<25: return Rational(int(19) - 9, 1 + int(9))
    case 25..<30: return small + Rational(exactly: Double(int(9)).nextUp)
    case 30..<33: return small * Rational(digits: "123456789012345678901", exponent: -10)
    default: return small
    }
  }

  /// A step that is invisible beside most numbers.
  package mutating func tinyStep() -> Rational {
    let sign = Rational(int(2) == 0 ? 1 : -1)
    switch int(12) {
    case 0: return sign * Rational(exactly: 0x1p-1074)
    case 1: return sign * Rational(digits: "1", exponent: -320)
    case 2..<8: return sign * Rational(exactly: 0x1p-52)
    default: return sign * Rational(1, Int.max)
    }
  }

  /// A matrix of a few rows and columns.
  package mutating func matrix(_ m: Int, _ n: Int) -> [[LinearProgram.Entry]] {
    var columns: [[LinearProgram.Entry]] = []
    for _ in 0..<n {
      var column: [LinearProgram.Entry] = []
      for row in 0..<m {
        let value = number()
        if !value.isZero { column.append(LinearProgram.Entry(row: row, value: value)) }
      }
      columns.append(column)
    }
    return columns
  }
}

/// Proofs by plain sums of fractions over another big integer, as the definitions say.
package struct PlainProof {
  package let program: LinearProgram

  package init(program: LinearProgram) { self.program = program }

  package func activities(_ point: [Rational]) -> [Fraction] {
    var sums = [Fraction](repeating: .zero, count: program.rows.count)
    for (j, value) in point.enumerated() {
      for entry in program.entries[j] {
        sums[entry.row] = sums[entry.row] + Fraction(entry.value) * Fraction(value)
      }
    }
    return sums
  }

  private func holds(_ value: Fraction, _ bounds: LinearProgram.Bounds) -> Bool {
    (bounds.lower.map { Fraction($0) <= value } ?? true)
      && (bounds.upper.map { value <= Fraction($0) } ?? true)
  }

  package func isFeasible(_ point: [Rational]) -> Bool {
    zip(program.columns, point).allSatisfy { holds(Fraction($1), $0.bounds) }
      && zip(program.rows, activities(point)).allSatisfy { holds($1, $0) }
  }

  /// λᵀA of each column.
  private func combination(_ weights: [Rational], _ j: Int) -> Fraction {
    program.entries[j].reduce(Fraction.zero) {
      $0 + Fraction(weights[$1.row]) * Fraction($1.value)
    }
  }

  package func proves(_ optimum: Optimum) -> Bool {
    guard isFeasible(optimum.point) else { return false }
    let low = program.sense == .minimize
    var (objective, bound) = (Fraction.zero, Fraction.zero)
    for (j, column) in program.columns.enumerated() {
      objective = objective + Fraction(column.cost) * Fraction(optimum.point[j])
      let cost = Fraction(column.cost) - combination(optimum.prices, j)
      if cost.isZero { continue }
      guard let end = (cost > .zero) == low ? column.bounds.lower : column.bounds.upper
      else { return false }
      bound = bound + cost * Fraction(end)
    }
    for (price, row) in zip(optimum.prices, program.rows) where !price.isZero {
      guard let end = (price.signum > 0) == low ? row.lower : row.upper else { return false }
      bound = bound + Fraction(price) * Fraction(end)
    }
    return objective == bound
  }

  package func proves(_ certificate: FarkasCertificate) -> Bool {
    var excess = Fraction.zero
    for (weight, row) in zip(certificate.weights, program.rows) where !weight.isZero {
      guard let end = weight.signum > 0 ? row.lower : row.upper else { return false }
      excess = excess + Fraction(weight) * Fraction(end)
    }
    for (j, column) in program.columns.enumerated() {
      let weight = combination(certificate.weights, j)
      if weight.isZero { continue }
      guard let end = weight > .zero ? column.bounds.upper : column.bounds.lower
      else { return false }
      excess = excess - weight * Fraction(end)
    }
    return excess > .zero
  }

  package func proves(_ ray: Ray) -> Bool {
    guard isFeasible(ray.point) else { return false }
    let gain = zip(program.columns, ray.direction).reduce(Fraction.zero) {
      $0 + Fraction($1.0.cost) * Fraction($1.1)
    }
    guard program.sense == .minimize ? gain < .zero : gain > .zero else { return false }
    func stays(_ step: Fraction, _ bounds: LinearProgram.Bounds) -> Bool {
      step.isZero || (step > .zero ? bounds.upper == nil : bounds.lower == nil)
    }
    return zip(program.columns, ray.direction).allSatisfy { stays(Fraction($1), $0.bounds) }
      && zip(program.rows, activities(ray.direction)).allSatisfy { stays($1, $0) }
  }
}
