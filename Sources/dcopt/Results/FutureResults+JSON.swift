// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

extension FutureResults {
  /// What a reader has to know of the objective.
  var headMembers: [(String, JSONOutput)] {
    scenarios.isEmpty ? [] : [("over_scenarios", measure.output)]
  }

  /// What is committed beside the amounts, and each scenario and loss.
  var members: [(String, JSONOutput)] {
    var members: [(String, JSONOutput)] = []
    if !purchases.isEmpty {
      members.append(("purchases", .object(purchases.map { ($0.name, .series($0.amount)) })))
    }
    if !chances.isEmpty {
      members.append(("chances", .object(chances.map { ($0.name, $0.output) })))
    }
    if !scenarios.isEmpty {
      members.append(("scenarios", .object(scenarios.map { ($0.name, $0.output(measure)) })))
    }
    if !losses.isEmpty { members.append(("losses", .object(losses.map(\.lossMember)))) }
    if let value { members.append(("value_of", value.output)) }
    return members
  }
}

extension Futures.Measure {
  fileprivate var output: JSONOutput {
    switch self {
    case .mean: .string("mean")
    case .worst: .string("worst")
    case .tail(let part): .object([("tail", .number(part))])
    }
  }
}

extension FutureResults.Case {
  fileprivate func output(_ measure: Futures.Measure) -> JSONOutput {
    var members: [(String, JSONOutput)] = [("probability", .optional(probability))]
    if measure != .mean, let weight { members.append(("weight", .number(weight))) }
    members += result.scenarioMembers
    if !losses.isEmpty { members.append(("losses", .object(losses.map(\.lossMember)))) }
    return .object(members)
  }

  /// What is held, and what that comes to, is that of the plan.
  fileprivate var lossMember: (String, JSONOutput) {
    (name, .object(result.rowMembers.filter { $0.0 != "totals" }))
  }
}

extension FutureResults.Chance {
  fileprivate var output: JSONOutput {
    .object([
      ("probability", .number(least)), ("held", .number(held)),
      ("missed_in", .list(missedIn.map { .string($0) })),
    ])
  }
}

extension ValueOfFutures {
  fileprivate var output: JSONOutput {
    var members: [(String, JSONOutput)] = [("planning", .optional(planning))]
    if isMeanImpossible { members.append(("planning_because", .string("infeasible"))) }
    members.append(("knowing", .optional(knowing)))
    return .object(members)
  }
}
