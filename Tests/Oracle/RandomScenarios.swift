// SPDX-License-Identifier: GPL-3.0-or-later

/// A small random spec with scenarios, and its extensive form written from the same data: a column
/// an amount, scenario and period, but for what is decided before the scenario is known.
public struct RandomScenarios: Sendable {
  public enum Measure: Sendable { case mean, worst, tail }

  public struct Options: Sendable {
    public var measure = Measure.mean
    public var periods = 1
    public var hasIntegers = false
    public var hasChance = false
    public var maximizes = false
    public var hasBuy = false
    public init() {}
  }

  private struct Resource {
    let cost: Int
    let work: Int
    let max: Int?
    let isCommitted: Bool
    let isInteger: Bool
  }

  private let options: Options
  private let resources: [Resource]
  private let count: Int
  /// By scenario and period.
  private let demand: [[Int]]
  /// By scenario; the resource whose cost, and the one whose max, a scenario changes.
  private let budget: [Int]
  private let cost: [[Int]]
  private let most: [[Int?]]
  /// In hundredths; they sum to 100.
  private let weights: [Int]
  private let hasWeights: Bool
  private let known: Int
  private let tail: Int

  public init(seed: UInt64, _ options: Options) {
    var random = SplitMix64(seed: seed)
    self.options = options
    count = options.hasChance ? 4 : random.int(2...3)
    var resources: [Resource] = []
    for r in 0..<random.int(2...3) {
      resources.append(
        Resource(
          cost: random.int(1...9), work: random.int(1...5),
          max: random.chance(60) || options.maximizes || options.hasIntegers
            ? random.int(2...30) : nil,
          isCommitted: r == 0 || random.chance(30),
          isInteger: options.hasIntegers && random.chance(60)))
    }
    self.resources = resources
    let (count, periods) = (self.count, options.periods)
    demand = (0..<count).map { _ in (0..<periods).map { _ in random.int(0...40) } }
    budget = (0..<count).map { _ in random.int(10...90) }
    cost = (0..<count).map { _ in
      resources.map { random.chance(40) ? random.int(1...12) : $0.cost }
    }
    most = (0..<count).map { _ in
      resources.map { one in one.max.map { random.chance(30) ? random.int(1...30) : $0 } }
    }
    hasWeights = random.chance(70)
    var rest = 100
    weights = (0..<count).map { s in
      if s == count - 1 { return rest }
      let weight = random.int(5...(rest - 5 * (count - 1 - s)))
      rest -= weight
      return weight
    }
    known = periods > 1 && random.chance(50) ? 1 : 0
    tail = random.pick([5, 20, 35, 50, 100])
  }

  private func probability(_ s: Int) -> Fraction {
    hasWeights ? Fraction(weights[s]) / Fraction(100) : .one / Fraction(count)
  }

  /// Scenarios that weigh so much, in hundredths, may miss the demand.
  private static let mayMiss = 40

  // MARK: - The spec

  public var json: String {
    func series(_ values: [Int]) -> String {
      options.periods == 1
        ? String(values[0]) : "[\(values.map(String.init).joined(separator: ","))]"
    }
    let resources = resources.enumerated().map { r, one in
      var keys = ["\"work\": \(one.work)"]
      if options.hasBuy, r == 0 {
        keys.append("\"buy\": {\"cost\": \(one.cost), \"committed\": true}")
      } else {
        keys.append("\"cost\": \(one.cost)")
        if one.isCommitted { keys.append("\"committed\": true") }
      }
      if let max = one.max { keys.append("\"max\": \(max)") }
      if one.isInteger { keys.append("\"integer\": true") }
      return "\"r\(r)\": {\(keys.joined(separator: ", "))}"
    }.joined(separator: ", ")
    let scenarios = (0..<count).map { s in
      var set: [String] = []
      if options.maximizes {
        set.append("\"/budgets/cost\": \(budget[s])")
      } else {
        let at = options.hasChance ? "/demands/work/min" : "/demands/work"
        set.append("\"\(at)\": \(series(demand[s]))")
      }
      for (r, one) in self.resources.enumerated() {
        if cost[s][r] != one.cost {
          let at = options.hasBuy && r == 0 ? "/resources/r0/buy/cost" : "/resources/r\(r)/cost"
          set.append("\"\(at)\": \(cost[s][r])")
        }
        if let max = most[s][r], max != one.max { set.append("\"/resources/r\(r)/max\": \(max)") }
      }
      let weight =
        hasWeights ? "\"probability\": 0.\(weights[s] < 10 ? "0" : "")\(weights[s]), " : ""
      return "\"s\(s)\": {\(weight)\"set\": {\(set.joined(separator: ", "))}}"
    }.joined(separator: ", ")
    var parts = ["\"resources\": {\(resources)}", "\"scenarios\": {\(scenarios)}"]
    if options.periods > 1 { parts.insert("\"periods\": \(options.periods)", at: 0) }
    if known > 0 { parts.append("\"known_from\": \(known + 1)") }
    switch options.measure {
    case .mean: break
    case .worst: parts.append("\"over_scenarios\": \"worst\"")
    case .tail: parts.append("\"over_scenarios\": {\"tail\": \(Double(tail) / 100)}")
    }
    if options.maximizes {
      parts += ["\"budgets\": {\"cost\": 50}", "\"maximize\": \"work\""]
    } else {
      let base = series(Array(repeating: 7, count: options.periods))
      parts += [
        options.hasChance
          ? "\"demands\": {\"work\": {\"min\": \(base), \"probability\": 0.6}}"
          : "\"demands\": {\"work\": \(base)}",
        "\"minimize\": \"cost\"",
      ]
    }
    return "{\(parts.joined(separator: ", "))}"
  }

  // MARK: - The extensive form

  private func add(_ value: Fraction, to sum: inout Fraction) { sum = sum + value }

  public var problem: OracleProblem {
    var columns: [OracleProblem.Column] = []
    var rows: [(terms: [Int: Fraction], lower: Fraction?, upper: Fraction?)] = []
    func column(upper: Fraction? = nil, integer: Bool = false) -> Int {
      columns.append(.init(upper: upper, integer: integer))
      return columns.count - 1
    }
    let (periods, count) = (options.periods, self.count)
    var shared: [[Int]: Int] = [:]
    var amount: [[[Int]]] = []
    for s in 0..<count {
      amount.append([])
      for t in 0..<periods {
        amount[s].append([])
        for (r, one) in resources.enumerated() {
          let isShared = t < known || (one.isCommitted && !(options.hasBuy && r == 0))
          let key = isShared ? [r, t] : [r, t, s]
          let j = shared[key] ?? column(integer: one.isInteger)
          shared[key] = j
          amount[s][t].append(j)
          if let max = most[s][r] { rows.append(([j: .one], nil, Fraction(max))) }
        }
      }
    }
    // What is bought of the first resource: in all scenarios alike.
    var bought: [Int] = []
    if options.hasBuy {
      bought = (0..<periods).map { _ in column() }
      for s in 0..<count {
        for t in 0..<periods {
          var terms: [Int: Fraction] = [amount[s][t][0]: .one, bought[t]: -.one]
          if t > 0 { add(-.one, to: &terms[amount[s][t - 1][0], default: .zero]) }
          rows.append((terms, nil, .zero))
        }
      }
    }
    var misses: [Int: Fraction] = [:]
    var costs: [[Int: Fraction]] = []
    for s in 0..<count {
      var own: [Int: Fraction] = [:]
      var total: [Int: Fraction] = [:]
      var missed: Int?
      if options.hasChance {
        missed = column(upper: .one, integer: true)
        misses[missed!] = probability(s)
      }
      for t in 0..<periods {
        var work: [Int: Fraction] = [:]
        for (r, one) in resources.enumerated() {
          let j = amount[s][t][r]
          add(Fraction(one.work), to: &work[j, default: .zero])
          add(Fraction(one.work), to: &total[j, default: .zero])
          if !(options.hasBuy && r == 0) { add(Fraction(cost[s][r]), to: &own[j, default: .zero]) }
        }
        if options.hasBuy { add(Fraction(cost[s][0]), to: &own[bought[t], default: .zero]) }
        if options.maximizes { continue }
        if let missed { work[missed] = Fraction(1000) }
        rows.append((work, Fraction(demand[s][t]), nil))
      }
      if options.maximizes {
        // A budget holds in each period.
        for t in 0..<periods {
          var spent: [Int: Fraction] = [:]
          for r in resources.indices {
            add(Fraction(cost[s][r]), to: &spent[amount[s][t][r], default: .zero])
          }
          rows.append((spent, nil, Fraction(budget[s])))
        }
        costs.append(total)
      } else {
        costs.append(own)
      }
    }
    if !misses.isEmpty { rows.append((misses, nil, Fraction(Self.mayMiss) / Fraction(100))) }
    var objective: [Int: Fraction] = [:]
    let sign: Fraction = options.maximizes ? -.one : .one
    switch options.measure {
    case .mean:
      for s in 0..<count {
        for (j, value) in costs[s] {
          add(probability(s) * value, to: &objective[j, default: .zero])
        }
      }
    case .worst:
      let worst = column()
      objective[worst] = .one
      for s in 0..<count {
        var terms = costs[s].mapValues { -sign * $0 }
        terms[worst] = sign
        rows.append((terms, .zero, nil))
      }
    case .tail:
      let threshold = column()
      objective[threshold] = .one
      for s in 0..<count {
        let excess = column()
        objective[excess] = sign * probability(s) * Fraction(100) / Fraction(tail)
        var terms = costs[s].mapValues { -sign * $0 }
        terms[threshold] = sign
        terms[excess] = .one
        rows.append((terms, .zero, nil))
      }
    }
    func dense(_ terms: [Int: Fraction]) -> [Fraction] {
      columns.indices.map { terms[$0] ?? .zero }
    }
    return OracleProblem(
      sense: options.maximizes ? .maximize : .minimize, objective: dense(objective),
      columns: columns,
      rows: rows.map { .init(coefficients: dense($0.terms), lower: $0.lower, upper: $0.upper) })
  }

  /// What values of the scenarios come to in the tail, by bisection over the threshold η of
  /// η + E max(0, v − η) / α, which is convex: its slope changes sign at the best one.
  public func tail(of values: [Double]) -> Double {
    let alpha = Double(tail) / 100
    let sign = options.maximizes ? -1.0 : 1.0
    let values = values.map { sign * $0 }
    let weights = (0..<count).map {
      hasWeights ? Double(self.weights[$0]) / 100 : 1 / Double(count)
    }
    func slope(_ threshold: Double) -> Double {
      1 - zip(values, weights).reduce(0) { $1.0 > threshold ? $0 + $1.1 / alpha : $0 }
    }
    var (low, high) = (values.min()! - 1, values.max()! + 1)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if slope(middle) < 0 { low = middle } else { high = middle }
    }
    return sign
      * (high + zip(values, weights).reduce(0) { $0 + max(0, $1.0 - high) * $1.1 / alpha })
  }
}

/// A small random fleet that survives losses, and its extensive form from the same data.
public struct RandomSurvival: Sendable {
  private let cost: [Int]
  private let most: [Int?]
  private let need: [Int]
  /// By workload: the resources that it can use, and what a unit of each counts for.
  private let on: [[(resource: Int, count: Int)]]
  private let any: Int
  private let withWorkloads: Bool

  public init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = random.int(3...4)
    cost = (0..<count).map { _ in random.int(1...20) }
    most = (0..<count).map { _ in random.chance(50) ? random.int(5...40) : nil }
    need = (0..<2).map { _ in random.int(1...30) }
    on = (0..<2).map { _ in
      random.some(random.int(2...count), of: Array(0..<count)).sorted().map {
        ($0, random.int(1...3))
      }
    }
    any = random.chance(25) ? 2 : 1
    withWorkloads = random.chance(70)
  }

  public var json: String {
    let resources = cost.indices.map { r in
      let max = most[r].map { ", \"max\": \($0)" } ?? ""
      let work = withWorkloads ? "" : ", \"work\": \(on[0].first { $0.resource == r }?.count ?? 1)"
      return "\"r\(r)\": {\"cost\": \(cost[r])\(max)\(work)}"
    }.joined(separator: ", ")
    let names = cost.indices.map { "\"r\($0)\"" }.joined(separator: ", ")
    var parts = [
      "\"resources\": {\(resources)}",
      "\"survive\": {\(any == 1 ? "" : "\"any\": \(any), ")\"of\": [\(names)]}",
      "\"minimize\": \"cost\"",
    ]
    if withWorkloads {
      let workloads = on.enumerated().map { w, options in
        let on = options.map { "\"r\($0.resource)\": {\"rps\": \($0.count)}" }
        return
          "\"w\(w)\": {\"needs\": {\"rps\": \(need[w])}, \"on\": {\(on.joined(separator: ", "))}}"
      }
      parts.append("\"workloads\": {\(workloads.joined(separator: ", "))}")
    } else {
      parts.append("\"demands\": {\"work\": \(need[0])}")
    }
    return "{\(parts.joined(separator: ", "))}"
  }

  public var problem: OracleProblem {
    let count = cost.count
    var losses: [Set<Int>] = [[]]
    for a in 0..<count {
      if any == 1 {
        losses.append([a])
      } else {
        for b in (a + 1)..<count { losses.append([a, b]) }
      }
    }
    var columns = most.map { OracleProblem.Column(upper: $0.map { Fraction($0) }) }
    var rows: [(terms: [Int: Fraction], lower: Fraction?, upper: Fraction?)] = []
    for lost in losses {
      if !withWorkloads {
        var terms: [Int: Fraction] = [:]
        for r in 0..<count where !lost.contains(r) {
          terms[r] = Fraction(on[0].first { $0.resource == r }?.count ?? 1)
        }
        rows.append((terms, Fraction(need[0]), nil))
        continue
      }
      var held = (0..<count).map { r in [r: -Fraction.one] }
      for (w, options) in on.enumerated() {
        var terms: [Int: Fraction] = [:]
        for (r, figure) in options where !lost.contains(r) {
          columns.append(.init())
          terms[columns.count - 1] = Fraction(figure)
          held[r][columns.count - 1] = .one
        }
        rows.append((terms, Fraction(need[w]), nil))
      }
      for terms in held { rows.append((terms, nil, .zero)) }
    }
    func dense(_ terms: [Int: Fraction]) -> [Fraction] {
      columns.indices.map { terms[$0] ?? .zero }
    }
    var objective: [Int: Fraction] = [:]
    for r in 0..<count { objective[r] = Fraction(cost[r]) }
    return OracleProblem(
      sense: .minimize, objective: dense(objective), columns: columns,
      rows: rows.map { .init(coefficients: dense($0.terms), lower: $0.lower, upper: $0.upper) })
  }
}
