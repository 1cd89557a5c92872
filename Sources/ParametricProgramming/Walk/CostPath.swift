// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// The vertices that a walk came by and their prices, each as what it changes of the one before.
///
/// A **state** is what holds after so many steps.
struct CostPath: Sendable {
  /// A pivot: what was changed, and what it is after it.
  struct Step: Sendable {
    /// Where the costs were.
    var at: Rational
    var columns: [Int32] = []
    var values: [Rational] = []
    var rows: [Int32] = []
    var fixed: [Rational] = []
    var moving: [Rational] = []
  }

  /// All of a state.
  private struct Mark: Sendable {
    var state: Int
    var values: [Rational]
    var fixed: [Rational]
    var moving: [Rational]
  }

  private(set) var steps: [Step] = []
  /// As far apart as changes are as many as a state has figures: so they take as much memory as these,
  /// and a state as long to be found as to be written down.
  private var marks: [Mark] = []
  private var changesSinceMark = 0

  mutating func begin(at t: Rational) { steps.append(Step(at: t)) }
  mutating func moved(column: Int) { steps[steps.count - 1].columns.append(Int32(column)) }
  mutating func priced(row: Int) { steps[steps.count - 1].rows.append(Int32(row)) }

  /// Takes what the step has changed, by variable, columns first.
  mutating func end(
    _ value: [Rational], _ fixed: [Rational], _ moving: [Rational], _ columns: Int
  ) {
    let place = steps.count - 1
    steps[place].values = steps[place].columns.map { value[Int($0)] }
    steps[place].fixed = steps[place].rows.map { fixed[columns + Int($0)] }
    steps[place].moving = steps[place].rows.map { moving[columns + Int($0)] }
    changesSinceMark += steps[place].columns.count + steps[place].rows.count
    if changesSinceMark >= value.count {
      mark(value[..<columns], fixed[columns...], moving[columns...])
    }
  }

  mutating func mark(
    _ values: ArraySlice<Rational>, _ fixed: ArraySlice<Rational>, _ moving: ArraySlice<Rational>
  ) {
    changesSinceMark = 0
    marks.append(
      Mark(
        state: steps.count, values: Array(values), fixed: Array(fixed), moving: Array(moving)))
  }

  /// The last mark that is not after a state.
  private func mark(before state: Int) -> Mark {
    var (low, high) = (0, marks.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if marks[middle].state <= state { low = middle } else { high = middle }
    }
    return marks[low]
  }

  /// A value a column.
  func values(in state: Int) -> [Rational] {
    let mark = mark(before: state)
    var values = mark.values
    for step in steps[mark.state..<state] {
      for (column, value) in zip(step.columns, step.values) { values[Int(column)] = value }
    }
    return values
  }

  /// A price a row, where the costs are at `t`.
  func prices(in state: Int, at t: Rational) -> [Rational] {
    let mark = mark(before: state)
    var (fixed, moving) = (mark.fixed, mark.moving)
    for step in steps[mark.state..<state] {
      for (place, row) in step.rows.enumerated() {
        (fixed[Int(row)], moving[Int(row)]) = (step.fixed[place], step.moving[place])
      }
    }
    return zip(fixed, moving).map { $1.isZero ? $0 : $0 + t * $1 }
  }

  /// The values of columns that steps have changed, after the last of them.
  func changes(in steps: Range<Int>) -> [Int32: Rational] {
    var changes: [Int32: Rational] = [:]
    for step in self.steps[steps] {
      for (column, value) in zip(step.columns, step.values) { changes[column] = value }
    }
    return changes
  }
}
