// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// What row prices or a ray prove of a part, for certain: sums in doubles with bounds of their
/// errors (Neumaier and Shcherbina, "Safe bounds in linear and mixed-integer linear programming",
/// 2004).
///
/// Factors are within one unit of rounding of their fractions; a term of k products is within k + 4
/// of them, and so the errors are those of `FilteredSum`, with room.
struct SafeBounds {
  private let program: WholeProgram
  /// What the multipliers leave of the costs, a column, and the sizes of the terms.
  private(set) var rest: [Double]
  private var size: [Double]
  private var terms: [Int32]
  /// Ends of continuous columns that rows imply.
  var implied: ImpliedEnds
  /// Columns whose reduced cost may lean on an end that is not there.
  private var endless: [Int32] = []

  init(_ program: WholeProgram) {
    self.program = program
    rest = Array(repeating: 0, count: program.columns)
    size = rest
    terms = Array(repeating: 0, count: program.columns)
    implied = ImpliedEnds(columns: program.columns)
  }

  @inline(__always)
  private func error(_ j: Int) -> Double { size[j] * Double(Int(terms[j]) + 24) * 0x1p-53 }

  /// The least of w·c·x that the rows allow in `domain`, w the multipliers' weight of the objective;
  /// without it, how far the rows contradict the bounds. -infinity where nothing is certain. Rows of
  /// implied ends are added to the multipliers where they are needed.
  ///
  /// With `target`, the least of these terms is looked for in place of the objective, whose weight is 0.
  mutating func bound(
    _ multipliers: inout SearchTree.Multipliers, _ rows: Rows, _ domain: Domain,
    target: SearchTree.Terms? = nil
  ) -> Double {
    let stated = multipliers.rows.count
    for attempt in 0..<4 {
      let value = sum(&multipliers, rows, domain, target)
      if value > -.infinity || endless.isEmpty || target != nil || attempt == 3 { return value }
      // Rows of implied ends are added anew.
      multipliers.rows.removeLast(multipliers.rows.count - stated)
      multipliers.values.removeLast(multipliers.values.count - stated)
      if !mend(&multipliers, rows, domain) { return value }
    }
    return -.infinity
  }

  /// A sum as it grows, with what bounds its error.
  private struct Total {
    var sum = 0.0
    private var magnitude = 0.0
    private var count = 0
    /// What the columns' own errors may have made of it.
    var loss = 0.0

    @inline(__always)
    mutating func add(_ term: Double, roundings: Int = 1) {
      sum += term
      magnitude += term.magnitude
      count += roundings
    }

    /// Certainly no more than the exact sum; -infinity beyond the doubles.
    var least: Double {
      let error = magnitude * Double(count + 24) * 0x1p-53
      let value = sum - (error + loss) * 1.000001
      return value.isFinite ? value : -.infinity
    }
  }

  private mutating func sum(
    _ multipliers: inout SearchTree.Multipliers, _ rows: Rows, _ domain: Domain,
    _ target: SearchTree.Terms?
  ) -> Double {
    endless.removeAll(keepingCapacity: true)
    begin(multipliers.objective, target)
    var total = Total()
    take(multipliers, rows, &total)
    for j in 0..<program.columns {
      let (d, e) = (rest[j], error(j))
      if d == 0 && size[j] == 0 { continue }
      if leanOnImpliedEnd(j, domain, &multipliers, &total) { continue }
      var least = Double.infinity
      var far = 0.0
      if d + e > 0 { (least, far) = (d * domain.lower[j], domain.lower[j].magnitude) }
      if d - e < 0 {
        least = min(least, d * domain.upper[j])
        far = max(far, domain.upper[j].magnitude)
      }
      if !least.isFinite || !far.isFinite {
        // Sums that cancel to nothing may do so exactly.
        if d.magnitude <= e, isZero(j, multipliers, rows, target) {
          (rest[j], size[j]) = (0, 0)
        } else {
          endless.append(Int32(j))
        }
        continue
      }
      total.add(least)
      total.loss += (e + d.magnitude * 0x1p-50) * far + 0x1p-900
    }
    return endless.isEmpty ? total.least : -.infinity
  }

  /// The costs alone, times the weight of the objective, and the terms that are looked for.
  private mutating func begin(_ weight: Double, _ target: SearchTree.Terms?) {
    for j in 0..<program.columns {
      rest[j] = weight * program.cost[j]
      size[j] = rest[j].magnitude
      terms[j] = 1
    }
    guard let target else { return }
    for (j, value) in zip(target.columns, target.values) {
      rest[Int(j)] += value
      size[Int(j)] += value.magnitude
    }
  }

  /// Takes the rows, times their multipliers, off the costs, and adds their right-hand sides.
  private mutating func take(
    _ multipliers: SearchTree.Multipliers, _ rows: Rows, _ total: inout Total
  ) {
    rows.column.withUnsafeBufferPointer { column in
      rows.value.withUnsafeBufferPointer { value in
        rest.withUnsafeMutableBufferPointer { rest in
          size.withUnsafeMutableBufferPointer { size in
            terms.withUnsafeMutableBufferPointer { terms in
              for t in 0..<multipliers.rows.count {
                let (i, y) = (Int(multipliers.rows[t]), multipliers.values[t])
                total.add(y * (y > 0 ? rows.lower[i] : rows.upper[i]))
                for k in rows.start[i]..<rows.start[i + 1] {
                  let j = Int(column[k])
                  let product = y * value[k]
                  rest[j] -= product
                  size[j] += product.magnitude
                  terms[j] &+= 1
                }
              }
            }
          }
        }
      }
    }
  }

  /// Where what is left of a column leans on an end that is not there, the row that implies one takes
  /// it. false where it leans on none, or no row does.
  @inline(__always)
  private func leanOnImpliedEnd(
    _ j: Int, _ domain: Domain, _ multipliers: inout SearchTree.Multipliers, _ total: inout Total
  ) -> Bool {
    let (d, e) = (rest[j], error(j))
    if d - e < 0, domain.upper[j] == .infinity, implied.upperRow[j] >= 0 {
      let weight = 2 * e - d
      multipliers.rows.append(implied.upperRow[j])
      multipliers.values.append(weight)
      total.add(-weight * implied.upper[j], roundings: 2)
      total.loss += 4 * e * domain.lower[j].magnitude + 0x1p-900
      return true
    }
    if d + e > 0, domain.lower[j] == -.infinity, implied.lowerRow[j] >= 0 {
      let weight = 2 * e + d
      multipliers.rows.append(implied.lowerRow[j])
      multipliers.values.append(weight)
      total.add(weight * implied.lower[j], roundings: 2)
      total.loss += 4 * e * domain.upper[j].magnitude + 0x1p-900
      return true
    }
    return false
  }

  /// Whether exactly nothing is left of a column.
  private func isZero(
    _ j: Int, _ multipliers: SearchTree.Multipliers, _ rows: Rows, _ target: SearchTree.Terms?
  ) -> Bool {
    let exact = program.exact
    var left = Rational(exactly: multipliers.objective * program.sign) * exact.columns[j].cost
    if let target, let k = target.columns.firstIndex(of: Int32(j)) {
      left += Rational(exactly: target.values[k])
    }
    for (row, value) in zip(multipliers.rows, multipliers.values) {
      let i = Int(row)
      if i < program.rows {
        guard rows.column[rows.start[i]..<rows.start[i + 1]].contains(Int32(j)) else { continue }
        for entry in exact.entries[j] where entry.row == i {
          left -= Rational(exactly: value) * entry.value
        }
      } else {
        for k in rows.start[i]..<rows.start[i + 1] where Int(rows.column[k]) == j {
          left -= Rational(exactly: value) * Rational(exactly: rows.value[k])
        }
      }
    }
    return left.isZero
  }

  /// Moves multipliers by as little as makes those reduced costs certain to be of the right sign, where
  /// only rounding is what they miss. false where that cannot be.
  private mutating func mend(
    _ multipliers: inout SearchTree.Multipliers, _ rows: Rows, _ domain: Domain
  ) -> Bool {
    var place: [Int32: Int] = [:]
    for (t, row) in multipliers.rows.enumerated() { place[row] = t }
    for column in endless {
      let j = Int(column)
      let e = error(j)
      let isLow = domain.upper[j] == .infinity
      // An end on neither side asks for exactly 0.
      if isLow && domain.lower[j] == -.infinity { return false }
      let change = isLow ? 3 * e - rest[j] : -3 * e - rest[j]
      if change.magnitude > 1e-6 * size[j] + 0x1p-300 { return false }
      var best: (entry: Double, place: Int)?
      for k in Int(program.numeric.columnStart[j])..<Int(program.numeric.columnStart[j + 1]) {
        let row = program.numeric.rowIndex[k]
        guard let t = place[row] else { continue }
        let a = program.numeric.value[k]
        let moved = multipliers.values[t] - change / a
        let isKept = moved * multipliers.values[t] > 0
        let end = moved > 0 ? rows.lower[Int(row)] : rows.upper[Int(row)]
        if isKept || end.isFinite, a.magnitude > best?.entry.magnitude ?? 0 { best = (a, t) }
      }
      guard let best else { return false }
      multipliers.values[best.place] -= change / best.entry
    }
    return true
  }

  /// The multipliers without those that lean on bounds which are not there.
  static func settled(
    _ multipliers: SearchTree.Multipliers, _ rows: Rows
  ) -> SearchTree.Multipliers {
    var kept = SearchTree.Multipliers(objective: multipliers.objective)
    for (row, value) in zip(multipliers.rows, multipliers.values)
    where (value > 0 ? rows.lower[Int(row)] : rows.upper[Int(row)]).isFinite {
      kept.rows.append(row)
      kept.values.append(value)
    }
    return kept
  }

  /// How much a unit of the column certainly adds to the bound, beyond its lower bound or its upper one.
  func certainRate(_ j: Int) -> Double {
    let e = error(j) * 1.000001
    return rest[j] > e ? rest[j] - e : rest[j] < -e ? rest[j] + e : 0
  }
}
