// SPDX-License-Identifier: GPL-3.0-or-later

/// Ends of continuous columns that have none of their own, each a row that was derived at the root:
/// safe bounds lean on them where a reduced cost is nearly 0 (Neumaier and Shcherbina, part 4).
struct ImpliedEnds {
  var lower: [Double]
  var upper: [Double]
  /// The numbers of the rows x ≥ lower and −x ≥ −upper; −1 where there is none.
  var lowerRow: [Int32]
  var upperRow: [Int32]

  init(columns: Int) {
    lower = Array(repeating: -.infinity, count: columns)
    upper = Array(repeating: .infinity, count: columns)
    lowerRow = Array(repeating: -1, count: columns)
    upperRow = lowerRow
  }
}
