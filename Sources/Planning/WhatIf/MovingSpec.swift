// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import ExactSimplex
import LinearProgram
import ParametricProgramming

/// A spec in which one number moves: as a program with a parameter, where the number is a bound or
/// a weight of a single objective.
public struct MovingSpec: Sendable {
  public let at: String
  /// The number as it is written: the parameter is 0 there.
  public let written: Rational
  let formulation: Formulation
  /// How the program moves; nil where the number is a coefficient, or is no linear part of it.
  let motion: ParametricProgram.Motion?
  /// nil where the spec has whole numbers, too.
  let parametric: ParametricProgram?

  /// Throws what is wrong with the spec as it is written. The pointer leads to a number.
  init(
    _ text: SpecText, _ spec: Spec, at pointer: String, written: Rational, tables: TableAccess
  ) {
    (at, self.written) = (pointer, written)
    let formulation = Formulation(spec)
    self.formulation = formulation
    motion = Self.motion(text, formulation, at: pointer, written: written, tables: tables)
    parametric =
      formulation.program.hasIntegers
      ? nil : motion.map { ParametricProgram(formulation.program, motion: $0) }
  }

  /// Compares the program with those at other numbers: what moves must move in proportion.
  private static func motion(
    _ text: SpecText, _ formulation: Formulation, at pointer: String, written: Rational,
    tables: TableAccess
  ) -> ParametricProgram.Motion? {
    let spec = formulation.spec
    guard spec.objectives.count == 1, !spec.objectives[0].isLexicographic else { return nil }
    let sizes = [Rational.one, -.one, Rational(1, 1024), Rational(-1, 1024)]
    for size in sizes {
      let step = written.isZero ? size : size * written.magnitude
      let moved = [step, step / Rational(2)].map { step in
        (try? text.replacing([(pointer, written + step)])).flatMap { bytes in
          (try? Planner.read(bytes, tables: tables)).map { Formulation($0.spec).program }
        }
      }
      guard let far = moved[0], let near = moved[1] else { continue }
      guard let motion = formulation.program.motion(to: far, by: step),
        ParametricProgram(formulation.program, motion: motion)
          .program(at: step / Rational(2)).hasSameNumbers(as: near)
      else { return nil }
      // Where a weight moves through 0, what is linear on one side may not be on the other.
      if case .costs = motion {
        let all = AttributeDirections(spec).inAllDirections
        guard spec.sections.allSatisfy({ $0.holds(for: all) }) else { return nil }
      }
      return motion
    }
    return nil
  }
}

extension LinearProgram {
  private func hasSameShape(as other: LinearProgram) -> Bool {
    columns.count == other.columns.count && rows.count == other.rows.count
      && sense == other.sense
      && zip(entries, other.entries).allSatisfy { mine, theirs in
        mine.count == theirs.count
          && zip(mine, theirs).allSatisfy { $0.row == $1.row && $0.value == $1.value }
      }
  }

  fileprivate func hasSameNumbers(as other: LinearProgram) -> Bool {
    hasSameShape(as: other) && rows == other.rows
      && zip(columns, other.columns).allSatisfy { $0.bounds == $1.bounds && $0.cost == $1.cost }
  }

  /// The rates at which this program turns into `other`, for a step of the parameter; nil where
  /// bounds and costs move at once, a coefficient moves, or an end comes or goes.
  fileprivate func motion(to other: LinearProgram, by step: Rational) -> ParametricProgram.Motion? {
    guard hasSameShape(as: other) else { return nil }
    var rowShifts: [ParametricProgram.Shift] = []
    var columnShifts: [ParametricProgram.Shift] = []
    for (i, (row, moved)) in zip(rows, other.rows).enumerated() where row != moved {
      guard let shift = row.shift(to: moved, by: step, index: i) else { return nil }
      rowShifts.append(shift)
    }
    var rates = [Rational](repeating: .zero, count: columns.count)
    var movesCosts = false
    for (j, (column, moved)) in zip(columns, other.columns).enumerated() {
      if column.bounds != moved.bounds {
        guard let shift = column.bounds.shift(to: moved.bounds, by: step, index: j) else {
          return nil
        }
        columnShifts.append(shift)
      }
      if column.cost != moved.cost {
        rates[j] = (moved.cost - column.cost) / step
        movesCosts = true
      }
    }
    let movesBounds = !rowShifts.isEmpty || !columnShifts.isEmpty
    if movesBounds, movesCosts { return nil }
    return movesCosts ? .costs(rates) : .bounds(rows: rowShifts, columns: columnShifts)
  }
}

extension LinearProgram.Bounds {
  fileprivate func shift(
    to other: LinearProgram.Bounds, by step: Rational, index: Int
  ) -> ParametricProgram.Shift? {
    guard (lower == nil) == (other.lower == nil), (upper == nil) == (other.upper == nil)
    else { return nil }
    var shift = ParametricProgram.Shift(index: index)
    if let lower, let moved = other.lower { shift.lower = (moved - lower) / step }
    if let upper, let moved = other.upper { shift.upper = (moved - upper) / step }
    return shift
  }
}
