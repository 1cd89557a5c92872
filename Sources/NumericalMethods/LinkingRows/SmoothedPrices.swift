// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Nearly optimal prices of the linking rows of a `BlockStructure`.
///
/// The dual function of the linking rows, L(y) = Σ max over each block's and each single column's
/// amounts of (c − yA)x, is convex and has as many variables as there are linking rows, but it has
/// a kink wherever two choices tie. Here each maximum is smoothed by a quadratic of width μ times
/// the size of its profits, which leaves the amounts in closed form (the projection on a simplex
/// or an interval); L is minimized by Newton's method, and μ is lowered in steps. A wide μ is met
/// on a sample of the blocks. (Nesterov, "Smooth minimization of non-smooth functions", 2005; the
/// projection is Michelot's, 1986.)
struct SmoothedPrices {
  let structure: BlockStructure
  private(set) var prices: [Double]
  /// The width at which the prices were last settled.
  private(set) var width: Double
  /// How many times the program was read, whole or in a sample.
  private(set) var passes = 0

  /// The size of the profits of each block, and of each column outside them.
  private let blockSize: Storage<Double>
  private let singleSize: Storage<Double>
  private let links: Int
  /// What a unit of each linking row is worth, roughly: all profits over all use.
  private var worth: [Double]
  /// How large the second derivatives would be with every choice open, at width 1.
  private let damp: [Double]
  private var damping = 1e-7
  /// What the bounds of a linking row say of its price.
  private enum Sign { case none, positive, negative, linear, smoothed }
  private let sign: [Sign]

  /// `made` says which bounds were made up: see `BlockStructure.closeBounds`.
  init(_ structure: BlockStructure, made: [UInt8]) {
    self.structure = structure
    links = structure.linkCount
    sign = (0..<structure.linkCount).map { i in
      let j = structure.firstSlack + i
      switch made[j - structure.firstSingle] {
      case 3: return .none
      case 1: return .positive
      case 2: return .negative
      default: return structure.lower[j] == structure.upper[j] ? .linear : .smoothed
      }
    }
    prices = [Double](repeating: 0, count: links)
    width = 2
    let s = structure
    worth = [Double](repeating: 0, count: links)
    var use = worth
    for j in 0..<s.firstSlack {
      let range = j < s.firstSingle ? 1 : s.upper[j] - s.lower[j]
      for k in Int(s.start[j])..<Int(s.start[j + 1]) {
        worth[Int(s.row[k])] += abs(s.cost[j]) * range
        use[Int(s.row[k])] += abs(s.value[k]) * range
      }
    }
    for i in 0..<links { worth[i] = use[i] > 0 && worth[i] > 0 ? worth[i] / use[i] : 1 }
    damp = zip(use, worth).map { max($0, 1e-300) / $1 }
    blockSize = Storage(repeating: 0, count: s.blockCount)
    singleSize = Storage(repeating: 0, count: s.columnCount - s.firstSingle)
    func size(_ j: Int) -> Double {
      var size = abs(s.cost[j])
      for k in Int(s.start[j])..<Int(s.start[j + 1]) {
        size += abs(s.value[k]) * worth[Int(s.row[k])] / Double(links)
      }
      return max(size, 1e-300)
    }
    // A choice between things of no worth must not divide by 0.
    var least = 0.0
    for j in 0..<s.firstSlack { least = max(least, size(j)) }
    least = least > 1e-300 ? 1e-6 * least : 1
    for b in 0..<s.blockCount {
      var largest = least
      for j in Int(s.blockStart[b])..<Int(s.blockStart[b + 1]) { largest = max(largest, size(j)) }
      blockSize[b] = largest
    }
    for j in s.firstSingle..<s.columnCount {
      singleSize[j - s.firstSingle] =
        j < s.firstSlack ? max(least, size(j)) : worth[j - s.firstSlack]
    }
  }

  /// Lowers the width until at most `ties` choices are left open, or to `leastWidth`.
  mutating func settle(ties: Int, leastWidth: Double = 1e-7, until stop: StopSignal) {
    var evaluation = Evaluation(links: links)
    var units = structure.blockCount + structure.firstSlack - structure.firstSingle
    units = max(1, units)
    while !stop.isOver() {
      let sample = Int(60 * Double(links).squareRoot() / width) + 500
      let stride = max(1, units / sample)
      minimize(stride: stride, &evaluation)
      if stride == 1 && evaluation.openChoices <= ties || width <= leastWidth { break }
      width /= 4
    }
  }

  /// Projected Newton steps at one width (Bertsekas, "Projected Newton methods for optimization
  /// problems with simple constraints", 1982): prices that have run into their sign stay at 0. A
  /// step is no longer than prices can still be off, and is damped (Levenberg) where it does not
  /// lower the function.
  private mutating func minimize(stride: Int, _ evaluation: inout Evaluation) {
    var next = prices
    var trial = evaluation
    var isHeld = [Bool](repeating: false, count: links)
    evaluate(at: prices, stride: stride, into: &evaluation)
    for _ in 0..<12 {
      for i in 0..<links {
        isHeld[i] =
          sign[i] == .none
          || sign[i] == .positive && prices[i] <= 0 && evaluation.gradient[i] > 0
          || sign[i] == .negative && prices[i] >= 0 && evaluation.gradient[i] < 0
      }
      let step = evaluation.newtonStep(damping: damping, damp, isHeld)
      var longest = 0.0
      for i in 0..<links { longest = max(longest, abs(step[i]) / worth[i]) }
      let cut = longest > 16 * width ? 16 * width / longest : 1
      var slope = 0.0
      for i in 0..<links {
        next[i] = prices[i] + cut * step[i]
        if sign[i] == .positive { next[i] = max(0, next[i]) }
        if sign[i] == .negative { next[i] = min(0, next[i]) }
        slope += (next[i] - prices[i]) * evaluation.gradient[i]
      }
      // What is left to gain is small beside what this width leaves open anyway.
      if -slope <= 1e-5 * width * abs(evaluation.value) { break }
      evaluate(at: next, stride: stride, into: &trial)
      if trial.value <= evaluation.value + 1e-4 * slope {
        prices = next
        swap(&evaluation, &trial)
        damping = max(1e-7, damping / 30)
      } else {
        damping = max(1e-3, 30 * damping)
      }
    }
  }

  /// Value, gradient and second derivatives of the smoothed dual function.
  private struct Evaluation {
    var value = 0.0
    var gradient: [Double]
    var curvature: [Double]
    var openChoices = 0

    init(links: Int) {
      gradient = [Double](repeating: 0, count: links)
      curvature = [Double](repeating: 0, count: links * links)
    }

    mutating func reset() {
      value = 0
      openChoices = 0
      for i in gradient.indices { gradient[i] = 0 }
      for i in curvature.indices { curvature[i] = 0 }
    }

    /// −(H + damping D)⁻¹ g by Cholesky, D diagonal. H is kept in the lower triangle.
    /// Where `isHeld`, the step is 0.
    func newtonStep(damping: Double, _ scale: [Double], _ isHeld: [Bool]) -> [Double] {
      let n = gradient.count
      var matrix = curvature
      var step = gradient.map { -$0 }
      for i in 0..<n {
        matrix[i * n + i] += damping * scale[i]
        if isHeld[i] {
          for k in 0..<i { matrix[i * n + k] = 0 }
          for k in i..<n { matrix[k * n + i] = 0 }
          matrix[i * n + i] = 1
          step[i] = 0
        }
      }
      for j in 0..<n {
        var pivot = matrix[j * n + j]
        for k in 0..<j { pivot -= matrix[j * n + k] * matrix[j * n + k] }
        pivot = pivot > 0 ? pivot.squareRoot() : 1e100
        matrix[j * n + j] = pivot
        for i in (j + 1)..<max(n, j + 1) {
          var sum = matrix[i * n + j]
          for k in 0..<j { sum -= matrix[i * n + k] * matrix[j * n + k] }
          matrix[i * n + j] = sum / pivot
        }
      }
      for i in 0..<n {
        for k in 0..<i { step[i] -= matrix[i * n + k] * step[k] }
        step[i] /= matrix[i * n + i]
      }
      for i in stride(from: n - 1, through: 0, by: -1) {
        for k in (i + 1)..<max(n, i + 1) { step[i] -= matrix[k * n + i] * step[k] }
        step[i] /= matrix[i * n + i]
      }
      return step
    }
  }

  private mutating func evaluate(
    at prices: [Double], stride: Int, into evaluation: inout Evaluation
  ) {
    passes += 1
    evaluation.reset()
    let s = structure
    var longest = 1
    for b in 0..<s.blockCount {
      longest = max(longest, Int(s.blockStart[b + 1] - s.blockStart[b]))
    }
    let links = links
    var (value, open) = (0.0, 0)
    prices.withUnsafeBufferPointer { prices in
      evaluation.gradient.withUnsafeMutableBufferPointer { gradient in
        evaluation.curvature.withUnsafeMutableBufferPointer { curvature in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: longest + links) { scratch in
            let profit = scratch.baseAddress!
            var sums = Sums(
              prices: prices, gradient: gradient, curvature: curvature, profit: profit,
              rowSum: profit + longest, links: links)
            for i in 0..<links { sums.rowSum[i] = 0 }
            addBlocks(stride, to: &sums)
            addSingles(stride, to: &sums)
            (value, open) = (sums.value, sums.open)
          }
        }
      }
    }
    (evaluation.value, evaluation.openChoices) = (value, open)
  }

  /// What one pass over the columns sums up.
  private struct Sums {
    let prices: UnsafeBufferPointer<Double>
    let gradient: UnsafeMutableBufferPointer<Double>
    let curvature: UnsafeMutableBufferPointer<Double>
    /// Of the columns of a block.
    let profit: UnsafeMutablePointer<Double>
    /// Of each linking row, the coefficients of a block's columns that are in use.
    let rowSum: UnsafeMutablePointer<Double>
    let links: Int
    var value = 0.0
    var open = 0
  }

  /// Blocks: the projection of profit / width on the simplex.
  private func addBlocks(_ stride: Int, to sums: inout Sums) {
    let s = structure
    let weight = Double(stride)
    let (start, row, coefficient) = (s.start.base, s.row.base, s.value.base)
    let (profit, sum, links) = (sums.profit, sums.rowSum, sums.links)
    let (gradient, curvature) = (sums.gradient, sums.curvature)
    var b = 0
    while b < s.blockCount {
      let first = Int(s.blockStart[b])
      let count = Int(s.blockStart[b + 1]) - first
      let room = width * blockSize[b]
      let (kept, level) = project(sums, first, count, room)
      if kept > 1 { sums.open += 1 }
      let steepness = weight / room
      for c in 0..<count where profit[c] > level {
        let j = first + c
        let amount = (profit[c] - level) / room
        sums.value += weight * amount * (profit[c] - 0.5 * room * amount)
        for k in Int(start[j])..<Int(start[j + 1]) {
          let i = Int(row[k])
          gradient[i] -= weight * amount * coefficient[k]
          if kept > 1 {
            sum[i] += coefficient[k]
            for l in Int(start[j])...k {
              let (high, low) = (max(i, Int(row[l])), min(i, Int(row[l])))
              curvature[high * links + low] += steepness * coefficient[k] * coefficient[l]
            }
          }
        }
      }
      if kept > 1 {
        let share = steepness / Double(kept)
        for i in 0..<links where sum[i] != 0 {
          for l in 0...i { curvature[i * links + l] -= share * sum[i] * sum[l] }
        }
        for i in 0..<links { sum[i] = 0 }
      }
      b += stride
    }
  }

  /// The profits of a block's columns, and the level that those in use are above: how many, and it.
  @inline(__always)
  private func project(
    _ sums: Sums, _ first: Int, _ count: Int, _ room: Double
  ) -> (kept: Int, level: Double) {
    let s = structure
    let (start, row, coefficient, cost) = (s.start.base, s.row.base, s.value.base, s.cost.base)
    let (profit, prices) = (sums.profit, sums.prices)
    var total = 0.0
    for c in 0..<count {
      let j = first + c
      var p = cost[j]
      for k in Int(start[j])..<Int(start[j + 1]) { p -= prices[Int(row[k])] * coefficient[k] }
      profit[c] = p
      total += p
    }
    var kept = count
    var level = (total - room) / Double(count)
    while true {
      var (sumKept, countKept) = (0.0, 0)
      for c in 0..<count where profit[c] > level {
        sumKept += profit[c]
        countKept += 1
      }
      if countKept >= kept || countKept == 0 { break }
      (kept, level) = (countKept, (sumKept - room) / Double(countKept))
    }
    return (kept, level)
  }

  /// Single columns, and the linking rows' own variables, which are never sampled.
  private func addSingles(_ stride: Int, to sums: inout Sums) {
    let s = structure
    let (start, row, coefficient, cost) = (s.start.base, s.row.base, s.value.base, s.cost.base)
    let (gradient, curvature, links) = (sums.gradient, sums.curvature, sums.links)
    var j = s.firstSingle
    while j < s.columnCount {
      let isSlack = j >= s.firstSlack
      let weight = isSlack ? 1 : Double(stride)
      let (lower, range) = (s.lower[j], s.upper[j] - s.lower[j])
      let room = width * singleSize[j - s.firstSingle]
      var p = cost[j]
      for k in Int(start[j])..<Int(start[j + 1]) {
        p -= sums.prices[Int(row[k])] * coefficient[k]
      }
      var share = min(1, max(0, 0.5 + p / room))
      if isSlack {
        switch sign[j - s.firstSlack] {
        case .none: share = 0.5
        case .positive, .linear: share = 1
        case .negative: share = 0
        case .smoothed: break
        }
      }
      let amount = weight * (lower + range * share)
      sums.value += amount * p
      if !isSlack || sign[j - s.firstSlack] == .smoothed {
        sums.value -= weight * 0.5 * range * room * (share - 0.5) * (share - 0.5)
      }
      let isOpen = share > 0 && share < 1
      if isOpen { sums.open += 1 }
      let steepness = isOpen ? weight * range / room : 0
      for k in Int(start[j])..<Int(start[j + 1]) {
        let i = Int(row[k])
        gradient[i] -= amount * coefficient[k]
        if isOpen {
          for l in Int(start[j])...k {
            let (high, low) = (max(i, Int(row[l])), min(i, Int(row[l])))
            curvature[high * links + low] += steepness * coefficient[k] * coefficient[l]
          }
        }
      }
      if j < s.firstSlack, j + stride > s.firstSlack {
        j = s.firstSlack
      } else {
        j += isSlack ? 1 : stride
      }
    }
  }
}
