// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A basis matrix that is factorised in doubles and solved exactly by lifting, for kernels that
/// exact elimination would fill with long numbers.
struct LiftedFactor {
  private let matrix: SquareMatrix
  private let factor: BasisFactor<Double>
  private let limit: Int
  private let stop: StopSignal

  /// nil where the matrix is singular in doubles, or more than `limit` multiplications are needed.
  init?(_ matrix: SquareMatrix, limit: Int, until stop: StopSignal = .never) {
    guard let factor = BasisFactor<Double>(matrix, limit: limit / 4, until: stop) else {
      return nil
    }
    self.stop = stop
    (self.matrix, self.factor, self.limit) = (matrix, factor, limit)
  }

  /// A solution whose components are fractions over a common denominator.
  struct Solution {
    fileprivate let lifted: LiftedSolution
    /// What all components are still to be divided by.
    fileprivate let divisor: Int

    /// What it takes to write the components down as fractions in lowest terms: their greatest common
    /// divisors are quadratic in their words.
    var writingCost: Int {
      let words = lifted.denominator.bitWidth / 64
      return lifted.numerators.count * words * words
    }

    var values: [Rational] {
      let divisor = Rational(1, self.divisor)
      return lifted.numerators.map {
        Rational(reducing: BigRational($0, over: lifted.denominator)) * divisor
      }
    }

    /// A component; exact where it is one of the values `near`, or a short double.
    func enclosure(_ i: Int, near: [Rational?] = []) -> Enclosure {
      if lifted.numerators[i].isZero { return .zero }
      let (high, low) = lifted.approximations[i]
      let ball = Enclosure(high: high, low: low) / Enclosure(Rational(divisor))
      for case let value? in near + [ball.nearby] where isEqual(i, to: value) {
        return Enclosure(value)
      }
      return ball
    }

    /// constant + Σ coefficient·component, exactly; nil where the coefficients' own common denominator
    /// is a long one.
    func sum(_ constant: Rational, _ terms: [(component: Int, coefficient: Rational)]) -> Rational?
    {
      var scale = 1
      for coefficient in terms.map(\.coefficient) + [constant] {
        guard let multiple = commonMultiple(scale, coefficient) else { return nil }
        scale = multiple
      }
      let (total, below) = (BigInteger(), BigInteger())
      below.add(lifted.denominator, times: divisor)
      total.add(below, times: BigInteger(whole: constant * Rational(scale)))
      for (component, coefficient) in terms {
        total.add(
          lifted.numerators[component], times: BigInteger(whole: coefficient * Rational(scale)))
      }
      if total.isZero { return .zero }
      let scaled = BigInteger()
      scaled.add(below, times: scale)
      return Rational(reducing: BigRational(total, over: scaled))
    }

    /// numerator / (denominator·divisor) = value.
    private func isEqual(_ i: Int, to value: Rational) -> Bool {
      guard value.big == nil else { return false }
      let (difference, scaled) = (BigInteger(), BigInteger())
      scaled.add(lifted.denominator, times: divisor)
      difference.add(lifted.numerators[i], times: value.denominator)
      difference.add(scaled, times: -value.numerator)
      return difference.isZero
    }
  }

  /// x with M x = b; b by rows, x by columns. nil where numbers do not fit, or doubles or the
  /// limit do not suffice.
  func solve(_ right: [Rational]) -> Solution? {
    var scales = [Int](repeating: 1, count: matrix.size)
    for k in matrix.row.indices {
      guard let scale = commonMultiple(scales[Int(matrix.row[k])], matrix.value[k])
      else { return nil }
      scales[Int(matrix.row[k])] = scale
    }
    var system = LiftedSolution.System()
    (system.start, system.row) = (matrix.start, matrix.row)
    system.value.reserveCapacity(matrix.row.count)
    for k in matrix.row.indices {
      guard let value = Self.integer(matrix.value[k], scales[Int(matrix.row[k])])
      else { return nil }
      system.value.append(value)
    }
    return solution(&system, right, scales, factor.solve)
  }

  /// y with Mᵀ y = c; c by columns, y by rows.
  func solveTransposed(_ right: [Rational]) -> Solution? {
    var scales = [Int](repeating: 1, count: matrix.size)
    for j in 0..<matrix.size {
      for k in matrix.start[j]..<matrix.start[j + 1] {
        guard let scale = commonMultiple(scales[j], matrix.value[k]) else { return nil }
        scales[j] = scale
      }
    }
    // A column of the transpose is a row of the matrix.
    var system = LiftedSolution.System()
    system.start = [Int](repeating: 0, count: matrix.size + 1)
    for row in matrix.row { system.start[Int(row) + 1] += 1 }
    for i in 0..<matrix.size { system.start[i + 1] += system.start[i] }
    system.row = [Int32](repeating: 0, count: matrix.row.count)
    system.value = [Int](repeating: 0, count: matrix.row.count)
    var next = system.start
    for j in 0..<matrix.size {
      for k in matrix.start[j]..<matrix.start[j + 1] {
        guard let value = Self.integer(matrix.value[k], scales[j]) else { return nil }
        let place = next[Int(matrix.row[k])]
        next[Int(matrix.row[k])] += 1
        (system.row[place], system.value[place]) = (Int32(j), value)
      }
    }
    return solution(&system, right, scales, factor.solveTransposed)
  }

  /// Solves a system whose equations were multiplied by `scales`.
  private func solution(
    _ system: inout LiftedSolution.System, _ right: [Rational], _ scales: [Int],
    _ solve: ([Double]) -> [Double]?
  ) -> Solution? {
    let scaled = zip(right, scales).map { $0 * Rational($1) }
    var divisor = 1
    for value in scaled {
      guard let multiple = commonMultiple(divisor, value) else { return nil }
      divisor = multiple
    }
    system.right = scaled.map { BigInteger(whole: $0 * Rational(divisor)) }
    let lifted = LiftedSolution(system, limit: limit, cost: factor.solveCost, until: stop) {
      residual in
      solve(zip(residual, scales).map { $0 / Double($1) })
    }
    return lifted.map { Solution(lifted: $0, divisor: divisor) }
  }

  /// value·scale, which is whole, below 2⁵⁰.
  private static func integer(_ value: Rational, _ scale: Int) -> Int? {
    guard value.big == nil else { return nil }
    let (product, overflow) = value.numerator.multipliedReportingOverflow(
      by: scale / value.denominator)
    return overflow || product.magnitude >= 1 << 50 ? nil : product
  }
}

/// The least common multiple with a denominator, below 2⁵⁰.
private func commonMultiple(_ a: Int, _ value: Rational) -> Int? {
  guard value.big == nil || value.isInteger else { return nil }
  let b = value.denominator
  if a % b == 0 { return a }
  let common = Int(Rational.greatestCommonDivisor(UInt(a), UInt(b)))
  let (multiple, overflow) = a.multipliedReportingOverflow(by: b / common)
  return overflow || multiple >= 1 << 50 ? nil : multiple
}
