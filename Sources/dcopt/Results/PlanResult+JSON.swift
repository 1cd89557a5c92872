// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

extension PlanResult {
  /// The result, version 1, as the design fixes it.
  var json: String { output.document }

  /// The same as a value, to be printed on lines or on one line.
  var output: JSONOutput {
    var members: [(String, JSONOutput)] = [
      ("dcopt", .integer(1)), ("status", .string(status.rawValue)),
    ]
    if let periods { members.append(("periods", periods.output)) }
    members.append(("objective", objectiveOutput))
    if let futures { members.append(contentsOf: futures.headMembers) }
    if !priorities.isEmpty { members.append(("priorities", .list(priorities.map(\.output)))) }
    if hasPlan { members += planMembers }
    if status == .infeasible { members += explanationMembers }
    if let alternatives {
      members.append(("alternatives", alternatives.output(resources.map(\.name))))
    }
    if status == .unbounded {
      members.append(("direction", .object(direction.map { ($0.name, .number($0.value)) })))
    }
    members.append(("proof", proof.output))
    if let statistics { members.append(("statistics", statistics.output)) }
    return .object(members)
  }

  /// What is committed and what comes of it, in a result with futures; else the whole plan.
  private var planMembers: [(String, JSONOutput)] {
    let amounts: [(String, JSONOutput)] = [
      ("allocation", allocationOutput), ("resources", resourcesOutput),
    ]
    guard let futures else { return amounts + rowMembers }
    return amounts + (futures.scenarios.isEmpty ? rowMembers : []) + futures.members
  }

  /// A scenario's part of a result.
  var scenarioMembers: [(String, JSONOutput)] {
    [
      ("objective", objectiveOutput), ("allocation", allocationOutput),
      ("resources", resourcesOutput),
    ] + rowMembers
  }

  /// What amounts come to.
  var rowMembers: [(String, JSONOutput)] {
    let added = ["demands": sections.demands, "budgets": sections.budgets]
    var members = rowGroups.filter(\.isAlwaysThere).map {
      ($0.key, rowsOutput($0.rows, added[$0.key] ?? [:]))
    }
    if let placementOutput {
      members.append(("placement", placementOutput))
      members.append(("workloads", .members(of: workloads) { ($0.name, output(of: $0)) }))
    }
    for group in rowGroups where !group.isAlwaysThere && !group.rows.isEmpty {
      members.append((group.key, rowsOutput(group.rows)))
    }
    members.append(("totals", .object(totals.map { ($0.name, .series($0.total)) })))
    return members + groupsOutput + moveMembers
  }

  /// What sections say under names of their own.
  var groupsOutput: [(String, JSONOutput)] { sections.groups.map { ($0.name, $0.output) } }

  private var resourcesOutput: JSONOutput {
    .members(resources.count) { (resources[$0].name, resourceOutput($0)) }
  }

  private func resourceOutput(_ r: Int) -> JSONOutput {
    var members = resources[r].members
    if let added = sections.resources[r] { members += added.map { ($0.name, $0.output) } }
    if let ends = sensitivity?.ends[r] {
      let prices = [("min", ends.min), ("max", ends.max)].compactMap { name, prices in
        prices.map { (name, JSONOutput.perPeriod($0) { $0.output }) }
      }
      if !prices.isEmpty { members.append(("prices", .object(prices))) }
    }
    return .object(members)
  }

  var allocationOutput: JSONOutput {
    .members(of: resources) { ($0.name, .series($0.amount)) }
  }

  /// What workloads get; nil where there are none.
  var placementOutput: JSONOutput? {
    if workloads.isEmpty { return nil }
    return .members(of: workloads) { workload in
      (workload.name, .members(of: workload.placement) { ($0.resource, .series($0.amount)) })
    }
  }

  private func output(of workload: Workload) -> JSONOutput {
    var members: [(String, JSONOutput)] = []
    if let level = workload.level { members.append(("level", .number(level))) }
    members.append(("needs", rowsOutput(workload.needs)))
    if let share = workload.share { members.append(("share", rowOutput(share))) }
    return .object(members)
  }

  private var explanationMembers: [(String, JSONOutput)] {
    var members: [(String, JSONOutput)] = [
      (
        "conflict",
        .list(
          conflict.map { part in
            .object(
              [("at", .string(part.at)), ("says", .string(part.says))]
                + (part.isUndecided ? [("undecided", .bool(true))] : []))
          })
      )
    ]
    if !repairWeights.list.isEmpty {
      members.append(
        ("repair_weights", .object(repairWeights.list.map { ($0.at, $0.weight.output) })))
    }
    members.append(
      (
        "repair",
        .list(repair.map(output))
      ))
    if let repairAlone { members.append(("repair_alone", output(of: repairAlone))) }
    if !isRepairCheapest { members.append(("repair_proved", .bool(false))) }
    return members
  }

  private func output(of change: Repair.Change) -> JSONOutput {
    .object([
      ("at", .string(change.at)), ("from", .number(change.from)), ("to", .number(change.to)),
    ])
  }

  private func rowsOutput(
    _ rows: [Row], _ added: [Int: [SectionFigures.Figure]] = [:]
  ) -> JSONOutput {
    .members(rows.count) { (rows[$0].name, rowOutput(rows[$0], added[$0] ?? [])) }
  }

  private func rowOutput(_ row: Row, _ added: [SectionFigures.Figure] = []) -> JSONOutput {
    var members = row.members
    for figure in added { members.append((figure.name, figure.output)) }
    if let prices = prices(of: row) {
      members.append(("prices", .perPeriod(prices) { $0.output }))
    }
    return .object(members)
  }

  private var objectiveOutput: JSONOutput {
    var members = objective.members
    if objective.value != nil, let sensitivity {
      let ranges = sensitivity.staysOptimal.map { name, range in
        (name, JSONOutput.range(range.from, range.to))
      }
      members.append(("stays_optimal", .object(ranges)))
    }
    return .object(members)
  }
}

extension JSONOutput {
  fileprivate static func range(_ from: Rational?, _ to: Rational?) -> JSONOutput {
    .object([("from", .optional(from)), ("to", .optional(to))])
  }
}

extension Periods {
  /// Their names, or how many there are.
  fileprivate var output: JSONOutput {
    names.map { .list($0.map(JSONOutput.string)) } ?? .integer(count)
  }
}

extension SectionFigures.Figure {
  fileprivate var output: JSONOutput {
    isFlag ? .perPeriod(value) { .bool(!$0.isZero) } : .series(value)
  }
}

extension SectionFigures.Group {
  fileprivate var output: JSONOutput {
    .members(of: entries) { entry in
      (entry.name, .object(entry.figures.map { ($0.name, $0.output) }))
    }
  }
}

extension LinearProgram.Sense {
  var name: String { self == .minimize ? "minimize" : "maximize" }
}

extension PlanResult.Objective {
  fileprivate var members: [(String, JSONOutput)] {
    var members: [(String, JSONOutput)] = [("sense", .string(sense.name))]
    if let worst { members.append(("worst", .string(worst))) }
    guard let value else { return members }
    members.append(("value", .number(value)))
    members.append(("terms", .object(terms.map { ($0.name, .optional($0.value)) })))
    if let penalties { members.append(("penalties", .number(penalties))) }
    if let moveCost { members.append(("move_cost", .number(moveCost))) }
    return members
  }
}

extension PlanResult.Priority {
  fileprivate var output: JSONOutput {
    .object(objective.members + [("best", .number(best)), ("within", .number(within))])
  }
}

extension PlanResult.Resource {
  private var atOutput: JSONOutput {
    switch at {
    case .constant(let place): .string(place.rawValue)
    case .list(let places): .elements(places.count) { .string(places[$0].rawValue) }
    }
  }

  fileprivate var members: [(String, JSONOutput)] {
    var members: [(String, JSONOutput)] = []
    members.reserveCapacity(6)
    members.append(("amount", .series(amount)))
    if let bought { members.append(("bought", .series(bought))) }
    if let used { members.append(("used", .series(used))) }
    members.append(("reduced_cost", reducedCost.map(JSONOutput.series) ?? .null))
    members.append(("at", atOutput))
    return members
  }
}

extension PlanResult.Row {
  fileprivate var members: [(String, JSONOutput)] {
    var members: [(String, JSONOutput)] = []
    members.reserveCapacity(6)
    if let min { members.append(("min", .series(min))) }
    if let max { members.append(("max", .series(max))) }
    members.append(("total", .series(total)))
    members.append(("slack", .series(slack)))
    members.append(("shadow_price", shadowPrice.map(JSONOutput.series) ?? .null))
    if let missed { members.append(("missed", .series(missed))) }
    return members
  }
}

extension Alternatives {
  fileprivate func output(_ names: [String]) -> JSONOutput {
    let amounts = zip(names, ranges).map { name, range in
      (name, JSONOutput.perPeriod(range) { .range($0.from, $0.to) })
    }
    return .object(
      (isUnique.map { [("unique", JSONOutput.bool($0))] } ?? []) + [("amounts", .object(amounts))])
  }
}

extension Sensitivity.Prices {
  fileprivate var output: JSONOutput {
    var members: [(String, JSONOutput)] = [("more", .optional(more))]
    if more == nil { members.append(("more_because", .string("infeasible"))) }
    members.append(("less", .optional(less)))
    if less == nil { members.append(("less_because", .string("infeasible"))) }
    members += [("from", .optional(from)), ("to", .optional(to))]
    return .object(members)
  }
}

extension Repair.Weights.Weight {
  fileprivate var output: JSONOutput {
    switch self {
    case .never: .string("never")
    case .times(let number): .number(number)
    }
  }
}

extension PlanResult.Proof {
  fileprivate var output: JSONOutput {
    var members: [(String, JSONOutput)] = [("verified", .bool(verified))]
    if let bound { members.append(("bound", .number(bound))) }
    if let gap { members.append(("gap", .number(gap))) }
    if let largestViolation { members.append(("largest_violation", .number(largestViolation))) }
    members.append(("method", .string(method.rawValue)))
    if let relaxationBound { members.append(("relaxation_bound", .number(relaxationBound))) }
    if !bases.isEmpty { members.append(("bases", .list(bases.map { .string($0) }))) }
    return .object(members)
  }
}
