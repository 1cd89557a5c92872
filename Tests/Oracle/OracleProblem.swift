// SPDX-License-Identifier: GPL-3.0-or-later

/// A linear program in exact numbers: the objective over columns with bounds, under rows.
public struct OracleProblem: Hashable, Sendable {
  public enum Sense: Hashable, Sendable {
    case minimize, maximize
  }

  /// A variable. Its lower bound is finite; no upper bound is nil.
  public struct Column: Hashable, Sendable {
    public var lower: Fraction
    public var upper: Fraction?
    public var integer: Bool

    public init(lower: Fraction = .zero, upper: Fraction? = nil, integer: Bool = false) {
      self.lower = lower
      self.upper = upper
      self.integer = integer
    }
  }

  /// A linear form, one coefficient a column, between two bounds; nil is no bound.
  public struct Row: Hashable, Sendable {
    public var coefficients: [Fraction]
    public var lower: Fraction?
    public var upper: Fraction?

    public init(coefficients: [Fraction], lower: Fraction? = nil, upper: Fraction? = nil) {
      self.coefficients = coefficients
      self.lower = lower
      self.upper = upper
    }
  }

  public var sense: Sense
  public var objective: [Fraction]
  public var columns: [Column]
  public var rows: [Row]

  public init(sense: Sense, objective: [Fraction], columns: [Column], rows: [Row]) {
    precondition(objective.count == columns.count, "one objective coefficient a column")
    precondition(
      rows.allSatisfy { $0.coefficients.count == columns.count }, "one coefficient a column")
    self.sense = sense
    self.objective = objective
    self.columns = columns
    self.rows = rows
  }

  /// The objective's value at a point.
  public func value(at point: [Fraction]) -> Fraction { dot(objective, point) }

  /// Whether a point is within all bounds and rows, and whole where it has to be.
  public func isFeasible(_ point: [Fraction]) -> Bool {
    for (column, amount) in zip(columns, point) {
      if !isWithin(column.lower, amount, column.upper) { return false }
      if column.integer && amount.denominator != 1 { return false }
    }
    return rows.allSatisfy { isWithin($0.lower, dot($0.coefficients, point), $0.upper) }
  }
}

/// What is true of a linear program.
public enum OracleVerdict: Hashable, Sendable {
  /// All optimal vertices, sorted. With integer columns: one optimal point for each choice of
  /// the integer columns that reaches the optimum.
  case optimal(value: Fraction, vertices: [[Fraction]])
  case infeasible
  case unbounded
}

func dot(_ left: [Fraction], _ right: [Fraction]) -> Fraction {
  zip(left, right).reduce(.zero) { $0 + $1.0 * $1.1 }
}

func isWithin(_ lower: Fraction?, _ value: Fraction, _ upper: Fraction?) -> Bool {
  if let lower, value < lower { return false }
  if let upper, value > upper { return false }
  return true
}
