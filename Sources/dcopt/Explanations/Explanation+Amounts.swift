// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import Planning

/// Sentences on figures that are no price times an amount: tiers, and what being used is charged.
extension Explanation {
  /// The tier that an amount ends in, what it comes to, and what more of it would count for.
  mutating func tell(_ tiered: SectionFigures.Tiered, _ result: PlanResult) {
    let (amounts, tiers) = (tiered.amount.values, tiered.tier.values)
    let used = amounts.indices.filter { !amounts[$0].isZero }
    if used.isEmpty { return }
    let name = words.tiered(
      printable(tiered.attribute), of: printable(tiered.resource), isBought: tiered.isBought)
    if result.isBrief, tiered.amount.isList {
      let parts = (0...tiered.ends.count).compactMap { k -> String? in
        let count = used.count { tiers[$0] == k }
        return count == 0 ? nil : words.inTier(tier(k, tiered), count)
      }
      let sum = tiered.sum.values.reduce(.zero, +)
      return line("  " + words.tiersOverTime(name, words.number(sum), parts))
    }
    let alike = runs(used) {
      amounts[$0] == amounts[$1] && tiered.sum[$0] == tiered.sum[$1]
        && tiered.rate[$0] == tiered.rate[$1] && tiered.next[$0] == tiered.next[$1]
    }
    for run in alike {
      let t = run.lowerBound
      let own = tiered.amount.isList ? words.inPeriod(name, self.name(of: run, result)) : name
      line(
        "  "
          + words.reachesTier(
            own, words.number(amounts[t]), words.number(tiered.sum[t]),
            words.number(tiered.rate[t]), tier(tiers[t], tiered),
            next: tiered.next[t] == tiered.rate[t] ? nil : words.number(tiered.next[t])))
    }
  }

  private func tier(_ k: Int, _ tiered: SectionFigures.Tiered) -> String {
    words.tier(
      from: k == 0 ? nil : words.number(tiered.ends[k - 1]),
      to: k < tiered.ends.count ? words.number(tiered.ends[k]) : nil)
  }

  /// What being used, or starting, has added.
  mutating func tell(_ standing: SectionFigures.Standing) {
    let periods = standing.isCharged.values
    let times = periods.count { $0 }
    if times == 0 { return }
    line(
      "  "
        + words.standing(
          printable(standing.resource),
          standing.sums.map { (words.number($0.sum), printable($0.attribute)) },
          isStart: standing.isStart, times: standing.isCharged.isList ? (times, periods.count) : nil
        ))
  }
}
