// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// Which columns and rows a vertex leaves free, and at which bound the others are held.
public struct Basis: Sendable, Equatable {
  public enum Status: Sendable, Equatable {
    /// Determined by the others.
    case basic
    case atLower, atUpper
    /// Without bounds and held at 0.
    case atZero
  }

  public var columns: [Status]
  public var rows: [Status]

  public init(columns: [Status], rows: [Status]) { (self.columns, self.rows) = (columns, rows) }

  /// All rows basic, every column at the bound that is nearest to 0.
  public init(ofRowsIn program: LinearProgram) {
    columns = program.columns.map { Self.resting(in: $0.bounds) }
    rows = Array(repeating: .basic, count: program.rows.count)
  }

  /// A bound to rest at that exists.
  package static func resting(in bounds: LinearProgram.Bounds) -> Status {
    bounds.lower != nil ? .atLower : bounds.upper != nil ? .atUpper : .atZero
  }

  /// The same status, moved to a bound that exists.
  package static func settled(_ status: Status, in bounds: LinearProgram.Bounds) -> Status {
    switch status {
    case .atLower where bounds.lower != nil, .atUpper where bounds.upper != nil, .basic: status
    default: resting(in: bounds)
    }
  }

  /// The value at which `bounds` hold a variable of this status.
  package static func value(_ status: Status, in bounds: LinearProgram.Bounds) -> Rational {
    switch status {
    case .atLower: bounds.lower!
    case .atUpper: bounds.upper!
    case .basic, .atZero: .zero
    }
  }

  /// This basis with every status at a bound that `program` has.
  package func settled(for program: LinearProgram) -> Basis {
    Basis(
      columns: zip(columns, program.columns).map { Self.settled($0, in: $1.bounds) },
      rows: zip(rows, program.rows).map { Self.settled($0, in: $1) })
  }
}
