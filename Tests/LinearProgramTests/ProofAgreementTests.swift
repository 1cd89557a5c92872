// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle
import Programs
import Testing

/// Proofs by signs and filters beside plain exact sums, where doubles see ties that are none.
struct ProofAgreementTests {
  typealias Bounds = LinearProgram.Bounds

  @Test func `optima are proved just where plain exact sums prove them`() {
    var ties = NearTies(seed: 101)
    var (proved, refused) = (0, 0)
    for round in 0..<250 {
      let (m, n) = (1 + ties.int(4), 1 + ties.int(5))
      let low = ties.int(2) == 0
      let matrix = ties.matrix(m, n)
      let point = (0..<n).map { _ in ties.number() }
      let prices = (0..<m).map { _ in ties.int(3) == 0 ? Rational.zero : ties.number() }
      // Bounds and costs of which these are the optimum, but for a step now and then.
      let step = { (ties: inout NearTies) -> Rational in
        ties.int(12) == 0 ? ties.tinyStep() : .zero
      }
      var activity = [Rational](repeating: .zero, count: m)
      for j in 0..<n { for entry in matrix[j] { activity[entry.row] += entry.value * point[j] } }
      func ends(_ value: Rational, _ sign: Int, _ ties: inout NearTies) -> Bounds {
        let end = value + step(&ties)
        switch sign == 0 ? ties.int(4) : (sign > 0) == low ? 0 : 1 {
        case 0:
          return Bounds(lower: end, upper: ties.int(2) == 0 ? nil : end + ties.number().magnitude)
        case 1:
          return Bounds(lower: ties.int(2) == 0 ? nil : end - ties.number().magnitude, upper: end)
        case 2: return Bounds(lower: end, upper: end)
        default: return Bounds(lower: nil, upper: nil)
        }
      }
      let rows = (0..<m).map { ends(activity[$0], prices[$0].signum, &ties) }
      var columns: [LinearProgram.Column] = []
      for j in 0..<n {
        let cost = ties.int(2) == 0 ? Rational.zero : ties.number()
        let bounds = ends(point[j], cost.signum, &ties)
        let sum = matrix[j].reduce(cost) { $0 + prices[$1.row] * $1.value }
        columns.append(LinearProgram.Column(bounds: bounds, cost: sum + step(&ties)))
      }
      let program = LinearProgram(
        sense: low ? .minimize : .maximize, columns: columns, rows: rows, entries: matrix)
      let basis = Basis(ofRowsIn: program)
      let optimum = Optimum(point: point, prices: prices, basis: basis)
      let plain = PlainProof(program: program).proves(optimum)
      #expect(program.proves(optimum) == plain, "seed 101, round \(round)")
      #expect(
        program.isFeasible(point) == PlainProof(program: program).isFeasible(point),
        "seed 101, round \(round)")
      if plain { proved += 1 } else { refused += 1 }
    }
    #expect(proved > 30 && refused > 30)
  }

  @Test func `contradictions by the last bit are told from ties`() {
    var ties = NearTies(seed: 102)
    var (proved, refused) = (0, 0)
    for round in 0..<250 {
      let (m, n) = (1 + ties.int(4), 1 + ties.int(4))
      let matrix = ties.matrix(m, n)
      let weights = (0..<m).map { _ in ties.number() }
      let columns = (0..<n).map { _ -> LinearProgram.Column in
        let end = ties.number()
        let bounds = Bounds(
          lower: ties.int(9) == 0 ? nil : end,
          upper: ties.int(9) == 0 ? nil : end + ties.number().magnitude)
        return LinearProgram.Column(bounds: bounds, cost: .zero)
      }
      // The greatest value of the combination, spread over the rows' ends but for a step.
      var possible = Rational.zero
      for j in 0..<n {
        let sum = matrix[j].reduce(Rational.zero) { $0 + weights[$1.row] * $1.value }
        let end = sum.signum > 0 ? columns[j].bounds.upper : columns[j].bounds.lower
        possible += sum * (end ?? .zero)
      }
      var rows: [Bounds] = []
      var left = possible + (ties.int(3) == 0 ? .zero : ties.tinyStep())
      for i in 0..<m {
        var end = ties.number()
        if i == m - 1, !weights[i].isZero { end = left / weights[i] }
        left -= weights[i] * end
        rows.append(
          weights[i].signum > 0 ? Bounds(lower: end, upper: nil) : Bounds(lower: nil, upper: end))
      }
      let program = LinearProgram(sense: .minimize, columns: columns, rows: rows, entries: matrix)
      let certificate = FarkasCertificate(weights: weights)
      let plain = PlainProof(program: program).proves(certificate)
      #expect(program.proves(certificate) == plain, "seed 102, round \(round)")
      if plain { proved += 1 } else { refused += 1 }
    }
    #expect(proved > 30 && refused > 30)
  }

  @Test func `rays that leave their bounds by the last bit are refused`() {
    var ties = NearTies(seed: 103)
    var (proved, refused) = (0, 0)
    for round in 0..<250 {
      let (m, n) = (1 + ties.int(3), 1 + ties.int(4))
      var matrix = ties.matrix(m, n)
      let direction = (0..<n).map { _ in ties.number() }
      // Make most rows of the direction 0, or nearly.
      if let last = direction.last, !last.isZero {
        matrix[n - 1] = (0..<m).compactMap { row in
          var rest = ties.int(4) == 0 ? ties.tinyStep() : Rational.zero
          for j in 0..<n - 1 {
            for entry in matrix[j] where entry.row == row { rest -= entry.value * direction[j] }
          }
          return rest.isZero ? nil : LinearProgram.Entry(row: row, value: rest / last)
        }
      }
      let columns = (0..<n).map { j in
        LinearProgram.Column(
          bounds: Bounds(
            lower: direction[j].signum < 0 ? nil : .zero,
            upper: direction[j].signum > 0 ? nil : .one), cost: ties.number())
      }
      let rows = (0..<m).map { _ in Bounds(lower: nil, upper: ties.number().magnitude) }
      let program = LinearProgram(
        sense: ties.int(2) == 0 ? .minimize : .maximize, columns: columns, rows: rows,
        entries: matrix)
      let ray = Ray(point: Array(repeating: .zero, count: n), direction: direction)
      let plain = PlainProof(program: program).proves(ray)
      #expect(program.proves(ray) == plain, "seed 103, round \(round)")
      if plain { proved += 1 } else { refused += 1 }
    }
    #expect(proved > 30 && refused > 30)
  }

  @Test func `sums put off their reduction and stay exact`() {
    var ties = NearTies(seed: 104)
    for round in 0..<500 {
      var sum = ExactSum()
      var plain = Fraction.zero
      for _ in 0..<1 + ties.int(12) {
        let (a, b) = (ties.number(), ties.number())
        if ties.int(2) == 0 {
          sum.add(a, b)
          plain = plain + Fraction(a) * Fraction(b)
        } else {
          sum.subtract(a, b)
          plain = plain - Fraction(a) * Fraction(b)
        }
        #expect(sum.signum == (plain > .zero ? 1 : plain < .zero ? -1 : 0), "round \(round)")
      }
      #expect(sum.value.description == plain.description, "seed 104, round \(round)")
    }
  }
}
