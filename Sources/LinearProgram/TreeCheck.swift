// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The walk through a search tree that checks it, with the bounds and the further rows of the part
/// where it is.
///
/// Sums are looked at in doubles with a bound of their error, and calculated exactly where that
/// decides nothing. Memory: the program, the way from the first node to the one that is looked at,
/// and the sides that are still to come.
struct TreeCheck {
  /// A row that a split or a cut has added.
  private struct Added {
    let terms: SearchTree.Terms
    let lower: Double?
    let upper: Double?
  }

  private enum Step {
    case visit(Int)
    /// Takes a bound on the way back, and what it was before.
    case restore(column: Int, LinearProgram.Bounds)
    case dropRow
    /// Narrows a bound on the way down.
    case enter(column: Int, LinearProgram.Bounds)
    case add(Added)
  }

  private var program: LinearProgram
  private let sign: Double
  private let best: Rational?
  private let step: Rational?
  /// What a better plan costs at most, as a minimum; where there is no step, less.
  private let cutoff: Rational?
  private let cutoffNear: Double
  private let matrix: RowMatrix
  private var added: [Added] = []
  private var sums: ColumnSums

  init(_ program: LinearProgram, best: Rational?) {
    self.program = program
    self.best = best
    let isMinimum = program.sense == .minimize
    sign = isMinimum ? 1 : -1
    let objectiveStep = program.objectiveStep
    step = objectiveStep
    cutoff = best.map { (isMinimum ? $0 : -$0) - (objectiveStep ?? .zero) }
    cutoffNear = cutoff?.approximation ?? .nan
    matrix = RowMatrix(program)
    sums = ColumnSums(count: program.columns.count)
  }

  mutating func proves(_ tree: SearchTree) -> Bool {
    var open: [Step] = [.visit(0)]
    var visits = 0
    while let step = open.popLast() {
      switch step {
      case .restore(let j, let bounds), .enter(let j, let bounds):
        program.columns[j].bounds = bounds
      case .dropRow: added.removeLast()
      case .add(let row): added.append(row)
      case .visit(let place):
        visits += 1
        guard tree.nodes.indices.contains(place), visits <= tree.nodes.count,
          visit(tree.nodes[place], place, &open)
        else { return false }
      }
    }
    return true
  }

  private mutating func visit(_ node: SearchTree.Node, _ place: Int, _ open: inout [Step]) -> Bool {
    switch node {
    case .branch(let j, let floor, let below, let above):
      guard program.columns.indices.contains(j), program.columns[j].isInteger, floor.isInteger,
        below > place, above > place
      else { return false }
      let bounds = program.columns[j].bounds
      var (low, high) = (bounds, bounds)
      low.upper = bounds.upper.map { min($0, floor) } ?? floor
      high.lower = bounds.lower.map { max($0, floor + .one) } ?? (floor + .one)
      open += [
        .restore(column: j, bounds), .visit(below), .enter(column: j, low),
        .restore(column: j, bounds), .visit(above), .enter(column: j, high),
      ]
    case .split(let split, let below, let above):
      guard isSplit(split), below > place, above > place else { return false }
      open += [
        .dropRow, .visit(below), .add(Added(terms: split.terms, lower: nil, upper: split.floor)),
        .dropRow, .visit(above),
        .add(Added(terms: split.terms, lower: split.floor + 1, upper: nil)),
      ]
    case .cut(let cut, let next):
      guard next > place, holds(cut) else { return false }
      open += [.dropRow, .visit(next)]
      added.append(Added(terms: cut.terms, lower: cut.lower, upper: nil))
    case .dominated(let j, let k, let next):
      guard next > place, let lower = dominatedEnd(j, by: k) else { return false }
      let bounds = program.columns[j].bounds
      open += [.restore(column: j, bounds), .visit(next)]
      program.columns[j].bounds.upper = lower
    case .closed(let multipliers):
      return isAtLeast(0, SearchTree.Terms(), multipliers, isClosing: true)
    case .bounded(let prices):
      // Prices of the program's own rows alone.
      guard let best, prices.count == program.rows.count,
        let bound = program.dualBound(prices: prices)
      else { return false }
      return !program.isBetter(
        bound.rounded(to: step, up: program.sense == .minimize), than: best)
    case .infeasible(let certificate):
      return certificate.weights.count == program.rows.count && program.proves(certificate)
    case .empty(let j):
      return program.columns.indices.contains(j) && program.columns[j].bounds.isCrossed
    }
    return true
  }

  /// The lower bound of a column whose units can all be exchanged for those of another. No row may
  /// have been added, as such a row need not hold for the point after the exchange.
  private func dominatedEnd(_ j: Int, by k: Int) -> Rational? {
    guard program.columns.indices.contains(j), program.columns.indices.contains(k), j != k,
      added.isEmpty, program.columns[j].isInteger, program.columns[k].isInteger,
      let lower = program.columns[j].bounds.lower, program.columns[k].bounds.upper == nil
    else { return nil }
    let gain = program.columns[k].cost - program.columns[j].cost
    if program.sense == .minimize ? gain.signum > 0 : gain.signum < 0 { return nil }
    return program.isAtLeastAsGood(k, as: j) ? lower : nil
  }

  /// Whole coefficients of whole columns.
  private func isSplit(_ split: SearchTree.Split) -> Bool {
    isTerms(split.terms) && split.floor.isWholeNumber
      && zip(split.terms.columns, split.terms.values).allSatisfy { j, value in
        program.columns[Int(j)].isInteger && value.isWholeNumber
      }
  }

  /// Finite coefficients, each column once.
  private func isTerms(_ terms: SearchTree.Terms) -> Bool {
    terms.columns.count == terms.values.count && terms.values.allSatisfy(\.isFinite)
      && terms.columns.allSatisfy { program.columns.indices.contains(Int($0)) }
      && Set(terms.columns).count == terms.columns.count
  }

  private mutating func holds(_ cut: SearchTree.Cut) -> Bool {
    guard isTerms(cut.terms), cut.lower.isFinite, isSplit(cut.split) else { return false }
    added.append(Added(terms: cut.split.terms, lower: nil, upper: cut.split.floor))
    defer { added.removeLast() }
    guard holds(cut, cut.below) else { return false }
    added[added.count - 1] = Added(terms: cut.split.terms, lower: cut.split.floor + 1, upper: nil)
    return holds(cut, cut.above)
  }

  /// On one side: the row follows, or there is nothing on this side.
  private mutating func holds(_ cut: SearchTree.Cut, _ side: SearchTree.Multipliers) -> Bool {
    isAtLeast(cut.lower, cut.terms, side, isClosing: false)
      || isAtLeast(0, SearchTree.Terms(), side, isClosing: true)
  }

  // MARK: - Weak duality

  /// Whether Σ terms is at least `least` at every point of the part that is better than the plan: the
  /// multipliers give p·x ≥ r, and what is left of the terms is bounded by the columns' bounds. A
  /// part is closed (terms that are nothing, least 0) where that is more than 0.
  private mutating func isAtLeast(
    _ least: Double, _ terms: SearchTree.Terms, _ multipliers: SearchTree.Multipliers,
    isClosing: Bool
  ) -> Bool {
    let weight = multipliers.objective
    guard multipliers.rows.count == multipliers.values.count, weight >= 0, weight.isFinite,
      weight == 0 || best != nil,
      multipliers.values.allSatisfy(\.isFinite),
      multipliers.rows.allSatisfy({ $0 >= 0 && Int($0) < program.rows.count + added.count })
    else { return false }
    if isAtLeastForCertain(least, terms, multipliers) { return true }
    guard let rest = exactExcess(least, terms, multipliers) else { return false }
    // Without a step, a better plan costs less than the cutoff.
    return isClosing
      ? rest.signum > 0 || rest.isZero && weight > 0 && step == nil : rest.signum >= 0
  }

  private func end(of row: Int, isLower: Bool) -> Rational? {
    if row < program.rows.count {
      return isLower ? program.rows[row].lower : program.rows[row].upper
    }
    let added = added[row - program.rows.count]
    return (isLower ? added.lower : added.upper).map { Rational(exactly: $0) }
  }

  /// In doubles: true is certain.
  private mutating func isAtLeastForCertain(
    _ least: Double, _ terms: SearchTree.Terms, _ multipliers: SearchTree.Multipliers
  ) -> Bool {
    // Beyond these, products may leave the range of a double.
    func isOrdinary(_ value: Double) -> Bool {
      value == 0 || value.magnitude >= 0x1p-400 && value.magnitude <= 0x1p400
    }
    guard isOrdinary(least), isOrdinary(multipliers.objective),
      multipliers.values.allSatisfy(isOrdinary), terms.values.allSatisfy(isOrdinary)
    else { return false }
    sums.clear()
    for (j, value) in zip(terms.columns, terms.values) { sums.add(Int(j), value, 1) }
    var excess = FilteredSum()
    excess.add(-least)
    for (row, value) in zip(multipliers.rows, multipliers.values) where value != 0 {
      let i = Int(row)
      guard let end = end(of: i, isLower: value > 0) else { return false }
      excess.add(value, end.approximation)
      if i < program.rows.count {
        for k in matrix.start[i]..<matrix.start[i + 1] {
          sums.add(Int(matrix.column[k]), -value, matrix.value[k])
        }
      } else {
        let added = added[i - program.rows.count].terms
        for (j, entry) in zip(added.columns, added.values) { sums.add(Int(j), -value, entry) }
      }
    }
    let weight = multipliers.objective
    if weight != 0 {
      excess.add(-weight, cutoffNear)
      for (j, cost) in matrix.costs { sums.add(j, weight, sign * cost) }
    }
    var loss = 0.0
    for j in sums.touched {
      guard let (product, rest) = sums.leastProduct(j, program.columns[j].bounds) else {
        return false
      }
      excess.add(product)
      loss += rest
    }
    return excess.sum > (excess.error + loss) * 1.0000001
  }

  /// By how much the least value of the terms is above `least`; nil where nothing bounds it.
  private func exactExcess(
    _ least: Double, _ terms: SearchTree.Terms, _ multipliers: SearchTree.Multipliers
  ) -> Rational? {
    var left: [Int: ExactSum] = [:]
    for (j, value) in zip(terms.columns, terms.values) {
      left[Int(j), default: ExactSum()].add(Rational(exactly: value))
    }
    var excess = ExactSum(Rational(exactly: -least))
    for (row, value) in zip(multipliers.rows, multipliers.values) where value != 0 {
      let (i, exact) = (Int(row), Rational(exactly: value))
      guard let end = end(of: i, isLower: value > 0) else { return nil }
      excess.add(exact, end)
      if i < program.rows.count {
        for k in matrix.start[i]..<matrix.start[i + 1] {
          let entry = program.entries.value[Int(matrix.place[k])]
          left[Int(matrix.column[k]), default: ExactSum()].subtract(exact, entry)
        }
      } else {
        let added = added[i - program.rows.count].terms
        for (j, entry) in zip(added.columns, added.values) {
          left[Int(j), default: ExactSum()].subtract(exact, Rational(exactly: entry))
        }
      }
    }
    if multipliers.objective != 0 {
      let weight = Rational(exactly: multipliers.objective)
      excess.subtract(weight, cutoff!)
      for (j, _) in matrix.costs {
        left[j, default: ExactSum()].add(Rational(exactly: sign) * weight, program.columns[j].cost)
      }
    }
    for (j, sum) in left {
      let value = sum.value
      if value.isZero { continue }
      let bounds = program.columns[j].bounds
      guard let end = value.signum > 0 ? bounds.lower : bounds.upper else { return nil }
      excess.add(value, end)
    }
    return excess.value
  }
}

/// The entries of a program by rows, and its costs.
private struct RowMatrix {
  let start: [Int]
  let column: [Int32]
  let value: [Double]
  /// The place of an entry among those by columns.
  let place: [Int32]
  let costs: [(column: Int, cost: Double)]

  init(_ program: LinearProgram) {
    let entries = program.entries
    var start = [Int](repeating: 0, count: program.rows.count + 1)
    for row in entries.row { start[Int(row) + 1] += 1 }
    for i in program.rows.indices { start[i + 1] += start[i] }
    var next = start
    var column = [Int32](repeating: 0, count: entries.row.count)
    var place = column
    var value = [Double](repeating: 0, count: column.count)
    for j in program.columns.indices {
      for k in entries.start[j]..<entries.start[j + 1] {
        let i = Int(entries.row[k])
        column[next[i]] = Int32(j)
        place[next[i]] = Int32(k)
        value[next[i]] = entries.value.approximation(k)
        next[i] += 1
      }
    }
    (self.start, self.column, self.value, self.place) = (start, column, value, place)
    costs = program.columns.enumerated().filter { !$1.cost.isZero }
      .map { ($0, $1.cost.approximation) }
  }
}

/// A sum a column in doubles, of which few are not 0.
private struct ColumnSums {
  private var sum: [FilteredSum]
  private(set) var touched: [Int] = []

  init(count: Int) { sum = Array(repeating: FilteredSum(), count: count) }

  mutating func clear() {
    for j in touched { sum[j] = FilteredSum() }
    touched.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(_ j: Int, _ a: Double, _ b: Double) {
    if sum[j].isUntouched { touched.append(j) }
    sum[j].add(a, b)
  }

  /// The least product of a sum and its column, and what must still be taken off it; nil where no
  /// least is certain.
  func leastProduct(_ j: Int, _ bounds: LinearProgram.Bounds) -> (Double, Double)? {
    let (value, error) = (sum[j].sum, sum[j].error)
    var least = Double.infinity
    var size = 0.0
    if !(value + error <= 0) {
      guard let end = bounds.lower?.approximation else { return nil }
      (least, size) = (value * end, end.magnitude)
    }
    if !(value - error >= 0) {
      guard let end = bounds.upper?.approximation else { return nil }
      (least, size) = (min(least, value * end), max(size, end.magnitude))
    }
    if least == .infinity { return value == 0 && error == 0 ? (0, 0) : nil }
    // The ends are within three units of rounding, and the product takes one more.
    return (least, (error + value.magnitude * 0x1p-50) * size + 0x1p-1000)
  }
}

extension Double {
  fileprivate var isWholeNumber: Bool { isFinite && self == rounded() }
}

extension LinearProgram {
  /// Whether a unit of column `k` in place of one of `j` keeps to every row. O(their entries).
  public func isAtLeastAsGood(_ k: Int, as j: Int) -> Bool {
    var (a, b) = (entries.start[k], entries.start[j])
    let (endA, endB) = (entries.start[k + 1], entries.start[j + 1])
    while a < endA || b < endB {
      let rowA = a < endA ? Int(entries.row[a]) : Int.max
      let rowB = b < endB ? Int(entries.row[b]) : Int.max
      let row = min(rowA, rowB)
      let mine = rowA == row ? entries.value[a] : .zero
      let other = rowB == row ? entries.value[b] : .zero
      if rows[row].upper != nil, mine > other { return false }
      if rows[row].lower != nil, mine < other { return false }
      if rowA == row { a += 1 }
      if rowB == row { b += 1 }
    }
    return true
  }
}
