// SPDX-License-Identifier: GPL-3.0-or-later
import ExactNumbers
import LinearProgram

/// How far the totals of a program's rows can be beyond their ends, from what its other rows and
/// bounds imply.
struct GiveOfRows {
  private let program: LinearProgram
  private let bounds: [LinearProgram.Bounds]

  /// `loose` are rows that imply nothing, as they may not hold. A few times linear in the nonzeros.
  init(_ program: LinearProgram, without loose: Set<Int>) {
    self.program = program
    var rest = program
    for i in loose { rest.rows[i] = .init(lower: nil, upper: nil) }
    bounds = rest.impliedBounds()
  }

  enum Give {
    /// At most so much; 0 or less where it cannot be beyond.
    case atMost(Rational)
    /// This column has no end on the side that it needs.
    case open(column: Int)
    /// The row has no such end.
    case none
  }

  /// Linear in the nonzeros.
  func give(row: Int, isLower: Bool) -> Give {
    guard let end = isLower ? program.rows[row].lower : program.rows[row].upper else {
      return .none
    }
    var sum = Rational.zero
    for j in program.columns.indices {
      for entry in program.entries[j] where entry.row == row {
        let needsLower = (entry.value.signum > 0) == isLower
        guard let most = needsLower ? bounds[j].lower : bounds[j].upper else {
          return .open(column: j)
        }
        sum += entry.value * most
      }
    }
    return .atMost(isLower ? end - sum : sum - end)
  }
}
