// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

extension LinearProgram {
  public var hasIntegers: Bool { columns.contains { $0.isInteger } }

  /// Whether every column that must be a whole number is one at `point`.
  public func isWhole(_ point: [Rational]) -> Bool {
    zip(columns, point).allSatisfy { !$0.isInteger || $1.isInteger }
  }

  /// The relaxation in which the whole numbers are those of `point`.
  public func fixingIntegers(at point: [Rational]) -> LinearProgram {
    var fixed = relaxation
    for (j, column) in columns.enumerated() where column.isInteger {
      fixed.columns[j].bounds = Bounds(lower: point[j], upper: point[j])
    }
    return fixed
  }

  /// The same program without the demand for whole numbers.
  public var relaxation: LinearProgram {
    var relaxed = self
    for j in columns.indices { relaxed.columns[j].isInteger = false }
    return relaxed
  }

  /// The same program with the bounds of integer columns moved inwards to whole numbers; nil where
  /// there is none between them.
  public var withWholeBounds: LinearProgram? {
    var program = self
    for (j, column) in columns.enumerated() where column.isInteger {
      let lower = column.bounds.lower.map { -(-$0).floor }
      let upper = column.bounds.upper?.floor
      if let lower, let upper, lower > upper { return nil }
      program.columns[j].bounds = Bounds(lower: lower, upper: upper)
    }
    return program
  }

  /// The greatest number of which the objective of every whole point is a multiple; nil where there
  /// is none, because a column that may be a fraction has a cost.
  public var objectiveStep: Rational? {
    var step = Rational.zero
    for column in columns where !column.cost.isZero {
      guard column.isInteger else { return nil }
      // Euclid's algorithm on fractions.
      var rest = column.cost.magnitude
      while !rest.isZero { (step, rest) = (rest, step - (step / rest).floor * rest) }
    }
    return step.isZero ? nil : step
  }
}
