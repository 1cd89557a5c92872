// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle

/// A random spec with stores, demands that wait, purchases with lead and life, or constraints with
/// the period before, and the same problem written out for the oracle in another way: levels as
/// sums from the first period on, a column for each unit's wait, a sum over the purchases that are
/// there.
struct RandomTime {
  enum Part: CaseIterable { case store, wait, order, before, constant, whole }

  private(set) var json = ""
  private(set) var problem = OracleProblem(sense: .minimize, objective: [], columns: [], rows: [])
  private typealias Form = [Int: Fraction]

  private var random: SplitMix64
  private let count: Int
  private let parts: Set<Part>
  private var resources: [String] = []
  private var constraints: [String] = []
  private var columns: [(column: OracleProblem.Column, cost: Fraction)] = []
  private var rows: [(form: Form, lower: Fraction?, upper: Fraction?)] = []
  /// What there is of the attribute in each period, and before the first one.
  private var supply: [Form] = []
  private var supplyBefore = Fraction.zero

  init(seed: UInt64, parts: Set<Part>) {
    random = SplitMix64(seed: seed)
    count = random.int(2...5)
    self.parts = parts
    supply = Array(repeating: [:], count: count)
    addGrid()
    if parts.contains(.store) { addStore() }
    if parts.contains(.order) { addOrder() }
    let demand = addDemand()
    json = """
      {"periods": \(count), "resources": {\(resources.joined(separator: ", "))},
       "demands": {"kwh": \(demand)}, "constraints": {\(constraints.joined(separator: ", "))},
       "minimize": "cost"}
      """
    problem = OracleProblem(
      sense: .minimize, objective: columns.map(\.cost), columns: columns.map(\.column),
      rows: rows.map { row in
        .init(
          coefficients: columns.indices.map { row.form[$0] ?? .zero }, lower: row.lower,
          upper: row.upper)
      })
  }

  // MARK: - Numbers

  private mutating func number(_ range: ClosedRange<Int>, tenths: Bool = false) -> Fraction {
    tenths ? Fraction(random.int(range)) / Fraction(10) : Fraction(random.int(range))
  }

  private mutating func list(_ range: ClosedRange<Int>) -> [Fraction] {
    (0..<count).map { _ in number(range) }
  }

  private func text(_ value: Fraction) -> String {
    // Halves, tenths and hundredths.
    let scaled = value * Fraction(100)
    return "\(scaled.numerator)e-2"
  }

  private func text(_ values: [Fraction]) -> String {
    "[" + values.map { text($0) }.joined(separator: ", ") + "]"
  }

  private mutating func column(
    cost: Fraction = .zero, upper: Fraction? = nil, lower: Fraction = .zero, whole: Bool = false
  ) -> Int {
    columns.append((.init(lower: lower, upper: upper, integer: whole), cost))
    return columns.count - 1
  }

  private func sum(_ form: Form, _ other: Form, times factor: Fraction = .one) -> Form {
    form.merging(other.mapValues { $0 * factor }) { $0 + $1 }
  }

  // MARK: - Parts

  private mutating func addGrid() {
    let cost = list(1...9)
    let most = number(4...14)
    let whole = parts.contains(.whole)
    let grid = (0..<count).map { column(cost: cost[$0], upper: most, whole: whole) }
    var extra = whole ? ", \"integer\": true" : ""
    for t in 0..<count { supply[t] = sum(supply[t], [grid[t]: .one]) }
    if parts.contains(.before) {
      let start = number(0...6)
      extra += ", \"start\": \(text(start))"
      supplyBefore = supplyBefore + start
      let (part, most) = (number(5...12, tenths: true), number(3...9))
      let isTotal = random.int(0...1) == 0
      // In terms of the total, what is stored counts too: it is not there before the first period.
      beforeRow = (grid, part, most, start, isTotal)
      constraints.append(
        """
        "rise": {"terms": {"\(isTotal ? "kwh" : "grid")": 1},
          "before": {"\(isTotal ? "kwh" : "grid")": -\(text(part))}, "max": \(text(most))}
        """)
    }
    resources.append(
      "\"grid\": {\"kwh\": 1, \"cost\": \(text(cost)), \"max\": \(text(most))\(extra)}")
  }

  private var beforeRow:
    (grid: [Int], part: Fraction, most: Fraction, start: Fraction, isTotal: Bool)?

  private mutating func addStore() {
    let cost = number(0...3)
    let isConstant = parts.contains(.constant)
    let most = number(1...8)
    let least = random.int(0...2) == 0 ? most : .zero
    let whole = parts.contains(.whole)
    let one =
      isConstant
      ? column(cost: cost * Fraction(count), upper: most, lower: least, whole: whole) : 0
    let held = (0..<count).map { _ in
      isConstant ? one : column(cost: cost, upper: most, lower: least, whole: whole)
    }
    let (intoRate, outRate) = (number(2...9, tenths: true), number(2...9, tenths: true))
    let (efficiency, keep) = (number(5...10, tenths: true), number(5...10, tenths: true))
    let isCyclic = random.int(0...2) == 0
    let start = isCyclic ? Fraction.zero : number(0...10, tenths: true)
    let hasEnds = random.int(0...3) > 0
    let into = (0..<count).map { _ in column() }
    let outOf = (0..<count).map { _ in column() }
    let atFirst = isCyclic ? column() : nil
    var levels: [Form] = []
    for t in 0..<count {
      var level: Form = [:]
      var kept = Fraction.one
      for s in stride(from: t, through: 0, by: -1) {
        level = sum(level, [into[s]: kept * efficiency, outOf[s]: -kept])
        kept = kept * keep
      }
      level = sum(level, atFirst.map { [$0: kept] } ?? [held[0]: kept * start])
      levels.append(level)
      rows.append((level, .zero, nil))
      rows.append((sum(level, [held[t]: -.one]), nil, .zero))
      if hasEnds {
        rows.append(([into[t]: .one, held[t]: -intoRate], nil, .zero))
        rows.append(([outOf[t]: .one, held[t]: -outRate], nil, .zero))
      }
      supply[t] = sum(supply[t], [outOf[t]: .one, into[t]: -.one])
    }
    if let atFirst { rows.append((sum(levels[count - 1], [atFirst: -.one]), .zero, .zero)) }
    resources.append(
      """
      "battery": {"cost": \(text(cost)), "min": \(text(least)), "max": \(text(most)),
        \(isConstant ? "\"constant\": true, " : "")\(whole ? "\"integer\": true, " : "")
        "store": {"of": "kwh", "efficiency": \(text(efficiency)), "keep": \(text(keep)),
        \(hasEnds ? "\"in\": \(text(intoRate)), \"out\": \(text(outRate))," : "")
        \(isCyclic ? "\"cyclic\": true" : "\"start\": \(text(start))")}}
      """)
  }

  private mutating func addOrder() {
    let price = number(1...12)
    let running = number(0...2)
    let lead = random.int(0...2)
    let life = random.int(0...2) > 0 ? random.int(1...4) : nil
    let keep = life == nil ? number(5...10, tenths: true) : .one
    let start = number(0...3)
    let isConstant = parts.contains(.constant) && random.int(0...2) == 0
    let one = isConstant ? column(cost: running * Fraction(count)) : 0
    let used = (0..<count).map { _ in isConstant ? one : column(cost: running) }
    let bought = (0..<count).map { _ in column(cost: price) }
    for t in 0..<count {
      var there: Form = [:]
      var known = Fraction.zero
      if let life {
        for s in 0..<count where s + lead <= t && t < s + lead + life {
          there[bought[s]] = .one
        }
        if t < life { known = start }
      } else {
        if t >= lead { there[bought[t - lead]] = .one }
        if t > 0 { there = sum(there, [used[t - 1]: keep]) } else { known = keep * start }
      }
      rows.append((sum(there, [used[t]: -.one]), -known, nil))
      supply[t] = sum(supply[t], [used[t]: .one])
    }
    supplyBefore = supplyBefore + start
    resources.append(
      """
      "server": {"kwh": 1, "cost": \(text(running)), "start": \(text(start)),
        \(isConstant ? "\"constant\": true, " : "")\(life == nil ? "\"keep\": \(text(keep))," : "")
        "buy": {"cost": \(text(price)), "lead": \(lead)\(life.map { ", \"life\": \($0)" } ?? "")}}
      """)
  }

  /// The demand, and what it is in the spec.
  private mutating func addDemand() -> String {
    let asked = list(0...9)
    if let (grid, part, most, start, isTotal) = beforeRow {
      for t in 0..<count {
        var form: Form = isTotal ? supply[t] : [grid[t]: .one]
        var known = Fraction.zero
        if t > 0 {
          form = sum(form, isTotal ? supply[t - 1] : [grid[t - 1]: .one], times: -part)
        } else {
          known = part * (isTotal ? supplyBefore : start)
        }
        rows.append((form, nil, most + known))
      }
    }
    guard parts.contains(.wait) else {
      for t in 0..<count { rows.append((supply[t], asked[t], nil)) }
      return text(asked)
    }
    let most = random.int(0...4)
    let penalty = random.int(0...1) == 0 ? nil : number(1...20, tenths: true)
    let missed = random.int(0...1) == 0 ? nil : number(5...15)
    var serving = supply.map { $0.mapValues { -$0 } }
    for u in 0..<count {
      var served: Form = [:]
      for k in 0...most where u + k < count {
        let unit = column(cost: (penalty ?? .zero) * Fraction(k))
        served[unit] = .one
        serving[u + k][unit] = .one
      }
      if let missed { served[column(cost: missed)] = .one }
      rows.append((served, asked[u], nil))
    }
    for form in serving { rows.append((form, nil, .zero)) }
    let wait =
      penalty.map { "{\"most\": \(most), \"penalty\": \(text($0))}" } ?? String(most)
    let soft = missed.map { ", \"penalty\": \(text($0))" } ?? ""
    return "{\"min\": \(text(asked)), \"wait\": \(wait)\(soft)}"
  }
}
