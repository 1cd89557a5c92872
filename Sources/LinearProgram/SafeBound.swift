// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A bound on the objective from row prices that are only nearly right, valid for certain.
///
/// Neumaier and Shcherbina ("Safe bounds in linear and mixed-integer linear programming", 2004)
/// take the reduced costs that prices leave with all their errors, and multiply what has the wrong
/// sign by the other bound of the column. Where a column has none, one is taken from what rows
/// imply (`ImpliedBounds`). Everything is summed in doubles with bounds of their errors.
package struct SafeBound {
  private let program: LinearProgram
  /// 1 for a minimum, -1 for a maximum, which is the minimum of the negated objective.
  private let sign: Double
  private let cutoff: Double
  private var implied: ImpliedBounds?

  /// `objective` is about the optimum. A point that is worse by far (the cutoff) bounds nothing,
  /// and so the objective may bound columns too.
  package init(_ program: LinearProgram, objective: Double) {
    self.program = program
    sign = program.sense == .minimize ? 1 : -1
    cutoff = sign * objective + max(1, objective.magnitude)
  }

  /// No feasible point is better than this; nil where nothing bounds the objective.
  package mutating func value(prices: [Double]) -> Double? {
    var prices = prices.map { $0 * sign }
    // What rows and columns bring, less what is owed to errors.
    var bound = FilteredSum()
    var loss = 0.0
    for (i, row) in program.rows.enumerated() where prices[i] != 0 {
      if let end = prices[i] > 0 ? row.lower : row.upper {
        bound.add(prices[i], end.approximation)
      } else {
        prices[i] = 0
      }
    }
    for j in program.columns.indices {
      var cost = FilteredSum()
      cost.add(program.columns[j].cost.approximation, sign)
      for k in program.entries.start[j]..<program.entries.start[j + 1] {
        cost.add(program.entries.value.approximation(k), -prices[Int(program.entries.row[k])])
      }
      guard cost.sum.isFinite, let (least, rest) = product(cost, j) else { return nil }
      bound.add(least)
      loss += rest
    }
    let safe = bound.sum - (bound.error + loss) * 1.0000001
    guard safe.isFinite else { return nil }
    return sign * min(safe.nextDown, cutoff.nextDown)
  }

  /// The least product of a reduced cost and its column, as a double and what must still be taken
  /// off it; nil where there is no least.
  private mutating func product(_ cost: FilteredSum, _ j: Int) -> (Double, Double)? {
    let error = cost.error
    if cost.sum == 0, error == 0 { return (0, 0) }
    let bounds = program.columns[j].bounds
    var least = Double.infinity
    var size = 0.0
    // A cost that may be positive leans on the lower end, one that may be negative on the upper.
    if cost.sum + error > 0 {
      guard let end = bounds.lower?.approximation ?? impliedEnd(j, isUpper: false), end.isFinite
      else { return nil }
      (least, size) = (cost.sum * end, end.magnitude)
    }
    if cost.sum - error < 0 {
      guard let end = bounds.upper?.approximation ?? impliedEnd(j, isUpper: true), end.isFinite
      else { return nil }
      (least, size) = (min(least, cost.sum * end), max(size, end.magnitude))
    }
    // The ends are within three units of rounding, and the product takes one more.
    return (least, (error + cost.sum.magnitude * 0x1p-50) * size + 0x1p-1000)
  }

  private mutating func impliedEnd(_ j: Int, isUpper: Bool) -> Double? {
    if implied == nil { implied = ImpliedBounds(program, sign: sign, cutoff: cutoff) }
    let end = isUpper ? implied!.upper[j] : implied!.lower[j]
    return end.isFinite ? end : nil
  }
}

/// Bounds of columns that have none, from rows that cap them while the other columns are at their
/// bounds (Andersen and Andersen, "Presolving in linear programming", 1995, part 3.3), and from a
/// cutoff of the objective. They hold for certain: every end is rounded outwards.
package struct ImpliedBounds {
  package private(set) var lower: [Double]
  package private(set) var upper: [Double]

  /// The least and the greatest activity that the columns allow, as far as they are finite.
  private struct Range {
    var least = FilteredSum()
    var greatest = FilteredSum()
    var leastOpen: Int32 = 0
    var greatestOpen: Int32 = 0
  }

  /// Bounds of the points with sign·c·x ≤ cutoff.
  package init(_ program: LinearProgram, sign: Double, cutoff: Double) {
    // Widened by more than the three units of rounding of an approximation.
    lower = program.columns.map {
      $0.bounds.lower.map { $0.approximation - $0.approximation.magnitude * 0x1p-50 } ?? -.infinity
    }
    upper = program.columns.map {
      $0.bounds.upper.map { $0.approximation + $0.approximation.magnitude * 0x1p-50 } ?? .infinity
    }
    // A row may only cap a column after another one capped the rest of it.
    for _ in 0..<3 where !tighten(program, sign, cutoff) { break }
  }

  /// Fills in ends that are missing; false where there was nothing to fill in.
  private mutating func tighten(_ program: LinearProgram, _ sign: Double, _ cutoff: Double) -> Bool
  {
    let m = program.rows.count
    var ranges = [Range](repeating: Range(), count: m + 1)
    for j in program.columns.indices {
      for k in program.entries.start[j]..<program.entries.start[j + 1] {
        add(program.entries.value.approximation(k), j, to: &ranges[Int(program.entries.row[k])])
      }
      add(program.columns[j].cost.approximation * sign, j, to: &ranges[m])
    }
    let before = (lower, upper)
    var found = false
    for j in program.columns.indices where !lower[j].isFinite || !upper[j].isFinite {
      for k in program.entries.start[j]..<program.entries.start[j + 1] {
        let i = Int(program.entries.row[k])
        cap(
          j, program.entries.value.approximation(k), ranges[i], before,
          program.rows[i].lower?.approximation, program.rows[i].upper?.approximation)
      }
      cap(j, program.columns[j].cost.approximation * sign, ranges[m], before, nil, cutoff)
      found = found || lower[j] != before.0[j] || upper[j] != before.1[j]
    }
    return found
  }

  private func add(_ coefficient: Double, _ j: Int, to range: inout Range) {
    let (low, high) = coefficient > 0 ? (lower[j], upper[j]) : (upper[j], lower[j])
    if coefficient == 0 { return }
    if low.isInfinite { range.leastOpen += 1 } else { range.least.add(coefficient, low) }
    if high.isInfinite { range.greatestOpen += 1 } else { range.greatest.add(coefficient, high) }
  }

  /// From L ≤ a x + rest ≤ U: a x ≤ U − (least rest) and a x ≥ L − (greatest rest).
  private mutating func cap(
    _ j: Int, _ coefficient: Double, _ range: Range, _ ends: ([Double], [Double]),
    _ rowLower: Double?, _ rowUpper: Double?
  ) {
    if coefficient == 0 || coefficient.isNaN { return }
    let (low, high) =
      coefficient > 0 ? (ends.0[j], ends.1[j]) : (ends.1[j], ends.0[j])
    func rest(_ sum: FilteredSum, _ open: Int32, _ own: Double, isLeast: Bool) -> Double? {
      if open > (own.isInfinite ? 1 : 0) { return nil }
      var sum = sum
      if !own.isInfinite { sum.add(-coefficient, own) }
      let error = sum.error * 1.01
      return isLeast ? sum.sum - error : sum.sum + error
    }
    if let rowUpper, let rest = rest(range.least, range.leastOpen, low, isLeast: true) {
      let size = (rowUpper.magnitude + rest.magnitude) / coefficient.magnitude
      take(j, (rowUpper - rest) / coefficient, size, isUpper: coefficient > 0)
    }
    if let rowLower, let rest = rest(range.greatest, range.greatestOpen, high, isLeast: false) {
      let size = (rowLower.magnitude + rest.magnitude) / coefficient.magnitude
      take(j, (rowLower - rest) / coefficient, size, isUpper: coefficient < 0)
    }
  }

  /// `size` is how large the parts of the end were, which is what their roundings are relative to.
  private mutating func take(_ j: Int, _ end: Double, _ size: Double, isUpper: Bool) {
    let slack = size * 0x1p-48 + 0x1p-1000
    guard end.isFinite, slack.isFinite else { return }
    if isUpper {
      upper[j] = min(upper[j], end + slack)
    } else {
      lower[j] = max(lower[j], end - slack)
    }
  }
}
