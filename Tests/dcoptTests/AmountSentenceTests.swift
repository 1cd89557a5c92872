// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

/// What `explain` says of tiers and of what being used is charged.
struct AmountSentenceTests {
  private func lines(_ spec: String, _ language: String) throws -> [String] {
    let run = try Run.dcopt("explain", "-", "--quiet", "--lang", language, input: spec)
    #expect(run.code == 0, "\(run.error)")
    return run.text.split(separator: "\n").map { $0.drop { $0 == " " } }.map(String.init)
  }

  private func says(_ spec: String, _ english: [String], _ chinese: [String]) throws {
    for (language, sentences) in [("en", english), ("zh", chinese)] {
      let lines = try lines(spec, language)
      for sentence in sentences {
        #expect(lines.contains(sentence), "\(sentence)\n\(lines.joined(separator: "\n"))")
      }
    }
  }

  @Test func `the tier that an amount ends in, and what more would count for`() throws {
    try says(
      #"""
      {"resources": {"cloud": {"cost": {"tiers": [[10, 90], [50, 85], 70]}, "tb": 1, "max": 80},
         "line": {"tb": 1, "max": 100, "fixed": {"cost": 1500, "watts": 3}}},
       "demands": {"tb": 150}, "minimize": "cost", "budgets": {"watts": 9}}
      """#,
      [
        "cost of cloud: 50 come to 4,300; the last of them count 85 each, in the tier from 10 to 50, "
          + "and more would count 70 each.",
        "For being used at all, line is charged 1,500 of cost and 3 of watts.",
      ],
      [
        "cloud 的 cost：50 个单位合计 4,300；最后的部分在 10 至 50 的一档，每单位 85，再增加的部分每单位 70。",
        "line 只要使用就固定计入 cost 1,500、watts 3。",
      ])
  }

  @Test func `periods that are alike are told once, purchases and starts too`() throws {
    try says(
      #"""
      {"periods": ["mon", "tue", "wed"],
       "resources": {"node": {"cpu": 1, "integer": true, "max": 9, "fixed": {"cost": 2},
         "start_up": {"cost": 5}, "buy": {"cost": {"tiers": [[2, 3], 4]}}}, "spot": {"cpu": 1, "cost": 50}},
       "demands": {"cpu": [5, 5, 0]}, "minimize": "cost"}
      """#,
      [
        "cost of what is bought of node in mon: 5 come to 18; the last of them count 4 each, in the "
          + "tier above 2, and so would more.",
        "For being used in 2 of 3 periods, node is charged 4 of cost.",
        "For 1 start, node is charged 5 of cost.",
      ],
      [
        "mon 的购入 node 的 cost：5 个单位合计 18；最后的部分在超过 2 的一档，每单位 4，再增加的部分也是如此。",
        "node 在 3 个时段中的 2 个使用，共固定计入 cost 4。",
        "node 启动 1 次，共计入 cost 5。",
      ])
    try says(
      #"""
      {"periods": 3, "resources": {"a": {"cpu": 1, "cost": {"tiers": [[4, 1], 2]}}},
       "demands": {"cpu": [3, 3, 4]}, "minimize": "cost"}
      """#,
      [
        "cost of a in period 1 to period 2: 3 come to 3; the last of them count 1 each, in the tier "
          + "up to 4, and so would more.",
        "cost of a in period 3: 4 come to 4; the last of them count 1 each, in the tier up to 4, and "
          + "more would count 2 each.",
      ], [])
  }

  @Test func `a long spec has the tiers of all periods in one sentence`() throws {
    let loads = (0..<120).map { $0 % 4 == 0 ? 12 : 3 }
    try says(
      #"""
      {"periods": 120, "resources": {"a": {"cpu": 1, "cost": {"tiers": [[4, 1], [10, 2], 3]}},
         "b": {"cpu": 1, "cost": 9}},
       "demands": {"cpu": \#(loads)}, "minimize": "cost"}
      """#,
      [
        "cost of a comes to 930 in all; the last unit is in the tier up to 4 in 90 periods, "
          + "the tier above 10 in 30 periods."
      ],
      ["a 的 cost 合计 930；最后一个单位：90 个时段在不超过 4 的一档，30 个时段在超过 10 的一档。"])
  }

  @Test func `one number that ends an amount in every period has its price in a long spec`() throws
  {
    let (prices, loads) = (
      (0..<80).map { $0 % 4 == 0 ? 1 : 5 }, (0..<80).map { $0 % 4 == 3 ? 9 : 4 }
    )
    try says(
      #"""
      {"periods": 80, "resources": {"grid": {"cost": \#(prices), "kwh": 1, "max": 8},
         "battery": {"max": 3, "store": {"of": "kwh"}}, "other": {"kwh": 1, "cost": 30}},
       "demands": {"kwh": \#(loads)}, "minimize": "cost"}
      """#,
      ["battery is at its most, 3, in 60 of 80 periods."],
      ["battery 在 80 个时段中的 60 个达到上限 3。"])
  }
}
