// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import GLPKSolver
import Oracle
import PlanSolving
import Testing

@testable import Planning

/// Curves and frontiers over whole numbers: beside solving the changed spec, and beside all plans there
/// are.
struct WholeWhatIfTests {
  /// Three machines in whole numbers, by a seed.
  private struct Machines {
    let size: [Int]
    let memory: [Int]
    let cost: [Int]
    let power: [Int]
    let most = 4
    let demand: Int
    let memoryDemand: Int

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      func some(_ range: ClosedRange<Int>, _ count: Int) -> [Int] {
        (0..<count).map { _ in range.lowerBound + Int(random.next() % UInt64(range.count)) }
      }
      (size, memory) = (some(1...9, 3), some(1...9, 3))
      (cost, power) = (some(1...12, 3), some(1...12, 3))
      (demand, memoryDemand) = (some(6...25, 1)[0], some(4...20, 1)[0])
    }

    func json(demand: String? = nil, weight: String = "1") -> String {
      let resources = (0..<3).map { j in
        """
        "m\(j)": {"integer": true, "max": \(most), "size": \(size[j]), "memory": \(memory[j]), \
        "cost": \(cost[j]), "power": \(power[j])}
        """
      }
      return """
        {"dcopt": 1, "resources": {\(resources.joined(separator: ", "))},
         "demands": {"size": \(demand ?? "\(self.demand)"), "memory": \(memoryDemand)},
         "minimize": {"cost": 1, "power": \(weight)}}
        """
    }

    /// Cost and power of every plan.
    var plans: [(cost: Int, power: Int)] {
      var found: [(Int, Int)] = []
      for a in 0...most {
        for b in 0...most {
          for c in 0...most {
            func sum(_ of: [Int]) -> Int { a * of[0] + b * of[1] + c * of[2] }
            if sum(size) >= demand, sum(memory) >= memoryDemand {
              found.append((sum(cost), sum(power)))
            }
          }
        }
      }
      return found
    }
  }

  private func read(_ json: String) throws -> (Planning.SpecText, Spec) {
    let bytes = Array(json.utf8)
    return (try Planning.SpecText(bytes), try Planner.read(bytes).spec)
  }

  @Test func `a frontier over whole numbers is every plan that no other betters`() throws {
    var most = 0
    for seed in UInt64(0)..<25 {
      let machines = Machines(seed: seed)
      let (_, spec) = try read(machines.json())
      let found = try Planner().tradeOff(spec, between: ["cost", "power"], tolerance: .zero)
      let plans = machines.plans
      let best = plans.filter { plan in
        !plans.contains {
          $0.cost <= plan.cost && $0.power <= plan.power
            && ($0.cost < plan.cost || $0.power < plan.power)
        }
      }
      let expected = Set(best.map { [Rational($0.cost), Rational($0.power)] })
        .sorted { $0[0] < $1[0] }
      if expected.isEmpty {
        #expect(found.outcome == .infeasible, "seed \(seed)")
        continue
      }
      most = max(most, expected.count)
      #expect(found.corners.map(\.values) == expected, "seed \(seed)")
      #expect(found.isComplete && found.isProved && found.isOfWholeNumbers, "seed \(seed)")
    }
    #expect(most >= 4)
  }

  @Test(arguments: ["/demands/size", "/resources/m0/max", "/minimize/power"])
  func `a curve over whole numbers says what solving each spec says`(at: String) throws {
    var pieces = 0
    for seed in UInt64(0)..<12 {
      let (text, spec) = try read(Machines(seed: seed).json())
      let curve = try Planner().curve(of: text, spec, over: at)
      #expect(curve.isProved && curve.isOfWholeNumbers)
      pieces += curve.pieces.count
      let written = try text.number(at: at)
      #expect(curve.pieces.first?.from == written / Rational(2), "seed \(seed)")
      #expect(curve.pieces.last?.to == written * Rational(2), "seed \(seed)")
      for k in 0...24 {
        let number = written / Rational(2) + written * Rational(k, 16)
        let changed = try Planner.read(try text.replacing([(at, number)])).spec
        let result = try Planner().solve(changed)
        let place: Comment = "seed \(seed), \(at) = \(number)"
        let values = curve.pieces.compactMap { $0.value(at: number) }
        if result.status == .infeasible {
          #expect(values.isEmpty, place)
        } else {
          // Where two pieces meet, the better holds.
          #expect(values.min() == result.objective.value, place)
        }
      }
    }
    // More than one a curve.
    #expect(pieces > 12)
  }

  @Test func `what has no steps is refused with what to do instead`() throws {
    let mixed = """
      {"dcopt": 1, "resources": {"a": {"integer": true, "x": 2, "cost": 3, "power": 1},
       "b": {"x": 1, "cost": 2, "power": 3}}, "demands": {"x": 7}, "minimize": "cost"}
      """
    let (text, spec) = try read(mixed)
    let curve = #expect(throws: Planner.NoCurve.self) {
      try Planner().curve(of: text, spec, over: "/demands/x")
    }
    #expect(curve?.says.contains("--vary") == true)
    let frontier = #expect(throws: TradeOff.Refusal.self) {
      try Planner().tradeOff(spec, between: ["cost", "power"], tolerance: .zero)
    }
    #expect(frontier?.says.contains("sweep") == true)
  }
}

extension BoundCurve.Piece {
  /// The objective at a number of this piece.
  fileprivate func value(at number: Rational) -> Rational? {
    guard case .optimal(let slope) = outcome, let from, let to, from <= number, number <= to else {
      return nil
    }
    return objectiveFrom! + slope * (number - from)
  }
}
