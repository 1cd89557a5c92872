// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// No part of the resources has more than a fraction of what a workload gets.
extension PlacementSection {
  func rows(of spread: Spread, _ workload: Int, _ spec: Spec) -> [AddedRow] {
    let name = spec.workloads[workload].name
    let all = spec.workloads[workload].options.indices.flatMap { targets(workload, $0) }
    let limit = all.map { AddedRow.Term($0, spread.part.series.map { -$0 }) }
    return spread.groups.map { group in
      let here = group.options.flatMap { targets(workload, $0) }
      var row = AddedRow(
        name: "\(name) on \(group.name)", at: spread.part.at,
        bounds: .constant(.init(lower: nil, upper: .zero)),
        terms: here.map { .init($0) } + limit)
      row.says.upper = .init(
        name: Phrase("the part of \(name) on \(group.name)", "\(name)在\(group.name)上的比例"),
        bound: spread.part, isFloor: false)
      row.limitTerms = limit.count
      return row
    }
  }
}
