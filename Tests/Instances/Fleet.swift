// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import ParametricProgramming

/// A fleet that covers demands, with several goals that are at odds. All figures follow from a seed.
public enum Fleet {
  /// - Parameter goals: how many; all are minima.
  public static func program(
    resources: Int, rows: Int, goals: Int = 2, seed: UInt64 = 1
  ) -> (LinearProgram, [Goal]) {
    var state = seed
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    let costs = (0..<resources).map { _ in (0..<goals).map { _ in Rational(random(100...999), 100) }
    }
    let program = LinearProgram(
      sense: .minimize,
      columns: costs.map { costs in
        .init(bounds: .init(lower: .zero, upper: Rational(random(20...90))), cost: costs[0])
      },
      rows: (0..<rows).map { _ in
        .init(lower: Rational(resources * random(20...60)), upper: nil)
      },
      entries: (0..<resources).map { _ in
        (0..<rows).map { .init(row: $0, value: Rational(random(1...60), 10)) }
      })
    return (
      program,
      (0..<goals).map { goal in Goal(.minimize, costs: costs.map { $0[goal] }) }
    )
  }
}
