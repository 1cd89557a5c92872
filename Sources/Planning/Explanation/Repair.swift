// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
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
///
/// What is printed works: a number that may move further is printed on the loose side of where it has
/// to be. One that is written as `equals` has no such side: it is printed as near as can be, and the
/// others are mended once more with it.
public enum Repair {
  public struct Change: Sendable, Equatable {
    public let at: String
    public let from: Rational
    /// A decimal of a double's digits.
    public let to: Rational
    /// What is bounded, with the first of its periods.
    public var name = Phrase("")
    /// Where the number stands where a table holds it.
    public var table: TablePlace?
  }

  /// Changes that work, and whether no others are proved to cost less.
  public struct Finding: Sendable {
    public var changes: [Change] = []
    public var isCheapest = true
  }

  /// The nearest number to `exact` that prints shortest and is not on the tight side of it; nil
  /// beyond the range of a double.
  private static func loose(_ exact: Rational, isFloor: Bool) -> Rational? {
    var double = exact.double
    while double.isFinite {
      guard let printed = Rational(decimal: printed(double)) else { return nil }
      if isFloor ? printed <= exact : printed >= exact { return printed }
      double = isFloor ? double.nextDown : double.nextUp
    }
    return nil
  }

  /// The number that is printed for `exact`.
  private static func nearest(_ exact: Rational) -> Rational? {
    exact.double.isFinite ? Rational(decimal: printed(exact.double)) : nil
  }

  /// The changes, in the order of resources, demands, budgets, constraints; none where none was
  /// found. `best` gives a best point of a program, as far as it is proved.
  static func finding(
    of formulation: Formulation, weights: Weights, best: (LinearProgram) -> Solution?
  ) -> Finding {
    var isCheapest = true
    for withColumns in [false, true] {
      let numbers = numbers(of: formulation, withColumns: withColumns, weights)
      if numbers.isEmpty { continue }
      let cheapest = best(elastic(numbers, formulation))
      // Perhaps a number of a resource has to change.
      if let cheapest, cheapest.status == .infeasible, cheapest.isProved { continue }
      if let cheapest, var finding = printable(numbers, formulation, cheapest, best) {
        finding.isCheapest =
          finding.isCheapest && isCheapest
          && isLeast(cheapest, formulation, withColumns: withColumns, weights, best)
        return finding
      }
      isCheapest = false
    }
    return Finding(isCheapest: isCheapest)
  }

  /// Whether nothing costs less where the ends that follow from what is changed are no longer there: with
  /// them the program may ask for more than the author's words.
  private static func isLeast(
    _ cheapest: Solution, _ formulation: Formulation, withColumns: Bool, _ weights: Weights,
    _ best: (LinearProgram) -> Solution?
  ) -> Bool {
    if formulation.derivedEnds.isEmpty { return true }
    for columns in withColumns ? [false, true] : [false] {
      let numbers = numbers(of: formulation, withColumns: columns, weights)
      if numbers.isEmpty { continue }
      let program = looseElastic(numbers, formulation)
      guard let loose = best(program), loose.isProved else { return false }
      if columns != withColumns {
        guard loose.status == .infeasible else { return false }
      } else {
        let cost = cheapest.objective(in: elastic(numbers, formulation))
        guard loose.status == .optimal, cost != nil, loose.objective(in: program) == cost
        else { return false }
      }
    }
    return true
  }

  /// One number that gives the spec a plan by itself, where a repair changes several: the cheapest such
  /// of the conflict's, which any repair has to change one of. Of many, those that hold in most places.
  static func alone(
    insteadOf changes: [Change], _ conflict: [Conflict.Part], of formulation: Formulation,
    _ weights: Weights, _ best: (LinearProgram) -> Solution?
  ) -> Change? {
    if changes.count < 2 { return nil }
    let places = Set(conflict.map(\.at))
    let numbers = numbers(of: formulation, withColumns: true, weights)
      .filter { places.contains($0.place.at) }
    let likely = numbers.enumerated().sorted {
      (-$0.element.ends.count, $0.offset) < (-$1.element.ends.count, $1.offset)
    }
    var found: (change: Change, cost: Rational)?
    for (_, number) in likely.prefix(12) {
      guard let nearest = best(elastic([number], formulation)),
        let change = printable([number], formulation, nearest, best)?.changes.first
      else { continue }
      let cost = number.cost * (change.to - change.from).magnitude
      if found.map({ cost < $0.cost }) ?? true { found = (change, cost) }
    }
    return found?.change
  }

  /// The changes of a best point as they are printed. Equalities that cannot be printed exactly are
  /// settled one after the other.
  private static func printable(
    _ stated: [Number], _ formulation: Formulation, _ cheapest: Solution,
    _ best: (LinearProgram) -> Solution?
  ) -> Finding? {
    var numbers = stated
    var finding = Finding()
    var next: Solution? = cheapest
    while true {
      guard let solution = next, let point = solution.point,
        solution.status == .optimal || solution.status == .stopped
      else { return nil }
      finding.isCheapest = finding.isCheapest && solution.isProved
      let first = formulation.program.columns.count
      let exact = numbers.enumerated().map { k, number in
        let (down, up) = (point[first + 2 * k], point[first + 2 * k + 1])
        return number.bound - down + up
      }
      if let k = numbers.indices.first(where: {
        numbers[$0].place.isEquality && !numbers[$0].isSettled && exact[$0] != nearest(exact[$0])
      }) {
        guard let printed = nearest(exact[k]) else { return nil }
        numbers[k].bound = printed
        numbers[k].isSettled = true
        next = best(elastic(numbers, formulation))
        continue
      }
      finding.changes = []
      for (number, exact) in zip(numbers, exact) where exact != number.place.bound {
        guard
          let to = number.place.isEquality ? exact : loose(exact, isFloor: number.place.isFloor)
        else { return nil }
        finding.changes.append(
          Change(
            at: number.place.at, from: number.place.bound, to: to, name: number.place.name,
            table: formulation.spec.tables?.place(of: number.place.at)))
      }
      // Figures that are rounded, or not proved, may be on the wrong side.
      if solution.rounded != nil || !works(point, elastic(numbers, formulation)) {
        var repaired = numbers
        for k in numbers.indices {
          if let change = finding.changes.first(where: { $0.at == numbers[k].place.at }) {
            repaired[k].bound = change.to
          }
          repaired[k].isSettled = true
        }
        guard best(elastic(repaired, formulation))?.status == .optimal else { return nil }
      }
      return finding
    }
  }

  /// A number that may change, and the ends of the program that it moves.
  struct Number {
    let place: Place
    var ends: [End]
    let cost: Rational
    /// Where the number stands, and whether it may not move on from there.
    var bound: Rational
    var isSettled = false
  }

  static func numbers(
    of formulation: Formulation, withColumns: Bool, _ weights: Weights
  ) -> [Number] {
    var numbers: [Number] = []
    var known: [String: Int] = [:]
    for end in formulation.writtenEnds(withColumns: withColumns) {
      let place = formulation.place(of: end)!
      guard place.isNumber, case .times(let weight) = weights.weight(of: place.at) else { continue }
      if let index = known[place.at] {
        numbers[index].ends.append(end)
      } else {
        known[place.at] = numbers.count
        let size = place.bound.isZero ? Rational.one : place.bound.magnitude
        numbers.append(
          Number(place: place, ends: [end], cost: weight / size, bound: place.bound))
      }
    }
    return numbers
  }

  private static func works(_ point: [Rational], _ program: LinearProgram) -> Bool {
    program.isWhole(point) && program.isFeasible(point)
  }

  /// A step in each of some rows, several where a row is there several times.
  private static func entries(_ rows: [Int], _ step: Rational) -> [LinearProgram.Entry] {
    var entries: [LinearProgram.Entry] = []
    for row in rows.sorted() {
      if let last = entries.last, last.row == row {
        entries[entries.count - 1] = .init(row: row, value: last.value + step)
      } else {
        entries.append(.init(row: row, value: step))
      }
    }
    return entries
  }

  /// The same without the ends that follow from what may change (`DerivedPlace`).
  static func looseElastic(_ numbers: [Number], _ formulation: Formulation) -> LinearProgram {
    elastic(numbers, formulation).without(formulation.derivedEnds)
  }

  /// The program with two columns more for each number: how far it moves down, and up. A number that
  /// is not written as `equals` moves only to its loose side.
  static func elastic(_ numbers: [Number], _ formulation: Formulation) -> LinearProgram {
    var loosening = Loosening(formulation)
    let rows = numbers.map { loosening.rows(movedBy: $0) }
    var program = loosening.program
    program.append(rows: loosening.bounds)
    for (number, moved) in zip(numbers, rows) {
      // A row that is let move down by `down` holds at its old end with that much more.
      let (canFall, canRise) = number.directions
      let sign = number.ends.first.map { Self.sign(of: $0, number, formulation) } ?? .one
      for (isUp, canMove) in [(false, canFall), (true, canRise)] {
        let step = isUp ? -sign : sign
        program.append(
          .init(bounds: .init(lower: .zero, upper: canMove ? nil : .zero), cost: number.cost),
          entries: canMove ? Self.entries(moved, step) : [])
      }
    }
    return program
  }

  /// The program without costs, as the bounds that move become rows.
  private struct Loosening {
    private let formulation: Formulation
    private(set) var program: LinearProgram
    /// The rows that come behind the program's own.
    private(set) var bounds: [(bounds: LinearProgram.Bounds, entries: [LinearProgram.RowEntry])] =
      []
    /// The row that a column's upper bound becomes, where it moves with several numbers.
    private var followers: [Int: Int] = [:]

    init(_ formulation: Formulation) {
      self.formulation = formulation
      program = formulation.program
      program.sense = .minimize
      for j in program.columns.indices { program.columns[j].cost = .zero }
    }

    /// Puts a number where it stands now, and tells the rows that it moves.
    mutating func rows(movedBy number: Number) -> [Int] {
      var moved: [Int] = []
      // The program's own bound and the written one may differ by what no author wrote.
      let shift = number.bound - number.place.bound
      for end in number.ends {
        switch end {
        case .row(let i, let isLower):
          if !number.place.isEquality || isLower { moved.append(i) }
          let sign = Repair.sign(of: end, number, formulation)
          if isLower {
            program.rows[i].lower = program.rows[i].lower! + sign * shift
            moved += formulation.followers(ofRow: i).map { follow($0, shift) }
          } else {
            program.rows[i].upper = program.rows[i].upper! + sign * shift
          }
        case .column(let j, let isLower):
          // The bound becomes a row, so that a column can loosen it.
          moved.append(program.rows.count + bounds.count)
          let bound = number.bound
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
      return moved
    }

    /// The row of a column whose upper bound moves with a number, moved by so much.
    private mutating func follow(_ j: Int, _ shift: Rational) -> Int {
      if followers[j] == nil {
        followers[j] = bounds.count
        bounds.append(
          (
            .init(lower: nil, upper: program.columns[j].bounds.upper),
            [.init(column: j, value: .one)]
          ))
        program.columns[j].bounds.upper = nil
      }
      let k = followers[j]!
      bounds[k].bounds.upper = bounds[k].bounds.upper! + shift
      return program.rows.count + k
    }
  }

  /// How the program's end moves with the number: a ramp down is written as a change, and is a lower
  /// end that falls as the number grows.
  private static func sign(of end: End, _ number: Number, _ formulation: Formulation) -> Rational {
    !number.place.isEquality && end.isLower != number.place.isFloor ? -.one : .one
  }
}

extension Repair.Number {
  /// Whether the number may become less, and more.
  fileprivate var directions: (canFall: Bool, canRise: Bool) {
    if isSettled { return (false, false) }
    return place.isEquality ? (true, true) : (place.isFloor, !place.isFloor)
  }
}

extension End {
  var isLower: Bool {
    switch self {
    case .row(_, let isLower), .column(_, let isLower): isLower
    }
  }
}
