// SPDX-License-Identifier: GPL-3.0-or-later
import Oracle

/// A small random spec of used amounts and tiers, and its optimum by trying every plan. All numbers
/// are whole, so that the arithmetic here is exact; nothing of the program's code is used.
struct RandomAmounts {
  struct Item {
    var most = 0
    var unit = 1
    var least = 0
    var gain = 0
    var price = 0
    /// Where tiers end, and their prices; empty for a plain price.
    var ends: [Int] = []
    var prices: [Int] = []
    var fixed = 0
    var startUp = 0
    var start = 0
    var requires: Int?
    var excludes: Int?
  }

  let periods: Int
  private(set) var items: [Item] = []
  private(set) var choice: (of: [Int], least: Int, most: Int)?
  private(set) var demand: [Int] = []
  private let isMaximization: Bool
  private var budget = 0

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    periods = random.int(0...2) == 0 ? 2 : 1
    isMaximization = random.int(0...3) == 0
    let count = periods == 2 ? 2 : 3
    for i in 0..<count {
      var item = Item()
      item.unit = random.int(0...2) == 0 ? 2 : 1
      item.most = item.unit * random.int(1...(periods == 2 ? 3 : 4))
      if random.int(0...2) == 0 { item.least = random.int(1...item.most) }
      item.gain = random.int(1...4)
      item.price = random.int(1...9)
      if random.int(0...1) == 0 {
        let first = random.int(1...3)
        item.ends = random.int(0...1) == 0 ? [first] : [first, first + random.int(1...2)]
        item.prices = (0...item.ends.count).map { _ in random.int(0...9) }
      }
      if random.int(0...1) == 0 { item.fixed = random.int(1...12) }
      if periods == 2, random.int(0...1) == 0 {
        item.startUp = random.int(1...12)
        item.start = random.int(0...1)
      }
      if random.int(0...3) == 0 { item.requires = (i + 1) % count }
      if random.int(0...4) == 0 { item.excludes = (i + 1) % count }
      items.append(item)
    }
    if random.int(0...2) == 0 {
      let least = random.int(0...1)
      choice = (Array(0..<count), least, random.int(max(1, least)...count))
    }
    demand = (0..<periods).map { _ in random.int(0...10) }
    budget = random.int(5...80)
  }

  /// As a spec.
  var json: String {
    let resources = items.enumerated().map { i, item -> String in
      var keys = ["\"max\": \(item.most)", "\"gain\": \(item.gain)"]
      keys.append(item.unit == 1 ? "\"integer\": true" : "\"step\": \(item.unit)")
      if item.least > 0 { keys.append("\"at_least\": \(item.least)") }
      if item.ends.isEmpty {
        keys.append("\"cost\": \(item.price)")
      } else {
        let tiers = zip(item.ends, item.prices).map { "[\($0), \($1)]" } + ["\(item.prices.last!)"]
        keys.append("\"cost\": {\"tiers\": [\(tiers.joined(separator: ", "))]}")
      }
      if item.fixed > 0 { keys.append("\"fixed\": {\"cost\": \(item.fixed)}") }
      if item.startUp > 0 {
        keys.append("\"start_up\": {\"cost\": \(item.startUp)}")
        if item.start > 0 { keys.append("\"start\": \(item.start)") }
      }
      if let other = item.requires { keys.append("\"requires\": \"r\(other)\"") }
      if let other = item.excludes { keys.append("\"excludes\": [\"r\(other)\"]") }
      return "\"r\(i)\": {\(keys.joined(separator: ", "))}"
    }
    var members = ["\"resources\": {\(resources.joined(separator: ", "))}"]
    if periods > 1 { members.insert("\"periods\": \(periods)", at: 0) }
    if let choice {
      let names = choice.of.map { "\"r\($0)\"" }.joined(separator: ", ")
      members.append(
        "\"choices\": {\"c\": {\"of\": [\(names)], \"min\": \(choice.least), \"max\": \(choice.most)}}"
      )
    }
    if isMaximization {
      members.append(
        "\"budgets\": {\"cost\": {\"max\": \(budget)\(periods > 1 ? ", \"over\": \"all\"" : "")}}")
      members.append("\"maximize\": \"gain\"")
    } else {
      let list = periods > 1 ? "\(demand)" : "\(demand[0])"
      members.append("\"demands\": {\"gain\": \(list)}")
      members.append("\"minimize\": \"cost\"")
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  private func cost(_ item: Item, _ amount: Int) -> Int {
    if item.ends.isEmpty { return item.price * amount }
    var (sum, from) = (0, 0)
    for (end, price) in zip(item.ends + [Int.max], item.prices) {
      sum += price * max(0, min(amount, end) - from)
      from = end
    }
    return sum
  }

  /// The amounts that a period may have.
  private var plansOfPeriod: [[Int]] {
    var plans: [[Int]] = [[]]
    for item in items {
      let amounts = stride(from: 0, through: item.most, by: item.unit).filter {
        $0 == 0 || $0 >= item.least
      }
      plans = plans.flatMap { plan in amounts.map { plan + [$0] } }
    }
    return plans.filter { plan in
      for (item, amount) in zip(items, plan) where amount > 0 {
        if let other = item.requires, plan[other] == 0 { return false }
        if let other = item.excludes, plan[other] > 0 { return false }
      }
      if let choice {
        let used = choice.of.count { plan[$0] > 0 }
        if used < choice.least || used > choice.most { return false }
      }
      return true
    }
  }

  /// The best objective; nil where there is no plan.
  var optimum: Int? {
    var best: Int?
    func visit(_ before: [Int], _ t: Int, _ spent: Int, _ gained: Int) {
      if t == periods {
        if isMaximization, spent > budget { return }
        let value = isMaximization ? gained : spent
        best = best.map { isMaximization ? max($0, value) : min($0, value) } ?? value
        return
      }
      for plan in plansOfPeriod {
        var (cost, gain) = (0, 0)
        for (i, item) in items.enumerated() {
          cost += self.cost(item, plan[i])
          gain += item.gain * plan[i]
          if plan[i] > 0 {
            cost += item.fixed
            if before[i] == 0 { cost += item.startUp }
          }
        }
        if !isMaximization, gain < demand[t] { continue }
        visit(plan, t + 1, spent + cost, gained + gain)
      }
    }
    visit(items.map(\.start), 0, 0, 0)
    return best
  }
}
