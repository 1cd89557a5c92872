// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// Which resources a demand over time is met by: the parts of its total, period by period.
public struct Supply: Sendable {
  /// nil for what belongs to no resource.
  public let resource: String?
  /// A number a period; below 0 where a store takes in.
  public let part: [Rational]
}

extension PlanResult {
  /// The supplies of each demand, in the order of `demands`. A row's activity is the sum of its
  /// columns' terms, each of which belongs to the resource that it is an amount of. Empty for a
  /// demand that holds over all periods, and where what is missed makes up a part.
  static func supplies(_ result: PlanResult, _ chain: PriorityChain) -> [[Supply]] {
    let formulation = chain.formulation
    guard let point = chain.solution.point, let periods = formulation.spec.periods else {
      return []
    }
    var places: [Int: (demand: Int, period: Int)] = [:]
    for (d, demand) in result.demands.enumerated() where demand.rows.count == periods.count {
      for (t, row) in demand.rows.enumerated() { places[row] = (d, t) }
    }
    // A list of numbers a demand and resource; one more for what belongs to none.
    let resources = formulation.spec.resources.count
    var sums: [Int: [Int: [Rational]]] = [:]
    for j in 0..<formulation.columnCount where !point[j].isZero {
      let owner = formulation.owner(ofColumn: j)
      for entry in chain.program.entries[j] {
        guard let place = places[entry.row] else { continue }
        let empty = [Rational](repeating: .zero, count: periods.count)
        sums[place.demand, default: [:]][owner ?? resources, default: empty][place.period] +=
          entry.value * point[j]
      }
    }
    return result.demands.indices.map { d in
      guard let own = sums[d] else { return [] }
      // What a bound of another period or a running plan adds to a total is in no column.
      for (t, total) in result.demands[d].total.values.enumerated()
      where own.values.reduce(Rational.zero, { $0 + $1[t] }) != total { return [] }
      return own.keys.sorted().map { r in
        Supply(
          resource: r < resources ? formulation.spec.resources[r].name : nil, part: own[r]!)
      }
    }
  }
}

extension Formulation {
  /// The resource that a column is an amount of.
  fileprivate func owner(ofColumn j: Int) -> Int? {
    let kind = layout.kind(ofColumn: j).kind
    if let placing = layout.placing(of: kind) { return placing.resource }
    switch layout.room(of: kind).bearer(of: kind) {
    case .resource(let r): return r
    case .option(let w, let k): return spec.workloads[w].options[k].resource
    case .nobody: return nil
    }
  }
}
