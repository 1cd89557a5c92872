// SPDX-License-Identifier: GPL-3.0-or-later

/// An exact LU factorisation of a sparse square matrix, by elimination with Markowitz' choice of
/// pivots (Suhl and Suhl, "Computing sparse LU factorizations for large-scale linear programming
/// bases", 1990).
///
/// Bases of resource plans are nearly triangular, so almost every pivot is alone in its row or
/// column and costs nothing to eliminate.
struct ExactFactor {
  private struct Step {
    let row: Int
    let column: Int
    let pivot: Rational
    /// The rest of the pivot's row, when it was chosen.
    let others: [(column: Int, value: Rational)]
    /// How much of the pivot's row was taken from which rows.
    let eliminated: [(row: Int, factor: Rational)]
  }

  private var steps: [Step] = []
  private let size: Int
  private let limit: Int

  /// Factorises the matrix with the given rows. nil where it is singular, or where more than
  /// `limit` multiplications would be needed.
  init?(rows matrix: [[(column: Int, value: Rational)]], limit: Int) {
    size = matrix.count
    self.limit = limit
    var rows = matrix.map { row in
      Dictionary(uniqueKeysWithValues: row.lazy.map { ($0.column, $0.value) })
    }
    var columns = [Set<Int>](repeating: [], count: size)
    for (i, row) in matrix.enumerated() { for entry in row { columns[entry.column].insert(i) } }
    var rowIsOpen = [Bool](repeating: true, count: size)
    var columnIsOpen = rowIsOpen
    var singleColumns = columns.indices.filter { columns[$0].count == 1 }
    var singleRows = rows.indices.filter { rows[$0].count == 1 }
    var work = 0
    while steps.count < size {
      var choice: (row: Int, column: Int)?
      while choice == nil, let column = singleColumns.popLast() {
        if columnIsOpen[column], columns[column].count == 1 {
          choice = (columns[column].first!, column)
        }
      }
      while choice == nil, let row = singleRows.popLast() {
        if rowIsOpen[row], rows[row].count == 1 { choice = (row, rows[row].first!.key) }
      }
      if choice == nil {
        // The shortest column, and in it the shortest row; ties go to the lower number.
        var best = Int.max
        for column in 0..<size where columnIsOpen[column] {
          let count = columns[column].count
          if count == 0 { return nil }
          if count < best { (best, choice) = (count, (-1, column)) }
        }
        guard let column = choice?.column else { return nil }
        let row = columns[column].min { (rows[$0].count, $0) < (rows[$1].count, $1) }!
        choice = (row, column)
      }
      let (row, column) = choice!
      rowIsOpen[row] = false
      columnIsOpen[column] = false
      let pivot = rows[row].removeValue(forKey: column)!
      let others = rows[row].map { (column: $0.key, value: $0.value) }
        .sorted { $0.column < $1.column }
      var eliminated: [(row: Int, factor: Rational)] = []
      for target in columns[column].sorted() where target != row {
        let factor = rows[target].removeValue(forKey: column)! / pivot
        eliminated.append((target, factor))
        work += others.count * factor.weight
        if work > limit { return nil }
        for (other, value) in others {
          let before = rows[target][other]
          let after = (before ?? .zero) - factor * value
          if after.isZero {
            rows[target][other] = nil
            columns[other].remove(target)
          } else {
            rows[target][other] = after
            if before == nil { columns[other].insert(target) }
          }
        }
        if rows[target].count == 1 { singleRows.append(target) }
        if rows[target].isEmpty { return nil }
      }
      for other in others {
        columns[other.column].remove(row)
        if columns[other.column].count == 1 { singleColumns.append(other.column) }
      }
      steps.append(
        Step(row: row, column: column, pivot: pivot, others: others, eliminated: eliminated))
    }
  }

  /// x with M x = b; b by rows, x by columns. nil where it would take more than the limit.
  func solve(_ right: [Rational]) -> [Rational]? {
    var rest = right
    var work = 0
    for step in steps where !rest[step.row].isZero {
      work += step.eliminated.count * rest[step.row].weight
      if work > limit { return nil }
      for (row, factor) in step.eliminated { rest[row] -= factor * rest[step.row] }
    }
    var solution = [Rational](repeating: .zero, count: size)
    for step in steps.reversed() {
      var value = rest[step.row]
      for (column, coefficient) in step.others where !solution[column].isZero {
        value -= coefficient * solution[column]
      }
      solution[step.column] = value.isZero ? .zero : value / step.pivot
      work += (step.others.count + 1) * value.weight
      if work > limit { return nil }
    }
    return solution
  }

  /// y with Mᵀ y = c; c by columns, y by rows. nil where it would take more than the limit.
  func solveTransposed(_ right: [Rational]) -> [Rational]? {
    var rest = right
    var work = 0
    var solution = [Rational](repeating: .zero, count: size)
    for step in steps where !rest[step.column].isZero {
      let value = rest[step.column] / step.pivot
      solution[step.row] = value
      for (column, coefficient) in step.others { rest[column] -= coefficient * value }
      work += (step.others.count + 1) * value.weight
      if work > limit { return nil }
    }
    for step in steps.reversed() {
      for (row, factor) in step.eliminated where !solution[row].isZero {
        solution[step.row] -= factor * solution[row]
      }
    }
    return solution
  }
}
