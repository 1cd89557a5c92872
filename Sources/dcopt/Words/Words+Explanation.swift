// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

/// The sentences of `explain`.
extension Words {
  /// Goals with what they come to, the first of several first.
  func best(_ goals: [(goal: String, value: String)]) -> String {
    let all = goals.map { "\($0.goal) = \($0.value)" }
    return choose(
      "The best plan: \(all.joined(separator: ", then ")).",
      "最优方案：\(all.joined(separator: "，其次"))。")
  }

  /// Prices are of the last of several goals.
  var pricesOfLast: String {
    choose(
      "What bounds are worth is said of the last goal; the goals before it are held as they are.",
      "以下影子价格针对最后一个目标；此前各目标保持在允许的范围内。")
  }

  func worst(_ sense: LinearProgram.Sense, _ name: String) -> String {
    sense == .maximize
      ? choose("the least \(name)", "最小的 \(name)")
      : choose("the greatest \(name)", "最大的 \(name)")
  }

  func inPeriod(_ name: String, _ period: String) -> String {
    choose("\(name) in \(period)", "\(period)的\(name)")
  }

  func inEveryPeriod(_ name: String) -> String {
    choose("\(name) in every period", "各时段的\(name)")
  }

  /// What a period is called, counted from 0.
  func period(_ t: Int, of periods: Periods) -> String {
    if let name = periods.names?[t] { return printable(name) }
    return periodNumber(t)
  }

  /// A period without a name, counted from 0.
  func periodNumber(_ t: Int) -> String { choose("period \(t + 1)", "第 \(t + 1) 时段") }

  /// Periods one after the other.
  func span(_ from: String, _ to: String?) -> String {
    to.map { choose("\(from) to \($0)", "\(from)至\($0)") } ?? from
  }

  func amount(_ amount: String, in span: String) -> String {
    choose("\(amount) in \(span)", "\(span)为 \(amount)")
  }

  /// The amounts of a resource over time, zeros left out.
  func useOverSpans(_ resource: String, _ parts: [String]) -> String {
    choose("Use of \(resource): \(list(parts)).", "\(resource)的用量：\(list(parts))。")
  }

  /// What is bought of a resource over time, zeros left out.
  func buyOverSpans(_ resource: String, _ parts: [String]) -> String {
    choose("Bought of \(resource): \(list(parts)).", "\(resource)的购入量：\(list(parts))。")
  }

  func getsOverSpans(_ workload: String, _ resource: String, _ parts: [String]) -> String {
    choose(
      "\(workload) on \(resource): \(list(parts)).", "\(workload)在\(resource)上：\(list(parts))。")
  }

  /// A name that belongs to a workload.
  func of(_ owner: String, _ name: String) -> String {
    choose("\(name) of \(owner)", "\(owner)的\(own(name))")
  }

  /// A name of the author's, or the word for all that a workload gets.
  private func own(_ name: String) -> String { name == "share" ? "份额" : name }

  func binds(_ name: String, isLower: Bool, _ bound: String, in spans: [String]) -> String {
    choose(
      "\(name) is at its \(isLower ? "least" : "most") in \(names(spans)): \(bound).",
      "\(name)在\(names(spans))\(isLower ? "恰好等于下限" : "达到上限")：\(bound)。")
  }

  func between(_ least: String, _ most: String) -> String {
    choose("\(least) to \(most)", "\(least) 至 \(most)")
  }

  func charges(penalties: Bool, moves: Bool) -> String {
    (penalties ? choose(" with penalties", "（含惩罚成本）") : "")
      + (moves ? choose(" with moves", "（含调整费用）") : "")
  }

  func use(_ amount: String, _ resource: String) -> String {
    choose("Use \(amount) of \(resource).", "使用 \(amount) 个单位的\(resource)。")
  }

  func gets(_ workload: String, _ amount: String, _ resource: String) -> String {
    choose(
      "\(workload) gets \(amount) of \(resource).", "\(workload)获得 \(amount) 个单位的\(resource)。")
  }

  /// What a store holds at the end of periods.
  func holds(_ store: String, _ least: String, _ when: String, _ most: String, _ whenMost: String)
    -> String
  {
    choose(
      "\(store) holds between \(least) (at the end of \(when)) and \(most) (\(whenMost)).",
      "\(store)的存量在 \(least)（\(when)结束时）到 \(most)（\(whenMost)结束时）之间。")
  }

  func isEmptyAndFull(_ empty: Int, _ full: Int, of periods: Int) -> String {
    choose(
      "It is empty at the end of \(empty) of \(periods) periods, and full at the end of \(full).",
      "\(periods) 个时段中，结束时存量为零的有 \(empty) 个，存满的有 \(full) 个。")
  }

  func share(_ workloads: String, _ amount: String, of resource: String) -> String {
    choose(
      "\(workloads) share \(amount) of \(resource).", "\(workloads) 共用 \(amount) 个单位的 \(resource)。")
  }

  func missed(_ name: String, _ amount: String) -> String {
    choose("\(name) is missed by \(amount).", "\(name)未满足，缺口为 \(amount)。")
  }

  func unique(_ alternatives: Alternatives) -> String {
    alternatives.isUnique == true
      ? choose("No other plan is as good.", "没有其他同样好的方案。")
      : choose(
        "No other amounts of resources are as good; workloads may share them otherwise.",
        "没有其他同样好的资源用量；各工作负载分得的数量可能另有同样好的方案。")
  }

  var placedOtherwise: String {
    choose(
      "Other plans are as good: with the same amounts of resources, shared otherwise by workloads.",
      "还有其他同样好的方案：资源用量相同，各工作负载分得的数量不同。")
  }

  var notUnique: String {
    choose("Other plans are as good:", "还有其他同样好的方案：")
  }

  func mayVary(_ resource: String, _ from: String, _ to: String) -> String {
    choose(
      "\(resource) may be anything from \(from) to \(to).", "\(resource)可在 \(from) 到 \(to) 之间取值。")
  }

  var anyAmount: String { choose("any amount", "任意值") }

  func atLeast(_ name: String, _ bound: String) -> String {
    choose("\(name) is at its least, \(bound).", "\(name)恰好等于下限 \(bound)。")
  }

  func atMost(_ name: String, _ bound: String) -> String {
    choose("\(name) is at its most, \(bound).", "\(name)已达到上限 \(bound)。")
  }

  func spare(_ name: String, _ slack: String) -> String {
    choose("\(name) has \(slack) to spare.", "\(name)还有 \(slack) 的余量。")
  }

  /// The same of what is held in each period: where it is tightest.
  func spareAtLeast(_ name: String, _ slack: String, _ period: String) -> String {
    choose(
      "\(name) has \(slack) to spare where it is tightest, in \(period).",
      "\(name)在各时段都有余量，最小为 \(slack)（\(period)）。")
  }

  /// What raising (or lowering) a bound by one does, or as far as that holds where that is less. `rate` is
  /// the objective's as the bound grows; `end` is nil where it is another in each period, and holds nil
  /// for no end.
  func change(_ rate: Rational, isUp: Bool, from bound: Rational, to end: Rational??) -> String {
    let (raising, raise) = isUp ? ("Raising", "提高") : ("Lowering", "降低")
    let effect = isUp ? rate : -rate
    if let short = shortWay(rate, bound, end) {
      return choose(
        "\(raising) it to \(short.end) \(verb(effect)) the objective by \(short.change).",
        "界限若\(raise)到 \(short.end)，目标\(verb(effect)) \(short.change)。")
    }
    let far = end.map { end in
      end.map { choose(", \(isUp ? "up" : "down") to \(number($0))", "，直至界限为 \(number($0))") } ?? ""
    }
    if rate.isZero {
      return choose(
        "\(raising) it changes nothing\(far ?? "").", "\(raise)该界限，目标不变\(far ?? "")。")
    }
    return choose(
      "\(raising) it by one \(verb(effect)) the objective by \(number(rate.magnitude))"
        + "\(far ?? asFarAsInTable).",
      "界限每\(raise)一个单位，目标\(verb(effect)) \(number(rate.magnitude))\(far ?? asFarAsInTable)。")
  }

  /// Where a rate ends before the bound has moved by one: the end, and what the objective does on the
  /// way there.
  private func shortWay(
    _ rate: Rational, _ bound: Rational, _ end: Rational??
  ) -> (end: String, change: String)? {
    guard !rate.isZero, case .some(.some(let end)) = end, end != bound,
      (end - bound).magnitude < .one
    else { return nil }
    return (pair(bound, end).1, number((rate * (end - bound)).magnitude))
  }

  private var asFarAsInTable: String { choose(", as far as the table says", "，适用范围见下表") }

  func verb(_ change: Rational) -> String {
    change.signum > 0 ? choose("raises", "增加") : choose("lowers", "减少")
  }

  /// A bound that cannot be raised (or lowered). `keepingOthers`: whether there are goals that come first.
  func cannotChange(isUp: Bool, keepingOthers: Bool) -> String {
    let (raised, raise) = isUp ? ("Raised", "提高") : ("Lowered", "降低")
    return keepingOthers
      ? choose(
        "\(raised) at all, no plan keeps the goals before it.", "再\(raise)就没有方案能保持此前的目标。")
      : choose("\(raised) at all, there is no plan.", "再\(raise)就没有可行方案。")
  }

  /// `change` is nil for none.
  func further(
    _ resource: String, _ change: String?, _ goal: String, _ sense: LinearProgram.Sense
  ) -> String {
    let up = sense == .maximize
    guard let change else {
      return choose(
        "A further \(resource) would not \(up ? "raise" : "lower") \(goal).",
        "再多一个 \(resource)，\(goal) 不会\(up ? "提高" : "降低")。")
    }
    return choose(
      "A further \(resource) would \(up ? "raise" : "lower") \(goal) by \(change).",
      "再多一个 \(resource)，\(goal) 会\(up ? "提高" : "降低") \(change)。")
  }

  func forcedIn(_ resource: String, _ rate: Rational) -> String {
    if rate.isZero {
      return choose(
        "\(resource) is at its min; a unit more of it would change nothing.",
        "\(resource)处于下限；多用一个单位，目标不变。")
    }
    return choose(
      "\(resource) is at its min; each unit more of it \(verb(rate)) the objective by "
        + "\(number(rate.magnitude)).",
      "\(resource)处于下限；每多用一个单位，目标\(verb(rate)) \(number(rate.magnitude))。")
  }

  func cannotEnter(_ resource: String) -> String {
    choose(
      "\(resource) is at its min, and no plan has more of it.",
      "\(resource)处于下限；任何可行方案都不能增加其用量。")
  }

  /// `sum`: the attributes whose sum must change; empty where it is what a unit counts.
  func wouldBeUsed(
    _ resource: String, _ sum: String, _ beyond: String, _ now: String,
    _ sense: LinearProgram.Sense
  ) -> String {
    let (side, inChinese) = sense == .minimize ? ("below", "低于") : ("above", "高于")
    if sum.isEmpty {
      return choose(
        "\(resource) would be used if a unit of it counted \(side) \(beyond) in the objective "
          + "instead of \(now).",
        "若每单位 \(resource) 在目标中的系数\(inChinese) \(beyond)（现为 \(now)），它就会被使用。")
    }
    return choose(
      "\(resource) would be used if its \(sum) were \(side) \(beyond) instead of \(now).",
      "若 \(resource) 的 \(sum) \(inChinese) \(beyond)（现为 \(now)），它就会被使用。")
  }

  var endless: String {
    choose(
      "There is no best plan: the objective improves for ever in this proportion:",
      "没有最优方案：按以下比例增长，目标可以无限改善：")
  }

  var stopped: String {
    choose("Stopped before anything was proved.", "在得到证明之前已停止。")
  }

  var withinGap: String {
    choose(
      "A plan within the gap: it is not known to be the best, and so nothing more is said of it.",
      "方案在允许的差距之内：尚未证明为最优，因此不再说明。")
  }

  // MARK: - Long specs

  func useAlways(_ amount: String, _ resource: String) -> String {
    choose("Use \(amount) of \(resource) in every period.", "每个时段使用 \(amount) 个单位的\(resource)。")
  }

  func useOverTime(
    _ resource: String, _ least: String, _ when: String, _ most: String, _ whenMost: String
  ) -> String {
    choose(
      "Use between \(least) (\(when)) and \(most) (\(whenMost)) of \(resource).",
      "\(resource) 的用量在 \(least)（\(when)）到 \(most)（\(whenMost)）之间。")
  }

  func share(_ workloads: Int, _ amount: String, _ resource: String) -> String {
    choose(
      "\(resource): \(amount) for \(workloads) workload\(workloads == 1 ? "" : "s").",
      "\(workloads) 个工作负载合计使用 \(amount) 个单位的\(resource)。")
  }

  func missedOften(_ name: String, _ periods: Int, of all: Int) -> String {
    choose(
      "\(name) is missed in \(periods) of \(all) periods.",
      "\(name)在 \(all) 个时段中的 \(periods) 个未满足。")
  }

  func bindsOften(_ name: String, _ periods: Int, of all: Int) -> String {
    choose(
      "\(name) is at its bound in \(periods) of \(all) periods.",
      periods == all
        ? "\(name)在全部 \(all) 个时段都没有余量。" : "\(name)在 \(all) 个时段中的 \(periods) 个没有余量。")
  }

  func isAtMaxOften(_ name: String, _ bound: String, _ periods: Int, of all: Int) -> String {
    choose(
      "\(name) is at its most, \(bound), in \(periods) of \(all) periods.",
      periods == all
        ? "\(name)在全部 \(all) 个时段都达到上限 \(bound)。"
        : "\(name)在 \(all) 个时段中的 \(periods) 个达到上限 \(bound)。")
  }

  func missedByMany(_ name: String, _ workloads: Int, of all: Int) -> String {
    choose(
      "\(name) is missed by \(workloads) of \(all) workloads.",
      "\(all) 个工作负载中有 \(workloads) 个的\(own(name))未满足。")
  }

  func bindsMany(_ name: String, _ workloads: Int, of all: Int) -> String {
    choose(
      "\(name) is at its bound for \(workloads) of \(all) workloads.",
      "\(all) 个工作负载中有 \(workloads) 个的\(own(name))没有余量。")
  }

  var restIsElsewhere: String {
    choose(
      "Amounts and prices one by one: dcopt solve --sensitivity --format json.",
      "逐项的用量与影子价格，请运行：dcopt solve --sensitivity --format json")
  }

  var noExactPrices: String {
    choose(
      "The prices on both sides would take exact fractions that are too long here.",
      "双侧影子价格需要过长的精确分数，此处从略。")
  }

  var wholeNumbers: String {
    choose(
      "With whole numbers there are no prices: a bound matters in steps.",
      "含整数变量，因此没有影子价格：界限变动的影响是不连续的。")
  }
}
