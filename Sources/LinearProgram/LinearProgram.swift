// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers

/// A linear program with two-sided rows and columns, in exact numbers:
/// minimize or maximize c·x where l ≤ x ≤ u and L ≤ A x ≤ U.
///
/// The matrix is kept by columns; a row's own variable ("auxiliary variable" in chapter 1 of the
/// GLPK manual) is its activity A x.
public struct LinearProgram: Sendable {
  public enum Sense: Sendable { case minimize, maximize }

  /// A lower and an upper end; nil is no end on that side.
  public struct Bounds: Sendable, Equatable {
    public var lower: Rational?
    public var upper: Rational?

    public init(lower: Rational?, upper: Rational?) {
      (self.lower, self.upper) = (lower, upper)
    }

    public var isFixed: Bool { lower != nil && lower == upper }

    /// Both ends moved.
    public func shifted(by step: Rational) -> Bounds {
      step.isZero ? self : Bounds(lower: lower.map { $0 + step }, upper: upper.map { $0 + step })
    }

    /// How far outside `value` is: 0 within the bounds.
    public func violation(of value: Rational) -> Rational {
      if let lower, value < lower { return lower - value }
      if let upper, value > upper { return value - upper }
      return .zero
    }
  }

  public struct Column: Sendable {
    public var bounds: Bounds
    public var cost: Rational
    public var isInteger: Bool

    public init(bounds: Bounds, cost: Rational, isInteger: Bool = false) {
      (self.bounds, self.cost, self.isInteger) = (bounds, cost, isInteger)
    }
  }

  /// One coefficient of a column.
  public struct Entry: Sendable {
    public let row: Int
    public let value: Rational

    public init(row: Int, value: Rational) { (self.row, self.value) = (row, value) }
  }

  /// One coefficient of a row that is to be appended.
  public struct RowEntry: Sendable {
    public let column: Int
    public let value: Rational

    public init(column: Int, value: Rational) { (self.column, self.value) = (column, value) }
  }

  public var sense: Sense
  public var columns: [Column]
  public var rows: [Bounds]
  /// `entries[j]` are the nonzeros of column `j`, rows ascending and each at most once.
  public private(set) var entries: ColumnMatrix

  /// A program without columns; they are appended one by one.
  public init(sense: Sense, rows: [Bounds] = []) {
    (self.sense, columns, self.rows, entries) = (sense, [], rows, ColumnMatrix())
  }

  /// A program whose columns are there. `entries` has a column a column.
  public init(sense: Sense, columns: [Column], rows: [Bounds], entries: ColumnMatrix) {
    precondition(columns.count == entries.count)
    (self.sense, self.columns, self.rows, self.entries) = (sense, columns, rows, entries)
  }

  /// A small program, from an array a column.
  public init(sense: Sense, columns: [Column], rows: [Bounds], entries: [[Entry]]) {
    precondition(columns.count == entries.count)
    var matrix = ColumnMatrix()
    for column in entries { matrix.append(column) }
    self.init(sense: sense, columns: columns, rows: rows, entries: matrix)
  }

  /// Makes room for so many columns and entries in all.
  public mutating func reserveCapacity(columns count: Int, entries entryCount: Int) {
    columns.reserveCapacity(count)
    entries.reserveCapacity(columns: count, entries: entryCount)
  }

  /// Appends a column; the rows of its entries are there and ascend. O(its entries), amortized.
  public mutating func append(_ column: Column, entries nonzeros: [Entry]) {
    columns.append(column)
    entries.append(nonzeros)
  }

  /// Appends a row. O(all entries): many rows are better appended at once.
  public mutating func append(row: Bounds, entries: some Sequence<RowEntry>) {
    append(rows: [(row, Array(entries))])
  }

  /// Appends rows. A column is at most once in a row's entries. O(all entries).
  public mutating func append(rows added: [(bounds: Bounds, entries: [RowEntry])]) {
    var merged: [(column: Int, entry: Entry)] = []
    for (row, entries) in added {
      for entry in entries where !entry.value.isZero {
        merged.append((entry.column, Entry(row: rows.count, value: entry.value)))
      }
      rows.append(row)
    }
    entries.merge(merged)
  }

  /// c·x.
  public func objective(at point: [Rational]) -> Rational {
    var sum = ExactSum()
    for (column, value) in zip(columns, point) where !column.cost.isZero && !value.isZero {
      sum.add(column.cost, value)
    }
    return sum.value
  }

  /// A x, a figure a row.
  public func activities(at point: [Rational]) -> [Rational] {
    var activity = [ExactSum](repeating: ExactSum(), count: rows.count)
    for j in columns.indices where !point[j].isZero {
      for k in entries.start[j]..<entries.start[j + 1] {
        activity[Int(entries.row[k])].add(entries.value[k], point[j])
      }
    }
    return activity.map(\.value)
  }

  /// The largest amount by which `point` misses a bound of a row or a column.
  public func largestViolation(at point: [Rational]) -> Rational {
    if isFeasible(point) { return .zero }
    var largest = Rational.zero
    for (row, activity) in zip(rows, activities(at: point)) {
      largest = max(largest, row.violation(of: activity))
    }
    for (column, value) in zip(columns, point) {
      largest = max(largest, column.bounds.violation(of: value))
    }
    return largest
  }

  /// c − Aᵀ y, a figure a column: the reduced costs that row prices `y` leave.
  public func reducedCosts(prices: [Rational]) -> [Rational] {
    columns.indices.map { reducedCost(of: $0, prices: prices) }
  }

  /// c − Aᵀ y of one column.
  public func reducedCost(of column: Int, prices: [Rational]) -> Rational {
    var rest = ExactSum(columns[column].cost)
    for k in entries.start[column]..<entries.start[column + 1] {
      let price = prices[Int(entries.row[k])]
      if !price.isZero { rest.subtract(entries.value[k], price) }
    }
    return rest.value
  }
}

extension LinearProgram {
  /// Calls `body` with the column, the place and the row of each nonzero, column by column.
  @inline(__always)
  package func forEachEntry(_ body: (_ column: Int, _ place: Int, _ row: Int) -> Void) {
    for j in columns.indices {
      for k in entries.start[j]..<entries.start[j + 1] { body(j, k, Int(entries.row[k])) }
    }
  }
}
