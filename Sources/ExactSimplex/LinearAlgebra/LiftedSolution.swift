// SPDX-License-Identifier: GPL-3.0-or-later
import CGMP
import ExactNumbers
import LinearProgram

/// The exact solution of an integer system B x = b over a common denominator, found digit by digit.
///
/// A factorisation in doubles is good for some 32 bits of x; what they leave is calculated exactly
/// and solved for again, as often as it takes (Wan, "An algorithm to solve integer linear systems
/// exactly using numerical methods", 2006; the numeric counterpart of Dixon, "Exact solution of
/// linear equations using p-adic expansions", 1982). The common denominator comes from a continued
/// fraction as soon as the digits show it, so that the cost grows with the length of the solution
/// and not with what elimination makes of it on the way (Steffy, "Exact solutions to linear systems
/// of equations using output sensitive lifting", 2011). At the end B x = b is checked.
struct LiftedSolution {
  /// The common denominator, positive.
  let denominator: BigInteger
  let numerators: [BigInteger]
  /// x in twice the precision of a double, rounded.
  let approximations: [(Double, Double)]

  /// B by columns, below 2⁵⁰, and b, whole numbers of any size.
  struct System {
    var start: [Int] = [0]
    var row: [Int32] = []
    var value: [Int] = []
    var right: [BigInteger] = []
  }

  /// nil where the doubles are not good enough for 16 bits, or the solution would take more than
  /// `limit` multiplications. `solve` solves B x = r nearly, in `cost` multiplications.
  init?(
    _ system: System, limit: Int, cost: Int, until stop: StopSignal = .never,
    solve: ([Double]) -> [Double]?
  ) {
    for bits in [32, 16] {
      var lifting = Lifting(system, bits: bits)
      switch lifting.run(limit: limit, cost: cost, until: stop, solve: solve) {
      case .unstable: continue
      case .tooLong: return nil
      case .found(let denominator):
        guard let found = lifting.solution(over: denominator) else { return nil }
        self.denominator = denominator
        (numerators, approximations) = found
        return
      }
    }
    return nil
  }
}

/// The digits of a solution as they are found.
private struct Lifting {
  enum End {
    case found(BigInteger)
    /// The digits do not get smaller: too few of their bits are right.
    case unstable
    case tooLong
  }

  private let system: LiftedSolution.System
  private let bits: Int
  private let size: Int
  /// What the digits leave.
  private var residual: [Int] = []
  /// How many further digits the whole part of the solution has.
  private var wholeDigits = 0
  /// For each step the digits of all components.
  private var digits: [Int] = []
  /// The digits of a sum of all components with odd weights, whose denominator is that of all.
  private var mixed: [Int] = []
  private var largestDigit = 0.0

  init(_ system: LiftedSolution.System, bits: Int) {
    (self.system, self.bits) = (system, bits)
    size = system.right.count
  }

  private var steps: Int { mixed.count }

  mutating func run(
    limit: Int, cost: Int, until stop: StopSignal, solve: ([Double]) -> [Double]?
  ) -> End {
    guard let whole = solve(system.right.map { $0.doubleDouble(scaledBy: 0).0 }),
      findWholePart(whole, solve)
    else { return .unstable }
    var checkpoint = 16
    var work = cost * steps
    while true {
      work += cost + 2 * system.value.count + 2 * size
      if work > limit || digits.count + size > 40_000_000 || stop.isOver() { return .tooLong }
      guard let solution = solve(residual.map { Double($0) }), step(solution)
      else { return .unstable }
      if steps >= checkpoint {
        // Half-extended Euclid: as many divisions as there are bits, each as long as the number.
        work += checkpoint * bits * (checkpoint * bits / 64)
        if let denominator = commonDenominator { return .found(denominator) }
        checkpoint = checkpoint * 3 / 2
      }
    }
  }

  /// The digits before the point: one of each component, or more where they are long. What they
  /// leave is a residual of a machine word, though the right-hand side and the differences on the way
  /// may be longer: all is calculated modulo 2¹²⁸.
  private mutating func findWholePart(_ first: [Double], _ solve: ([Double]) -> [Double]?) -> Bool {
    // Σ weight·digit of all components stays below 2^63.
    let most = 0x1p60 / Double(8 * size)
    let largest = first.reduce(0) { max($0, $1.magnitude) }
    guard largest < 0x1p100 else { return false }
    while largest / power(wholeDigits * bits) >= most { wholeDigits += 1 }
    var rest = system.right.map(\.lowWords)
    for place in (0...wholeDigits).reversed() {
      let scale = power(place * bits)
      let isFirst = place == wholeDigits
      guard let solution = isFirst ? first : solve(rest.map { Double($0) }),
        append(solution.map { ($0 / scale).rounded() }, below: isFirst ? most : 4 * power(bits))
      else { return false }
      Self.forEachProduct(of: system, digits, from: digits.count - size) { i, value, digit in
        rest[i] &-= (Int128(value) &* Int128(digit)) &<< Int128(place * bits)
      }
    }
    if wholeDigits > 0 { largestDigit = 0 }
    residual = rest.map { Int(truncatingIfNeeded: $0) }
    return zip(residual, rest).allSatisfy { Int128($0) == $1 }
  }

  /// One digit of each component: r becomes 2^bits r − B d.
  private mutating func step(_ solution: [Double]) -> Bool {
    let scale = power(bits)
    guard
      append(
        solution.map { ($0 * scale).rounded() }, below: max(4 * scale, largestDigit / 16))
    else { return false }
    largestDigit *= scale
    // Wrapping: the difference is short even where its parts are not.
    for i in residual.indices { residual[i] = residual[i] &<< bits }
    Self.forEachProduct(of: system, digits, from: digits.count - size) { i, value, digit in
      residual[i] &-= value &* digit
    }
    return true
  }

  private func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  private mutating func append(_ found: [Double], below most: Double) -> Bool {
    var mix = 0
    largestDigit = 0
    for (i, digit) in found.enumerated() {
      guard digit.magnitude < most else { return false }
      largestDigit = max(largestDigit, digit.magnitude)
      digits.append(Int(digit))
      mix += Int(digit) * (2 * (i &* 40503 &>> 3 & 3) + 1)
    }
    mixed.append(mix)
    return true
  }

  /// The entries of B, each with the digit by which it is multiplied.
  @inline(__always)
  private static func forEachProduct(
    of system: LiftedSolution.System, _ digits: [Int], from first: Int,
    _ body: (_ row: Int, _ value: Int, _ digit: Int) -> Void
  ) {
    for j in 0..<system.right.count {
      let digit = digits[first + j]
      if digit == 0 { continue }
      for k in system.start[j]..<system.start[j + 1] {
        body(Int(system.row[k]), system.value[k], digit)
      }
    }
  }

  /// x·2^places is what the digits say.
  private var places: Int { (steps - 1 - wholeDigits) * bits }

  /// The denominator of the mixed sum, where its digits determine it: with M = 2^places, a
  /// continued fraction of X / M comes to the denominator q with a remainder q X − p M that is
  /// short beside the one before.
  private var commonDenominator: BigInteger? {
    let rest = BigInteger(digits: mixed, bits: bits)
    if rest.signum < 0 { __gmpz_neg(rest.value, rest.value) }
    let (previous, before, factor) = (BigInteger(1), BigInteger(0), BigInteger(1))
    __gmpz_mul_2exp(previous.value, previous.value, UInt(places))
    let (quotient, remainder) = (BigInteger(), BigInteger())
    while 2 * factor.bitWidth < places + 64 {
      // What the digits leave out is a few units of each component.
      if factor.signum > 0, rest.bitWidth <= factor.bitWidth + 40,
        previous.bitWidth >= rest.bitWidth + 60
      {
        return factor
      }
      if rest.isZero { return nil }
      __gmpz_fdiv_qr(quotient.value, remainder.value, previous.value, rest.value)
      __gmpz_addmul(before.value, quotient.value, factor.value)
      __gmpz_swap(before.value, factor.value)
      __gmpz_swap(previous.value, rest.value)
      __gmpz_swap(rest.value, remainder.value)
    }
    return nil
  }

  private func component(_ i: Int) -> BigInteger {
    BigInteger(digits: (0..<steps).map { digits[$0 * size + i] }, bits: bits)
  }

  /// x times the denominator and x in doubles, if that solves the system. A small factor that the
  /// mixed sum lost by chance is put back into the denominator.
  func solution(over denominator: BigInteger) -> ([BigInteger], [(Double, Double)])? {
    let components = (0..<size).map { component($0) }
    let (product, fraction) = (BigInteger(), BigInteger())
    for number in components {
      __gmpz_mul(product.value, number.value, denominator.value)
      __gmpz_fdiv_r_2exp(fraction.value, product.value, UInt(places))
      __gmpz_fdiv_q_2exp(fraction.value, fraction.value, UInt(places - 62))
      guard let factor = Self.smallDenominator(Int(__gmpz_get_si(fraction.value)))
      else { return nil }
      __gmpz_mul_si(denominator.value, denominator.value, factor)
    }
    let half = BigInteger(1)
    __gmpz_mul_2exp(half.value, half.value, UInt(places - 1))
    let approximations = components.map { $0.doubleDouble(scaledBy: -places) }
    let numerators = components.map { number in
      __gmpz_mul(number.value, number.value, denominator.value)
      __gmpz_add(number.value, number.value, half.value)
      __gmpz_fdiv_q_2exp(number.value, number.value, UInt(places))
      return number
    }
    let rests = system.right.map { right in
      let rest = BigInteger()
      rest.subtract(denominator, times: right)
      return rest
    }
    for j in 0..<size {
      for k in system.start[j]..<system.start[j + 1] {
        rests[Int(system.row[k])].add(numerators[j], times: system.value[k])
      }
    }
    return rests.allSatisfy(\.isZero) ? (numerators, approximations) : nil
  }
  /// The denominator, below 2²⁰, of a number that is fraction / 2⁶² but for an error below 2⁻⁴².
  private static func smallDenominator(_ fraction: Int) -> Int? {
    var (previous, rest) = (1 << 62, fraction)
    var (before, factor) = (0, 1)
    while factor < 1 << 20 {
      if rest < 1 << 20 { return factor }
      let quotient = previous / rest
      (before, factor) = (factor, before + min(quotient, 1 << 40) * factor)
      (previous, rest) = (rest, previous - quotient * rest)
    }
    return nil
  }
}
