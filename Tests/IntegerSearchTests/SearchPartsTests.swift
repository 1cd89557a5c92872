// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram
import NumericalMethods
import Oracle
import Testing

@testable import IntegerSearch

/// Parts of the search by themselves: what they say is as good as they say.
struct SearchPartsTests {
  private func program(
    _ costs: [Int], _ most: Int, rows: [(terms: [Int], lower: Int?, upper: Int?)]
  ) -> LinearProgram {
    LinearProgram(
      sense: .minimize,
      columns: costs.map {
        .init(
          bounds: .init(lower: .zero, upper: Rational(most)), cost: Rational($0), isInteger: true)
      },
      rows: rows.map {
        .init(lower: $0.lower.map { Rational($0) }, upper: $0.upper.map { Rational($0) })
      },
      entries: costs.indices.map { j in
        rows.enumerated().filter { $0.element.terms[j] != 0 }
          .map { .init(row: $0.offset, value: Rational($0.element.terms[j])) }
      })
  }

  @Test func `what a better plan may cost bounds each column that costs something`() throws {
    let whole = try #require(
      WholeProgram(program([1, 0, 3], 10, rows: [([1, 1, 1], nil, 30)])))
    var domain = Domain(lower: whole.numeric.columnLower, upper: whole.numeric.columnUpper)
    var told: [Int32] = []
    let clash = Propagation(whole).run(&domain, from: nil, cutoff: 5.5) { change, _ in
      told.append(change.column)
    }
    #expect(clash == nil && domain.upper == [5, 10, 1] && domain.lower == [0, 0, 0])
    #expect(Set(told) == [0, 2])
  }

  @Test func `the end of a row that a point is near to is one that it has`() throws {
    let rows: [(terms: [Int], lower: Int?, upper: Int?)] = [
      ([1, 1], nil, 3), ([1, 2], -2, nil), ([1, 0], -9, 4), ([0, 1], -4, 9),
    ]
    let stated = program([1, 1], 10, rows: rows)
    let whole = try #require(WholeProgram(stated))
    let search = Search(whole, Basis(ofRowsIn: stated), nil, SearchLimits())
    #expect((0..<2).allSatisfy { search.relaxation.point[$0] == 0 })
    #expect((0..<4).map { search.nearestEnd($0) } == [3, -2, 4, -4])
  }

  @Test func `prices are of use where all that they leave may still make up for them`() throws {
    let stated = program([1, 1], 10, rows: [([1, 1], 3, nil)])
    let whole = try #require(WholeProgram(stated))
    var pool = PricePool()
    pool.add(.init(rows: [0], values: [1], objective: 1), [0.5, 2], Rows(whole))
    // 3 + x0 / 2 + 2 x1 at the lower ends; what is left of it is 5 and 20 wide.
    for (lower, upper, cutoff, isOfUse) in [
      ([0.0, 0.0], [10.0, 10.0], 22.9, true), ([0, 0], [10, 10], 23.1, false),
      ([0, 1], [10, 10], 22.9, true), ([0, 4], [10, 4], 15.9, true),
      ([0, 4], [10, 4], 16.1, false),
      ([2, 0], [10, 0], 7.9, true), ([2, 0], [10, 0], 8.1, false),
    ] {
      let domain = Domain(lower: lower, upper: upper)
      #expect(pool.isOfUse(0, domain, cutoff: cutoff) == isOfUse, "\(lower) \(upper) \(cutoff)")
    }
  }

  /// A cut by rounding is the best on either side of its split: where one proves more than the other, the
  /// split is another's.
  @Test func `both sides of a cut's split prove the same of it`() throws {
    var random = RandomPrograms(seed: 11)
    var made = 0
    for round in 0..<400 {
      let (n, m) = (random.int(2...6), random.int(1...4))
      let stated = program(
        (0..<n).map { _ in random.int(1...9) }, random.int(1...20),
        rows: (0..<m).map { _ in
          let (lower, upper) = (random.int(3...40), random.int(41...80))
          let kind = random.int(0...3)
          return (
            (0..<n).map { _ in random.int(-2...9) }, kind == 0 ? nil : lower,
            kind == 1 ? nil : upper
          )
        })
      guard let whole = WholeProgram(stated) else { continue }
      let search = Search(whole, Basis(ofRowsIn: stated), nil, SearchLimits())
      guard search.prepareRoot() != nil else { continue }
      var (place, bound, changes) = (0, -Double.infinity, [BoundChange]())
      guard case .open = search.relax(&place, &bound, &changes, nil) else { continue }
      var rounding = MixedIntegerRounding(search)
      for sum in SingleRows().sums(search) + TableauRows().sums(search) {
        guard let candidate = rounding.candidate(from: sum) else { continue }
        guard let cut = rounding.cut(candidate)?.cut else { continue }
        var (below, above) = (cut.below, cut.above)
        let (low, high) = search.leastOf(
          cut.terms, cut.split.terms, cut.split.floor, &below, &above)
        let size = max(1, low.magnitude, high.magnitude)
        #expect((low - high).magnitude <= 1e-6 * size, "seed 11, round \(round): \(low) \(high)")
        made += 1
      }
    }
    #expect(made > 300)
  }
}
