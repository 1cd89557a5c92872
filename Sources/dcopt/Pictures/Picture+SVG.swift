// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension Picture {
  /// The picture as SVG to stand in a page, with a title and a description for those who hear it.
  /// Curves differ in color and in dashes; their names stand at their ends.
  func svg(id: String, _ words: Words) -> String {
    switch self {
    case .lines(let title, let labels, let lines):
      PeriodPlot(title, labels, lines).svg(id, words)
    case .stack(let title, let labels, let layers, let bounds):
      PeriodPlot(title, labels, bounds, layers: layers).svg(id, words)
    case .heat(let title, let rows, let columns, let values):
      HeatMap(title, rows, columns, values).svg(id)
    case .bars(let title, let bars): Bars(title, bars).svg(id)
    case .graph(let graph): graph.svg(id, words)
    }
  }

  static func frame(
    _ id: String, _ title: String, _ says: String, height: Double, _ body: String
  ) -> String {
    """
    <svg viewBox="0 0 760 \(number(height))" role="img" aria-labelledby="\(id)t \(id)d">
    <title id="\(id)t">\(HTML.escaped(title))</title>
    <desc id="\(id)d">\(HTML.escaped(says))</desc>
    \(body)</svg>

    """
  }

  /// A figure as short as a picture needs it: four significant digits.
  static func short(_ value: Double) -> String {
    guard value != 0, !value.isNaN else { return "0" }
    if value.magnitude > 1e300 { return (value < 0 ? "-" : "") + "over 1e+300" }
    var scale = 1.0
    while value.magnitude * scale < 1000, scale < 1e15 { scale *= 10 }
    while value.magnitude * scale >= 10_000 { scale /= 10 }
    return Numeral.separated(printed((value * scale).rounded() / scale))
  }

  /// A coordinate.
  static func number(_ value: Double) -> String {
    printed(value.isFinite ? (value * 10).rounded() / 10 : 0)
  }

  /// The heights of names beside a picture, moved apart where they would touch, none below `limit`.
  static func apart(_ heights: [Double], above limit: Double) -> [Double] {
    let order = heights.indices.sorted { heights[$0] < heights[$1] }
    var places = heights
    var last = -Double.infinity
    for k in order {
      places[k] = Swift.max(places[k], last + 14)
      last = places[k]
    }
    // What was pushed out below comes back up.
    var limit = limit
    for k in order.reversed() {
      places[k] = Swift.min(places[k], limit)
      limit = places[k] - 14
    }
    return places
  }

  /// The name of a curve in its color, with a line from the curve's end to it.
  static func name(
    _ name: String, in color: String, from end: (x: Double, y: Double),
    to place: (x: Double, y: Double)
  ) -> String {
    """
    <line class="leader" x1="\(number(end.x + 2))" y1="\(number(end.y))" \
    x2="\(number(place.x + 12))" y2="\(number(place.y))"/><text class="name \(color)" \
    x="\(number(place.x + 15))" y="\(number(place.y + 4))">\
    \(HTML.escaped(TextTable.shortened(name, to: 20)))</text>

    """
  }
}
