// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// The objective over the values of one number of a spec with whole numbers, in a range: by searches,
/// each of which is proved.
struct WholeCurve {
  private let solver: any ProgramSolver
  private let clock: TimeLeft
  private let program: LinearProgram
  private let written: Rational
  private let range: ClosedRange<Rational>

  init(_ planner: Planner, _ moving: MovingSpec, in range: ClosedRange<Rational>) {
    (solver, clock) = (planner.solver, TimeLeft(planner.limits.time))
    (program, written, self.range) = (moving.formulation.program, moving.written, range)
  }

  func pieces(_ motion: ParametricProgram.Motion) throws -> [BoundCurve.Piece] {
    switch motion {
    case .bounds(let rows, let columns):
      guard let end = movingEnd(rows, columns) else {
        throw Planner.NoCurve(
          says:
            "over whole numbers the steps of one bound are known; this number moves several: take "
            + "--vary")
      }
      return try steps(of: end)
    case .costs(let rates): return try lines(rates)
    }
  }

  // MARK: - A bound: steps

  /// The one end that moves: its sum, on which side it is, where it stands, and how fast it moves.
  private struct MovingEnd {
    var place: BoundRates.End.Place
    var isUpper: Bool
    var value: Rational
    var rate: Rational
  }

  private func movingEnd(
    _ rows: [ParametricProgram.Shift], _ columns: [ParametricProgram.Shift]
  ) -> MovingEnd? {
    var found: [MovingEnd] = []
    func note(
      _ place: BoundRates.End.Place, _ shift: ParametricProgram.Shift,
      _ bounds: LinearProgram.Bounds
    ) {
      if let lower = bounds.lower, !shift.lower.isZero {
        found.append(MovingEnd(place: place, isUpper: false, value: lower, rate: shift.lower))
      }
      if let upper = bounds.upper, !shift.upper.isZero {
        found.append(MovingEnd(place: place, isUpper: true, value: upper, rate: shift.upper))
      }
    }
    for shift in rows { note(.row(shift.index), shift, program.rows[shift.index]) }
    for shift in columns { note(.column(shift.index), shift, program.columns[shift.index].bounds) }
    return found.count == 1 ? found[0] : nil
  }

  /// The curve of a bound is the frontier between the objective and what the bound is on.
  private func steps(of end: MovingEnd) throws -> [BoundCurve.Piece] {
    func bound(_ number: Rational) -> Rational { end.value + end.rate * (number - written) }
    func number(_ bound: Rational) -> Rational { written + (bound - end.value) / end.rate }
    let isWeakAbove = (end.rate.signum > 0) == end.isUpper
    let weak = isWeakAbove ? range.upperBound : range.lowerBound
    let tight = isWeakAbove ? range.lowerBound : range.upperBound
    var loose = program
    var costs = [Rational](repeating: .zero, count: program.columns.count)
    switch end.place {
    case .row(let i):
      loose.rows[i].set(bound(weak), isUpper: end.isUpper)
      program.forEachEntry { j, k, row in
        if row == i { costs[j] = program.entries.value[k] }
      }
    case .column(let j):
      loose.columns[j].bounds.set(bound(weak), isUpper: end.isUpper)
      costs[j] = .one
    }
    let outcome = try clock.limiting(solver).wholeFrontier(
      of: loose, between: Goal(program.sense, costs: program.columns.map(\.cost)),
      and: Goal(end.isUpper ? .minimize : .maximize, costs: costs), from: bound(weak),
      to: bound(tight))
    switch outcome {
    case nil:
      throw Planner.NoCurve(
        says: "over whole numbers only a bound on whole amounts alone has steps: take --vary")
    case .unbounded:
      throw Planner.NoCurve(says: "the objective has no end where the number is \(weak.decimal)")
    case .infeasible: return [piece(range.lowerBound, range.upperBound, nil)]
    case .corners(let found):
      guard found.isComplete else {
        throw Planner.NoCurve(
          says: "a limit came before all steps were known: a narrower range has fewer, say "
            + "--breakpoints POINTER=FROM:TO")
      }
      var pieces: [BoundCurve.Piece] = []
      var start = weak
      for corner in found.corners {
        let last = number(corner.second)
        let isBeyond = isWeakAbove ? last < tight : last > tight
        pieces.append(piece(start, isBeyond ? tight : last, corner.first))
        start = isBeyond ? tight : last
      }
      if start != tight { pieces.append(piece(start, tight, nil)) }
      return isWeakAbove ? pieces.reversed() : pieces
    }
  }

  private func piece(_ a: Rational, _ b: Rational, _ value: Rational?) -> BoundCurve.Piece {
    BoundCurve.Piece(
      from: min(a, b), to: max(a, b),
      outcome: value == nil ? .infeasible : .optimal(slope: .zero), objectiveFrom: value,
      objectiveTo: value)
  }

  // MARK: - A weight: lines

  private struct Line: Equatable {
    /// The objective where the number is as written, and how it moves with the number.
    var value: Rational
    var slope: Rational
  }

  /// The best of all plans' lines between two numbers (Eisner and Severance, "Mathematical techniques
  /// for efficient record segmentation in large shared databases", 1976): where two neighbouring lines
  /// meet, either nothing is better, or there is a further line.
  private func lines(_ rates: [Rational]) throws -> [BoundCurve.Piece] {
    func value(_ line: Line, _ number: Rational) -> Rational {
      line.value + line.slope * (number - written)
    }
    guard let first = try line(at: range.lowerBound, rates) else {
      return [piece(range.lowerBound, range.upperBound, nil)]
    }
    guard let last = try line(at: range.upperBound, rates) else { throw stopped }
    var found: [(from: Rational, to: Rational, line: Line)] = []
    var open = [(from: range.lowerBound, first: first, to: range.upperBound, last: last)]
    while let part = open.popLast() {
      if value(part.first, part.to) == value(part.last, part.to) {
        found.append((part.from, part.to, part.first))
        continue
      }
      if value(part.last, part.from) == value(part.first, part.from) {
        found.append((part.from, part.to, part.last))
        continue
      }
      let meeting =
        written + (part.last.value - part.first.value) / (part.first.slope - part.last.slope)
      guard let line = try line(at: meeting, rates) else { throw stopped }
      if value(line, meeting) == value(part.first, meeting) {
        found.append((part.from, meeting, part.first))
        found.append((meeting, part.to, part.last))
        continue
      }
      guard found.count + open.count < WholeFrontier.mostCorners else { throw stopped }
      open.append((meeting, line, part.to, part.last))
      open.append((part.from, part.first, meeting, line))
    }
    var pieces: [(from: Rational, to: Rational, line: Line)] = []
    for piece in found where piece.from != piece.to {
      if let before = pieces.last, before.line == piece.line {
        pieces[pieces.count - 1].to = piece.to
      } else {
        pieces.append(piece)
      }
    }
    return pieces.map {
      BoundCurve.Piece(
        from: $0.from, to: $0.to, outcome: .optimal(slope: $0.line.slope),
        objectiveFrom: value($0.line, $0.from), objectiveTo: value($0.line, $0.to))
    }
  }

  private var stopped: Planner.NoCurve {
    Planner.NoCurve(
      says: "a limit came before all break points were known: a narrower range has fewer, say "
        + "--breakpoints POINTER=FROM:TO")
  }

  /// The line of a plan that is best at a number; nil where there is no plan.
  private func line(at number: Rational, _ rates: [Rational]) throws -> Line? {
    var moved = program
    for (j, rate) in rates.enumerated() where !rate.isZero {
      moved.columns[j].cost += (number - written) * rate
    }
    let solution = try clock.limiting(solver).solve(moved)
    switch solution.status {
    case .infeasible where solution.isProved: return nil
    case .unbounded where solution.isProved:
      throw Planner.NoCurve(says: "the objective has no end where the number is \(number.decimal)")
    case .optimal where solution.isProved:
      let point = solution.point!
      return Line(
        value: program.objective(at: point),
        slope: zip(rates, point).reduce(.zero) { $0 + $1.0 * $1.1 })
    default: throw stopped
    }
  }
}

extension LinearProgram.Bounds {
  fileprivate mutating func set(_ end: Rational, isUpper: Bool) {
    if isUpper { upper = end } else { lower = end }
  }
}
