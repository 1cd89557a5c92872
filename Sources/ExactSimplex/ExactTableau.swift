// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The simplex method in exact numbers on a full tableau, for programs that are small enough.
///
/// Every row's activity and every column is a variable; each basic variable is a linear
/// combination of the nonbasic ones. Phase 1 is Dutertre and de Moura's general simplex ("A fast
/// linear-arithmetic solver for DPLL(T)", 2006), phase 2 the primal simplex with bounds; both
/// take the lowest number that fits (Bland's rule), so that they end.
struct ExactTableau {
  private let program: LinearProgram
  private let columnCount: Int
  private let bounds: [LinearProgram.Bounds]
  /// The variable of each tableau row, and the variable of each tableau column. Variables 0..<n
  /// are columns of the program, n..<n+m its rows' activities.
  private var basic: [Int]
  private var nonbasic: [Int]
  private var tableau: [[Rational]]
  private var values: [Rational]
  /// Multiplications that may still be done.
  private var allowance: Int
  private let stop: StopSignal

  /// nil where the tableau alone is more than `limit` numbers.
  init?(
    _ program: LinearProgram, startingAt hint: Basis, limit: Int, until stop: StopSignal = .never
  ) {
    let (m, n) = (program.rows.count, program.columns.count)
    guard m * n <= limit / 8 else { return nil }
    self.program = program
    columnCount = n
    allowance = limit
    self.stop = stop
    bounds = program.columns.map(\.bounds) + program.rows
    basic = Array(n..<(n + m))
    nonbasic = Array(0..<n)
    tableau = Array(repeating: Array(repeating: .zero, count: n), count: m)
    for (j, entries) in program.entries.enumerated() {
      for entry in entries { tableau[entry.row][j] = entry.value }
    }
    let basis = hint.settled(for: program)
    let statuses = basis.columns + basis.rows
    values = Array(repeating: .zero, count: n + m)
    guard enter(statuses) else { return nil }
    for variable in nonbasic {
      let status =
        statuses[variable] == .basic ? Basis.resting(in: bounds[variable]) : statuses[variable]
      values[variable] = Basis.value(status, in: bounds[variable])
    }
    for i in 0..<m {
      var sum = Rational.zero
      for j in 0..<n where !tableau[i][j].isZero { sum += tableau[i][j] * values[nonbasic[j]] }
      values[basic[i]] = sum
    }
  }

  /// Makes the basic columns of the hint basic, as far as its rows allow; false where that takes
  /// more than the allowance.
  private mutating func enter(_ statuses: [Basis.Status]) -> Bool {
    for j in 0..<columnCount where statuses[nonbasic[j]] == .basic {
      let candidates = basic.indices.filter {
        statuses[basic[$0]] != .basic && !tableau[$0][j].isZero
      }
      allowance -= (basic.count + candidates.count * columnCount) / Self.readingsPerProduct
      if isOver { return false }
      guard let leaving = candidates.min(by: { nonzeros(in: $0) < nonzeros(in: $1) })
      else { continue }
      pivot(leaving, j)
    }
    return true
  }

  /// How many entries are looked at in the time of one multiplication.
  private static let readingsPerProduct = 16

  private func nonzeros(in row: Int) -> Int { tableau[row].reduce(0) { $0 + ($1.isZero ? 0 : 1) } }

  /// Solves the program. nil where the allowance ends first.
  mutating func solve() -> Verdict? {
    while true {
      allowance -= (basic.count + nonbasic.count) / Self.readingsPerProduct
      let outside = basic.indices.filter {
        !bounds[basic[$0]].violation(of: values[basic[$0]]).isZero
      }
      guard let row = outside.min(by: { basic[$0] < basic[$1] }) else { break }
      let variable = basic[row]
      let below = bounds[variable].lower.map { values[variable] < $0 } ?? false
      let target = below ? bounds[variable].lower! : bounds[variable].upper!
      let entering = nonbasic.indices.filter { j in
        let coefficient = tableau[row][j].signum
        guard coefficient != 0 else { return false }
        return canMove(nonbasic[j], up: (coefficient > 0) == below)
      }.min { nonbasic[$0] < nonbasic[$1] }
      guard let entering else { return .infeasible(certificate(row, below: below)) }
      let step = (target - values[variable]) / tableau[row][entering]
      move(entering, by: step)
      pivot(row, entering)
      if isOver { return nil }
    }
    let sign = program.sense == .minimize ? 1 : -1
    while true {
      allowance -= basic.count * nonbasic.count / Self.readingsPerProduct
      let costs = reducedCosts()
      let entering = nonbasic.indices.filter { j in
        let cost = costs[j].signum * sign
        return cost != 0 && canMove(nonbasic[j], up: cost < 0)
      }.min { nonbasic[$0] < nonbasic[$1] }
      guard let entering else { return .optimal(optimum(costs)) }
      let up = costs[entering].signum * sign < 0
      guard let (step, row) = ratioTest(entering, up: up) else {
        return .unbounded(ray(entering, up: up))
      }
      move(entering, by: up ? step : -step)
      if let row { pivot(row, entering) }
      if isOver { return nil }
    }
  }

  /// Pivots of long numbers take longer than what they count for.
  private var isOver: Bool { allowance < 0 || stop.isOver() }

  private func canMove(_ variable: Int, up: Bool) -> Bool {
    guard let end = up ? bounds[variable].upper : bounds[variable].lower else { return true }
    return up ? values[variable] < end : values[variable] > end
  }

  /// The longest step of a nonbasic variable and the row that stops it; no row where its own
  /// other bound does; nil where nothing does.
  private func ratioTest(_ entering: Int, up: Bool) -> (step: Rational, row: Int?)? {
    var best: (step: Rational, row: Int?)?
    let variable = nonbasic[entering]
    if let own = up ? bounds[variable].upper : bounds[variable].lower {
      best = ((own - values[variable]).magnitude, nil)
    }
    for i in basic.indices {
      let rate = up ? tableau[i][entering] : -tableau[i][entering]
      if rate.isZero { continue }
      let limits = bounds[basic[i]]
      guard let end = rate.signum > 0 ? limits.upper : limits.lower else { continue }
      let step = (end - values[basic[i]]) / rate
      if let known = best {
        if step > known.step { continue }
        if step == known.step, let row = known.row, basic[row] < basic[i] { continue }
        if step == known.step, known.row == nil { continue }
      }
      best = (step, i)
    }
    return best
  }

  private mutating func move(_ entering: Int, by step: Rational) {
    if step.isZero { return }
    values[nonbasic[entering]] += step
    for i in basic.indices where !tableau[i][entering].isZero {
      values[basic[i]] += tableau[i][entering] * step
    }
  }

  /// Swaps a basic and a nonbasic variable. O(m n) multiplications at most.
  private mutating func pivot(_ row: Int, _ column: Int) {
    let inverse = Rational.one / tableau[row][column]
    var pivotRow = tableau[row]
    var support: [Int] = []
    for j in pivotRow.indices where j != column && !pivotRow[j].isZero {
      pivotRow[j] = -(pivotRow[j] * inverse)
      support.append(j)
    }
    pivotRow[column] = inverse
    for i in basic.indices where i != row && !tableau[i][column].isZero {
      let factor = tableau[i][column]
      for j in support { tableau[i][j] += factor * pivotRow[j] }
      tableau[i][column] = factor * inverse
      allowance -= (support.count + 1) * factor.weight
    }
    allowance -= basic.count / 8 + support.count
    tableau[row] = pivotRow
    swap(&basic[row], &nonbasic[column])
  }

  private func cost(of variable: Int) -> Rational {
    variable < columnCount ? program.columns[variable].cost : .zero
  }

  private func reducedCosts() -> [Rational] {
    var costs = nonbasic.map { cost(of: $0) }
    for i in basic.indices {
      let cost = cost(of: basic[i])
      if cost.isZero { continue }
      for j in costs.indices where !tableau[i][j].isZero { costs[j] += cost * tableau[i][j] }
    }
    return costs
  }

  private func optimum(_ costs: [Rational]) -> Optimum {
    var prices = [Rational](repeating: .zero, count: basic.count)
    var statuses = [Basis.Status](repeating: .basic, count: values.count)
    for (j, variable) in nonbasic.enumerated() {
      if variable >= columnCount { prices[variable - columnCount] = costs[j] }
      let limits = bounds[variable]
      statuses[variable] =
        values[variable] == limits.lower
        ? .atLower : values[variable] == limits.upper ? .atUpper : .atZero
    }
    return Optimum(
      point: Array(values[..<columnCount]), prices: prices,
      basis: Basis(
        columns: Array(statuses[..<columnCount]), rows: Array(statuses[columnCount...])))
  }

  /// The tableau row of a variable that cannot reach its bound: b = Σ t x over nonbasic x, each of
  /// which is held at the bound that makes b as near as it comes.
  private func certificate(_ row: Int, below: Bool) -> FarkasCertificate {
    var weights = [Rational](repeating: .zero, count: basic.count)
    if basic[row] >= columnCount { weights[basic[row] - columnCount] = below ? .one : -.one }
    for (j, variable) in nonbasic.enumerated() where variable >= columnCount {
      weights[variable - columnCount] = below ? -tableau[row][j] : tableau[row][j]
    }
    return FarkasCertificate(weights: weights)
  }

  private func ray(_ entering: Int, up: Bool) -> Ray {
    var direction = [Rational](repeating: .zero, count: values.count)
    direction[nonbasic[entering]] = up ? .one : -.one
    for i in basic.indices {
      direction[basic[i]] = up ? tableau[i][entering] : -tableau[i][entering]
    }
    return Ray(
      point: Array(values[..<columnCount]), direction: Array(direction[..<columnCount]))
  }
}
