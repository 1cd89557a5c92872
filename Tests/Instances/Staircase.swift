// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// A plan over time: in every period some of each resource is in use, at most what is there; what
/// is there is what is kept from the period before and what is bought. All figures follow from a
/// seed.
public struct Staircase {
  public let program: LinearProgram
  /// The row of the budget over all periods.
  public let budgetRow: Int
  /// The first row of the demands: one a period and a demand, periods ascending.
  public let firstDemandRow: Int
  public let demands: Int

  /// - Parameter keep: how much of what is there is left a period later.
  public init(periods: Int, resources: Int, demands: Int, keep: Rational = .one, seed: UInt64 = 1) {
    var state = seed
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    typealias Entry = LinearProgram.Entry
    let free = LinearProgram.Bounds(lower: .zero, upper: nil)
    var columns: [LinearProgram.Column] = []
    var entries: [[Entry]] = []
    let firstDemand = 2 * periods * resources
    let budget = firstDemand + periods * demands
    let figures = (0..<resources).map { _ in
      (
        use: Rational(random(50...400), 100), buy: Rational(random(300...2500), 100),
        energy: Rational(random(20...120), 10), most: Rational(random(40...160)),
        serves: (0..<demands).map { _ in Rational(random(0...40), 10) }
      )
    }
    for t in 0..<periods {
      for (r, figure) in figures.enumerated() {
        // Rows: what is in use is there; what is there is kept or bought.
        let (inUse, stock) = (2 * (t * resources + r), 2 * (t * resources + r) + 1)
        columns.append(.init(bounds: .init(lower: .zero, upper: figure.most), cost: figure.use))
        entries.append(
          [Entry(row: inUse, value: .one)]
            + figure.serves.enumerated().compactMap { d, value in
              value.isZero ? nil : Entry(row: firstDemand + t * demands + d, value: value)
            } + [Entry(row: budget, value: figure.energy)])
        columns.append(.init(bounds: free, cost: figure.buy))
        entries.append([Entry(row: stock, value: -.one)])
        columns.append(.init(bounds: free, cost: .zero))
        var there = [Entry(row: inUse, value: -.one), Entry(row: stock, value: .one)]
        if t + 1 < periods { there.append(Entry(row: stock + 2 * resources, value: -keep)) }
        entries.append(there)
      }
    }
    var rows: [LinearProgram.Bounds] = []
    for _ in 0..<periods * resources {
      rows.append(.init(lower: nil, upper: .zero))
      rows.append(.init(lower: .zero, upper: .zero))
    }
    for t in 0..<periods {
      let load = [4, 3, 3, 4, 6, 9, 10, 8][t * 8 / 24 % 8]
      for _ in 0..<demands {
        rows.append(.init(lower: Rational(load * resources * random(50...80), 10), upper: nil))
      }
    }
    rows.append(.init(lower: .zero, upper: Rational(periods * resources * 300)))
    program = LinearProgram(sense: .minimize, columns: columns, rows: rows, entries: entries)
    (budgetRow, firstDemandRow, self.demands) = (budget, firstDemand, demands)
  }
}
