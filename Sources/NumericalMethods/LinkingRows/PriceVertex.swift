// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Optimal prices of the linking rows of a `BlockStructure`, and the basis that has them.
///
/// The dual function L(y) of the linking rows is piecewise linear. A vertex of it is where as many
/// choices tie as there are linking rows: a block's column with its best one, or a single column
/// with staying at a bound. These columns are basic beside the best of each block, and their
/// amounts follow from the linking rows. Where an amount is beyond its bounds, L falls along the
/// edge on which that choice ends; the walk goes along it past all kinks to the lowest point,
/// where another choice ties. This is the dual simplex method with the long-step ratio test on a
/// basis as small as the linking rows (Dantzig and Van Slyke, "Generalized upper bounding
/// techniques", 1967; Fourer, "Notes on the dual simplex method", 1994).
///
/// It begins anywhere: there, each price is held by an artificial column that has to leave.
struct PriceVertex {
  let structure: BlockStructure
  private let links: Int
  private(set) var prices: [Double]
  private(set) var steps = 0

  /// The best column of each block, its key.
  private(set) var key: Storage<Int32>
  /// For each column outside blocks: 0 at the lower bound, 1 at the upper one.
  private(set) var isUp: Storage<UInt8>
  /// The place of each column among the tied ones, or −1.
  private let placeOfColumn: Storage<Int16>
  /// How many columns of a block are tied with its key.
  private let tiedInBlock: Storage<Int16>
  private let blockOfColumn: Storage<Int32>
  /// The tied columns; −1 is an artificial one, which holds its price.
  private(set) var tied: [Int]
  /// The amounts of the tied columns.
  private(set) var amounts: [Double]
  private var heldPrice: [Double]
  /// The inverse of the matrix whose columns are the tied columns, less the key of their block.
  private var inverse: [Double]
  private var stepsSinceInverse = 0
  /// What all columns that are not tied use of the linking rows.
  private var use: [Double]
  /// Blocks, then columns outside them: those whose choice may change on the way.
  private var units: [Int32] = []
  private let isUnit: Storage<Bool>
  private let cost: Storage<Double>

  init(_ structure: BlockStructure, at prices: [Double]) {
    self.structure = structure
    let s = structure
    links = s.linkCount
    self.prices = prices
    heldPrice = prices
    key = Storage(repeating: 0, count: s.blockCount)
    isUp = Storage(repeating: 0, count: s.columnCount - s.firstSingle)
    placeOfColumn = Storage(repeating: -1, count: s.columnCount)
    tiedInBlock = Storage(repeating: 0, count: s.blockCount)
    blockOfColumn = Storage(repeating: -1, count: s.columnCount)
    isUnit = Storage(repeating: false, count: s.blockCount + s.columnCount - s.firstSingle)
    tied = [Int](repeating: -1, count: links)
    amounts = [Double](repeating: 0, count: links)
    inverse = [Double](repeating: 0, count: links * links)
    for i in 0..<links { inverse[i * links + i] = 1 }
    use = [Double](repeating: 0, count: links)
    cost = s.cost
    for b in 0..<s.blockCount {
      for j in Int(s.blockStart[b])..<Int(s.blockStart[b + 1]) { blockOfColumn[j] = Int32(b) }
    }
  }

  enum Outcome: Equatable {
    case optimal
    /// L falls without end on the edge of this tied column: with all choices as they are far out on
    /// it, its amount stays outside its bounds.
    case unbounded(Int)
    case gaveUp
  }

  /// Walks to the optimum. `ties` is how many choices are looked at from the start; whatever else
  /// turns out to change joins them.
  mutating func walk(ties: Int, until stop: StopSignal) -> Outcome {
    chooseAll()
    gatherUnits(count: ties)
    let limit = 2000 + 100 * links
    for _ in 0..<50 {
      let outcome = walkOnUnits(limit: limit, until: stop)
      if case .unbounded = outcome, units.count < isUnit.count {
        // What ends the fall may be a choice that was not looked at.
        beginAnewWithAll()
        continue
      }
      if outcome != .optimal { return outcome }
      if !addChangedUnits() { return .optimal }
    }
    return .gaveUp
  }

  /// Looks at all choices, from the prices that are there and without a tie.
  private mutating func beginAnewWithAll() {
    heldPrice = prices
    for place in 0..<links { tied[place] = -1 }
    placeOfColumn.fill(-1)
    tiedInBlock.fill(0)
    chooseAll()
    for unit in 0..<isUnit.count { add(Int32(unit)) }
  }

  // MARK: - Reading the program

  /// What a unit of a column is worth at the prices.
  func profit(of j: Int) -> Double {
    prices.withUnsafeBufferPointer { profit(j, $0.baseAddress!) }
  }

  @inline(__always)
  private func profit(_ j: Int, _ prices: UnsafePointer<Double>) -> Double {
    var sum = cost[j]
    for k in Int(structure.start[j])..<Int(structure.start[j + 1]) {
      sum -= prices[Int(structure.row[k])] * structure.value[k]
    }
    return sum
  }

  /// The size of what a column's profit is the difference of.
  @inline(__always)
  private func turnover(_ j: Int, _ prices: UnsafePointer<Double>) -> Double {
    var sum = abs(cost[j])
    for k in Int(structure.start[j])..<Int(structure.start[j + 1]) {
      sum += abs(prices[Int(structure.row[k])] * structure.value[k])
    }
    return sum
  }

  private mutating func addUse(_ j: Int, _ amount: Double) {
    if amount == 0 { return }
    for k in Int(structure.start[j])..<Int(structure.start[j + 1]) {
      use[Int(structure.row[k])] += structure.value[k] * amount
    }
  }

  private func bound(_ j: Int) -> Double {
    isUp[j - structure.firstSingle] == 0 ? structure.lower[j] : structure.upper[j]
  }

  /// The best choice everywhere at the prices.
  private mutating func chooseAll() {
    let s = structure
    prices.withUnsafeBufferPointer { prices in
      let y = prices.baseAddress!
      for b in 0..<s.blockCount {
        var best = -Double.infinity
        for j in Int(s.blockStart[b])..<Int(s.blockStart[b + 1]) {
          let p = profit(j, y)
          if p > best { (best, key[b]) = (p, Int32(j)) }
        }
      }
      for j in s.firstSingle..<s.columnCount { isUp[j - s.firstSingle] = profit(j, y) > 0 ? 1 : 0 }
    }
    sumUse()
  }

  private mutating func sumUse() {
    let s = structure
    for i in 0..<links { use[i] = 0 }
    for b in 0..<s.blockCount { addUse(Int(key[b]), 1) }
    for j in s.firstSingle..<s.columnCount where placeOfColumn[j] < 0 { addUse(j, bound(j)) }
  }

  /// The `count` choices that are nearest to a tie, relative to their size, and every linking
  /// row's own variable.
  private mutating func gatherUnits(count: Int) {
    let s = structure
    var margins = [(margin: Double, unit: Int32)]()
    margins.reserveCapacity(s.blockCount + s.firstSlack - s.firstSingle)
    prices.withUnsafeBufferPointer { prices in
      let y = prices.baseAddress!
      for b in 0..<s.blockCount {
        let best = profit(Int(key[b]), y)
        var second = -Double.infinity
        var size = 1e-300
        for j in Int(s.blockStart[b])..<Int(s.blockStart[b + 1]) {
          size = max(size, turnover(j, y))
          if j != Int(key[b]) { second = max(second, profit(j, y)) }
        }
        margins.append(((best - second) / size, Int32(b)))
      }
      for j in s.firstSingle..<s.firstSlack {
        let size = max(1e-300, turnover(j, y))
        margins.append((abs(profit(j, y)) / size, Int32(s.blockCount + j - s.firstSingle)))
      }
    }
    if count < margins.count {
      // A threshold from a sample, so that nothing has to be sorted whole.
      let every = max(1, margins.count / 4096)
      let sample = stride(from: 0, to: margins.count, by: every).map { margins[$0].margin }.sorted()
      let threshold = sample[min(sample.count - 1, count / every)]
      margins.removeAll { $0.margin > threshold }
    }
    for (_, unit) in margins { add(unit) }
    for i in 0..<links { add(Int32(s.blockCount + s.firstSlack - s.firstSingle + i)) }
  }

  private mutating func add(_ unit: Int32) {
    if isUnit[Int(unit)] { return }
    isUnit[Int(unit)] = true
    units.append(unit)
  }

  /// Takes in all the choices outside `units` that are no longer the best; whether there are any.
  private mutating func addChangedUnits() -> Bool {
    let s = structure
    let before = units.count
    prices.withUnsafeBufferPointer { prices in
      let y = prices.baseAddress!
      for b in 0..<s.blockCount where !isUnit[b] {
        let old = Int(key[b])
        let mine = profit(old, y)
        var (best, choice) = (mine + 1e-13 * abs(cost[old]), old)
        for j in Int(s.blockStart[b])..<Int(s.blockStart[b + 1]) where j != old {
          let p = profit(j, y)
          if p > best { (best, choice) = (p, j) }
        }
        if choice != old {
          key[b] = Int32(choice)
          add(Int32(b))
        }
      }
      for j in s.firstSingle..<s.columnCount {
        let unit = s.blockCount + j - s.firstSingle
        if isUnit[unit] { continue }
        let p = profit(j, y)
        let tolerance = 1e-13 * abs(cost[j])
        let up: UInt8 = p > tolerance ? 1 : p < -tolerance ? 0 : isUp[j - s.firstSingle]
        if up != isUp[j - s.firstSingle] {
          isUp[j - s.firstSingle] = up
          add(Int32(unit))
        }
      }
    }
    sumUse()
    return units.count > before
  }

  // MARK: - The walk

  private mutating func walkOnUnits(limit: Int, until stop: StopSignal) -> Outcome {
    var direction = [Double](repeating: 0, count: links)
    var kinks = KinkHeap()
    var stalls = 0
    if !invert() { return .gaveUp }
    for _ in 0..<limit where !stop.isOver() {
      if stepsSinceInverse > 40, !invert() { return .gaveUp }
      solveAmounts()
      if let block = lowestKey() {
        changeKey(of: block)
        if !invert() { return .gaveUp }
        solveAmounts()
      }
      guard let (place, isAbove, slope) = leaving() else {
        solvePrices()
        return .optimal
      }
      steps += 1
      solvePrices()
      for i in 0..<links {
        direction[i] = isAbove ? -inverse[place * links + i] : inverse[place * links + i]
      }
      let left = tied[place]
      release(place, isAbove)
      var found = entering(direction, slope, &kinks)
      if found == nil, slope == 0 {
        for i in 0..<links { direction[i].negate() }
        found = entering(direction, slope, &kinks)
      }
      guard let (column, length) = found else {
        tied[place] = left
        return restored(place).map { .unbounded($0) } ?? .gaveUp
      }
      stalls = length > 0 ? 0 : stalls + 1
      if stalls > 200 {
        perturb()
        stalls = 0
      }
      for i in 0..<links { prices[i] += length * direction[i] }
      if !tie(column, at: place), !invert() { return .gaveUp }
    }
    return .gaveUp
  }

  /// Makes the ties a basis again after the column at a place was released from it. An artificial
  /// column gives way to the variable of its linking row, which has the same entry but for its sign.
  ///
  /// - Returns: the column that is tied at the place; nil where they are no basis.
  private mutating func restored(_ place: Int) -> Int? {
    for p in 0..<links where p == place || tied[p] < 0 {
      let column = tied[p] < 0 ? structure.firstSlack + p : tied[p]
      if placeOfColumn[column] >= 0 || !tie(column, at: p) { return nil }
    }
    return tied[place]
  }

  /// The tied column at a place, less its block's key, as a dense vector into `vector`.
  private func gather(_ place: Int, into vector: inout [Double]) {
    for i in 0..<links { vector[i] = 0 }
    let j = tied[place]
    if j < 0 {
      vector[place] = 1
      return
    }
    let s = structure
    for k in Int(s.start[j])..<Int(s.start[j + 1]) { vector[Int(s.row[k])] += s.value[k] }
    if j < s.firstSingle {
      let best = Int(key[Int(blockOfColumn[j])])
      for k in Int(s.start[best])..<Int(s.start[best + 1]) { vector[Int(s.row[k])] -= s.value[k] }
    }
  }

  /// Inverts the matrix of the tied columns anew, by Gauss and Jordan with row pivots.
  private mutating func invert() -> Bool {
    let n = links
    stepsSinceInverse = 0
    var matrix = [Double](repeating: 0, count: n * n)
    var vector = [Double](repeating: 0, count: n)
    for place in 0..<n {
      gather(place, into: &vector)
      for i in 0..<n { matrix[i * n + place] = vector[i] }
    }
    for i in inverse.indices { inverse[i] = 0 }
    for i in 0..<n { inverse[i * n + i] = 1 }
    // Rows are scaled to their largest entry when pivots are compared.
    var scale = [Double](repeating: 0, count: n)
    for i in 0..<n { for c in 0..<n { scale[i] = max(scale[i], abs(matrix[i * n + c])) } }
    for c in 0..<n {
      var pivotRow = c
      var best = 0.0
      for i in c..<n where scale[i] > 0 {
        let size = abs(matrix[i * n + c]) / scale[i]
        if size > best { (best, pivotRow) = (size, i) }
      }
      if best < 1e-12 { return false }
      if pivotRow != c {
        for k in 0..<n {
          matrix.swapAt(c * n + k, pivotRow * n + k)
          inverse.swapAt(c * n + k, pivotRow * n + k)
        }
        scale.swapAt(c, pivotRow)
      }
      let pivot = 1 / matrix[c * n + c]
      for k in 0..<n {
        matrix[c * n + k] *= pivot
        inverse[c * n + k] *= pivot
      }
      for i in 0..<n where i != c && matrix[i * n + c] != 0 {
        let factor = matrix[i * n + c]
        for k in 0..<n {
          matrix[i * n + k] -= factor * matrix[c * n + k]
          inverse[i * n + k] -= factor * inverse[c * n + k]
        }
      }
    }
    return true
  }

  private mutating func solveAmounts() {
    for place in 0..<links {
      var sum = 0.0
      for i in 0..<links { sum -= inverse[place * links + i] * use[i] }
      amounts[place] = sum
    }
  }

  /// The prices at which all tied columns tie.
  private mutating func solvePrices() {
    for i in 0..<links { prices[i] = 0 }
    for place in 0..<links {
      let j = tied[place]
      var worth = heldPrice[place]
      if j >= 0 {
        worth = cost[j]
        if j < structure.firstSingle { worth -= cost[Int(key[Int(blockOfColumn[j])])] }
      }
      for i in 0..<links { prices[i] += worth * inverse[place * links + i] }
    }
  }

  /// A block whose key would have a negative amount.
  private func lowestKey() -> Int? {
    var lowest = -1e-9
    var found: Int?
    for place in 0..<links where tied[place] >= 0 && tied[place] < structure.firstSingle {
      let block = blockOfColumn[tied[place]]
      var left = 1.0
      for other in 0..<links
      where tied[other] >= 0 && tied[other] < structure.firstSingle
        && blockOfColumn[tied[other]] == block
      {
        left -= amounts[other]
      }
      if left < lowest { (lowest, found) = (left, Int(block)) }
    }
    return found
  }

  /// Makes the tied column with the largest amount the key of its block.
  private mutating func changeKey(of block: Int) {
    var best = -1
    for place in 0..<links
    where tied[place] >= 0 && tied[place] < structure.firstSingle
      && Int(blockOfColumn[tied[place]]) == block
    {
      if best < 0 || amounts[place] > amounts[best] { best = place }
    }
    let (old, new) = (Int(key[block]), tied[best])
    addUse(old, -1)
    addUse(new, 1)
    key[block] = Int32(new)
    tied[best] = old
    placeOfColumn[new] = -1
    placeOfColumn[old] = Int16(best)
  }

  /// The place whose amount is farthest outside its bounds for the length of its edge, whether it
  /// is above, and by how much. Artificial columns with nothing to hold leave last.
  private func leaving() -> (Int, Bool, Double)? {
    let s = structure
    var best = 0.0
    var found: (Int, Bool, Double)?
    var idle: Int?
    for place in 0..<links {
      let j = tied[place]
      var (low, high) = (0.0, Double.infinity)
      if j < 0 { high = 0 } else if j >= s.firstSingle { (low, high) = (s.lower[j], s.upper[j]) }
      let amount = amounts[place]
      let miss = max(low - amount, amount - high)
      if j < 0 { idle = place }
      let scale = j >= s.firstSingle ? 1e-9 * max(1, abs(amount)) : 1e-9
      if miss <= scale { continue }
      var norm = 1e-300
      for i in 0..<links { norm += inverse[place * links + i] * inverse[place * links + i] }
      var rating = miss * miss / norm
      if j < 0 { rating *= 1e6 }
      if rating > best { (best, found) = (rating, (place, amount > high, miss)) }
    }
    if found == nil, let idle { return (idle, true, 0) }
    return found
  }

  /// Takes the column at a place out of the ties.
  private mutating func release(_ place: Int, _ isAbove: Bool) {
    let j = tied[place]
    if j < 0 { return }
    placeOfColumn[j] = -1
    if j >= structure.firstSingle {
      isUp[j - structure.firstSingle] = isAbove ? 1 : 0
      addUse(j, bound(j))
    } else {
      tiedInBlock[Int(blockOfColumn[j])] -= 1
    }
    tied[place] = -2
  }

  /// The first kink at which L stops falling along `direction`, and how far that is. Choices at
  /// the kinks before it change.
  private mutating func entering(
    _ direction: [Double], _ fall: Double, _ kinks: inout KinkHeap
  ) -> (Int, Double)? {
    kinks.removeAll()
    let s = structure
    prices.withUnsafeBufferPointer { prices in
      direction.withUnsafeBufferPointer { direction in
        for unit in units {
          if let kink = firstKink(
            Int(unit), after: 0, prices.baseAddress!, direction.baseAddress!)
          {
            kinks.append(kink)
          }
        }
      }
    }
    kinks.order()
    var slope = -fall
    while let kink = kinks.popFirst() {
      slope += kink.jump
      if slope >= -1e-12 * fall {
        return (kink.column, kink.length)
      }
      // Past it: the choice changes.
      if kink.unit < s.blockCount {
        addUse(Int(key[kink.unit]), -1)
        key[kink.unit] = Int32(kink.column)
        addUse(kink.column, 1)
        let next = prices.withUnsafeBufferPointer { prices in
          direction.withUnsafeBufferPointer { direction in
            firstKink(kink.unit, after: kink.length, prices.baseAddress!, direction.baseAddress!)
          }
        }
        if let next { kinks.insert(next) }
      } else {
        let j = kink.column
        addUse(j, -bound(j))
        isUp[j - s.firstSingle] ^= 1
        addUse(j, bound(j))
      }
    }
    return nil
  }

  /// Where the choice of a unit changes along the direction.
  @inline(__always)
  private func firstKink(
    _ unit: Int, after length: Double, _ prices: UnsafePointer<Double>,
    _ direction: UnsafePointer<Double>
  ) -> Kink? {
    let s = structure
    if unit < s.blockCount {
      let best = Int(key[unit])
      let (p, rate, noise) = profitAndRate(best, prices, direction)
      var first = Kink(length: .infinity, column: -1, unit: unit, jump: 0)
      for j in Int(s.blockStart[unit])..<Int(s.blockStart[unit + 1])
      where j != best && placeOfColumn[j] < 0 {
        let (q, other, otherNoise) = profitAndRate(j, prices, direction)
        let gain = other - rate
        if gain <= noise + otherNoise { continue }
        let at = max(length, (p - q) / gain)
        if at < first.length || (at == first.length && gain > first.jump) {
          first.length = at
          first.column = j
          first.jump = gain
        }
      }
      if first.column < 0 { return nil }
      if tiedInBlock[unit] > 0 { first.jump = .infinity }
      return first
    }
    let j = s.firstSingle + unit - s.blockCount
    if placeOfColumn[j] >= 0 { return nil }
    let (p, rate, noise) = profitAndRate(j, prices, direction)
    let range = s.upper[j] - s.lower[j]
    if isUp[j - s.firstSingle] == 0 {
      guard rate > noise else { return nil }
      return Kink(length: max(length, -p / rate), column: j, unit: unit, jump: range * rate)
    }
    guard rate < -noise else { return nil }
    return Kink(length: max(length, -p / rate), column: j, unit: unit, jump: -range * rate)
  }

  /// The profit of a column, how it changes along the direction, and how much of that change may
  /// be rounding.
  @inline(__always)
  private func profitAndRate(
    _ j: Int, _ prices: UnsafePointer<Double>, _ direction: UnsafePointer<Double>
  ) -> (Double, Double, Double) {
    var p = cost[j]
    var rate = 0.0
    var size = 0.0
    for k in Int(structure.start[j])..<Int(structure.start[j + 1]) {
      let i = Int(structure.row[k])
      p -= prices[i] * structure.value[k]
      let change = direction[i] * structure.value[k]
      rate -= change
      size += abs(change)
    }
    return (p, rate, 1e-11 * size)
  }

  /// Puts a column into the ties and updates the inverse; false where the pivot is too small.
  private mutating func tie(_ column: Int, at place: Int) -> Bool {
    let s = structure
    tied[place] = column
    placeOfColumn[column] = Int16(place)
    if column >= s.firstSingle {
      addUse(column, -bound(column))
    } else {
      tiedInBlock[Int(blockOfColumn[column])] += 1
    }
    var vector = [Double](repeating: 0, count: links)
    gather(place, into: &vector)
    var image = vector
    for r in 0..<links {
      var sum = 0.0
      for i in 0..<links { sum += inverse[r * links + i] * vector[i] }
      image[r] = sum
    }
    let pivot = image[place]
    var largest = 0.0
    for r in 0..<links { largest = max(largest, abs(image[r])) }
    if !(abs(pivot) > 1e-9 * largest) { return false }
    for i in 0..<links { inverse[place * links + i] /= pivot }
    for r in 0..<links where r != place && image[r] != 0 {
      for i in 0..<links { inverse[r * links + i] -= image[r] * inverse[place * links + i] }
    }
    stepsSinceInverse += 1
    return true
  }

  /// Moves every cost by a little, the same on every run, where many choices tie at once.
  private func perturb() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for j in 0..<structure.firstSlack {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = Double(state >> 11) / Double(1 << 53)
      cost[j] += 1e-9 * (0.5 + random) * max(abs(cost[j]), 1e-6)
    }
  }
}
