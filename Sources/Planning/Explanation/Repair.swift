// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// The cheapest change that gives an infeasible spec a plan.
///
/// Every end of a demand, a budget and a constraint may give way, at a cost of 1 for its own size
/// (so that 10 % of one costs what 10 % of another does; an end at 0 gives way by units), times
/// the weight of its place. Where that is not enough, the written bounds of resources may too.
/// This is the elastic program of Chinneck ("Feasibility and infeasibility in optimization", 2008,
/// chapter 6.1), with one column for each number that may change; a number that holds in several
/// periods changes in all of them. Its solution holds a plan of the repaired spec, which is what
/// proves the repair.
public enum Repair {
  public struct Change: Sendable, Equatable {
    public let at: String
    public let from: Rational
    /// A decimal of a double's digits, on the loose side of the exact end: what is printed works.
    public let to: Rational
  }

  /// The nearest number to `exact` that prints shortest and is not on the tight side of it.
  private static func loose(_ exact: Rational, isFloor: Bool) -> Rational {
    var double = exact.double
    while double.isFinite {
      guard let printed = Rational(decimal: printed(double)) else { return exact }
      if isFloor ? printed <= exact : printed >= exact { return printed }
      double = isFloor ? double.nextDown : double.nextUp
    }
    return exact
  }

  /// The changes, in the order of resources, demands, budgets, constraints; empty where none was
  /// found. `best` proves the best point of a program, or gives nil.
  static func changes(
    of formulation: Formulation, weights: Weights, best: (LinearProgram) -> [Rational]?
  ) -> [Change] {
    for withColumns in [false, true] {
      let numbers = numbers(of: formulation, withColumns: withColumns, weights)
      if numbers.isEmpty { continue }
      guard let point = best(elastic(numbers, formulation)) else { continue }
      let first = formulation.program.columns.count
      return numbers.enumerated().compactMap { k, number in
        let give = point[first + k]
        if give.isZero { return nil }
        let (bound, isFloor) = (number.place.bound, number.place.isFloor)
        return Change(
          at: number.place.at, from: bound,
          to: loose(isFloor ? bound - give : bound + give, isFloor: isFloor))
      }
    }
    return []
  }

  /// A number that may change, and the ends of the program that it moves.
  private struct Number {
    let place: Place
    var ends: [End]
    let cost: Rational
  }

  private static func numbers(
    of formulation: Formulation, withColumns: Bool, _ weights: Weights
  ) -> [Number] {
    var numbers: [Number] = []
    var known: [String: Int] = [:]
    for end in formulation.writtenEnds(withColumns: withColumns) {
      let place = formulation.place(of: end)!
      guard place.isNumber, case .times(let weight) = weights.weight(of: place.at) else { continue }
      let key = place.at + (place.isEquality ? end.isLower ? " down" : " up" : "")
      if let index = known[key] {
        numbers[index].ends.append(end)
      } else {
        known[key] = numbers.count
        let size = place.bound.isZero ? Rational.one : place.bound.magnitude
        numbers.append(
          Number(
            place: place.isEquality ? place.with(isFloor: end.isLower) : place, ends: [end],
            cost: weight / size))
      }
    }
    return numbers
  }

  private static func elastic(_ numbers: [Number], _ formulation: Formulation) -> LinearProgram {
    var program = formulation.program
    program.sense = .minimize
    for j in program.columns.indices { program.columns[j].cost = .zero }
    var bounds: [(bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry])] = []
    var gives: [[LinearProgram.Entry]] = []
    for number in numbers {
      var give: [LinearProgram.Entry] = []
      for end in number.ends {
        let step: Rational = end.isLower ? .one : -.one
        switch end {
        case .row(let i, _): give.append(.init(row: i, value: step))
        case .column(let j, let isLower):
          // The bound becomes a row, so that a column can loosen it.
          give.append(.init(row: program.rows.count + bounds.count, value: step))
          let bound = number.place.bound
          bounds.append(
            (
              .init(lower: isLower ? bound : nil, upper: isLower ? nil : bound),
              [.init(column: j, value: .one)]
            ))
          if isLower {
            program.columns[j].bounds.lower = min(.zero, bound)
          } else {
            program.columns[j].bounds.upper = nil
          }
        }
      }
      gives.append(give)
    }
    program.append(rows: bounds)
    for (number, give) in zip(numbers, gives) {
      program.append(
        .init(bounds: .init(lower: .zero, upper: nil), cost: number.cost),
        entries: give.sorted { $0.row < $1.row })
    }
    return program
  }
}

extension End {
  var isLower: Bool {
    switch self {
    case .row(_, let isLower), .column(_, let isLower): isLower
    }
  }
}

extension Place {
  fileprivate func with(isFloor: Bool) -> Place {
    Place(name: name, at: at, bound: bound, isFloor: isFloor, isEquality: isEquality)
  }
}
