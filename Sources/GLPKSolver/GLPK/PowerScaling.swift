// SPDX-License-Identifier: GPL-3.0-or-later
import LinearProgram

/// Powers of two by which the rows and columns of a program are multiplied, so that its coefficients
/// come near 1: no digit changes. It is for programs whose coefficients are so far apart that GLPK's
/// own scaling leaves the range of a double and aborts.
///
/// Each pass puts the least and the greatest coefficient of a row, and then of a column, equally far
/// from 1 (geometric scaling; Tomlin, "On scaling linear programming problems", 1975).
struct PowerScaling {
  /// The exponents.
  private(set) var rows: [Int]
  private(set) var columns: [Int]

  /// Coefficients within these powers of two are left to GLPK.
  private static let mild = -100...100
  /// What is left of a program's range after scaling, if GLPK is to have it.
  private static let bearable = -300...300
  private static let passes = 6

  /// nil where the program needs none. Columns of whole numbers stay as they are. Linear in the
  /// entries.
  init?(_ program: NumericProgram) {
    let exponents = program.value.map { $0 == 0 ? 0 : Int($0.exponent) }
    if exponents.allSatisfy(Self.mild.contains) { return nil }
    rows = Array(repeating: 0, count: program.rowCount)
    columns = Array(repeating: 0, count: program.columnCount)
    for _ in 0..<Self.passes {
      var ends = [(least: Int, most: Int)?](repeating: nil, count: rows.count)
      forEach(of: program) { i, j, k in
        ends[i] = Self.widened(ends[i], by: exponents[k] + columns[j])
      }
      for (i, ends) in ends.enumerated() { rows[i] = ends.map { -($0.least + $0.most) / 2 } ?? 0 }
      ends = Array(repeating: nil, count: columns.count)
      forEach(of: program) { i, j, k in
        ends[j] = Self.widened(ends[j], by: exponents[k] + rows[i])
      }
      for (j, ends) in ends.enumerated() {
        let isWhole = !program.isInteger.isEmpty && program.isInteger[j] == 1
        columns[j] = isWhole ? 0 : ends.map { -($0.least + $0.most) / 2 } ?? 0
      }
    }
  }

  private static func widened(
    _ ends: (least: Int, most: Int)?, by exponent: Int
  ) -> (least: Int, most: Int) {
    guard let ends else { return (exponent, exponent) }
    return (min(ends.least, exponent), max(ends.most, exponent))
  }

  private func forEach(of program: NumericProgram, _ body: (_ row: Int, _ column: Int, Int) -> Void)
  {
    for j in 0..<program.columnCount {
      for k in Int(program.columnStart[j])..<Int(program.columnStart[j + 1])
      where program.value[k] != 0 {
        body(Int(program.rowIndex[k]), j, k)
      }
    }
  }

  /// The scaled program. Throws where its range is still beyond what GLPK can bear.
  func scaled(_ program: NumericProgram) throws(NumericProgram.Refusal) -> NumericProgram {
    var scaled = program
    forEach(of: program) { i, j, k in
      scaled.value[k] = Self.times(program.value[k], rows[i] + columns[j])
    }
    for i in rows.indices {
      (scaled.rowLower[i], scaled.rowUpper[i]) = ends(
        ofRow: i, program.rowLower[i], program.rowUpper[i])
    }
    for j in columns.indices {
      (scaled.columnLower[j], scaled.columnUpper[j]) = ends(
        ofColumn: j, program.columnLower[j], program.columnUpper[j])
      scaled.cost[j] = cost(ofColumn: j, program.cost[j])
    }
    let isBearable =
      scaled.value.allSatisfy { $0 == 0 || Self.bearable.contains(Int($0.exponent)) }
      && scaled.cost.allSatisfy { $0.magnitude < .greatestFiniteMagnitude }
      && Self.keepsItsEnds(program.rowLower + program.rowUpper, scaled.rowLower + scaled.rowUpper)
      && Self.keepsItsEnds(
        program.columnLower + program.columnUpper, scaled.columnLower + scaled.columnUpper)
    guard isBearable else { throw .numberOutOfRange }
    return scaled
  }

  /// Whether no bound has become infinite.
  private static func keepsItsEnds(_ stated: [Double], _ scaled: [Double]) -> Bool {
    zip(stated, scaled).allSatisfy { $0.isInfinite || $1.magnitude < .greatestFiniteMagnitude }
  }

  func ends(ofRow i: Int, _ lower: Double, _ upper: Double) -> (Double, Double) {
    (Self.times(lower, rows[i]), Self.times(upper, rows[i]))
  }

  func ends(ofColumn j: Int, _ lower: Double, _ upper: Double) -> (Double, Double) {
    (Self.times(lower, -columns[j]), Self.times(upper, -columns[j]))
  }

  func cost(ofColumn j: Int, _ cost: Double) -> Double { Self.times(cost, columns[j]) }

  /// A value of a scaled column as one of the program itself.
  func value(ofColumn j: Int, _ value: Double) -> Double { Self.times(value, columns[j]) }

  private static func times(_ value: Double, _ exponent: Int) -> Double {
    if !value.isFinite || value == 0 || exponent == 0 { return value }
    // Two steps: one power may be beyond a double where the product is not.
    let half = exponent / 2
    return value * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: exponent - half, significand: 1)
  }
}
