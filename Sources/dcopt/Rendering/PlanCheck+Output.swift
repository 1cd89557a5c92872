// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

extension PlanCheck {
  /// The audit as the design fixes it.
  var json: String {
    JSONOutput.object([
      ("dcopt", .integer(1)), ("feasible", .bool(isFeasible)),
      (
        "objective",
        .object([
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
    ]).document
  }

  /// The audit for a person: every bound with what the plan makes of it.
  func table(width: Int? = nil) -> String {
    var text =
      isFeasible
      ? "feasible\n" : "not feasible: \(violations.count) of \(findings.count) bounds violated\n"
    var table = TextTable(header: ["bound", "", "limit", "total", "violated by"])
    for finding in findings {
      let side = finding.isWholeness ? "whole" : finding.isLower ? "min" : "max"
      table.add([
        printable(finding.at), side, finding.limit.shown, finding.total.shown,
        finding.by.isZero ? "" : finding.by.shown,
      ])
    }
    if !findings.isEmpty { text += "\n" + table.text(width: width) }
    text += "\nobjective: \(sense.name), this plan \(value.shown)"
    guard let best, let gap else { return text + "; the spec is \(status.rawValue)\n" }
    text += ", the best plan \(best.shown)"
    if gap.isZero { return text + (isFeasible ? ": as good as it gets\n" : "\n") }
    let percent =
      best.isZero ? "" : " (\((gap.magnitude * Rational(100) / best.magnitude).shown) %)"
    return text + ", \(gap.magnitude.shown)\(percent) \(gap.signum > 0 ? "worse" : "better")\n"
  }
}
