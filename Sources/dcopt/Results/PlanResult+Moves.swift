// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// What a new plan changes of the one that runs.
extension PlanResult {
  private static let mostMoves = 40

  var moveMembers: [(String, JSONOutput)] {
    guard let moveCost else { return [] }
    let list = moves.map { move in
      var members = move.workload.map { [("workload", JSONOutput.string($0))] } ?? []
      members.append(("resource", .string(move.resource)))
      if let period = label(move) { members.append(("period", .string(period))) }
      return JSONOutput.object(members + [("from", .number(move.from)), ("to", .number(move.to))])
    }
    return [("moves", .list(list)), ("move_cost", .number(moveCost))]
  }

  private func label(_ move: Move) -> String? { move.period.map { periods!.label($0) } }

  /// Empty without a running plan.
  var moveBlocks: [Report.Block] {
    guard let moveCost else { return [] }
    if moves.isEmpty { return [.sentence("Nothing moves.")] }
    let units = moves.reduce(Rational.zero) { $0 + $1.size }
    let sum = "\(units.shown) units move, which costs \(moveCost.shown)."
    if moves.count > Self.mostMoves {
      return [.sentence(sum), .sentence("JSON has all \(moves.count) moves.")]
    }
    var table = TextTable(
      header: (workloads.isEmpty ? [] : ["move of"]) + [workloads.isEmpty ? "move of" : "on"]
        + (periods == nil ? [] : ["period"]) + ["from", "to"])
    for move in moves {
      table.add(
        [move.workload, move.resource, label(move)].compactMap { $0.map(printable) }
          + [move.from.shown, move.to.shown])
    }
    return [.table(table), .sentence(sum)]
  }
}
