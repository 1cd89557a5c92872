// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension Picture {
  /// The picture as SVG to stand in a page, with a title and a description for those who hear it.
  /// Curves differ in color and in dashes; their names stand at their ends.
  func svg(id: String) -> String {
    switch self {
    case .lines(let title, let labels, let lines): Curves(title, labels, lines).svg(id)
    case .bars(let title, let bars): Bars(title, bars).svg(id)
    case .graph(let graph): graph.svg(id)
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
    return printed((value * scale).rounded() / scale)
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

  /// The name of the curve `k`, with a line from the curve's end to it.
  static func name(
    _ name: String, of k: Int, from end: (x: Double, y: Double), to place: (x: Double, y: Double)
  ) -> String {
    """
    <line class="leader" x1="\(number(end.x + 2))" y1="\(number(end.y))" \
    x2="\(number(place.x + 12))" y2="\(number(place.y))"/><text class="name t\(k)" \
    x="\(number(place.x + 15))" y="\(number(place.y + 4))">\
    \(HTML.escaped(TextTable.shortened(name, to: 20)))</text>

    """
  }
}

private struct Curves {
  private let title: String
  private let labels: [String]
  private let lines: [(name: String, values: [Double])]
  private let axis: Axis
  private let left = 70.0
  private let right = 600.0
  private let top = 14.0
  private let bottom = 214.0

  init(_ title: String, _ labels: [String], _ lines: [(name: String, values: [Double])]) {
    (self.title, self.labels, self.lines) = (title, labels, lines)
    axis = Axis(lines.flatMap(\.values), withZero: true)
  }

  private func x(_ place: Double) -> Double {
    left + (right - left) * place / Double(Swift.max(1, labels.count))
  }

  private func y(_ value: Double) -> Double {
    bottom - (bottom - top) * axis.share(of: value)
  }

  func svg(_ id: String) -> String {
    let says = lines.map { line in
      let least = line.values.min() ?? 0
      let most = line.values.max() ?? 0
      return "\(line.name): from \(Picture.short(least)) to \(Picture.short(most))"
    }.joined(separator: "; ")
    return Picture.frame(
      id, title, says, height: bottom + 34, grid + periods + lines.indices.map(curve).joined())
  }

  private var grid: String {
    axis.ticks.map { tick in
      let place = Picture.number(y(tick.value))
      return """
        <line class="grid" x1="\(Picture.number(left))" x2="\(Picture.number(right))" \
        y1="\(place)" y2="\(place)"/><text class="tick" text-anchor="end" \
        x="\(Picture.number(left - 6))" y="\(Picture.number(y(tick.value) + 4))">\(tick.label)</text>

        """
    }.joined()
  }

  /// The labels of at most twelve periods.
  private var periods: String {
    let stride = Swift.max(1, (labels.count + 11) / 12)
    return Swift.stride(from: 0, to: labels.count, by: stride).map { t in
      """
      <text class="tick" text-anchor="middle" x="\(Picture.number(x(Double(t) + 0.5)))" \
      y="\(Picture.number(bottom + 18))">\(HTML.escaped(TextTable.shortened(labels[t], to: 10)))</text>

      """
    }.joined()
  }

  /// An amount holds for a whole period: a step each.
  private func curve(_ k: Int) -> String {
    let values = lines[k].values
    var path = "M\(Picture.number(x(0))) \(Picture.number(y(values[0])))"
    for (t, value) in values.enumerated() {
      if t > 0, values[t - 1] != value { path += "V\(Picture.number(y(value)))" }
      if t + 1 == values.count || values[t + 1] != value {
        path += "H\(Picture.number(x(Double(t + 1))))"
      }
    }
    return "<path class=\"curve c\(k)\" d=\"\(path)\"/>"
      + Picture.name(
        lines[k].name, of: k, from: (right, y(values.last!)), to: (right, ends[k]))
  }

  /// Where the names stand: at the curves' ends.
  private var ends: [Double] {
    Picture.apart(lines.map { y($0.values.last!) }, above: bottom + 4)
  }
}

private struct Bars {
  private let title: String
  private let bars: [(name: String, value: Double, marks: [Double])]
  private let axis: Axis

  init(_ title: String, _ bars: [(name: String, value: Double, marks: [Double])]) {
    (self.title, self.bars) = (title, bars)
    axis = Axis(bars.flatMap { [$0.value] + $0.marks }, withZero: true)
  }

  private func x(_ value: Double) -> Double {
    190 + 470 * axis.share(of: value)
  }

  func svg(_ id: String) -> String {
    let says = bars.map { "\($0.name): \(Picture.short($0.value))" }.joined(separator: "; ")
    let body = bars.enumerated().map { k, bar in
      let top = 6 + 26 * Double(k)
      let (from, to) = (Swift.min(x(0), x(bar.value)), Swift.max(x(0), x(bar.value)))
      let marks = bar.marks.map { mark in
        """
        <line class="mark" x1="\(Picture.number(x(mark)))" x2="\(Picture.number(x(mark)))" \
        y1="\(Picture.number(top - 2))" y2="\(Picture.number(top + 20))"/>
        """
      }.joined()
      return """
        <text class="name" text-anchor="end" x="182" y="\(Picture.number(top + 13))">\
        \(HTML.escaped(TextTable.shortened(bar.name, to: 26)))</text>\
        <rect class="bar" x="\(Picture.number(from))" y="\(Picture.number(top))" \
        width="\(Picture.number(Swift.max(1, to - from)))" height="18"/>\(marks)\
        <text class="tick" x="\(Picture.number(Swift.max(to, bar.marks.map(x).max() ?? to) + 6))" \
        y="\(Picture.number(top + 13))">\(Picture.short(bar.value))</text>

        """
    }.joined()
    return Picture.frame(id, title, says, height: 12 + 26 * Double(bars.count), body)
  }
}
