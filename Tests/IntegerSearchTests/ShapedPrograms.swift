// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle

/// Programs of whole columns with whole figures, in the shapes that planners have, of which every point
/// can be tried.
struct ShapedProgram {
  struct Column {
    var lower = 0
    var upper: Int
    var cost: Int
  }

  struct Row {
    var values: [Int]
    var lower: Int?
    var upper: Int?
  }

  var columns: [Column] = []
  var rows: [Row] = []
  var isMinimum = true
  /// Whether an upper end is stated that no good point needs.
  var hasEnds = true
  /// What all figures are divided by.
  var below = 1
  /// Columns that may be fractions: their values at good points are whole by themselves.
  var broken: Set<Int> = []

  var program: LinearProgram {
    LinearProgram(
      sense: isMinimum ? .minimize : .maximize,
      columns: columns.enumerated().map { j, column in
        .init(
          bounds: .init(
            lower: Rational(column.lower), upper: hasEnds ? Rational(column.upper) : nil),
          cost: Rational(column.cost, below), isInteger: !broken.contains(j))
      },
      rows: rows.map {
        .init(
          lower: $0.lower.map { Rational($0, below) }, upper: $0.upper.map { Rational($0, below) })
      },
      entries: columns.indices.map { j in
        rows.enumerated().compactMap { i, row in
          row.values[j] == 0 ? nil : .init(row: i, value: Rational(row.values[j], below))
        }
      })
  }

  /// The best objective, times `below`, of all points between the stated ends; nil where there is none.
  var best: Int? {
    var best: Int?
    var sums = rows.map { row in zip(row.values, columns).reduce(0) { $0 + $1.0 * $1.1.lower } }
    var cost = columns.reduce(0) { $0 + $1.cost * $1.lower }
    func visit(_ j: Int) {
      if j == columns.count {
        for (row, sum) in zip(rows, sums) {
          if let lower = row.lower, sum < lower { return }
          if let upper = row.upper, sum > upper { return }
        }
        if best.map({ isMinimum ? cost < $0 : cost > $0 }) ?? true { best = cost }
        return
      }
      let count = columns[j].upper - columns[j].lower
      for step in 0...count {
        visit(j + 1)
        if step == count { break }
        for i in rows.indices { sums[i] += rows[i].values[j] }
        cost += columns[j].cost
      }
      for i in rows.indices { sums[i] -= count * rows[i].values[j] }
      cost -= count * columns[j].cost
    }
    visit(0)
    return best
  }
}

struct ShapedPrograms {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.next() % UInt64(range.count))
  }

  private mutating func list(_ count: Int, _ range: ClosedRange<Int>) -> [Int] {
    (0..<count).map { _ in int(range) }
  }

  mutating func next() -> ShapedProgram {
    var shaped: ShapedProgram
    switch int(0...5) {
    case 0: shaped = knapsack()
    case 1: shaped = covering()
    case 2: shaped = choice()
    case 3: shaped = stages()
    case 4: shaped = twins()
    default: shaped = anything()
    }
    shaped.below = [1, 1, 3, 10, 1 << 20][int(0...4)]
    return shaped
  }

  /// The most of projects under a few budgets.
  private mutating func knapsack() -> ShapedProgram {
    let n = int(6...11)
    var shaped = ShapedProgram(isMinimum: false)
    for _ in 0..<n { shaped.columns.append(.init(upper: 1, cost: int(1...40))) }
    for _ in 0..<int(1...3) {
      let values = list(n, 1...50)
      shaped.rows.append(.init(values: values, upper: values.reduce(0, +) * int(25...75) / 100))
    }
    return shaped
  }

  /// Machines against demands, sometimes with a budget that may be too small.
  private mutating func covering() -> ShapedProgram {
    let n = int(3...6)
    var shaped = ShapedProgram()
    for _ in 0..<n {
      let low = int(0...5) == 0 ? 1 : 0
      shaped.columns.append(.init(lower: low, upper: low + int(2...4), cost: int(3...60)))
    }
    for _ in 0..<int(1...3) {
      let values = list(n, 0...16)
      shaped.rows.append(.init(values: values, lower: values.reduce(0, +) * int(50...200) / 100))
    }
    if int(0...2) == 0 {
      shaped.rows.append(.init(values: list(n, 1...9), upper: int(20...60)))
    } else if int(0...1) == 0 {
      // Ends that are not stated: dear enough that no good point goes there.
      for j in shaped.columns.indices { shaped.columns[j].upper = 8 }
      shaped.columns.removeLast(max(0, n - 4))
      for i in shaped.rows.indices {
        shaped.rows[i].values = shaped.rows[i].values.prefix(4).map { max($0, 6) }
        shaped.rows[i].lower = min(shaped.rows[i].lower!, 40)
      }
      shaped.hasEnds = false
    }
    return shaped
  }

  /// One of each group, with a budget.
  private mutating func choice() -> ShapedProgram {
    let (groups, size) = (int(2...4), int(2...3))
    let n = groups * size
    var shaped = ShapedProgram()
    for _ in 0..<n { shaped.columns.append(.init(upper: 1, cost: int(-9...20))) }
    for g in 0..<groups {
      let values = (0..<n).map { $0 / size == g ? 1 : 0 }
      shaped.rows.append(.init(values: values, lower: 1, upper: int(0...3) == 0 ? 2 : 1))
    }
    for _ in 0..<int(1...2) {
      let values = list(n, 0...12)
      let total = values.reduce(0, +)
      shaped.rows.append(
        int(0...1) == 0
          ? .init(values: values, upper: total * int(20...60) / 100)
          : .init(values: values, lower: total * int(20...60) / 100))
    }
    return shaped
  }

  /// Controls over stages: what is there stays, and what is new is bought; purchases need not be whole.
  private mutating func stages() -> ShapedProgram {
    let (items, count) = (int(2...3), int(2...2))
    let n = items * count
    var shaped = ShapedProgram()
    let costs = list(items, 5...60)
    for _ in 0..<n {
      shaped.columns.append(.init(upper: 1, cost: int(0...2) == 0 ? int(0...4) : 0))
    }
    for t in 0..<count {
      for k in 0..<items {
        shaped.columns.append(.init(upper: 1, cost: costs[k] - t))
        if int(0...1) == 0 { shaped.broken.insert(n + t * items + k) }
      }
    }
    func row(_ entries: [(Int, Int)], _ lower: Int?, _ upper: Int?) -> ShapedProgram.Row {
      var values = [Int](repeating: 0, count: shaped.columns.count)
      for (j, value) in entries { values[j] = value }
      return .init(values: values, lower: lower, upper: upper)
    }
    for t in 0..<count {
      for k in 0..<items {
        var entries = [(t * items + k, 1), (n + t * items + k, -1)]
        if t > 0 { entries.append(((t - 1) * items + k, -1)) }
        shaped.rows.append(row(entries, nil, 0))
        if t > 0 {
          shaped.rows.append(row([(t * items + k, 1), ((t - 1) * items + k, -1)], 0, nil))
        }
      }
      for _ in 0..<int(1...2) {
        let gains = list(items, 1...20)
        shaped.rows.append(
          row(
            gains.enumerated().map { (t * items + $0, $1) },
            gains.reduce(0, +) * int(20...45) * (t + 1) / 100, nil))
      }
    }
    return shaped
  }

  /// The same machine in several places.
  private mutating func twins() -> ShapedProgram {
    let (kinds, places) = (int(1...2), int(2...3))
    let n = kinds * places
    var shaped = ShapedProgram()
    let (sizes, costs) = (list(kinds, 2...13), list(kinds, 3...30))
    for j in 0..<n { shaped.columns.append(.init(upper: 3, cost: costs[j / places])) }
    let total = (0..<n).map { sizes[$0 / places] }
    shaped.rows.append(.init(values: total, lower: total.reduce(0, +) * int(60...250) / 100))
    if int(0...1) == 0 {
      for p in 0..<places {
        let values = (0..<n).map { $0 % places == p ? sizes[$0 / places] : 0 }
        shaped.rows.append(.init(values: values, lower: int(0...6), upper: int(8...40)))
      }
    }
    return shaped
  }

  private mutating func anything() -> ShapedProgram {
    let n = int(3...6)
    var shaped = ShapedProgram(isMinimum: int(0...1) == 0)
    for _ in 0..<n {
      let low = int(-2...2)
      shaped.columns.append(.init(lower: low, upper: low + int(0...4), cost: int(-12...12)))
    }
    for _ in 0..<int(1...4) {
      let values = list(n, -9...9)
      let lower = int(0...3) > 0 ? int(-20...20) : nil
      let isEquation = lower != nil && int(0...3) == 0
      let upper = isEquation ? lower : int(0...1) == 0 ? (lower ?? 0) + int(0...15) : nil
      shaped.rows.append(.init(values: values, lower: lower, upper: upper))
    }
    return shaped
  }
}
