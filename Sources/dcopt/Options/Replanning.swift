// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Planning

/// A new plan that starts from one that runs: `--from PLAN --keep-cost 0.1`.
struct Replanning: ParsableArguments {
  @Option(
    help: "Plan anew from this plan, an allocation or a result, a JSON file.", completion: .file())
  var from: String?

  @Option(
    parsing: .unconditional,
    help: "With --from: what each unit that differs costs, in the (first) objective's unit.")
  var keepCost: Fraction?

  func validate() throws {
    if (from == nil) != (keepCost == nil) {
      throw ValidationError(
        "--from and --keep-cost go together: the plan, and the cost of leaving it.")
    }
  }

  /// The spec with its running plan. Complains, and throws, as of a spec.
  func start(_ spec: Spec, _ reading: SpecReading) throws -> Spec {
    guard let from, let keepCost else { return spec }
    if let futures = spec.futures, futures.hasScenarios {
      throw ValidationError(
        "--from is not for a spec with \"scenarios\": which of them runs is not known.")
    }
    let plan = try reading.read(from) { bytes throws(Diagnostics) in
      let (plan, warnings) = try ProposedPlan.running(bytes, for: spec)
      reading.report(warnings, in: SpecReading.name(from))
      return plan
    }
    return spec.replanned(from: plan, keepCost: keepCost.value)
  }
}
