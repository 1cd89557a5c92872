// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The cheapest change that gives an infeasible spec a plan.
///
/// Every end of a demand, a budget and a constraint may give way, at a cost of 1 for its own size
/// (so that 10 % of one costs what 10 % of another does; an end at 0 gives way by units). Where
/// that is not enough, the written bounds of resources may too. This is the elastic program of
/// Chinneck ("Feasibility and infeasibility in optimization", 2008, chapter 6.1), with one column
/// an end. Its solution holds a plan of the repaired spec, which is what proves the repair.
public enum Repair {
  public struct Change: Sendable, Equatable {
    public let at: String
    public let from: Rational
    /// A decimal of a double's digits, on the loose side of the exact end: what is printed works.
    public let to: Rational
  }

  /// The nearest number to `exact` that prints shortest and is not on the tight side of it.
  private static func loose(_ exact: Rational, isLower: Bool) -> Rational {
    var double = exact.double
    while double.isFinite {
      guard let printed = Rational(decimal: printed(double)) else { return exact }
      if isLower ? printed <= exact : printed >= exact { return printed }
      double = isLower ? double.nextDown : double.nextUp
    }
    return exact
  }

  /// The changes, in the order of resources, demands, budgets, constraints; empty where none was
  /// found. `best` proves the best point of a program, or gives nil.
  static func changes(
    of formulation: Formulation, best: (LinearProgram) -> [Rational]?
  ) -> [Change] {
    let rows = Conflict.allEnds(of: formulation, withColumns: false)
    let all = Conflict.allEnds(of: formulation, withColumns: true)
    for ends in [rows, all] {
      guard let point = best(elastic(ends, formulation)) else { continue }
      let first = formulation.program.columns.count
      return ends.enumerated().compactMap { k, end in
        let give = point[first + k]
        if give.isZero { return nil }
        let place = Conflict.place(of: end, formulation)
        return Change(
          at: place.at, from: place.bound,
          to: loose(
            place.isLower ? place.bound - give : place.bound + give, isLower: place.isLower))
      }
    }
    return []
  }

  private static func elastic(_ ends: [Conflict.End], _ formulation: Formulation) -> LinearProgram {
    var program = formulation.program
    program.sense = .minimize
    for j in program.columns.indices { program.columns[j].cost = .zero }
    var rows: [(bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry])] = []
    var gives: [(column: LinearProgram.Column, entry: LinearProgram.Entry)] = []
    for end in ends {
      let place = Conflict.place(of: end, formulation)
      let give = LinearProgram.Column(
        bounds: LinearProgram.Bounds(lower: .zero, upper: nil),
        cost: place.bound.isZero ? .one : .one / place.bound.magnitude)
      let step: Rational = place.isLower ? .one : -.one
      let row: Int
      switch end {
      case .row(let i, _):
        row = i
      case .column(let j, let isLower):
        // The bound becomes a row, so that a column can loosen it.
        row = program.rows.count + rows.count
        let bound = place.bound
        rows.append(
          (
            LinearProgram.Bounds(lower: isLower ? bound : nil, upper: isLower ? nil : bound),
            [LinearProgram.RowEntry(column: j, value: .one)]
          ))
        if isLower {
          program.columns[j].bounds.lower = min(.zero, bound)
        } else {
          program.columns[j].bounds.upper = nil
        }
      }
      gives.append((give, LinearProgram.Entry(row: row, value: step)))
    }
    program.append(rows: rows)
    for (column, entry) in gives { program.append(column, entries: [entry]) }
    return program
  }
}
