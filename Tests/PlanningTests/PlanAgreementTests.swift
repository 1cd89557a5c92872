// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Oracle
import Testing

@testable import Planning

/// Random specs with periods, workloads, links, soft limits and several objectives, solved by
/// dcopt and by an oracle that shares no code with it.
struct PlanAgreementTests {
  typealias Sections = RandomPlan.Sections

  @Test(
    arguments: [
      ([.periods], 100), ([.periods, .soft], 60), ([.periods, .integers], 60),
      ([.workloads], 80), ([.workloads, .links], 100), ([.workloads, .soft, .priorities], 60),
      ([.workloads, .worst], 80), ([.workloads, .worst, .priorities], 60), ([.worst], 30),
      ([.soft, .priorities], 80), ([.workloads, .integers], 40), ([.soft, .integers], 30),
      ([.periods, .workloads], 60), ([.periods, .workloads, .links, .soft], 60),
      ([.periods, .workloads, .links, .soft, .priorities, .worst], 12),
      ([.periods, .workloads, .worst, .integers], 12), (.all, 12),
    ] as [(Sections, Int)])
  func `random plans get the oracle's verdict and its exact objectives`(
    sections: Sections, count: Int
  ) throws {
    var optimal = 0
    for seed in UInt64(0)..<UInt64(count) {
      let random = RandomPlan(seed: seed, sections: sections)
      let place = random.comment(seed, sections)
      guard let result = solve(random, place) else { continue }
      #expect(result.proof.verified, place)
      switch random.formulation.answer() {
      case .infeasible: #expect(result.status == .infeasible, place)
      case .unbounded: #expect(result.status == .unbounded, place)
      case .optimal(let best, _):
        optimal += 1
        #expect(result.status == .optimal, place)
        guard result.status == .optimal else { continue }
        agree(result, best, random, place)
      }
    }
    // Most specs should have an answer to compare.
    #expect(optimal * 3 > count)
  }

  /// A result, or a word on the case that brought the solver down.
  private func solve(_ random: RandomPlan, _ place: Comment) -> PlanResult? {
    do {
      return try SpecText(text: random.json).solve()
    } catch {
      Issue.record("\(error) \(place)")
      return nil
    }
  }

  /// The plan is one by the oracle's formulation, and comes to what the result says.
  private func agree(
    _ result: PlanResult, _ best: [Fraction], _ random: RandomPlan, _ place: Comment
  ) {
    let point = random.formulation.point(of: result)
    #expect(random.formulation.isFeasible(point), place)
    let values = random.formulation.objectives(at: point)
    #expect(values.last == best.last, place)
    #expect(result.objective.value.map { Fraction($0) } == best.last, place)
    if best.count > 1 {
      #expect(result.priorities.map { Fraction($0.best) } == best, place)
      #expect(result.priorities.map { $0.objective.value.map { Fraction($0) } } == values, place)
    }
    for limit in random.formulation.limitValues(at: point) {
      let row = result.row(limit.at)!
      #expect(Fraction(row.total[limit.period ?? 0]) == limit.total, "\(limit.at) \(place)")
      let missed = row.missed.map { Fraction($0[limit.period ?? 0]) }
      #expect(missed == limit.missed, "\(limit.at) \(place)")
      #expect(row.isOverAll == (limit.period == nil && random.hasPeriods), "\(limit.at) \(place)")
    }
  }

  @Test(
    arguments: [
      ([.workloads, .worst, .next], 50), ([.worst, .next], 20),
      ([.periods, .workloads, .worst, .next], 16),
      ([.workloads, .links, .worst, .next], 40),
      ([.workloads, .worst, .next, .priorities], 30),
    ] as [(Sections, Int)])
  func `water filling leaves no level that could be better without a worse one`(
    sections: Sections, count: Int
  ) throws {
    var filled = 0
    for seed in UInt64(0)..<UInt64(count) {
      let random = RandomPlan(seed: seed, sections: sections)
      guard case .optimal(let best, let levels?) = random.formulation.answer() else { continue }
      filled += 1
      let place = random.comment(seed, sections)
      guard let result = solve(random, place) else { continue }
      #expect(result.status == .optimal, place)
      guard result.status == .optimal else { continue }
      agree(result, best, random, place)
      let point = random.formulation.point(of: result)
      #expect(random.formulation.levels(of: best.count - 1, at: point) == levels, place)
    }
    #expect(filled * 4 > count)
  }

  /// A penalty belongs to the first objective, so its best value is kept while levels are filled.
  @Test func `water filling does not pay penalties that the first objective would not`() throws {
    let text = """
      {"resources": {"a": {"max": 4, "cost": 1}, "b": {"max": 20, "cost": 1}},
       "workloads": {"x": {"on": {"a": {"t": 1}}}, "y": {"on": {"b": {"t": 1}}}},
       "budgets": {"cost": {"max": 8, "penalty": 0.25}},
       "maximize": {"worst": "t", "then": "next"}}
      """
    let result = try SpecText(text: text).solve()
    do {
      #expect(result.objective.value == Rational(4))
      #expect(result.proof.gap == .zero)
    }
  }

  @Test func `no plan brings the worst level beyond what is reported`() throws {
    let sections: Sections = [.periods, .workloads, .worst]
    var checked = 0
    for seed in UInt64(1000)..<1020 {
      let random = RandomPlan(seed: seed, sections: sections)
      let result = try SpecText(text: random.json).solve()
      guard result.objective.worst != nil, let value = result.objective.value else { continue }
      checked += 1
      let level = Fraction(value)
      let step = Fraction(decimal: result.objective.sense == .maximize ? "1e-9" : "-1e-9")
      #expect(random.formulation.isReachable(level, by: 0), random.comment(seed, sections))
      #expect(!random.formulation.isReachable(level + step, by: 0), random.comment(seed, sections))
    }
    #expect(checked > 8)
  }
}

extension RandomPlan {
  /// What shows where a test failed.
  func comment(_ seed: UInt64, _ sections: Sections) -> Comment {
    "seed \(seed), sections \(sections.rawValue)\n\(json)"
  }
}

extension PlanResult {
  /// The demand, budget or need at a pointer.
  func row(_ at: String) -> Row? {
    let parts = at.split(separator: "/").map(String.init)
    let rows =
      switch parts[0] {
      case "demands": demands
      case "budgets": budgets
      default: workloads.first { $0.name == parts[1] }?.needs ?? []
      }
    return rows.first { $0.name == parts.last }
  }
}

extension PlanFormulation {
  /// The point that a result describes.
  func point(of result: PlanResult) -> [Fraction] {
    func resource(_ name: String) -> PlanResult.Resource {
      result.resources.first { $0.name == name }!
    }
    return point(
      held: { Fraction(resource($0).amount[$1]) },
      bought: { Fraction(resource($0).bought![$1]) },
      placed: { workload, resource, period in
        let entry = result.workloads.first { $0.name == workload }?.placement
          .first { $0.resource == resource }
        return entry.map { Fraction($0.amount[period]) } ?? .zero
      })
  }
}
