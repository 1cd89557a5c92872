// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle

/// A random spec with placements, and the same as an idiom: a resource for each amount, a constraint
/// for each row, big numbers by hand. The idiom is made here, beside the spec, by code that shares
/// nothing with dcopt's own; it is also a problem for the oracle.
struct RandomPlacement {
  private(set) var natural = ""
  private(set) var idiom = ""
  private(set) var problem: OracleProblem

  private struct Column {
    let name: String
    var objective = Fraction.zero
    var upper: Fraction?
    var isWhole = false
  }

  private struct Row {
    var terms: [Int: Fraction] = [:]
    var lower: Fraction?
    var upper: Fraction?
  }

  private struct Resource {
    var cost: [Fraction]
    var max: [Fraction]?
    var isWhole: Bool
    var site: String
    var gives: [String: [Fraction]] = [:]
  }

  private struct Workload {
    /// Figures of `work` by resource, in each period.
    var work: [Int: [Fraction]] = [:]
    var uses: [String: [Fraction]] = [:]
    var usesOn: [Int: [String: [Fraction]]] = [:]
    var need: [Fraction]?
    var needIsUnits = false
    var share: [Fraction]?
    var weight = 1
    var isWhole = false
    var onePlace = false
    var isOverAll = false
    var spread: (kind: String, part: Fraction)?

    /// What a unit uses on a resource; nil where it takes a unit.
    func uses(on resource: Int) -> [String: [Fraction]]? {
      if uses.isEmpty { return usesOn[resource] }
      return uses.merging(usesOn[resource] ?? [:]) { $1 }
    }
  }

  private static let big = Fraction(100)
  private static let sites = ["north", "south", "west"]

  private let periods: Int
  private let isWorst: Bool
  private var resources: [Resource] = []
  private var workloads: [Workload] = []
  /// The resource of what is shared, and the work of each of the first two workloads.
  private var shared: (resource: Int, work: [[Fraction]])?
  private var columns: [Column] = []
  private var rows: [Row] = []

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    (periods, isWorst) = (random.int(1...4) == 1 ? 2 : 1, random.int(1...3) == 1)
    problem = OracleProblem(sense: .minimize, objective: [], columns: [], rows: [])
    makeResources(&random)
    makeWorkloads(&random)
    makeShared(&random)
    addRows()
    writeNatural()
    writeIdiom()
    problem = OracleProblem(
      sense: isWorst ? .maximize : .minimize, objective: columns.map(\.objective),
      columns: columns.map { .init(lower: .zero, upper: $0.upper, integer: $0.isWhole) },
      rows: rows.map { row in
        .init(
          coefficients: columns.indices.map { row.terms[$0] ?? .zero }, lower: row.lower,
          upper: row.upper)
      })
  }

  // MARK: - What there is

  private func series(_ random: inout SplitMix64, _ range: ClosedRange<Int>) -> [Fraction] {
    (0..<periods).map { _ in Fraction(random.int(range)) / Fraction(2) }
  }

  private mutating func makeResources(_ random: inout SplitMix64) {
    for r in 0..<random.int(2...3) {
      var resource = Resource(
        cost: series(&random, 2...18), max: nil, isWhole: random.int(1...2) == 1,
        site: random.pick(Self.sites.dropLast(r == 0 ? 2 : 1)))
      if isWorst || random.int(1...2) == 1 { resource.max = series(&random, 4...12) }
      for name in ["cpu", "mem"] where random.int(1...3) < 3 {
        resource.gives[name] = series(&random, 4...16)
      }
      resources.append(resource)
    }
    // So that there are two sites.
    resources[1].site = "west"
  }

  private mutating func makeWorkloads(_ random: inout SplitMix64) {
    for _ in 0..<random.int(1...3) {
      var workload = Workload()
      for r in resources.indices where random.int(1...4) < 4 || r == 0 {
        workload.work[r] = series(&random, 2...8)
      }
      if random.int(1...2) == 1 { makeUses(&workload, &random) }
      if !isWorst {
        workload.need = series(&random, 1...10)
        workload.needIsUnits = random.int(1...2) == 1
      }
      if isWorst || random.int(1...3) == 1 { workload.share = series(&random, 2...10) }
      workload.weight = random.int(1...3)
      workload.isWhole = random.int(1...3) == 1
      workload.onePlace = random.int(1...3) == 1
      workload.isOverAll = periods > 1 && random.int(1...2) == 1
      if !workload.onePlace, random.int(1...2) == 1 { makeSpread(&workload, &random) }
      workloads.append(workload)
    }
  }

  /// Of what every resource that it can use gives, or under `on` of what that one gives.
  private func makeUses(_ workload: inout Workload, _ random: inout SplitMix64) {
    for name in ["cpu", "mem"]
    where workload.work.keys.allSatisfy({ resources[$0].gives[name] != nil })
      && random.int(1...3) < 3
    {
      workload.uses[name] = series(&random, 1...4)
    }
    for r in workload.work.keys.sorted() where random.int(1...3) == 1 {
      for name in resources[r].gives.keys.sorted() where random.int(1...2) == 1 {
        workload.usesOn[r, default: [:]][name] = series(&random, 1...6)
      }
    }
  }

  private func makeSpread(_ workload: inout Workload, _ random: inout SplitMix64) {
    let kind = random.pick(["sites", "resources"])
    let parts =
      kind == "sites"
      ? Set(workload.work.keys.map { resources[$0].site }).count : workload.work.count
    if parts > 1 { workload.spread = (kind, Fraction(random.int(5...9)) / Fraction(10)) }
  }

  private mutating func makeShared(_ random: inout SplitMix64) {
    guard workloads.count > 1, random.int(1...2) == 1 else { return }
    let both = workloads[0].work.keys.filter { workloads[1].work[$0] != nil }.sorted()
    shared = (random.pick(both), [series(&random, 1...6), series(&random, 1...6)])
  }

  // MARK: - The idiom

  private mutating func column(
    _ name: String, objective: Fraction = .zero, upper: Fraction? = nil, isWhole: Bool = false
  ) -> Int {
    columns.append(.init(name: name, objective: objective, upper: upper, isWhole: isWhole))
    return columns.count - 1
  }

  private mutating func addRows() {
    let level = isWorst ? column("level", objective: .one) : nil
    var levels = [Row](repeating: Row(lower: .zero), count: workloads.count)
    var places: [[Int: Int]] = Array(repeating: [:], count: workloads.count)
    for t in 0..<periods {
      let amounts = resources.indices.map { r in
        column(
          "a\(r) t\(t)", objective: isWorst ? .zero : resources[r].cost[t],
          upper: resources[r].max?[t], isWhole: resources[r].isWhole)
      }
      var own: [[Int: Int]] = []
      for (w, workload) in workloads.enumerated() {
        own.append([:])
        for r in workload.work.keys.sorted() {
          own[w][r] = column("x\(w) a\(r) t\(t)", isWhole: workload.isWhole)
        }
      }
      let together = shared.map { _ in
        column("y t\(t)", isWhole: workloads[0].isWhole || workloads[1].isWhole)
      }
      for r in resources.indices { addHeld(r, t, amounts[r], own, together) }
      for w in workloads.indices {
        let units = units(w, own, together)
        let work = work(w, t, own, together)
        addLimits(w, t, units, work)
        addOnePlace(w, t, units, &places)
        for (j, figure) in work { levels[w].terms[j] = figure }
      }
    }
    if let level {
      for w in workloads.indices {
        levels[w].terms[level] = -Fraction(workloads[w].weight)
        rows.append(levels[w])
      }
    }
  }

  /// The columns of what a workload has on each resource.
  private func units(_ w: Int, _ own: [[Int: Int]], _ together: Int?) -> [Int: [Int]] {
    var units = own[w].mapValues { [$0] }
    if let shared, let together, w < 2 { units[shared.resource]!.append(together) }
    return units
  }

  private func work(
    _ w: Int, _ t: Int, _ own: [[Int: Int]], _ together: Int?
  ) -> [(column: Int, figure: Fraction)] {
    var work = own[w].map { (column: $1, figure: workloads[w].work[$0]![t]) }
    if let shared, let together, w < 2 { work.append((together, shared.work[w][t])) }
    return work
  }

  /// What is held, and what it gives.
  private mutating func addHeld(
    _ r: Int, _ t: Int, _ amount: Int, _ own: [[Int: Int]], _ together: Int?
  ) {
    var held = Row(terms: [amount: Fraction(-1)], upper: .zero)
    var capacities = resources[r].gives.mapValues { Row(terms: [amount: -$0[t]], upper: .zero) }
    func take(_ j: Int) {
      held.terms[j] = .one
      for name in capacities.keys { capacities[name]!.terms[j] = resources[r].gives[name]![t] }
    }
    for (w, workload) in workloads.enumerated() {
      guard let j = own[w][r] else { continue }
      guard let uses = workload.uses(on: r) else {
        take(j)
        continue
      }
      for (name, amount) in uses { capacities[name]!.terms[j] = amount[t] }
    }
    if let shared, let together, shared.resource == r { take(together) }
    rows.append(held)
    rows += capacities.sorted { $0.key < $1.key }.map(\.value)
  }

  private mutating func addLimits(
    _ w: Int, _ t: Int, _ units: [Int: [Int]], _ work: [(column: Int, figure: Fraction)]
  ) {
    let workload = workloads[w]
    let all = units.values.flatMap(\.self)
    func sum(_ columns: [Int], _ factor: Fraction = .one) -> [Int: Fraction] {
      Dictionary(columns.map { ($0, factor) }, uniquingKeysWith: +)
    }
    if let need = workload.need {
      let terms =
        workload.needIsUnits
        ? sum(all) : Dictionary(work.map { ($0.column, $0.figure) }, uniquingKeysWith: +)
      rows.append(Row(terms: terms, lower: need[t]))
    }
    if let share = workload.share { rows.append(Row(terms: sum(all), upper: share[t])) }
    guard let (kind, part) = workload.spread else { return }
    let groups = Dictionary(grouping: units.keys.sorted()) {
      kind == "sites" ? resources[$0].site : String($0)
    }
    for (_, here) in groups.sorted(by: { $0.key < $1.key }) {
      let terms = sum(here.flatMap { units[$0]! }).merging(sum(all, -part), uniquingKeysWith: +)
      rows.append(Row(terms: terms, upper: .zero))
    }
  }

  private mutating func addOnePlace(
    _ w: Int, _ t: Int, _ units: [Int: [Int]], _ places: inout [[Int: Int]]
  ) {
    guard workloads[w].onePlace else { return }
    var one = Row(upper: .one)
    for r in units.keys.sorted() {
      let isKnown = workloads[w].isOverAll && places[w][r] != nil
      if !isKnown { places[w][r] = column("z\(w) a\(r) t\(t)", upper: .one, isWhole: true) }
      let place = places[w][r]!
      one.terms[place] = .one
      var row = Row(terms: [place: -Self.big], upper: .zero)
      for j in units[r]! { row.terms[j] = .one }
      rows.append(row)
    }
    rows.append(one)
  }

  private mutating func writeIdiom() {
    let resources = columns.map { column in
      var fields: [String] = []
      if !column.objective.isZero { fields.append("\"goal\": \(column.objective.decimal)") }
      if let upper = column.upper { fields.append("\"max\": \(upper.decimal)") }
      if column.isWhole { fields.append("\"integer\": true") }
      return "\"\(column.name)\": {\(fields.joined(separator: ", "))}"
    }
    let constraints = rows.enumerated().map { i, row in
      let terms = row.terms.sorted { $0.key < $1.key }.map {
        "\"\(columns[$0].name)\": \($1.decimal)"
      }
      let ends = [("min", row.lower), ("max", row.upper)].compactMap { key, end in
        end.map { "\"\(key)\": \($0.decimal)" }
      }
      return "\"row \(i)\": {\"terms\": {\(terms.joined(separator: ", "))}, "
        + ends.joined(separator: ", ") + "}"
    }
    idiom = """
      {"resources": {\(resources.joined(separator: ", "))},
       "constraints": {\(constraints.joined(separator: ",\n"))},
       "\(isWorst ? "maximize" : "minimize")": "goal"}
      """
  }

  // MARK: - The spec

  private func text(_ series: [Fraction]) -> String {
    periods == 1 ? series[0].decimal : "[" + series.map(\.decimal).joined(separator: ", ") + "]"
  }

  private func text(_ quantities: [String: [Fraction]]) -> String {
    "{"
      + quantities.sorted { $0.key < $1.key }.map { "\"\($0)\": \(text($1))" }
      .joined(separator: ", ") + "}"
  }

  private mutating func writeNatural() {
    let resources = resources.enumerated().map { r, resource in
      var fields = ["\"site\": \"\(resource.site)\"", "\"cost\": \(text(resource.cost))"]
      if let max = resource.max { fields.append("\"max\": \(text(max))") }
      if resource.isWhole { fields.append("\"integer\": true") }
      if !resource.gives.isEmpty { fields.append("\"gives\": \(text(resource.gives))") }
      return "\"a\(r)\": {\(fields.joined(separator: ", "))}"
    }
    let workloads = workloads.enumerated().map { "\"w\($0)\": {\(text($1))}" }
    var members = [
      "\"resources\": {\(resources.joined(separator: ", "))}",
      "\"workloads\": {\(workloads.joined(separator: ",\n"))}",
      "\"links\": {\"way\": {\"from\": \"north\", \"to\": \"south\"}}",
    ]
    if periods > 1 { members.append("\"periods\": \(periods)") }
    if let shared {
      let parts = shared.work.enumerated().map { "\"w\($0)\": {\"work\": \(text($1))}" }
      members.append(
        "\"sharing\": {\"both\": {\"on\": {\"a\(shared.resource)\": "
          + "{\(parts.joined(separator: ", "))}}}}")
    }
    members.append(isWorst ? "\"maximize\": {\"worst\": \"work\"}" : "\"minimize\": \"cost\"")
    natural = "{" + members.joined(separator: ",\n") + "}"
  }

  private func text(_ workload: Workload) -> String {
    let on = workload.work.keys.sorted().map { r in
      var fields = ["\"work\": \(text(workload.work[r]!))"]
      if let uses = workload.usesOn[r] { fields.append("\"uses\": \(text(uses))") }
      return "\"a\(r)\": {\(fields.joined(separator: ", "))}"
    }
    var fields = ["\"on\": {\(on.joined(separator: ", "))}", "\"weight\": \(workload.weight)"]
    if !workload.uses.isEmpty { fields.append("\"uses\": \(text(workload.uses))") }
    if let need = workload.need {
      fields.append("\"needs\": {\"\(workload.needIsUnits ? "units" : "work")\": \(text(need))}")
    }
    if let share = workload.share { fields.append("\"share\": \(text(share))") }
    if workload.isWhole { fields.append("\"whole\": true") }
    if workload.onePlace {
      fields.append("\"one_place\": \(workload.isOverAll ? "{\"over\": \"all\"}" : "true")")
    }
    if let (kind, part) = workload.spread {
      fields.append("\"spread\": {\"\(kind)\": \(part.decimal)}")
    }
    return fields.joined(separator: ", ")
  }
}

extension Fraction {
  /// The text of a fraction over a power of ten.
  fileprivate var decimal: String {
    let text = "\(Int((self * Fraction(10)).floor))"
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? String(text.dropFirst()) : text
    let padded = digits.count < 2 ? "0" + digits : digits
    return (isNegative ? "-" : "") + padded.dropLast() + "." + padded.suffix(1)
  }
}
