// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle
import Testing

@testable import Planning

/// Conflicts and repairs of specs with periods, workloads, links and soft limits.
struct PlanConflictTests {
  typealias Sections = RandomPlan.Sections

  @Test(
    arguments: [
      ([.periods, .clash], 50), ([.workloads, .clash], 50), ([.workloads, .links, .clash], 60),
      ([.periods, .integers, .clash], 30), ([.workloads, .integers, .clash], 30),
      ([.periods, .workloads, .clash], 30), ([.workloads, .links, .soft, .priorities, .clash], 30),
      ([.periods, .workloads, .links, .worst, .clash], 20),
    ] as [(Sections, Int)])
  func `every conflict is irreducible by the oracle and every repair works`(
    sections: Sections, count: Int
  ) throws {
    var conflicts = 0
    for seed in UInt64(0)..<UInt64(count) {
      let random = RandomPlan(seed: seed, sections: sections)
      let text = SpecText(text: random.json)
      let result = try text.solve()
      guard result.status == .infeasible else { continue }
      conflicts += 1
      let place: Comment = "\(random.comment(seed, sections)) \(result.conflict)"
      check(result.conflict, random, place)
      #expect(!result.repair.isEmpty, place)
      let repaired = text.applying(result.repair)
      #expect(try repaired.solve().status != .infeasible, "\(place) \(result.repair)")
    }
    #expect(conflicts * 8 > count)
  }

  private func check(_ parts: [Conflict.Part], _ random: RandomPlan, _ place: Comment) {
    let formulation = random.formulation
    for part in parts {
      let rows = formulation.rows.filter { stands(for: $0, part, random) }
      #expect(rows.count == 1 || part.at.hasSuffix("/max_latency"), "\(part) \(place)")
    }
    #expect(
      formulation.isInfeasible { row in parts.contains { stands(for: row, $0, random) } }, place)
    for dropped in parts {
      let rest = parts.filter { $0 != dropped }
      #expect(
        !formulation.isInfeasible { row in rest.contains { stands(for: row, $0, random) } },
        "\(dropped) is not needed, \(place)")
    }
  }

  /// Whether a part of a conflict is a row of the oracle's.
  private func stands(
    for row: PlanFormulation.Row, _ part: Conflict.Part, _ random: RandomPlan
  ) -> Bool {
    guard let at = row.at else { return false }
    if let pair = row.pair, !part.name.english.contains(pair) { return false }
    guard let period = row.period, random.hasPeriods else { return part.at == at }
    if part.at == "\(at)/\(period)" { return true }
    return part.at == at
      && (part.name.english.hasSuffix(" in \(random.periodName(period))")
        || at.hasSuffix("/max_latency") && !part.name.english.contains(" in "))
  }
}

extension SpecText {
  /// The spec with all changes of a repair made, as they are printed.
  func applying(_ changes: [Repair.Change]) -> SpecText {
    changes.reduce(self) { $0.replacing($1.at, with: $1.to.text) }
  }
}
