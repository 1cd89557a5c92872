// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Divisors: rows of whole columns whose coefficients have a common one (rounded as Chvátal does,
/// "Edmonds polytopes and a hierarchy of combinatorial problems", 1973), and equations that have no
/// whole solution at all, found by elimination over the integers (Schrijver, "Theory of linear and
/// integer programming", 1986, chapter 4.1: A x = b has a whole solution, or some y has y A whole and
/// y b not).
extension Search {
  private static let mostEquations = 40
  private static let mostFigures = 4_000

  /// Rounds the ends of rows to multiples of their divisors.
  func roundRows(_ place: inout Int) {
    let byRow = exactRows
    for (i, entries) in byRow.enumerated() where !entries.isEmpty {
      guard entries.allSatisfy({ program.isInteger[$0.column] }),
        let divisor = entries.map(\.value).commonDivisor
      else { continue }
      let bounds = program.exact.rows[i]
      if let lower = bounds.lower { round(&place, i, entries, divisor, lower, isLower: true) }
      if let upper = bounds.upper { round(&place, i, entries, divisor, upper, isLower: false) }
    }
  }

  private typealias Entries = [(column: Int, value: Rational)]

  private var exactRows: [Entries] {
    var rows = [Entries](repeating: [], count: program.rows)
    for (j, entries) in program.exact.entries.enumerated() {
      for entry in entries { rows[entry.row].append((j, entry.value)) }
    }
    return rows
  }

  /// With a = g·π, a x ≥ L gives π x ≥ ⌈L / g⌉; an upper end is that of −π.
  private func round(
    _ place: inout Int, _ i: Int, _ entries: Entries, _ divisor: Rational, _ end: Rational,
    isLower: Bool
  ) {
    let quotient = end / divisor
    if quotient.isInteger { return }
    let least = isLower ? -(-quotient).floor : -quotient.floor
    let sign = isLower ? Rational.one : -.one
    guard let (above, below) = divisor.parts,
      let pi = terms(entries.map { ($0.column, sign * $0.value / divisor) }),
      least.magnitude < Rational(1 << 50)
    else { return }
    // Where π x ≤ least − 1, `below` times the row and `above` times that contradict each other.
    let split = SearchTree.Split(terms: pi, floor: least.double - 1)
    let row = Int32(rows.count)
    let first = SearchTree.Multipliers(
      rows: [Int32(i), row], values: [isLower ? below : -below, -above])
    let second = SearchTree.Multipliers(rows: [row], values: [1])
    _ = add(
      SearchTree.Cut(terms: pi, lower: least.double, split: split, below: first, above: second),
      &place)
  }

  /// Whole coefficients that a double holds; nil where one is none.
  private func terms(_ entries: Entries) -> SearchTree.Terms? {
    var terms = SearchTree.Terms()
    for (j, value) in entries where !value.isZero {
      guard value.isInteger, value.magnitude < Rational(1 << 50) else { return nil }
      terms.columns.append(Int32(j))
      terms.values.append(value.double)
    }
    return terms
  }

  /// Closes the root where equations have no whole solution. false where they have, or where that was
  /// not looked for.
  func contradictsWholeNumbers(_ place: Int) -> Bool {
    let byRow = exactRows
    let equations = byRow.indices.filter { i in
      program.exact.rows[i].isFixed && !byRow[i].isEmpty
        && byRow[i].allSatisfy { program.isInteger[$0.column] }
    }
    let columns = Set(equations.flatMap { byRow[$0].map(\.column) }).sorted()
    guard !equations.isEmpty, equations.count <= Self.mostEquations,
      equations.count * columns.count <= Self.mostFigures
    else { return false }
    let number = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    let matrix = equations.map { i in
      var row = [Rational](repeating: .zero, count: columns.count)
      for (j, value) in byRow[i] { row[number[j]!] = value }
      return row
    }
    guard
      let weights = WholeElimination.contradiction(
        matrix, equations.map { program.exact.rows[$0].lower! })
    else { return false }
    return close(place, equations, weights, byRow)
  }

  /// y A = π is whole and y b is not: π x ≤ ⌊y b⌋ and π x ≥ ⌊y b⌋ + 1 both contradict the equations.
  private func close(
    _ place: Int, _ equations: [Int], _ weights: [Rational], _ byRow: [Entries]
  ) -> Bool {
    var sum: [Int: Rational] = [:]
    var right = Rational.zero
    for (i, y) in zip(equations, weights) where !y.isZero {
      for (j, value) in byRow[i] { sum[j, default: .zero] += y * value }
      right += y * program.exact.rows[i].lower!
    }
    // Weights as whole numbers, over their common denominator.
    guard let unit = weights.commonDivisor, let (above, below) = unit.parts,
      let pi = terms(sum.keys.sorted().map { ($0, sum[$0]!) }), !right.isInteger,
      right.magnitude < Rational(1 << 50)
    else { return false }
    var values: [Double] = []
    for y in weights where !y.isZero {
      let value = y / unit * Rational(exactly: above)
      guard value.isInteger, value.magnitude < Rational(1 << 50) else { return false }
      values.append(value.double)
    }
    let used = zip(equations, weights).filter { !$1.isZero }.map { Int32($0.0) }
    let row = Int32(rows.count)
    let first = tree.count
    tree.append(
      .closed(.init(rows: used + [row], values: values + [-below])))
    tree.append(
      .closed(.init(rows: used + [row], values: values.map { -$0 } + [below])))
    tree[place] = .split(
      .init(terms: pi, floor: right.floor.double), below: first, above: first + 1)
    return true
  }
}

/// Elimination over the integers: unimodular operations on columns make the matrix triangular.
enum WholeElimination {
  /// y with y A whole and y b not; nil where there is none, or the numbers grow beyond machine
  /// integers.
  static func contradiction(_ matrix: [[Rational]], _ right: [Rational]) -> [Rational]? {
    var a = matrix
    let n = a.first?.count ?? 0
    var done = 0
    /// The rows that have a pivot, each with its column's number.
    var pivots: [(row: Int, column: Int)] = []
    // z with H z = b, as far as it is known.
    var z: [Rational] = []
    for i in a.indices {
      guard reduce(&a, i, done, n) else { return nil }
      var rest = right[i]
      for (k, value) in z.enumerated() { rest -= a[i][k] * value }
      if done < n, !a[i][done].isZero {
        let quotient = rest / a[i][done]
        pivots.append((i, done))
        if !quotient.isInteger { return weights(a, pivots, rows: a.count) }
        z.append(quotient)
        done += 1
      } else if !rest.isZero {
        // The relaxation has no point either; others show that.
        return nil
      }
    }
    return nil
  }

  /// Makes row i zero from the column after `first` on, by Euclid's algorithm. false where the numbers
  /// grow too long.
  private static func reduce(_ a: inout [[Rational]], _ i: Int, _ first: Int, _ n: Int) -> Bool {
    let limit = Rational(1 << 60)
    while true {
      let nonzero = (first..<max(first, n)).filter { !a[i][$0].isZero }
      guard let least = nonzero.min(by: { a[i][$0].magnitude < a[i][$1].magnitude }) else {
        return true
      }
      if least != first {
        for r in a.indices { a[r].swapAt(first, least) }
        continue
      }
      let others = nonzero.filter { $0 != first }
      if others.isEmpty { return true }
      for j in others {
        let quotient = (a[i][j] / a[i][first]).floor
        for r in a.indices where !a[r][first].isZero {
          a[r][j] -= quotient * a[r][first]
          if a[r][j].magnitude > limit { return false }
        }
      }
    }
  }

  /// The last pivot's row of the inverse of the triangle.
  private static func weights(
    _ a: [[Rational]], _ pivots: [(row: Int, column: Int)], rows: Int
  ) -> [Rational] {
    var y = [Rational](repeating: .zero, count: rows)
    let last = pivots.count - 1
    for k in stride(from: last, through: 0, by: -1) {
      var rest = k == last ? Rational.one : .zero
      for later in (k + 1)..<max(k + 1, pivots.count) {
        rest -= y[pivots[later].row] * a[pivots[later].row][pivots[k].column]
      }
      y[pivots[k].row] = rest / a[pivots[k].row][pivots[k].column]
    }
    return y
  }
}

extension [Rational] {
  /// The greatest number of which all are multiples; nil where all are 0.
  fileprivate var commonDivisor: Rational? {
    var divisor = Rational.zero
    for value in self {
      var rest = value.magnitude
      while !rest.isZero { (divisor, rest) = (rest, divisor - (divisor / rest).floor * rest) }
    }
    return divisor.isZero ? nil : divisor
  }
}

extension Rational {
  /// Numerator and denominator of a positive fraction, where a double holds them.
  fileprivate var parts: (above: Double, below: Double)? {
    var below = Rational.one
    // The denominator is what makes it whole: found from the text, as it is nobody else's to know.
    let text = description.split(separator: "/")
    if text.count == 2 { below = Rational(digits: String(text[1]), exponent: 0) }
    let above = self * below
    guard above.isInteger, above.magnitude < Rational(1 << 50), below < Rational(1 << 50) else {
      return nil
    }
    return (above.double, below.double)
  }
}
