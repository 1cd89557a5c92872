// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram
import Planning

extension Certificate {
  var json: String {
    let sections = sections.map { name, figures in
      (name, JSONOutput.object(figures.map { ($0.name, .string($0.value.description)) }))
    }
    let nodes: [(String, JSONOutput)] =
      tree.isEmpty ? [] : [("tree", .list(tree.map(\.output)))]
    return JSONOutput.object(
      [("dcopt", .integer(1)), ("certificate", .string(status.rawValue))] + sections + nodes
    ).document
  }
}

extension Certificate.Node {
  fileprivate var output: JSONOutput {
    func figures(_ figures: [(name: String, value: Rational)]) -> JSONOutput {
      .object(figures.map { ($0.name, .string($0.value.description)) })
    }
    return switch self {
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
