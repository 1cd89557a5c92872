// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

extension Certificate {
  var json: String {
    let start: [(String, JSONOutput)] = [
      ("dcopt", .integer(1)), ("certificate", .string(status.rawValue)),
    ]
    let rest =
      parts.count == 1
      ? parts[0].members
      : [
        (
          "parts",
          .list(
            parts.map { .object([("certificate", .string($0.status.rawValue))] + $0.members) })
        )
      ]
    return JSONOutput.object(start + rest).document
  }
}

extension Certificate.Part {
  fileprivate var members: [(String, JSONOutput)] {
    var members = sections.map { name, figures in
      (name, JSONOutput.object(figures.map { ($0.name, .string($0.value.description)) }))
    }
    if !tree.isEmpty { members.append(("tree", .list(tree.map(\.output)))) }
    if let basis { members.append(("basis", .string(basis))) }
    return members
  }
}

extension Certificate.Node {
  fileprivate var output: JSONOutput {
    func figures(_ figures: [(name: String, value: Rational)]) -> JSONOutput {
      .object(figures.map { ($0.name, .string($0.value.description)) })
    }
    func output(_ split: Split) -> JSONOutput {
      .object([("terms", figures(split.terms)), ("floor", .string(split.floor.description))])
    }
    func output(_ weights: Weights) -> JSONOutput {
      .object(
        (weights.rows.isEmpty ? [] : [("rows", figures(weights.rows))])
          + (weights.objective.isZero
            ? [] : [("objective", .string(weights.objective.description))]))
    }
    return switch self {
    case .split(let split, let below, let above):
      .object([
        ("split", output(split)), ("below", .integer(below)), ("above", .integer(above)),
      ])
    case .cut(let terms, let lower, let split, let below, let above, let next):
      .object([
        (
          "cut", .object([("terms", figures(terms)), ("min", .string(lower.description))])
        ), ("split", output(split)), ("below", output(below)), ("above", output(above)),
        ("next", .integer(next)),
      ])
    case .dominated(let column, let other, let next):
      .object([
        ("dominated", .string(column)), ("by", .string(other)), ("next", .integer(next)),
      ])
    case .narrowed(let bounds, let weights, let next):
      .object([
        (
          "narrowed",
          .object(
            bounds.map { name, isUpper, end in
              (name, .object([(isUpper ? "max" : "min", .string(end.description))]))
            })
        ), ("weights", output(weights)), ("next", .integer(next)),
      ])
    case .whole(let column, let row, let next):
      .object([("whole", .string(column)), ("by", .string(row)), ("next", .integer(next))])
    case .closed(let weights): .object([("closed", output(weights))])
    case .branch(let column, let floor, let below, let above):
      .object([
        ("branch", .string(column)), ("floor", .string(floor.description)),
        ("below", .integer(below)), ("above", .integer(above)),
      ])
    case .bounded(let prices): .object([("prices", figures(prices))])
    case .infeasible(let weights): .object([("weights", figures(weights))])
    case .empty(let column): .object([("empty", .string(column))])
    }
  }
}
