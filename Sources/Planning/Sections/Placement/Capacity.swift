// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A quantity that a unit of a resource gives, and who uses it there: vector packing without the
/// bins, as planners of capacity have it (Garey, Graham, Johnson and Yao, "Resource constrained
/// scheduling as generalized bin packing", 1976). What is held gives the sum of its units, so that a
/// unit placed may lie across two of them where it is not whole.
struct Capacity: Sendable {
  struct User: Sendable {
    let workload: Int
    let option: Int
    /// What a unit uses; all that a unit gives where it is nil.
    let amount: Series?
  }

  let resource: Int
  let quantity: PlacementSection.Quantity
  let users: [User]
  /// The places of shares on the resource: a shared unit is a unit.
  let shares: [Int]

  /// A capacity for each quantity that a resource gives and some workload uses there.
  static func all(
    _ spec: Spec, _ rules: [PlacementSection.Rules],
    _ gives: [Int: [PlacementSection.Quantity]], _ shares: [PlacementSection.Share]
  ) -> [Capacity] {
    if gives.isEmpty { return [] }
    var placed = [[(workload: Int, option: Int)]](repeating: [], count: spec.resources.count)
    for (w, workload) in spec.workloads.enumerated() {
      for (k, option) in workload.options.enumerated() where gives[option.resource] != nil {
        placed[option.resource].append((w, k))
      }
    }
    return spec.resources.indices.flatMap { r in
      (gives[r] ?? []).compactMap { quantity in
        var isUsed = false
        let users = placed[r].compactMap { w, k -> User? in
          guard !rules[w].uses.isEmpty, let uses = rules[w].uses[k] else {
            return User(workload: w, option: k, amount: nil)
          }
          guard let use = uses.first(where: { $0.name == quantity.name }) else { return nil }
          isUsed = true
          return User(workload: w, option: k, amount: use.bound.series)
        }
        guard isUsed else { return nil }
        return Capacity(
          resource: r, quantity: quantity, users: users,
          shares: shares.indices.filter { shares[$0].resource == r })
      }
    }
  }

  func row(_ spec: Spec) -> AddedRow {
    let given = quantity.bound.series
    let name = spec.resources[resource].name
    var terms = users.map { user in
      AddedRow.Term(
        .placement(workload: user.workload, option: user.option), user.amount ?? given)
    }
    terms += shares.map { .init(.own($0), given) }
    terms.append(.init(.amount(resource), given.map { -$0 }))
    var row = AddedRow(
      name: "\(quantity.name) used of \(name)", at: quantity.bound.at,
      bounds: .constant(.init(lower: nil, upper: .zero)), terms: terms)
    row.says.upper = .init(
      name: Phrase(
        "\(quantity.name) used of a unit of \(name)", "每单位\(name)所用的\(quantity.name)"),
      bound: quantity.bound, isFloor: false)
    (row.limitTerms, row.isCommon) = (1, true)
    return row
  }

  /// What is used in a period.
  func used(_ values: SectionValues, _ period: Int) -> Rational {
    let given = quantity.bound.series[period]
    return users.reduce(shares.reduce(.zero) { $0 + given * values[$1, period] }) { sum, user in
      let units = values.placed(user.workload, user.option, period)
      return units.isZero ? sum : sum + (user.amount?[period] ?? given) * units
    }
  }
}

extension PlacementSection {
  /// What is used of each quantity, and how much of the resource that takes: of the quantity of
  /// which it takes most.
  func addUse(to figures: inout SectionFigures, _ values: SectionValues) {
    if capacities.isEmpty { return }
    var entries: [(name: String, figures: [SectionFigures.Figure])] = []
    for capacity in capacities {
      let r = capacity.resource
      let used = PerPeriod(periods) { capacity.used(values, $0) }
      let given = PerPeriod(periods) {
        capacity.quantity.bound.series[$0] * values.amount(r, $0)
      }
      let name = "\(capacity.quantity.name) of \(names[r])"
      entries.append((name, [.init("used", used), .init("given", given)]))
      figures.ceilings.append(
        (Phrase(name, "\(names[r])的\(capacity.quantity.name)"), used, given))
      let units = PerPeriod(periods) { t in
        let unit = capacity.quantity.bound.series[t]
        return max(
          figures.used[r]?[t] ?? .zero, unit.isZero ? .zero : used[t] / unit)
      }
      figures.used[r] = units
    }
    figures.groups.append(.init("capacity", each: "capacity", entries))
  }
}
