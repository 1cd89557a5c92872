// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle
import PlanSolving
import Testing

@testable import Planning
@testable import dcopt

/// Conflicts over whole numbers and of long specs, each part held against plans that are counted out by
/// code that shares nothing with dcopt.
struct ConflictSearchTests {
  /// A fleet with ladders of prices and fixed costs, of which at most so many types are used.
  private struct Fleet {
    struct Kind {
      let work: Int
      let memory: Int
      let prices: [Int]
      let ends: [Int]
      let fixed: Int
      let most: Int?

      /// What so many cost.
      func cost(_ count: Int) -> Int {
        if count == 0 { return 0 }
        var (sum, start) = (fixed, 0)
        for (k, price) in prices.enumerated() {
          let end = k < ends.count ? ends[k] : Int.max
          sum += price * max(0, min(count, end) - start)
          start = end
        }
        return sum
      }
    }

    let kinds: [Kind]
    let work: Int
    let memory: Int
    let budget: Int
    let types: Int

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      kinds = (0..<random.int(2...3)).map { _ in
        let first = random.int(3...9)
        return Kind(
          work: random.int(1...4), memory: random.int(0...3),
          prices: [first, max(1, first - random.int(0...3)), max(1, first - random.int(2...5))],
          ends: [1, random.int(2...4)], fixed: random.int(0...6),
          most: random.int(1...3) == 1 ? nil : random.int(2...6))
      }
      work = random.int(6...14)
      memory = random.int(0...10)
      budget = random.int(14...40)
      types = random.int(1...2)
    }

    var json: String {
      let resources = kinds.enumerated().map { k, kind in
        let tiers = zip(kind.ends, kind.prices).map { "[\($0), \($1)]" }.joined(separator: ", ")
        return """
          "r\(k)": {"work": \(kind.work), "memory": \(kind.memory), "integer": true,
           "cost": {"tiers": [\(tiers), \(kind.prices.last!)]}, "fixed": {"cost": \(kind.fixed)}\
          \(kind.most.map { ", \"max\": \($0)" } ?? "")}
          """
      }.joined(separator: ",\n")
      let names = kinds.indices.map { "\"r\($0)\"" }.joined(separator: ", ")
      return """
        {"resources": {\(resources)},
         "demands": {"work": \(work), "memory": \(memory)}, "budgets": {"cost": \(budget)},
         "choices": {"few": {"of": [\(names)], "max": \(types)}}, "minimize": "cost"}
        """
    }

    /// Whether there is a plan where only these places hold. More than the demands ask for is of no use,
    /// and each unit adds to both.
    func hasPlan(with places: Set<String>) -> Bool {
      let enough = max(work, memory) + 1
      func search(_ k: Int, _ counts: [Int]) -> Bool {
        if k < kinds.count {
          let most = places.contains("/resources/r\(k)/max") ? kinds[k].most ?? enough : enough
          return (0...most).contains { search(k + 1, counts + [$0]) }
        }
        func sum(_ value: (Kind, Int) -> Int) -> Int { zip(kinds, counts).map(value).reduce(0, +) }
        if places.contains("/demands/work"), sum({ $0.work * $1 }) < work { return false }
        if places.contains("/demands/memory"), sum({ $0.memory * $1 }) < memory { return false }
        if places.contains("/budgets/cost"), sum({ $0.cost($1) }) > budget { return false }
        let isFew = places.contains { $0.hasPrefix("/choices") }
        return !isFew || counts.count { $0 > 0 } <= types
      }
      return search(0, [])
    }
  }

  @Test func `each part of a conflict of whole numbers is what plans that are counted out say`()
    throws
  {
    var (conflicts, decided, undecided) = (0, 0, 0)
    for seed in UInt64(0)..<160 {
      let fleet = Fleet(seed: seed)
      guard let read = try? Planner.read(Array(fleet.json.utf8)) else { continue }
      let result = try Planner().solve(read.spec)
      let place: Comment = "seed \(seed)\n\(fleet.json)\n\(result.conflict)"
      let all = Set(
        ["/demands/work", "/demands/memory", "/budgets/cost", "/choices/few"]
          + fleet.kinds.indices.map { "/resources/r\($0)/max" })
      #expect(fleet.hasPlan(with: all) == (result.status == .optimal), place)
      guard result.status == .infeasible else { continue }
      conflicts += 1
      let parts = result.conflict.map(\.at)
      #expect(!fleet.hasPlan(with: Set(parts)), place)
      for part in result.conflict {
        if part.isUndecided {
          undecided += 1
        } else if parts.count > 1 {
          decided += 1
          #expect(fleet.hasPlan(with: Set(parts.filter { $0 != part.at })), "\(part.at) \(place)")
        }
      }
      let json = Array(
        ReportFormat.json.text(result, in: Words(), color: .never, to: nil).utf8)
      let verification = try Verification(
        of: Diagnostics.reportingJSON(json), for: read.spec)
      #expect(verification.isProved || !verification.isChecked, "\(verification.json) \(place)")
    }
    // An end that followed from a `max` which is not needed is not looked for anew.
    #expect(conflicts > 40 && decided > undecided, "\(conflicts) \(decided) \(undecided)")
  }

  @Test func `a commitment that is too small is one hour's conflict, and one number mends it`()
    throws
  {
    let load = (0..<24).map { 60 + ($0 % 12) * 5 + $0 / 12 }
    let text = """
      {"periods": 24,
       "resources": {
         "committed": {"constant": true, "committed": true, "gpus": 1, "buy": {"usd": 57.6},
           "integer": true, "max": 70},
         "on demand": {"gpus": 1, "usd": 2.5, "max": 40}},
       "demands": {"gpus": \(load)},
       "scenarios": {"low": {"probability": 0.5, "set": {"/demands/gpus": \(load.map { $0 / 2 })}},
         "as planned": {"probability": 0.5, "set": {}}},
       "minimize": "usd"}
      """
    let result = try Planner().solve(Planner.read(Array(text.utf8)).spec)
    #expect(
      result.conflict.map(\.at)
        == ["/resources/committed/max", "/resources/on demand/max", "/demands/gpus/23"]
        || result.conflict.map(\.at)
          == ["/resources/committed/max", "/resources/on demand/max", "/demands/gpus/11"],
      "\(result.conflict)")
    #expect(result.conflict.allSatisfy { !$0.isUndecided })
    #expect(result.repair.count > 1)
    #expect(result.repairAlone?.at == "/resources/committed/max")
    #expect(result.repairAlone?.to.text == "76")
  }

  @Test func `a conflict over many periods is decided part by part`() throws {
    let hours = 40
    let load = (0..<hours).map { 9 + $0 % 5 }
    let text = """
      {"periods": \(hours),
       "resources": {"grid": {"kwh": 1, "cost": 1, "max": 10},
         "battery": {"min": 40, "max": 40, "store": {"of": "kwh", "efficiency": 0.9, "cyclic": true}}},
       "demands": {"kwh": \(load)}, "minimize": "cost"}
      """
    let spec = try Planner.read(Array(text.utf8)).spec
    let result = try Planner().solve(spec)
    #expect(result.status == .infeasible)
    // All that is asked for is more than all that the grid gives: each hour of both is needed.
    #expect(result.conflict.count >= 2 * hours, "\(result.conflict.count)")
    #expect(result.conflict.allSatisfy { !$0.isUndecided })
    #expect(result.repairAlone?.at == "/resources/grid/max")
    let json = Array(
      ReportFormat.json.text(result, in: Words(), color: .never, to: nil).utf8)
    #expect(try Verification(of: Diagnostics.reportingJSON(json), for: spec).isProved)
  }

  @Test func `a place that a share has made small is no proof that more of it would not do`() throws
  {
    let text = """
      {"resources": {"v": {"cost": 1, "max": 4}, "k": {"cost": 1, "max": 4}},
       "workloads": {"a": {"one_place": true, "share": 1, "needs": {"steps": 20},
         "on": {"v": {"steps": 10}, "k": {"steps": 9}}}},
       "minimize": "cost"}
      """
    let result = try Planner().solve(Planner.read(Array(text.utf8)).spec)
    #expect(
      result.conflict.map(\.at) == ["/workloads/a/needs/steps", "/workloads/a/share"]
        && result.conflict.allSatisfy { !$0.isUndecided }, "\(result.conflict)")
    // 10 steps would do; whether less than what is said does is not known, and not said.
    #expect(!result.isRepairCheapest, "\(result.repair)")
  }
}
