// SPDX-License-Identifier: GPL-3.0-or-later

/// The bounds of all columns in a part of the program.
struct Domain {
  var lower: [Double]
  var upper: [Double]

  func isFixed(_ j: Int) -> Bool { lower[j] == upper[j] }
}

/// A narrower bound of one column.
struct BoundChange {
  var column: Int32
  var isUpper: Bool
  var value: Double
}

extension Domain {
  mutating func take(_ change: BoundChange) {
    if change.isUpper {
      upper[Int(change.column)] = min(upper[Int(change.column)], change.value)
    } else {
      lower[Int(change.column)] = max(lower[Int(change.column)], change.value)
    }
  }
}
