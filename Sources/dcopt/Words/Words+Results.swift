// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import Planning

/// What tables and pages say of a result.
extension Words {
  /// `optimal: minimize cost = 84`.
  func headline(_ verdict: String, _ rest: String) -> String {
    choose("\(verdict): \(rest)", "\(term(verdict))：\(rest)")
  }

  /// `cost + 80 tco2`: what is summed, with its weights.
  private func sum(of objective: PlanResult.Objective) -> String {
    zip(objective.terms, objective.weights).enumerated().reduce(into: "") { sum, item in
      let (place, (term, weight)) = item
      let size = weight.magnitude == .one ? "" : number(weight.magnitude) + " "
      let sign = weight.signum < 0 ? (place == 0 ? "-" : " - ") : place == 0 ? "" : " + "
      sum += sign + size + printable(term.name)
    }
  }

  /// `cost + 80 tco2 with penalties`, `the least tokens`.
  func what(_ objective: PlanResult.Objective) -> String {
    (objective.worst.map { worst(objective.sense, printable($0)) } ?? sum(of: objective))
      + charges(penalties: objective.penalties != nil, moves: objective.moveCost != nil)
  }

  /// `minimize energy + time`, `maximize the least tokens`.
  func goal(of objective: PlanResult.Objective) -> String {
    goal(objective.sense, what(objective))
  }

  func goal(_ sense: LinearProgram.Sense, _ what: String) -> String {
    choose("\(term(sense.name)) \(what)", "\(term(sense.name))\(what)")
  }

  /// What a row is on, with its workload or its link.
  func fullName(of row: PlanResult.Row) -> String {
    if let owner = row.owner { return of(printable(owner), printable(row.name)) }
    return row.fullName == row.name
      ? printable(row.name) : choose(printable(row.fullName), "\(printable(row.name))上的流量")
  }

  /// `h100 max`.
  func end(_ end: String, of resource: String) -> String {
    choose("\(printable(resource)) \(end)", "\(printable(resource))的\(term(end))")
  }

  /// `buy h100`, at the head of a column.
  func buying(_ resource: String) -> String { choose("buy \(resource)", "购入\(resource)") }

  /// `on h100`, at the head of a column.
  func on(_ resource: String) -> String { choose("on \(resource)", "在\(resource)上") }

  /// `3 of 24`.
  func of(_ count: Int, _ all: Int) -> String { choose("\(count) of \(all)", "\(count)/\(all)") }

  /// A sum over all periods among figures of single ones.
  func inAll(_ total: String) -> String { choose("\(total) in all", "共 \(total)") }

  func ofPeriods(_ count: Int, _ all: Int) -> String {
    choose("\(count) of \(all) periods", "\(all) 个时段中 \(count) 个")
  }

  func aboveZero(_ count: Int, of all: Int, _ group: String) -> String {
    choose(
      "\(count) of \(all) of \(group) are above 0; JSON and CSV have all.",
      "\(term(group))共 \(all) 项，其中 \(count) 项大于 0；JSON 和 CSV 中有全部。")
  }

  // MARK: - What is left out

  func moreResources(_ count: Int) -> String {
    choose(
      "JSON and CSV have \(count) more \(count == 1 ? "resource" : "resources").",
      "另有 \(count) 种资源见 JSON 和 CSV。")
  }

  func allWorkloads(_ count: Int) -> String {
    choose("JSON and CSV have all \(count) workloads.", "全部 \(count) 个工作负载见 JSON 和 CSV。")
  }

  func allScenarios(_ count: Int) -> String {
    choose("JSON and CSV have all \(count) scenarios.", "全部 \(count) 个情景见 JSON 和 CSV。")
  }

  func allLosses(_ count: Int) -> String {
    choose("JSON and CSV have all \(count) losses.", "全部 \(count) 种损失见 JSON 和 CSV。")
  }

  func allMoves(_ count: Int) -> String {
    choose("JSON has all \(count) moves.", "全部 \(count) 项调整见 JSON。")
  }

  func needsMissed(_ count: Int) -> String {
    choose("\(count) needs are missed.", "有 \(count) 项所需未满足。")
  }

  var meansAndRanges: String {
    choose(
      "What workloads get is the mean over the periods, and its range.",
      "工作负载各列为各时段的平均值，括号内为最小值至最大值。")
  }

  var forEver: String {
    choose(
      "The objective improves for ever in this direction:", "沿以下方向，目标可以无限改善：")
  }

  // MARK: - Proof

  func proof(_ proof: PlanResult.Proof, _ status: Solution.Status) -> String {
    switch proof.method {
    case .exact: return choose("Proved in exact arithmetic.", "以上结论已用精确算术证明。")
    case .exactBasis:
      return choose(
        "Proved in exact arithmetic; each figure is rounded once.",
        "以上结论已用精确算术证明；每个数值只舍入一次。")
    case .exactSearch:
      if status == .withinGap, let bound = proof.bound {
        return choose(
          "The plan is exact, and no plan is better than \(number(bound)): within the gap.",
          "方案是精确的，且没有任何方案优于 \(number(bound))：在允许差距内。")
      }
      return choose(
        "Proved in exact arithmetic, by a search over the whole numbers.",
        "以上结论已通过对整数的搜索，用精确算术证明。")
    case .tolerance:
      return choose("Checked within a tolerance, not exactly.", "只在容差内核对，未经精确证明。")
    case .none: return unproved(proof, status)
    }
  }

  private func unproved(_ proof: PlanResult.Proof, _ status: Solution.Status) -> String {
    if status == .stopped, let gap = proof.gap, let bound = proof.bound {
      return choose(
        "Stopped: no plan is better than \(number(bound)), and so this one is at most "
          + "\(number(gap)) from the best.",
        "已停止：没有任何方案优于 \(number(bound))，因此本方案与最优最多相差 \(number(gap))。")
    }
    if status == .stopped, let bound = proof.bound {
      return choose(
        "Stopped: no plan is better than \(number(bound)).",
        "已停止：没有任何方案优于 \(number(bound))。")
    }
    return choose("Stopped: nothing was proved.", "已停止：未证明任何结论。")
  }

  // MARK: - Moves

  var nothingMoves: String { choose("Nothing moves.", "无需调整。") }

  /// Every unit that differs is paid for: one that moves differs where it was and where it is.
  func differ(_ units: MovedUnits, _ cost: Rational, areWorkloads: Bool) -> String {
    let (all, cost) = (number(units.all), number(cost))
    let (new, gone, moved) = (number(units.new), number(units.gone), number(units.moved))
    if !areWorkloads {
      return choose(
        "\(all) units differ (\(new) more, \(gone) fewer), which costs \(cost).",
        "共有 \(all) 个单位不同（增加 \(new)，减少 \(gone)），费用 \(cost)。")
    }
    if units.moved.isZero {
      return choose(
        "\(all) units differ (\(new) new, \(gone) gone), which costs \(cost).",
        "共有 \(all) 个单位不同（新增 \(new)，减少 \(gone)），费用 \(cost)。")
    }
    return choose(
      "\(all) units differ (\(new) new, \(gone) gone, \(moved) moved, which counts at both ends), "
        + "which costs \(cost).",
      "共有 \(all) 个单位不同（新增 \(new)，减少 \(gone)，移动 \(moved)，移动在两端各计一次），费用 \(cost)。")
  }

  // MARK: - Scenarios

  func inScenario(_ name: String) -> String { choose("In scenario \(name):", "情景 \(name)：") }

  func scenarios(_ count: Int) -> String { choose("\(count) scenarios", "\(count) 个情景") }

  func sentences(on value: ValueOfFutures) -> [String] {
    var sentences: [String] = []
    if value.isMeanImpossible {
      sentences.append(meanIsImpossible)
    } else if let planning = value.planning {
      sentences.append(self.planning(number(planning)))
    }
    if let knowing = value.knowing { sentences.append(self.knowing(number(knowing))) }
    return sentences
  }

  // MARK: - Pictures

  var amounts: String { choose("Amounts", "数量") }
  var amountsOverTime: String { choose("Amounts over time", "各时段的数量") }
  var whatIsStored: String { choose("What is stored", "存量") }
  func metBy(_ demand: String) -> String {
    choose("What meets the demand \(demand)", "\(demand) 由什么满足")
  }

  var whoGetsWhat: String { choose("Who gets how much of what", "各工作负载所得") }
  var other: String { choose("other", "其他") }

  func sharesOverTime(_ kind: String) -> String {
    choose("Use of each \(kind) over time, 1 is its bound", "各\(term(kind))在各时段的使用比例（1 为界限）")
  }

  var whatWaits: String { choose("What waits", "积压") }

  func useOfEach(_ kind: String) -> String {
    choose("Use of each \(kind), 1 is its bound", "各\(term(kind))的使用比例（1 为界限）")
  }

  func rowOverTime(_ name: String, _ kind: String) -> String {
    choose("\(name), a \(kind)", "\(term(kind))：\(name)")
  }

  func atPlace(_ y: String, _ x: String) -> String { choose("\(y) at \(x)", "\(x) 处为 \(y)") }

  func fromTo(_ name: String, _ from: String, _ to: String) -> String {
    choose("\(name): from \(from) to \(to)", "\(name)：从 \(from) 到 \(to)")
  }

  func overAxis(_ parts: [String], _ x: String) -> String {
    choose(parts.joined(separator: "; ") + " of \(x)", "横轴为\(x)。\(parts.joined(separator: "；"))")
  }
}
