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
  func moveBlocks(_ words: Words) -> [Report.Block] {
    guard let moveCost else { return [] }
    if moves.isEmpty { return [.sentence(words.nothingMoves)] }
    let sum = words.differ(MovedUnits(moves), moveCost, areWorkloads: !workloads.isEmpty)
    if moves.count > Self.mostMoves {
      return [.sentence(sum), .sentence(words.allMoves(moves.count))]
    }
    var table = words.table(
      (workloads.isEmpty ? [] : ["move of"]) + [workloads.isEmpty ? "move of" : "on"]
        + (periods == nil ? [] : ["period"]) + ["from", "to"])
    for move in moves {
      let period = move.period.map { words.period($0, of: periods!) }
      table.add(
        [move.workload.map(printable), printable(move.resource), period].compactMap(\.self)
          .map { .text($0) } + [.number(move.from), .number(move.to)])
    }
    return [.table(table), .sentence(sum)]
  }
}
