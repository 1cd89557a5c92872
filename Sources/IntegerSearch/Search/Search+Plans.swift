// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram

/// Plans: one counts only after its exact figures were found to meet every row.
extension Search {
  /// Takes a whole point that is feasible for certain, if it is the best so far.
  @discardableResult
  func take(_ point: [Rational]) -> Bool {
    let value = program.exact.objective(at: point)
    let isMinimum = program.sign > 0
    if let best, isMinimum ? value >= best.value : value <= best.value { return false }
    best = (point, value)
    incumbent = point.map(\.double)
    var target = (isMinimum ? value : -value)
    if let gap = limits.gap {
      target = min(target - (program.exactStep ?? .zero), target - gap * value.magnitude)
    } else {
      target = target - (program.exactStep ?? .zero)
    }
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
    if program.isPure { return proposeWhole(point) }
    var fixed = domain
    for j in program.wholeColumns {
      let value = point[j].rounded()
      guard value >= root.lower[j], value <= root.upper[j], value.magnitude < 0x1p50 else {
        return false
      }
      (fixed.lower[j], fixed.upper[j]) = (value, value)
    }
    for j in 0..<program.columns where !program.isInteger[j] {
      (fixed.lower[j], fixed.upper[j]) = (root.lower[j], root.upper[j])
    }
    let (kept, outcome) = (relaxation.simplex.kept, relaxation.outcome)
    defer {
      relaxation.outcome = outcome
      relaxation.load(domain)
      relaxation.simplex.take(kept)
    }
    relaxation.load(fixed)
    guard
      relaxation.solve(pivotLimit: pivotLimit, limit: relaxationLimit, until: limits.stop)
        == .optimal, relaxation.objective <= relaxationLimit
    else { return false }
    var exact = program.exact.relaxation
    for j in program.wholeColumns {
      let value = Rational(exactly: fixed.lower[j])
      exact.columns[j].bounds = LinearProgram.Bounds(lower: value, upper: value)
    }
    var hint = relaxation.simplex.basis
    hint.rows = Array(hint.rows.prefix(program.rows))
    guard case .optimal(let optimum)? = exact.exactVerdict(from: hint, limit: 20_000_000) else {
      return false
    }
    return take(optimum.point)
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
