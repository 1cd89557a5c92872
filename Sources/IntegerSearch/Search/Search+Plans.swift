// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// Plans: one counts only after its exact figures were found to meet every row.
extension Search {
  /// Multiplications of one exact solve.
  private static let exactWork = 2_000_000
  private static let mostTableauEntries = 20_000

  /// Takes a whole point that is feasible for certain, if it is the best so far.
  @discardableResult
  func take(_ point: [Rational]) -> Bool {
    let value = program.exact.objective(at: point)
    let isMinimum = program.sign > 0
    if let best, isMinimum ? value >= best.value : value <= best.value { return false }
    best = (point, value)
    incumbent = point.map(\.double)
    let cost = isMinimum ? value : -value
    var target = cost.below(program.exactStep)
    if let gap = limits.gap { target = min(target, cost - gap * value.magnitude) }
    cutoff = target.double.nextUp
    tellWatch()
    considerRestart()
    return true
  }

  /// What a relaxation's objective must be above for its node to be closed, with room for what doubles
  /// leave unclear.
  var relaxationLimit: Double {
    cutoff.isFinite ? cutoff + 1e-9 * max(1, cutoff.magnitude) : .infinity
  }

  /// Whether the whole columns of `point`, rounded, make a better plan, with the rest solved for. The
  /// relaxation is left at another basis where there is a rest.
  func propose(_ point: [Double]) -> Bool {
    if program.isPure {
      if proposeWhole(point) { return true }
      if program.implied.isEmpty { return false }
    }
    var fixed = root
    for j in program.branchColumns {
      let value = point[j].rounded()
      guard value >= root.lower[j], value <= root.upper[j], value.magnitude < 0x1p50 else {
        return false
      }
      (fixed.lower[j], fixed.upper[j]) = (value, value)
    }
    guard let basis = bareBasis(fixed) else { return false }
    var exact = program.exact.relaxation
    for j in program.branchColumns {
      let value = Rational(exactly: fixed.lower[j])
      exact.columns[j].bounds = LinearProgram.Bounds(lower: value, upper: value)
    }
    switch verdict(on: exact, from: basis) {
    case .optimal(let optimum): return take(optimum.point)
    default: return false
    }
  }

  /// An optimal basis of the program's own rows in other bounds; nil where there seems to be no point
  /// that is better than the best plan.
  func bareBasis(_ bounds: Domain) -> Basis? {
    bare.load(bounds)
    let outcome = bare.solve(pivotLimit: pivotLimit, limit: relaxationLimit, until: limits.stop)
    guard outcome == .optimal, bare.objective <= relaxationLimit else { return nil }
    return bare.simplex.basis
  }

  /// The exact verdict on a part, from its optimal basis; nil where that is too much work.
  func verdict(on part: LinearProgram, from basis: Basis) -> Verdict? {
    exactCloses += 1
    if let verdict = BasisSolution(
      of: part, at: basis, limit: Self.exactWork, until: limits.stop)?.verdict
    {
      return verdict
    }
    // A tableau is for what is small.
    guard part.rows.count * part.columns.count <= Self.mostTableauEntries else { return nil }
    return part.exactVerdict(from: basis, limit: Self.exactWork, until: limits.stop)
  }

  /// The same where all columns are whole.
  func proposeWhole(_ point: [Double]) -> Bool {
    var cost = 0.0
    for j in 0..<program.columns { cost += program.cost[j] * point[j].rounded() }
    guard cost <= relaxationLimit, point.allSatisfy({ $0.magnitude < 0x1p50 }) else { return false }
    let whole = point.map { Rational(Int($0.rounded())) }
    return program.exact.isFeasible(whole) && take(whole)
  }

  var pivotLimit: Int { 2_000 + 10 * (program.rows + program.columns) }
}
