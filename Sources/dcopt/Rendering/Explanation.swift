// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

/// A result in sentences.
struct Explanation {
  private(set) var text = ""
  private let words: Language

  init(_ result: PlanResult, in language: Language) {
    words = language
    if let title = result.title { text += printable(title) + "\n\n" }
    switch result.status {
    case .optimal: explainPlan(result)
    case .infeasible: explainConflict(result)
    case .unbounded:
      line(words.endless)
      for (name, value) in result.direction {
        line("  \(printable(name)) \(value.signum > 0 ? "+" : "")\(value.shown)")
      }
    case .stopped: line(words.stopped)
    }
  }

  private mutating func line(_ sentence: String) { text += sentence + "\n" }

  private mutating func explainPlan(_ result: PlanResult) {
    let goal = result.objective.terms.map { printable($0.name) }.joined(separator: " + ")
    line(words.best(result.objective.sense.name, goal, result.objective.value!.shown))
    for resource in result.resources where !resource.amount.isZero {
      line("  " + words.use(resource.amount.shown, printable(resource.name)))
    }
    if let alternatives = result.alternatives { explain(alternatives, result) }
    text += "\n"
    for (index, row) in (result.demands + result.budgets + result.constraints).enumerated() {
      explain(row, result.sensitivity?.prices[index])
    }
    guard let sensitivity = result.sensitivity else { return line(words.wholeNumbers) }
    for (resource, entering) in zip(result.resources, sensitivity.entering) {
      switch entering {
      case .notAtMin: continue
      case .impossible: line(words.cannotEnter(printable(resource.name)))
      case .rate(let rate): line(words.forcedIn(printable(resource.name), rate.shown))
      }
    }
  }

  private mutating func explain(_ alternatives: Alternatives, _ result: PlanResult) {
    if alternatives.isUnique { return line(words.unique) }
    line(words.notUnique)
    for (resource, range) in zip(result.resources, alternatives.ranges) where range.from != range.to
    {
      line(
        "  "
          + words.mayVary(
            printable(resource.name), range.from?.shown ?? words.anyAmount,
            range.to?.shown ?? words.anyAmount))
    }
  }

  private mutating func explain(_ row: PlanResult.Row, _ prices: Sensitivity.Prices?) {
    let name = printable(row.name)
    guard row.slack.isZero else { return line(words.spare(name, row.slack.shown)) }
    let isLower = row.total == row.bounds.lower
    line(isLower ? words.atLeast(name, row.total.shown) : words.atMost(name, row.total.shown))
    guard let prices else { return }
    line("  " + (prices.more.map { words.more($0.shown, prices.to?.shown) } ?? words.noMore))
    line("  " + (prices.less.map { words.less($0.shown, prices.from?.shown) } ?? words.noLess))
  }

  private mutating func explainConflict(_ result: PlanResult) {
    line(words.noPlan)
    if !result.conflict.isEmpty { line("\n" + words.clash) }
    for part in result.conflict {
      line(
        "  "
          + words.part(
            printable(part.at), printable(part.name), part.relation, part.bound.shown))
    }
    if !result.repair.isEmpty { line("\n" + words.repair) }
    for change in result.repair {
      line(
        "  "
          + words.change(
            printable(change.at), change.from.shown, change.to.shown,
            raised: change.to > change.from))
    }
  }
}
