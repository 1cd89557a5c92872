// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// What a further unit of what is committed is worth.
public struct CommittedWorth: Sendable {
  public let name: Phrase
  /// nil where the spec has no periods.
  public let period: Int?
  public let amount: Rational
  /// The rates at which the objective changes as a unit more, or less, is committed; nil where no
  /// plan has that.
  public let more: Rational?
  public let less: Rational?
  /// What the last unit brings in each scenario, in the objective's unit and weighted as the
  /// scenario is in it: together they are what the unit costs, but for its reduced cost.
  public let byScenario: [(name: String, worth: Rational)]
}

extension CommittedWorth {
  /// More than this nobody would read, nor wait for.
  private static let (mostColumns, mostRows) = (50, 5000)

  /// Of each amount and purchase that is the same in all scenarios, in the order of the spec; empty
  /// with whole numbers, and where the plan's figures are rounded.
  static func list(_ chain: PriorityChain, by solves: FurtherSolves) throws -> [CommittedWorth] {
    guard let composition = chain.formulation.composition, chain.isComplete,
      chain.solution.proof == .exact, !chain.program.hasIntegers,
      let point = chain.solution.point, let prices = chain.solution.prices
    else { return [] }
    let formulation = composition.cases[0].formulation
    let columns = formulation.layout.committedColumns(of: composition.futures)
    if columns.count > mostColumns || chain.program.rows.count > mostRows { return [] }
    var list: [CommittedWorth] = []
    for j in columns {
      let column = Int(composition.cases[0].columns[j])
      var program = chain.program
      program.columns[column].bounds = .init(lower: point[column], upper: point[column])
      let rates = try solves.rates([BoundRates.End(.column(column), .lower)], program)[0]
      list.append(
        CommittedWorth(
          name: formulation.phrase(ofColumn: j),
          period: formulation.spec.periods == nil
            ? nil : formulation.layout.kind(ofColumn: j).period,
          amount: point[column], more: rates?.grows?.perUnit, less: rates?.shrinks?.perUnit,
          byScenario: composition.worth(ofColumn: column, prices)))
    }
    return list
  }
}

extension Formulation {
  /// What a column is an amount of, with its period, in each language.
  fileprivate func phrase(ofColumn j: Int) -> Phrase {
    let (kind, period) = layout.kind(ofColumn: j)
    let words = layout.words(of: kind)
    var phrase = Phrase(words.name)
    if case .bought(let r) = kind { phrase = Phrase(words.name, "购入的\(spec.resources[r].name)") }
    if !words.isConstant { phrase = spec.inPeriod(phrase, period) }
    return Phrase(name(ofColumn: j), Chinese(phrase.chinese))
  }
}

extension Layout {
  /// The columns of what is committed as such, whatever is known from the start, resource by
  /// resource.
  fileprivate func committedColumns(of futures: Futures) -> [Int] {
    var columns: [Int] = []
    for r in 0..<resources {
      for (isCommitted, kind) in [
        (futures.isCommitted[r], ColumnKind.amount(r)),
        (futures.isCommittedPurchase[r], .bought(r)),
      ] where isCommitted {
        for t in 0..<periods {
          if let column = column(kind, t), columns.last != column { columns.append(column) }
        }
      }
    }
    return columns
  }
}

extension Composition {
  /// What the rows of each scenario make of a unit of a column.
  fileprivate func worth(
    ofColumn column: Int, _ prices: [Rational]
  ) -> [(name: String, worth: Rational)] {
    var worth = [Rational](repeating: .zero, count: futures.scenarios.count)
    for entry in program.entries[column] where !prices[entry.row].isZero {
      guard case .own(let c, _) = rowOwners[entry.row], !commonRows.contains(entry.row) else {
        continue
      }
      worth[cases[Int(c)].scenario] += prices[entry.row] * entry.value
    }
    return zip(futures.scenarios, worth).map { ($0.name, $1) }
  }
}
