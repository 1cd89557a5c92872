// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A linear program in flat arrays of doubles, for everything that only has to find where to look:
/// minimize or maximize c·x where l ≤ x ≤ u and L ≤ A x ≤ U.
///
/// The matrix is kept by columns: the coefficients of column j are `value[columnStart[j]]` up to,
/// and not with, `value[columnStart[j + 1]]`, in the rows `rowIndex` at the same places. A side
/// without a bound is ±infinity. No number is NaN, and none but these bounds is infinite.
public struct NumericProgram: Sendable {
  public enum Refusal: Error, Sendable {
    /// A number of the exact program is beyond the range of a double.
    case numberOutOfRange
  }

  public var maximize: Bool
  public var cost: [Double]
  public var columnLower: [Double]
  public var columnUpper: [Double]
  public var rowLower: [Double]
  public var rowUpper: [Double]
  public var columnStart: [Int32]
  public var rowIndex: [Int32]
  public var value: [Double]
  /// 1 where a column takes whole numbers only; empty where none does.
  public var isInteger: [UInt8]

  public var columnCount: Int { cost.count }
  public var rowCount: Int { rowLower.count }
  public var entryCount: Int { value.count }

  /// The program without columns and rows.
  public init(maximize: Bool) {
    self.maximize = maximize
    (cost, columnLower, columnUpper, rowLower, rowUpper) = ([], [], [], [], [])
    (columnStart, rowIndex, value, isInteger) = ([0], [], [], [])
  }

  /// The nearest doubles to the numbers of `program`.
  public init(_ program: LinearProgram) throws(Refusal) {
    self.init(maximize: program.sense == .maximize)
    let matrix = program.entries
    let columns = program.columns.count
    reserve(columns: columns, rows: program.rows.count, entries: 0)
    for row in program.rows {
      rowLower.append(try Self.double(row.lower) ?? -.infinity)
      rowUpper.append(try Self.double(row.upper) ?? .infinity)
    }
    for column in program.columns {
      columnLower.append(try Self.double(column.bounds.lower) ?? -.infinity)
      columnUpper.append(try Self.double(column.bounds.upper) ?? .infinity)
      cost.append(try Self.double(column.cost)!)
    }
    columnStart = matrix.start.map { Int32($0) }
    rowIndex = matrix.row
    value = matrix.value.doubles
    guard value.allSatisfy({ $0.magnitude < .greatestFiniteMagnitude }) else {
      throw .numberOutOfRange
    }
    if program.hasIntegers { isInteger = program.columns.map { $0.isInteger ? 1 : 0 } }
  }

  public mutating func reserve(columns: Int, rows: Int, entries: Int) {
    cost.reserveCapacity(columns)
    columnLower.reserveCapacity(columns)
    columnUpper.reserveCapacity(columns)
    rowLower.reserveCapacity(rows)
    rowUpper.reserveCapacity(rows)
    columnStart.reserveCapacity(columns + 1)
    rowIndex.reserveCapacity(entries)
    value.reserveCapacity(entries)
  }

  private static func double(_ number: Rational?) throws(Refusal) -> Double? {
    guard let double = number?.double else { return nil }
    guard double.magnitude < .greatestFiniteMagnitude else { throw .numberOutOfRange }
    return double
  }
}
