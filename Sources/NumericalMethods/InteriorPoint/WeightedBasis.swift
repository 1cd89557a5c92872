// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The basis of the largest weights, and what it is worth.
struct WeightedBasis {
  let basis: Basis
  let claim: StartingBasis.Claim
  /// How many bounds are violated, and how many signs of reduced costs are wrong, for the bounds
  /// and the costs of the program.
  let violated: Int
  let wrong: Int
  var violations: Int { violated + wrong }

  /// nil where the factor fills or numbers went wrong.
  init?(of point: InteriorPoint) {
    guard let factor = point.factorOfHeaviest() else { return nil }
    var isBasic = [Bool](repeating: false, count: point.count)
    for column in factor.columns { isBasic[Int(column)] = true }
    let (basis, right) = point.resting(isBasic)
    let violated = point.violations(factor, right)
    let wrong = point.wrongSigns(factor, basis, isBasic)
    (self.basis, self.violated, self.wrong) = (basis, violated, wrong)
    claim =
      violated == 0
      ? (wrong == 0 ? .optimal : .primalFeasible) : (wrong == 0 ? .dualFeasible : .none)
  }
}

extension InteriorPoint {
  /// A column of the program, or the variable of a row that has one.
  private func isOffered(_ j: Int) -> Bool { j < structurals || hasSlack[j - structurals] }

  /// The factor of the columns that are greatest in their weights; nil where it fills.
  fileprivate func factorOfHeaviest() -> GreedyFactor? {
    let (m, n) = (rows, structurals)
    var rowLength = [Int32](repeating: 0, count: m)
    for k in 0..<Int(start[n]) { rowLength[Int(row[k])] += 1 }
    let factor = GreedyFactor(size: m, rowLength: rowLength)
    let (short, long) = offers()
    let mostEntries = 5 * (Int(start[n]) + m)
    for column in short {
      if factor.columns.count >= m - long.count { break }
      if factor.entryCount > mostEntries { return nil }
      offer(column, to: factor)
    }
    for column in long { offer(column, to: factor) }
    for i in 0..<m where factor.pivotOfRow[i] < 0 { offer(Int32(n + i), to: factor) }
    return factor.isFull ? factor : nil
  }

  /// The order of the offers: by weight, but the long columns among the m largest come last, as the
  /// others would fill with them.
  private func offers() -> (short: [Int32], long: [Int32]) {
    var keyed: [(weight: Double, column: Int32)] = []
    keyed.reserveCapacity(count)
    for j in 0..<count where isOffered(j) {
      let weight = self.weight(j)
      if weight > 1e-15 { keyed.append((weight, Int32(j))) }
    }
    keyed.sort { ($1.weight, $0.column) < ($0.weight, $1.column) }
    func isLong(_ column: Int32) -> Bool {
      let j = Int(column)
      return j < structurals && start[j + 1] - start[j] > 40
    }
    let long = keyed.prefix(rows).filter { isLong($0.column) }
    return (keyed.filter { !isLong($0.column) }.map(\.column), long.map(\.column))
  }

  private func offer(_ column: Int32, to factor: GreedyFactor) {
    let j = Int(column)
    if j < structurals {
      let first = Int(start[j])
      _ = factor.offer(
        column, rows: row.base + first, values: value.base + first,
        count: Int(start[j + 1]) - first)
    } else {
      var (slackRow, minusOne) = (Int32(j - structurals), -1.0)
      _ = factor.offer(column, rows: &slackRow, values: &minusOne, count: 1)
    }
  }

  /// Where the columns rest that are not basic, and what they leave of the right-hand sides.
  fileprivate func resting(_ isBasic: [Bool]) -> (basis: Basis, right: [Double]) {
    let (m, n) = (rows, structurals)
    var rest = [Double](repeating: 0, count: m)
    for i in 0..<m { rest[i] = right[i] }
    var basis = Basis(
      columns: Array(repeating: .basic, count: n), rows: Array(repeating: .basic, count: m))
    for j in 0..<(n + m) where !isBasic[j] {
      let isUpper = isNearUpper(j)
      let bound = isUpper ? upper[j] : lower[j]
      let status: Basis.Status = bound.isFinite ? (isUpper ? .atUpper : .atLower) : .atZero
      if j < n { basis.columns[j] = status } else { basis.rows[j - n] = status }
      if !bound.isFinite || bound == 0 { continue }
      if j < n {
        for k in Int(start[j])..<Int(start[j + 1]) { rest[Int(row[k])] -= value[k] * bound }
      } else {
        rest[j - n] += bound
      }
    }
    return (basis, rest)
  }

  /// How many bounds the vertex violates.
  fileprivate func violations(_ factor: GreedyFactor, _ right: [Double]) -> Int {
    var violated = 0
    var vertex = right
    factor.solve(&vertex)
    for (pivot, column) in factor.columns.enumerated() {
      let (value, j) = (vertex[pivot], Int(column))
      let tolerance = 1e-12 * max(1, abs(value))
      if !(value >= lower[j] - tolerance && value <= upper[j] + tolerance) { violated += 1 }
    }
    return violated
  }

  /// How many reduced costs that the basis's prices leave have the wrong sign.
  fileprivate func wrongSigns(
    _ factor: GreedyFactor, _ basis: Basis, _ isBasic: [Bool]
  ) -> Int {
    let n = structurals
    var wrong = 0
    var prices = factor.columns.map { originalCost(Int($0)) }
    factor.solveTransposed(&prices)
    for j in 0..<count where !isBasic[j] && isOffered(j) && lower[j] < upper[j] {
      var reduced = originalCost(j)
      var size = abs(reduced)
      if j < n {
        for k in Int(start[j])..<Int(start[j + 1]) {
          let term = value[k] * prices[Int(row[k])]
          reduced -= term
          size = max(size, abs(term))
        }
      } else {
        reduced += prices[j - n]
        size = abs(reduced)
      }
      let tolerance = 1e-11 * size + 1e-13
      let isAtUpper = (j < n ? basis.columns[j] : basis.rows[j - n]) == .atUpper
      if lower[j].isFinite || upper[j].isFinite {
        if isAtUpper ? reduced > tolerance : reduced < -tolerance { wrong += 1 }
      } else if abs(reduced) > tolerance {
        wrong += 1
      }
    }
    return wrong
  }
}
