// SPDX-License-Identifier: GPL-3.0-or-later
import Planning

extension Chart {
  /// The picture as SVG to stand in a page, with a title and a description for those who hear it.
  /// Curves differ in color and in dashes; their names stand at their ends.
  func svg(id: String) -> String {
    switch self {
    case .lines(let title, let labels, let lines): Curves(title, labels, lines).svg(id)
    case .bars(let title, let bars): Bars(title, bars).svg(id)
    }
  }

  fileprivate static func frame(
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
  fileprivate static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var scale = 1.0
    while value.magnitude * scale < 1000, scale < 1e15 { scale *= 10 }
    while value.magnitude * scale >= 10_000 { scale /= 10 }
    return printed((value * scale).rounded() / scale)
  }

  /// A coordinate.
  fileprivate static func number(_ value: Double) -> String {
    printed((value * 10).rounded() / 10)
  }

  /// Ends and steps of an axis over `values` and zero: steps of 1, 2 or 5 times a power of ten, four
  /// to nine of them.
  fileprivate static func axis(_ values: [Double]) -> (low: Double, high: Double, step: Double) {
    let low = Swift.min(0, values.min() ?? 0)
    let high = Swift.max(values.max() ?? 1, low == 0 ? 1e-12 : 0)
    var step = 1.0
    while (high - low) / step < 1 { step /= 10 }
    while (high - low) / step >= 10 { step *= 10 }
    if (high - low) / step < 2 { step /= 5 } else if (high - low) / step < 4 { step /= 2 }
    return ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step, step)
  }
}

private struct Curves {
  private let title: String
  private let labels: [String]
  private let lines: [(name: String, values: [Double])]
  private let axis: (low: Double, high: Double, step: Double)
  private let left = 70.0
  private let right = 600.0
  private let top = 14.0
  private let bottom = 214.0

  init(_ title: String, _ labels: [String], _ lines: [(name: String, values: [Double])]) {
    (self.title, self.labels, self.lines) = (title, labels, lines)
    axis = Chart.axis(lines.flatMap(\.values))
  }

  private func x(_ place: Double) -> Double {
    left + (right - left) * place / Double(Swift.max(1, labels.count))
  }

  private func y(_ value: Double) -> Double {
    bottom - (bottom - top) * (value - axis.low) / (axis.high - axis.low)
  }

  func svg(_ id: String) -> String {
    let says = lines.map { line in
      let least = line.values.min() ?? 0
      let most = line.values.max() ?? 0
      return "\(line.name): from \(Chart.short(least)) to \(Chart.short(most))"
    }.joined(separator: "; ")
    return Chart.frame(
      id, title, says, height: bottom + 34, grid + periods + lines.indices.map(curve).joined())
  }

  private var grid: String {
    var text = ""
    var value = axis.low
    while value <= axis.high + axis.step / 2 {
      let place = Chart.number(y(value))
      text += """
        <line class="grid" x1="\(Chart.number(left))" x2="\(Chart.number(right))" y1="\(place)" \
        y2="\(place)"/><text class="tick" text-anchor="end" x="\(Chart.number(left - 6))" \
        y="\(Chart.number(y(value) + 4))">\(Chart.short(value))</text>

        """
      value += axis.step
    }
    return text
  }

  /// The labels of at most twelve periods.
  private var periods: String {
    let stride = Swift.max(1, (labels.count + 11) / 12)
    return Swift.stride(from: 0, to: labels.count, by: stride).map { t in
      """
      <text class="tick" text-anchor="middle" x="\(Chart.number(x(Double(t) + 0.5)))" \
      y="\(Chart.number(bottom + 18))">\(HTML.escaped(String(labels[t].prefix(10))))</text>

      """
    }.joined()
  }

  /// An amount holds for a whole period: a step each.
  private func curve(_ k: Int) -> String {
    let values = lines[k].values
    var path = "M\(Chart.number(x(0))) \(Chart.number(y(values[0])))"
    for (t, value) in values.enumerated() {
      if t > 0, values[t - 1] != value { path += "V\(Chart.number(y(value)))" }
      if t + 1 == values.count || values[t + 1] != value {
        path += "H\(Chart.number(x(Double(t + 1))))"
      }
    }
    let place = ends[k]
    return """
      <path class="curve c\(k)" d="\(path)"/><line class="leader" x1="\(Chart.number(right + 2))" \
      y1="\(Chart.number(y(values.last!)))" x2="\(Chart.number(right + 12))" \
      y2="\(Chart.number(place))"/><text class="name t\(k)" x="\(Chart.number(right + 15))" \
      y="\(Chart.number(place + 4))">\(HTML.escaped(String(lines[k].name.prefix(20))))</text>

      """
  }

  /// Where the names stand: at the curves' ends, moved apart where they would touch.
  private var ends: [Double] {
    let order = lines.indices.sorted { y(lines[$0].values.last!) < y(lines[$1].values.last!) }
    var places = lines.map { y($0.values.last!) }
    var last = -Double.infinity
    for k in order {
      places[k] = Swift.max(places[k], last + 14)
      last = places[k]
    }
    // What was pushed out below comes back up.
    var limit = bottom + 4
    for k in order.reversed() {
      places[k] = Swift.min(places[k], limit)
      limit = places[k] - 14
    }
    return places
  }
}

private struct Bars {
  private let title: String
  private let bars: [(name: String, value: Double, marks: [Double])]
  private let axis: (low: Double, high: Double, step: Double)

  init(_ title: String, _ bars: [(name: String, value: Double, marks: [Double])]) {
    (self.title, self.bars) = (title, bars)
    axis = Chart.axis(bars.flatMap { [$0.value] + $0.marks })
  }

  private func x(_ value: Double) -> Double {
    190 + 470 * (value - axis.low) / (axis.high - axis.low)
  }

  func svg(_ id: String) -> String {
    let says = bars.map { "\($0.name): \(Chart.short($0.value))" }.joined(separator: "; ")
    let body = bars.enumerated().map { k, bar in
      let top = 6 + 26 * Double(k)
      let (from, to) = (Swift.min(x(0), x(bar.value)), Swift.max(x(0), x(bar.value)))
      let marks = bar.marks.map { mark in
        """
        <line class="mark" x1="\(Chart.number(x(mark)))" x2="\(Chart.number(x(mark)))" \
        y1="\(Chart.number(top - 2))" y2="\(Chart.number(top + 20))"/>
        """
      }.joined()
      return """
        <text class="name" text-anchor="end" x="182" y="\(Chart.number(top + 13))">\
        \(HTML.escaped(String(bar.name.prefix(26))))</text>\
        <rect class="bar" x="\(Chart.number(from))" y="\(Chart.number(top))" \
        width="\(Chart.number(Swift.max(1, to - from)))" height="18"/>\(marks)\
        <text class="tick" x="\(Chart.number(Swift.max(to, bar.marks.map(x).max() ?? to) + 6))" \
        y="\(Chart.number(top + 13))">\(Chart.short(bar.value))</text>

        """
    }.joined()
    return Chart.frame(id, title, says, height: 12 + 26 * Double(bars.count), body)
  }
}
