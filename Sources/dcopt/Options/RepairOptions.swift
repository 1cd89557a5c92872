// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

/// What it costs to change which number of an infeasible spec.
struct RepairOptions: ParsableArguments {
  @Option(
    name: .customLong("repair-weight"),
    help: ArgumentHelp(
      "What a change of the numbers there costs in a repair: /budgets=10, /demands/time=never.",
      valueName: "pointer=weight"))
  var list: [RepairWeight] = []

  var weights: Repair.Weights { Repair.Weights(list.map { ($0.at, $0.weight) }) }

  func validate() throws {
    for (index, weight) in list.enumerated()
    where list[..<index].contains(where: { $0.at == weight.at }) {
      throw ValidationError("--repair-weight says twice what \(weight.at) weighs.")
    }
  }
}

/// `/budgets/cost=10`: the last = divides.
struct RepairWeight: ExpressibleByArgument {
  let at: String
  let weight: Repair.Weights.Weight

  init?(argument: String) {
    guard let place = argument.lastIndex(of: "="),
      let weight = Repair.Weights.Weight(String(argument[argument.index(after: place)...]))
    else { return nil }
    (at, self.weight) = (String(argument[..<place]), weight)
  }
}

extension Repair.Weights {
  /// Exits 64 where a pointer leads to nothing that a repair may change.
  func check(for spec: Spec, in file: String) throws {
    guard let stranger = stranger(in: spec) else { return }
    let near = stranger.near.map { "; did you mean \(printable($0))?" } ?? ""
    Output.complain(
      "dcopt: --repair-weight \(printable(stranger.at)): no bound of \(file) is there\(near)")
    throw ExitCode(64)
  }
}
