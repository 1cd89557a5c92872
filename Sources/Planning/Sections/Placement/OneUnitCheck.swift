// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText

/// Warnings where a whole unit of a workload uses more than one whole unit of a resource gives: a pod
/// that fits on none of the nodes, though all of them together give enough.
///
/// A plan asks for Σ uses · placed ≤ gives · amount, over all units held (`Capacity`). A resource that
/// gives 1 of one quantity and nothing else is that quantity counted, and no machine: a job may use 8.
extension SpecReader {
  mutating func warnOfUnitsTooSmall() {
    for case let section as PlacementSection in spec.sections {
      let wholeByStep = wholeSteps
      for (w, rules) in section.rules.enumerated()
      where rules.wholeAt != nil && !rules.uses.isEmpty {
        let found = section.tooSmall(for: w).filter {
          let resource = spec.workloads[w].options[$0.option].resource
          return spec.resources[resource].isInteger || wholeByStep.contains(resource)
        }
        if !found.isEmpty { warn(of: found, w) }
      }
    }
  }

  /// The resources whose amounts are multiples of a whole number of units.
  private var wholeSteps: Set<Int> {
    var resources: Set<Int> = []
    for case let section as UsedAmounts in spec.sections {
      for step in section.steps where step.size.series.values.allSatisfy(\.isInteger) {
        resources.insert(step.resource)
      }
    }
    return resources
  }

  private mutating func warn(of found: [PlacementSection.TooSmall], _ w: Int) {
    let workload = spec.workloads[w]
    let first = found[0]
    let option = workload.options[first.option]
    let names = found.map { quoted(spec.resources[workload.options[$0.option].resource].name) }
    let others =
      names.count == 1
      ? ""
      : " (and so for \(names[1..<min(names.count, 10)].joined(separator: ", "))"
        + (names.count > 10 ? " and \(names.count - 10) more)" : ")")
    let cure =
      found.count == workload.options.count
      ? "none of its resources can, so put one that gives enough under \"on\""
      : "leave \(names.count == 1 ? names[0] : "these") out of its \"on\""
    let name = spec.resources[option.resource].name
    note(
      "one \(quoted(workload.name)) uses \(first.uses.text) \(quoted(first.quantity)) and one "
        + "\(quoted(name)) gives \(first.gives.text): no single one can hold it\(others), and a plan "
        + "holds only to what all of them give together; \(cure)",
      at: workload.place(of: option, in: spec),
      offset: member(of: workload, option)?.keyOffset ?? document.root.offset, severity: .warning)
  }
}

extension PlacementSection {
  /// An option where a unit of a workload uses more than a unit of the resource gives.
  struct TooSmall {
    let option: Int
    let quantity: String
    let uses, gives: Rational
  }

  /// Those of a workload in the order of its options, each with the first such quantity.
  func tooSmall(for workload: Int) -> [TooSmall] {
    var found: [Int: TooSmall] = [:]
    for (c, capacity) in capacities.enumerated() {
      let given = capacity.quantity.bound.series
      let isQuantityItself =
        given.values.allSatisfy { $0 == .one }
        && !capacities.enumerated().contains { $0 != c && $1.resource == capacity.resource }
      for user in capacity.users where user.workload == workload && found[user.option] == nil {
        guard !isQuantityItself, let amount = user.amount, let t = given.firstPeriod(below: amount)
        else { continue }
        found[user.option] = TooSmall(
          option: user.option, quantity: capacity.quantity.name, uses: amount[t], gives: given[t])
      }
    }
    return found.values.sorted { $0.option < $1.option }
  }
}
