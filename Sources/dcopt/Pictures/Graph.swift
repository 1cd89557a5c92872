// SPDX-License-Identifier: GPL-3.0-or-later

/// One figure over another: a curve, several that can be told apart, or points alone.
struct Graph {
  struct Point {
    let x: Double
    let y: Double
  }

  struct Curve {
    let name: String
    /// Each is drawn without a break; between two of them the curve has no value.
    let pieces: [[Point]]
    /// Corners and samples, which are shown as such.
    var dots: [Point] = []
  }

  /// More curves than this in one picture cannot be told apart, nor more dots on a curve.
  static let mostCurves = 8
  static let mostDots = 60

  var title: String
  let x: String
  let y: String
  let curves: [Curve]
  /// From where to where there is no value.
  var gaps: [(from: Double, to: Double)] = []
  /// Where a value was looked for and there is none.
  var absent: [Double] = []
  /// A place on the axis of `x`, and what it is.
  var mark: (x: Double, says: String)?

  var points: [Point] {
    curves.flatMap(\.pieces).joined().filter { $0.x.isFinite && $0.y.isFinite }
  }

  /// For a terminal, in lines of `width` cells where that is not nil; empty where there are several
  /// curves, points alone, or nothing rises or falls.
  func chart(width: Int? = nil, _ words: Words) -> String {
    guard curves.count == 1, curves[0].pieces.contains(where: { $0.count > 1 }) else { return "" }
    return TerminalChart(points, x: x, y: y, width: width, digits: words.digits).text
  }
}
