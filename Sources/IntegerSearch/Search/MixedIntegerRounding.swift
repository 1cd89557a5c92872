// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Cuts from sums of rows by mixed-integer rounding (Nemhauser and Wolsey, "A recursive procedure to
/// generate all cuts for 0-1 mixed integer programs", 1990).
///
/// Over distances z ≥ 0 of the columns from one of their bounds, and t ≥ 0 of the rows from one of
/// their ends, the sum says Σ a z + Σ c t = b. With f(a) the fraction of a and f = f(b), each whole
/// z is rounded to π z, π = ⌊a⌋ where f(a) < f and ⌈a⌉ else. Where Σ π z ≥ ⌈b⌉, f times that is the
/// cut; where Σ π z ≤ ⌊b⌋, the sum less 1 − f times that is. So a cut is a split with two short
/// proofs, and its right-hand side is what they certainly give: safe as Cook, Dash, Fukasawa and
/// Goycoolea ask ("Numerically safe Gomory mixed-integer cuts", 2009).
struct MixedIntegerRounding {
  private let search: Search
  private let program: WholeProgram
  /// The sum's coefficients, and which columns have one.
  private var sum: [Double]
  private var columns: [Int] = []
  /// The cut that is made, and its split.
  private var values: ColumnValues
  private var split: ColumnValues

  private static let leastFraction = 0.01
  private static let leastEfficacy = 1e-5
  private static let mostDivisors = 8

  init(_ search: Search) {
    self.search = search
    program = search.program
    sum = Array(repeating: 0, count: program.columns)
    values = ColumnValues(columns: program.columns)
    split = values
  }

  /// A row of the sum, with the distance from the end that it has.
  fileprivate struct Part {
    var row: Int
    var weight: Double
    var isLower: Bool
    var end: Double
    /// The distance's coefficient in the sum, and whether it is whole.
    var coefficient: Double
    var isWhole: Bool
    var distance: Double
  }

  /// A column of the sum as a distance from one of its bounds.
  fileprivate struct Term {
    var column: Int
    var isUpper: Bool
    var bound: Double
    var coefficient: Double
    var isWhole: Bool
    /// At the relaxation's point.
    var distance: Double
  }

  struct Found {
    var cut: SearchTree.Cut
    var efficacy: Double
  }

  /// A cut that is still to be made, with what it is worth.
  struct Candidate {
    fileprivate var parts: [Part]
    fileprivate var terms: [Term]
    fileprivate var right: Double
    fileprivate var divisor: Double
    var efficacy: Double
  }

  /// The best cut of a sum or its negative; nil where none cuts the relaxation's point off.
  mutating func candidate(from weights: SearchTree.Multipliers) -> Candidate? {
    var best: Candidate?
    for sign in [1.0, -1.0] {
      guard let (parts, terms, right) = base(weights, sign),
        let (divisor, flipped, value) = bestDivisor(parts, terms, right),
        value > best?.efficacy ?? Self.leastEfficacy
      else { continue }
      best = Candidate(
        parts: parts, terms: flipped.terms, right: flipped.right, divisor: divisor, efficacy: value)
    }
    return best
  }

  /// The cut itself, with its proofs; nil where rounding leaves nothing of it.
  mutating func cut(_ candidate: Candidate) -> Found? {
    make(candidate.parts, candidate.terms, candidate.right, candidate.divisor)
  }

  // MARK: - The sum

  private mutating func base(
    _ weights: SearchTree.Multipliers, _ sign: Double
  ) -> (parts: [Part], terms: [Term], right: Double)? {
    let (rows, domain, point) = (search.rows, search.domain, search.relaxation.point)
    for j in columns { sum[j] = 0 }
    columns.removeAll(keepingCapacity: true)
    var parts: [Part] = []
    var right = 0.0
    for (row, value) in zip(weights.rows, weights.values) {
      let (i, weight) = (Int(row), value * sign)
      let activity = search.activity(i)
      let isLower = activity - rows.lower[i] <= rows.upper[i] - activity
      let end = isLower ? rows.lower[i] : rows.upper[i]
      guard end.isFinite else { return nil }
      let isFixed = rows.lower[i] == rows.upper[i]
      parts.append(
        Part(
          row: i, weight: weight, isLower: isLower, end: end,
          coefficient: isFixed ? 0 : isLower ? -weight : weight,
          isWhole: !isFixed && search.isWhole(row: i),
          distance: isLower ? activity - end : end - activity))
      right += weight * end
      for k in rows.start[i]..<rows.start[i + 1] {
        let j = Int(rows.column[k])
        if sum[j] == 0 { columns.append(j) }
        let new = sum[j] + weight * rows.value[k]
        sum[j] = new == 0 ? 1e-300 : new
      }
    }
    if columns.count > 2000 { return nil }
    var terms: [Term] = []
    var largest = 0.0
    for j in columns { largest = max(largest, sum[j].magnitude) }
    for j in columns.sorted() {
      // What the proof pays for with the column's bounds.
      if sum[j].magnitude < 1e-11 * largest { continue }
      let (low, high) = (domain.lower[j], domain.upper[j])
      let isUpper = high.isFinite && (!low.isFinite || high - point[j] < point[j] - low)
      let bound = isUpper ? high : low
      guard bound.isFinite else { return nil }
      let coefficient = isUpper ? -sum[j] : sum[j]
      right -= sum[j] * bound
      if low == high { continue }
      terms.append(
        Term(
          column: j, isUpper: isUpper, bound: bound, coefficient: coefficient,
          isWhole: program.isInteger[j],
          distance: max(0, isUpper ? high - point[j] : point[j] - low)))
    }
    return (parts, terms, right)
  }

  // MARK: - The divisor

  /// How much the cut of a divisor is violated, for its length; and how long it is.
  private func efficacy(
    _ parts: [Part], _ terms: [Term], _ right: Double, _ divisor: Double
  ) -> Double {
    let b = right / divisor
    let f = b - b.rounded(.down)
    guard f > Self.leastFraction, f < 1 - Self.leastFraction else { return -1 }
    var left = 0.0
    var square = 0.0
    for term in terms {
      let g = Self.rounded(term.coefficient / divisor, f, isWhole: term.isWhole)
      left += g * term.distance
      square += g * g
    }
    for part in parts where part.coefficient != 0 {
      let g = Self.rounded(part.coefficient / divisor, f, isWhole: part.isWhole)
      if g != 0 { left += g * part.distance }
    }
    guard square > 0 else { return -1 }
    return (f * b.rounded(.up) - left) / square.squareRoot()
  }

  @inline(__always)
  private static func rounded(_ a: Double, _ f: Double, isWhole: Bool) -> Double {
    if !isWhole { return max(a, 0) }
    let floor = a.rounded(.down)
    return f * floor + min(a - floor, f)
  }

  private func bestDivisor(_ parts: [Part], _ terms: [Term], _ right: Double)
    -> (divisor: Double, flipped: (terms: [Term], right: Double), efficacy: Double)?
  {
    var divisors: [Double] = [1]
    for term in terms where term.isWhole && term.distance > 1e-6 {
      let size = term.coefficient.magnitude
      if size > 1e-9 && !divisors.contains(where: { abs($0 - size) < 1e-9 * size }) {
        divisors.append(size)
      }
      if divisors.count > Self.mostDivisors { break }
    }
    var best: (divisor: Double, efficacy: Double)?
    for divisor in divisors {
      let value = efficacy(parts, terms, right, divisor)
      if value > best?.efficacy ?? 1e-6 { best = (divisor, value) }
    }
    if best == nil {
      // A violated cut may only come with a flip.
      best = divisors.count > 1 ? (divisors[1], 0) : (1, 0)
    }
    guard var (divisor, value) = best else { return nil }
    for factor in [2.0, 4, 8] {
      let new = efficacy(parts, terms, right, best!.divisor * factor)
      if new > value { (divisor, value) = (best!.divisor * factor, new) }
    }
    // Other bounds, one by one, those in the middle first.
    var (flipped, end) = (terms, right)
    let order = terms.indices.filter {
      terms[$0].isWhole && terms[$0].distance > 1e-6
    }
    .sorted { (terms[$0].distance, $0) > (terms[$1].distance, $1) }
    for k in order.prefix(20) {
      let j = terms[k].column
      let other = flipped[k].isUpper ? search.domain.lower[j] : search.domain.upper[j]
      guard other.isFinite else { continue }
      let before = flipped[k]
      var term = before
      let coefficient = term.isUpper ? -term.coefficient : term.coefficient
      let right = end + coefficient * term.bound - coefficient * other
      (term.isUpper, term.bound, term.coefficient) = (!term.isUpper, other, -term.coefficient)
      term.distance = max(0, (other - search.relaxation.point[j]).magnitude)
      flipped[k] = term
      let new = efficacy(parts, flipped, right, divisor)
      if new > value { (end, value) = (right, new) } else { flipped[k] = before }
    }
    return (divisor, (flipped, end), value)
  }

  // MARK: - The cut

  /// The cut over the columns, with its two proofs and the right-hand side that they give.
  private mutating func make(
    _ parts: [Part], _ terms: [Term], _ right: Double, _ divisor: Double
  ) -> Found? {
    let b = right / divisor
    let f = b - b.rounded(.down)
    guard f > 1e-6, f < 1 - 1e-6 else { return nil }
    values.clear()
    split.clear()
    var splitRight = b.rounded(.down)
    for term in terms {
      let a = term.coefficient / divisor
      let g = Self.rounded(a, f, isWhole: term.isWhole)
      let x = term.isUpper ? -g : g
      if x != 0 { values.add(x, at: term.column) }
      if term.isWhole {
        let floor = a.rounded(.down)
        let pi = a - floor < f ? floor : floor + 1
        if pi != 0 {
          split.add(term.isUpper ? -pi : pi, at: term.column)
          splitRight += term.isUpper ? -pi * term.bound : pi * term.bound
        }
      }
    }
    // Below the split: the rows, and 1 − f times it. Above: f times it, and distances that count.
    var below = SearchTree.Multipliers()
    var above = SearchTree.Multipliers()
    let rows = search.rows
    for part in parts {
      let a = part.coefficient / divisor
      let weight = part.weight / divisor
      let g = part.coefficient == 0 ? 0 : Self.rounded(a, f, isWhole: part.isWhole)
      // g t with t = ±(row − end): the cut's terms have the row g times.
      let share = part.isLower ? g : -g
      if g != 0 {
        for k in rows.start[part.row]..<rows.start[part.row + 1] {
          values.add(share * rows.value[k], at: Int(rows.column[k]))
        }
      }
      var pi = 0.0
      if part.isWhole, part.coefficient != 0 {
        let floor = a.rounded(.down)
        pi = a - floor < f ? floor : floor + 1
        if pi != 0 {
          let sign = part.isLower ? pi : -pi
          for k in rows.start[part.row]..<rows.start[part.row + 1] {
            split.add(sign * rows.value[k], at: Int(rows.column[k]))
          }
          splitRight += sign * part.end
        }
      }
      // What is left of the row below the split: its weight in the sum, the distance in the cut, and
      // the distance in the split.
      let piShare = part.isLower ? pi : -pi
      append(weight + share + (1 - f) * piShare, part, &below)
      append(share - f * piShare, part, &above)
    }
    return assemble(splitRight, f, &below, &above)
  }

  /// A multiplier that leans on the end that the row has; rounding is dropped.
  private func append(_ value: Double, _ part: Part, _ multipliers: inout SearchTree.Multipliers) {
    if value.magnitude < 1e-12 * max(1, part.weight.magnitude) { return }
    let end = value > 0 ? search.rows.lower[part.row] : search.rows.upper[part.row]
    if !end.isFinite { return }
    multipliers.rows.append(Int32(part.row))
    multipliers.values.append(value)
  }

  private mutating func assemble(
    _ splitRight: Double, _ f: Double, _ below: inout SearchTree.Multipliers,
    _ above: inout SearchTree.Multipliers
  ) -> Found? {
    var terms = SearchTree.Terms()
    var pi = SearchTree.Terms()
    var largest = 0.0
    for j in values.columns { largest = max(largest, values.value[j].magnitude) }
    guard largest > 0, largest.isFinite else { return nil }
    // A power of two, so that the largest is about 1.
    let scale = Double(sign: .plus, exponent: -largest.exponent, significand: 1)
    for j in values.columns.sorted() where values.value[j].magnitude > 1e-9 * largest {
      var value = values.value[j] * scale
      // Where a column has no end, the terms must certainly have enough of it.
      if search.domain.upper[j] == .infinity { value += value.magnitude * 0x1p-40 }
      if search.domain.lower[j] == -.infinity { value -= value.magnitude * 0x1p-40 }
      terms.columns.append(Int32(j))
      terms.values.append(value)
    }
    for j in split.columns.sorted() where split.value[j].magnitude > ColumnValues.nearlyNothing {
      let value = split.value[j]
      guard value == value.rounded(), value.magnitude < 0x1p50 else { return nil }
      pi.columns.append(Int32(j))
      pi.values.append(value)
    }
    guard splitRight == splitRight.rounded(), splitRight.magnitude < 0x1p50 else { return nil }
    below.values = below.values.map { $0 * scale }
    above.values = above.values.map { $0 * scale }
    below.rows.append(Int32(search.rows.count))
    below.values.append(-(1 - f) * scale)
    above.rows.append(Int32(search.rows.count))
    above.values.append(f * scale)
    let (low, high) = search.leastOf(terms, pi, splitRight, &below, &above)
    let lower = min(low, high)
    guard lower.isFinite else { return nil }
    var left = 0.0
    var square = 0.0
    for (j, value) in zip(terms.columns, terms.values) {
      left += value * search.relaxation.point[Int(j)]
      square += value * value
    }
    let efficacy = (lower - left) / square.squareRoot()
    guard efficacy > Self.leastEfficacy else { return nil }
    let made = SearchTree.Split(terms: pi, floor: splitRight)
    return Found(
      cut: SearchTree.Cut(terms: terms, lower: lower, split: made, below: below, above: above),
      efficacy: efficacy)
  }
}

extension Search {
  /// What the two sides of a split certainly give.
  func leastOf(
    _ terms: SearchTree.Terms, _ split: SearchTree.Terms, _ floor: Double,
    _ below: inout SearchTree.Multipliers, _ above: inout SearchTree.Multipliers
  ) -> (Double, Double) {
    var (first, second) = (below, above)
    let low = rows.with(split, lower: -.infinity, upper: floor) {
      safe.bound(&first, $0, domain, target: terms)
    }
    let high = rows.with(split, lower: floor + 1, upper: .infinity) {
      safe.bound(&second, $0, domain, target: terms)
    }
    (below, above) = (first, second)
    return (low, high)
  }

  /// Whether the activity of a row and its ends are whole at whole points.
  func isWhole(row i: Int) -> Bool {
    for end in [rows.lower[i], rows.upper[i]] where end.isFinite && end != end.rounded() {
      return false
    }
    for k in rows.start[i]..<rows.start[i + 1] {
      let value = rows.value[k]
      if value != value.rounded() || value.magnitude > 1e9
        || !program.isInteger[Int(rows.column[k])]
      {
        return false
      }
    }
    return true
  }
}

/// A sum a column, of which few are not 0.
private struct ColumnValues {
  /// Stands for 0 in a column that has been touched.
  static let nearlyNothing = 0x1p-1000
  private(set) var value: [Double]
  private(set) var columns: [Int] = []

  init(columns: Int) { value = Array(repeating: 0, count: columns) }

  @inline(__always)
  mutating func add(_ amount: Double, at j: Int) {
    if value[j] == 0 { columns.append(j) }
    let new = value[j] + amount
    value[j] = new == 0 ? Self.nearlyNothing : new
  }

  mutating func clear() {
    for j in columns { value[j] = 0 }
    columns.removeAll(keepingCapacity: true)
  }
}
