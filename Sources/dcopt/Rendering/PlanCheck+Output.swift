// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

extension PlanCheck {
  /// The audit as the design fixes it.
  var json: String {
    JSONOutput.object(
      [
        ("dcopt", .integer(1)), ("feasible", .bool(isFeasible)),
        (
          "objective",
          .object(
            (priorityCount > 1 ? [("priority", .integer(priority))] : []) + [
              ("sense", .string(sense.name)), ("value", .number(value)), ("best", .optional(best)),
              ("gap", .optional(gap)),
            ])
        ),
        (
          "violations",
          .list(
            violations.map { finding in
              .object([
                ("at", .string(finding.at)), ("limit", .number(finding.limit)),
                ("total", .number(finding.total)), ("by", .number(finding.by)),
              ])
            })
        ),
      ] + digitsMembers
    ).document
  }

  private var digitsMembers: [(String, JSONOutput)] {
    digitsTolerance.map { [("within_digits", .object([("tolerance", .number($0.roundedUp))]))] }
      ?? []
  }

  /// The audit for a person: every bound with what the plan makes of it.
  func report(title: String? = nil, in words: Words) -> Report {
    var report = Report(
      title: title,
      headline: isFeasible
        ? words.term("feasible") : words.notFeasible(violations.count, of: findings.count),
      words: words)
    report.tone = isFeasible ? .good : .bad
    if let picture = picture(words) { report.blocks.append(.picture(picture)) }
    let lines = CheckedBounds(findings)
    if !findings.isEmpty { report.blocks.append(.table(table(of: lines, words))) }
    if lines.held > 0 { report.blocks.append(.sentence(words.moreHold(lines.held))) }
    report.blocks.append(.sentence(comparison(words)))
    if let digitsTolerance {
      report.blocks.append(
        .sentence(words.withinDigits(digitsTolerance.roundedUp.text)))
    }
    return report
  }

  private func table(of lines: CheckedBounds, _ words: Words) -> TextTable {
    let isViolated = !violations.isEmpty
    var table = words.table(
      ["bound", ""] + (lines.haveNames ? ["of what"] : []) + ["limit", "total"]
        + (isViolated ? ["violated by"] : []))
    for line in lines.list {
      let finding = line.finding
      let by = finding.isViolation ? Cell.number(finding.by) : ""
      let name = printable(words.choose(finding.name))
      table.add(
        [.name(finding.at), .text(words.term(finding.side))]
          + (lines.haveNames
            ? [.text(line.others > 0 ? words.andMore(name, line.others) : name)] : [])
          + [.number(finding.limit), .number(finding.total)] + (isViolated ? [by] : []))
    }
    return table
  }

  private func comparison(_ words: Words) -> String {
    guard let best, let gap else {
      return words.planAlone(sense, words.number(value), words.term(status.rawValue))
    }
    let (own, bests) = words.pair(value, best)
    if gap.isZero { return words.planAsGood(sense, own, bests, isFeasible: isFeasible) }
    let percent =
      best.isZero
      ? nil : words.percent(gap.magnitude / best.magnitude)
    return words.planBeside(
      sense, own, bests, words.number(gap.magnitude), percent, isWorse: gap.signum > 0)
  }

  /// Each total as a part of its bound.
  private func picture(_ words: Words) -> Picture? {
    let bars = findings.filter { $0.limit.signum > 0 && $0.total.signum >= 0 && !$0.isWholeness }
      .map { finding in
        (
          name: "\(printable(words.choose(finding.name)))"
            + " \(words.term(finding.side))",
          value: (finding.total / finding.limit).double, marks: [1.0]
        )
      }
    if bars.isEmpty || bars.count > PlanResult.mostBars { return nil }
    return .bars(title: words.totalOverBound, bars: bars)
  }
}

extension Rational {
  /// A power of ten that is not less.
  fileprivate var roundedUp: Rational {
    var power = Rational.one
    while power > self { power = power / Rational(10) }
    return power >= self ? power : power * Rational(10)
  }
}

extension PlanCheck.Finding {
  fileprivate var side: String { isWholeness ? "whole" : isLower ? "min" : "max" }
}
