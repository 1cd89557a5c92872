// SPDX-License-Identifier: GPL-3.0-or-later

extension PlanModel {
  private typealias Members = [(name: String, value: JSONTree)]

  /// The spec as JSON.
  var tree: JSONTree {
    var sections: Members = [("dcopt", .word("1"))]
    if let periodNames {
      sections.append(("periods", .list(periodNames.map { .string($0) })))
    } else if let periods {
      sections.append(("periods", .word("\(periods)")))
    }
    sections.append(("resources", .object(resources.map { ($0.name, tree($0)) })))
    if !demands.isEmpty { sections.append(("demands", .object(demands.map { named($0) }))) }
    if !budgets.isEmpty { sections.append(("budgets", .object(budgets.map { named($0) }))) }
    if !constraints.isEmpty {
      sections.append(("constraints", .object(constraints.map { ($0.name, tree($0)) })))
    }
    if !workloads.isEmpty {
      sections.append(("workloads", .object(workloads.map { ($0.name, tree($0)) })))
    }
    if !links.isEmpty { sections.append(("links", .object(links.map { ($0.name, tree($0)) }))) }
    if usesPriorities {
      let list = objectives.map { objective in
        var members: Members = [(word(objective.sense), tree(objective))]
        if let within = objective.within { members.append(("within", .number(within))) }
        return JSONTree.object(members)
      }
      sections.append(("priorities", .list(list)))
    } else {
      sections.append((word(objectives[0].sense), tree(objectives[0])))
    }
    return .object(sections)
  }

  private func word(_ sense: OracleProblem.Sense) -> String {
    sense == .minimize ? "minimize" : "maximize"
  }

  private func tree(_ numbers: Numbers) -> JSONTree {
    switch numbers {
    case .one(let number): .number(number)
    case .each(let numbers): .list(numbers.map { .number($0) })
    }
  }

  private func tree(_ figures: Figures) -> JSONTree { .object(members(figures)) }

  private func members(_ figures: Figures) -> Members {
    figures.map { ($0.name, tree($0.value)) }
  }

  /// Those that are there.
  private func present(_ numbers: [(String, Numbers?)]) -> Members {
    numbers.compactMap { name, value in value.map { (name, tree($0)) } }
  }

  private func tree(_ resource: Resource) -> JSONTree {
    var parts = members(resource.attributes)
    parts += present([
      ("min", resource.min), ("max", resource.max), ("ramp_up", resource.rampUp),
      ("ramp_down", resource.rampDown), ("keep", resource.keep),
      ("start", resource.start.map { .one($0) }),
    ])
    if let buy = resource.buy { parts.append(("buy", tree(buy))) }
    if resource.integer { parts.append(("integer", .word("true"))) }
    if let site = resource.site { parts.append(("site", .string(site))) }
    return .object(parts)
  }

  private func named(_ limit: Limit) -> (name: String, value: JSONTree) {
    if limit.bare, let only = limit.min ?? limit.max { return (limit.name, tree(only)) }
    var parts = present([
      ("min", limit.min), ("max", limit.max), ("penalty", limit.penalty.map { .one($0) }),
    ])
    if limit.overAll { parts.append(("over", .string("all"))) }
    return (limit.name, .object(parts))
  }

  private func tree(_ constraint: Constraint) -> JSONTree {
    .object(
      [("terms", tree(constraint.terms))]
        + present([
          ("min", constraint.min), ("max", constraint.max), ("equals", constraint.equals),
        ]))
  }

  private func tree(_ workload: Workload) -> JSONTree {
    var parts = present([
      ("weight", workload.weight.map { .one($0) }), ("share", workload.share),
      ("traffic", workload.traffic), ("max_latency", workload.maxLatency.map { .one($0) }),
    ])
    if let site = workload.site { parts.append(("site", .string(site))) }
    if !workload.needs.isEmpty {
      parts.append(("needs", .object(workload.needs.map { named($0) })))
    }
    parts.append(("on", .object(workload.on.map { ($0.resource, tree($0.figures)) })))
    return .object(parts)
  }

  private func tree(_ link: Link) -> JSONTree {
    .object(
      [("from", .string(link.from)), ("to", .string(link.to))]
        + present([
          ("bandwidth", link.bandwidth), ("latency", link.latency.map { .one($0) }),
          ("cost", link.cost),
        ]))
  }

  private func tree(_ objective: Objective) -> JSONTree {
    switch objective.goal {
    case .worst(let name):
      return .object(
        [("worst", .string(name))] + (objective.thenNext ? [("then", .string("next"))] : []))
    case .terms(let terms):
      if terms.count == 1, terms[0].weight.fraction == .one { return .string(terms[0].name) }
      return .object(terms.map { ($0.name, .number($0.weight)) })
    }
  }
}
