// SPDX-License-Identifier: GPL-3.0-or-later

/// The sentences of `explain` on tiers, and on what being used is charged.
extension Words {
  func tiered(_ attribute: String, of resource: String, isBought: Bool) -> String {
    isBought
      ? choose("\(attribute) of what is bought of \(resource)", "购入\(resource)的 \(attribute)")
      : choose("\(attribute) of \(resource)", "\(resource)的 \(attribute)")
  }

  /// A tier by its ends; nil where it has none.
  func tier(from: String?, to: String?) -> String {
    switch (from, to) {
    case (nil, nil): choose("the only tier", "唯一一档")
    case (nil, let to?): choose("the tier up to \(to)", "不超过 \(to) 的一档")
    case (let from?, nil): choose("the tier above \(from)", "超过 \(from) 的一档")
    case (let from?, let to?): choose("the tier from \(from) to \(to)", "\(from) 至 \(to) 的一档")
    }
  }

  /// `next`: what more would count for; nil where that is the same.
  func reachesTier(
    _ name: String, _ amount: String, _ sum: String, _ rate: String, _ tier: String, next: String?
  ) -> String {
    let more =
      next.map { choose("and more would count \($0) each", "再增加的部分每单位 \($0)") }
      ?? choose("and so would more", "再增加的部分也是如此")
    return choose(
      "\(name): \(amount) come to \(sum); the last of them count \(rate) each, in \(tier), \(more).",
      "\(name)：\(amount) 个单位合计 \(sum)；最后的部分在\(tier)，每单位 \(rate)，\(more)。")
  }

  func inTier(_ tier: String, _ periods: Int) -> String {
    choose(
      "\(tier) in \(periods) period\(periods == 1 ? "" : "s")", "\(periods) 个时段在\(tier)")
  }

  func tiersOverTime(_ name: String, _ sum: String, _ parts: [String]) -> String {
    choose(
      "\(name) comes to \(sum) in all; the last unit is in \(list(parts)).",
      "\(name)合计 \(sum)；最后一个单位：\(list(parts))。")
  }

  /// `sums`: what it comes to, an attribute each. `times`: in how many periods it was charged, of how
  /// many.
  func standing(
    _ resource: String, _ sums: [(sum: String, attribute: String)], isStart: Bool,
    times: (Int, of: Int)?
  ) -> String {
    let what = sums.map { choose("\($0.sum) of \($0.attribute)", "\($0.attribute) \($0.sum)") }
    let all = what.joined(separator: choose(" and ", "、"))
    guard let times else {
      return choose(
        "For being used at all, \(resource) is charged \(all).",
        "\(resource)只要使用就固定计入 \(all)。")
    }
    if isStart {
      return choose(
        "For \(times.0) start\(times.0 == 1 ? "" : "s"), \(resource) is charged \(all).",
        "\(resource)启动 \(times.0) 次，共计入 \(all)。")
    }
    return choose(
      "For being used in \(times.0) of \(times.of) periods, \(resource) is charged \(all).",
      "\(resource)在 \(times.of) 个时段中的 \(times.0) 个使用，共固定计入 \(all)。")
  }
}
