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
  func report(title: String? = nil) -> Report {
    var report = Report(
      title: title,
      headline: isFeasible
        ? "feasible" : "not feasible: \(violations.count) of \(findings.count) bounds violated")
    report.tone = isFeasible ? .good : .bad
    if let picture { report.blocks.append(.picture(picture)) }
    var table = TextTable(header: ["bound", "", "limit", "total", "violated by"])
    for finding in findings {
      table.add([
        printable(finding.at), finding.side, finding.limit.shown, finding.total.shown,
        finding.by.isZero || finding.isTolerated ? "" : finding.by.shown,
      ])
    }
    if !findings.isEmpty { report.blocks.append(.table(table)) }
    report.blocks.append(.sentence(comparison))
    if let digitsTolerance {
      report.blocks.append(
        .sentence(
          "The violations are smaller than the last digits of the plan's amounts: with "
            + "--tolerance \(digitsTolerance.roundedUp.text) it would pass."))
    }
    return report
  }

  private var comparison: String {
    let text = "objective: \(sense.name), this plan \(value.shown)"
    guard let best, let gap else { return text + "; the spec is \(status.rawValue)" }
    let both = text + ", the best plan \(best.shown)"
    if gap.isZero { return both + (isFeasible ? ": as good as it gets" : "") }
    let percent =
      best.isZero ? "" : " (\((gap.magnitude * Rational(100) / best.magnitude).shown) %)"
    return both + ", \(gap.magnitude.shown)\(percent) \(gap.signum > 0 ? "worse" : "better")"
  }

  /// Each total as a part of its bound.
  private var picture: Picture? {
    let bars = findings.filter { $0.limit.signum > 0 && $0.total.signum >= 0 && !$0.isWholeness }
      .map { finding in
        (
          name: "\(printable(finding.name)) \(finding.side)",
          value: (finding.total / finding.limit).double, marks: [1.0]
        )
      }
    if bars.isEmpty || bars.count > PlanResult.mostBars { return nil }
    return .bars(title: "Total over bound, 1 is the bound", bars: bars)
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
