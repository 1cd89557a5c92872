// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import NumericalMethods
@testable import Oracle

struct DualRatioTestTests {
  /// Slacks in which the tolerance is lost: their ratios times the entries may come out below them, and a
  /// group without a member would be looked for again and again. `make fuzz`, seed 1000600.
  @Test(.timeLimit(.minutes(1)))
  func `the least ratio is in the group whatever rounding makes of it`() {
    var random = SplitMix64(seed: 600)
    var lost = 0
    for _ in 0..<2_000 {
      let number = random.int(1...4)
      let test = DualRatioTest(variables: number)
      var least = Double.infinity
      for k in 0..<number {
        let (slack, entry) = (Double(random.int(1...99)) * 1e15 / 7, Double(random.int(1...99)) / 3)
        if slack > slack / entry * entry { lost += 1 }
        test.candidates[k] = .init(
          variable: Int32(k), entry: entry, slack: slack, range: .infinity)
        least = min(least, slack / entry)
      }
      test.begin(number)
      let chosen = test.choose(slope: 1)
      #expect(chosen.map { $0.slack / $0.entry <= least * (1 + 1e-12) } == true)
    }
    #expect(lost > 100)
  }
}
