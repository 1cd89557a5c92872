// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import Planning

/// What sweeps, curves, frontiers, checks and evaluations say.
extension Words {
  // MARK: - Sweeps and curves

  /// `6 points: 5 optimal, 1 infeasible`.
  func points(_ count: Int, _ kinds: [(count: Int, status: String)]) -> String {
    choose(
      (count == 1 ? "1 point: " : "\(count) points: ")
        + list(kinds.map { "\($0.count) \($0.status)" }),
      "\(count) 个点：\(list(kinds.map { "\($0.count) 个\($0.status)" }))")
  }

  func objectiveOver(_ name: String) -> String {
    choose("The objective over \(name)", "目标值随 \(name) 的变化")
  }

  var crossIsNone: String { choose("; × where there is none", "；× 处没有方案") }
  var shadedIsNone: String { choose("; shaded: there is none", "；阴影处没有方案") }

  func firstCurves(_ shown: Int, of all: Int) -> String {
    choose(", the first \(shown) of \(all) curves", "（\(all) 条曲线中的前 \(shown) 条）")
  }

  func breakPoints(_ count: Int, _ at: String, _ written: String) -> String {
    choose(
      (count == 1 ? "1 break point: " : "\(count) break points: ")
        + "\(at), which is \(written)",
      "\(count) 个转折点：\(at)，现为 \(written)")
  }

  var allBreakPoints: String {
    choose("Proved in exact arithmetic; none is missed.", "已用精确算术证明，没有遗漏。")
  }

  var allSteps: String {
    choose(
      "Proved by exact searches; no step in this range is missed. Where two pieces meet, the better "
        + "holds.",
      "已用精确搜索证明，此范围内没有遗漏台阶。两段相接处取较优者。")
  }

  var notProved: String { choose("Not proved.", "未经证明。") }

  func inTheSpec(_ value: String) -> String { choose("\(value) in the spec", "规格中为 \(value)") }

  // MARK: - Frontiers

  func corners(_ goal: String, _ count: Int) -> String {
    choose(
      "\(goal): " + (count == 1 ? "1 corner" : "\(count) corners"), "\(goal)：\(count) 个顶点")
  }

  func plans(_ goal: String, _ count: Int) -> String {
    choose("\(goal): " + (count == 1 ? "1 plan" : "\(count) plans"), "\(goal)：\(count) 个方案")
  }

  func wholeFrontier(_ isProved: Bool) -> String {
    isProved
      ? choose(
        "Each plan that no other betters in both, proved by exact searches; a mixture of two is none.",
        "每个不被其他方案在两项上同时超过的方案，已用精确搜索证明；两个方案的混合不是方案。")
      : choose(
        "Not all: a limit came first. Each of these was proved.",
        "并非全部：先到了限制。列出的每个都已证明。")
  }

  var theFrontier: String { choose("The frontier", "权衡曲线") }

  func cornersIn(_ one: String, _ other: String) -> String {
    choose("The corners in \(one) and \(other)", "各顶点的 \(one) 与 \(other)")
  }

  func frontier(_ isProved: Bool, _ isComplete: Bool, _ error: Rational) -> String {
    guard isProved else { return notProved }
    if isComplete {
      return choose("All corners, proved in exact arithmetic.", "已列出全部顶点，并用精确算术证明。")
    }
    return choose(
      "No plan betters a mixture of these in all goals by more than "
        + "\(percent(error)) of their ranges; proved.",
      "已证明：没有任何方案能在所有目标上都优于这些方案的某个混合，且幅度超过各目标取值范围的 \(percent(error))。")
  }

  // MARK: - Checks

  func notFeasible(_ count: Int, of all: Int) -> String {
    choose(
      "not feasible: \(count) of \(all) bounds violated", "不可行：\(all) 条界限中有 \(count) 条被违反")
  }

  var invalidPoints: String { choose("The spec is invalid there:", "以下各点的规格有误：") }

  func whyInvalid(_ point: String, _ reason: String) -> String {
    choose("at \(point): \(reason)", "\(point)：\(reason)")
  }

  /// What is the same elsewhere is said once: `battery in mon 00h and 167 more`.
  func andMore(_ name: String, _ count: Int) -> String {
    choose("\(name) and \(count) more", "\(name)等 \(count + 1) 项")
  }

  func moreHold(_ count: Int) -> String {
    choose(
      "\(count) more \(count == 1 ? "bound holds" : "bounds hold"), none of them nearer to its limit.",
      "另有 \(count) 条界限得到满足，且离界限都更远。")
  }

  func planAlone(_ sense: LinearProgram.Sense, _ value: String, _ status: String) -> String {
    choose(
      "objective: \(sense.name), this plan \(value); the spec is \(status)",
      "目标：\(term(sense.name))，本方案 \(value)；该规格的结论为\(status)")
  }

  func planAsGood(
    _ sense: LinearProgram.Sense, _ value: String, _ best: String, isFeasible: Bool
  ) -> String {
    beside(sense, value, best) + (isFeasible ? choose(": as good as it gets", "：已是最优") : "")
  }

  /// `percent` is nil where the best is 0.
  func planBeside(
    _ sense: LinearProgram.Sense, _ value: String, _ best: String, _ gap: String,
    _ percent: String?, isWorse: Bool
  ) -> String {
    beside(sense, value, best)
      + choose(
        ", \(gap)\(percent.map { " (\($0))" } ?? "") \(isWorse ? "worse" : "better")",
        "，\(isWorse ? "差" : "好") \(gap)\(percent.map { "（\($0)）" } ?? "")")
  }

  private func beside(_ sense: LinearProgram.Sense, _ value: String, _ best: String) -> String {
    choose(
      "objective: \(sense.name), this plan \(value), the best plan \(best)",
      "目标：\(term(sense.name))，本方案 \(value)，最优方案 \(best)")
  }

  func withinDigits(_ tolerance: String) -> String {
    choose(
      "The violations are smaller than the last digits of the plan's amounts: with "
        + "--tolerance \(tolerance) it would pass.",
      "超出量小于方案中数量的末位数字：加上 --tolerance \(tolerance) 即可通过。")
  }

  var totalOverBound: String {
    choose("Total over bound, 1 is the bound", "合计与界限之比（1 为界限）")
  }

  // MARK: - Evaluations

  func theTail(_ part: String, _ value: String) -> String {
    choose(
      "The spec's objective, the mean of the worst \(part), is \(value).",
      "规格的目标，即最差的 \(part) 的平均值，为 \(value)。")
  }

  var worstIsTheObjective: String {
    choose("The worst is the spec's objective.", "规格的目标即为最差情景的取值。")
  }

  func meanOf(_ sense: LinearProgram.Sense, _ mean: String, _ count: Int) -> String {
    choose(
      "\(sense.name): \(mean) in the mean of \(count) scenarios",
      "\(term(sense.name))：\(count) 个情景的期望值为 \(mean)")
  }

  func noPlanInAny(_ count: Int) -> String {
    choose("no plan in any of \(count) scenarios", "\(count) 个情景中都没有方案")
  }

  func theWorst(_ value: String, _ label: String) -> String {
    choose("The worst is \(value), in \(label).", "最坏为 \(value)，出现在 \(label)。")
  }

  func withoutPlan(_ count: Int) -> String {
    choose(
      "\(count) of them have no plan, whatever demands are missed.",
      "其中 \(count) 个情景，无论放弃哪些需求都没有方案。")
  }

  var eachIsProved: String { choose("Each is proved in exact arithmetic.", "每个都已用精确算术证明。") }

  func someAreNotProved(_ count: Int) -> String {
    choose("\(count) of them are not proved.", "其中 \(count) 个未经证明。")
  }
}
