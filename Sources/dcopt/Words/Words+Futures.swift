// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// The sentences on scenarios and losses.
extension Words {
  /// ` in the mean`, behind an objective.
  func over(_ measure: Futures.Measure) -> String {
    switch measure {
    case .mean: choose(" in the mean", "（期望值）")
    case .worst: choose(" in the worst scenario", "（最坏情景）")
    case .tail(let part):
      choose(" in the worst \(percent(part))", "（最坏 \(percent(part)) 情景的均值，按概率计）")
    }
  }

  func buy(_ amount: String, _ resource: String) -> String {
    choose(
      "Buy \(amount) of \(resource) in all scenarios.", "在所有情景中都购买 \(amount) 个单位的 \(resource)。")
  }

  func holds(_ demand: String, _ held: String, _ least: String, _ missed: [String]) -> String {
    choose(
      "\(demand) holds in scenarios of \(held), and must in \(least)"
        + (missed.isEmpty ? "." : "; it is missed in \(names(missed))."),
      "\(demand) 在概率共 \(held) 的情景中得到满足（要求 \(least)）"
        + (missed.isEmpty ? "。" : "；未满足的情景：\(names(missed))。"))
  }

  func scenario(_ name: String, _ probability: String, _ value: String) -> String {
    choose(
      "In scenario \(name) (\(probability)) the objective is \(value).",
      "情景 \(name)（概率 \(probability)）的目标值为 \(value)。")
  }

  func counts(_ weight: String) -> String {
    choose("It binds: it counts for \(weight) of the objective.", "该情景起作用：在目标中的权重为 \(weight)。")
  }

  var doesNotCount: String {
    choose("It counts for nothing at these prices.", "按本方案的影子价格，该情景的权重为 0。")
  }

  func moreScenarios(_ count: Int) -> String {
    choose("And \(count) more scenarios.", "另有 \(count) 个情景。")
  }

  func oneMore(_ resource: String, _ rate: Rational) -> String {
    if rate.isZero {
      return choose(
        "One more unit of \(resource) committed changes nothing.", "\(resource)的承诺量增加，目标不变。")
    }
    return choose(
      "One more unit of \(resource) committed \(verb(rate)) the objective by "
        + "\(number(rate.magnitude)).",
      "\(resource)的承诺量每增加一个单位，目标\(verb(rate)) \(number(rate.magnitude))。")
  }

  /// `rate` is the objective's rate as more is committed.
  func oneLess(_ rate: Rational) -> String {
    if rate.isZero { return choose("Committing less changes nothing.", "承诺量减少，目标不变。") }
    return choose(
      "Each unit less \(verb(-rate)) it by \(number(rate.magnitude)).",
      "承诺量每减少一个单位，目标\(verb(-rate)) \(number(rate.magnitude))。")
  }

  func noMoreOf(_ resource: String) -> String {
    choose("No plan commits more of \(resource).", "没有任何方案能承诺更多\(resource)。")
  }

  var noLessOf: String { choose("No plan commits less of it.", "承诺量不能再减少，否则没有可行方案。") }

  func worth(_ value: String, _ scenario: String) -> String {
    choose(
      "At this plan's prices, the last unit brings \(value) in scenario \(scenario).",
      "按本方案的影子价格，最后一个承诺单位在情景 \(scenario) 中的价值为 \(value)。")
  }

  func holdsAfter(_ loss: String) -> String {
    choose("Without \(loss) all that is asked for still holds.", "失去 \(loss) 后，各项要求仍能满足。")
  }

  func holdsAfterEach(_ count: Int) -> String {
    choose(
      "All that is asked for holds after each of \(count) losses; JSON has a plan for each.",
      "\(count) 种失去情形下，各项要求都能满足；JSON 中有每种情形的方案。")
  }

  func survives(_ loss: String) -> String {
    choose("Without \(loss) nothing is tight.", "失去 \(loss) 后，各项都还有余量。")
  }

  func isTight(_ loss: String, _ bounds: [String]) -> String {
    choose(
      "Without \(loss) these are at their bounds: \(names(bounds)).",
      "失去 \(loss) 后，以下各项仍能满足，但没有余量：\(names(bounds))。")
  }

  func shapesPlan(_ loss: String) -> String {
    choose(
      "Losing \(loss) shapes the plan. At its prices, without \(loss):",
      "方案受“失去 \(loss)”这一情形制约。按该情形的影子价格：")
  }

  /// What a bound after a loss is worth; in how many periods, where there are several.
  func pricedAfterLoss(_ name: String, _ rate: Rational, periods: (Int, Int)?) -> String {
    let span =
      periods.map { choose(", raised in \($0) of \($1) periods", "（在 \($1) 个时段中的 \($0) 个提高）") }
      ?? ""
    return choose(
      "One more of \(name) \(verb(rate)) the objective by \(number(rate.magnitude))\(span).",
      "\(name)每提高一个单位，目标\(verb(rate)) \(number(rate.magnitude))\(span)。")
  }

  func planning(_ value: String) -> String {
    choose(
      "Planning for these scenarios rather than for their mean is worth \(value).",
      "与按均值规划相比，按这些情景规划可使目标改善 \(value)。")
  }

  var meanIsImpossible: String {
    choose(
      "No plan for the mean of all numbers holds in every scenario.", "按所有数值的均值做出的方案，不能在每个情景中成立。")
  }

  func knowing(_ value: String) -> String {
    choose(
      "Knowing which scenario comes would be worth \(value) more.", "若事先知道会出现哪个情景，目标还可再改善 \(value)。"
    )
  }
}
