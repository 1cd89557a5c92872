// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import JSONText
import LinearProgram

/// How workloads take their places: whole units, all on one resource, several quantities used at
/// once, spread over sites or resources, and units that several workloads share.
///
/// What the rows say, for the amount aᵣ that is held of a resource r, what workload w gets of it
/// xᵣ(w), and what the workloads of a set s share of it yᵣ(s):
/// - uses and gives: Σ uses·x + gives·(Σ y + those x that use nothing) ≤ gives·a, a row for each
///   quantity of each resource;
/// - spread: what is on a part is at most the fraction of what is on all;
/// - one place: x + Σ y ≤ U·z and Σ z ≤ 1 with z whole (`PlaceBounds` finds U).
struct PlacementSection: OpenSection {
  /// So much of a quantity, such as `cpu`.
  struct Quantity: Sendable {
    let name: String
    let bound: WrittenBound
  }

  /// What a workload says of its places.
  struct Rules: Sendable {
    var wholeAt: Pointer?
    var onePlace: OnePlace?
    var spread: [Spread] = []
    /// By option: what a unit uses; nil where it takes a unit. Empty where all do.
    var uses: [[Quantity]?] = []
  }

  struct OnePlace: Sendable {
    let at: Pointer
    let offset: Int
    /// The same place in all periods.
    let span: Limit.Span
    /// The most that it can get, by option and period; empty until the section is closed: then it
    /// may be in several places.
    var most: [[PlaceBounds.Most]] = []
  }

  struct Spread: Sendable {
    let part: WrittenBound
    /// The options of each part, by its name.
    let groups: [(name: String, options: [Int])]
  }

  /// Workloads that have units together: a column for each resource.
  struct Share: Sendable {
    let name: String
    let resource: Int
    let at: Pointer
    let offset: Int
    let parts: [AddedColumn.Placing.Part]
  }

  let periods: Periods?
  /// The names of the resources.
  let names: [String]
  /// By workload.
  var rules: [Rules]
  let shares: [Share]
  let capacities: [Capacity]
  /// The places of shares that a workload has on an option: `shared[workload][option]`; empty where
  /// nothing is shared.
  let shared: [[[Int]]]
  /// Of each workload in one place: the attributes that it counts for, and the signs.
  let figuresOfUse: [[(attribute: Int, sign: Int)]]

  init(_ spec: Spec, _ rules: [Rules], gives: [Int: [Quantity]], _ shares: [Share]) {
    (periods, self.rules, self.shares) = (spec.periods, rules, shares)
    names = spec.resources.map(\.name)
    var shared: [[[Int]]] = []
    if !shares.isEmpty {
      shared = spec.workloads.map { Array(repeating: [], count: $0.options.count) }
      for (item, share) in shares.enumerated() {
        for part in share.parts { shared[part.workload][part.option].append(item) }
      }
    }
    self.shared = shared
    figuresOfUse = rules.enumerated().map { w, rule in
      if rule.onePlace == nil { return [] }
      let together = shares.flatMap { $0.parts.filter { $0.workload == w }.flatMap(\.figures) }
      return (spec.workloads[w].options.flatMap(\.figures) + together).flatMap { figure in
        figure.series.values.map { (figure.attribute, $0.signum) }
      }
    }
    capacities = Capacity.all(spec, rules, gives, shares)
  }

  /// What a workload has on an option.
  func targets(_ workload: Int, _ option: Int) -> [AddedRow.Term.Target] {
    [.placement(workload: workload, option: option)]
      + (shared.isEmpty ? [] : shared[workload][option].map { .own($0) })
  }

  func mathematics(in spec: Spec) -> SectionMathematics {
    var mathematics = SectionMathematics()
    mathematics.placements = spec.workloads.indices.map { w in
      spec.workloads[w].options.indices.map { k in
        PlacementRule(
          wholeAt: rules[w].wholeAt, takesUnits: rules[w].uses.isEmpty || rules[w].uses[k] == nil)
      }
    }
    for share in shares {
      let isWhole = share.parts.contains { rules[$0.workload].wholeAt != nil }
      mathematics.columns.append(
        AddedColumn(
          name: "\(share.name) on \(spec.resources[share.resource].name)", at: share.at,
          isWhole: isWhole, bounds: .constant(bounds(share, spec)), resource: share.resource,
          option: (workload: share.parts[0].workload, option: share.parts[0].option),
          placing: .init(name: share.name, resource: share.resource, parts: share.parts),
          printedAt: ["sharing", share.name, spec.resources[share.resource].name]))
    }
    mathematics.rows = capacities.map { $0.row(spec) }
    for w in rules.indices {
      for spread in rules[w].spread { mathematics.rows += rows(of: spread, w, spec) }
    }
    addOnePlace(to: &mathematics, in: spec)
    return mathematics
  }

  /// Nothing where one of those who share cannot go there.
  private func bounds(_ share: Share, _ spec: Spec) -> LinearProgram.Bounds {
    let isClosed = share.parts.contains { part in
      spec.workloads[part.workload].options[part.option].obstacle != nil
    }
    return .init(lower: .zero, upper: isClosed ? .zero : nil)
  }

  /// A unit that is shared is in a part of the plan or not: it cannot be for some of those who share.
  func noteSharesOfParts(_ reader: inout SpecReader) {
    let parts = (reader.spec.demands + reader.spec.budgets).compactMap(\.part)
    for share in shares {
      let isSplit = parts.contains { part in
        Set(share.parts.map { part.hasOption($0.option, of: $0.workload) }).count > 1
      }
      if isSplit {
        reader.note(
          "a \"where\" counts what some of those who share have, and not what the others have: give "
            + "the tag to all of them, or to the resource", at: share.at, offset: share.offset)
      }
    }
  }

  func settle(_ values: inout SectionValues, printed: JSONValue?) {
    settleOnePlace(&values)
  }

  /// What a workload has on an option in a period.
  func units(_ workload: Int, _ option: Int, _ period: Int, _ values: SectionValues) -> Rational {
    var sum = values.placed(workload, option, period)
    if !shared.isEmpty {
      for item in shared[workload][option] { sum = sum + values[item, period] }
    }
    return sum
  }

  func figures(_ values: SectionValues) -> SectionFigures {
    var figures = SectionFigures()
    addUse(to: &figures, values)
    if !shares.isEmpty {
      var entries: [(name: String, figures: [SectionFigures.Figure])] = []
      for (item, share) in shares.enumerated() {
        let figure = SectionFigures.Figure(
          names[share.resource], PerPeriod(periods) { values[item, $0] })
        figures.together.append((share.name, names[share.resource], figure.value))
        if entries.last?.name == share.name {
          entries[entries.count - 1].figures.append(figure)
        } else {
          entries.append((share.name, [figure]))
        }
      }
      figures.groups.append(.init("sharing", each: "shared by", entries))
    }
    return figures
  }
}
