// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// The rows of the program and, numbered on from them, the cuts that were proved at the root.
struct Rows {
  private(set) var start: [Int]
  private(set) var column: [Int32]
  private(set) var value: [Double]
  private(set) var lower: [Double]
  private(set) var upper: [Double]

  var count: Int { lower.count }

  init(_ program: WholeProgram) {
    (start, column, value) = (program.rowStart, program.rowColumn, program.rowValue)
    (lower, upper) = (program.numeric.rowLower, program.numeric.rowUpper)
  }

  mutating func append(_ terms: SearchTree.Terms, lower end: Double) {
    column += terms.columns
    value += terms.values
    start.append(column.count)
    lower.append(end)
    upper.append(.infinity)
  }

  /// One more row for as long as `body` runs.
  mutating func with<T>(
    _ terms: SearchTree.Terms, lower end: Double, upper: Double, _ body: (Rows) -> T
  ) -> T {
    append(terms, lower: end)
    self.upper[count - 1] = upper
    defer {
      column.removeLast(terms.columns.count)
      value.removeLast(terms.columns.count)
      start.removeLast()
      lower.removeLast()
      self.upper.removeLast()
    }
    return body(self)
  }
}
