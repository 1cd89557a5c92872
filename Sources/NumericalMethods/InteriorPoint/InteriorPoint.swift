// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// A point in the middle of the optimal face, by Mehrotra's method.
///
///     minimize c·x where A x − s = 0, l ≤ x ≤ u, L ≤ s ≤ U
///
/// s is a variable for each row that is not an equation. Each step solves the normal equations
/// A Θ Aᵀ Δy = r with Θ⁻¹ = z/(x − l) + w/(u − x), z and w the prices of the bounds. A column with
/// many entries, such as the level of a max-min objective, would fill them: it stays apart, as a
/// node with the pivot −Θ⁻¹ of a quasi-definite system. (Mehrotra, "On the implementation of a
/// primal-dual interior point method", 1992; Vanderbei, "Splitting dense columns in sparse linear
/// systems", 1991.)
final class InteriorPoint {
  let rows: Int
  /// Columns of the program, then one for each row's own variable.
  let structurals: Int
  let count: Int
  // The scaled program, which minimizes.
  let start: Storage<Int32>
  let row: Storage<Int32>
  let value: Storage<Double>
  let cost: Storage<Double>
  let lower: Storage<Double>
  let upper: Storage<Double>
  /// The right-hand side of each row: that of an equation, 0 of others.
  let right: Storage<Double>
  /// Whether a row has its own variable, `structurals + row`.
  let hasSlack: Storage<Bool>
  let rowScale: Storage<Double>
  let columnScale: Storage<Double>

  // The program without any perturbation.
  private let givenCost: Storage<Double>
  private let givenLower: Storage<Double>
  private let givenUpper: Storage<Double>
  private let givenRight: Storage<Double>

  // The iterate.
  let x: Storage<Double>
  let y: Storage<Double>
  let z: Storage<Double>
  let w: Storage<Double>
  private(set) var iterations = 0
  /// Relative distances from feasibility and optimality, after the last step.
  private(set) var primalError = Double.infinity
  private(set) var dualError = Double.infinity
  private(set) var gap = Double.infinity

  private var bestMerit = Double.infinity
  private var best: [Double] = []
  private var early: [Double] = []
  private var hasEarly = false

  private let factor: SymmetricFactor
  private let denseColumns: [Int]
  private let isDense: Storage<Bool>
  private let pairTarget: Storage<Int32>
  private let denseTarget: Storage<Int32>
  private let diagonal: Storage<Int32>
  private let denseDiagonal: [Int]
  private let theta: Storage<Double>
  private let rhs: Storage<Double>
  private let residualPrimal: Storage<Double>
  private let residualDual: Storage<Double>
  private let dx: Storage<Double>
  private let dz: Storage<Double>
  private let dw: Storage<Double>
  private let dy: Storage<Double>
  private let complementLower: Storage<Double>
  private let complementUpper: Storage<Double>

  /// nil where the system of equations would be too large.
  init?(_ program: NumericProgram, limit: Int) {
    rows = program.rowCount
    structurals = program.columnCount
    count = structurals + rows
    let (m, n) = (rows, structurals)
    start = Storage(program.columnStart, or: 0)
    row = Storage(program.rowIndex, or: 0)
    value = Storage(program.value, or: 0)
    cost = Storage(repeating: 0, count: count)
    lower = Storage(repeating: -.infinity, count: count)
    upper = Storage(repeating: .infinity, count: count)
    right = Storage(repeating: 0, count: m)
    hasSlack = Storage(repeating: true, count: m)
    rowScale = Storage(repeating: 1, count: m)
    columnScale = Storage(repeating: 1, count: n)
    Self.scale(start, row, value, rowScale, columnScale)
    Self.fillColumns(program, columnScale, cost, lower, upper)
    Self.fillRows(program, rowScale, lower, upper, right, hasSlack)
    givenCost = Storage(repeating: 0, count: count)
    for j in 0..<n { givenCost[j] = cost[j] }
    givenLower = Storage(repeating: 0, count: m)
    givenUpper = Storage(repeating: 0, count: m)
    givenRight = Storage(repeating: 0, count: m)
    for i in 0..<m {
      (givenLower[i], givenUpper[i], givenRight[i]) = (lower[n + i], upper[n + i], right[i])
    }

    guard let pattern = NormalPattern(program, limit: limit),
      let factor = SymmetricFactor(
        size: m + pattern.dense.count, pairs: pattern.pairs + pattern.densePairs,
        isNegative: Array(repeating: false, count: m)
          + Array(repeating: true, count: pattern.dense.count), limit: limit)
    else { return nil }
    self.factor = factor
    let dense = pattern.dense
    denseColumns = dense
    isDense = Storage(repeating: false, count: n)
    for j in dense { isDense[j] = true }
    pairTarget = factor.positions(of: pattern.pairs)
    denseTarget = factor.positions(of: pattern.densePairs)
    diagonal = Storage(repeating: 0, count: m)
    for i in 0..<m { diagonal[i] = Int32(factor.diagonal(i)) }
    denseDiagonal = dense.indices.map { factor.diagonal(m + $0) }

    x = Storage(repeating: 0, count: count)
    z = Storage(repeating: 0, count: count)
    w = Storage(repeating: 0, count: count)
    y = Storage(repeating: 0, count: m)
    theta = Storage(repeating: 1, count: count)
    rhs = Storage(repeating: 0, count: m + dense.count)
    residualPrimal = Storage(repeating: 0, count: m)
    residualDual = Storage(repeating: 0, count: count)
    dx = Storage(repeating: 0, count: count)
    dz = Storage(repeating: 0, count: count)
    dw = Storage(repeating: 0, count: count)
    dy = Storage(repeating: 0, count: m)
    complementLower = Storage(repeating: 0, count: count)
    complementUpper = Storage(repeating: 0, count: count)
  }

  /// Scaled bounds of the columns, and their costs, of which the largest is 1.
  private static func fillColumns(
    _ program: NumericProgram, _ columnScale: Storage<Double>, _ cost: Storage<Double>,
    _ lower: Storage<Double>, _ upper: Storage<Double>
  ) {
    let sign = program.maximize ? -1.0 : 1.0
    var largest = 0.0
    for j in 0..<columnScale.count {
      largest = max(largest, abs(program.cost[j] * columnScale[j]))
    }
    if largest == 0 { largest = 1 }
    for j in 0..<columnScale.count {
      cost[j] = sign * program.cost[j] * columnScale[j] / largest
      lower[j] = program.columnLower[j] / columnScale[j]
      upper[j] = program.columnUpper[j] / columnScale[j]
    }
  }

  /// Scaled bounds of the rows: an equation's is its right-hand side, others have a variable.
  private static func fillRows(
    _ program: NumericProgram, _ rowScale: Storage<Double>, _ lower: Storage<Double>,
    _ upper: Storage<Double>, _ right: Storage<Double>, _ hasSlack: Storage<Bool>
  ) {
    let n = program.columnCount
    for i in 0..<rowScale.count {
      let (low, high) = (program.rowLower[i] * rowScale[i], program.rowUpper[i] * rowScale[i])
      if low == high {
        right[i] = low
        hasSlack[i] = false
        (lower[n + i], upper[n + i]) = (0, 0)
      } else {
        (lower[n + i], upper[n + i]) = (low, high)
      }
    }
  }

  /// Divides rows and columns by the geometric mean of their largest and smallest entry, twice, in
  /// powers of two.
  private static func scale(
    _ start: Storage<Int32>, _ row: Storage<Int32>, _ value: Storage<Double>,
    _ rowScale: Storage<Double>, _ columnScale: Storage<Double>
  ) {
    let (m, n) = (rowScale.count, columnScale.count)
    let least = Storage<Double>(repeating: 0, count: m)
    let most = Storage<Double>(repeating: 0, count: m)
    func factor(_ least: Double, _ most: Double) -> Double {
      guard most > 0, least.isFinite else { return 1 }
      let exponent = Int((least.exponent + most.exponent) / 2)
      return Double(sign: .plus, exponent: -exponent, significand: 1)
    }
    for _ in 0..<2 {
      least.fill(.infinity)
      most.fill(0)
      for j in 0..<n {
        for k in Int(start[j])..<Int(start[j + 1]) where value[k] != 0 {
          let i = Int(row[k])
          least[i] = min(least[i], abs(value[k]))
          most[i] = max(most[i], abs(value[k]))
        }
      }
      for i in 0..<m {
        least[i] = factor(least[i], most[i])
        rowScale[i] *= least[i]
      }
      for j in 0..<n {
        var (low, high) = (Double.infinity, 0.0)
        for k in Int(start[j])..<Int(start[j + 1]) where value[k] != 0 {
          value[k] *= least[Int(row[k])]
          low = min(low, abs(value[k]))
          high = max(high, abs(value[k]))
        }
        let scale = factor(low, high)
        columnScale[j] *= scale
        for k in Int(start[j])..<Int(start[j + 1]) { value[k] *= scale }
      }
    }
  }

  // MARK: - Linear algebra

  private func isIn(_ j: Int) -> Bool { j < structurals || hasSlack[j - structurals] }

  /// Builds and factorizes the system for the Θ in `theta`.
  private func factorize() {
    let values = factor.values
    values.fill(0)
    for i in 0..<rows {
      values[Int(diagonal[i])] = 1e-13 + (hasSlack[i] ? theta[structurals + i] : 0)
    }
    var p = 0
    for j in 0..<structurals where !isDense[j] {
      let t = theta[j]
      for a in Int(start[j])..<Int(start[j + 1]) {
        let ta = t * value[a]
        values[Int(diagonal[Int(row[a])])] += ta * value[a]
        for b in Int(start[j])..<a {
          values[Int(pairTarget[p])] += ta * value[b]
          p += 1
        }
      }
    }
    p = 0
    for (d, j) in denseColumns.enumerated() {
      values[denseDiagonal[d]] = -1 / theta[j]
      for a in Int(start[j])..<Int(start[j + 1]) {
        values[Int(denseTarget[p])] = value[a]
        p += 1
      }
    }
    factor.factorize()
  }

  /// Δy and Δx with A Δx = p and Aᵀ Δy − Θ⁻¹ Δx = r. `r` is left as it is.
  private func solve(_ p: Storage<Double>, _ r: Storage<Double>) {
    for i in 0..<rows {
      rhs[i] = p[i]
      if hasSlack[i] { rhs[i] -= theta[structurals + i] * r[structurals + i] }
    }
    for j in 0..<structurals where !isDense[j] {
      let t = theta[j] * r[j]
      for k in Int(start[j])..<Int(start[j + 1]) { rhs[Int(row[k])] += value[k] * t }
    }
    for (d, j) in denseColumns.enumerated() { rhs[rows + d] = r[j] }
    factor.solve(rhs)
    for i in 0..<rows {
      dy[i] = rhs[i]
      // The column of a row's own variable is −1.
      if hasSlack[i] {
        dx[structurals + i] = theta[structurals + i] * (-dy[i] - r[structurals + i])
      }
    }
    for j in 0..<structurals where !isDense[j] {
      var sum = -r[j]
      for k in Int(start[j])..<Int(start[j + 1]) { sum += value[k] * dy[Int(row[k])] }
      dx[j] = theta[j] * sum
    }
    for (d, j) in denseColumns.enumerated() { dx[j] = rhs[rows + d] }
  }

  /// b − A x into `residualPrimal`, and its largest entry.
  private func measurePrimal() -> Double {
    for i in 0..<rows { residualPrimal[i] = right[i] + (hasSlack[i] ? x[structurals + i] : 0) }
    for j in 0..<structurals where x[j] != 0 {
      for k in Int(start[j])..<Int(start[j + 1]) {
        residualPrimal[Int(row[k])] -= value[k] * x[j]
      }
    }
    var largest = 0.0
    for i in 0..<rows { largest = max(largest, abs(residualPrimal[i])) }
    return largest
  }

  /// c − Aᵀy − z + w into `residualDual`, and its largest entry.
  private func measureDual() -> Double {
    var largest = 0.0
    for j in 0..<structurals {
      var sum = cost[j] - z[j] + w[j]
      for k in Int(start[j])..<Int(start[j + 1]) { sum -= value[k] * y[Int(row[k])] }
      residualDual[j] = sum
      largest = max(largest, abs(sum))
    }
    for i in 0..<rows where hasSlack[i] {
      let j = structurals + i
      residualDual[j] = y[i] - z[j] + w[j]
      largest = max(largest, abs(residualDual[j]))
    }
    return largest
  }

  // MARK: - The method

  /// Goes on until the relative errors and the gap are below `tolerance`; false where it does not
  /// get there.
  func run(tolerance: Double, limit: Int = 80, until stop: StopSignal) -> Bool {
    if iterations == 0 { begin() }
    let (sizeRight, sizeCost) = sizes()
    var stuck = 0
    bestMerit = .infinity
    while iterations < limit, !stop.isOver() {
      primalError = measurePrimal() / sizeRight
      dualError = measureDual() / sizeCost
      let (complement, pairs) = measureGap()
      let merit = primalError + dualError + gap
      if merit < bestMerit {
        bestMerit = merit
        save(&best)
      }
      if merit < 1e-2, !hasEarly {
        hasEarly = true
        save(&early)
      }
      if merit < tolerance { return true }
      // Near the end the system may be too close to singular for a step.
      if !merit.isFinite || merit > 100 * bestMerit && bestMerit < 1e-3 { break }
      if pairs == 0 { break }
      let mu = complement / pairs
      setTheta()
      factorize()
      let share = max(0, predict() / complement)
      correct(target: mu * share * share * share, mu)
      let (a, b) = steps(max(0.995, 1 - mu))
      for j in 0..<count where isIn(j) {
        x[j] += a * dx[j]
        if lower[j].isFinite { z[j] += b * dz[j] }
        if upper[j].isFinite { w[j] += b * dw[j] }
      }
      for i in 0..<rows { y[i] += b * dy[i] }
      iterations += 1
      stuck = max(a, b) < 0.01 ? stuck + 1 : 0
      if stuck > 4 { break }
    }
    load(best)
    return bestMerit < 1e-5
  }

  /// How large right-hand sides and costs are, from 1.
  private func sizes() -> (right: Double, cost: Double) {
    var (sizeRight, sizeCost) = (1.0, 1.0)
    for i in 0..<rows { sizeRight = max(sizeRight, abs(right[i])) }
    for j in 0..<count {
      sizeCost = max(sizeCost, abs(cost[j]))
      if isIn(j) {
        if lower[j].isFinite { sizeRight = max(sizeRight, min(1e3, abs(lower[j]))) }
        if upper[j].isFinite { sizeRight = max(sizeRight, min(1e3, abs(upper[j]))) }
      }
    }
    return (sizeRight, sizeCost)
  }

  /// The gap between both objectives. The products of the bounds' distances and prices in all, and
  /// how many there are.
  private func measureGap() -> (complement: Double, pairs: Double) {
    var (primal, dual, complement, pairs) = (0.0, 0.0, 0.0, 0.0)
    for j in 0..<structurals { primal += cost[j] * x[j] }
    for i in 0..<rows { dual += right[i] * y[i] }
    for j in 0..<count where isIn(j) {
      if lower[j].isFinite {
        dual += lower[j] * z[j]
        complement += (x[j] - lower[j]) * z[j]
        pairs += 1
      }
      if upper[j].isFinite {
        dual -= upper[j] * w[j]
        complement += (upper[j] - x[j]) * w[j]
        pairs += 1
      }
    }
    gap = abs(primal - dual) / (1e-3 + min(abs(primal), abs(dual)))
    return (complement, pairs)
  }

  /// The direction straight to the bounds, and what the products would be after it.
  private func predict() -> Double {
    for j in 0..<count where isIn(j) {
      complementLower[j] = lower[j].isFinite ? -(x[j] - lower[j]) * z[j] : 0
      complementUpper[j] = upper[j].isFinite ? -(upper[j] - x[j]) * w[j] : 0
    }
    direction()
    let (primalStep, dualStep) = steps(1)
    var after = 0.0
    for j in 0..<count where isIn(j) {
      if lower[j].isFinite {
        after += (x[j] + primalStep * dx[j] - lower[j]) * (z[j] + dualStep * dz[j])
      }
      if upper[j].isFinite {
        after += (upper[j] - x[j] - primalStep * dx[j]) * (w[j] + dualStep * dw[j])
      }
    }
    return after
  }

  /// The direction to products of `target`, with what the predictor left out of second order.
  private func correct(target: Double, _ mu: Double) {
    for j in 0..<count where isIn(j) {
      if lower[j].isFinite {
        complementLower[j] += target - Self.limited(dx[j] * dz[j], mu)
      }
      if upper[j].isFinite {
        complementUpper[j] += target + Self.limited(dx[j] * dw[j], mu)
      }
    }
    direction()
  }

  /// The iterate as one array.
  private func save(_ copy: inout [Double]) {
    copy.removeAll(keepingCapacity: true)
    for part in [x, z, w, y] {
      copy.append(contentsOf: UnsafeBufferPointer(start: part.base, count: part.count))
    }
  }

  private func load(_ copy: [Double]) {
    var next = 0
    for part in [x, z, w, y] where !copy.isEmpty {
      for i in 0..<part.count { part[i] = copy[next + i] }
      next += part.count
    }
  }

  /// Back to where the gap was a hundredth: what is left of it is still in the middle.
  func goBack() { load(early) }

  /// A second-order term that is not out of all proportion.
  private static func limited(_ term: Double, _ mu: Double) -> Double {
    max(-10 * mu, min(1000 * mu, term))
  }

  private func setTheta() {
    for j in 0..<count where isIn(j) {
      var inverse = 1e-12
      if lower[j].isFinite { inverse += z[j] / (x[j] - lower[j]) }
      if upper[j].isFinite { inverse += w[j] / (upper[j] - x[j]) }
      theta[j] = 1 / inverse
    }
  }

  /// The Newton direction for the residuals and the complementarity wanted.
  private func direction() {
    for j in 0..<count where isIn(j) {
      var r = residualDual[j]
      if lower[j].isFinite { r -= complementLower[j] / (x[j] - lower[j]) }
      if upper[j].isFinite { r += complementUpper[j] / (upper[j] - x[j]) }
      dz[j] = r
    }
    solve(residualPrimal, dz)
    for j in 0..<count where isIn(j) {
      dz[j] =
        lower[j].isFinite ? (complementLower[j] - z[j] * dx[j]) / (x[j] - lower[j]) : 0
      dw[j] =
        upper[j].isFinite ? (complementUpper[j] + w[j] * dx[j]) / (upper[j] - x[j]) : 0
    }
  }

  /// How far x and how far the prices can go, times `share`.
  private func steps(_ share: Double) -> (Double, Double) {
    var (a, b) = (1.0 / share, 1.0 / share)
    for j in 0..<count where isIn(j) {
      if lower[j].isFinite {
        if dx[j] < 0 { a = min(a, (lower[j] - x[j]) / dx[j]) }
        if dz[j] < 0 { b = min(b, -z[j] / dz[j]) }
      }
      if upper[j].isFinite {
        if dx[j] > 0 { a = min(a, (upper[j] - x[j]) / dx[j]) }
        if dw[j] < 0 { b = min(b, -w[j] / dw[j]) }
      }
    }
    return (min(1, share * a), min(1, share * b))
  }

  /// Mehrotra's starting point: least squares for rows and prices, then inside the bounds.
  private func begin() {
    for j in 0..<count where isIn(j) {
      let (low, high) = (lower[j], upper[j])
      x[j] =
        low.isFinite && high.isFinite
        ? low + 0.5 * min(high - low, 2) : low.isFinite ? low : high.isFinite ? high : 0
      theta[j] = 1
    }
    factorize()
    _ = measurePrimal()
    dz.fill(0)
    solve(residualPrimal, dz)
    for j in 0..<count where isIn(j) { x[j] += dx[j] }
    // Prices: A Aᵀ y = A c.
    residualPrimal.fill(0)
    for j in 0..<count { dz[j] = isIn(j) ? cost[j] : 0 }
    solve(residualPrimal, dz)
    for i in 0..<rows { y[i] = dy[i] }
    for j in 0..<count { (z[j], w[j]) = (0, 0) }
    _ = measureDual()
    // residualDual = c − Aᵀ y is what z − w has to be.
    var (outside, wrong) = (0.0, 0.0)
    for j in 0..<count where isIn(j) {
      if lower[j].isFinite {
        outside = max(outside, lower[j] - x[j])
        if !upper[j].isFinite { wrong = max(wrong, -residualDual[j]) }
      }
      if upper[j].isFinite {
        outside = max(outside, x[j] - upper[j])
        if !lower[j].isFinite { wrong = max(wrong, residualDual[j]) }
      }
    }
    let (shift, raise) = (max(0.1, 1.5 * outside), max(0.1, 1.5 * wrong))
    for j in 0..<count where isIn(j) {
      let (low, high, d) = (lower[j], upper[j], residualDual[j])
      if low.isFinite && high.isFinite {
        let room = high - low
        x[j] = min(max(x[j], low + 0.1 * room), high - 0.1 * room)
        (z[j], w[j]) = (max(d, 0) + raise, max(-d, 0) + raise)
      } else if low.isFinite {
        x[j] = max(x[j], low) + shift
        z[j] = max(d, 0) + raise
      } else if high.isFinite {
        x[j] = min(x[j], high) - shift
        w[j] = max(-d, 0) + raise
      }
    }
  }

  /// Adds a little to every cost, the same on every run, so that one vertex of the optimal face is
  /// the best.
  func perturbCosts(by size: (Int) -> Double) {
    var state: UInt64 = 0x2545_F491_4F6C_DD1D
    for j in 0..<structurals where lower[j] < upper[j] {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = 0.5 + Double(state >> 11) / Double(1 << 53)
      let sign: Double = upper[j].isFinite && !lower[j].isFinite ? -1 : 1
      cost[j] = givenCost[j] + size(j) * random * sign
    }
  }

  /// Moves every bound of a row out by a little, and the sides of equations, the same on every
  /// run, so that no vertex lies on more bounds than it needs.
  func perturbRows(by size: (Int) -> Double) {
    var state: UInt64 = 0x9E6C_63D0_876A_68DE
    for i in 0..<rows {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let amount = size(i) * (0.5 + Double(state >> 11) / Double(1 << 53))
      if hasSlack[i] {
        lower[structurals + i] = givenLower[i] - amount
        upper[structurals + i] = givenUpper[i] + amount
      } else {
        right[i] = givenRight[i] + amount
      }
    }
  }

  /// For each column the least that is at stake: of its cost, and of what each of its rows makes of a
  /// unit of it. The worth of what is bought for a year goes from row to row of its level, and a move
  /// in proportion to it adds up over the hours: so a stake is at most the median cost. A hundredth of
  /// the median stake where it is less.
  func costStakes() -> [Double] {
    let median = Self.median((0..<structurals).map { abs(givenCost[$0]) }) ?? 1
    var stakes = (0..<structurals).map { j in
      var least = givenCost[j] == 0 ? .infinity : abs(givenCost[j])
      for k in Int(start[j])..<Int(start[j + 1]) {
        let term = abs(value[k] * y[Int(row[k])])
        if term > 1e-9 { least = min(least, term) }
      }
      return least.isFinite ? min(least, median) : 0
    }
    let least = 0.01 * (Self.median(stakes) ?? 100)
    for j in stakes.indices { stakes[j] = max(stakes[j], least) }
    return stakes
  }

  /// The middle one of those above 0.
  private static func median(_ sizes: [Double]) -> Double? {
    let some = sizes.filter { $0 > 0 }.sorted()
    return some.isEmpty ? nil : some[some.count / 2]
  }

  /// For each row the largest of its terms.
  func rowStakes() -> [Double] {
    var stakes = [Double](repeating: 0, count: rows)
    for j in 0..<structurals {
      for k in Int(start[j])..<Int(start[j + 1]) {
        stakes[Int(row[k])] = max(stakes[Int(row[k])], abs(value[k] * x[j]))
      }
    }
    return stakes
  }

  /// The rows without any perturbation.
  func restoreRows() {
    for i in 0..<rows {
      if hasSlack[i] {
        (lower[structurals + i], upper[structurals + i]) = (givenLower[i], givenUpper[i])
      } else {
        right[i] = givenRight[i]
      }
    }
  }

  /// The cost of a variable, scaled.
  func originalCost(_ j: Int) -> Double { givenCost[j] }

  /// How far a variable is from its nearer bound beside that bound's price: large for the ones
  /// that are basic at a vertex. 0 where it is fixed.
  func weight(_ j: Int) -> Double {
    if lower[j] == upper[j] { return 0 }
    var weight = Double.infinity
    if lower[j].isFinite { weight = min(weight, (x[j] - lower[j]) / max(z[j], 1e-300)) }
    if upper[j].isFinite { weight = min(weight, (upper[j] - x[j]) / max(w[j], 1e-300)) }
    return weight
  }

  /// Whether a variable that is not basic rests at its upper bound.
  func isNearUpper(_ j: Int) -> Bool {
    if !lower[j].isFinite { return upper[j].isFinite }
    if !upper[j].isFinite { return false }
    return upper[j] - x[j] < x[j] - lower[j]
  }
}
