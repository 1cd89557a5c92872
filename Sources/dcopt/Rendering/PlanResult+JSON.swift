// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

extension PlanResult {
  /// The result, version 1, as the design fixes it.
  var json: String { output.document }

  /// The same as a value, to be printed on lines or on one line.
  var output: JSONOutput {
    var members: [(String, JSONOutput)] = [
      ("dcopt", .integer(1)), ("status", .string(status.rawValue)),
      ("objective", objectiveOutput),
    ]
    if hasPlan {
      members += [
        ("allocation", .object(resources.map { ($0.name, .number($0.amount)) })),
        ("resources", .object(resources.map { ($0.name, $0.output) })),
        ("demands", rowsOutput(demands, from: 0)),
        ("budgets", rowsOutput(budgets, from: demands.count)),
        ("constraints", rowsOutput(constraints, from: demands.count + budgets.count)),
      ]
    }
    if status == .infeasible {
      members.append(
        (
          "conflict",
          .list(conflict.map { .object([("at", .string($0.at)), ("says", .string($0.says))]) })
        ))
      members.append(
        (
          "repair",
          .list(
            repair.map {
              .object([("at", .string($0.at)), ("from", .number($0.from)), ("to", .number($0.to))])
            })
        ))
    }
    if let alternatives {
      let ranges = zip(resources, alternatives.ranges).map { resource, range in
        (
          resource.name,
          JSONOutput.object([("from", .optional(range.from)), ("to", .optional(range.to))])
        )
      }
      members.append(
        (
          "alternatives",
          .object([("unique", .bool(alternatives.isUnique)), ("amounts", .object(ranges))])
        ))
    }
    if status == .unbounded {
      members.append(("direction", .object(direction.map { ($0.name, .number($0.value)) })))
    }
    members.append(("proof", proof.output))
    return .object(members)
  }

  private func rowsOutput(_ rows: [Row], from first: Int) -> JSONOutput {
    .object(
      rows.enumerated().map { index, row in
        var members = row.members
        if let prices = sensitivity?.prices[first + index] {
          members.append(("prices", prices.output))
        }
        return (row.name, .object(members))
      })
  }

  private var objectiveOutput: JSONOutput {
    var members: [(String, JSONOutput)] = [("sense", .string(objective.sense.name))]
    if let value = objective.value {
      members.append(("value", .number(value)))
      members.append(("terms", .object(objective.terms.map { ($0.name, .optional($0.value)) })))
      if let sensitivity {
        let ranges = sensitivity.staysOptimal.map { name, range in
          (
            name, JSONOutput.object([("from", .optional(range.from)), ("to", .optional(range.to))])
          )
        }
        members.append(("stays_optimal", .object(ranges)))
      }
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
  fileprivate var members: [(String, JSONOutput)] {
    var members: [(String, JSONOutput)] = []
    if let lower = bounds.lower { members.append(("min", .number(lower))) }
    if let upper = bounds.upper { members.append(("max", .number(upper))) }
    members += [
      ("total", .number(total)), ("slack", .number(slack)),
      ("shadow_price", .optional(shadowPrice)),
    ]
    return members
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
