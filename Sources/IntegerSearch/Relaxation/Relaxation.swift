// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import NumericalMethods

/// The linear relaxation that nodes are solved by: the program's rows and some of the cuts, scaled by
/// powers of two, which changes no digit.
final class Relaxation {
  let program: WholeProgram
  /// Which of all rows are in it, the program's own first.
  private(set) var present: [Int]
  private(set) var simplex: IncrementalSimplex
  /// A row of the simplex is this times the program's.
  private var rowScale: [Double]
  private let costScale: Double
  private var scratch: [Double]
  private(set) var point: [Double]
  /// Pivots of simplex methods that were left for others.
  private var pivotsBefore = 0

  var pivots: Int { pivotsBefore + simplex.pivots }

  init(_ program: WholeProgram, _ rows: Rows, _ domain: Domain) {
    self.program = program
    present = Array(0..<program.rows)
    let largest = program.cost.reduce(0) { max($0, $1.magnitude) }
    costScale = largest > 0 ? Self.powerOfTwo(1 / largest) * 16 : 1
    (simplex, rowScale) = Self.simplex(program, rows, present, domain, costScale)
    scratch = Array(repeating: 0, count: present.count)
    point = Array(repeating: 0, count: program.columns)
  }

  private static func powerOfTwo(_ value: Double) -> Double {
    Double(sign: .plus, exponent: value.exponent, significand: 1)
  }

  private static func simplex(
    _ program: WholeProgram, _ rows: Rows, _ present: [Int], _ domain: Domain, _ costScale: Double
  ) -> (IncrementalSimplex, [Double]) {
    var numeric = NumericProgram(maximize: false)
    numeric.cost = program.cost.map { $0 * costScale }
    (numeric.columnLower, numeric.columnUpper) = (domain.lower, domain.upper)
    var scale = [Double](repeating: 1, count: present.count)
    var count = [Int32](repeating: 0, count: program.columns + 1)
    for (place, row) in present.enumerated() {
      var (least, most) = (Double.infinity, 0.0)
      for k in rows.start[row]..<rows.start[row + 1] {
        let size = rows.value[k].magnitude
        (least, most) = (min(least, size), max(most, size))
        count[Int(rows.column[k]) + 1] += 1
      }
      if most > 0 { scale[place] = powerOfTwo(1 / (least * most).squareRoot()) }
      numeric.rowLower.append(rows.lower[row] * scale[place])
      numeric.rowUpper.append(rows.upper[row] * scale[place])
    }
    for j in 0..<program.columns { count[j + 1] += count[j] }
    numeric.columnStart = count
    let total = Int(count[program.columns])
    numeric.rowIndex = Array(repeating: 0, count: total)
    numeric.value = Array(repeating: 0, count: total)
    for (place, row) in present.enumerated() {
      for k in rows.start[row]..<rows.start[row + 1] {
        let j = Int(rows.column[k])
        let at = Int(count[j])
        numeric.rowIndex[at] = Int32(place)
        numeric.value[at] = rows.value[k] * scale[place]
        count[j] += 1
      }
    }
    return (IncrementalSimplex(numeric), scale)
  }

  /// All rows basic: for a simplex method that has lost its way.
  func restart() {
    simplex.take(
      Basis(
        columns: Array(repeating: .atLower, count: program.columns),
        rows: Array(repeating: .basic, count: present.count)))
  }

  /// What an earlier solve came to.
  var outcome: (point: [Double], objective: Double) {
    get { (point, objective) }
    set { (point, objective) = newValue }
  }

  /// Other cuts; the basis goes on where it can.
  func change(to wanted: [Int], _ rows: Rows, _ domain: Domain) {
    let old = simplex.kept
    let places = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1, $0) })
    let staying = wanted.compactMap { places[$0] }
    precondition(Array(wanted.prefix(staying.count)) == staying.map { present[$0] })
    pivotsBefore += simplex.pivots
    present = wanted
    (simplex, rowScale) = Self.simplex(program, rows, present, domain, costScale)
    simplex.take(
      old.keeping(rows: staying, columns: program.columns)
        .appending(rows: wanted.count - staying.count))
    scratch = Array(repeating: 0, count: present.count)
  }

  /// A basis with the rows that it is one of.
  struct Kept {
    fileprivate let simplex: IncrementalSimplex.Kept
    fileprivate let present: [Int]
  }

  var basis: Kept { Kept(simplex: simplex.kept, present: present) }

  func take(_ kept: Kept, _ rows: Rows, _ domain: Domain) {
    if kept.present != present {
      pivotsBefore += simplex.pivots
      present = kept.present
      (simplex, rowScale) = Self.simplex(program, rows, present, domain, costScale)
      scratch = Array(repeating: 0, count: present.count)
    }
    simplex.take(kept.simplex)
  }

  /// The rows that hold nothing at the last point, among the cuts.
  var idleCuts: [Int] {
    (program.rows..<max(program.rows, present.count)).filter {
      simplex.isBasic(program.columns + $0)
    }
    .map { present[$0] }
  }

  func load(_ domain: Domain) {
    for j in 0..<program.columns { simplex.setBounds(j, domain.lower[j], domain.upper[j]) }
  }

  func setBounds(_ j: Int, _ domain: Domain) {
    simplex.setBounds(j, domain.lower[j], domain.upper[j])
  }

  /// Solves; `limit` is one on the objective.
  func solve(pivotLimit: Int, limit: Double, until stop: StopSignal) -> IncrementalSimplex.Outcome {
    let outcome = simplex.solve(
      pivotLimit: pivotLimit, objectiveLimit: limit.isFinite ? limit * costScale : .infinity,
      until: stop)
    objective = simplex.objective / costScale
    if outcome == .optimal { simplex.copyPoint(to: &point) }
    return outcome
  }

  /// What the last solve came to.
  private(set) var objective = 0.0

  func reducedCost(_ j: Int) -> Double { simplex.reducedCost(j) / costScale }

  /// Dual values of the program's rows and the cuts, by their numbers among all rows.
  func prices() -> SearchTree.Multipliers {
    simplex.copyPrices(to: &scratch)
    var prices = unscaled(1 / costScale, least: 1e-11)
    prices.objective = 1
    return prices
  }

  func ray() -> SearchTree.Multipliers {
    simplex.copyRay(to: &scratch)
    return unscaled(1, least: 1e-11)
  }

  func tableauWeights(slot: Int) -> SearchTree.Multipliers {
    simplex.copyTableauWeights(slot: slot, to: &scratch)
    return unscaled(1, least: 1e-11)
  }

  /// Without what is nothing but rounding.
  private func unscaled(_ factor: Double, least: Double) -> SearchTree.Multipliers {
    var result = SearchTree.Multipliers()
    var largest = 0.0
    for i in 0..<present.count { largest = max(largest, scratch[i].magnitude) }
    for i in 0..<present.count where scratch[i].magnitude > largest * least {
      result.rows.append(Int32(present[i]))
      result.values.append(scratch[i] * rowScale[i] * factor)
    }
    return result
  }
}
