// SPDX-License-Identifier: GPL-3.0-or-later

/// Figures over periods: steps, levels and bounds, or layers one on the other.
struct PeriodPlot {
  private let title: String
  private let labels: [String]
  private let lines: [Picture.Line]
  private let layers: [Layer]
  private let axis: Axis
  private let left = 70.0
  private let right = 600.0
  private let top = 14.0
  private let bottom = 214.0

  /// A layer with where it begins and ends in each period: above 0 on what is above it already, below
  /// 0 under what is below.
  private struct Layer {
    let name: String
    let ends: [(from: Double, to: Double)]
  }

  init(
    _ title: String, _ labels: [String], _ lines: [Picture.Line], layers: [Picture.Line] = []
  ) {
    (self.title, self.labels, self.lines) = (title, labels, lines)
    var above = [Double](repeating: 0, count: labels.count)
    var below = above
    self.layers = layers.map { layer in
      let ends = layer.values.enumerated().map { t, value -> (from: Double, to: Double) in
        let value = Axis.drawable(value)
        let from = value < 0 ? below[t] : above[t]
        if value < 0 { below[t] += value } else { above[t] += value }
        return (from, from + value)
      }
      return Layer(name: layer.name, ends: ends)
    }
    axis = Axis(lines.flatMap(\.values) + above + below, withZero: true)
  }

  private func x(_ place: Double) -> Double {
    left + (right - left) * place / Double(max(1, labels.count))
  }

  private func y(_ value: Double) -> Double {
    bottom - (bottom - top) * axis.share(of: value)
  }

  private func number(_ value: Double) -> String { Picture.number(value) }

  func svg(_ id: String, _ words: Words) -> String {
    let said =
      lines.map { ($0.name, $0.values) } + layers.map { ($0.name, $0.ends.map { $0.to - $0.from }) }
    let says = said.map { name, values in
      words.fromTo(name, Picture.short(values.min() ?? 0), Picture.short(values.max() ?? 0))
    }.joined(separator: "; ")
    return Picture.frame(
      id, title, says, height: bottom + 34,
      grid + periods + layers.indices.map(area).joined() + lines.indices.map(curve).joined()
        + names)
  }

  private var grid: String {
    axis.ticks.map { tick in
      let place = number(y(tick.value))
      return """
        <line class="grid" x1="\(number(left))" x2="\(number(right))" y1="\(place)" \
        y2="\(place)"/><text class="tick" text-anchor="end" x="\(number(left - 6))" \
        y="\(number(y(tick.value) + 4))">\(tick.label)</text>

        """
    }.joined()
  }

  /// The labels of as many periods as have room for them, twelve at most.
  private var periods: String {
    let short = labels.map { TextTable.shortened($0, to: 10) }
    let widest = 7.7 * Double(short.map { TextTable.width(of: $0) }.max() ?? 0) + 10
    let most = max(1, min(12, Int((right - left) / widest)))
    let stride = Self.stride(over: labels.count, atLeast: (labels.count + most - 1) / most)
    return Swift.stride(from: 0, to: labels.count, by: stride).map { t in
      """
      <text class="tick" text-anchor="middle" x="\(number(x(Double(t) + 0.5)))" \
      y="\(number(bottom + 18))">\(HTML.escaped(short[t]))</text>

      """
    }.joined()
  }

  /// From one label to the next: whole days where the periods may be hours of days, and otherwise 1,
  /// 2 or 5 times a power of ten.
  static func stride(over count: Int, atLeast least: Int) -> Int {
    if least <= 1 { return 1 }
    if count >= 48, count % 24 == 0 {
      let days = [1, 2, 3, 4, 7, 14, 28, 56].first { 24 * $0 >= least }
      return 24 * (days ?? (least + 23) / 24)
    }
    var ten = 1
    while true {
      if let step = [1, 2, 5].first(where: { $0 * ten >= least }) { return step * ten }
      ten *= 10
    }
  }

  /// The class of a line: a color of its own, after those of the layers; bounds have one of theirs.
  private func color(_ k: Int) -> String {
    if lines[k].kind == .bound { return "bound" }
    let place = layers.count + lines[..<k].count { $0.kind != .bound }
    return "c\(place)"
  }

  private func curve(_ k: Int) -> String {
    let path = lines[k].kind == .level ? levels(lines[k].values) : steps(lines[k].values)
    return "<path class=\"curve \(color(k))\" d=\"\(path)\"/>\n"
  }

  /// An amount holds for a whole period: a step each.
  private func steps(_ values: [Double]) -> String {
    guard let first = values.first else { return "" }
    var path = "M\(number(x(0))) \(number(y(first)))"
    for (t, value) in values.enumerated() {
      if t > 0, values[t - 1] != value { path += "V\(number(y(value)))" }
      if t + 1 == values.count || values[t + 1] != value { path += "H\(number(x(Double(t + 1))))" }
    }
    return path
  }

  /// A level is so at the end of a period, and moves evenly from one end to the next.
  private func levels(_ values: [Double]) -> String {
    let points = values.enumerated().map { t, value in
      "\(number(x(Double(t + 1)))) \(number(y(value)))"
    }
    return "M" + points.joined(separator: "L") + (values.count == 1 ? "h-8" : "")
  }

  private func area(_ k: Int) -> String {
    let ends = layers[k].ends
    var there = ""
    var back = ""
    for (t, end) in ends.enumerated() {
      let (from, to) = (number(x(Double(t))), number(x(Double(t + 1))))
      there += "\(t == 0 ? "M" : "L")\(from) \(number(y(end.to)))H\(to)"
      back = "L\(to) \(number(y(end.from)))H\(from)" + back
    }
    return "<path class=\"layer f\(k)\" d=\"\(there)\(back)Z\"/>\n"
  }

  /// Beside the ends of lines and layers; where they touch, moved apart.
  private var names: String {
    let ends =
      layers.enumerated().map { k, layer in
        let end = layer.ends.last ?? (0, 0)
        return (name: layer.name, color: "t\(k)", height: y((end.from + end.to) / 2))
      }
      + lines.indices.map { k in
        (
          name: lines[k].name,
          color: lines[k].kind == .bound ? "bounded" : color(k).replacing("c", with: "t"),
          height: y(lines[k].values.last ?? 0)
        )
      }
    let places = Picture.apart(ends.map(\.height), above: bottom + 4)
    return zip(ends, places).map { end, place in
      Picture.name(end.name, in: end.color, from: (right, end.height), to: (right, place))
    }.joined()
  }
}
