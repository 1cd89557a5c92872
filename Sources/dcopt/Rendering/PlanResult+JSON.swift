// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

extension PlanResult {
  /// The result, version 1, as the design fixes it.
  var json: String {
    var members: [(String, JSONOutput)] = [
      ("dcopt", .integer(1)), ("status", .string(status.rawValue)),
      ("objective", objectiveOutput),
    ]
    if hasPlan {
      members += [
        ("allocation", .object(resources.map { ($0.name, .number($0.amount)) })),
        ("resources", .object(resources.map { ($0.name, $0.output) })),
        ("demands", .object(demands.map { ($0.name, $0.output) })),
        ("budgets", .object(budgets.map { ($0.name, $0.output) })),
        ("constraints", .object(constraints.map { ($0.name, $0.output) })),
      ]
    }
    if status == .infeasible {
      members.append(
        (
          "conflict",
          .list(conflict.map { .object([("at", .string($0.at)), ("says", .string($0.says))]) })
        ))
    }
    if status == .unbounded {
      members.append(("direction", .object(direction.map { ($0.name, .number($0.value)) })))
    }
    members.append(("proof", proof.output))
    return JSONOutput.object(members).document
  }

  private var objectiveOutput: JSONOutput {
    var members: [(String, JSONOutput)] = [("sense", .string(objective.sense.name))]
    if let value = objective.value {
      members.append(("value", .number(value)))
      members.append(("terms", .object(objective.terms.map { ($0.name, .optional($0.value)) })))
    }
    return .object(members)
  }
}

extension LinearProgram.Sense {
  var name: String { self == .minimize ? "minimize" : "maximize" }
}

extension PlanResult.Resource {
  fileprivate var output: JSONOutput {
    .object([
      ("amount", .number(amount)), ("reduced_cost", .optional(reducedCost)),
      ("at", .string(at.rawValue)),
    ])
  }
}

extension PlanResult.Row {
  fileprivate var output: JSONOutput {
    var members: [(String, JSONOutput)] = []
    if let lower = bounds.lower { members.append(("min", .number(lower))) }
    if let upper = bounds.upper { members.append(("max", .number(upper))) }
    members += [
      ("total", .number(total)), ("slack", .number(slack)),
      ("shadow_price", .optional(shadowPrice)),
    ]
    return .object(members)
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
    return .object(members)
  }
}
