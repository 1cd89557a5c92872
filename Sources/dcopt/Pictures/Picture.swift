// SPDX-License-Identifier: GPL-3.0-or-later

/// A picture of figures; each has its table under it, for those who cannot see it.
enum Picture {
  /// Figures over an axis of labels, a line each.
  case lines(title: String, labels: [String], lines: [(name: String, values: [Double])])
  /// A bar each, with marks where its bounds are.
  case bars(title: String, bars: [(name: String, value: Double, marks: [Double])])
  case graph(Graph)
}
