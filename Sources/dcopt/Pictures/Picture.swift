// SPDX-License-Identifier: GPL-3.0-or-later

/// A picture of figures; each has its table under it, for those who cannot see it.
enum Picture {
  /// Figures over periods, a line each.
  case lines(title: String, labels: [String], lines: [Line])
  /// Parts of a sum over periods, one on the other, with what the sum is held against.
  case stack(title: String, labels: [String], layers: [Line], bounds: [Line])
  /// A square for each figure of a table, the darker the greater.
  case heat(title: String, rows: [String], columns: [String], values: [[Double]])
  /// A bar each, with marks where its bounds are.
  case bars(title: String, bars: [(name: String, value: Double, marks: [Double])])
  case graph(Graph)

  struct Line {
    enum Kind {
      /// It holds for a whole period.
      case step
      /// The same of a bound, which is broad and pale under what it bounds.
      case bound
      /// It is so at the end of a period.
      case level
    }

    let name: String
    let values: [Double]
    var kind = Kind.step
  }
}
