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
    /// Takes back that a column is whole.
    case forget(column: Int)
    /// Narrows a bound on the way down.
    case enter(column: Int, LinearProgram.Bounds)
    case add(Added)
  }

  private var program: LinearProgram
  private let sign: Double
  private let best: Rational?
  private var step: Rational?
  /// What a better plan costs at most, as a minimum; where there is no step, less.
  private var cutoff: Rational?
  private var cutoffNear = Double.nan
  /// How many columns have a cost and may be fractions: without any there is a step.
  private var brokenCosts: Int
  private let matrix: RowMatrix
  private var added: [Added] = []
  private var sums: ColumnSums

  init(_ program: LinearProgram, best: Rational?) {
    self.program = program
    self.best = best
    let isMinimum = program.sense == .minimize
    sign = isMinimum ? 1 : -1
    brokenCosts = program.columns.count { !$0.isInteger && !$0.cost.isZero }
    matrix = RowMatrix(program)
    sums = ColumnSums(count: program.columns.count)
    updateStep()
  }

  private mutating func updateStep() {
    step = brokenCosts == 0 ? program.objectiveStep : nil
    cutoff = best.map { (sign > 0 ? $0 : -$0).below(step) }
    cutoffNear = cutoff?.approximation ?? .nan
  }

  mutating func proves(_ tree: SearchTree, until stop: StopSignal) -> Bool {
    var open: [Step] = [.visit(0)]
    var visits = 0
    while let step = open.popLast() {
      switch step {
      case .restore(let j, let bounds), .enter(let j, let bounds):
        program.columns[j].bounds = bounds
      case .dropRow: added.removeLast()
      case .forget(let j): setWhole(j, false)
      case .add(let row): added.append(row)
      case .visit(let place):
        visits += 1
        if visits % 256 == 0, stop.isOver() { return false }
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
    case .whole(let j, let i, let next):
      guard next > place, added.isEmpty, program.isWhole(j, by: i, matrix) else { return false }
      open += [.forget(column: j), .visit(next)]
      setWhole(j, true)
    case .narrowed(let narrowing, let next):
      guard next > place, narrows(narrowing) else { return false }
      take(narrowing, next, &open)
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

  private mutating func take(
    _ narrowing: SearchTree.Narrowing, _ next: Int, _ open: inout [Step]
  ) {
    for (k, column) in narrowing.columns.enumerated() {
      let j = Int(column)
      open.append(.restore(column: j, program.columns[j].bounds))
      program.columns[j].bounds = narrowing.sides(k, of: program.columns[j].bounds).within
    }
    open.append(.visit(next))
  }

  private mutating func setWhole(_ j: Int, _ isWhole: Bool) {
    program.columns[j].isInteger = isWhole
    if program.columns[j].cost.isZero { return }
    brokenCosts += isWhole ? -1 : 1
    if brokenCosts <= 1 { updateStep() }
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

  /// Whether what is beyond each of the bounds has no better plan: the sum of the weights is the same for
  /// all of them but for one column's part.
  private mutating func narrows(_ narrowing: SearchTree.Narrowing) -> Bool {
    let count = narrowing.columns.count
    guard narrowing.ends.count == count, narrowing.isUpper.count == count,
      narrowing.ends.allSatisfy(\.isWholeNumber),
      narrowing.columns.allSatisfy({
        program.columns.indices.contains(Int($0)) && program.columns[Int($0)].isInteger
      }), isOrdinary(narrowing.weights)
    else { return false }
    let all = excess(of: narrowing.weights, beyond: 0, SearchTree.Terms())
    for k in narrowing.columns.indices {
      let j = Int(narrowing.columns[k])
      let bounds = program.columns[j].bounds
      let beyond = narrowing.sides(k, of: bounds).beyond
      if beyond.isCrossed { continue }
      if let all, let (before, _) = sums.leastProduct(j, bounds),
        let (after, loss) = sums.leastProduct(j, beyond)
      {
        let size = all.value.magnitude + before.magnitude + after.magnitude
        let error = all.error + loss + size * 0x1p-50
        if all.value - before + after > error * 1.0000001 { continue }
      }
      program.columns[j].bounds = beyond
      let isClosed = isAtLeast(0, SearchTree.Terms(), narrowing.weights, isClosing: true)
      program.columns[j].bounds = bounds
      if !isClosed { return false }
      // The sums are those of the last look.
      if all != nil { _ = excess(of: narrowing.weights, beyond: 0, SearchTree.Terms()) }
    }
    return true
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
    guard isOrdinary(multipliers) else { return false }
    // In doubles: true is certain.
    if let excess = self.excess(of: multipliers, beyond: least, terms),
      excess.value > excess.error * 1.0000001
    {
      return true
    }
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

  /// Weights of rows that are there, and one of the objective only where there is a plan to beat.
  private func isOrdinary(_ multipliers: SearchTree.Multipliers) -> Bool {
    let weight = multipliers.objective
    return multipliers.rows.count == multipliers.values.count && weight >= 0 && weight.isFinite
      && (weight == 0 || best != nil) && multipliers.values.allSatisfy(\.isFinite)
      && multipliers.rows.allSatisfy { $0 >= 0 && Int($0) < program.rows.count + added.count }
  }

  /// By how much the least value of the terms is above `least`, in doubles, and what that may be wrong
  /// by; nil where nothing is certain. `sums` are the columns' parts then.
  private mutating func excess(
    of multipliers: SearchTree.Multipliers, beyond least: Double, _ terms: SearchTree.Terms
  ) -> (value: Double, error: Double)? {
    // Beyond these, products may leave the range of a double.
    func isOrdinary(_ value: Double) -> Bool {
      value == 0 || value.magnitude >= 0x1p-400 && value.magnitude <= 0x1p400
    }
    guard isOrdinary(least), isOrdinary(multipliers.objective),
      multipliers.values.allSatisfy(isOrdinary), terms.values.allSatisfy(isOrdinary)
    else { return nil }
    sums.clear()
    for (j, value) in zip(terms.columns, terms.values) { sums.add(Int(j), value, 1) }
    var excess = FilteredSum()
    excess.add(-least)
    for (row, value) in zip(multipliers.rows, multipliers.values) where value != 0 {
      let i = Int(row)
      guard let end = end(of: i, isLower: value > 0) else { return nil }
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
        return nil
      }
      excess.add(product)
      loss += rest
    }
    return (excess.sum, excess.error + loss)
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
