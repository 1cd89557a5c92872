// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Columns that another one without an end makes useless: no cheaper, and no better in any row. They
/// are held at their lower bounds before anything else is known (Andersen and Andersen, "Presolving in
/// linear programming", 1995; Gamrath, Koch, Martin, Miltenberger and Weninger, "Progress in
/// presolving for mixed integer programming", 2015).
extension Search {
  /// Beyond, comparing each with each takes too long.
  private static let mostComparisons = 2_000_000

  func fixDominatedColumns(_ place: inout Int) {
    let wholes = program.wholeColumns
    let endless = wholes.filter { domain.upper[$0] == .infinity }
    if endless.count * wholes.count > Self.mostComparisons { return }
    // Cheaper ones first; of those that cost the same, the first.
    let order = endless.sorted { (program.cost[$0], $0) < (program.cost[$1], $1) }
    var isFixed = [Bool](repeating: false, count: program.columns)
    for j in wholes where domain.lower[j].isFinite && !domain.isFixed(j) {
      for k in order {
        if program.cost[k] > program.cost[j] { break }
        if k == j || isFixed[k] || !seemsAtLeastAsGood(k, j) { continue }
        guard program.exact.columns[k].cost.isAtMost(program.exact.columns[j].cost, program.sign),
          program.exact.isAtLeastAsGood(k, as: j)
        else { continue }
        tree[place] = .dominated(column: j, by: k, next: tree.count)
        place = tree.count
        tree.append(nil)
        domain.upper[j] = domain.lower[j]
        relaxation.setBounds(j, domain)
        isFixed[j] = true
        break
      }
    }
  }

  private func seemsAtLeastAsGood(_ k: Int, _ j: Int) -> Bool {
    let numeric = program.numeric
    var a = Int(numeric.columnStart[k])
    var b = Int(numeric.columnStart[j])
    let (endA, endB) = (Int(numeric.columnStart[k + 1]), Int(numeric.columnStart[j + 1]))
    while a < endA || b < endB {
      let rowA = a < endA ? Int(numeric.rowIndex[a]) : Int.max
      let rowB = b < endB ? Int(numeric.rowIndex[b]) : Int.max
      let row = min(rowA, rowB)
      let mine = rowA == row ? numeric.value[a] : 0
      let other = rowB == row ? numeric.value[b] : 0
      if mine > other, numeric.rowUpper[row] < .infinity { return false }
      if mine < other, numeric.rowLower[row] > -.infinity { return false }
      if rowA == row { a += 1 }
      if rowB == row { b += 1 }
    }
    return true
  }
}

extension Rational {
  fileprivate func isAtMost(_ other: Rational, _ sign: Double) -> Bool {
    sign > 0 ? self <= other : self >= other
  }
}
